//! Raw HTML in Markdown.
//!
//! 1. [`token`] cuts a chunk of it into tags and text.
//! 2. `writer::raw` and [`reference`] write them: whole tags only, without those that are not allowed, links replaced by marks. So a chunk
//!    can never reach beyond itself into what Markdown makes.
//! 3. [`sanitise`] parses the finished HTML as a browser does, keeps what is known to be harmless, and closes what
//!    was left open.

pub(super) mod reference;
pub(super) mod sanitise;
pub(super) mod token;
