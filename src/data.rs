//! The data files of `content/data/` (YAML, JSON, CSV), which a page shows by naming them in its front matter.

use std::sync::Arc;

use crate::diag::{Diagnostic, message};
use crate::span::{SourcePath, Span};
use crate::yaml::{self, Node};

/// Reads a data file by its extension. A CSV file is a list of rows, each a mapping by the names in its first line.
pub fn read(path: &SourcePath, text: &Arc<str>) -> Result<Node, Diagnostic> {
    match path.extension() {
        "yaml" | "yml" => yaml::parse(path, text, 0..text.len()).map(|yaml| yaml.into_root()),
        "json" => serde_json::from_str(text).map_err(|error| {
            let at =
                text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
            not_readable(path, text, at, "JSON", &error.to_string())
        }),
        "csv" => csv(text).map_err(|error| {
            let at = error.position().map_or(0, |position| position.byte() as usize);
            not_readable(path, text, at, "CSV", &error.to_string())
        }),
        _ => Err(unknown_format(path)),
    }
}

fn csv(text: &str) -> Result<Node, csv::Error> {
    // Excel in Vietnamese writes “;” between the columns.
    let head = text.lines().next().unwrap_or_default();
    let delimiter = if head.matches(';').count() > head.matches(',').count() { b';' } else { b',' };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).trim(csv::Trim::All).from_reader(text.as_bytes());
    let names = reader.headers()?.clone();
    let rows = reader.records().map(|record| {
        let record = record?;
        let cells = names.iter().zip(record.iter());
        Ok(Node::Map(
            cells.map(|(name, cell)| (Node::Text(name.to_owned()), Node::Text(cell.to_owned()))).collect(),
        ))
    });
    rows.collect::<Result<Vec<_>, csv::Error>>().map(Node::List)
}

fn not_readable(path: &SourcePath, text: &str, at: usize, format: &str, error: &str) -> Diagnostic {
    let at = text.floor_char_boundary(at);
    let end = at + text[at..].lines().next().map_or(0, str::len);
    Diagnostic::error(
        "data-syntax",
        message!(
            "tệp dữ liệu {format} không đọc được từ dòng này",
            "the {format} data cannot be read from this line on"
        ),
    )
    .at(Span::new(path, at..end))
    .help(message!("chi tiết: {error}", "in detail: {error}"))
}

fn unknown_format(path: &SourcePath) -> Diagnostic {
    Diagnostic::error(
        "data-format",
        message!("tệp dữ liệu phải là YAML, JSON hoặc CSV", "a data file must be YAML, JSON or CSV"),
    )
    .at(Span::file(path))
    .help(message!(
        "đổi đuôi tệp thành .yaml, .json hoặc .csv",
        "give the file the extension .yaml, .json or .csv"
    ))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::read;
    use crate::span::SourcePath;

    #[test]
    fn each_format_gives_the_same_rows() {
        let rows = |name: &str, text: &str| {
            read(&SourcePath::new(name), &Arc::from(text)).map_err(|found| found.code)
        };
        let yaml = rows("d.yaml", "- {tên: Tày, số: '1'}\n");
        assert!(yaml.is_ok());
        assert_eq!(rows("d.json", "[{\"tên\": \"Tày\", \"số\": \"1\"}]"), yaml);
        assert_eq!(rows("d.csv", "tên,số\nTày,1\n"), yaml);
        assert_eq!(rows("d.csv", "tên;số\n Tày ;1\n"), yaml);
        assert_eq!(rows("d.csv", "tên,số\nTày\n"), Err("data-syntax"));
        assert_eq!(rows("d.json", "[\n{]"), Err("data-syntax"));
        assert_eq!(rows("d.xls", ""), Err("data-format"));
    }
}
