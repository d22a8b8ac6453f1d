//! Routes into outputs.
//!
//! 1. [`Renderer::new`] makes once what pages share: a scene for each language and depth.
//! 2. [`Renderer::render`] makes the view of a route and hands it to its template, or writes its format.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::OnceLock;

use jiff::civil;
use tera::{Context, Map, Value};

use crate::campaign::Week;
use crate::config::FeedFormat;
use crate::diag::Diagnostic;
use crate::lang::Lang;
use crate::search;
use crate::permalink::{LinkBase, Permalink};
use crate::site::{
    self, Board, Bodies, Checked, FeedOf, FragmentCheck, Mentions, Node, PageId, Route, Site, What, feed_file,
};
use crate::source::{Blob, SourceFile, Sources};
use crate::text::Locale;
use crate::theme::{StaticContent, Theme};

use super::board::{self, Subject};
use super::engine::{Engine, FRAME};
use super::feed::{self, Feeds};
use super::fragment::Filler;
use super::frame::Around;
use super::scene::Scene;
use super::sitemap;
use super::views::{self, no_links};

/// A name that only some templates ask for: where its view is kept, and how it is made.
type OnDemand<'f> = (&'static str, &'f OnceLock<Value>, &'f dyn Fn() -> Value);

/// The template of an alias.
const REDIRECT: &str = "redirect.html";

/// What outputs are made of.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The site.
    pub site: &'a Site,
    /// Its theme.
    pub theme: &'a Theme,
    /// The theme's templates.
    pub engine: &'a Engine,
    /// The bodies of its pages.
    pub bodies: &'a Bodies,
    /// What their links mean.
    pub checked: &'a HashMap<Node, Checked>,
    /// The files that are copied.
    pub sources: &'a Sources,
    /// All outputs.
    pub routes: &'a [Route],
    /// What search reads, by language.
    pub indexes: &'a [search::Index],
    /// The day it is built for.
    pub today: civil::Date,
    /// Links name `index.html`.
    pub portable: bool,
}

/// An output.
#[derive(Debug, Clone)]
pub enum Rendered {
    /// Made by a template or a format, in UTF-8.
    Made(Vec<u8>),
    /// A file as it is.
    Blob(Blob),
}

/// Renders routes; what they share is made once.
#[derive(Debug)]
pub struct Renderer<'a> {
    pub(super) input: Input<'a>,
    scenes: HashMap<(Lang, usize), Scene>,
    pub(super) feeds: Feeds,
    /// What every view of a page says in the same words, in its own language; made with its first view.
    pub(super) facts: Vec<OnceLock<Map>>,
    /// What the top-level names of a template are, for those that are only made when asked for.
    names: HashMap<&'a str, BTreeSet<&'a str>>,
    /// How far the campaign is.
    pub(super) board: Board,
    /// The weeks of the campaign.
    pub(super) weeks: Vec<Week>,
    /// Where each undertaking stands in the campaign's list, by its id.
    pub(super) undertakings: HashMap<&'a str, usize>,
    /// The nominations there are, in order.
    pub(super) nominations: Vec<PageId>,
    /// The pages that name each official document.
    pub(super) mentions: Mentions,
    /// The pages of contents and movements.
    pub(super) subjects: HashMap<PageId, Subject>,
    /// The places that pages must have, by page.
    fragments: HashMap<&'a Permalink, Vec<&'a FragmentCheck>>,
}

impl<'a> Renderer<'a> {
    /// Makes what the routes share.
    pub fn new(input: Input<'a>) -> Self {
        let Input { site, theme, engine, routes, bodies, checked, today, portable, .. } = input;
        let mut scenes = HashMap::new();
        for route in routes {
            let Some(lang) = lang(site, route) else { continue };
            let depth = route.permalink.depth();
            scenes
                .entry((lang.clone(), depth))
                .or_insert_with(|| Scene::new(site, theme, lang, LinkBase::relative(depth, portable)));
        }
        let names = theme.templates.keys().filter(|name| !name.contains('/') || name.starts_with(FRAME));
        let mut fragments: HashMap<_, Vec<_>> = HashMap::new();
        for wanted in checked.values().flat_map(|checked| &checked.fragments) {
            fragments.entry(&wanted.permalink).or_default().push(wanted);
        }
        let undertakings = site.campaign.iter().flat_map(|campaign| &campaign.undertakings);
        Self {
            input,
            scenes,
            feeds: Feeds::new(site, routes),
            facts: vec![OnceLock::new(); site.pages.len()],
            names: names.map(|name| (name.as_str(), engine.names(name))).collect(),
            board: site::board(site, today),
            weeks: site.campaign.iter().flat_map(|campaign| campaign.period.weeks()).collect(),
            undertakings: undertakings.map(|it| it.id.as_str()).zip(0..).collect(),
            nominations: site::nominations(site, today),
            mentions: site::mentions(site, bodies, checked),
            subjects: board::subjects(site),
            fragments,
        }
    }

