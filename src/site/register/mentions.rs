//! Which pages name a document: by its number in their title or text, in the plan if they show it, by a link to its page,
//! or in their own `document:` block.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use crate::lang::Lang;
use crate::text::collate;

use super::super::check::{Bodies, Checks, Resolved};
use super::super::model::{Node, PageId, Site};
use super::{Entry, named};

/// The pages and sections that name a document, by its page: newest first, those without a day after them by title.
pub type Mentions = HashMap<PageId, Vec<Node>>;

/// The page that the number `written` in the text of `node` leads to; none on the document's own page.
pub fn mentioned(site: &Site, node: Node, written: &str) -> Option<PageId> {
    let entry = site.register.find(written)?;
    page_for(entry, node, site.lang(node))
}

/// Finds the pages that name each document. What the texts of the campaign name, a page names that shows the plan.
pub fn mentions(
    site: &Site,
    bodies: &Bodies,
    checked: &Checks,
    shows_plan: &dyn Fn(Node) -> bool,
) -> Mentions {
    let mut found = Mentions::new();
    if site.register.entries().is_empty() {
        return found;
    }
    for node in site.nodes() {
        let lang = site.lang(node);
        let document = site.document(node).into_iter();
        let named =
            document.flat_map(|document| named::in_document(document, bodies.get(node).map(Arc::as_ref)));
        let plan = site.campaign.iter().filter(|_| shows_plan(node)).flat_map(named::in_campaign);
        let in_text = named.chain(plan).filter_map(|named| mentioned(site, node, named.number));
        let links = checked.get(node).into_iter().flat_map(|checked| &checked.links);
        let linked = links.filter_map(|link| match link {
            Resolved::Page { node: Node::Page(page), .. } => {
                let entry = site.register.of_page(*page)?;
                (!is_of(entry, node)).then_some(*page)
            }
            _ => None,
        });
        let own = match node {
            Node::Page(page) => site.register.of_page(page),
            Node::Section(_) => None,
        };
        let cited = own.into_iter().flat_map(|own| own.legal_basis.iter().chain(&own.replaces));
        let cited = cited.filter_map(|cited| page_for(&site.register.entries()[cited.entry?], node, lang));
        for page in in_text.chain(linked).chain(cited) {
            let by = found.entry(page).or_default();
            if by.last() != Some(&node) {
                by.push(node);
            }
        }
    }
    for nodes in found.values_mut() {
        nodes.sort_by_cached_key(|node| {
            let date = site.document(*node).and_then(|document| document.date);
            (Reverse(date), collate::key(site.title(*node)), *node)
        });
        nodes.dedup();
    }
    found
}

fn page_for(entry: &Entry, node: Node, lang: &Lang) -> Option<PageId> {
    (!is_of(entry, node)).then(|| entry.page_in(lang))
}

fn is_of(entry: &Entry, node: Node) -> bool {
    matches!(node, Node::Page(page) if entry.has(page))
}
