//! Which bodies an output shows, whole or by their cards: what it could show, found without making it.

use std::collections::BTreeMap;

use crate::permalink::Permalink;
use crate::search;
use crate::site::{Node, PageId, Route, What};

use super::renderer::Renderer;
use super::template::template;

/// The bodies that an output shows.
#[derive(Debug, Default, Clone)]
pub struct Shown {
    /// Whole.
    pub bodies: Vec<Node>,
    /// Only by what a card tells of them.
    pub cards: Vec<PageId>,
    /// All of them, by the index of search that begins there.
    pub index: Option<Permalink>,
    /// What a shard of it is made from, and nothing else.
    pub shard: Option<search::Key>,
}

impl Renderer<'_> {
    /// What the output of a route shows of bodies.
    pub fn shown(&self, route: &Route) -> Shown {
        let site = self.input.site;
        let listed = |lists: &BTreeMap<String, Vec<PageId>>| lists.values().flatten().copied().collect();
        match &route.what {
            What::Page(id) => {
                let node = Node::Page(*id);
                let (cards, index) = (listed(&site[*id].lists), self.index_of(node));
                Shown { bodies: vec![node], cards, index, ..Shown::default() }
            }
            What::Section(id, pager) => {
                let mut cards: Vec<PageId> = listed(&site[*id].lists);
                cards.extend(&site[*id].pages[pager.items.clone()]);
                let node = Node::Section(*id);
                Shown { bodies: vec![node], cards, index: self.index_of(node), ..Shown::default() }
            }
            What::Term(id, pager) => {
                Shown { cards: site[*id].pages[pager.items.clone()].to_vec(), ..Shown::default() }
            }
            What::Feed(of, _) => {
                let posts = self.feeds.posts(of).iter();
                Shown { bodies: posts.map(|&post| Node::Page(post)).collect(), ..Shown::default() }
            }
            What::Search { index, shard } => {
                Shown { shard: Some(self.shard(*index, *shard).key), ..Shown::default() }
            }
            What::Taxonomy(_)
            | What::Alias { .. }
            | What::Sitemap(_)
            | What::SitemapIndex(_)
            | What::Export(_)
            | What::Robots
            | What::NotFound(_)
            | What::Asset(_)
            | What::Static(_) => Shown::default(),
        }
    }

    /// Whether a page shows where the index of search begins.
    pub fn shows_index(&self, route: &Route) -> bool {
        match &route.what {
            What::Page(id) => self.names_index(Node::Page(*id)),
            What::Section(id, _) => self.names_index(Node::Section(*id)),
            _ => false,
        }
    }

    fn names_index(&self, node: Node) -> bool {
        self.input.engine.asks(&template(self.input.site, node), "search")
    }

    /// Where the index of search begins, for a page that names it.
    fn index_of(&self, node: Node) -> Option<Permalink> {
        let site = self.input.site;
        if !self.names_index(node) {
            return None;
        }
        let index = self.input.indexes.all().iter().find(|index| index.lang == *site.lang(node))?;
        index.entry().cloned()
    }
}
