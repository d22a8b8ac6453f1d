//! Where a node stands: the nodes of a document are numbered in reading order ([`number_of`]), and the text is read
//! again with a visitor that fails at the wanted number; `serde_yaml` then names the place ([`find`]).

use std::cell::Cell;
use std::fmt;
use std::ops::Range;

use serde::de::{self, DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::Node;

/// The bytes of the `number`th node in `source`, from which `root` was read.
pub(super) fn find(source: &str, root: &Node, number: usize) -> Option<Range<usize>> {
    let wanted = nth(root, &mut { number })?;
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

/// The place of the node that is `wanted` in the reading order of the tree.
pub(super) fn number_of(root: &Node, wanted: impl Fn(&Node) -> bool) -> Option<usize> {
    fn walk(node: &Node, wanted: &dyn Fn(&Node) -> bool, next: &mut usize) -> bool {
        if wanted(node) {
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
    walk(root, &wanted, &mut next).then_some(next)
}

/// The node that is `left` nodes further on in the reading order.
fn nth<'a>(node: &'a Node, left: &mut usize) -> Option<&'a Node> {
    if *left == 0 {
        return Some(node);
    }
    *left -= 1;
    match node {
        Node::List(nodes) => nodes.iter().find_map(|node| nth(node, left)),
        Node::Map(entries) => {
            entries.iter().find_map(|(key, value)| nth(key, left).or_else(|| nth(value, left)))
        }
        _ => None,
    }
}

/// How many bytes to underline: a scalar whole, a list or mapping in brackets too, of others the first line.
fn extent(from: &str, node: &Node) -> usize {
    let line = from.lines().next().unwrap_or_default();
    if let Some(quote @ ('"' | '\'')) = line.chars().next() {
        return quoted(line, quote);
    }
    match node {
        Node::Null => 0,
        Node::Text(text) if line.starts_with(text.as_str()) => text.len(),
        Node::Bool(_) | Node::Int(_) | Node::Float(_) => {
            line.find([',', ']', '}', ' ', '#']).unwrap_or(line.trim_end().len())
        }
        Node::List(_) | Node::Map(_) if line.starts_with(['[', '{']) => bracketed(line),
        _ => line.find(" #").map_or(line, |comment| &line[..comment]).trim_end().len(),
    }
}

/// How long the list or mapping is that `line` begins with; to the end where it is closed on another line.
fn bracketed(line: &str) -> usize {
    let mut depth = 0usize;
    let mut at = 0;
    let mut begins_value = true;
    while let Some(char) = line[at..].chars().next() {
        if let (true, '"' | '\'') = (begins_value, char) {
            at += quoted(&line[at..], char);
            continue;
        }
        at += char.len_utf8();
        match char {
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at;
        }
        begins_value = matches!(char, '[' | '{' | ',' | ' ' | ':');
    }
    line.trim_end().len()
}

/// How long the quoted scalar is that `line` begins with; a quote escaped (`\"`, `''`) does not end it.
fn quoted(line: &str, quote: char) -> usize {
    let mut chars = line.char_indices().skip(1).peekable();
    while let Some((at, char)) = chars.next() {
        if char == '\\' && quote == '"' {
            chars.next();
        } else if char == quote && (quote == '"' || chars.next_if(|&(_, next)| next == quote).is_none()) {
            return at + 1;
        }
    }
    line.trim_end().len()
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
