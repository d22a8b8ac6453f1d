//! Routes into outputs.
//!
//! 1. [`Renderer::new`] makes once what pages share: a scene for each language and depth.
//! 2. [`Renderer::prepare`] makes the view of a route; [`Renderer::key`] names what it shows.
//! 3. [`Renderer::make`] hands it to its template, or writes its format.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use blake3::Hash;
use jiff::civil;
use tera::{Context, Map, Value};

use crate::campaign::Week;
use crate::config::FeedFormat;
use crate::diag::Diagnostic;
use crate::lang::Lang;
use crate::permalink::{LinkBase, Permalink};
use crate::search;
use crate::site::{
    self, Board, Bodies, Checks, FeedOf, FragmentCheck, Mentions, Node, PageId, Route, Site, What, feed_file,
};
use crate::source::{Blob, SourceFile, Sources};
use crate::text::Locale;
use crate::theme::{StaticContent, Theme};

use super::board::{self, Subject};
use super::campaign;
use super::engine::Engine;
use super::feed::{self, Entry, Feeds};
use super::fragment::Filler;
use super::page;
use super::scene::Scene;
use super::sitemap;
use super::template::template;
use super::view::{Prepared, ShownBody, View};
use super::views::{self, fields, no_links};

/// The template of an alias.
const REDIRECT: &str = "redirect.html";

/// The template of the page for what is not there.
const NOT_FOUND: &str = "404.html";

/// The indexes of search, which some make only when they are asked for.
pub trait Indexes: Sync {
    /// All of them, by language.
    fn all(&self) -> &[search::Index];
}

/// What outputs are made of.
#[derive(Clone, Copy)]
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
    pub checked: &'a Checks,
    /// The files that are copied.
    pub sources: &'a Sources,
    /// All outputs.
    pub routes: &'a [Route],
    /// What search reads, by language.
    pub indexes: &'a dyn Indexes,
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

impl Rendered {
    /// Of its bytes.
    pub fn hash(&self) -> Hash {
        match self {
            Self::Made(bytes) => blake3::hash(bytes),
            Self::Blob(blob) => blob.hash,
        }
    }
}

