//! How a hole is marked in HTML under construction.
//!
//! A hole is written as `U+FDD0 kind number U+FDD1`. Both are noncharacters: no text holds them once [`scrub`] has seen
//! it. So the HTML can be moved, wrapped and sanitised as a plain string, and [`split`] turns the marks into holes once, at
//! the end.

use std::borrow::Cow;
use std::fmt::Write;

use super::fragment::{Directive, Fragment, Hole};

const OPEN: char = '\u{FDD0}';
const CLOSE: char = '\u{FDD1}';

/// What a mark stands for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Mark {
    /// The address of a link; stands in an attribute.
    Href(usize),
    /// The address of an image whose size is wanted: the hole for it follows the attribute.
    Image(usize),
    /// The number of a document; stands in text.
    Mention(usize),
    /// A directive; stands in text.
    Directive(usize),
}

/// `text` without the two noncharacters: each becomes U+FFFD, which is as long, so that offsets stay.
pub(super) fn scrub(text: &str) -> Cow<'_, str> {
    if find(text, OPEN).is_some() || find(text, CLOSE).is_some() {
        Cow::Owned(text.replace([OPEN, CLOSE], "\u{FFFD}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Where `mark`, one of the two, first stands. Its first byte begins few other characters, and none of Vietnamese.
fn find(text: &str, mark: char) -> Option<usize> {
    const FIRST: u8 = 0xEF;
    memchr::memchr_iter(FIRST, text.as_bytes()).find(|at| text[*at..].starts_with(mark))
}

/// Appends a mark.
pub(super) fn write(out: &mut String, mark: Mark) {
    let (kind, number) = match mark {
        Mark::Href(link) => ('h', link),
        Mark::Image(link) => ('i', link),
        Mark::Mention(mention) => ('m', mention),
        Mark::Directive(directive) => ('d', directive),
    };
    let _ = write!(out, "{OPEN}{kind}{number}{CLOSE}"); // writing to a string does not fail
}

/// The fragment that `html` describes. Directives are taken out of `directives`; a sanitiser may have dropped a mark, and
/// what has none is lost with it.
pub(super) fn split(html: &str, directives: &mut [Option<Directive>]) -> Fragment {
    let mut plain = String::with_capacity(html.len());
    let mut holes = Vec::new();
    let mut rest = html;
    while let Some(at) = find(rest, OPEN) {
        plain.push_str(&rest[..at]);
        rest = &rest[at + OPEN.len_utf8()..];
        let Some((mark, after)) = read(rest) else { continue };
        rest = after;
        match mark {
            Mark::Href(link) => holes.push((plain.len(), Hole::Href(link))),
            Mark::Image(link) => {
                holes.push((plain.len(), Hole::Href(link)));
                if let Some(after) = rest.strip_prefix('"') {
                    plain.push('"');
                    rest = after;
                    holes.push((plain.len(), Hole::Size(link)));
                }
            }
            Mark::Mention(mention) => holes.push((plain.len(), Hole::Mention(mention))),
            Mark::Directive(directive) => {
                let directive = directives.get_mut(directive).and_then(Option::take);
                holes.extend(directive.map(|it| (plain.len(), Hole::Directive(Box::new(it)))));
            }
        }
    }
    plain.push_str(rest);
    Fragment::new(&plain, holes)
}

/// The mark whose opening noncharacter was just read, and what follows it.
fn read(text: &str) -> Option<(Mark, &str)> {
    let (mark, after) = text.split_once(CLOSE)?;
    let number = mark.get(1..)?.parse().ok()?;
    let mark = match mark.as_bytes().first()? {
        b'h' => Mark::Href(number),
        b'i' => Mark::Image(number),
        b'm' => Mark::Mention(number),
        b'd' => Mark::Directive(number),
        _ => return None,
    };
    Some((mark, after))
}
