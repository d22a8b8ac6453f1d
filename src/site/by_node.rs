//! A table with a row for each page and each section.

use super::model::Node;

/// What is known of pages and sections, one value for each; of some there may be nothing.
#[derive(Debug, Clone)]
pub struct ByNode<T> {
    pages: Vec<Option<T>>,
    sections: Vec<Option<T>>,
}

impl<T> ByNode<T> {
    /// What is known of a page or section.
    pub fn get(&self, node: Node) -> Option<&T> {
        let (table, at) = match node {
            Node::Page(page) => (&self.pages, page.index()),
            Node::Section(section) => (&self.sections, section.index()),
        };
        table.get(at)?.as_ref()
    }

    /// All values: those of sections, then those of pages, each in their order.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.sections.iter().chain(&self.pages).flatten()
    }
}

impl<T> Default for ByNode<T> {
    fn default() -> Self {
        Self { pages: Vec::new(), sections: Vec::new() }
    }
}

impl<T> FromIterator<(Node, T)> for ByNode<T> {
    fn from_iter<I: IntoIterator<Item = (Node, T)>>(values: I) -> Self {
        let mut all = Self::default();
        for (node, value) in values {
            let (table, at) = match node {
                Node::Page(page) => (&mut all.pages, page.index()),
                Node::Section(section) => (&mut all.sections, section.index()),
            };
            if table.len() <= at {
                table.resize_with(at + 1, || None);
            }
            table[at] = Some(value);
        }
        all
    }
}
