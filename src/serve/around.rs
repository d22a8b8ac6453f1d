//! Which outputs show a page besides its own: what changes when it does.

use crate::diag::{Message, message};
use crate::permalink::LinkBase;
use crate::pipeline::Edition;
use crate::render::Renderer;
use crate::site::{Node, PageId, Resolved, Route, Site, What};

/// An output that shows something of a page.
pub(super) struct Around {
    /// How.
    pub(super) how: Message,
    /// What the output is called.
    pub(super) title: String,
    /// Where it is.
    pub(super) href: String,
}

/// The outputs that show something of `node`; those of the site's frame, which show every section, are not told.
pub(super) fn of(edition: &Edition, renderer: &Renderer<'_>, node: Node, base: &LinkBase) -> Vec<Around> {
    let site = edition.site();
    let mut around = Vec::new();
    if let Node::Page(page) = node {
        let listing = edition.routes().iter().filter_map(|route| {
            let (how, title) = listed(site, renderer, route, page)?;
            Some(Around { how, title, href: base.href(&route.permalink) })
        });
        around.extend(listing);
    }
    let at = |other: Node, how: Message| Around {
        how,
        title: site.title(other).to_owned(),
        href: base.href(site.permalink(other)),
    };
    for other in site.nodes().into_iter().filter(|other| *other != node) {
        if let (Node::Page(page), Node::Page(id)) = (node, other)
            && (site[id].previous == Some(page) || site[id].next == Some(page))
        {
            around.push(at(other, message!("bài liền kề", "its neighbour")));
        }
        let mut links = edition.checked(other).into_iter().flat_map(|checked| &checked.links);
        if links.any(|link| matches!(link, Resolved::Page { node: to, .. } if *to == node)) {
            around.push(at(other, message!("dẫn tới trang này", "links to it")));
        }
    }
    around
}

/// How a route lists a page, and its title; none if it does not.
fn listed(site: &Site, renderer: &Renderer<'_>, route: &Route, page: PageId) -> Option<(Message, String)> {
    let asked = |lists: &std::collections::BTreeMap<String, Vec<PageId>>| {
        lists.values().any(|list| list.contains(&page))
    };
    let list = || message!("danh sách", "a list");
    match &route.what {
        What::Section(id, pager) => {
            let section = &site[*id];
            let own = section.pages.get(pager.items.clone()).is_some_and(|shown| shown.contains(&page));
            (own || asked(&section.lists)).then(|| (list(), section.title.clone()))
        }
        What::Term(id, pager) => {
            let term = &site[*id];
            let own = term.pages.get(pager.items.clone()).is_some_and(|shown| shown.contains(&page));
            own.then(|| (list(), term.title.clone()))
        }
        What::Page(id) => {
            let other = &site[*id];
            asked(&other.lists).then(|| (list(), other.document.title.clone()))
        }
        What::Feed(..) => {
            let path = &site[page].document.path;
            let own = renderer.shown(route).any(|body| body.written.path == *path);
            own.then(|| (message!("bản tin tự động", "a feed"), route.permalink.to_string()))
        }
        _ => None,
    }
}
