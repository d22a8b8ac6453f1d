//! Tables.

use pulldown_cmark::{Alignment, Event, TagEnd};

use super::Writer;
use crate::text::Locale;

/// The columns of the table that is open; tables do not nest.
#[derive(Debug, Default)]
pub(super) struct Columns {
    alignments: Vec<Alignment>,
    /// The column of the cell to come.
    next: usize,
    in_head: bool,
}

impl Columns {
    /// Whether there is a table.
    pub(super) fn is_open(&self) -> bool {
        !self.alignments.is_empty()
    }
}

impl Writer<'_, '_> {
    /// A table begins, in a box that scrolls when it is too wide. Those who only hear the box hear what it stands under.
    pub(super) fn start_table(&mut self, alignments: &[Alignment]) {
        self.end_block();
        self.line();
        let label = match self.input.options.locale {
            Locale::Vi => "Bảng",
            Locale::En => "Table",
        };
        let label = match self.headings.last() {
            Some(heading) => format!("{label}: {}", heading.title),
            None => label.to_owned(),
        };
        self.push("<div class=\"table-scroll\" role=\"group\" aria-label=\"");
        self.attribute(&label);
        self.push("\" tabindex=\"0\"><table>\n");
        self.columns = Columns { alignments: alignments.to_vec(), ..Columns::default() };
    }

    /// A row begins.
    pub(super) fn start_row(&mut self, html: &str, in_head: bool) {
        self.push(html);
        self.columns.next = 0;
        self.columns.in_head = in_head;
    }

    /// A cell begins.
    pub(super) fn start_cell(&mut self) {
        let alignment = self.columns.alignments.get(self.columns.next).copied().unwrap_or(Alignment::None);
        self.columns.next += 1;
        self.push(if self.columns.in_head { "<th" } else { "<td" });
        self.push(match alignment {
            Alignment::None => ">",
            Alignment::Left => " class=\"left\">",
            Alignment::Center => " class=\"center\">",
            Alignment::Right => " class=\"right\">",
        });
    }

    /// A cell ends.
    pub(super) fn end_cell(&mut self) {
        self.push(if self.columns.in_head { "</th>" } else { "</td>" });
        self.end_block();
    }

    /// The head ends; it is the event `at`.
    pub(super) fn end_head(&mut self, at: usize) {
        self.push("</tr></thead>\n");
        if !matches!(self.input.parsed.events.get(at + 1), Some((Event::End(TagEnd::Table), _))) {
            self.push("<tbody>\n");
        }
    }

    /// The table ends; it is the event `at`.
    pub(super) fn end_table(&mut self, at: usize) {
        let has_rows =
            matches!(self.input.parsed.events.get(at - 1), Some((Event::End(TagEnd::TableRow), _)));
        self.push(if has_rows { "</tbody></table></div>\n" } else { "</table></div>\n" });
        self.columns = Columns::default();
    }
}
