//! A Markdown file with what its text and its name say.

use std::ops::Range;

use jiff::civil::Date;

use crate::diag::{Diagnostic, Diagnostics, message};
use crate::lang::Lang;
use crate::source::{CONTENT, SourceText};
use crate::span::{SourcePath, Span};
use crate::text::dates;
use crate::yaml::{Findings, Yaml};

use super::front_matter::FrontMatter;
use super::rules::{Kind, Rules};
use super::scan::Scan;

/// What an author wrote in one Markdown file.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its file.
    pub path: SourcePath,
    /// Page or section.
    pub kind: Kind,
    /// Its language.
    pub lang: Lang,
    /// The folder it is in, below `content/`; empty at the top.
    pub folder: String,
    /// What is left of the file's name without date, language and extension.
    pub name: String,
    /// From the front matter, else the first heading, else the file's name; of a section, empty where neither is given.
    pub title: String,
    /// From the front matter, else the file's name.
    pub date: Option<Date>,
    /// The typed front matter.
    pub front: FrontMatter,
    /// The front matter as written, to point into.
    pub yaml: Yaml,
    /// The whole file.
    pub text: SourceText,
    /// The Markdown in it, without a heading that became the title.
    pub body: Range<usize>,
    /// Of all it says but in its body.
    pub hash: [u8; 32],
}

/// Puts together what `scan` found in the text of a file and what the file's name says.
pub fn read(path: &SourcePath, text: &SourceText, scan: Scan, rules: &Rules<'_>) -> (Document, Diagnostics) {
    let mut findings = Diagnostics::new();
    let name = FileName::of(path, rules);
    let yaml = Yaml::of(path, text, scan.front, scan.root);
    let reading = Findings::new();
    let front = match yaml.value(&reading).fields() {
        Some(fields) => FrontMatter::read(fields, name.kind, rules),
        None => FrontMatter::empty(),
    };
    findings.extend(reading.into_diagnostics());
    if let Some(Err(day)) = &name.date {
        findings.push(impossible_date(path, name.kind, day));
    }
    let whole = scan.body;
    let (title, body) = match (&front.title, scan.heading) {
        (Some(title), Some(heading)) if heading.text == *title => (title.clone(), heading.end..whole.end),
        (Some(title), _) => (title.clone(), whole),
        (None, Some(heading)) => (heading.text, heading.end..whole.end),
        (None, None) if name.kind == Kind::Section => (String::new(), whole),
        (None, None) => {
            let title = name.stem.replace(['-', '_'], " ");
            if findings.is_empty() && scan.is_sound {
                findings.push(untitled(path, &title));
            }
            (title, whole)
        }
    };
    let document = Document {
        path: path.clone(),
        kind: name.kind,
        lang: front.lang.clone().unwrap_or(name.lang),
        folder: path.folder().strip_prefix(CONTENT).unwrap_or_default().trim_start_matches('/').to_owned(),
        name: name.stem,
        title,
        date: front.date.or(name.date.and_then(Result::ok)),
        front,
        yaml,
        text: text.clone(),
        body,
        hash: scan.hash,
    };
    (document, findings)
}

impl Document {
    /// What its slug is made of: a section's folder, else the page's own name.
    pub fn own_name(&self) -> &str {
        match self.kind {
            Kind::Page | Kind::Bundle => &self.name,
            Kind::Section => self.folder.rsplit('/').next().unwrap_or_default(),
        }
    }

    /// Where the bytes `part` of its title stand; the whole file if the title is spelled in another way there.
    pub fn place_in_title(&self, part: Range<usize>) -> Span {
        if let Some((_, place)) = self.yaml.text(&["title"]) {
            return place.part(&self.title, part);
        }
        match self.heading() {
            Some(at) => Span::new(&self.path, at + part.start..at + part.end),
            None => Span::file(&self.path),
        }
    }

    /// Where the first heading, if it became the title and is spelled as it reads, has its words.
    pub fn heading(&self) -> Option<usize> {
        if self.front.title.is_some() {
            return None;
        }
        self.text[..self.body.start].rfind(self.title.as_str())
    }

    /// The folder of the section it belongs to, below `content/`: a bundle owns its folder and belongs to the one above.
    pub fn section_folder(&self) -> &str {
        match self.kind {
            Kind::Page | Kind::Section => &self.folder,
            Kind::Bundle => self.folder.rsplit_once('/').map_or("", |(above, _)| above),
        }
    }
}

/// What the name of a file says.
struct FileName {
    kind: Kind,
    lang: Lang,
    /// The date in front; an impossible one as written.
    date: Option<Result<Date, String>>,
    stem: String,
}

impl FileName {
    fn of(path: &SourcePath, rules: &Rules<'_>) -> Self {
        let stem = path.stem();
        let suffix = stem.rsplit_once('.').and_then(|(stem, code)| {
            rules.languages.iter().find(|lang| lang.code() == code).map(|lang| (stem, lang.clone()))
        });
        let (stem, lang) = suffix.unwrap_or_else(|| (stem, rules.languages[0].clone()));
        let kind = match stem {
            "_index" => Kind::Section,
            "index" => Kind::Bundle,
            _ => Kind::Page,
        };
        let dated =
            if kind == Kind::Bundle { path.folder().rsplit('/').next().unwrap_or_default() } else { stem };
        let (date, rest) = split_date(dated);
        Self { kind, lang, date, stem: rest.to_owned() }
    }
}

/// Splits `2024-06-07-bai` into its day and `bai`.
pub(crate) fn split_date(name: &str) -> (Option<Result<Date, String>>, &str) {
    let is_date = name.len() > 10
        && name.is_char_boundary(10)
        && name.bytes().take(10).enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let rest = if is_date { name[10..].trim_start_matches(['-', '_', ' ']) } else { "" };
    if rest.is_empty() {
        return (None, name);
    }
    (Some(dates::parse(&name[..10]).map_err(|_| name[..10].to_owned())), rest)
}

fn impossible_date(path: &SourcePath, kind: Kind, day: &str) -> Diagnostic {
    let (what, help) = match kind {
        Kind::Bundle => (
            message!(
                "tên thư mục có ngày “{day}” không có trên lịch",
                "the folder is named after “{day}”, a day that is not in the calendar"
            ),
            message!("đổi tên thư mục: năm-tháng-ngày-ten-bai", "rename the folder: year-month-day-name"),
        ),
        Kind::Page | Kind::Section => (
            message!(
                "tên tệp có ngày “{day}” không có trên lịch",
                "the file is named after “{day}”, a day that is not in the calendar"
            ),
            message!("đổi tên tệp: năm-tháng-ngày-ten-bai.md", "rename the file: year-month-day-name.md"),
        ),
    };
    Diagnostic::error("date-invalid", what).at(Span::file(path)).help(help)
}

fn untitled(path: &SourcePath, title: &str) -> Diagnostic {
    Diagnostic::warning(
        "missing-title",
        message!(
            "trang chưa có tiêu đề, tạm lấy tên tệp: “{title}”",
            "the page has no title; its file name is used: “{title}”"
        ),
    )
    .at(Span::file(path))
    .help(message!("thêm dòng title: … vào phần khai báo", "add a line title: … to the settings"))
}
