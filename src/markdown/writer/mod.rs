//! From events to HTML.
//!
//! [`Writer`] goes through the events once. What it writes is one string for the body and one for each directive that is
//! open ([`Frame`]), with marks where holes will be (`sentinel`). Each file below writes one kind of thing.

mod block;
mod directive;
mod footnote;
mod image;
mod link;
mod mention;
mod raw;
mod table;

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};
use pulldown_cmark_escape::{escape_html, escape_html_body_text};

use super::body::{Content, Link, Mention};
use super::directive::line::Line;
use super::directive::pair::Roles;
use super::events::{Parsed, TooDeep};
use super::fragment::{Directive, Fragment};
use super::headings::{self, Heading, Ids};
use super::place::Place;
use super::raw::sanitise;
use super::reading::{BlockReader, Reading, Weight, is_more};
use super::{HtmlPolicy, Options, sentinel};
use crate::diag::Diagnostics;
use footnote::Footnotes;
use table::Columns;

/// What there is to write.
#[derive(Clone, Copy)]
pub(super) struct Input<'a> {
    /// Where the body stands.
    pub(super) place: Place<'a>,
    /// The body as the author wrote it (scrubbed).
    pub(super) text: &'a str,
    /// Its events, directives masked.
    pub(super) parsed: &'a Parsed<'a>,
    /// The directives' lines.
    pub(super) lines: &'a [Line],
    /// Which event is which directive's line.
    pub(super) roles: &'a Roles,
    /// What the site wants.
    pub(super) options: &'a Options,
}

/// What is written.
#[derive(Default)]
pub(super) struct Output {
    pub(super) content: Content,
    pub(super) anchors: BTreeSet<String>,
    pub(super) summary: String,
    pub(super) syllables: usize,
    pub(super) links: Vec<Link>,
    pub(super) mentions: Vec<Mention>,
}

/// Writes all of `input`.
pub(super) fn write(
    input: Input<'_>,
    reader: Option<&mut dyn BlockReader>,
    found: &mut Diagnostics,
) -> Result<Output, TooDeep> {
    let reader = reader.map(|reader| reader as &mut dyn BlockReader);
    let mut writer = Writer::new(input, reader, found);
    writer.run(0..input.parsed.events.len());
    let footnotes = writer.footnote_section();
    writer.finish(footnotes)
}

/// A body that shows `text` as it was typed.
pub(super) fn verbatim(text: &str) -> Output {
    let mut html = String::from("<pre>");
    let _ = escape_html_body_text(&mut html, text);
    html.push_str("</pre>\n");
    let content = Content { html: Fragment::new(&html, Vec::new()), toc: Vec::new() };
    Output { content, ..Output::default() }
}

struct Writer<'a, 'd> {
    input: Input<'a>,
    found: &'d mut Diagnostics,
    /// The body, then the directives that are open, innermost last. Never empty.
    frames: Vec<Frame>,
    /// Text not yet written, so that words stay together whatever pieces they come in.
    pending: String,
    /// The event it begins with.
    pending_since: usize,
    links: Vec<Link>,
    mentions: Vec<Mention>,
    /// Those written, until they are put in their holes.
    directives: Vec<Option<Directive>>,
    /// One for each frame after the first.
    open_directives: Vec<Directive>,
    headings: Vec<Heading>,
    ids: Ids,
    reading: Reading<'d>,
    footnotes: Footnotes,
    columns: Columns,
    /// Quotes, lists and the like that are open.
    depth: usize,
    in_footnote: bool,
    in_heading: bool,
    in_code_block: bool,
    /// Whether the link that is open was written.
    in_link: bool,
    too_deep: Option<TooDeep>,
}

/// HTML under construction that must be whole in itself.
#[derive(Default)]
struct Frame {
    html: String,
    /// Whether it has raw HTML that nobody has seen to yet.
    raw: bool,
    /// The raw elements that are open.
    open: Vec<&'static str>,
}