    /// Renders one output.
    pub fn render(&self, route: &Route) -> Result<Rendered, Vec<Diagnostic>> {
        let Input { site, sources, theme, .. } = self.input;
        let made = match &route.what {
            What::Page(id) => self.page(route, *id)?,
            What::Section(id, pager) => self.section(route, *id, pager)?,
            What::Taxonomy(id) => self.taxonomy(route, *id)?,
            What::Term(id, pager) => self.term(route, *id, pager)?,
            What::Feed(of, format) => feed::render(self, of, *format, &route.permalink)?,
            What::Alias { node, .. } => self.alias(route, *node)?,
            What::Sitemap(range) => sitemap::urls(site, &self.input.routes[range.clone()]),
            What::SitemapIndex(parts) => sitemap::index(site, parts),
            What::Export(export) => self.export(*export),
            What::Search { index, shard } => {
                self.input.indexes[*index].shards[*shard].script.as_bytes().to_vec()
            }
            What::Robots => sitemap::robots(site),
            What::NotFound(lang) => self.not_found(route, lang)?,
            What::Asset(path) => match sources.get(path.as_str()) {
                Some(SourceFile::Blob(blob)) => return Ok(Rendered::Blob(blob.clone())),
                Some(SourceFile::Text(file)) => file.text.as_bytes().to_vec(),
                None => Vec::new(),
            },
            What::Static(index) => match &theme.statics[*index].content {
                StaticContent::Blob(blob) => return Ok(Rendered::Blob(blob.clone())),
                StaticContent::Text(text) => text.as_bytes().to_vec(),
            },
        };
        let wanted = self.fragments.get(&route.permalink).map_or(&[][..], Vec::as_slice);
        let html = if wanted.is_empty() { "" } else { str::from_utf8(&made).unwrap_or_default() };
        let ids: HashSet<&str> = ids(html).collect();
        let missing = wanted.iter().filter(|wanted| !ids.contains(wanted.fragment.as_str()));
        let missing: Vec<_> = missing.map(|wanted| wanted.missing()).collect();
        if missing.is_empty() { Ok(Rendered::Made(made)) } else { Err(missing) }
    }

