//! Raw HTML.

use std::ops::Range;

use pulldown_cmark::Event;

use super::Writer;
use crate::diag::{Diagnostic, message};
use crate::markdown::HtmlPolicy;
use crate::markdown::body::LinkKind;
use crate::markdown::events::{MAX_DEPTH, TooDeep};
use crate::markdown::raw::reference::{decode, tame};
use crate::markdown::raw::sanitise;
use crate::markdown::raw::token::{Attribute, Tag, Token, tokens};
use crate::markdown::reading::is_more;
use crate::markdown::sentinel::{self, Mark};

/// Removed elements whose loss an author should know of.
const REPORTED: [&str; 4] = ["form", "iframe", "script", "style"];

/// Elements whose text moves or blinks.
const MOVING: [&str; 2] = ["blink", "marquee"];

/// Elements that have no end tag.
const VOID: [&str; 8] = ["area", "br", "col", "hr", "img", "source", "track", "wbr"];

/// Elements whose end tag may be left out, because the next one ends them.
const SELF_ENDING: [&str; 12] =
    ["dd", "dt", "li", "p", "rp", "rt", "tbody", "td", "tfoot", "th", "thead", "tr"];

/// Elements that stay open when the one around them is closed first.
const FORMATTING: [&str; 13] =
    ["a", "b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u"];

/// Attributes of one tag beyond this are dropped: a browser compares each with all others.
const MAX_ATTRIBUTES: usize = 64;

/// A piece of raw HTML whose lines may stand apart in the file, as in a quote.
struct Chunk {
    html: String,
    /// Where in `html` a line begins, and where it stands in the body.
    lines: Vec<(usize, Range<usize>)>,
}

impl Chunk {
    /// Where a run of bytes of the chunk stands in the body.
    fn locate(&self, range: Range<usize>) -> Range<usize> {
        let place = |at: usize, end: bool| {
            let line =
                self.lines.partition_point(|(from, _)| *from < at + usize::from(!end)).saturating_sub(1);
            let (from, line) = &self.lines[line];
            (line.start + at.saturating_sub(*from)).min(line.end)
        };
        let start = place(range.start, false);
        start..place(range.end, true).max(start)
    }
}

impl Writer<'_, '_> {
    /// The block of raw HTML that begins with the event `at`; gives the event after it.
    pub(super) fn html_block(&mut self, at: usize) -> usize {
        self.end_block();
        self.line();
        let parsed = self.input.parsed;
        let end = parsed.end_of(at);
        let mut chunk = Chunk { html: String::new(), lines: Vec::new() };
        for (event, range) in &parsed.events[at + 1..end] {
            if let Event::Html(text) | Event::Text(text) = event {
                chunk.lines.push((chunk.html.len(), range.clone()));
                chunk.html.push_str(&sentinel::scrub(self.unmasked(text, range)));
            }
        }
        let begun = self.frame().html.len();
        self.chunk(&chunk);
        let html = &mut self.frame().html;
        if html[begun..].trim().is_empty() {
            html.truncate(begun); // nothing of it was allowed
        }
        self.line();
        self.reading.end_block(self.weight());
        end + 1
    }

    /// One tag in a paragraph.
    pub(super) fn inline_html(&mut self, html: &str, range: Range<usize>) {
        let html = sentinel::scrub(self.unmasked(html, &range)).into_owned();
        let mut lines = vec![(0, range.clone())];
        if html.len() < range.len() {
            // In a quote: the parser took the markers away from the beginnings of lines.
            let (mut from, mut place) = (0, range.start);
            lines = html
                .split_inclusive('\n')
                .zip(self.input.text[range].split_inclusive('\n'))
                .map(|(line, written)| {
                    place += written.len();
                    from += line.len();
                    (from - line.len(), place - line.len().min(written.len())..place)
                })
                .collect();
        }
        self.chunk(&Chunk { html, lines });
    }