impl<'a, 'd> Writer<'a, 'd> {
    fn new(input: Input<'a>, reader: Option<&'d mut dyn BlockReader>, found: &'d mut Diagnostics) -> Self {
        let mut reserved = BTreeSet::new();
        let mut has_more = false;
        let mut footnotes = Footnotes::default();
        for (at, (event, range)) in input.parsed.events.iter().enumerate() {
            match event {
                Event::Start(Tag::Heading { id: Some(id), .. }) => {
                    reserved.insert(id.to_string());
                }
                Event::Html(html) | Event::InlineHtml(html) => has_more |= is_more(html),
                Event::Start(Tag::FootnoteDefinition(label)) => {
                    footnotes.define(label, at + 1..input.parsed.end_of(at), range, &input.place, found);
                }
                _ => {}
            }
        }
        let html = String::with_capacity(input.text.len() + input.text.len() / 2);
        Self {
            input,
            found,
            frames: vec![Frame { html, ..Frame::default() }],
            pending: String::new(),
            pending_since: 0,
            links: Vec::new(),
            mentions: Vec::new(),
            directives: Vec::new(),
            open_directives: Vec::new(),
            headings: Vec::new(),
            ids: Ids::new(reserved),
            reading: Reading::new(has_more, reader),
            footnotes,
            columns: Columns::default(),
            depth: 0,
            in_footnote: false,
            in_heading: false,
            in_code_block: false,
            in_link: false,
            too_deep: None,
        }
    }

    /// Writes `events`.
    fn run(&mut self, events: Range<usize>) {
        let mut at = events.start;
        while at < events.end && self.too_deep.is_none() {
            at = self.event(at);
        }
        self.flush();
    }

    /// Writes the event `at` and gives the next one to write.
    fn event(&mut self, at: usize) -> usize {
        let parsed = self.input.parsed;
        let (event, range) = &parsed.events[at];
        match event {
            Event::Text(text) if self.in_code_block => self.code_text(text, range),
            Event::Text(text) => self.pend(at, text),
            Event::SoftBreak => self.pend(at, "\n"),
            _ => {
                self.flush();
                return self.markup(at, event, range);
            }
        }
        at + 1
    }

