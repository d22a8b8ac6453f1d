//! A new page: its file name, its front matter, a few lines for the clerk.
//!
//! 1. The section must be there, so that a slip of the finger does not make a new one.
//! 2. The file is named after the title, and no other page of the section may have that address.
//! 3. The skeleton of its kind (`new/*.md`) is filled in and written.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::files;
use crate::source::CONTENT;
use crate::text::{nfc, slug, suggest, windows};

use super::Refused;

/// How long a name made of a title may be, in bytes: with its folders it must fit the 260 characters of Windows.
const LONGEST_SLUG: usize = 80;

/// A page to start.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'a> {
    /// What it is called.
    pub title: &'a str,
    /// The folder below `content/` to put it in, if not the usual one of its kind.
    pub section: Option<&'a str>,
    /// What it is.
    pub kind: Kind<'a>,
}

/// What a new page is.
#[derive(Debug, Clone, Copy)]
pub enum Kind<'a> {
    /// A news post (tin bài), in `tin-tuc/`.
    Post {
        /// Its date.
        date: Date,
        /// The id of the unit it is about.
        unit: Option<&'a str>,
    },
    /// A unit's report (báo cáo), in `tien-do/`.
    Report {
        /// Its date.
        date: Date,
        /// The id of the unit that reports.
        unit: &'a str,
        /// The week of the campaign, from 1; else that of the date.
        week: Option<u16>,
    },
    /// Any other page.
    Page,
}

/// Writes the new page of the site at `root` and returns its path, which begins with `root`. It never overwrites
/// a file ([`Refused`]).
pub fn create(root: &Path, draft: &Draft<'_>) -> anyhow::Result<PathBuf> {
    let root = if root == Path::new(".") { Path::new("") } else { root };
    let content = root.join(CONTENT);
    let folder = match draft.section.map(section_path) {
        Some(section) if section.is_empty() => content,
        Some(section) => existing_section(&content, &section)?,
        None => content.join(draft.kind.usual_section()),
    };
    let slug = short_slug(&draft.kind.named(draft.title));
    if windows::unsafe_name(&slug).is_some() || is_reserved(&slug) {
        return Err(Refused::BadName(slug).into());
    }
    if let Some(existing) = page_named(&folder, &slug)? {
        return Err(Refused::Taken { existing }.into());
    }
    let name = match draft.kind.date() {
        Some(date) => format!("{date}-{slug}.md"),
        None => format!("{slug}.md"),
    };
    let path = folder.join(name);
    files::create_dirs(&folder)?;
    files::create_new(&path, draft.text().as_bytes())?;
    Ok(path)
}

impl Draft<'_> {
    /// The skeleton of its kind, filled in.
    fn text(&self) -> String {
        let skeleton = match self.kind {
            Kind::Post { .. } => include_str!("new/post.md"),
            Kind::Report { .. } => include_str!("new/report.md"),
            Kind::Page => include_str!("new/page.md"),
        };
        let date = self.kind.date().map(|date| date.to_string()).unwrap_or_default();
        let unit = match self.kind {
            Kind::Post { unit: Some(unit), .. } => format!("unit: {unit}"),
            Kind::Post { unit: None, .. } => "# unit: ma-don-vi".to_owned(),
            Kind::Report { unit, week: Some(week), .. } => format!("report:\n  unit: {unit}\n  week: {week}"),
            Kind::Report { unit, week: None, .. } => format!("report:\n  unit: {unit}\n  date: {date}"),
            Kind::Page => String::new(),
        };
        // The title last: it may hold what looks like one of the others.
        skeleton.replace("{date}", &date).replace("{unit}", &unit).replacen("{title}", &quoted(self.title), 1)
    }
}

impl Kind<'_> {
    fn usual_section(&self) -> &'static str {
        match self {
            Self::Post { .. } => "tin-tuc",
            Self::Report { .. } => "tien-do",
            Self::Page => "",
        }
    }

    fn date(&self) -> Option<Date> {
        match *self {
            Self::Post { date, .. } | Self::Report { date, .. } => Some(date),
            Self::Page => None,
        }
    }

    /// What the file is named after. All units report under the same titles, so a report's name has its unit.
    fn named(&self, title: &str) -> String {
        match self {
            Self::Report { unit, .. } => format!("{unit} {title}"),
            Self::Post { .. } | Self::Page => title.to_owned(),
        }
    }
}

/// The title as a YAML string on one line.
fn quoted(title: &str) -> String {
    let printable: String = title.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line = printable.split_whitespace().collect::<Vec<_>>().join(" ");
    // A JSON string is a YAML string.
    serde_json::Value::String(nfc(&line).into_owned()).to_string()
}

/// The slug of `title`, cut after a whole word.
fn short_slug(title: &str) -> String {
    let mut slug = slug(title);
    while slug.len() > LONGEST_SLUG {
        let shorter = slug.rfind('-').unwrap_or_else(|| slug.floor_char_boundary(LONGEST_SLUG));
        slug.truncate(shorter);
    }
    slug
}

/// `content/a/b/`, `a\b` and `a/b` are all the section `a/b`.
fn section_path(given: &str) -> String {
    let path = given.replace('\\', "/");
    let path = path.trim_start_matches("./").trim_matches('/');
    path.strip_prefix("content/").unwrap_or(path).to_owned()
}

fn existing_section(content: &Path, section: &str) -> anyhow::Result<PathBuf> {
    let folder = content.join(section);
    let is_inside = section.split('/').all(|part| !matches!(part, "" | "." | "..") && !part.contains(':'));
    if is_inside && files::look(&folder)?.is_some_and(|found| found.kind == files::Kind::Folder) {
        return Ok(folder);
    }
    let entries = files::list(content)?;
    let known: Vec<_> = entries
        .iter()
        .filter(|(_, kind)| *kind == files::Kind::Folder)
        .filter_map(|(path, _)| path.file_name()?.to_str())
        .collect();
    let nearest = suggest::nearest(section, known).map(str::to_owned);
    Err(Refused::NoSection { section: section.to_owned(), nearest }.into())
}

/// Names that mean something else in a section: the page of the folder, the data, the English site.
fn is_reserved(slug: &str) -> bool {
    matches!(slug, "index" | "data" | "en" | "vi")
}

/// The page or folder in `folder` whose address ends in `slug`, whatever its date.
fn page_named(folder: &Path, slug: &str) -> anyhow::Result<Option<PathBuf>> {
    if files::look(folder)?.is_none() {
        return Ok(None);
    }
    let is_it = |path: &Path, kind: files::Kind| {
        let name = path.file_name()?.to_str()?;
        let stem = if kind == files::Kind::Folder { name } else { name.strip_suffix(".md")? };
        Some(self::slug(without_date(stem)) == slug)
    };
    let entries = files::list(folder)?;
    Ok(entries.into_iter().find(|(path, kind)| is_it(path, *kind) == Some(true)).map(|(path, _)| path))
}

/// `bai` of `2024-06-07-bai`.
fn without_date(stem: &str) -> &str {
    match (stem.get(..10).map(str::parse::<Date>), stem.get(10..).and_then(|rest| rest.strip_prefix('-'))) {
        (Some(Ok(_)), Some(rest)) => rest,
        _ => stem,
    }
}
