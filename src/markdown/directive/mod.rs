//! Directives: `:::name{…} … :::` and `::name{…}`.
//!
//! Markdown knows nothing of them, and their bodies are ordinary Markdown whose footnotes and references reach the rest
//! of the page. So the text is parsed once and whole:
//!
//! 1. [`line`] finds the lines that look like a directive's;
//! 2. [`mask`] writes a thematic break of the same length over each: it ends a paragraph, stands in any container, and
//!    leaves all offsets as they are;
//! 3. after the parse, [`place`] sees what became of each: a break that is a directive, a line of code or raw HTML that
//!    only looks like one, or a line swallowed by something else;
//! 4. [`pair`] finds the closing line of each opening one.

pub(super) mod attributes;
pub(super) mod line;
pub(super) mod pair;
pub(super) mod place;

use std::borrow::Cow;

use line::Line;

/// `body` with a thematic break over each of `lines`.
pub(super) fn mask<'a>(body: &'a str, lines: &[Line]) -> Cow<'a, str> {
    if lines.is_empty() {
        return Cow::Borrowed(body);
    }
    let mut masked = String::with_capacity(body.len());
    for line in lines {
        masked.push_str(&body[masked.len()..line.range.start]);
        masked.push_str("***");
        masked.extend(std::iter::repeat_n(' ', line.range.len() - 3));
    }
    masked.push_str(&body[masked.len()..]);
    Cow::Owned(masked)
}
