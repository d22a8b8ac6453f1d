//! What a body of Markdown becomes: its content, and the outline that others see of it.
//!
//! An outline is small and may be remembered from one build to the next. The content is made from the text whenever it is
//! not at hand, so it need not be.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::fragment::Fragment;
use super::headings::Heading;
use super::{BlockReader, Options, Wanted, render};
use crate::prose::Prose;
use crate::source::SourceText;
use crate::span::SourcePath;

/// The Markdown of one file, and how it is to be read.
#[derive(Debug, Clone)]
pub struct Written {
    /// The file.
    pub path: SourcePath,
    /// All of its text.
    pub text: SourceText,
    /// The Markdown in it.
    pub range: Range<usize>,
    /// What the site wants of it.
    pub options: Options,
}

/// A body, rendered as far as it can be without knowing any other file.
#[derive(Debug)]
pub struct Body {
    /// What others need to know of it.
    pub outline: Outline,
    /// What it is made from.
    pub written: Written,
    content: OnceLock<Content>,
}

/// What a page shows of its body.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Content {
    /// The HTML; its holes wait for addresses, image sizes and the theme's components.
    pub html: Fragment,
    /// The headings as a tree.
    pub toc: Vec<Heading>,
}

/// What others need to know of a body: all but what only its own page shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outline {
    /// Of the Markdown it was made from; the same Markdown has the same content.
    pub hash: [u8; 32],
    /// Every id that a `#fragment` may name: headings, footnotes, ids in raw HTML.
    pub anchors: BTreeSet<String>,
    /// Plain text: what stands before `<!-- more -->`, else the first paragraph. Empty if there is none.
    pub summary: String,
    /// How many tiếng (syllables) there are to read.
    pub syllables: usize,
    /// Every link and image, in the order met; holes and attributes refer to them by index.
    pub links: Vec<Link>,
    /// What looks like the number of an official document, in the order met; not in code, nor in links.
    pub mentions: Vec<Mention>,
    /// Whether it calls components of the theme.
    pub has_directives: bool,
    /// Of what any other page may see of it: anchors, links, mentions, but no places.
    pub outward: [u8; 32],
    /// Of what lists and feeds tell of it: its summary and its length.
    pub told: [u8; 32],
}

impl Body {
    /// A body just rendered.
    pub fn new(written: Written, outline: Outline, content: Content) -> Self {
        Self { outline, written, content: OnceLock::from(content) }
    }

    /// A body whose outline is known.
    pub fn remembered(written: Written, outline: Outline) -> Self {
        Self { outline, written, content: OnceLock::new() }
    }

    /// Its content, rendered now if it has not been yet.
    pub fn content(&self) -> &Content {
        self.content.get_or_init(|| render(&self.written, Wanted::default()).content)
    }

    /// Its words, for the checks on the text.
    pub fn words(&self) -> Option<Prose> {
        render(&self.written, Wanted { words: true, reader: None }).words
    }

    /// Lets its text be read.
    pub fn read(&self, reader: &mut dyn BlockReader) {
        render(&self.written, Wanted { words: false, reader: Some(reader) });
    }
}

/// The number of an official document in the text: `327/KH-UBND`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// As readers see it.
    pub number: String,
    /// Where it stands in the file.
    pub range: Range<usize>,
}

/// Something the body points to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// As written, save for Markdown's escapes and HTML's entities; percent-encoding is untouched.
    pub target: String,
    /// What it is used for.
    pub kind: LinkKind,
    /// The target itself in the file; that of the definition for a `[text][label]`.
    pub range: Range<usize>,
}

/// What a link is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
