//! Markdown to body: HTML with holes, and what others need to know of it.
//!
//! [`render`] is a pure function of the text. It writes finished HTML, but for what it cannot know: where links lead, how
//! large images are, what the theme makes of a directive. Those are holes ([`Hole`]), filled by whoever knows.
//!
//! 1. `directive` finds the lines of directives and masks them, so that the text is parsed once and whole.
//! 2. `events` parses it, and stops at nesting that no author means.
//! 3. `directive` pairs the lines.
//! 4. `writer` turns events into HTML; `raw` sees to raw HTML; `sentinel` marks the holes and cuts them out at the end.
//! 5. `prose` takes the words out of the same events, for the checks on the text.

mod body;
mod directive;
mod events;
mod fragment;
mod headings;
mod place;
mod prose;
mod raw;
mod reading;
mod sentinel;
mod targets;
mod writer;

#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

pub use body::{Body, Link, LinkKind, Mention};
pub use fragment::{Attribute, AttributeValue, Directive, Fragment, Hole};
pub use headings::Heading;

use crate::diag::{Diagnostic, Diagnostics, message};
use crate::prose::Prose;
use crate::span::SourcePath;
use crate::text::Locale;
use directive::place::Standing;
use events::{MAX_DEPTH, TooDeep};
use place::Place;
use writer::Input;

/// What the site wants of every body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Options {
    /// What becomes of raw HTML.
    pub html: HtmlPolicy,
    /// The language of the labels for those who listen, such as those of footnotes.
    pub locale: Locale,
    /// Whether the words are wanted too, for the checks on the text.
    pub words: bool,
    /// Whether the plain text is wanted, for search.
    pub plain: bool,
}

/// What becomes of raw HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HtmlPolicy {
    /// What is harmless stays.
    Sanitised,
    /// All of it stays, save for `javascript:` and `data:` addresses.
    Trusted,
}

/// Renders the body that stands at `range` of `text`, the text of the file `path`; gives its words besides, if the options
/// want them.
pub fn render(
    path: &SourcePath,
    text: &Arc<str>,
    range: Range<usize>,
    options: &Options,
) -> (Body, Option<Prose>, Diagnostics) {
    let place = Place { path, base: range.start };
    let body = sentinel::scrub(text.get(range).unwrap_or_default());
    let mut found = Diagnostics::new();
    let rendered = render_body(&body, place, options, &mut found);
    let (rendered, prose) = rendered.unwrap_or_else(|TooDeep(at)| {
        let line = body[at..].find('\n').map_or(body.len(), |end| at + end);
        found.push(
            Diagnostic::error(
                "nested-too-deep",
                message!("lồng nhau sâu quá {MAX_DEPTH} bậc", "nested more than {MAX_DEPTH} levels deep"),
            )
            .at(place.span(at..line))
            .help(message!(
                "xem lại các dấu “>”, gạch đầu dòng, “:::” và thẻ HTML ở chỗ này",
                "look at the “>”, list markers, “:::” and HTML tags here"
            )),
        );
        (writer::verbatim(&body), None)
    });
    (rendered, prose, found)
}

fn render_body(
    text: &str,
    place: Place<'_>,
    options: &Options,
    found: &mut Diagnostics,
) -> Result<(Body, Option<Prose>), TooDeep> {
    let mut lines = directive::line::find(text, &place);
    loop {
        let masked = directive::mask(text, &lines);
        let parsed = events::parse(&masked)?;
        let standings = directive::place::standings(&lines, &parsed);
        if standings.contains(&Standing::Swallowed) {
            // The mask would show as text: parse again without it.
            let mut standing = standings.iter();
            lines.retain(|line| {
                let swallowed = standing.next() == Some(&Standing::Swallowed);
                if swallowed {
                    found.push(directive::place::swallowed(line, &place));
                }
                !swallowed
            });
            continue;
        }
        let roles = directive::pair::pair(&lines, &standings, &place, found)?;
        let input = Input { place, text, parsed: &parsed, lines: &lines, roles: &roles, options };
        let body = writer::write(input, found)?;
        let words = options.words.then(|| prose::read(text, &parsed, &lines, &roles, place));
        return Ok((body, words));
    }
}
