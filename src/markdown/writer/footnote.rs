//! Footnotes: numbered as they are first referred to, written in one section at the end.

use std::collections::HashMap;
use std::ops::Range;

use super::{Frame, Writer};
use crate::diag::{Diagnostic, Diagnostics, message};
use crate::markdown::place::Place;
use crate::text::Locale;

/// The footnotes of a body.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    notes: Vec<Note>,
    by_label: HashMap<String, usize>,
    /// Those referred to, by number.
    used: Vec<usize>,
}

#[derive(Debug)]
struct Note {
    /// The events of its text.
    events: Range<usize>,
    /// The whole definition in the body.
    range: Range<usize>,
    /// From 1, in the order of the first references; 0 while there is none.
    number: usize,
    /// References so far.
    references: usize,
}

impl Footnotes {
    /// Learns of a definition.
    pub(super) fn define(
        &mut self,
        label: &str,
        events: Range<usize>,
        range: &Range<usize>,
        place: &Place<'_>,
        found: &mut Diagnostics,
    ) {
        let key = label.to_lowercase();
        if let Some(&first) = self.by_label.get(&key) {
            let first = self.notes[first].range.clone();
            found.push(
                Diagnostic::error(
                    "duplicate-footnote",
                    message!(
                        "chú thích “[^{label}]” được viết hai lần",
                        "the footnote “[^{label}]” is given twice"
                    ),
                )
                .at(place.span(head(range, label)))
                .and_at(place.span(head(&first, label)), message!("lần đầu ở đây", "first given here"))
                .help(message!("đổi tên một trong hai", "rename one of the two")),
            );
            return;
        }
        self.by_label.insert(key, self.notes.len());
        self.notes.push(Note { events, range: range.clone(), number: 0, references: 0 });
    }
}

/// `[^label]:` at the start of a definition.
fn head(definition: &Range<usize>, label: &str) -> Range<usize> {
    definition.start..(definition.start + label.len() + 4).min(definition.end)
}

/// The id of the `nth` reference to a footnote.
fn reference_id(number: usize, nth: usize) -> String {
    if nth == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{nth}") }
}

impl Writer<'_, '_> {
    /// A reference to a footnote.
    pub(super) fn footnote_reference(&mut self, label: &str, range: &Range<usize>) {
        let Some(&index) = self.footnotes.by_label.get(&label.to_lowercase()) else {
            let written = &self.input.text[range.clone()];
            return self.text(written);
        };
        let note = &mut self.footnotes.notes[index];
        note.references += 1;
        if note.number == 0 {
            self.footnotes.used.push(index);
            note.number = self.footnotes.used.len();
        }
        let (number, id) = (note.number, reference_id(note.number, note.references));
        let label = match self.input.options.locale {
            Locale::Vi => "Chú thích",
            Locale::En => "Footnote",
        };
        self.push(&format!(
            "<sup class=\"footnote-ref\"><a id=\"{id}\" href=\"#fn-{number}\" role=\"doc-noteref\" \
             aria-label=\"{label} {number}\">{number}</a></sup>"
        ));
        self.ids.claim(&id);
    }

    /// A section of all footnotes referred to; those that only footnotes refer to come last. A frame of its own: what
    /// raw HTML leaves open above must not swallow it.
    pub(super) fn footnote_section(&mut self) -> Frame {
        self.end_block();
        self.frames.push(Frame::default());
        self.write_footnotes();
        self.frames.pop().unwrap_or_default()
    }

    fn write_footnotes(&mut self) {
        self.in_footnote = true;
        let mut texts = Vec::new();
        // The text of one may be the first to refer to another.
        while let Some(&index) = self.footnotes.used.get(texts.len()) {
            let Note { events, range, .. } = &self.footnotes.notes[index];
            let (events, note_start) = (events.clone(), range.start);
            self.frames.push(Frame::default());
            self.run(events);
            self.end_block();
            let mut text = self.frames.pop().unwrap_or_default();
            let left_open = std::mem::take(&mut text.open);
            self.leave_open(left_open, note_start);
            texts.push(text);
        }
        self.report_unused();
        if texts.is_empty() {
            return;
        }
        let label = match self.input.options.locale {
            Locale::Vi => "Chú thích",
            Locale::En => "Footnotes",
        };
        self.line();
        self.push(&format!(
            "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{label}\"><ol>\n"
        ));
        for (number, text) in (1..).zip(texts) {
            let back = self.back_links(number);
            self.push(&format!("<li id=\"fn-{number}\">\n"));
            self.ids.claim(&format!("fn-{number}"));
            match text.html.strip_suffix("</p>\n") {
                Some(start) => self.push(&format!("{start} {back}</p>\n")),
                None => self.push(&format!("{}<p>{back}</p>\n", text.html)),
            }
            self.push("</li>\n");
            self.frame().raw |= text.raw;
        }
        self.push("</ol></section>\n");
    }

    /// A link to each place that refers to the footnote `number`.
    fn back_links(&self, number: usize) -> String {
        let references = self.footnotes.notes[self.footnotes.used[number - 1]].references;
        let links = (1..=references).map(|nth| {
            let id = reference_id(number, nth);
            let label = match self.input.options.locale {
                Locale::Vi => "Về chỗ dẫn chú thích",
                Locale::En => "Back to reference",
            };
            let which = if nth == 1 { String::new() } else { format!("<sup>{nth}</sup>") };
            let place = if nth == 1 { number.to_string() } else { format!("{number}-{nth}") };
            format!(
                "<a class=\"footnote-back\" href=\"#{id}\" role=\"doc-backlink\" \
                 aria-label=\"{label} {place}\">↩{which}</a>"
            )
        });
        links.collect::<Vec<_>>().join(" ")
    }

    /// Reports what no reader will see.
    fn report_unused(&mut self) {
        let unused = self.footnotes.notes.iter().filter(|note| note.number == 0);
        for note in unused {
            let text = &self.input.text[note.range.clone()];
            let head = text.find("]:").map_or(text.len(), |at| at + 2);
            self.found.push(
                Diagnostic::warning(
                    "unused-footnote",
                    message!(
                        "không chỗ nào dẫn tới chú thích này, nên nó không hiện trên trang",
                        "nothing refers to this footnote, so it is not shown"
                    ),
                )
                .at(self.input.place.span(note.range.start..note.range.start + head))
                .help(message!(
                    "viết “{}” ở chỗ cần chú thích, hoặc xóa chú thích này",
                    "put “{}” where it belongs, or remove it",
                    text[..head].trim_end_matches(':')
                )),
            );
        }
    }
}
