//! A table as CSV (RFC 4180) that a spreadsheet opens as it is meant: with a mark that it is UTF-8, and no cell that would
//! run as a formula.

use std::borrow::Cow;

use super::table::{Cell, Table};
use crate::text::Locale;

/// Writes the table; figures and words as in `locale`.
pub(super) fn write(table: &Table<'_>, locale: Locale) -> Vec<u8> {
    let mut text = String::from("\u{FEFF}");
    line(&mut text, table.columns.iter().map(|column| column.title.into()));
    for row in &table.rows {
        line(&mut text, row.iter().map(|cell| written(cell, locale)));
    }
    text.into_bytes()
}

fn line<'a>(text: &mut String, cells: impl Iterator<Item = Cow<'a, str>>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            text.push(',');
        }
        if cell.bytes().any(|byte| matches!(byte, b'"' | b',' | b'\r' | b'\n')) {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&cell);
        }
    }
    text.push_str("\r\n");
}

fn written<'a>(cell: &'a Cell<'_>, locale: Locale) -> Cow<'a, str> {
    let words = |vi: &'static str, en: &'static str| match locale {
        Locale::Vi => vi,
        Locale::En => en,
    };
    match cell {
        Cell::Nothing => "".into(),
        Cell::Text(text) => defused(text),
        Cell::List(items) => defused(&items.join("; ")).into_owned().into(),
        Cell::Choice(_, words) => (*words).into(),
        Cell::Count(count) => count.to_string().into(),
        // Without points between the thousands, which not every spreadsheet takes for a figure.
        Cell::Figure(figure) => match locale {
            Locale::Vi => figure.to_string().replace('.', ",").into(),
            Locale::En => figure.to_string().into(),
        },
        // The one way of writing a day that no spreadsheet misreads.
        Cell::Day(day) => day.to_string().into(),
        Cell::Flag(true) => words("có", "yes").into(),
        Cell::Flag(false) => words("không", "no").into(),
    }
}

/// A text that would begin a formula, with an apostrophe before it: a spreadsheet then shows it and runs nothing.
fn defused(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}").into() } else { text.into() }
}
