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
    let shown = renderer.shown(route);
    let title = match &route.what {
        What::Section(id, _) => &site[*id].title,
        What::Term(id, _) => &site[*id].title,
        What::Page(id) => &site[*id].document.title,
        What::Feed(..) => {
            let has = shown.bodies.contains(&Node::Page(page));
            return has.then(|| (message!("bản tin tự động", "a feed"), route.permalink.to_string()));
        }
        _ => return None,
    };
    shown.cards.contains(&page).then(|| (message!("danh sách", "a list"), title.clone()))
}
