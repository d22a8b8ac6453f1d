//! The place of a node, to be kept by what was read from it.

use std::ops::Range;

use crate::span::Span;

use super::{Node, Yaml, locate};

/// Where a node stands. Cheap to make, to keep and to clone: the bytes are looked up only when they are asked for.
#[derive(Debug, Clone)]
pub struct Place {
    yaml: Yaml,
    number: Option<usize>,
}

impl Place {
    pub(super) fn of(yaml: &Yaml, node: &Node) -> Self {
        Self { yaml: yaml.clone(), number: locate::number_of(&yaml.root, node) }
    }

    /// The node's bytes in the author's file.
    pub fn span(&self) -> Span {
        self.yaml.span_at(self.number)
    }

    /// The bytes of `part` of `text`, the text read here; of the whole node where the file spells the text in
    /// another way (escapes, folded lines).
    pub fn part(&self, text: &str, part: Range<usize>) -> Span {
        let whole = self.span();
        let written = self.yaml.text.get(whole.range.clone()).unwrap_or_default();
        match written.find(text) {
            Some(at) => {
                let start = whole.range.start + at;
                Span { range: start + part.start..start + part.end, ..whole }
            }
            None => whole,
        }
    }
}
