//! Paragraphs, headings, lists, quotes, code blocks.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Tag};

use super::Writer;
use super::link::Written;
use crate::diag::{Diagnostic, message};
use crate::markdown::headings::Heading;
use crate::text::Locale;

impl<'a> Writer<'a, '_> {
    /// A block that holds blocks begins.
    pub(super) fn open_block(&mut self, html: &str) {
        self.end_block();
        self.line();
        self.push(html);
        self.depth += 1;
    }

    /// A block that holds blocks ends.
    pub(super) fn close_block(&mut self, html: &str) {
        self.end_block();
        self.push(html);
        self.depth -= 1;
    }

    /// A paragraph; one that is nothing but an image with a title is a figure.
    pub(super) fn start_paragraph(&mut self, at: usize) -> usize {
        self.end_block();
        self.line();
        let parsed = self.input.parsed;
        let events = &parsed.events;
        if let (Event::Start(Tag::Image { link_type, dest_url, title, id }), range) = &events[at + 1]
            && !title.is_empty()
        {
            let end = parsed.end_of(at + 1) + 1;
            if matches!(events.get(end), Some((Event::End(_), _))) {
                let image = Written { link_type: *link_type, dest_url, title, id };
                self.figure(at + 1, range, image);
                return end + 1;
            }
        }
        self.push("<p>");
        at + 1
    }

    /// A heading begins; its id is made of its words, which are still to come.
    pub(super) fn start_heading(
        &mut self,
        at: usize,
        level: HeadingLevel,
        id: Option<&str>,
        classes: &[CowStr<'a>],
        range: &Range<usize>,
    ) {
        self.end_block();
        self.in_heading = true;
        let title = self.input.parsed.plain_text(at..self.input.parsed.end_of(at)).trim().to_owned();
        let id = match id {
            Some(id) if self.ids.claim(id) => id.to_owned(),
            Some(id) => {
                self.duplicate_id(id, range.clone());
                self.ids.of_title(id)
            }
            None => self.ids.of_title(&title),
        };
        self.line();
        self.push(&format!("<{level} id=\""));
        self.attribute(&id);
        for (nth, class) in classes.iter().enumerate() {
            self.push(if nth == 0 { "\" class=\"" } else { " " });
            self.attribute(class);
        }
        self.push("\">");
        if !self.in_footnote {
            self.headings.push(Heading { id, title, level: level as u8, children: Vec::new() });
        }
    }

    /// Reports an id that another element has.
    pub(super) fn duplicate_id(&mut self, id: &str, range: Range<usize>) {
        let line = self.input.text[range.clone()].trim_end().len();
        self.found.push(
            Diagnostic::warning(
                "duplicate-id",
                message!(
                    "định danh “{id}” đã dùng ở trên trong trang này",
                    "the id “{id}” is taken on this page"
                ),
            )
            .at(self.input.place.span(range.start..range.start + line))
            .help(message!(
                "đặt định danh khác để liên kết “#{id}” chỉ có một đích",
                "choose another one, so that “#{id}” leads to one place"
            )),
        );
    }

    /// A heading ends.
    pub(super) fn end_heading(&mut self, level: HeadingLevel) {
        self.push(&format!("</{level}>\n"));
        self.reading.heading();
        self.end_block();
        self.in_heading = false;
    }

    /// A list begins, at `first` if it is numbered.
    pub(super) fn start_list(&mut self, first: Option<u64>) {
        match first {
            None => self.open_block("<ul>\n"),
            Some(1) => self.open_block("<ol>\n"),
            Some(first) => self.open_block(&format!("<ol start=\"{first}\">\n")),
        }
    }

    /// An item of a list begins, with its checkbox if it has one.
    pub(super) fn start_item(&mut self, at: usize) {
        let mut next = self.input.parsed.events[at + 1..].iter().map(|(event, _)| event);
        let checked = match (next.next(), next.next()) {
            (Some(Event::TaskListMarker(checked)), _) => Some(*checked),
            (Some(Event::Start(Tag::Paragraph)), Some(Event::TaskListMarker(checked))) => Some(*checked),
            _ => None,
        };
        let Some(checked) = checked else { return self.open_block("<li>") };
        let label = match (self.input.options.locale, checked) {
            (Locale::Vi, true) => "Đã xong",
            (Locale::Vi, false) => "Chưa xong",
            (Locale::En, true) => "Done",
            (Locale::En, false) => "Not done",
        };
        let state = if checked { " checked=\"\"" } else { "" };
        self.open_block(&format!(
            "<li class=\"task\"><input type=\"checkbox\" disabled=\"\"{state} aria-label=\"{label}\"> "
        ));
    }

    /// A code block begins.
    pub(super) fn start_code_block(&mut self, kind: &CodeBlockKind<'_>) {
        self.end_block();
        self.line();
        self.in_code_block = true;
        let info = match kind {
            CodeBlockKind::Fenced(info) => info,
            CodeBlockKind::Indented => "",
        };
        self.push("<pre tabindex=\"0\"><code");
        if let Some(language) = info.split([' ', '\t', ',', '{']).next().filter(|it| !it.is_empty()) {
            self.push(" class=\"language-");
            self.attribute(language);
            self.push("\"");
        }
        self.push(">");
    }

    /// Text in a code block, as the author wrote it where the parser saw a mask.
    pub(super) fn code_text(&mut self, text: &str, range: &Range<usize>) {
        self.text(self.unmasked(text, range));
    }

    /// `text`, which the parser found at `range` of the masked text, as it stands in the author's.
    pub(super) fn unmasked<'t>(&self, text: &'t str, range: &Range<usize>) -> &'t str
    where
        'a: 't,
    {
        if text.len() == range.len() { &self.input.text[range.clone()] } else { text }
    }

    /// A code block ends.
    pub(super) fn end_code_block(&mut self) {
        self.in_code_block = false;
        self.push("</code></pre>\n");
    }
}
