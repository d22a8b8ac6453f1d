//! The words of a body, for those who read them: without markup, code, addresses and HTML.
//!
//! Every block is a passage. Code and images leave a mark in their sentence; the description of an image, and what a
//! directive shows of its attributes, are passages of their own.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::directive::line::{Head, Kind as LineKind, Line};
use super::directive::pair::{Role, Roles};
use super::events::Parsed;
use super::place::Place;
use super::raw::token::{Token, tokens};
use crate::prose::{Kind, Prose, THING, Writer};

/// The attributes of directives that readers see.
const SHOWN: [&str; 6] = ["title", "caption", "alt", "author", "source", "credit"];

/// The words of `text`, parsed as `parsed`, in which the events of `roles` are the directives of `lines`.
pub(super) fn read(
    text: &str,
    parsed: &Parsed<'_>,
    lines: &[Line],
    roles: &Roles,
    place: Place<'_>,
) -> Prose {
    let mut reader = Reader {
        text,
        base: place.base,
        writer: Writer::new(place.path, text.len()),
        is_label: false,
        end: 0,
        links: Vec::new(),
        asides: Vec::new(),
    };
    let events = &parsed.events;
    let mut at = 0;
    while let Some((event, range)) = events.get(at) {
        match event {
            Event::Start(Tag::Image { title, .. }) => {
                let end = parsed.end_of(at);
                reader.thing(range);
                reader.aside(&events[at + 1..end]);
                reader.title(title, range);
                at = end;
            }
            Event::Start(Tag::CodeBlock(_)) => {
                reader.end();
                at = parsed.end_of(at);
            }
            Event::Start(Tag::HtmlBlock) => {
                let end = parsed.end_of(at);
                reader.html_block(range);
                at = end;
            }
            Event::Rule => {
                reader.end();
                if let Some(Role::Open(line) | Role::Leaf(line)) = roles.of(at) {
                    reader.directive(&lines[line]);
                }
            }
            _ => reader.event(event, range),
        }
        at += 1;
    }
    reader.finish()
}

struct Reader<'a> {
    text: &'a str,
    base: usize,
    writer: Writer,
    /// Whether the block that is open holds words that need be no sentence.
    is_label: bool,
    /// Where in the body the last passage ends.
    end: usize,
    /// Where the links that are open begin; none for one that shows its address.
    links: Vec<Option<usize>>,
    /// What is read beside the passage that is open, piece by piece.
    asides: Vec<Vec<(String, Range<usize>)>>,
}

impl Reader<'_> {
    fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Text(text) => self.push(text, range.clone()),
            Event::Code(_) => self.thing(range),
            Event::SoftBreak => self.push(" ", range.clone()),
            Event::HardBreak => self.push("\n", range.clone()),
            Event::InlineHtml(html) => self.inline_html(html, range),
            Event::Start(Tag::Link { link_type, .. }) => {
                let shows_address = matches!(link_type, LinkType::Autolink | LinkType::Email);
                self.links.push((!shows_address).then(|| self.writer.at()));
            }
            Event::End(TagEnd::Link) => self.end_link(),
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough)
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => {}
            Event::Start(tag) => {
                self.end();
                self.is_label =
                    matches!(tag, Tag::Heading { .. } | Tag::TableCell | Tag::DefinitionListTitle);
            }
            Event::End(_) => {
                self.end();
                self.is_label = false;
            }
            _ => {}
        }
    }

    /// Appends what the body has at `range`.
    fn push(&mut self, text: &str, range: Range<usize>) {
        let follows = !self.writer.is_open() && self.follows(range.start);
        let kind = if self.is_label { Kind::Label } else { Kind::Running { follows } };
        self.end = range.end;
        self.writer.push(text, self.base + range.start..self.base + range.end, kind);
    }

    /// Whether only white space, or the marks of emphasis, stand between the last passage and `start`.
    fn follows(&self, start: usize) -> bool {
        let between = self.text.get(self.end..start).filter(|_| self.end > 0);
        between.is_some_and(|between| between.bytes().all(|byte| matches!(byte, b'\n' | b' ' | b'*' | b'_')))
    }

    fn thing(&mut self, range: &Range<usize>) {
        self.push(THING.encode_utf8(&mut [0; 4]), range.clone());
    }

    /// Ends the passage that is open, if one is, and puts behind it what is read beside it.
    fn end(&mut self) {
        self.writer.end();
        for aside in std::mem::take(&mut self.asides) {
            for (text, range) in aside {
                self.writer.push(&text, self.base + range.start..self.base + range.end, Kind::Label);
            }
            self.writer.end();
        }
    }

    fn finish(mut self) -> Prose {
        self.end();
        self.writer.finish()
    }

    /// The description of an image.
    fn aside(&mut self, events: &[(Event<'_>, Range<usize>)]) {
        let pieces = events.iter().filter_map(|(event, range)| match event {
            Event::Text(text) => Some((text.to_string(), range.clone())),
            Event::SoftBreak | Event::HardBreak => Some((" ".to_owned(), range.clone())),
            _ => None,
        });
        self.asides.push(pieces.collect());
    }

    /// The title of the image at `range`, which may be its caption; left out where it is spelled with escapes.
    fn title(&mut self, title: &str, range: &Range<usize>) {
        let at = if title.is_empty() { None } else { self.text[range.clone()].rfind(title) };
        let place = at.map(|at| range.start + at..range.start + at + title.len());
        self.asides.extend(place.map(|place| vec![(title.to_owned(), place)]));
    }

    /// What readers see of a directive's attributes.
    fn directive(&mut self, line: &Line) {
        let (LineKind::Open(_, Head { attributes, .. }) | LineKind::Leaf(Head { attributes, .. })) =
            &line.kind
        else {
            return;
        };
        let shown = attributes.iter().filter(|it| SHOWN.contains(&it.name.as_str()));
        self.asides.extend(shown.map(|it| vec![(it.value.clone(), it.value_range.clone())]));
        self.end();
    }

    fn end_link(&mut self) {
        if let Some(Some(start)) = self.links.pop() {
            self.writer.link(start);
        }
    }

    /// A tag within a sentence: only those that part words or link them matter.
    fn inline_html(&mut self, html: &str, range: &Range<usize>) {
        for (token, part) in tokens(html) {
            match token {
                Token::Tag(tag) if html[tag.name.clone()].eq_ignore_ascii_case("br") => {
                    self.push("\n", range.clone());
                }
                Token::Tag(tag) if html[tag.name.clone()].eq_ignore_ascii_case("a") => {
                    self.links.push(Some(self.writer.at()));
                }
                Token::EndTag(name) if html[name.clone()].eq_ignore_ascii_case("a") => self.end_link(),
                Token::Text => self.push(&html[part], range.clone()),
                _ => {}
            }
        }
    }

    /// The text in a block of raw HTML; a tag parts passages.
    fn html_block(&mut self, range: &Range<usize>) {
        self.end();
        let html = &self.text[range.clone()];
        for (token, part) in tokens(html) {
            match token {
                Token::Text if !html[part.clone()].trim().is_empty() => {
                    self.push(&html[part.clone()], range.start + part.start..range.start + part.end);
                }
                Token::Tag(tag) if html[tag.name.clone()].eq_ignore_ascii_case("a") => {
                    self.links.push(Some(self.writer.at()));
                }
                Token::EndTag(name) if html[name.clone()].eq_ignore_ascii_case("a") => self.end_link(),
                _ => self.end(),
            }
        }
        self.end();
        self.links.clear();
    }
}