/// Renders routes; what they share is made once.
pub struct Renderer<'a> {
    pub(super) input: Input<'a>,
    scenes: HashMap<(Lang, usize), Scene>,
    /// For the pages that a server shows at any address.
    rooted: HashMap<Lang, Scene>,
    /// How links are written away from the site; none without a base URL.
    pub(super) away: Option<LinkBase>,
    /// The names that directives see there, by language.
    implicit_away: HashMap<Lang, Context>,
    pub(super) feeds: Feeds<'a>,
    /// What every view of a page says in the same words, in its own language; made with its first view.
    pub(super) facts: Vec<OnceLock<Map>>,
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
        let mut scenes: HashMap<(Lang, usize), Scene> = HashMap::new();
        let mut last = None;
        let mut rooted = HashMap::new();
        for route in routes {
            if let What::NotFound(lang) = &route.what {
                let base = match &site.config.base_url {
                    Some(url) => LinkBase::rooted(url),
                    None => LinkBase::relative(route.permalink.depth(), false),
                };
                rooted.insert(lang.clone(), Scene::new(site, theme, lang, base));
            }
            let Some(lang) = lang(site, route) else { continue };
            let depth = route.permalink.depth();
            // Most stand behind one of the same kind.
            if last.replace((lang, depth)) != Some((lang, depth)) {
                scenes
                    .entry((lang.clone(), depth))
                    .or_insert_with(|| Scene::new(site, theme, lang, LinkBase::relative(depth, portable)));
            }
        }
        let shows_plan = |node| engine.asks(&template(site, node), "plan");
        let mut fragments: HashMap<_, Vec<_>> = HashMap::new();
        for wanted in checked.values().flat_map(|checked| &checked.fragments) {
            fragments.entry(&wanted.permalink).or_default().push(wanted);
        }
        let away = site.config.base_url.as_ref().map(LinkBase::absolute);
        let implicit_away = scenes.iter().filter_map(|((lang, _), scene): (_, &Scene)| {
            let mut implicit = scene.implicit.clone();
            implicit.insert("root", away.as_ref()?.root());
            Some((lang.clone(), implicit))
        });
        let implicit_away = implicit_away.collect();
        let undertakings = site.campaign.iter().flat_map(|campaign| &campaign.undertakings);
        Self {
            input,
            scenes,
            rooted,
            implicit_away,
            away,
            feeds: Feeds::new(site, routes),
            facts: vec![OnceLock::new(); site.pages.len()],
            board: site::board(site, today),
            weeks: site.campaign.iter().flat_map(|campaign| campaign.period.weeks()).collect(),
            undertakings: undertakings.map(|it| it.id.as_str()).zip(0..).collect(),
            nominations: site::nominations(site, today),
            mentions: site::mentions(site, bodies, checked, &shows_plan),
            subjects: board::subjects(site),
            fragments,
        }
    }

    /// Renders one output.
    pub fn render(&self, route: &Route) -> Result<Rendered, Vec<Diagnostic>> {
        self.make(self.prepare(route)?)
    }

    /// Gives away what only outputs at this depth share, when all of them are rendered: it is large, and there is much of it.
    pub fn leave(&self, depth: usize) -> impl Send + use<> {
        let left = self.scenes.iter().filter(|((_, of), _)| *of == depth);
        left.flat_map(|(_, scene)| scene.take_cards()).collect::<Vec<_>>()
    }

    /// What there is to be seen at a route.
    pub fn prepare<'r>(&'r self, route: &'r Route) -> Result<Prepared<'r>, Vec<Diagnostic>> {
        let Input { site, sources, theme, .. } = self.input;
        let view = match &route.what {
            What::Page(id) => self.page(route, *id),
            What::Section(id, pager) => self.section(route, *id, pager),
            What::Taxonomy(id) => self.taxonomy(route, *id),
            What::Term(id, pager) => self.term(route, *id, pager),
            What::Alias { node, .. } => self.alias(route, *node),
            What::NotFound(lang) => self.not_found(route, lang),
            What::Feed(of, format) => {
                return Ok(Prepared::Feed(feed::gather(self, of, *format, &route.permalink)?));
            }
            What::Search { index, shard } => return Ok(Prepared::Shard(self.shard(*index, *shard))),
            formats => {
                return Ok(Prepared::Made(match formats {
                    What::Sitemap(range) => {
                        Rendered::Made(sitemap::urls(site, &self.input.routes[range.clone()]))
                    }
                    What::SitemapIndex(parts) => Rendered::Made(sitemap::index(site, parts)),
                    What::Export(export) => Rendered::Made(self.export(*export)),
                    What::Robots => Rendered::Made(sitemap::robots(site)),
                    What::Asset(path) => match sources.get(path.as_str()) {
                        Some(SourceFile::Blob(blob)) => Rendered::Blob(blob.clone()),
                        Some(SourceFile::Text(file)) => Rendered::Made(file.text.as_bytes().to_vec()),
                        None => Rendered::Made(Vec::new()),
                    },
                    What::Static(index) => match &theme.statics[*index].content {
                        StaticContent::Blob(blob) => Rendered::Blob(blob.clone()),
                        StaticContent::Text(text) => Rendered::Made(text.as_bytes().to_vec()),
                    },
                    _ => Rendered::Made(Vec::new()),
                }));
            }
        };
        let wanted = self.fragments.get(&route.permalink).map_or(&[][..], Vec::as_slice);
        Ok(Prepared::View(View { wanted, ..view }))
    }

    /// Makes sure that a page has the places that others lead to.
    pub(super) fn require(&self, wanted: &[&FragmentCheck], made: &[u8]) -> Result<(), Vec<Diagnostic>> {
        let html = if wanted.is_empty() { "" } else { str::from_utf8(made).unwrap_or_default() };
        let ids: HashSet<&str> = ids(html).collect();
        let missing = wanted.iter().filter(|wanted| !ids.contains(wanted.fragment.as_str()));
        let missing: Vec<_> = missing.map(|wanted| wanted.missing()).collect();
        if missing.is_empty() { Ok(()) } else { Err(missing) }
    }

    fn alias<'r>(&'r self, route: &'r Route, node: Node) -> View<'r> {
        let site = self.input.site;
        let scene = self.scene(site.lang(node), route);
        let target = site.permalink(node);
        let mut view = self.view(REDIRECT, &route.permalink.output_path(), scene, route, &[]);
        view.names.extend([
            ("breadcrumbs", no_links()),
            ("title", site.title(node).into()),
            ("target", scene.base.href(target).into()),
            ("target_absolute", self.away.as_ref().map(|base| base.href(target)).into()),
        ]);
        view
    }

    /// A server shows this page at any address, so its links start at the root of the host.
    fn not_found<'r>(&'r self, route: &'r Route, lang: &Lang) -> View<'r> {
        let scene = &self.rooted[lang];
        let mut view = self.view(NOT_FOUND, &route.permalink.output_path(), scene, route, &[]);
        view.names.push(("breadcrumbs", no_links()));
        view
    }

    /// A view with the names that every page gives its template.
    pub(super) fn view<'r>(
        &'r self,
        template: &str,
        subject: &str,
        scene: &'r Scene,
        route: &'r Route,
        translations: &'r [(Lang, Permalink)],
    ) -> View<'r> {
        let mut view = View::new(template, subject, scene, &route.permalink);
        view.translations = translations;
        view.names.extend([
            ("path", route.permalink.as_str().into()),
            ("translations", Value::from_serializable(&self.translations(scene, translations))),
            ("canonical", self.away.as_ref().map(|base| base.href(&route.permalink)).into()),
        ]);
        view
    }

    pub(super) fn scene(&self, lang: &Lang, route: &Route) -> &Scene {
        &self.scenes[&(lang.clone(), route.permalink.depth())]
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
        for name in engine.names(template).filter(|name| !scene.shared.contains_key(name)) {
            if let Some(value) = self.on_demand(scene, name) {
                context.insert_value(name.to_owned(), value);
            }
        }
        engine.render(template, &context, subject).map_err(|problem| vec![problem])
    }

    /// What only some templates ask for, made once for a scene; none under any other name.
    pub(super) fn on_demand(&self, scene: &Scene, name: &str) -> Option<Value> {
        let asked = &scene.asked;
        let (made, make): (&OnceLock<Value>, &dyn Fn() -> Value) = match name {
            "clock" => (&asked.clock, &|| self.clock_view(scene)),
            "plan" => (&asked.plan, &|| campaign::plan(self.input.site, &scene.lang, &scene.base)),
            "tree" => (&asked.tree, &|| self.tree_view(scene)),
            "board" => (&asked.board, &|| self.board_view(scene)),
            "nominations" => (&asked.nominations, &|| self.nominations_view(scene, None)),
            "honours" => (&asked.honours, &|| self.honours_view(scene)),
            "bulletin" => (&asked.bulletin, &|| self.bulletin_view(scene)),
            "search" => (&asked.search, &|| self.search_view(scene)),
            "exports" => (&asked.exports, &|| self.exports_view(scene)),
            "documents" => (&asked.documents, &|| self.documents_view(scene)),
            _ => return None,
        };
        Some(made.get_or_init(make).clone())
    }

    fn clock_view(&self, scene: &Scene) -> Value {
        let Input { site, today, .. } = self.input;
        let campaign = site.campaign.as_ref();
        Value::from_serializable(&campaign.map(|campaign| views::Clock::new(campaign, today, &scene.lang)))
    }

    /// A shard of an index.
    pub(super) fn shard(&self, index: usize, shard: usize) -> &search::Shard {
        &self.input.indexes.all()[index].shards[shard]
    }

    /// Whether the output of a route was not made because it stood already.
    pub fn stood(&self, route: &Route) -> bool {
        matches!(&route.what, What::Search { index, shard } if self.shard(*index, *shard).script.is_none())
    }

    fn search_view(&self, scene: &Scene) -> Value {
        let index = self.input.indexes.all().iter().find(|index| index.lang == scene.lang);
        let href = index.and_then(search::Index::entry).map(|entry| scene.base.href(entry));
        Value::from_serializable(&href.map(|index| views::Search { index }))
    }

    fn tree_view(&self, scene: &Scene) -> Value {
        let home = self.input.site.home(&scene.lang).map(|home| self.branch(scene, home));
        Value::from_serializable(&home.into_iter().collect::<Vec<_>>())
    }

    /// What the holes of a page's body are filled from, as it is read at `base`; none where it has no body.
    pub(super) fn filler<'f>(
        &'f self,
        node: Node,
        base: &'f LinkBase,
        at_home: bool,
        implicit: &'f Context,
    ) -> Option<Filler<'f>> {
        let Input { site, sources, engine, .. } = self.input;
        let body = self.input.bodies.get(node)?;
        let links = self.input.checked.get(node).map_or(&[][..], |checked| &checked.links);
        let locale = site.lang(node).locale();
        Some(Filler { site, sources, engine, node, body, links, base, at_home, implicit, locale })
    }

    /// What a page shows of a body.
    pub(super) fn body_fields(&self, scene: &Scene, shown: ShownBody) -> Result<Map, Vec<Diagnostic>> {
        let filler = self.filler(shown.node, &scene.base, shown.at_home, &scene.implicit);
        let content = filler.as_ref().map_or(Ok(String::new()), Filler::html)?;
        let toc = filler.map_or(&[][..], |filler| &filler.body.content().toc);
        Ok(fields(&views::Content {
            content,
            toc: page::toc(toc),
            show_toc: shown.wants_toc && toc.len() > 1,
        }))
    }

    /// What the holes of a post's body are filled from in a feed, where there is no page around it.
    pub(super) fn filler_of_feed(&self, entry: &Entry) -> Option<Filler<'_>> {
        let node = Node::Page(entry.post);
        let implicit = self.implicit_away.get(self.input.site.lang(node))?;
        self.filler(node, self.away.as_ref()?, false, implicit)
    }

    /// How the site writes days and figures where there is no page to say it.
    pub(super) fn locale(&self) -> Locale {
        self.input.site.config.main().lang.locale()
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
