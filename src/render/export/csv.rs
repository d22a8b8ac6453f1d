//! A table as CSV (RFC 4180) that a spreadsheet opens as it is meant: with a mark that it is UTF-8, and no cell that would
//! run as a formula.

use super::table::{Cell, Table};
use crate::text::Locale;

/// Writes the table; figures and words as in `locale`.
pub(super) fn write(table: &Table, locale: Locale) -> Vec<u8> {
    let mut text = String::from("\u{FEFF}");
    line(&mut text, table.columns.iter().map(|column| column.title.to_owned()));
    for row in &table.rows {
        line(&mut text, row.iter().map(|cell| written(cell, locale)));
    }
    text.into_bytes()
}

fn line(text: &mut String, cells: impl Iterator<Item = String>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            text.push(',');
        }
        if cell.contains(['"', ',', '\r', '\n']) {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&cell);
        }
    }
    text.push_str("\r\n");
}

fn written(cell: &Cell, locale: Locale) -> String {
    let words = |vi: &str, en: &str| match locale {
        Locale::Vi => vi.to_owned(),
        Locale::En => en.to_owned(),
    };
    match cell {
        Cell::Nothing => String::new(),
        Cell::Text(text) => defused(text.clone()),
        Cell::List(items) => defused(items.join("; ")),
        Cell::Choice(_, words) => (*words).to_owned(),
        Cell::Count(count) => count.to_string(),
        // Without points between the thousands, which not every spreadsheet takes for a figure.
        Cell::Figure(figure) => match locale {
            Locale::Vi => figure.to_string().replace('.', ","),
            Locale::En => figure.to_string(),
        },
        // The one way of writing a day that no spreadsheet misreads.
        Cell::Day(day) => day.to_string(),
        Cell::Flag(true) => words("có", "yes"),
        Cell::Flag(false) => words("không", "no"),
    }
}

/// A text that would begin a formula, with an apostrophe before it: a spreadsheet then shows it and runs nothing.
fn defused(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text }
}
