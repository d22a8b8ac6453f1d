//! What a Markdown file can be, and what the site lets it say.

use crate::lang::Lang;

/// What a Markdown file makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `_index.md`: its folder's section.
    Section,
    /// `x/index.md`: a page that owns its folder.
    Bundle,
    /// `x.md`: a page.
    Page,
}

/// What the site's settings say about front matter.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    /// The site's languages, the main one first.
    pub languages: &'a [Lang],
    /// The keys that hold the terms of taxonomies.
    pub term_keys: &'a [String],
}
