//! The data files of `content/data/` (YAML, JSON, CSV), which a page shows by naming them in its front matter.

use std::sync::Arc;

use crate::diag::{Diagnostic, message};
use crate::span::{SourcePath, Span};
use crate::yaml::{self, Node};

/// How the names of data files end.
const FORMATS: [&str; 4] = [".yaml", ".yml", ".json", ".csv"];

/// Reads a data file by its extension. A CSV file is a list of rows, each a mapping by the names in its first line.
pub fn read(path: &SourcePath, text: &Arc<str>) -> Result<Node, Diagnostic> {
    match path.extension() {
        "yaml" | "yml" => yaml::parse(path, text, 0..text.len()).map(|yaml| yaml.into_root()),
        "json" => serde_json::from_str(text).map_err(|error| json_fault(path, text, &error)),
        "csv" => csv(text).map_err(|error| csv_fault(path, text, &error)),
        _ => Err(unknown_format(path.as_str(), Span::file(path))),
    }
}

/// Whether a file of this name can be read as data.
pub fn is_known_format(name: &str) -> bool {
    FORMATS.iter().any(|format| name.ends_with(format))
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

fn json_fault(path: &SourcePath, text: &str, error: &serde_json::Error) -> Diagnostic {
    let line: usize =
        text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let at = text.floor_char_boundary(line + error.column().saturating_sub(1)).min(text.trim_end().len());
    let end = at + text[at..].lines().next().map_or(0, str::len);
    let said = error.to_string();
    let said = said.split_once(" at line ").map_or(said.as_str(), |(said, _)| said);
    Diagnostic::error(
        "data-syntax",
        message!("tệp JSON không đọc được từ chỗ này", "the JSON cannot be read from here on"),
    )
    .at(Span::new(path, at..end))
    .help(message!(
        "kiểm tra dấu phẩy, ngoặc kép, ngoặc [ ] {{ }} ở đây và ngay phía trước ({said})",
        "look at the commas, quotes and brackets here and just before ({said})"
    ))
}

fn csv_fault(path: &SourcePath, text: &str, error: &csv::Error) -> Diagnostic {
    let at = error.position().map_or(0, |position| position.byte() as usize);
    let at = text.floor_char_boundary(at);
    let end = at + text[at..].lines().next().map_or(0, str::len);
    let what = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => message!(
            "dòng này có {len} ô, nhưng dòng đầu có {expected_len} ô",
            "this line has {len} cells, but the first has {expected_len}"
        ),
        _ => message!("tệp CSV không đọc được từ dòng này", "the CSV cannot be read from this line on"),
    };
    Diagnostic::error("data-syntax", what).at(Span::new(path, at..end)).help(message!(
        "thêm hoặc bớt dấu ngăn cách; ô có dấu phẩy hoặc chấm phẩy bên trong phải đặt trong ngoặc kép",
        "add or remove a separator; a cell with a comma or semicolon in it must be in quotes"
    ))
}

/// The finding for a data file called `name` that is of no known format.
pub fn unknown_format(name: &str, at: Span) -> Diagnostic {
    Diagnostic::error(
        "data-format",
        message!("“{name}” không phải tệp YAML, JSON hoặc CSV", "“{name}” is not a YAML, JSON or CSV file"),
    )
    .at(at)
    .help(message!(
        "bảng Excel: chọn Lưu thành (Save as), loại CSV UTF-8, rồi ghi tên tệp .csv ở đây",
        "of an Excel sheet: choose Save as, type CSV UTF-8, and name the .csv file here"
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
