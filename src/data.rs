//! The data files of `content/data/` (YAML, JSON, CSV), which a page shows by naming them in its front matter.

use std::ops::Range;

use crate::diag::{Diagnostic, message};
use crate::source::SourceText;
use crate::span::{SourcePath, Span};
use crate::yaml::{self, Node, Yaml};

/// How the names of data files end.
const FORMATS: [&str; 4] = [".yaml", ".yml", ".json", ".csv"];

/// A data file, read.
#[derive(Debug, Clone)]
pub struct Data {
    path: SourcePath,
    content: Content,
}

#[derive(Debug, Clone)]
enum Content {
    Yaml(Yaml),
    Json(Node),
    /// With the bytes of each row.
    Csv(Node, Vec<Range<usize>>),
    Unreadable,
}

/// Reads a data file by its extension. A CSV file is a list of rows, each a mapping by the names in its first line.
pub fn read(path: &SourcePath, text: &SourceText) -> Result<Data, Diagnostic> {
    let content = match path.extension() {
        "yaml" | "yml" => Content::Yaml(yaml::parse(path, text, 0..text.len())?),
        "json" => Content::Json(json(text).map_err(|error| json_fault(path, text, &error))?),
        "csv" => csv(text).map_err(|error| csv_fault(path, text, &error))?,
        _ => return Err(unknown_format(path.as_str(), Span::file(path))),
    };
    Ok(Data { path: path.clone(), content })
}

impl Data {
    /// A file that is there and cannot be read: those who show it are not to blame.
    pub fn unreadable(path: &SourcePath) -> Self {
        Self { path: path.clone(), content: Content::Unreadable }
    }

    /// The file.
    pub fn path(&self) -> &SourcePath {
        &self.path
    }

    /// What it says; nothing where it cannot be read.
    pub fn root(&self) -> &Node {
        match &self.content {
            Content::Yaml(yaml) => yaml.root(),
            Content::Json(root) | Content::Csv(root, _) => root,
            Content::Unreadable => &Node::Null,
        }
    }

    /// As the YAML it is, to be read with places.
    pub fn yaml(&self) -> Option<&Yaml> {
        match &self.content {
            Content::Yaml(yaml) => Some(yaml),
            Content::Json(_) | Content::Csv(..) | Content::Unreadable => None,
        }
    }

    /// The place of a row of a CSV file, from 0; else of the file.
    pub fn row(&self, number: usize) -> Span {
        match &self.content {
            Content::Csv(_, rows) if number < rows.len() => Span::new(&self.path, rows[number].clone()),
            _ => Span::file(&self.path),
        }
    }
}

/// Whether a file of this name can be read as data.
pub fn is_known_format(name: &str) -> bool {
    FORMATS.iter().any(|format| name.ends_with(format))
}

fn csv(text: &str) -> Result<Content, csv::Error> {
    // Excel in Vietnamese writes “;” between the columns.
    let head = text.lines().next().unwrap_or_default();
    let delimiter = if head.matches(';').count() > head.matches(',').count() { b';' } else { b',' };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).trim(csv::Trim::All).from_reader(text.as_bytes());
    let names = reader.headers()?.clone();
    let (mut rows, mut places) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = record?;
        let start = record.position().map_or(0, |position| position.byte() as usize);
        let line = text[start..].trim_start_matches(['\r', '\n']);
        let start = text.len() - line.len();
        places.push(start..start + line.lines().next().map_or(0, str::len));
        let cells = names.iter().zip(record.iter());
        rows.push(Node::Map(
            cells.map(|(name, cell)| (Node::Text(name.to_owned()), Node::Text(cell.to_owned()))).collect(),
        ));
    }
    Ok(Content::Csv(Node::List(rows), places))
}

fn json(text: &str) -> serde_json::Result<Node> {
    let mut json = serde_json::Deserializer::from_str(text);
    let node = yaml::node(&mut json)?;
    json.end()?;
    Ok(node)
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
            "cells in this line: {len}, in the first: {expected_len}"
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

    use super::read;
    use crate::source::SourceText;
    use crate::span::SourcePath;

    #[test]
    fn each_format_gives_the_same_rows() {
        let rows = |name: &str, text: &str| {
            let read = read(&SourcePath::new(name), &SourceText::from(text));
            read.map(|data| data.root().clone()).map_err(|found| found.code)
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

    #[test]
    fn rows_know_their_places() {
        let text = "tên,số\nTày,1\n\n\"Sán\nChay\",2\n";
        let data = read(&SourcePath::new("d.csv"), &SourceText::from(text)).ok();
        let row = |number| data.as_ref().and_then(|data| text.get(data.row(number).range));
        assert_eq!([row(0), row(1), row(2)], [Some("Tày,1"), Some("\"Sán"), Some("")]);
    }
}
