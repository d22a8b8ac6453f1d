//! Links.

use std::ops::Range;

use pulldown_cmark::LinkType;

use super::Writer;
use crate::diag::{Diagnostic, message};
use crate::markdown::body::{Link, LinkKind};
use crate::markdown::sentinel::{self, Mark};
use crate::markdown::targets;
use crate::span::Span;

/// A link or an image as Markdown has it.
#[derive(Clone, Copy)]
pub(super) struct Written<'e> {
    /// How it is written.
    pub(super) link_type: LinkType,
    /// Its target.
    pub(super) dest_url: &'e str,
    /// Its title; empty if it has none.
    pub(super) title: &'e str,
    /// Its label, if the target stands elsewhere.
    pub(super) id: &'e str,
}

impl Writer<'_, '_> {
    /// A link begins at the event `at`.
    pub(super) fn start_link(&mut self, at: usize, range: &Range<usize>, link: Written<'_>) {
        let mail = if link.link_type == LinkType::Email { "mailto:" } else { "" };
        let span = self.target_span(at, range, link);
        let link_index = self.link(format!("{mail}{}", link.dest_url), LinkKind::Anchor, span);
        self.in_link = link_index.is_some();
        let Some(index) = link_index else { return };
        self.push("<a href=\"");
        self.mark(Mark::Href(index));
        if !link.title.is_empty() {
            self.push("\" title=\"");
            self.attribute(link.title);
        }
        self.push("\">");
    }

    /// The link ends.
    pub(super) fn end_link(&mut self) {
        if self.in_link {
            self.push("</a>");
        }
        self.in_link = false;
    }

    /// Appends the mark of a hole.
    pub(super) fn mark(&mut self, mark: Mark) {
        sentinel::write(&mut self.frame().html, mark);
    }

    /// Remembers a link and gives its index; none, and an error, if it must not be written.
    pub(super) fn link(&mut self, target: String, kind: LinkKind, span: Span) -> Option<usize> {
        if let Some(scheme) = targets::unsafe_scheme(&target) {
            self.found.push(
                Diagnostic::error(
                    "unsafe-link",
                    message!("không được dùng địa chỉ “{scheme}:”", "a “{scheme}:” address is not allowed"),
                )
                .at(span)
                .help(match scheme {
                    "data" => message!(
                        "lưu nội dung thành một tệp cạnh bài rồi trỏ tới tệp đó",
                        "save it as a file next to the page and point to that"
                    ),
                    "file" => message!(
                        "chép tệp vào cạnh bài rồi trỏ tới tệp đó; người đọc không mở được tệp trên máy của bạn",
                        "copy the file next to the page and point to that; readers have no access to yours"
                    ),
                    _ => message!("thay bằng địa chỉ của một trang", "give the address of a page instead"),
                }),
            );
            return None;
        }
        self.links.push(Link { target, kind, range: span.range });
        Some(self.links.len() - 1)
    }

    /// Where the target of the link at the event `at`, which stands at `range`, is written.
    pub(super) fn target_span(&self, at: usize, range: &Range<usize>, link: Written<'_>) -> Span {
        let parsed = self.input.parsed;
        let body = self.input.text;
        let target = match link.link_type {
            LinkType::Autolink | LinkType::Email => range.start + 1..range.end - 1,
            LinkType::Inline => {
                let end = parsed.end_of(at);
                let text_end = if end == at + 1 { range.start } else { parsed.events[end - 1].1.end };
                targets::inline_target(body, range.clone(), text_end)
            }
            _ => parsed
                .definition(link.id)
                .map_or(range.clone(), |definition| targets::defined_target(body, definition)),
        };
        self.input.place.span(target)
    }
}
