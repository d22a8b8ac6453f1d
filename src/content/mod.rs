//! One Markdown file as an author wrote it: front matter, title and body, before the site knows where it belongs.
//!
//! 1. `split` finds the front matter between `---` lines.
//! 2. [`FrontMatter`] is read from it, typed.
//! 3. [`parse`] puts both together with what the file's own name says: language, date, kind.

mod blocks;
mod document;
mod front_matter;
mod rules;
mod split;

pub use blocks::{Done, Nomination, NominationState, NomineeKind, OfficialDocument, Progress, Report};
pub use document::{Document, parse};
pub use front_matter::{Cover, FrontMatter, Listing, SortBy};
pub use rules::{Kind, Rules};
