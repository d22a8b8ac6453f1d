//! Static files under names that change with their content, so that browsers may keep them for good.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics, message};
use crate::permalink::Permalink;
use crate::source::{Blob, SourceFile, SourceText};
use crate::span::{SourcePath, Span};

/// The folder they are published in.
const FOLDER: &str = "static";
/// Hexadecimal digits of the hash in a name.
const DIGITS: usize = 8;

/// A file of the theme that is published.
#[derive(Debug, Clone)]
pub struct StaticFile {
    /// The name templates know it by: `css/site.css`.
    pub name: String,
    /// Where it is published: `static/css/site.3fa9c1d2.css`.
    pub permalink: Permalink,
    /// Its file.
    pub source: SourcePath,
    /// What is published.
    pub content: StaticContent,
}

/// What is published of a static file.
#[derive(Debug, Clone)]
pub enum StaticContent {
    /// A style sheet, with the published names of the files it uses.
    Text(SourceText),
    /// The file as it is.
    Blob(Blob),
}

/// Names the files after their content. Style sheets come last, for they name the others.
pub(super) fn fingerprint(
    files: BTreeMap<String, (SourcePath, &SourceFile)>,
) -> (Vec<StaticFile>, Diagnostics) {
    let mut findings = Diagnostics::new();
    let mut published: BTreeMap<String, StaticFile> = BTreeMap::new();
    let (sheets, others): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|(_, (path, _))| path.extension() == "css");
    for (name, (source, file)) in others.into_iter().chain(sheets) {
        let (content, hash) = match file {
            SourceFile::Blob(blob) => (StaticContent::Blob(blob.clone()), blob.hash),
            SourceFile::Text(file) if source.extension() == "css" => {
                let sheet = rewrite(&name, &source, &file.text, &published, &mut findings);
                let hash = blake3::hash(sheet.as_bytes());
                (StaticContent::Text(sheet.into()), hash)
            }
            SourceFile::Text(file) => (StaticContent::Text(file.text.clone()), file.hash),
        };
        let permalink = Permalink::file(&format!("{FOLDER}/{}", with_hash(&name, hash)));
        published.insert(name.clone(), StaticFile { name, permalink, source, content });
    }
    (published.into_values().collect(), findings)
}

/// `css/site.css` with a hash: `css/site.3fa9c1d2.css`.
fn with_hash(name: &str, hash: blake3::Hash) -> String {
    let hex = hash.to_hex();
    let digits = &hex.as_str()[..DIGITS];
    let folder = name.rfind('/').map_or(0, |at| at + 1);
    match name[folder..].rfind('.') {
        Some(dot) => format!("{}.{digits}{}", &name[..folder + dot], &name[folder + dot..]),
        None => format!("{name}.{digits}"),
    }
}

/// Puts the published names into each `url(…)` of a style sheet that names a file of the theme.
fn rewrite(
    name: &str,
    source: &SourcePath,
    sheet: &str,
    published: &BTreeMap<String, StaticFile>,
    findings: &mut Diagnostics,
) -> String {
    let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut out = String::with_capacity(sheet.len());
    let mut done = 0;
    while let Some(at) = sheet[done..].find("url(") {
        let start = done + at + "url(".len();
        let Some(length) = sheet[start..].find(')') else { break };
        let written = sheet[start..start + length].trim().trim_matches(['"', '\'']);
        out.push_str(&sheet[done..start]);
        let (path, rest) = written.split_at(written.find(['#', '?']).unwrap_or(written.len()));
        if path.is_empty() || path.starts_with("data:") {
            out.push_str(&sheet[start..start + length]);
        } else if let Some(file) = join(folder, path).and_then(|target| published.get(&target)) {
            let up = "../".repeat(folder.split('/').filter(|part| !part.is_empty()).count());
            let target = file.permalink.as_str().trim_start_matches(FOLDER).trim_start_matches('/');
            out.push_str(&format!("\"{up}{target}{rest}\""));
        } else {
            findings.push(unknown_url(source, written, start..start + length));
            out.push_str(&sheet[start..start + length]);
        }
        done = start + length;
    }
    out.push_str(&sheet[done..]);
    out
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

fn unknown_url(source: &SourcePath, written: &str, at: std::ops::Range<usize>) -> Diagnostic {
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{StaticContent, fingerprint};
    use crate::source::load_bytes;
    use crate::span::SourcePath;

    #[test]
    fn names_change_with_content_and_style_sheets_follow() {
        let publish = |font: &str| {
            let files: BTreeMap<_, _> = [
                ("fonts/a.woff2", font),
                ("css/site.css", "a{src:url('../fonts/a.woff2#x')}b{src:url(data:x)}c{src:url(no.png)}"),
            ]
            .map(|(name, text)| {
                let path = SourcePath::new(&format!("themes/t/static/{name}"));
                let (file, _) = load_bytes(&path, text.as_bytes());
                (name.to_owned(), (path, file))
            })
            .into();
            let files =
                files.iter().map(|(name, (path, file))| (name.clone(), (path.clone(), file))).collect();
            let (statics, findings) = fingerprint(files);
            let codes: Vec<_> = findings.iter().map(|found| found.code).collect();
            assert_eq!(codes, ["missing-static"]);
            statics
        };
        let (one, other) = (publish("1"), publish("2"));
        let names = |statics: &[super::StaticFile]| {
            statics.iter().map(|file| file.permalink.as_str().to_owned()).collect::<Vec<_>>()
        };
        assert!(names(&one).iter().zip(names(&other)).all(|(a, b)| *a != b), "both names change");
        let StaticContent::Text(sheet) = &one[0].content else { panic!("a style sheet is text") };
        let font = one[1].permalink.as_str().trim_start_matches("static/");
        assert!(
            sheet.starts_with(&format!("a{{src:url(\"../{font}#x\")}}b{{src:url(data:x)}}")),
            "{sheet:?}"
        );
    }
}
