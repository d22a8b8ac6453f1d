//! A table as JSON: a list of objects, their keys in the order of the columns.

use std::fmt::Display;
use std::io::Write;

use super::table::{Cell, Table};

/// Writes the table.
pub(super) fn write(table: &Table<'_>) -> Vec<u8> {
    let keys = table.columns.iter().map(|column| {
        let mut key = Vec::new();
        put(column.key, &mut key);
        key
    });
    let keys: Vec<Vec<u8>> = keys.collect();
    let mut out = b"[".to_vec();
    for (at, row) in table.rows.iter().enumerate() {
        out.extend(if at == 0 { &b"\n  {"[..] } else { b",\n  {" });
        for (at, (key, cell)) in keys.iter().zip(row).enumerate() {
            out.extend(if at == 0 { &b"\n    "[..] } else { b",\n    " });
            out.extend(key);
            out.extend(b": ");
            value(cell, &mut out);
        }
        out.extend(b"\n  }");
    }
    out.extend(if table.rows.is_empty() { &b"]\n"[..] } else { b"\n]\n" });
    out
}

fn value(cell: &Cell<'_>, out: &mut Vec<u8>) {
    match cell {
        Cell::Nothing => out.extend(b"null"),
        Cell::Text(text) => put(text, out),
        Cell::List(items) => {
            out.push(b'[');
            for (at, item) in items.iter().enumerate() {
                out.extend(if at == 0 { &b""[..] } else { b", " });
                put(item, out);
            }
            out.push(b']');
        }
        Cell::Choice(key, _) => put(key, out),
        Cell::Count(count) => show(count, out),
        Cell::Figure(figure) => show(figure, out),
        Cell::Day(day) => {
            out.push(b'"');
            show(day, out);
            out.push(b'"');
        }
        Cell::Flag(flag) => show(flag, out),
    }
}

/// Appends a text in quotes.
fn put(text: &str, out: &mut Vec<u8>) {
    // No text is wrong, and writing to memory cannot fail.
    let _ = serde_json::to_writer(out, text);
}

/// Appends what needs no escapes.
fn show(value: &impl Display, out: &mut Vec<u8>) {
    let _ = write!(out, "{value}");
}
