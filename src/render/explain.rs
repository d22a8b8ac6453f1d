//! What Tera says of a template, with its place in the theme.
//!
//! 1. [`syntax`] is for templates that do not compile. Tera stops at the first it cannot parse, so each is parsed alone
//!    then; what does not fit together it tells all at once, as text ([`reports`]).
//! 2. [`render`] is for a template that cannot render a page.

use std::collections::BTreeMap;
use std::ops::Range;

use tera::{ErrorKind, ReportError, Tera};

use crate::diag::{Diagnostic, Message, message};
use crate::span::Span;
use crate::theme::Template;

/// The templates of a theme by name.
pub(super) type Templates = BTreeMap<String, Template>;

/// The findings for templates that do not compile together, which is `error`.
pub(super) fn syntax(error: &tera::Error, templates: &Templates) -> Vec<Diagnostic> {
    match error.kind() {
        ErrorKind::SyntaxError(_) => {
            let alone = |(name, template): (&String, &Template)| {
                let error = Tera::new().add_raw_template(name, &template.text).err()?;
                match error.kind() {
                    ErrorKind::SyntaxError(report) => Some(invalid(report.message(), of(report, templates))),
                    _ => None,
                }
            };
            templates.iter().filter_map(alone).collect()
        }
        ErrorKind::MissingParent { current, parent } => {
            let at = templates.get(current).map(|template| place_of(template, parent));
            vec![invalid(&format!("there is no template {parent} to extend"), at)]
        }
        ErrorKind::CircularExtend { inheritance_chain: chain, .. }
        | ErrorKind::CircularInclude { include_chain: chain, .. } => {
            // Where Tera enters the circle is chance.
            let mut circle = chain[..chain.len().saturating_sub(1)].to_vec();
            let first = circle.iter().enumerate().min_by_key(|(_, name)| *name).map_or(0, |(at, _)| at);
            circle.rotate_left(first);
            circle.extend(circle.first().cloned());
            let at = templates.get(&circle[0]).map(|template| place_of(template, &circle[1]));
            vec![invalid(&format!("a circle of templates: {}", circle.join(" → ")), at)]
        }
        other => {
            let said = other.to_string();
            let found = reports(&said, templates);
            if found.is_empty() {
                let named = templates.iter().rfind(|(name, _)| said.contains(&format!("`{name}`")));
                return vec![invalid(&said, named.map(|(_, template)| Span::file(&template.path)))];
            }
            found
        }
    }
}

/// The finding for a template that cannot render `subject`.
pub(super) fn render(error: &tera::Error, templates: &Templates, subject: &str) -> Diagnostic {
    let finding = Diagnostic::error(
        "template-render",
        message!("mẫu trang không dựng được “{subject}”", "the template cannot render “{subject}”"),
    );
    match error.kind() {
        ErrorKind::RenderingError(report) | ErrorKind::SyntaxError(report) => {
            at(finding.help(said(report.message())), of(report, templates))
        }
        other => finding.help(said(&other.to_string())),
    }
}

fn invalid(what: &str, place: Option<Span>) -> Diagnostic {
    let finding = Diagnostic::error(
        "template-syntax",
        message!("mẫu trang viết sai cú pháp Tera", "the template is not valid Tera"),
    );
    at(finding.help(said(what)), place)
}

fn at(finding: Diagnostic, place: Option<Span>) -> Diagnostic {
    match place {
        Some(span) => finding.at(span),
        None => finding,
    }
}

fn said(what: &str) -> Message {
    let what = in_order(what.trim_end_matches('.'));
    message!("Tera báo: {what}", "Tera says: {what}")
}

/// With the names of each list, such as “`menu`, `feeds`”, in order: Tera has them in the order of a hash.
fn in_order(said: &str) -> String {
    let mut out = String::with_capacity(said.len());
    let mut rest = said;
    while let Some(start) = rest.find('`') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let mut names = Vec::new();
        while let Some(length) = rest.strip_prefix('`').and_then(|name| name.find('`')) {
            let (name, after) = rest.split_at(length + 2);
            names.push(name);
            rest = after.strip_prefix(", ").filter(|after| after.starts_with('`')).unwrap_or(after);
        }
        if names.is_empty() {
            break;
        }
        names.sort_unstable();
        out.push_str(&names.join(", "));
    }
    out.push_str(rest);
    out
}

fn of(report: &ReportError, templates: &Templates) -> Option<Span> {
    let template = templates.get(report.filename())?;
    Some(Span::new(&template.path, report.span().range.clone()))
}

/// Where `template` names another, in quotes.
fn place_of(template: &Template, named: &str) -> Span {
    let quoted = ['"', '\''].map(|quote| format!("{quote}{named}{quote}"));
    let found = quoted.iter().find_map(|quoted| Some((template.text.find(quoted)?, quoted.len())));
    found
        .map_or_else(|| Span::file(&template.path), |(at, length)| Span::new(&template.path, at..at + length))
}

/// The findings in a text of paragraphs:
///
/// ```text
/// error: Unknown filter `upcase`
///  --> page.html:1:21
///   |
/// 1 | <h1>{{ page.title | upcase }}</h1>
///   |                     ^^^^^^
/// ```
fn reports(said: &str, templates: &Templates) -> Vec<Diagnostic> {
    let paragraphs = said.split("error: ").skip(1);
    let read = paragraphs.filter_map(|paragraph| {
        let mut lines = paragraph.lines();
        let what = lines.next()?;
        let (name, place) = lines.next()?.trim_start().strip_prefix("--> ")?.split_once(':')?;
        let (line, column) = place.split_once(':')?;
        let width = paragraph.lines().nth(4)?.matches('^').count();
        let template = templates.get(name)?;
        let range = range(&template.text, line.parse().ok()?, column.parse().ok()?, width);
        Some(invalid(what, Some(Span::new(&template.path, range))))
    });
    read.collect()
}

/// The bytes of `width` characters from a line and a column counted from 1, in characters.
fn range(text: &str, line: usize, column: usize, width: usize) -> Range<usize> {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text[start..].lines().next().unwrap_or_default();
    let byte = |nth: usize| rest.char_indices().nth(nth).map_or(rest.len(), |(at, _)| at);
    let column = column.saturating_sub(1);
    start + byte(column)..start + byte(column + width)
}
