//! The templates of a theme, compiled.

use std::collections::BTreeSet;

use tera::{ComponentInfo, Context, ErrorKind, Kwargs, ReportError, State, Tera, TeraResult, Value};

use crate::diag::{Diagnostic, message};
use crate::span::{SourcePath, Span};
use crate::text::suggest;
use crate::theme::Theme;

/// Directives are the components in this namespace.
const DIRECTIVE: &str = "directive.";

/// The compiled templates of a theme.
#[derive(Debug)]
pub struct Engine {
    tera: Tera,
    paths: Vec<(String, SourcePath)>,
}

impl Engine {
    /// Compiles the templates of `theme`.
    pub fn compile(theme: &Theme) -> Result<Self, Diagnostic> {
        let mut tera = Tera::new();
        tera.register_filter("fill", fill);
        let templates = theme.templates.iter();
        let paths: Vec<_> =
            templates.clone().map(|(name, template)| (name.clone(), template.path.clone())).collect();
        let added =
            tera.add_raw_templates(templates.map(|(name, template)| (name.as_str(), &*template.text)));
        let engine = Self { tera, paths };
        match added {
            Ok(()) => Ok(engine),
            Err(error) => Err(engine.explain(&error, None)),
        }
    }

    /// Whether the theme has a template of this name.
    pub fn has(&self, template: &str) -> bool {
        self.tera.contains_template(template)
    }

    /// The finding for a template that the theme does not have.
    pub fn unknown_template(&self, name: &str, at: Span) -> Diagnostic {
        let known: Vec<&str> = self
            .paths
            .iter()
            .filter(|(template, _)| !template.contains('/') && template != "base.html")
            .filter_map(|(template, _)| template.strip_suffix(".html"))
            .collect();
        let list = known.join(", ");
        Diagnostic::error(
            "unknown-template",
            message!("giao diện không có mẫu trang “{name}”", "the theme has no template “{name}”"),
        )
        .at(at)
        .help(match suggest::nearest(name, known.iter().copied()) {
            Some(near) => message!("có phải là “{near}”?", "did you mean “{near}”?"),
            None => message!("các mẫu trang: {list}", "the templates: {list}"),
        })
    }

    /// The top-level names that a template mentions, in itself and in what it includes or extends.
    pub fn names(&self, template: &str) -> BTreeSet<&str> {
        self.tera
            .get_template_variables(template)
            .map(|names| names.into_iter().collect())
            .unwrap_or_default()
    }

    /// Renders `template`; `subject` says for whom, should it fail.
    pub fn render(&self, template: &str, context: &Context, subject: &str) -> Result<String, Diagnostic> {
        self.tera.render(template, context).map_err(|error| self.explain(&error, Some(subject)))
    }

    /// The component behind a directive.
    pub fn directive(&self, name: &str) -> Option<ComponentInfo> {
        self.tera.get_component_definition(&component_name(name))
    }

    /// The directives that the theme has, as authors write them.
    pub fn directives(&self) -> Vec<String> {
        let names = self.tera.get_component_names().filter_map(|name| name.strip_prefix(DIRECTIVE));
        let mut names: Vec<_> = names.map(|name| name.replace('_', "-")).collect();
        names.sort_unstable();
        names
    }

    /// Renders the component behind a directive.
    pub fn render_directive(
        &self,
        name: &str,
        arguments: &Context,
        implicit: &Context,
        body: Option<&str>,
        subject: &str,
    ) -> Result<String, Diagnostic> {
        self.tera
            .render_component_with_implicits(&component_name(name), arguments, implicit, body, true)
            .map_err(|error| self.explain(&error, Some(subject)))
    }

    fn explain(&self, error: &tera::Error, subject: Option<&str>) -> Diagnostic {
        let finding = match subject {
            Some(subject) => Diagnostic::error(
                "template-render",
                message!("mẫu trang không dựng được “{subject}”", "the template cannot render “{subject}”"),
            ),
            None => Diagnostic::error(
                "template-syntax",
                message!("mẫu trang viết sai cú pháp Tera", "the template is not valid Tera"),
            ),
        };
        let said = match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => report.message().to_owned(),
            other => other.to_string(),
        };
        let finding = finding.help(message!("Tera báo: {said}", "Tera says: {said}"));
        match self.place(error.kind()) {
            Some(span) => finding.at(span),
            None => finding,
        }
    }

    fn place(&self, kind: &ErrorKind) -> Option<Span> {
        let path_of = |name: &str| {
            let found = self.paths.iter().find(|(template, _)| template == name);
            found.map(|(_, path)| path)
        };
        let of_report =
            |report: &ReportError| Some(Span::new(path_of(report.filename())?, report.span().range.clone()));
        match kind {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => of_report(report),
            ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
                path_of(tpl).map(Span::file)
            }
            ErrorKind::MissingParent { current, .. } => path_of(current).map(Span::file),
            _ => None,
        }
    }
}

/// `ghi-chu` is the component `directive.ghi_chu`.
fn component_name(directive: &str) -> String {
    format!("{DIRECTIVE}{}", directive.replace('-', "_"))
}

/// Puts values into the holes of a string: `{{ t.posts | fill(n=3) }}` makes "3 bài" of "{n} bài".
fn fill(text: &str, values: Kwargs, _: &State<'_>) -> TeraResult<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        let Some(length) = rest[start..].find('}') else { break };
        let name = &rest[start + 1..start + length];
        out.push_str(&rest[..start]);
        match values.get::<Value>(name)? {
            Some(value) => out.push_str(&value.to_string()),
            None => out.push_str(&rest[start..=start + length]),
        }
        rest = &rest[start + length + 1..];
    }
    out.push_str(rest);
    Ok(out)
}