    fn chunk(&mut self, chunk: &Chunk) {
        let sanitised = self.input.options.html == HtmlPolicy::Sanitised;
        let html = chunk.html.as_str();
        for (token, range) in tokens(html) {
            let written = &html[range.clone()];
            match token {
                Token::Comment if is_more(written) => {
                    self.end_block_at_more();
                }
                Token::Comment => self.push(if sanitised { "" } else { written }),
                Token::Tag(tag) => self.tag(chunk, &tag, range, sanitised),
                Token::EndTag(name) => self.end_tag(&html[name], written, sanitised),
                Token::Text | Token::Unfinished if sanitised => {
                    self.push(&tame(written, false));
                    self.reading.push(&decode(written));
                }
                Token::Content if sanitised => {}
                Token::Text | Token::Unfinished => {
                    self.push(written);
                    self.reading.push(&decode(written));
                }
                Token::Content => self.push(written),
            }
        }
    }

    /// A start tag.
    fn tag(&mut self, chunk: &Chunk, tag: &Tag, range: Range<usize>, sanitised: bool) {
        let html = chunk.html.as_str();
        let written = &html[tag.name.clone()];
        let known = sanitise::allowed(written);
        if let Some(reported) = REPORTED.iter().find(|it| sanitised && it.eq_ignore_ascii_case(written)) {
            let place = self.input.place.span(chunk.locate(range.clone()));
            self.found.push(html_removed(reported).at(place));
        }
        if let Some(moving) = MOVING.iter().find(|it| it.eq_ignore_ascii_case(written)) {
            let place = self.input.place.span(chunk.locate(range.clone()));
            self.found.push(moving_text(moving).at(place));
        }
        if let Some(name) = known {
            self.open_raw(name, chunk.locate(range.clone()));
        } else if sanitised {
            return;
        }
        let name = written.to_ascii_lowercase();
        self.part_words(&name);
        let attributes =
            &tag.attributes[..tag.attributes.len().min(if sanitised { MAX_ATTRIBUTES } else { usize::MAX })];
        let has =
            |wanted: &str| attributes.iter().any(|it| html[it.name.clone()].eq_ignore_ascii_case(wanted));
        if name == "img" && !has("alt") {
            self.missing_alt(chunk.locate(range.clone()));
        }
        let sized = has("width") || has("height");
        let mut copied = range.start;
        if sanitised {
            // A tag that holds nothing and says nothing needs no cleaning.
            self.frame().raw |= !(attributes.is_empty() && matches!(name.as_str(), "br" | "wbr" | "hr"));
            self.push(&format!("<{name}"));
        }
        for attribute in attributes {
            let hole = self.raw_link(chunk, &name, attribute, sized);
            self.raw_id(chunk, &name, attribute);
            match hole {
                _ if sanitised && matches!(hole, Hole::Refused) => {}
                _ if sanitised => self.sanitised_attribute(html, attribute, hole),
                Hole::None => {}
                Hole::Refused => {
                    self.push(html[copied..attribute.name.start].trim_end());
                    copied = attribute.written.end;
                }
                Hole::Link(mark) => {
                    self.push(&html[copied..attribute.written.start]);
                    self.push("\"");
                    self.mark(mark);
                    self.push("\"");
                    copied = attribute.written.end;
                }
            }
        }
        if sanitised {
            self.push(">");
        } else {
            self.push(&html[copied..range.end]);
        }
    }

