//! Tests at the boundary: Markdown in, HTML with its holes shown and diagnostics with their places out.

mod diagnostics;
mod directives;
mod facts;
mod html;
mod limits;
mod properties;
mod raw;

use super::{
    AttributeValue, Content, Directive, Fragment, Hole, HtmlPolicy, Options, Outline, Wanted, Written, render,
};
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::SourceText;
use crate::span::{Position, Positions, SourcePath};
use crate::text::Locale;

const SANITISED: Options = Options { html: HtmlPolicy::Sanitised, locale: Locale::Vi };
const TRUSTED: Options = Options { html: HtmlPolicy::Trusted, locale: Locale::En };

/// Front matter before every body, so that offsets in the body and in the file differ.
const BEFORE: &str = "---\ntitle: Tựa\n---\n";

/// A body and what others see of it.
struct Body {
    content: Content,
    outline: Outline,
}

/// Renders `markdown` below some front matter.
fn rendered(markdown: &str, options: &Options) -> (Body, Diagnostics, SourceText) {
    let text = SourceText::from(format!("{BEFORE}{markdown}"));
    let range = BEFORE.len()..text.len();
    let path = SourcePath::new("a.md");
    let written = Written { path, text: text.clone(), range, options: *options };
    let rendered = render(&written, Wanted { words: true, reader: None });
    (Body { content: rendered.content, outline: rendered.outline }, rendered.findings, text)
}

/// Checks the whole HTML of `markdown`, which has nothing wrong with it.
fn check(options: &Options, markdown: &str, expected: &str) {
    let (body, found, text) = rendered(markdown, options);
    assert_eq!(shown(&body.content.html), expected, "{markdown}");
    assert_eq!(listed(&found, &text), "", "{markdown}");
}

/// Checks what is found in `markdown`: `code line:column "text there"`, a line each; lines count from the body's first.
fn check_found(options: &Options, markdown: &str, expected: &str) {
    let (_, found, text) = rendered(markdown, options);
    assert_eq!(listed(&found, &text), expected, "{markdown}");
}

/// The HTML with each hole as `{what it is}`.
fn shown(fragment: &Fragment) -> String {
    let mut out = String::new();
    fragment.write(&mut out, &mut |hole, out| match hole {
        Hole::Href(link) => out.push_str(&format!("{{href {link}}}")),
        Hole::Size(link) => out.push_str(&format!("{{size {link}}}")),
        Hole::Mention(mention) => out.push_str(&format!("{{mention {mention}}}")),
        Hole::Directive(directive) => show_directive(directive, out),
    });
    out
}

fn show_directive(directive: &Directive, out: &mut String) {
    out.push_str(&format!("{{{}", directive.name));
    for attribute in &directive.attributes {
        match &attribute.value {
            AttributeValue::Text(text) => out.push_str(&format!(" {}={text:?}", attribute.name)),
            AttributeValue::Link(link) => out.push_str(&format!(" {}=link {link}", attribute.name)),
        }
    }
    match &directive.body {
        Some(body) => out.push_str(&format!(": {}}}", shown(body))),
        None => out.push('}'),
    }
}

fn listed(found: &Diagnostics, text: &str) -> String {
    let lines: Vec<String> =
        found.clone().sorted().iter().map(|diagnostic| line_of(diagnostic, text)).collect();
    lines.join("\n")
}

fn line_of(diagnostic: &Diagnostic, text: &str) -> String {
    let Some(span) = &diagnostic.span else { return format!("{} nowhere", diagnostic.code) };
    let Position { line, column } = Positions::new(text).of(span.range.start);
    let line = line - BEFORE.lines().count();
    format!("{} {line}:{column} {:?}", diagnostic.code, &text[span.range.clone()])
}
