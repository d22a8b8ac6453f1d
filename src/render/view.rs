//! An output before it is made: what its template sees, all but what is dear to make.
//!
//! Bodies, cards and frames wait until it is known that the output must be made ([`Renderer::make`]); what it would show has
//! a name already ([`Renderer::key`]).

use std::collections::BTreeMap;

use tera::{Map, Value};

use crate::diag::Diagnostic;
use crate::lang::Lang;
use crate::permalink::Permalink;
use crate::search;
use crate::site::{FragmentCheck, Node, PageId};

use super::feed::Feed;
use super::frame::Around;
use super::renderer::{Rendered, Renderer};
use super::scene::Scene;

/// An output that may be made.
pub enum Prepared<'r> {
    /// By a template.
    View(View<'r>),
    /// As a feed.
    Feed(Feed<'r>),
    /// For search in the browser: it is named by what it is made from.
    Shard(&'r search::Shard),
    /// It is made already: doing so is no more work than finding out whether to.
    Made(Rendered),
}

/// What a template sees.
pub struct View<'r> {
    pub(super) template: String,
    /// For whom it is rendered, should that fail.
    pub(super) subject: String,
    /// The names that all pages like this share.
    pub(super) scene: &'r Scene,
    /// Names of its own.
    pub(super) names: Vec<(&'static str, Value)>,
    /// What it is about, `page` or `section`: the fields at hand.
    pub(super) thing: Option<(&'static str, Map)>,
    /// The field `content` of that, and `toc`.
    pub(super) body: Option<ShownBody>,
    /// The field `pages`.
    pub(super) pages: Option<&'r [PageId]>,
    /// The field `lists`.
    pub(super) lists: Option<&'r BTreeMap<String, Vec<PageId>>>,
    /// Whose frame it has.
    pub(super) around: Around,
    pub(super) here: &'r Permalink,
    pub(super) translations: &'r [(Lang, Permalink)],
    pub(super) feeds: Value,
    /// The places that the page must have when it is done.
    pub(super) wanted: &'r [&'r FragmentCheck],
}

/// A body that a page shows.
#[derive(Debug, Clone, Copy)]
pub(super) struct ShownBody {
    pub(super) node: Node,
    /// Whether it is shown on its own page.
    pub(super) at_home: bool,
    /// Whether its author wants a table of contents.
    pub(super) wants_toc: bool,
}

impl Prepared<'_> {
    /// The template or format that makes it; none for a file that is copied, or a format of which there is but one.
    pub fn maker(&self) -> Option<&str> {
        match self {
            Prepared::View(view) => Some(&view.template),
            Prepared::Feed(feed) => Some(super::feed::kind(feed.format)),
            Prepared::Shard(_) | Prepared::Made(_) => None,
        }
    }
}

impl<'r> View<'r> {
    /// A view without anything of its own.
    pub(super) fn new(template: &str, subject: &str, scene: &'r Scene, here: &'r Permalink) -> Self {
        Self {
            template: template.to_owned(),
            subject: subject.to_owned(),
            scene,
            names: Vec::new(),
            thing: None,
            body: None,
            pages: None,
            lists: None,
            around: Around::One,
            here,
            translations: &[],
            feeds: super::views::no_links(),
            wanted: &[],
        }
    }
}

impl Renderer<'_> {
    /// Makes an output.
    pub fn make(&self, prepared: Prepared<'_>) -> Result<Rendered, Vec<Diagnostic>> {
        match prepared {
            Prepared::View(view) => self.make_view(view).map(Rendered::Made),
            Prepared::Feed(feed) => super::feed::write(self, &feed).map(Rendered::Made),
            // Nobody asks for one that stands.
            Prepared::Shard(shard) => {
                Ok(shard.script.clone().map_or_else(|| Rendered::Made(Vec::new()), Rendered::Blob))
            }
            Prepared::Made(made) => Ok(made),
        }
    }

    fn make_view(&self, view: View<'_>) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let View { scene, here, translations, around, wanted, .. } = view;
        let mut context = scene.shared.clone();
        if let Some((name, mut fields)) = view.thing {
            if let Some(body) = view.body {
                fields.extend(self.body_fields(scene, body)?);
            }
            if let Some(pages) = view.pages {
                fields.insert("pages".into(), self.cards(scene, pages)?);
            }
            if let Some(lists) = view.lists {
                let cards =
                    lists.iter().map(|(name, pages)| Ok((name.clone().into(), self.cards(scene, pages)?)));
                fields.insert("lists".into(), cards.collect::<Result<Map, Vec<Diagnostic>>>()?.into());
            }
            context.insert_value(name, fields.into());
        }
        if self.input.engine.asks(&view.template, "frame") {
            context.insert_value("frame", self.frame(scene, here, around, translations, &view.feeds)?);
        }
        context.insert_value("feeds", view.feeds);
        for (name, value) in view.names {
            context.insert_value(name, value);
        }
        let made = self.finish(&view.template, context, scene, &view.subject)?;
        self.require(wanted, &made)?;
        Ok(made)
    }
}