    /// Writes the event `at`, which is no text.
    fn markup(&mut self, at: usize, event: &Event<'a>, range: &Range<usize>) -> usize {
        match event {
            Event::Start(tag) => return self.start(at, tag, range),
            Event::End(tag) => self.end(at, *tag),
            Event::Code(code) => {
                self.push("<code>");
                self.text(code);
                self.push("</code>");
                self.reading.push(code);
            }
            Event::InlineHtml(html) => self.inline_html(html, range.clone()),
            Event::FootnoteReference(label) => self.footnote_reference(label, range),
            Event::HardBreak => {
                self.push("<br>\n");
                self.reading.push("\n");
            }
            Event::Rule => self.rule(at),
            // The item that holds it has written it.
            Event::TaskListMarker(_) => {}
            // Html stands in HtmlBlock, which is written as a whole; mathematics are not asked for.
            Event::Html(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::Text(_)
            | Event::SoftBreak => {}
        }
        at + 1
    }

    /// Writes the start of `tag` and gives the next event to write.
    fn start(&mut self, at: usize, tag: &Tag<'a>, range: &Range<usize>) -> usize {
        match tag {
            Tag::Paragraph => return self.start_paragraph(at),
            Tag::Heading { level, id, classes, .. } => {
                self.start_heading(at, *level, id.as_deref(), classes, range);
            }
            Tag::BlockQuote(_) => self.open_block("<blockquote>\n"),
            Tag::CodeBlock(kind) => self.start_code_block(kind),
            Tag::HtmlBlock => return self.html_block(at),
            Tag::List(first) => self.start_list(*first),
            Tag::Item => self.start_item(at),
            Tag::FootnoteDefinition(_) => return self.input.parsed.end_of(at) + 1,
            Tag::DefinitionList => self.open_block("<dl>\n"),
            Tag::DefinitionListTitle => self.open_block("<dt>"),
            Tag::DefinitionListDefinition => self.open_block("<dd>"),
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => self.start_row("<thead><tr>", true),
            Tag::TableRow => self.start_row("<tr>", false),
            Tag::TableCell => self.start_cell(),
            Tag::Emphasis => self.push("<em>"),
            Tag::Strong => self.push("<strong>"),
            Tag::Strikethrough => self.push("<del>"),
            Tag::Link { link_type, dest_url, title, id } => {
                self.start_link(at, range, link::Written { link_type: *link_type, dest_url, title, id });
            }
            Tag::Image { link_type, dest_url, title, id } => {
                self.image(at, range, link::Written { link_type: *link_type, dest_url, title, id }, true);
                return self.input.parsed.end_of(at) + 1;
            }
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => {}
        }
        at + 1
    }

    /// Writes the end of what `tag` started; it is the event `at`.
    fn end(&mut self, at: usize, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => {
                self.push("</p>\n");
                self.end_block();
            }
            TagEnd::Heading(level) => self.end_heading(level),
            TagEnd::BlockQuote(_) => self.close_block("</blockquote>\n"),
            TagEnd::CodeBlock => self.end_code_block(),
            TagEnd::List(true) => self.close_block("</ol>\n"),
            TagEnd::List(false) => self.close_block("</ul>\n"),
            TagEnd::Item => self.close_block("</li>\n"),
            TagEnd::DefinitionList => self.close_block("</dl>\n"),
            TagEnd::DefinitionListTitle => self.close_block("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.close_block("</dd>\n"),
            TagEnd::Table => self.end_table(at),
            TagEnd::TableHead => self.end_head(at),
            TagEnd::TableRow => self.push("</tr>\n"),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Emphasis => self.push("</em>"),
            TagEnd::Strong => self.push("</strong>"),
            TagEnd::Strikethrough => self.push("</del>"),
            TagEnd::Link => self.end_link(),
            TagEnd::Image
            | TagEnd::HtmlBlock
            | TagEnd::FootnoteDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    /// Everything written.
    fn finish(mut self, footnotes: Frame) -> Result<Output, TooDeep> {
        if let Some(too_deep) = self.too_deep {
            return Err(too_deep);
        }
        let mut html = self.frames.pop().map(|frame| self.finished(frame)).unwrap_or_default();
        if !footnotes.html.is_empty() {
            html.push_str(if html.is_empty() || html.ends_with('\n') { "" } else { "\n" });
            html.push_str(&self.finished(footnotes));
        }
        let html = sentinel::split(&html, &mut self.directives);
        let (summary, syllables) = self.reading.finish();
        Ok(Output {
            content: Content { html, toc: headings::tree(self.headings) },
            anchors: self.ids.into_anchors(),
            summary,
            syllables,
            links: self.links,
            mentions: self.mentions,
        })
    }

    /// The HTML of a finished frame, still with its marks.
    fn finished(&self, frame: Frame) -> String {
        if frame.raw && self.input.options.html == HtmlPolicy::Sanitised {
            sanitise::clean(&frame.html)
        } else {
            frame.html
        }
    }

    /// The frame that is being written.
    fn frame(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::default());
        }
        let innermost = self.frames.len() - 1;
        &mut self.frames[innermost]
    }

    /// Appends HTML.
    fn push(&mut self, html: &str) {
        self.frame().html.push_str(html);
    }

    /// Appends text, escaped.
    fn text(&mut self, text: &str) {
        let _ = escape_html_body_text(&mut self.frame().html, &sentinel::scrub(text));
    }

    /// Appends text for an attribute in double quotes, escaped.
    fn attribute(&mut self, text: &str) {
        let _ = escape_html(&mut self.frame().html, &sentinel::scrub(text));
    }

    /// Keeps the text of the event `at` for later.
    fn pend(&mut self, at: usize, text: &str) {
        if self.pending.is_empty() {
            self.pending_since = at;
        }
        self.pending.push_str(text);
    }

    /// Writes the pending text.
    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let mut text = std::mem::take(&mut self.pending);
        self.words(&text);
        self.reading.push(&text);
        text.clear();
        self.pending = text;
    }

    /// Begins a line.
    fn line(&mut self) {
        let html = &mut self.frame().html;
        if html.as_bytes().last().is_some_and(|&last| last != b'\n') {
            html.push('\n');
        }
    }

    /// The words of a block are complete.
    fn end_block(&mut self) {
        let weight = self.weight();
        self.reading.end_block(if weight == Weight::Prose && self.depth == 0 {
            Weight::Paragraph
        } else {
            weight
        });
    }

    /// What the words being written may add to the summary, leaving aside whether they are a paragraph.
    fn weight(&self) -> Weight {
        if self.in_footnote || self.in_heading || self.frames.len() > 1 || self.columns.is_open() {
            Weight::Aside
        } else {
            Weight::Prose
        }
    }
}
