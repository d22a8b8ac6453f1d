//! What a body of Markdown becomes.

use std::collections::BTreeSet;

use super::fragment::Fragment;
use super::headings::Heading;
use crate::span::Span;

/// A body, rendered as far as it can be without knowing any other file.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Body {
    /// The HTML; its holes wait for addresses, image sizes and the theme's components.
    pub content: Fragment,
    /// The headings as a tree.
    pub toc: Vec<Heading>,
    /// Every id that a `#fragment` may name: headings, footnotes, ids in raw HTML.
    pub anchors: BTreeSet<String>,
    /// Plain text: what stands before `<!-- more -->`, else the first paragraph. Empty if there is none.
    pub summary: String,
    /// The plain text, if the options want it: every block ends with a line feed, a heading stands behind U+0002.
    pub plain: String,
    /// How many tiếng (syllables) there are to read.
    pub syllables: usize,
    /// Every link and image, in the order met; holes and attributes refer to them by index.
    pub links: Vec<Link>,
    /// What looks like the number of an official document, in the order met; not in code, nor in links.
    pub mentions: Vec<Mention>,
}

/// The number of an official document in the text: `327/KH-UBND`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// As readers see it.
    pub number: String,
    /// Where it stands in the file.
    pub span: Span,
}

/// Something the body points to.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// As written, save for Markdown's escapes and HTML's entities; percent-encoding is untouched.
    pub target: String,
    /// What it is used for.
    pub kind: LinkKind,
    /// The target itself in the file; that of the definition for a `[text][label]`.
    pub span: Span,
}

/// What a link is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LinkKind {
    /// Somewhere to go: `[text](target)`, a directive's `href`.
    Anchor,
    /// An image in the text.
    Image,
    /// A directive's `src` or `poster`; the same of raw `<video>`, `<audio>`, `<source>`.
    Media,
    /// A directive's `file`: something to save.
    Download,
}
