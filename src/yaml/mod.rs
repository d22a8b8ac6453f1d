//! YAML as an editor wrote it: a tree whose every node can tell where it stands.
//!
//! 1. [`parse`] reads one document with `serde_yaml` into [`Node`]s, keeping every entry of a mapping, doubles too.
//! 2. [`Value`] and [`Fields`] read typed data from it and collect a diagnostic for whatever does not fit.
//! 3. A place is looked up only when a diagnostic needs it: `serde_yaml` tells where an error arose, so the text is
//!    read once more with a visitor that fails at the wanted node (`locate`). Good files pay nothing for it. What
//!    is read may keep a [`Place`], for findings made later.

mod fields;
mod locate;
mod place;
mod problem;
mod read;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::de::{self, DeserializeSeed, EnumAccess, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};

use crate::diag::Diagnostic;
use crate::source::SourceText;
use crate::span::{SourcePath, Span};

pub use fields::{Entry, Fields};
pub use place::Place;
pub use read::{Findings, Value};

/// A node of a YAML document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Node {
    /// Nothing written, or `null`.
    Null,
    /// `true` or `false`; `yes` and `no` are text.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// Text.
    Text(String),
    /// `[…]` or `- …` lines.
    List(Vec<Node>),
    /// `key: value` lines, in order.
    Map(Vec<(Node, Node)>),
}

/// A parsed document and the text it was read from. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Yaml {
    path: SourcePath,
    text: SourceText,
    range: Range<usize>,
    root: Arc<Node>,
}

impl Yaml {
    /// An empty document, such as the front matter of a page that has none.
    pub fn empty(path: &SourcePath) -> Self {
        Self::of(path, &SourceText::from(""), 0..0, Node::Null)
    }

    /// What was read at `range` of the file's text before: `root`.
    pub fn of(path: &SourcePath, text: &SourceText, range: Range<usize>, root: Node) -> Self {
        Self { path: path.clone(), text: text.clone(), range, root: Arc::new(root) }
    }

    /// The file it was read from.
    pub fn path(&self) -> &SourcePath {
        &self.path
    }

    /// The whole document as a value whose reading reports to `findings`.
    pub fn value<'a>(&'a self, findings: &'a Findings) -> Value<'a> {
        Value::new(self, &self.root, findings)
    }

    /// The tree, when nothing else is wanted any more.
    pub fn into_root(self) -> Node {
        Arc::unwrap_or_clone(self.root)
    }

    /// The tree alone.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// The node below these keys, for a finding made after reading. A number names an item of a list, from 0.
    pub fn find(&self, keys: &[&str]) -> Option<&Node> {
        keys.iter().try_fold(&*self.root, |node, key| match node {
            Node::Map(entries) => entries
                .iter()
                .find(|(name, _)| matches!(name, Node::Text(text) if text == key))
                .map(|(_, value)| value),
            Node::List(items) => items.get(key.parse::<usize>().ok()?),
            _ => None,
        })
    }

    /// The text below these keys, if there is one, and its place, to be kept.
    pub fn text(&self, keys: &[&str]) -> Option<(&str, Place)> {
        let node = self.find(keys)?;
        let Node::Text(text) = node else { return None };
        Some((text, Place::of(self, node)))
    }

    /// The place of the value below these keys; else of the file.
    pub fn place(&self, keys: &[&str]) -> Span {
        self.find(keys).map_or_else(|| Span::file(&self.path), |node| self.span(node))
    }

    /// The place of the item `text` in the list, or of the single value, below these keys; else of the file.
    pub fn place_of(&self, keys: &[&str], text: &str) -> Span {
        match self.find(keys) {
            Some(Node::List(items)) => items
                .iter()
                .find(|item| matches!(item, Node::Text(found) if found.trim() == text))
                .map_or_else(|| self.place(keys), |item| self.span(item)),
            _ => self.place(keys),
        }
    }

    /// Where `node` of this document stands in the author's file.
    pub fn span(&self, node: &Node) -> Span {
        self.span_at(locate::number_of(&self.root, |found| std::ptr::eq(found, node)))
    }

    /// Where the node of this number stands; at the beginning where there is none.
    fn span_at(&self, number: Option<usize>) -> Span {
        if *self.root == Node::Null {
            return Span::file(&self.path); // Nothing is written to point at.
        }
        let range = number.and_then(|it| locate::find(self.source(), &self.root, it)).unwrap_or(0..0);
        Span::new(&self.path, range.start + self.range.start..range.end + self.range.start)
    }

    /// The text of the node as written.
    fn raw(&self, node: &Node) -> &str {
        self.text.get(self.span(node).range).unwrap_or_default()
    }

    fn source(&self) -> &str {
        self.text.get(self.range.clone()).unwrap_or_default()
    }
}

/// Reads the YAML that stands at `range` of the file's text.
pub fn parse(path: &SourcePath, text: &SourceText, range: Range<usize>) -> Result<Yaml, Diagnostic> {
    let source = text.get(range.clone()).unwrap_or_default();
    let root = if source.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
        Node::Null
    } else if let Some(heap) = problem::heap_of_brackets(path, source, range.start) {
        return Err(heap);
    } else {
        let read = NodeVisitor.deserialize(serde_yaml::Deserializer::from_str(source));
        read.map_err(|error| problem::explain(&error, path, source, range.start))?
    };
    Ok(Yaml::of(path, text, range, root))
}

/// Reads a node from a text of another format, such as JSON.
pub fn node<'de, D: de::Deserializer<'de>>(from: D) -> Result<Node, D::Error> {
    NodeVisitor.deserialize(from)
}

/// Builds [`Node`]s from whatever `serde_yaml` meets. (What [`Node`] derives is for what is remembered of a file.)
struct NodeVisitor;

impl<'de> DeserializeSeed<'de> for NodeVisitor {
    type Value = Node;

    fn deserialize<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Int(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(i64::try_from(value).map_or(Node::Float(value as f64), Node::Int))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Node, E> {
        Ok(Node::Text(value))
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        let mut nodes = Vec::new();
        while let Some(node) = list.next_element_seed(NodeVisitor)? {
            nodes.push(node);
        }
        Ok(Node::List(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry_seed(NodeVisitor, NodeVisitor)? {
            entries.push(entry);
        }
        Ok(Node::Map(entries))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Node, A::Error> {
        let (tag, _) = tagged.variant_seed(Tag)?;
        Err(de::Error::custom(problem::tag(&tag)))
    }
}

/// Reads the name of a `!tag`.
struct Tag;

impl<'de> DeserializeSeed<'de> for Tag {
    type Value = String;

    fn deserialize<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        String::deserialize(deserializer)
    }
}
