//! A style sheet as it is published: one file for the browser out of as many as the theme is written in.
//!
//! - `@import "tokens.css" layer(tokens);` of a sheet of the theme's own becomes its text. Such a sheet is not published
//!   by itself.
//! - `url(…)` gets the published name of the file.
//! - `var(--option-colour-accent)` becomes the value of the option `colour_accent`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::diag::{Diagnostic, Diagnostics, message};
use crate::source::SourceFile;
use crate::span::{SourcePath, Span};

use super::options::Options;
use super::statics::{FOLDER, StaticFile};

/// The files below `static/`, by their names there.
pub(super) type Files<'a> = BTreeMap<String, (SourcePath, &'a SourceFile)>;

const IMPORT: &str = "@import";
const URL: &str = "url(";
const OPTION: &str = "var(--option-";

/// The sheets that another imports.
pub(super) fn imported(files: &Files<'_>) -> BTreeSet<String> {
    let sheets = files.iter().filter_map(|(name, file)| Some((name, text(file)?)));
    let imports = sheets.flat_map(|(name, text)| {
        text.match_indices(IMPORT).filter_map(|(at, _)| {
            let import = Import::read(text, at)?;
            join(folder(name), import.path)
        })
    });
    imports.collect()
}

/// The text of a style sheet of the theme.
pub(super) fn text<'a>((path, file): &'a (SourcePath, &SourceFile)) -> Option<&'a str> {
    match file {
        SourceFile::Text(file) if path.extension() == "css" => Some(&file.text),
        _ => None,
    }
}

/// Puts published sheets together.
pub(super) struct Binder<'a> {
    pub(super) files: &'a Files<'a>,
    pub(super) published: &'a BTreeMap<String, StaticFile>,
    pub(super) options: &'a Options,
}

impl Binder<'_> {
    /// The sheet of this name, as it is published.
    pub(super) fn bind(&self, name: &str, findings: &mut Diagnostics) -> String {
        let mut out = String::new();
        self.write(name, folder(name), &mut vec![name.to_owned()], &mut out, findings);
        out
    }

    /// Writes the sheet `name` into one that stands in the folder `base`; `open` are the sheets being written.
    fn write(
        &self,
        name: &str,
        base: &str,
        open: &mut Vec<String>,
        out: &mut String,
        findings: &mut Diagnostics,
    ) {
        let Some(file) = self.files.get(name) else { return };
        let Some(sheet) = text(file) else { return };
        let source = &file.0;
        let mut done = 0;
        while let Some((at, mark)) = next_mark(sheet, done) {
            out.push_str(&sheet[done..at]);
            done = match mark {
                IMPORT => self.import(source, name, base, sheet, at, open, out, findings),
                URL => self.url(source, name, base, sheet, at, out, findings),
                _ => self.option(source, sheet, at, out, findings),
            };
        }
        out.push_str(&sheet[done..]);
    }

    /// Writes what is imported at `at`; returns where the import ends.
    #[expect(clippy::too_many_arguments, reason = "the sheet, the place in it, and what is written")]
    fn import(
        &self,
        source: &SourcePath,
        name: &str,
        base: &str,
        sheet: &str,
        at: usize,
        open: &mut Vec<String>,
        out: &mut String,
        findings: &mut Diagnostics,
    ) -> usize {
        let Some(import) = Import::read(sheet, at) else {
            out.push_str(IMPORT);
            return at + IMPORT.len();
        };
        let target = join(folder(name), import.path)
            .filter(|target| self.files.get(target).is_some_and(|file| text(file).is_some()));
        match target {
            Some(target) if !open.contains(&target) => {
                if let Some(layer) = import.layer {
                    out.push_str(&format!("@layer {layer} {{\n"));
                }
                open.push(target.clone());
                self.write(&target, base, open, out, findings);
                open.pop();
                if import.layer.is_some() {
                    out.push_str("}\n");
                }
            }
            _ => findings.push(missing(source, import.path, import.path_at)),
        }
        import.end
    }

    /// Writes the address at `at`; returns where it ends.
    #[expect(clippy::too_many_arguments, reason = "the sheet, the place in it, and what is written")]
    fn url(
        &self,
        source: &SourcePath,
        name: &str,
        base: &str,
        sheet: &str,
        at: usize,
        out: &mut String,
        findings: &mut Diagnostics,
    ) -> usize {
        let start = at + URL.len();
        out.push_str(URL);
        let Some(length) = sheet[start..].find(')') else { return start };
        let inside = start..start + length;
        let written = sheet[inside.clone()].trim().trim_matches(['"', '\'']);
        let (path, rest) = written.split_at(written.find(['#', '?']).unwrap_or(written.len()));
        if path.is_empty() || path.starts_with("data:") {
            out.push_str(&sheet[inside.clone()]);
        } else if let Some(file) = join(folder(name), path).and_then(|target| self.published.get(&target)) {
            let up = "../".repeat(base.split('/').filter(|part| !part.is_empty()).count());
            let target = file.permalink.as_str().trim_start_matches(FOLDER).trim_start_matches('/');
            out.push_str(&format!("\"{up}{target}{rest}\""));
        } else {
            findings.push(missing(source, written, inside.clone()));
            out.push_str(&sheet[inside.clone()]);
        }
        inside.end
    }

    /// Writes the value of the option at `at`; returns where its name ends.
    fn option(
        &self,
        source: &SourcePath,
        sheet: &str,
        at: usize,
        out: &mut String,
        findings: &mut Diagnostics,
    ) -> usize {
        let start = at + OPTION.len();
        let Some(length) = sheet[start..].find(')') else {
            out.push_str(OPTION);
            return start;
        };
        let name = sheet[start..start + length].trim().replace('-', "_");
        match self.options.text(&name) {
            Some(value) => out.push_str(value),
            None => findings.push(unknown_option(source, &name, start..start + length)),
        }
        start + length + 1
    }
}

