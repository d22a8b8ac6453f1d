//! A table as JSON: a list of objects, their keys in the order of the columns.

use super::table::{Cell, Table};

/// Writes the table.
pub(super) fn write(table: &Table) -> Vec<u8> {
    let mut text = String::from("[");
    for (at, row) in table.rows.iter().enumerate() {
        text.push_str(if at == 0 { "\n  {" } else { ",\n  {" });
        for (at, (column, cell)) in table.columns.iter().zip(row).enumerate() {
            text.push_str(if at == 0 { "\n    " } else { ",\n    " });
            text.push_str(&format!("{}: {}", string(column.key), value(cell)));
        }
        text.push_str("\n  }");
    }
    text.push_str(if table.rows.is_empty() { "]\n" } else { "\n]\n" });
    text.into_bytes()
}

fn value(cell: &Cell) -> String {
    match cell {
        Cell::Nothing => "null".to_owned(),
        Cell::Text(text) => string(text),
        Cell::List(items) => {
            format!("[{}]", items.iter().map(|item| string(item)).collect::<Vec<_>>().join(", "))
        }
        Cell::Choice(key, _) => string(key),
        Cell::Count(count) => count.to_string(),
        Cell::Figure(figure) => figure.to_string(),
        Cell::Day(day) => string(&day.to_string()),
        Cell::Flag(flag) => flag.to_string(),
    }
}

fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
