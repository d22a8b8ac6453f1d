//! What the preview says of a page, as its script reads it.

use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use crate::content::Document;
use crate::diag::{Diagnostic, Diagnostics, Message, Severity, message};
use crate::site::Hidden;
use crate::source::Sources;
use crate::span::{Position, SourcePath, Span};
use crate::text::Locale;

use super::around::Around;
use super::desk::{Telling, Told};

/// How many errors, pages kept back and outputs around are named.
const NAMED: usize = 30;

/// How much of a line is shown beside the place.
const CONTEXT: usize = 60;

/// What may stand in the path of an address.
const PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b':').remove(b'~');

/// What there is to say of the page that is open.
pub(super) struct PageNotes<'a> {
    /// What its author wrote; a section may have nothing.
    pub(super) document: Option<&'a Document>,
    /// What the checks on the text found.
    pub(super) text: Diagnostics,
    /// The files it was made from.
    pub(super) sources: &'a Sources,
    /// What shows it besides.
    pub(super) around: Vec<Around>,
}

#[derive(Serialize)]
struct Notes<'a> {
    revision: u64,
    lang: &'static str,
    /// The tag of the page as it is now.
    tag: &'a str,
    page: Option<Page<'a>>,
    /// What keeps the site from being published.
    errors: Vec<Problem>,
    more_errors: usize,
    hidden: Vec<Kept<'a>>,
    more_hidden: usize,
    words: Words,
}

#[derive(Serialize)]
struct Page<'a> {
    source: &'a str,
    editor: String,
    /// What is special about it: a draft, a sample.
    states: Vec<String>,
    problems: Vec<Problem>,
    around: Vec<Other>,
    more_around: usize,
}

#[derive(Serialize)]
struct Other {
    how: String,
    title: String,
    href: String,
}

#[derive(Serialize)]
struct Kept<'a> {
    path: &'a str,
    reason: &'a str,
    editor: String,
}

/// A finding with its line.
#[derive(Serialize)]
struct Problem {
    severity: &'static str,
    kind: String,
    message: String,
    help: Option<String>,
    place: String,
    editor: Option<String>,
    /// The line, parted at the place.
    line: Option<[String; 3]>,
}

/// What the script says itself.
#[derive(Serialize)]
struct Words {
    preview: &'static str,
    edit: &'static str,
    close: &'static str,
    errors: &'static str,
    stays: &'static str,
    help: &'static str,
    problems: &'static str,
    fine: &'static str,
    around: &'static str,
    hidden: &'static str,
    more: &'static str,
    lost: &'static str,
}

/// The notes in JSON.
pub(super) fn write(
    told: &Told,
    tag: &str,
    page: Option<PageNotes<'_>>,
    telling: &Telling,
    locale: Locale,
) -> Vec<u8> {
    let Told { number, edition, findings } = told;
    let editor = Editor { root: &telling.root, template: &telling.editor, locale };
    let open = |found: &&Diagnostic| found.acknowledged.is_none();
    let errors = || findings.iter().filter(open).filter(|found| found.severity == Severity::Error);
    let kept = edition.hidden().iter().take(NAMED).map(|Hidden { path, reason }| Kept {
        path: path.as_str(),
        reason: reason.in_locale(locale),
        editor: editor.link(path, None),
    });
    let page = page.and_then(|page| {
        let document = page.document?;
        let own = findings
            .iter()
            .filter(open)
            .filter(|found| found.span.as_ref().is_some_and(|at| at.path == document.path));
        let own = own.map(|found| editor.problem(found, edition.sources()));
        let text = page.text.iter().filter(open).map(|found| editor.problem(found, page.sources));
        let around = page.around.iter().take(NAMED).map(|around| Other {
            how: around.how.in_locale(locale).to_owned(),
            title: around.title.clone(),
            href: around.href.clone(),
        });
        Some(Page {
            source: document.path.as_str(),
            editor: editor.link(&document.path, None),
            states: states(document).iter().map(|state| state.in_locale(locale).to_owned()).collect(),
            problems: own.chain(text).collect(),
            around: around.collect(),
            more_around: page.around.len().saturating_sub(NAMED),
        })
    });
    let notes = Notes {
        revision: *number,
        lang: locale.code(),
        tag,
        page,
        errors: errors().take(NAMED).map(|found| editor.problem(found, edition.sources())).collect(),
        more_errors: errors().count().saturating_sub(NAMED),
        hidden: kept.collect(),
        more_hidden: edition.hidden().len().saturating_sub(NAMED),
        words: words(locale, !edition.is_sound()),
    };
    serde_json::to_vec(&notes).unwrap_or_default()
}