/// The next place from `from` where something has to be put in.
fn next_mark(sheet: &str, from: usize) -> Option<(usize, &'static str)> {
    let found = [IMPORT, URL, OPTION].map(|mark| Some((from + sheet[from..].find(mark)?, mark)));
    found.into_iter().flatten().min()
}

/// `@import "tokens.css" layer(tokens);`, or the same with `url("tokens.css")`.
struct Import<'a> {
    path: &'a str,
    path_at: Range<usize>,
    layer: Option<&'a str>,
    /// Behind its semicolon.
    end: usize,
}

impl<'a> Import<'a> {
    fn read(sheet: &'a str, at: usize) -> Option<Self> {
        let end = at + sheet[at..].find(';')?;
        let open = at + sheet[at..end].find('"')? + 1;
        let close = open + sheet[open..end].find('"')?;
        let is_url = sheet[at..open].trim_end_matches('"').ends_with(URL);
        let rest = sheet[close + 1..end].trim();
        let rest = if is_url { rest.strip_prefix(')')?.trim() } else { rest };
        let layer = rest.strip_prefix("layer(").and_then(|rest| rest.strip_suffix(')'));
        (rest.is_empty() || layer.is_some()).then_some(Self {
            path: &sheet[open..close],
            path_at: open..close,
            layer,
            end: end + 1,
        })
    }
}

/// The folder a static file stands in; empty at the top.
fn folder(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The static file that a relative path in `folder` names.
fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn missing(source: &SourcePath, written: &str, at: Range<usize>) -> Diagnostic {
    Diagnostic::error(
        "missing-static",
        message!(
            "tệp kiểu dáng nhắc tới “{written}” nhưng giao diện không có tệp đó",
            "the style sheet names “{written}”, which the theme does not have"
        ),
    )
    .at(Span::new(source, at))
    .help(message!(
        "chép tệp vào thư mục static/ của giao diện; trang không lấy tệp từ máy khác",
        "copy the file into the theme's static/ folder; pages take nothing from other hosts"
    ))
}

fn unknown_option(source: &SourcePath, name: &str, at: Range<usize>) -> Diagnostic {
    Diagnostic::error(
        "unknown-option",
        message!(
            "tệp kiểu dáng dùng tùy chọn “{name}”, giao diện không có",
            "the style sheet uses the option “{name}”, which the theme does not have"
        ),
    )
    .at(Span::new(source, at))
    .help(message!("khai báo tùy chọn trong theme.yaml", "declare the option in theme.yaml"))
}