    fn alias(&self, route: &Route, node: Node) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let site = self.input.site;
        let scene = self.scene(site.lang(node), route);
        let target = site.permalink(node);
        let mut context = self.context(scene, route, &[]);
        context.insert_value("breadcrumbs", no_links());
        context.insert_value("feeds", no_links());
        context.insert("title", site.title(node));
        context.insert("target", &scene.base.href(target));
        context.insert("target_absolute", &self.absolute().map(|base| base.href(target)));
        if self.asks(REDIRECT, "frame") {
            context.insert_value("frame", self.frame(scene, route, Around::One, &[], &no_links())?);
        }
        self.finish(REDIRECT, context, scene, &route.permalink.output_path())
    }

    /// A server shows this page at any address, so its links start at the root of the host.
    fn not_found(&self, route: &Route, lang: &Lang) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let Input { site, theme, .. } = self.input;
        let base = match &site.config.base_url {
            Some(url) => LinkBase::rooted(url),
            None => LinkBase::relative(route.permalink.depth(), false),
        };
        let scene = Scene::new(site, theme, lang, base);
        let mut context = self.context(&scene, route, &[]);
        context.insert_value("breadcrumbs", no_links());
        context.insert_value("feeds", no_links());
        context.insert_value("frame", self.frame(&scene, route, Around::One, &[], &no_links())?);
        self.finish("404.html", context, &scene, &route.permalink.output_path())
    }

    pub(super) fn scene(&self, lang: &Lang, route: &Route) -> &Scene {
        &self.scenes[&(lang.clone(), route.permalink.depth())]
    }

    /// The names that every page gives its template.
    pub(super) fn context(
        &self,
        scene: &Scene,
        route: &Route,
        translations: &[(Lang, Permalink)],
    ) -> Context {
        let mut context = scene.shared.clone();
        context.insert("path", route.permalink.as_str());
        context.insert("translations", &self.translations(scene, translations));
        context.insert("canonical", &self.absolute().map(|base| base.href(&route.permalink)));
        context
    }

    /// Adds what only some templates ask for, and renders.
    pub(super) fn finish(
        &self,
        template: &str,
        mut context: Context,
        scene: &Scene,
        subject: &str,
    ) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let engine = self.input.engine;
        if !engine.has(template) {
            return Err(Vec::new()); // Who chose it has been told.
        }
        let asked = &scene.asked;
        let names: [OnDemand<'_>; 9] = [
            ("clock", &asked.clock, &|| self.clock_view(scene)),
            ("tree", &asked.tree, &|| self.tree_view(scene)),
            ("board", &asked.board, &|| self.board_view(scene)),
            ("nominations", &asked.nominations, &|| self.nominations_view(scene, None)),
            ("honours", &asked.honours, &|| self.honours_view(scene)),
            ("bulletin", &asked.bulletin, &|| self.bulletin_view(scene)),
            ("exports", &asked.exports, &|| self.exports_view(scene)),
            ("search", &asked.search, &|| self.search_view(scene)),
            ("documents", &asked.documents, &|| self.documents_view(scene)),
        ];
        for (name, made, make) in names.into_iter().filter(|(name, ..)| self.asks(template, name)) {
            context.insert_value(name, made.get_or_init(make).clone());
        }
        engine.render(template, &context, subject).map_err(|problem| vec![problem])
    }

    fn clock_view(&self, scene: &Scene) -> Value {
        let Input { site, today, .. } = self.input;
        let campaign = site.campaign.as_ref();
        Value::from_serializable(&campaign.map(|campaign| views::Clock::new(campaign, today, &scene.lang)))
    }

    fn search_view(&self, scene: &Scene) -> Value {
        let index = self.input.indexes.iter().find(|index| index.lang == scene.lang);
        let href = index.and_then(search::Index::entry).map(|entry| scene.base.href(entry));
        Value::from_serializable(&href.map(|index| views::Search { index }))
    }

    fn tree_view(&self, scene: &Scene) -> Value {
        let home = self.input.site.home(&scene.lang).map(|home| self.branch(scene, home));
        Value::from_serializable(&home.into_iter().collect::<Vec<_>>())
    }

    /// Whether a template mentions a top-level name.
    fn asks(&self, template: &str, name: &str) -> bool {
        self.names.get(template).is_some_and(|names| names.contains(name))
    }

    /// The HTML of a page's body, as it is read at `base`.
    pub(super) fn content(
        &self,
        node: Node,
        base: &LinkBase,
        at_home: bool,
        implicit: &Context,
    ) -> Result<String, Vec<Diagnostic>> {
        let Input { site, sources, engine, .. } = self.input;
        let Some(body) = self.input.bodies.get(&node) else { return Ok(String::new()) };
        let links = self.input.checked.get(&node).map_or(&[][..], |checked| &checked.links);
        let locale = site.lang(node).locale();
        let mentions = &body.mentions;
        Filler { site, sources, engine, node, links, mentions, base, at_home, implicit, locale }
            .html(&body.content)
    }

    /// The names that directives see in a feed, where there is no page around them.
    pub(super) fn implicit_for(&self, lang: &Lang, base: &LinkBase) -> Context {
        let scene = self.scenes.iter().find(|((of, _), _)| of == lang).map(|(_, scene)| scene);
        let mut implicit = scene.map(|scene| scene.implicit.clone()).unwrap_or_default();
        implicit.insert("root", base.root());
        implicit
    }

    /// How the site writes days and figures where there is no page to say it.
    pub(super) fn locale(&self) -> Locale {
        self.input.site.config.main().lang.locale()
    }

    /// How links are written away from the site; none without a base URL.
    pub(super) fn absolute(&self) -> Option<LinkBase> {
        self.input.site.config.base_url.as_ref().map(LinkBase::absolute)
    }

    /// The feeds of the language, and of what the page belongs to.
    pub(super) fn feed_links(&self, scene: &Scene, own: Option<FeedOf>) -> Vec<views::Feed> {
        let site = self.input.site;
        let home = site.home(&scene.lang).map(FeedOf::Section);
        let mut of: Vec<&FeedOf> = own.iter().chain(&home).filter(|of| self.feeds.contains(of)).collect();
        of.dedup();
        let links = of.into_iter().map(|of| {
            let permalink = feed::subject(site, of);
            let format = |&format: &FeedFormat| views::FeedFormat {
                kind: feed::kind(format),
                label: feed::label(format),
                mime: feed::mime(format),
                href: scene.base.href(&permalink.child_file(feed_file(format))),
            };
            views::Feed {
                title: feed::title(site, of),
                name: feed::name(site, of).map(str::to_owned),
                formats: site.config.feeds.formats.iter().map(format).collect(),
            }
        });
        links.collect()
    }
}

/// The ids that a page gives.
fn ids(html: &str) -> impl Iterator<Item = &str> {
    let starts = html.match_indices("id=\"").filter(|(at, _)| html[..*at].ends_with([' ', '\n']));
    starts.filter_map(|(at, start)| html[at + start.len()..].split('"').next())
}

/// The language of a route that a template renders.
fn lang<'a>(site: &'a Site, route: &'a Route) -> Option<&'a Lang> {
    match &route.what {
        What::Page(page) => Some(&site[*page].document.lang),
        What::Section(section, _) => Some(&site[*section].lang),
        What::Taxonomy(taxonomy) => Some(&site[*taxonomy].lang),
        What::Term(term, _) => Some(&site[site[*term].taxonomy].lang),
        What::Alias { node, .. } => Some(site.lang(*node)),
        What::NotFound(_)
        | What::Feed(..)
        | What::Sitemap(_)
        | What::SitemapIndex(_)
        | What::Export(_)
        | What::Search { .. }
        | What::Robots
        | What::Asset(_)
        | What::Static(_) => None,
    }
}