    /// An attribute, rewritten so that it cannot but be one.
    fn sanitised_attribute(&mut self, html: &str, attribute: &Attribute, hole: Hole) {
        let name = html[attribute.name.clone()].to_ascii_lowercase();
        if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            return;
        }
        self.push(&format!(" {name}=\""));
        match hole {
            Hole::Link(mark) => self.mark(mark),
            _ => self.push(&tame(&html[attribute.value.clone()], true)),
        }
        self.push("\"");
    }

    /// An end tag.
    fn end_tag(&mut self, name: &str, written: &str, sanitised: bool) {
        let Some(known) = sanitise::allowed(name) else {
            return self.push(if sanitised { "" } else { written });
        };
        self.part_words(known);
        let open = &mut self.frame().open;
        if let Some(at) = open.iter().rposition(|it| *it == known) {
            let inner = open.split_off(at);
            if FORMATTING.contains(&known) {
                open.extend(inner.into_iter().skip(1));
            } else {
                open.extend(inner.into_iter().skip(1).filter(|it| FORMATTING.contains(it)));
            }
        }
        if sanitised {
            self.frame().raw = true;
            self.push(&format!("</{known}>"));
        } else {
            self.push(written);
        }
    }

    /// The words on both sides of a tag are two, unless it only changes how letters look.
    fn part_words(&mut self, name: &str) {
        if !FORMATTING.contains(&name)
            && !matches!(name, "abbr" | "del" | "ins" | "mark" | "span" | "sub" | "sup" | "wbr")
        {
            self.reading.push("\n");
        }
    }

    /// Counts the raw elements that are open, pessimistically.
    fn open_raw(&mut self, name: &'static str, range: Range<usize>) {
        if VOID.contains(&name) || SELF_ENDING.contains(&name) {
            return;
        }
        self.leave_open(vec![name], range.start);
    }

    /// Remembers that raw elements that stand at `at` are open.
    pub(super) fn leave_open(&mut self, elements: Vec<&'static str>, at: usize) {
        let open = &mut self.frame().open;
        open.extend(elements);
        if open.len() > MAX_DEPTH {
            self.too_deep = self.too_deep.or(Some(TooDeep(at)));
        }
    }

    /// What an attribute points to, if it does.
    fn raw_link(&mut self, chunk: &Chunk, name: &str, attribute: &Attribute, sized: bool) -> Hole {
        let html = chunk.html.as_str();
        let is = |wanted: &str| html[attribute.name.clone()].eq_ignore_ascii_case(wanted);
        let kind = match name {
            _ if attribute.written.is_empty() => return Hole::None,
            "img" if is("src") => LinkKind::Image,
            "a" | "area" if is("href") => LinkKind::Anchor,
            _ if is("src") || is("href") || is("poster") => LinkKind::Media,
            _ => return Hole::None,
        };
        let target = decode(html[attribute.value.clone()].trim());
        let span = self.input.place.span(chunk.locate(attribute.value.clone()));
        match self.link(target, kind, span) {
            None => Hole::Refused,
            Some(link) if kind == LinkKind::Image && !sized => Hole::Link(Mark::Image(link)),
            Some(link) => Hole::Link(Mark::Href(link)),
        }
    }

    /// Remembers an id that a link may name.
    fn raw_id(&mut self, chunk: &Chunk, name: &str, attribute: &Attribute) {
        let html = chunk.html.as_str();
        let is = |wanted: &str| html[attribute.name.clone()].eq_ignore_ascii_case(wanted);
        if !(is("id") || name == "a" && is("name")) || attribute.value.is_empty() {
            return;
        }
        let id = decode(&html[attribute.value.clone()]);
        if !self.ids.claim(&id) && is("id") {
            self.duplicate_id(&id, chunk.locate(attribute.value.clone()));
        }
    }

    /// `<!-- more -->`.
    fn end_block_at_more(&mut self) {
        let weight = self.weight();
        self.reading.more(weight);
    }
}

/// What to write for an attribute.
#[derive(Clone, Copy)]
enum Hole {
    /// The attribute itself.
    None,
    /// A mark in its place.
    Link(Mark),
    /// Nothing.
    Refused,
}

fn html_removed(name: &str) -> Diagnostic {
    let removed = Diagnostic::warning(
        "html-removed",
        message!("thẻ “<{name}>” bị bỏ, không hiện trên trang", "“<{name}>” is removed and not shown"),
    );
    match name {
        "iframe" => removed.help(message!(
            "dùng ::video{{src=\"…\" title=\"…\"}} hoặc một liên kết",
            "use ::video{{src=\"…\" title=\"…\"}} or a link"
        )),
        _ => removed.help(message!("xóa thẻ này", "remove it")),
    }
}

fn moving_text(name: &str) -> Diagnostic {
    Diagnostic::warning(
        "moving-text",
        message!("thẻ “<{name}>” làm chữ chạy hoặc nhấp nháy", "“<{name}>” makes text move or blink"),
    )
    .help(message!(
        "xóa thẻ này: chữ chạy, chữ nhấp nháy không được dùng trên trang của cơ quan nhà nước (Thông tư 26/2020/TT-BTTTT)",
        "remove it: moving or blinking text is not allowed on the site of a public office"
    ))
}
