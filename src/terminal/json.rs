//! The result of a build for other programs: one JSON object.

use std::time::Duration;

use serde::Serialize;

use crate::diag::{Diagnostic, Edit, Message, Severity};
use crate::pipeline::{Hidden, Report, Stage, Written};
use crate::source::Sources;
use crate::span::{Positions, SourcePath, Span};
use crate::text::Locale;

use super::accounts::{self, Maker};

/// The object as one line, its messages in `locale`.
pub fn json(report: &Report, locale: Locale) -> serde_json::Result<String> {
    serde_json::to_string(&View::of(report, locale))
}

#[derive(Serialize)]
struct View<'a> {
    pages: usize,
    written: Option<WrittenView>,
    hidden: Vec<HiddenView<'a>>,
    findings: Vec<Finding<'a>>,
    seconds: f64,
    timings: Vec<Timing>,
    templates: Vec<TemplateView<'a>>,
    slowest: Vec<Slow>,
}

/// What a template or a format made, in seconds of all threads together.
#[derive(Serialize)]
struct TemplateView<'a> {
    name: &'a str,
    made: usize,
    seconds: f64,
}

#[derive(Serialize)]
struct Slow {
    path: String,
    seconds: f64,
}

#[derive(Serialize)]
struct WrittenView {
    entry: String,
    new: usize,
    changed: usize,
    unchanged: usize,
    removed: usize,
}

#[derive(Serialize)]
struct HiddenView<'a> {
    path: &'a str,
    reason: &'a str,
}

#[derive(Serialize)]
struct Finding<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    messages: Wordings<'a>,
    help: Option<&'a str>,
    #[serde(flatten)]
    place: Place<'a>,
    acknowledged: Option<&'a str>,
    related: Vec<Related<'a>>,
    fix: Vec<EditView<'a>>,
}

/// A message in each language.
#[derive(Serialize)]
struct Wordings<'a> {
    vi: &'a str,
    en: &'a str,
}

/// What mends a finding, together with the others of its list.
#[derive(Serialize)]
struct EditView<'a> {
    replacement: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
}

/// Lines and columns count from 1, columns in characters; the end is behind the last character. They are null when
/// the file as a whole is meant.
#[derive(Default, Serialize)]
struct Place<'a> {
    path: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
}

#[derive(Serialize)]
struct Timing {
    stage: &'static str,
    seconds: f64,
}

impl<'a> View<'a> {
    fn of(report: &'a Report, locale: Locale) -> Self {
        let mut places = Places { sources: &report.sources, last: None };
        let finding = |finding| Finding::of(finding, &mut places, locale);
        let timing = |&(stage, took): &(Stage, Duration)| Timing {
            stage: stage_id(stage),
            seconds: took.as_secs_f64(),
        };
        let makers = accounts::makers(report).into_iter();
        let makers = makers.map(|(name, Maker { made, took })| TemplateView {
            name,
            made,
            seconds: took.as_secs_f64(),
        });
        let slowest = accounts::slowest(report).into_iter().map(|account| Slow {
            path: account.permalink.output_path(),
            seconds: account.took.as_secs_f64(),
        });
        Self {
            pages: report.pages,
            written: report.written.as_ref().map(WrittenView::of),
            hidden: report.hidden.iter().map(|hidden| HiddenView::of(hidden, locale)).collect(),
            findings: report.findings.iter().map(finding).collect(),
            seconds: report.took.as_secs_f64(),
            timings: report.timings.iter().map(timing).collect(),
            templates: makers.collect(),
            slowest: slowest.collect(),
        }
    }
}

impl WrittenView {
    fn of(written: &Written) -> Self {
        let &Written { ref entry, new, changed, unchanged, removed } = written;
        Self { entry: entry.display().to_string(), new, changed, unchanged, removed }
    }
}

impl<'a> HiddenView<'a> {
    fn of(hidden: &'a Hidden, locale: Locale) -> Self {
        Self { path: hidden.path.as_str(), reason: hidden.reason.in_locale(locale) }
    }
}

impl<'a> Finding<'a> {
    fn of(finding: &'a Diagnostic, places: &mut Places<'a>, locale: Locale) -> Self {
        let place = finding.span.as_ref().map(|span| places.of(span)).unwrap_or_default();
        let mut elsewhere = Places { sources: places.sources, last: None };
        let related = |(span, why): &'a (Span, Message)| Related {
            message: why.in_locale(locale),
            place: elsewhere.of(span),
        };
        let mut edits = Places { sources: places.sources, last: None };
        let edit = |edit: &'a Edit| EditView { replacement: &edit.replacement, place: edits.of(&edit.span) };
        Self {
            code: finding.code,
            severity: match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            },
            message: finding.message.in_locale(locale),
            messages: Wordings {
                vi: finding.message.in_locale(Locale::Vi),
                en: finding.message.in_locale(Locale::En),
            },
            help: finding.help.as_ref().map(|help| help.in_locale(locale)),
            place,
            acknowledged: finding.acknowledged.as_deref(),
            related: finding.related.iter().map(related).collect(),
            fix: finding.fix.iter().map(edit).collect(),
        }
    }
}

/// Looks up places, quickly where one follows the other in a file.
struct Places<'a> {
    sources: &'a Sources,
    last: Option<(&'a SourcePath, Positions<'a>)>,
}

impl<'a> Places<'a> {
    fn of(&mut self, span: &'a Span) -> Place<'a> {
        let path = Some(span.path.as_str());
        let text = self.sources.text(span.path.as_str()).filter(|_| span.range != (0..0));
        let Some((_, text)) = text else { return Place { path, ..Place::default() } };
        let mut positions = match self.last.take() {
            Some((path, positions)) if *path == span.path => positions,
            _ => Positions::new(text),
        };
        let start = positions.of(span.range.start);
        self.last = Some((&span.path, positions.clone()));
        let end = positions.of(span.range.end);
        Place {
            path,
            line: Some(start.line),
            column: Some(start.column),
            end_line: Some(end.line),
            end_column: Some(end.column),
        }
    }
}

/// The name of a stage for programs.
fn stage_id(stage: Stage) -> &'static str {
    match stage {
        Stage::Read => "read",
        Stage::Parse => "parse",
        Stage::Assemble => "assemble",
        Stage::Markdown => "markdown",
        Stage::Search => "search",
        Stage::Check => "check",
        Stage::Render => "render",
        Stage::Write => "write",
    }
}
