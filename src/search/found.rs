//! The words of all bodies of a site, with the glossaries that number them.

use std::collections::HashMap;

use super::words::{Glossary, Words};
use crate::site::Node;

/// Words, and which glossary numbers them.
#[derive(Debug)]
pub struct Text<'a> {
    pub(super) words: Words<'a>,
    pub(super) glossary: usize,
}

/// The words of a body, and the name of what they were read from.
#[derive(Debug)]
pub struct OfBody<'a> {
    /// The page's or section's.
    pub node: Node,
    /// The words.
    pub words: Words<'a>,
    /// The hash of the body's Markdown.
    pub made_from: [u8; 32],
}

/// The words of bodies.
#[derive(Debug, Default)]
pub struct Found<'a> {
    pub(super) glossaries: Vec<Glossary<'a>>,
    bodies: HashMap<Node, (Text<'a>, [u8; 32])>,
}

impl<'a> Found<'a> {
    /// Takes in bodies that were read together.
    pub fn push(&mut self, glossary: Glossary<'a>, bodies: impl IntoIterator<Item = OfBody<'a>>) {
        self.glossaries.push(glossary);
        bodies.into_iter().for_each(|body| self.insert(body, self.glossaries.len() - 1));
    }

    /// Takes in bodies that are remembered, each with the bytes of its glossary: what stands at one place is one.
    pub fn extend(&mut self, bodies: impl IntoIterator<Item = (OfBody<'a>, &'a [u8])>) {
        let mut known: HashMap<*const u8, Option<usize>> = HashMap::new();
        for (body, glossary) in bodies {
            let glossary = known.entry(glossary.as_ptr()).or_insert_with(|| {
                self.glossaries.push(Glossary::of(glossary)?);
                Some(self.glossaries.len() - 1)
            });
            if let Some(glossary) = *glossary {
                self.insert(body, glossary);
            }
        }
    }

    fn insert(&mut self, OfBody { node, words, made_from }: OfBody<'a>, glossary: usize) {
        self.bodies.insert(node, (Text { words, glossary }, made_from));
    }

    /// Whether the words of a page are known.
    pub(super) fn contains(&self, node: Node) -> bool {
        self.bodies.contains_key(&node)
    }

    /// The words of a page, and the hash of what they were read from.
    pub(super) fn get(&self, node: Node) -> Option<&(Text<'a>, [u8; 32])> {
        self.bodies.get(&node)
    }
}
