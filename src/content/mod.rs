//! One Markdown file as an author wrote it: front matter, title and body, before the site knows where it belongs.
//!
//! 1. [`scan()`] takes the text apart: front matter as a tree, heading, Markdown.
//! 2. [`read`] gives the front matter its types ([`FrontMatter`]), and adds what the file's own name says: language, date,
//!    kind.

mod blocks;
mod document;
mod front_matter;
mod rules;
mod scan;
mod split;

pub use blocks::{Done, Nomination, NominationState, NomineeKind, OfficialDocument, Progress, Report};
pub use document::{Document, read};
pub use front_matter::{Cover, FrontMatter, Listing, SortBy};
pub use rules::{Kind, Rules};
pub use scan::{Scan, scan};
