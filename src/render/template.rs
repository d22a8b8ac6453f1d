//! Which template renders a page.

use crate::config::site_file;
use crate::diag::Diagnostic;
use crate::site::{Node, Site};
use crate::span::Span;

use super::engine::Engine;

/// The templates that every theme must have.
const REQUIRED: [&str; 7] = ["home", "section", "page", "taxonomy", "term", "404", "redirect"];

/// The template of a page: its own choice, else that of the nearest section above that chooses for its pages. That of a
/// section: its own choice, else the one of all sections or of the home page.
pub(super) fn template(site: &Site, node: Node) -> String {
    let own = site.document(node).and_then(|document| document.front.template.as_deref());
    let chosen = own.or_else(|| match node {
        Node::Page(page) => {
            let above = site.ancestors(site[page].section);
            above
                .iter()
                .rev()
                .find_map(|&section| site[section].document.as_ref()?.front.page_template.as_deref())
        }
        Node::Section(_) => None,
    });
    let usual = match node {
        Node::Page(_) => "page",
        Node::Section(section) if site[section].parent.is_none() => "home",
        Node::Section(_) => "section",
    };
    format!("{}.html", chosen.unwrap_or(usual))
}

/// Templates that authors chose and the theme does not have.
pub fn check_templates(site: &Site, engine: &Engine) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for document in site.nodes().into_iter().filter_map(|node| site.document(node)) {
        let chosen =
            [("template", &document.front.template), ("page_template", &document.front.page_template)];
        for (key, name) in chosen {
            // A component by itself is no page.
            let is_page = |name: &str| !name.contains('/') && engine.has(&format!("{name}.html"));
            if let Some(name) = name.as_ref().filter(|name| !is_page(name)) {
                findings.push(engine.unknown_template(name, document.yaml.place(&[key])));
            }
        }
    }
    for name in REQUIRED {
        if !engine.has(&format!("{name}.html")) {
            findings.push(engine.unknown_template(name, Span::file(&site_file())));
        }
    }
    findings
}