fn states(document: &Document) -> Vec<Message> {
    let mut states = Vec::new();
    if document.front.draft {
        states.push(message!("bản nháp", "draft"));
    }
    if document.front.sample {
        states.push(message!("bài mẫu", "sample"));
    }
    states
}

/// Words findings, with the way to each place.
struct Editor<'a> {
    root: &'a Path,
    template: &'a str,
    locale: Locale,
}

impl Editor<'_> {
    /// The address that opens a file in the editor.
    fn link(&self, path: &SourcePath, at: Option<Position>) -> String {
        let Position { line, column } = at.unwrap_or(Position { line: 1, column: 1 });
        let disk = self.root.join(path.as_str()).display().to_string().replace('\\', "/");
        let disk = format!("/{}", disk.trim_start_matches('/'));
        let disk = utf8_percent_encode(&disk, PATH).to_string();
        let (line, column) = (line.to_string(), column.to_string());
        self.template.replace("{path}", &disk).replace("{line}", &line).replace("{column}", &column)
    }

    fn problem(&self, found: &Diagnostic, sources: &Sources) -> Problem {
        let text = found.span.as_ref().filter(|span| span.range != (0..0));
        let text = text.and_then(|span| Some((span, sources.text(span.path.as_str())?.1)));
        let at = text.as_ref().map(|(span, text)| Position::of(text, span.range.start));
        let place = match (&found.span, at) {
            (Some(span), Some(at)) => format!("{}:{}:{}", span.path, at.line, at.column),
            (Some(span), None) => span.path.to_string(),
            (None, _) => String::new(),
        };
        let (severity, kind) = match found.severity {
            Severity::Error => ("error", message!("Lỗi", "Error")),
            Severity::Warning => ("warning", message!("Cảnh báo", "Warning")),
            Severity::Note => ("note", message!("Ghi chú", "Note")),
        };
        Problem {
            severity,
            kind: kind.in_locale(self.locale).to_owned(),
            message: found.message.in_locale(self.locale).to_owned(),
            help: found.help.as_ref().map(|help| help.in_locale(self.locale).to_owned()),
            editor: found.span.as_ref().map(|span| self.link(&span.path, at)),
            line: text.map(|(span, text)| line(text, span)),
            place,
        }
    }
}

/// The line of a place, in three parts, cut where it is long.
fn line(text: &str, span: &Span) -> [String; 3] {
    let start = text.floor_char_boundary(span.range.start);
    let end = text.ceil_char_boundary(span.range.end.max(start));
    let before = text[..start].rsplit('\n').next().unwrap_or_default();
    let marked = text[start..end].lines().next().unwrap_or_default();
    let after = text[start + marked.len()..].lines().next().unwrap_or_default();
    let first = before.char_indices().rev().nth(CONTEXT).map_or(0, |(at, _)| at);
    let short = |text: &str| match text.char_indices().nth(CONTEXT) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    };
    [format!("{}{}", if first > 0 { "…" } else { "" }, &before[first..]), short(marked), short(after)]
}

fn words(locale: Locale, is_withheld: bool) -> Words {
    let words = match locale {
        Locale::Vi => Words {
            preview: "Xem trước",
            edit: "Mở để sửa",
            close: "Đóng",
            errors: "Nội dung có lỗi",
            stays: "Bên dưới là trang như lần đúng gần nhất. Sửa xong, bảng này tự mất.",
            help: "Cách sửa",
            problems: "chỗ cần xem",
            fine: "không có chỗ nào cần xem",
            around: "Trang này còn hiện ở",
            hidden: "Trang chưa đăng",
            more: "và {n} mục nữa",
            lost: "Mất liên lạc với thidua serve",
        },
        Locale::En => Words {
            preview: "Preview",
            edit: "Edit",
            close: "Close",
            errors: "The content has errors",
            stays: "Below is the page as it last was when all was well. This goes by itself when it is mended.",
            help: "What to do",
            problems: "to look at",
            fine: "nothing to look at",
            around: "Also shown in",
            hidden: "Pages kept back",
            more: "and {n} more",
            lost: "thidua serve does not answer",
        },
    };
    match locale {
        _ if is_withheld => words,
        Locale::Vi => Words {
            stays: "Trang nào dựng được thì hiện bản mới. Sửa xong, bảng này tự mất.",
            ..words
        },
        Locale::En => Words {
            stays: "Pages that can be made are shown as they are now. This goes by itself when it is mended.",
            ..words
        },
    }
}
