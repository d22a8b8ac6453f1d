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

pub use body::{Body, Content, Link, LinkKind, Mention, Outline, Written};
pub use fragment::{Attribute, AttributeValue, Directive, Fragment, Hole};
pub use headings::Heading;
pub use reading::BlockReader;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::diag::{Diagnostic, Diagnostics, message};
use crate::prose::Prose;
use crate::text::Locale;
use directive::place::Standing;
use events::{MAX_DEPTH, TooDeep};
use place::Place;
use writer::{Input, Output};

/// What the site wants of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Options {
    /// What becomes of raw HTML.
    pub html: HtmlPolicy,
    /// The language of the labels for those who listen, such as those of footnotes.
    pub locale: Locale,
}

/// What becomes of raw HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum HtmlPolicy {
    /// What is harmless stays.
    Sanitised,
    /// All of it stays, save for `javascript:` and `data:` addresses.
    Trusted,
}

/// What is wanted of a body besides its outline and content.
#[derive(Default)]
pub struct Wanted<'r> {
    /// The words, for the checks on the text.
    pub words: bool,
    /// Who reads the text, for search.
    pub reader: Option<&'r mut dyn BlockReader>,
}

/// What rendering gives.
#[derive(Debug)]
pub struct Rendered {
    /// What others need to know of the body.
    pub outline: Outline,
    /// What its page shows.
    pub content: Content,
    /// Its words, if they were wanted.
    pub words: Option<Prose>,
    /// What is wrong with it.
    pub findings: Diagnostics,
}

/// Renders Markdown, and gives what is wanted besides.
pub fn render(written: &Written, wanted: Wanted<'_>) -> Rendered {
    let Written { path, text, range, options } = written;
    let place = Place { path, base: range.start };
    let body = sentinel::scrub(text.get(range.clone()).unwrap_or_default());
    let mut findings = Diagnostics::new();
    let rendered = render_body(&body, place, options, wanted, &mut findings);
    let (output, words) = rendered.unwrap_or_else(|TooDeep(at)| {
        let line = body[at..].find('\n').map_or(body.len(), |end| at + end);
        findings.push(
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
    let Output { content, anchors, summary, syllables, links, mentions } = output;
    let outline = Outline {
        hash: *blake3::hash(body.as_bytes()).as_bytes(),
        outward: outward(&anchors, &links, &mentions),
        told: *blake3::hash(format!("{syllables} {summary}").as_bytes()).as_bytes(),
        has_directives: content.html.directives().next().is_some(),
        anchors,
        summary,
        syllables,
        links,
        mentions,
    };
    Rendered { outline, content, words, findings }
}

/// The hash of what any other page may see of a body.
fn outward(anchors: &BTreeSet<String>, links: &[Link], mentions: &[Mention]) -> [u8; 32] {
    let mut hash = blake3::Hasher::new();
    let mut add = |text: &str| {
        hash.update(text.as_bytes());
        hash.update(&[0xff]); // No byte of text: what follows is another one.
    };
    anchors.iter().for_each(|anchor| add(anchor));
    add("");
    for link in links {
        add(&link.target);
        add(match link.kind {
            LinkKind::Anchor => "anchor",
            LinkKind::Image => "image",
            LinkKind::Media => "media",
            LinkKind::Download => "download",
        });
    }
    add("");
    mentions.iter().for_each(|mention| add(&mention.number));
    *hash.finalize().as_bytes()
}

fn render_body(
    text: &str,
    place: Place<'_>,
    options: &Options,
    wanted: Wanted<'_>,
    found: &mut Diagnostics,
) -> Result<(Output, Option<Prose>), TooDeep> {
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
        let output = writer::write(input, wanted.reader, found)?;
        let words = wanted.words.then(|| prose::read(text, &parsed, &lines, &roles, place));
        return Ok((output, words));
    }
}
