//! The HTML of a body, its holes filled for the place it is read at.

use std::cell::RefCell;

use tera::{Context, Value};

use crate::diag::{Diagnostic, message};
use crate::markdown::{Attribute, AttributeValue, Body, Directive, Fragment, Hole, Mention};
use crate::permalink::LinkBase;
use crate::site::{Node, Resolved, Site, mentioned};
use crate::source::{Blob, SourceFile, Sources};
use crate::text::{Locale, numbers};

use super::directive::check_directive;
use super::engine::Engine;
use super::key::Naming;
use super::linked::{escape, link, whole};

/// What the holes of a body are filled from.
pub(super) struct Filler<'a> {
    pub(super) site: &'a Site,
    pub(super) sources: &'a Sources,
    pub(super) engine: &'a Engine,
    /// Whose body it is.
    pub(super) node: Node,
    /// The body.
    pub(super) body: &'a Body,
    /// What its links mean.
    pub(super) links: &'a [Resolved],
    /// How links are written where it is read.
    pub(super) base: &'a LinkBase,
    /// Whether it is read in its own page, where a link to a place in it needs no address.
    pub(super) at_home: bool,
    /// The names that directives see besides their attributes.
    pub(super) implicit: &'a Context,
    pub(super) locale: Locale,
}

impl Filler<'_> {
    /// The HTML, or what the theme's components could not render.
    pub(super) fn html(&self) -> Result<String, Vec<Diagnostic>> {
        let problems = RefCell::new(Vec::new());
        let html = self.write(&self.body.content().html, &problems);
        let problems = problems.into_inner();
        if problems.is_empty() { Ok(html) } else { Err(problems) }
    }

    /// Names all that may go into the holes.
    pub(super) fn name(&self, naming: &mut Naming) {
        for link in 0..self.links.len() {
            naming.text(&self.href(link));
            let Some(blob) = self.blob(link) else { continue };
            let (width, height) = blob.dimensions.unwrap_or_default();
            naming.text(&format!("{width} {height} {}", blob.len));
        }
        for Mention { number, .. } in &self.body.outline.mentions {
            let page = mentioned(self.site, self.node, number);
            naming.text(page.map_or("", |page| self.site[page].permalink.as_str()));
        }
    }

    fn write(&self, fragment: &Fragment, problems: &RefCell<Vec<Diagnostic>>) -> String {
        let mut html = String::new();
        fragment.write(&mut html, &mut |hole, out| match hole {
            Hole::Href(link) => escape(&self.href(*link), out),
            Hole::Size(link) => {
                if let Some((width, height)) = self.blob(*link).and_then(|blob| blob.dimensions) {
                    out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
                }
            }
            Hole::Mention(mention) => self.mention(*mention, out),
            Hole::Directive(directive) => match self.directive(directive, problems) {
                Ok(html) => out.push_str(&html),
                Err(problem) => problems.borrow_mut().push(problem),
            },
        });
        html
    }

    /// The number of a document: a link to its page, if it has one and this is another.
    fn mention(&self, mention: usize, out: &mut String) {
        let Some(Mention { number, .. }) = self.body.outline.mentions.get(mention) else { return };
        match mentioned(self.site, self.node, number) {
            Some(page) => link(number, &self.base.href(&self.site[page].permalink), out),
            None => whole(number, out),
        }
    }

    fn directive(
        &self,
        directive: &Directive,
        problems: &RefCell<Vec<Diagnostic>>,
    ) -> Result<String, Diagnostic> {
        let body = directive.body.as_ref().map(|body| self.write(body, problems));
        let component = self.engine.directive(&directive.name);
        if component.is_none() || !check_directive(self.engine, directive).is_empty() {
            return Ok(String::new()); // Its author has been told.
        }
        let takes = |name: &str| {
            component.as_ref().is_some_and(|component| component.args().iter().any(|arg| arg.name() == name))
        };
        let mut arguments = Context::new();
        for attribute in &directive.attributes {
            arguments.insert_value(attribute.name.clone(), self.attribute(attribute, component.as_ref()));
            let AttributeValue::Link(link) = attribute.value else { continue };
            let Some(blob) = self.blob(link) else { continue };
            let (width, height) = blob.dimensions.unwrap_or_default();
            let facts = [
                ("width", Value::from_serializable(&width)),
                ("height", Value::from_serializable(&height)),
                ("size", Value::from_serializable(&numbers::bytes(blob.len, self.locale))),
                ("type", Value::from_serializable(&self.file_type(link))),
            ];
            for (fact, value) in facts {
                let name = format!("{}_{fact}", attribute.name);
                if takes(&name) {
                    arguments.insert_value(name, value);
                }
            }
        }
        let of = self.site.document(self.node).map_or("", |document| document.path.as_str());
        let subject = format!("{of}: ::{}", directive.name);
        self.engine
            .render_directive(&directive.name, &arguments, self.implicit, body.as_deref(), &subject)
            .map_err(|finding| finding.and_at(directive.span.clone(), message!("khối này", "this block")))
    }

    fn attribute(&self, attribute: &Attribute, component: Option<&tera::ComponentInfo>) -> Value {
        match &attribute.value {
            AttributeValue::Link(link) => Value::from_serializable(&self.href(*link)),
            AttributeValue::Text(text) => {
                let declared = component.and_then(|component| {
                    component
                        .args()
                        .iter()
                        .find(|arg| arg.name() == attribute.name)
                        .and_then(|arg| arg.arg_type())
                });
                super::directive::typed(text, declared).unwrap_or_else(|| Value::from_serializable(text))
            }
        }
    }

    /// The link as it is written in this place.
    fn href(&self, link: usize) -> String {
        match self.links.get(link) {
            Some(Resolved::Page { node, fragment: Some(fragment) }) if *node == self.node && self.at_home => {
                format!("#{fragment}")
            }
            Some(Resolved::Page { node, fragment }) => {
                self.base.href_to(self.site.permalink(*node), fragment.as_deref())
            }
            Some(Resolved::File { path, fragment }) => {
                let permalink = self.site.assets.get(path);
                permalink
                    .map(|permalink| self.base.href_to(permalink, fragment.as_deref()))
                    .unwrap_or_default()
            }
            Some(Resolved::Outside(url)) => url.clone(),
            Some(Resolved::Broken) | None => "#".to_owned(),
        }
    }

    /// The published file behind a link.
    fn blob(&self, link: usize) -> Option<&Blob> {
        match self.links.get(link)? {
            Resolved::File { path, .. } => match self.sources.get(path.as_str())? {
                SourceFile::Blob(blob) => Some(blob),
                SourceFile::Text(_) => None,
            },
            Resolved::Page { .. } | Resolved::Outside(_) | Resolved::Broken => None,
        }
    }

    /// The kind of file as readers know it: `PDF`.
    fn file_type(&self, link: usize) -> String {
        match self.links.get(link) {
            Some(Resolved::File { path, .. }) => path.extension().to_uppercase(),
            _ => String::new(),
        }
    }
}
