//! Where a node stands: the nodes of a document are numbered in reading order, and the text is read again with a
//! visitor that fails at the wanted number; `serde_yaml` then names the place.

use std::cell::Cell;
use std::fmt;
use std::ops::Range;

use serde::de::{self, DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::Node;

/// The bytes of `wanted` in `source`, from which `root` was read.
pub(super) fn find(source: &str, root: &Node, wanted: &Node) -> Option<Range<usize>> {
    let number = number_of(root, wanted)?;
    let next = Cell::new(0);
    let error =
        FailAt { number, next: &next }.deserialize(serde_yaml::Deserializer::from_str(source)).err()?;
    let place = error.location()?;
    let start = offset(source, place.line(), place.column());
    Some(start..start + extent(&source[start..], wanted))
}

/// The byte at a line and a column counted from 1, in characters.
pub(super) fn offset(source: &str, line: usize, column: usize) -> usize {
    let start: usize = source.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = &source[start..];
    start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at)
}

/// The place of `wanted`, by identity, in the reading order of the tree.
fn number_of(root: &Node, wanted: &Node) -> Option<usize> {
    fn walk(node: &Node, wanted: &Node, next: &mut usize) -> bool {
        if std::ptr::eq(node, wanted) {
            return true;
        }
        *next += 1;
        match node {
            Node::List(nodes) => nodes.iter().any(|node| walk(node, wanted, next)),
            Node::Map(entries) => {
                entries.iter().any(|(key, value)| walk(key, wanted, next) || walk(value, wanted, next))
            }
            _ => false,
        }
    }
    let mut next = 0;
    walk(root, wanted, &mut next).then_some(next)
}

/// How many bytes to underline: a scalar whole, of a list or mapping the first line.
fn extent(from: &str, node: &Node) -> usize {
    let line = from.lines().next().unwrap_or_default();
    let quote = line.chars().next().filter(|first| matches!(first, '"' | '\''));
    if let Some(quote) = quote {
        return line[1..].find(quote).map_or(line.trim_end().len(), |end| end + 2);
    }
    match node {
        Node::Null => 0,
        Node::Text(text) if line.starts_with(text.as_str()) => text.len(),
        Node::Bool(_) | Node::Int(_) | Node::Float(_) => {
            line.find([',', ']', '}', ' ', '#']).unwrap_or(line.trim_end().len())
        }
        _ => line.find(" #").map_or(line, |comment| &line[..comment]).trim_end().len(),
    }
}

/// Reads a document and fails at its `number`th node.
#[derive(Clone, Copy)]
struct FailAt<'a> {
    number: usize,
    next: &'a Cell<usize>,
}

impl FailAt<'_> {
    fn arrive<E: de::Error>(self) -> Result<(), E> {
        let number = self.next.replace(self.next.get() + 1);
        if number == self.number { Err(E::custom("here")) } else { Ok(()) }
    }
}

impl<'de> DeserializeSeed<'de> for FailAt<'_> {
    type Value = ();

    fn deserialize<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for FailAt<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<(), E> {
        self.arrive()
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<(), E> {
        self.arrive()
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<(), E> {
        self.arrive()
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<(), E> {
        self.arrive()
    }

    fn visit_str<E: de::Error>(self, _: &str) -> Result<(), E> {
        self.arrive()
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        self.arrive()
    }

    fn visit_none<E: de::Error>(self) -> Result<(), E> {
        self.arrive()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        self.arrive()?;
        while list.next_element_seed(self)?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        self.arrive()?;
        while map.next_key_seed(self)?.is_some() {
            map.next_value_seed(self)?;
        }
        Ok(())
    }

    fn visit_enum<A: de::EnumAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        self.arrive()
    }

    fn visit_newtype_struct<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(IgnoredAny).map(|_| ())
    }
}
