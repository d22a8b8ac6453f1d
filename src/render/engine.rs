//! The templates of a theme, compiled.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use tera::{ComponentInfo, Context, Kwargs, State, Tera, TeraResult, Value};

use crate::diag::{Diagnostic, message};
use crate::span::Span;
use crate::text::suggest;
use crate::theme::Theme;

use super::explain::{self, Templates};
use super::key::{self, Key};
use super::linked::unbroken;

/// Directives are the components in this namespace.
const DIRECTIVE: &str = "directive.";

/// The folder of the templates that stand around many pages.
pub(super) const FRAME: &str = "frame/";

/// The template of a page in a list.
pub(super) const CARD: &str = "card.html";

/// Bytes to begin a page with, which many do not exceed.
const PAGE: usize = 16 << 10;

/// Templates that no author chooses.
const NOT_CHOSEN: [&str; 7] = ["404", "base", "card", "doc", "redirect", "taxonomy", "term"];

/// The compiled templates of a theme.
#[derive(Debug)]
pub struct Engine {
    tera: Tera,
    templates: Templates,
    /// What each template is named by, and the components together.
    keys: HashMap<String, Key>,
    /// The top-level names that each template of a page mentions.
    names: HashMap<String, BTreeSet<String>>,
}

impl Engine {
    /// Compiles the templates of `theme`; what is wrong with them otherwise.
    pub fn compile(theme: &Theme) -> Result<Self, Vec<Diagnostic>> {
        let mut tera = Tera::new();
        tera.register_filter("fill", fill);
        tera.register_filter("unbroken", unbroken);
        let templates = theme.templates.clone();
        let texts: BTreeMap<_, _> =
            templates.iter().map(|(name, template)| (name.as_str(), &*template.text)).collect();
        if let Err(error) = tera.add_raw_templates(texts.iter().map(|(name, text)| (*name, *text))) {
            return Err(explain::syntax(&error, &templates));
        }
        let keys = key::of_templates(&texts);
        let names = texts.keys().filter(|name| !name.contains('/') || name.starts_with(FRAME));
        let names = names.map(|name| ((*name).to_owned(), mentioned(&tera, name))).collect();
        Ok(Self { tera, templates, keys, names })
    }

    /// What a template is named by, with all it may use.
    pub(super) fn key(&self, template: &str) -> Key {
        self.keys.get(template).copied().unwrap_or_default()
    }

    /// The top-level names that a template mentions, in itself and in what it includes or extends.
    pub(super) fn names(&self, template: &str) -> impl Iterator<Item = &str> {
        self.names.get(template).into_iter().flatten().map(String::as_str)
    }

    /// Whether a template mentions a top-level name.
    pub(super) fn asks(&self, template: &str, name: &str) -> bool {
        self.names.get(template).is_some_and(|names| names.contains(name))
    }

    /// Whether the theme has a template of this name.
    pub fn has(&self, template: &str) -> bool {
        self.tera.contains_template(template)
    }

    /// The templates that stand around many pages.
    pub(super) fn frames(&self) -> impl Iterator<Item = &str> {
        self.templates.keys().map(String::as_str).filter(|name| name.starts_with(FRAME))
    }

    /// The finding for a template that the theme does not have.
    pub fn unknown_template(&self, name: &str, at: Span) -> Diagnostic {
        let known: Vec<&str> = self
            .templates
            .keys()
            .filter_map(|template| template.strip_suffix(".html"))
            .filter(|name| !name.contains('/') && !NOT_CHOSEN.contains(name))
            .collect();
        let list = known.join(", ");
        let plain = name.strip_suffix(".html").unwrap_or(name);
        Diagnostic::error(
            "unknown-template",
            message!("giao diện không có mẫu trang “{name}”", "the theme has no template “{name}”"),
        )
        .at(at)
        .help(match suggest::nearest(plain, known.iter().copied()) {
            Some(near) => message!("có phải là “{near}”?", "did you mean “{near}”?"),
            None => message!("các mẫu trang: {list}", "the templates: {list}"),
        })
    }

    /// Renders `template` into UTF-8; `subject` says for whom, should it fail.
    pub fn render(&self, template: &str, context: &Context, subject: &str) -> Result<Vec<u8>, Diagnostic> {
        let mut made = Vec::with_capacity(PAGE);
        match self.tera.render_to(template, context, &mut made) {
            Ok(()) => Ok(made),
            Err(error) => Err(explain::render(&error, &self.templates, subject)),
        }
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
            .map_err(|error| explain::render(&error, &self.templates, subject))
    }
}

fn mentioned(tera: &Tera, template: &str) -> BTreeSet<String> {
    let names = tera.get_template_variables(template).unwrap_or_default();
    names.into_iter().map(str::to_owned).collect()
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
