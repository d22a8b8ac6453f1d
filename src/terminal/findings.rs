//! Findings as a person reads them: what is wrong, the line it stands in with a mark below it, what to do.

use std::ops::Range;

use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};

use crate::diag::{Diagnostic, Diagnostics, Message, Severity, message};
use crate::source::Sources;
use crate::span::{SourcePath, Span};
use crate::text::Locale;

use super::counts::counts;

/// How many findings are shown in full: more than a person works off at a time.
const SHOWN: usize = 50;

/// How many characters of a place are marked: a whole paragraph is one line in Markdown.
const MARKED: usize = 80;

/// What makes a line stand out, and what ends that.
const BOLD: &str = "\u{1b}[1m";
const PLAIN: &str = "\u{1b}[0m";

/// How findings look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// With ANSI colours.
    pub colour: bool,
    /// How wide the terminal is; longer lines of the author's text are cut around the place.
    pub columns: usize,
}

impl Default for Style {
    fn default() -> Self {
        Self { colour: false, columns: 100 }
    }
}

impl Style {
    /// What draws in this style.
    pub(super) fn renderer(self) -> Renderer {
        if self.colour { Renderer::styled() } else { Renderer::plain() }.term_width(self.columns)
    }
}

/// The findings that nobody has acknowledged, in their order, with an empty line after each; those of one file below a
/// line that names it and counts them. Of very many the gravest are shown, and the others counted.
pub fn findings(findings: &Diagnostics, sources: &Sources, locale: Locale, style: Style) -> String {
    let renderer = style.renderer();
    let open: Vec<_> = findings.iter().filter(|finding| finding.acknowledged.is_none()).collect();
    let shown = gravest(&open);
    let left_out = open.len() - shown.len();
    let mut text = String::new();
    for of_one in shown.chunk_by(|a, b| path(a) == path(b)) {
        if let Some(path) = of_one.first().and_then(|finding| path(finding)) {
            text.push_str(&heading(path, &open, locale, style));
            text.push_str("\n\n");
        }
        for finding in of_one {
            text.push_str(&renderer.render(&[group(finding, sources, locale)]));
            text.push_str("\n\n");
        }
    }
    if left_out > 0 {
        let more = message!(
            "… và {left_out} mục nữa. Sửa những mục trên rồi kiểm tra lại; xem tất cả bằng: thidua check --json",
            "… and {left_out} more. Fix these and check again; see all of them with: thidua check --json"
        );
        text.push_str(more.in_locale(locale));
        text.push_str("\n\n");
    }
    text
}

/// One finding, without a line end.
pub fn finding(finding: &Diagnostic, sources: &Sources, locale: Locale, style: Style) -> String {
    style.renderer().render(&[group(finding, sources, locale)])
}

/// The [`SHOWN`] gravest of the open findings, in their order.
fn gravest<'a>(open: &[&'a Diagnostic]) -> Vec<&'a Diagnostic> {
    let mut gravest: Vec<_> = open.iter().copied().enumerate().collect();
    gravest.sort_by_key(|(at, finding)| (finding.severity, *at));
    gravest.truncate(SHOWN);
    gravest.sort_by_key(|(at, _)| *at);
    gravest.into_iter().map(|(_, finding)| finding).collect()
}

/// The file that a finding is on.
fn path(finding: &Diagnostic) -> Option<&SourcePath> {
    finding.span.as_ref().map(|span| &span.path)
}

/// The line above the findings of a file. It counts those left out too.
fn heading(of: &SourcePath, open: &[&Diagnostic], locale: Locale, style: Style) -> String {
    let all = open.iter().copied().filter(|finding| path(finding) == Some(of));
    let counts = counts(all, locale);
    let counts = counts.as_ref().map_or("", |counts| counts.in_locale(locale));
    let line = normalize_untrusted_str(&format!("── {of}: {counts}"));
    if style.colour { format!("{BOLD}{line}{PLAIN}") } else { line }
}

fn group<'a>(finding: &'a Diagnostic, sources: &'a Sources, locale: Locale) -> Group<'a> {
    let title =
        level(finding.severity, locale).primary_title(finding.message.in_locale(locale)).id(finding.code);
    let mut group = Group::with_title(title);
    let mut notes = Vec::new();
    if let Some(span) = &finding.span {
        let (here, elsewhere): (Vec<_>, Vec<_>) =
            finding.related.iter().partition(|(related, _)| related.path == span.path);
        group = match text_of(span, sources) {
            Some(text) => {
                let (placed, whole): (Vec<_>, Vec<_>) =
                    here.into_iter().partition(|(related, _)| text_of(related, sources).is_some());
                notes.extend(whole);
                let primary = AnnotationKind::Primary.span(marked(text, &span.range));
                group.element(
                    Snippet::source(text)
                        .path(span.path.as_str())
                        .annotation(primary)
                        .annotations(placed.into_iter().map(|related| context(text, related, locale))),
                )
            }
            None => {
                notes.extend(here);
                group.element(Origin::path(span.path.as_str()))
            }
        };
        for related in elsewhere {
            match text_of(&related.0, sources) {
                Some(text) => {
                    let snippet = Snippet::source(text).path(related.0.path.as_str());
                    group = group.element(snippet.annotation(context(text, related, locale)));
                }
                None => notes.push(related),
            }
        }
    } else {
        notes.extend(&finding.related);
    }
    for (span, why) in notes {
        let text = normalize_untrusted_str(&format!("{}: {}", span.path, why.in_locale(locale)));
        group = group.element(level(Severity::Note, locale).message(text));
    }
    if let Some(help) = &finding.help {
        let help = normalize_untrusted_str(help.in_locale(locale));
        group = group.element(Level::HELP.with_name(help_word().in_locale(locale).to_owned()).message(help));
    }
    group
}

fn level(severity: Severity, locale: Locale) -> Level<'static> {
    let (level, word) = match severity {
        Severity::Error => (Level::ERROR, message!("lỗi", "error")),
        Severity::Warning => (Level::WARNING, message!("cảnh báo", "warning")),
        Severity::Note => (Level::NOTE, message!("ghi chú", "note")),
    };
    level.with_name(word.in_locale(locale).to_owned())
}

/// What stands before the advice.
pub(super) fn help_word() -> Message {
    message!("cách sửa", "help")
}

/// The text a span points into; none if it means the file as a whole, or the file is not text.
fn text_of<'a>(span: &Span, sources: &'a Sources) -> Option<&'a str> {
    if span.range == (0..0) {
        return None;
    }
    sources.text(span.path.as_str()).map(|(_, text)| &**text)
}

fn context(text: &str, (span, why): &(Span, Message), locale: Locale) -> Annotation<'static> {
    AnnotationKind::Context
        .span(marked(text, &span.range))
        .label(normalize_untrusted_str(why.in_locale(locale)))
}

/// The part of `range` that is marked: what of it is in its first line, but not too much; within `text`, whatever the
/// range says.
fn marked(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(range.start);
    let end = text.ceil_char_boundary(range.end.max(start));
    let length =
        text[start..end].chars().take_while(|&c| c != '\n').take(MARKED).map(char::len_utf8).sum::<usize>();
    start..start + length
}
