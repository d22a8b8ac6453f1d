//! The view of a route, rendered.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use jiff::civil;
use tera::{Context, Value};

use crate::config::TaxonomyConfig;
use crate::content::{Document, NomineeKind, Report};
use crate::diag::Diagnostic;
use crate::lang::Lang;
use crate::markdown::{Body, Heading};
use crate::permalink::{LinkBase, Permalink};
use crate::site::{
    Bodies, Checked, FeedOf, FragmentCheck, Node, PageId, Pager, Resolved, Route, SectionId, Site,
    TaxonomyId, TermId, What, feed_file, pager_permalink, resolve_file,
};
use crate::source::{Blob, SourceFile, Sources};
use crate::span::Span;
use crate::text::reading_minutes;
use crate::theme::{StaticContent, Theme};

use super::engine::Engine;
use super::fragment::Filler;
use super::scene::{Scene, unit_permalink, value};
use super::views::{self, Date, Link};
use super::{feed, sitemap};

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
    /// The day it is built for.
    pub today: civil::Date,
    /// Links name `index.html`.
    pub portable: bool,
}

/// An output.
#[derive(Debug, Clone)]
pub enum Rendered {
    /// Made by a template or a format.
    Text(String),
    /// A file as it is.
    Blob(Blob),
}

/// Renders routes; what they share is made once.
#[derive(Debug)]
pub struct Renderer<'a> {
    input: Input<'a>,
    scenes: HashMap<(Lang, usize), Scene>,
    feeds: HashSet<FeedOf>,
    /// What the top-level names of a template are, for those that are only made when asked for.
    names: HashMap<&'a str, BTreeSet<&'a str>>,
    /// The places that pages must have, by page.
    fragments: HashMap<&'a Permalink, Vec<&'a FragmentCheck>>,
}

impl<'a> Renderer<'a> {
    /// Makes what the routes share.
    pub fn new(input: Input<'a>) -> Self {
        let Input { site, theme, engine, routes, checked, portable, .. } = input;
        let mut scenes = HashMap::new();
        for route in routes {
            let Some(lang) = lang(site, route) else { continue };
            let depth = route.permalink.depth();
            scenes
                .entry((lang.clone(), depth))
                .or_insert_with(|| Scene::new(site, theme, lang, LinkBase::relative(depth, portable)));
        }
        let feeds = routes.iter().filter_map(|route| match &route.what {
            What::Feed(of, _) => Some(of.clone()),
            _ => None,
        });
        let names = theme.templates.keys().filter(|name| !name.contains('/'));
        let mut fragments: HashMap<_, Vec<_>> = HashMap::new();
        for wanted in checked.values().flat_map(|checked| &checked.fragments) {
            fragments.entry(&wanted.permalink).or_default().push(wanted);
        }
        Self {
            input,
            scenes,
            feeds: feeds.collect(),
            names: names.map(|name| (name.as_str(), engine.names(name))).collect(),
            fragments,
        }
    }

    /// Renders one output.
    pub fn render(&self, route: &Route) -> Result<Rendered, Vec<Diagnostic>> {
        let Input { site, sources, theme, .. } = self.input;
        let rendered = match &route.what {
            What::Page(id) => self.page(route, *id)?,
            What::Section(id, pager) => self.section(route, *id, pager)?,
            What::Taxonomy(id) => self.taxonomy(route, *id)?,
            What::Term(id, pager) => self.term(route, *id, pager)?,
            What::Feed(of, format) => feed::render(self, of, *format, &route.permalink)?,
            What::Alias { node, .. } => self.alias(route, *node)?,
            What::Sitemap(range) => sitemap::urls(site, &self.input.routes[range.clone()]),
            What::SitemapIndex(parts) => sitemap::index(site, parts),
            What::Robots => sitemap::robots(site),
            What::NotFound(lang) => self.not_found(route, lang)?,
            What::Asset(path) => match sources.get(path.as_str()) {
                Some(SourceFile::Blob(blob)) => return Ok(Rendered::Blob(blob.clone())),
                Some(SourceFile::Text(file)) => file.text.to_string(),
                None => String::new(),
            },
            What::Static(index) => match &theme.statics[*index].content {
                StaticContent::Blob(blob) => return Ok(Rendered::Blob(blob.clone())),
                StaticContent::Text(text) => text.to_string(),
            },
        };
        let missing: Vec<_> = self
            .fragments
            .get(&route.permalink)
            .into_iter()
            .flatten()
            .filter(|wanted| !rendered.contains(&format!("id=\"{}\"", wanted.fragment)))
            .map(|wanted| wanted.missing())
            .collect();
        if missing.is_empty() { Ok(Rendered::Text(rendered)) } else { Err(missing) }
    }

    pub(super) fn input(&self) -> &Input<'a> {
        &self.input
    }

    fn page(&self, route: &Route, id: PageId) -> Result<String, Vec<Diagnostic>> {
        let site = self.input.site;
        let (page, node) = (&site[id], Node::Page(id));
        let scene = self.scene(&page.document.lang, route);
        let neighbour = |id: Option<PageId>| {
            id.map(|id| Link {
                title: site[id].document.title.clone(),
                href: scene.base.href(&site[id].permalink),
            })
        };
        let body = self.input.bodies.get(&node);
        let view = views::Page {
            card: self.card(scene, id),
            description: page.document.front.description.clone(),
            content: self.content(node, &scene.base, true, &scene.implicit)?,
            toc: body.map(|body| toc(&body.toc)).unwrap_or_default(),
            show_toc: page.document.front.toc && body.is_some_and(|body| body.toc.len() > 1),
            previous: neighbour(page.previous),
            next: neighbour(page.next),
            lists: self.lists(scene, &page.lists),
            data: self.data(&page.document),
        };
        let mut context = self.context(scene, route, &page.translations, self.trail(page.section));
        context.insert("feeds", &self.feed_links(scene, &[FeedOf::Section(page.section)]));
        context.insert("page", &view);
        self.finish(&template(site, node), context, scene, &page.document.path)
    }

    fn section(&self, route: &Route, id: SectionId, pager: &Pager) -> Result<String, Vec<Diagnostic>> {
        let site = self.input.site;
        let (section, node) = (&site[id], Node::Section(id));
        let scene = self.scene(&section.lang, route);
        let document = section.document.as_ref();
        let body = self.input.bodies.get(&node);
        let subsections = section.subsections.iter().map(|&below| {
            let below_document = site[below].document.as_ref();
            views::SubSection {
                title: site[below].title.clone(),
                href: scene.base.href(&site[below].permalink),
                description: below_document.and_then(|document| document.front.description.clone()),
                total: site[below].pages.len(),
            }
        });
        let view = views::Section {
            title: section.title.clone(),
            href: scene.base.href(&section.permalink),
            path: section.permalink.to_string(),
            lang: section.lang.to_string(),
            description: document.and_then(|document| document.front.description.clone()),
            content: self.content(node, &scene.base, pager.number == 1, &scene.implicit)?,
            toc: body.map(|body| toc(&body.toc)).unwrap_or_default(),
            show_toc: document.is_some_and(|document| document.front.toc)
                && body.is_some_and(|body| body.toc.len() > 1),
            pages: section.pages[pager.items.clone()].iter().map(|&page| self.card(scene, page)).collect(),
            total: section.pages.len(),
            subsections: subsections.collect(),
            pager: pager_view(scene, &section.permalink, pager),
            lists: self.lists(scene, &section.lists),
            data: document.map(|document| self.data(document)).unwrap_or_default(),
            sample: document.is_some_and(|document| document.front.sample),
            cover: document.and_then(|document| self.cover(scene, document)),
            updated: document
                .and_then(|document| document.front.updated)
                .map(|date| Date::new(date, section.lang.locale())),
            previous: None,
            next: None,
        };
        let mut trail = self.trail(id);
        trail.pop();
        let mut context = self.context(scene, route, &section.translations, trail);
        context.insert("feeds", &self.feed_links(scene, &[FeedOf::Section(id)]));
        context.insert("section", &view);
        let template =
            match (document.and_then(|document| document.front.template.as_deref()), section.parent) {
                (Some(chosen), _) => format!("{chosen}.html"),
                (None, None) => "home.html".to_owned(),
                (None, Some(_)) => "section.html".to_owned(),
            };
        self.finish(&template, context, scene, &section.permalink)
    }

    fn taxonomy(&self, route: &Route, id: TaxonomyId) -> Result<String, Vec<Diagnostic>> {
        let site = self.input.site;
        let taxonomy = &site[id];
        let scene = self.scene(&taxonomy.lang, route);
        let terms = taxonomy.terms.iter().map(|&term| views::TermLink {
            title: site[term].title.clone(),
            href: scene.base.href(&site[term].permalink),
            total: site[term].pages.len(),
            unit: self.unit_of_term(scene, term),
        });
        let view = views::Taxonomy {
            name: self.config_of(id).name.clone(),
            title: taxonomy.title.clone(),
            href: scene.base.href(&taxonomy.permalink),
            path: taxonomy.permalink.to_string(),
            terms: terms.collect(),
        };
        let mut context = self.context(scene, route, &[], self.home_trail(scene));
        context.insert("feeds", &self.feed_links(scene, &[]));
        context.insert("taxonomy", &view);
        self.finish("taxonomy.html", context, scene, &taxonomy.permalink)
    }

    fn term(&self, route: &Route, id: TermId, pager: &Pager) -> Result<String, Vec<Diagnostic>> {
        let site = self.input.site;
        let (term, taxonomy) = (&site[id], &site[site[id].taxonomy]);
        let scene = self.scene(&taxonomy.lang, route);
        let of_taxonomy =
            || Link { title: taxonomy.title.clone(), href: scene.base.href(&taxonomy.permalink) };
        let view = views::Term {
            title: term.title.clone(),
            href: scene.base.href(&term.permalink),
            path: term.permalink.to_string(),
            total: term.pages.len(),
            pages: term.pages[pager.items.clone()].iter().map(|&page| self.card(scene, page)).collect(),
            pager: pager_view(scene, &term.permalink, pager),
            taxonomy: of_taxonomy(),
            unit: self.unit_of_term(scene, id),
        };
        let mut trail = self.home_trail(scene);
        trail.push((taxonomy.title.clone(), taxonomy.permalink.clone()));
        let mut context = self.context(scene, route, &[], trail);
        context.insert("feeds", &self.feed_links(scene, &[FeedOf::Term(id)]));
        context.insert("term", &view);
        self.finish("term.html", context, scene, &term.permalink)
    }

    fn alias(&self, route: &Route, node: Node) -> Result<String, Vec<Diagnostic>> {
        let site = self.input.site;
        let scene = self.scene(site.lang(node), route);
        let target = site.permalink(node);
        let mut context = self.context(scene, route, &[], Vec::new());
        context.insert("feeds", &Vec::<views::Feed>::new());
        context.insert("title", site.title(node));
        context.insert("target", &scene.base.href(target));
        context.insert("target_absolute", &self.absolute().map(|base| base.href(target)));
        self.finish("redirect.html", context, scene, &route.permalink)
    }

    /// A server shows this page at any address, so its links start at the root of the host.
    fn not_found(&self, route: &Route, lang: &Lang) -> Result<String, Vec<Diagnostic>> {
        let Input { site, theme, .. } = self.input;
        let base = match &site.config.base_url {
            Some(url) => LinkBase::rooted(url),
            None => LinkBase::relative(route.permalink.depth(), false),
        };
        let scene = Scene::new(site, theme, lang, base);
        let mut context = self.context(&scene, route, &[], Vec::new());
        context.insert("feeds", &Vec::<views::Feed>::new());
        self.finish("404.html", context, &scene, &route.permalink)
    }

    fn scene(&self, lang: &Lang, route: &Route) -> &Scene {
        &self.scenes[&(lang.clone(), route.permalink.depth())]
    }

    /// The names that every page gives its template.
    fn context(
        &self,
        scene: &Scene,
        route: &Route,
        translations: &[(Lang, Permalink)],
        trail: Vec<(String, Permalink)>,
    ) -> Context {
        let config = &self.input.site.config;
        let translations: Vec<_> = translations
            .iter()
            .map(|(lang, permalink)| views::Translation {
                lang: lang.to_string(),
                name: config.language(lang).name.clone(),
                href: scene.base.href(permalink),
            })
            .collect();
        let breadcrumbs: Vec<_> =
            trail.into_iter().map(|(title, at)| Link { title, href: scene.base.href(&at) }).collect();
        let mut context = scene.shared.clone();
        context.insert("path", route.permalink.as_str());
        context.insert("translations", &translations);
        context.insert("breadcrumbs", &breadcrumbs);
        context.insert("canonical", &self.absolute().map(|base| base.href(&route.permalink)));
        context
    }

    /// Adds what only some templates ask for, and renders.
    fn finish(
        &self,
        template: &str,
        mut context: Context,
        scene: &Scene,
        subject: &impl std::fmt::Display,
    ) -> Result<String, Vec<Diagnostic>> {
        let Input { site, engine, today, .. } = self.input;
        let asks = |name| self.names.get(template).is_some_and(|names| names.contains(name));
        if asks("clock") {
            let clock =
                site.campaign.as_ref().map(|campaign| views::Clock::new(campaign, today, &scene.lang));
            context.insert("clock", &clock);
        }
        if asks("tree") {
            let tree = site.home(&scene.lang).map(|home| self.branch(scene, home));
            context.insert("tree", &tree.into_iter().collect::<Vec<_>>());
        }
        engine.render(template, &context, &subject.to_string()).map_err(|problem| vec![problem])
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
        Filler { site, sources, engine, node, links, base, at_home, implicit, locale }.html(&body.content)
    }

    /// The names that directives see in a feed, where there is no page around them.
    pub(super) fn implicit_for(&self, lang: &Lang, base: &LinkBase) -> Context {
        let scene = self.scenes.iter().find(|((of, _), _)| of == lang).map(|(_, scene)| scene);
        let mut implicit = scene.map(|scene| scene.implicit.clone()).unwrap_or_default();
        implicit.insert("root", base.root());
        implicit
    }

    /// How links are written away from the site; none without a base URL.
    pub(super) fn absolute(&self) -> Option<LinkBase> {
        self.input.site.config.base_url.as_ref().map(LinkBase::absolute)
    }

    /// One sentence or paragraph about a page: what its author says of it, else how it begins.
    pub(super) fn summary(&self, node: Node) -> String {
        let described =
            self.input.site.document(node).and_then(|document| document.front.description.clone());
        described
            .or_else(|| self.input.bodies.get(&node).map(|body| body.summary.clone()))
            .unwrap_or_default()
    }

    fn card(&self, scene: &Scene, id: PageId) -> views::Card {
        let site = self.input.site;
        let page = &site[id];
        let document = &page.document;
        let front = &document.front;
        let date = |date| Date::new(date, scene.lang.locale());
        let syllables = self.input.bodies.get(&Node::Page(id)).map_or(0, |body: &Body| body.syllables);
        let mut terms: BTreeMap<String, Vec<Link>> = BTreeMap::new();
        for &term in &page.terms {
            let link = Link { title: site[term].title.clone(), href: scene.base.href(&site[term].permalink) };
            terms.entry(self.config_of(site[term].taxonomy).key.clone()).or_default().push(link);
        }
        let section = &site[page.section];
        views::Card {
            title: document.title.clone(),
            href: scene.base.href(&page.permalink),
            path: page.permalink.to_string(),
            lang: document.lang.to_string(),
            date: document.date.map(date),
            updated: front.updated.map(date),
            summary: self.summary(Node::Page(id)),
            cover: self.cover(scene, document),
            unit: front.unit().and_then(|unit| self.unit(scene, unit)),
            tags: terms.remove("tags").unwrap_or_default(),
            authors: terms.remove("author").unwrap_or_default(),
            terms,
            sample: front.sample,
            draft: front.draft,
            words: syllables,
            reading_minutes: reading_minutes(syllables),
            section: section
                .parent
                .map(|_| Link { title: section.title.clone(), href: scene.base.href(&section.permalink) }),
            weight: front.weight,
            document: self.official_document(scene, document),
            report: front.report.as_ref().map(|report| self.report(scene, document, report)),
            nomination: front.nomination.as_ref().map(|nomination| views::Nomination {
                kind: match nomination.kind {
                    NomineeKind::Collective => "collective",
                    NomineeKind::Individual => "individual",
                },
                nominee: nomination.nominee.clone(),
                unit: nomination.unit.as_deref().and_then(|unit| self.unit(scene, unit)),
                award: nomination.award.clone(),
                criteria: nomination.criteria.clone(),
            }),
        }
    }

    fn cover(&self, scene: &Scene, document: &Document) -> Option<views::Image> {
        let Input { site, sources, .. } = self.input;
        let cover = document.front.cover.as_ref()?;
        let Resolved::File { path, .. } = resolve_file(site, &document.folder, &cover.src)? else {
            return None;
        };
        let dimensions = match sources.get(path.as_str()) {
            Some(SourceFile::Blob(blob)) => blob.dimensions,
            _ => None,
        };
        Some(views::Image {
            src: scene.base.href(&site.assets[&path]),
            alt: cover.alt.clone(),
            width: dimensions.map(|(width, _)| width),
            height: dimensions.map(|(_, height)| height),
        })
    }

    fn official_document(&self, scene: &Scene, page: &Document) -> Option<views::Document> {
        let site = self.input.site;
        let document = page.front.document.as_ref()?;
        let date = |date| Date::new(date, scene.lang.locale());
        let file = document.file.as_ref().and_then(|file| resolve_file(site, &page.folder, file));
        Some(views::Document {
            number: document.number.clone(),
            issued: document.issued.map(date),
            effective: document.effective.map(date),
            issuer: document.issuer.clone(),
            kind: document.kind.clone(),
            signer: document.signer.clone(),
            signer_title: document.signer_title.clone(),
            summary: document.summary.clone(),
            file: match file {
                Some(Resolved::File { path, .. }) => Some(scene.base.href(&site.assets[&path])),
                _ => None,
            },
            source: document.source.clone(),
            legal_basis: document.legal_basis.clone(),
            replaces: document.replaces.clone(),
            replaced_by: document.replaced_by.clone(),
        })
    }

    fn report(&self, scene: &Scene, page: &Document, report: &Report) -> views::Report {
        let campaign = self.input.site.campaign.as_ref();
        let about = report.date.or(page.date);
        let week = campaign.and_then(|campaign| {
            campaign.period.weeks().into_iter().find(|week| match report.week {
                Some(number) => usize::try_from(week.number) == Ok(number),
                None => about.is_some_and(|day| (week.from..=week.to).contains(&day)),
            })
        });
        let date = |date| Date::new(date, scene.lang.locale());
        views::Report {
            unit: self.unit(scene, &report.unit),
            week: report.week.or_else(|| week.as_ref().and_then(|week| usize::try_from(week.number).ok())),
            from: week.as_ref().map(|week| date(week.from)),
            to: week.as_ref().map(|week| date(week.to)),
        }
    }

    fn unit(&self, scene: &Scene, id: &str) -> Option<views::Unit> {
        let site = self.input.site;
        let unit = site.campaign.as_ref()?.units.get(id)?;
        Some(views::Unit {
            id: id.to_owned(),
            name: unit.name.to_string(),
            short_name: unit.short_name().to_string(),
            head: unit.head.as_ref().map(ToString::to_string),
            sample: unit.sample,
            href: unit_permalink(site, &scene.lang, id).map(|permalink| scene.base.href(permalink)),
        })
    }

    fn unit_of_term(&self, scene: &Scene, term: TermId) -> Option<views::Unit> {
        let term = &self.input.site[term];
        let of_units = self.config_of(term.taxonomy).key == "unit";
        if of_units { self.unit(scene, &term.key) } else { None }
    }

    fn config_of(&self, taxonomy: TaxonomyId) -> &TaxonomyConfig {
        let site = self.input.site;
        &site.config.taxonomies[site[taxonomy].config]
    }

    fn lists(
        &self,
        scene: &Scene,
        lists: &BTreeMap<String, Vec<PageId>>,
    ) -> BTreeMap<String, Vec<views::Card>> {
        let cards = |pages: &[PageId]| pages.iter().map(|&page| self.card(scene, page)).collect();
        lists.iter().map(|(name, pages)| (name.clone(), cards(pages))).collect()
    }

    fn data(&self, document: &Document) -> BTreeMap<String, Value> {
        let files = document.front.data.iter();
        files
            .filter_map(|(name, file)| Some((name.clone(), value(self.input.site.data.get(file)?))))
            .collect()
    }

    /// The sections from the home page down to `section`, with it.
    fn trail(&self, section: SectionId) -> Vec<(String, Permalink)> {
        let site = self.input.site;
        let sections = site.ancestors(section).into_iter().map(|id| &site[id]);
        sections.map(|section| (section.title.clone(), section.permalink.clone())).collect()
    }

    fn home_trail(&self, scene: &Scene) -> Vec<(String, Permalink)> {
        self.input.site.home(&scene.lang).map(|home| self.trail(home)).unwrap_or_default()
    }

    /// The feeds of the language, and of what the page belongs to.
    fn feed_links(&self, scene: &Scene, own: &[FeedOf]) -> Vec<views::Feed> {
        let site = self.input.site;
        let home = site.home(&scene.lang).map(FeedOf::Section);
        let mut of: Vec<&FeedOf> = own.iter().chain(&home).filter(|of| self.feeds.contains(of)).collect();
        of.dedup();
        let links = of.into_iter().flat_map(|of| {
            let title = feed::title(site, of);
            let permalink = feed::subject(site, of);
            site.config.feeds.formats.iter().map(move |&format| views::Feed {
                title: title.clone(),
                kind: feed::kind(format),
                mime: feed::mime(format),
                href: scene.base.href(&permalink.child_file(feed_file(format))),
            })
        });
        links.collect()
    }

    fn branch(&self, scene: &Scene, id: SectionId) -> views::Branch {
        let site = self.input.site;
        let section = &site[id];
        let pages = section.pages.iter().map(|&page| Link {
            title: site[page].document.title.clone(),
            href: scene.base.href(&site[page].permalink),
        });
        views::Branch {
            title: section.title.clone(),
            href: scene.base.href(&section.permalink),
            pages: pages.collect(),
            sections: section.subsections.iter().map(|&below| self.branch(scene, below)).collect(),
        }
    }
}

/// The template of a page: its own choice, else that of the nearest section above that chooses for its pages.
pub(super) fn template(site: &Site, node: Node) -> String {
    let own = site.document(node).and_then(|document| document.front.template.clone());
    let chosen = own.or_else(|| match node {
        Node::Page(page) => {
            let above = site.ancestors(site[page].section);
            above
                .iter()
                .rev()
                .find_map(|&section| site[section].document.as_ref()?.front.page_template.clone())
        }
        Node::Section(_) => None,
    });
    format!("{}.html", chosen.as_deref().unwrap_or("page"))
}

/// Templates that authors chose and the theme does not have.
pub fn check_templates(site: &Site, engine: &Engine) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for document in site.nodes().into_iter().filter_map(|node| site.document(node)) {
        let chosen =
            [("template", &document.front.template), ("page_template", &document.front.page_template)];
        for (key, name) in chosen {
            if let Some(name) = name.as_ref().filter(|name| !engine.has(&format!("{name}.html"))) {
                findings.push(engine.unknown_template(name, document.yaml.place(&[key])));
            }
        }
    }
    for name in ["home", "section", "page", "taxonomy", "term", "404", "redirect"] {
        if !engine.has(&format!("{name}.html")) {
            findings.push(engine.unknown_template(name, Span::file(&crate::config::site_file())));
        }
    }
    findings
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
        | What::Robots
        | What::Asset(_)
        | What::Static(_) => None,
    }
}

fn toc(headings: &[Heading]) -> Vec<views::Heading> {
    let view = |heading: &Heading| views::Heading {
        id: heading.id.clone(),
        title: heading.title.clone(),
        level: heading.level,
        children: toc(&heading.children),
    };
    headings.iter().map(view).collect()
}

/// The pages of a list; none where one page holds it all.
fn pager_view(scene: &Scene, list: &Permalink, pager: &Pager) -> Option<views::Pager> {
    if pager.of < 2 {
        return None;
    }
    let href = |number| scene.base.href(&pager_permalink(list, number, scene.lang.locale()));
    Some(views::Pager {
        current: pager.number,
        total: pager.of,
        pages: (1..=pager.of).map(|number| views::PagerPage { number, href: href(number) }).collect(),
        first: href(1),
        last: href(pager.of),
        previous: (pager.number > 1).then(|| href(pager.number - 1)),
        next: (pager.number < pager.of).then(|| href(pager.number + 1)),
    })
}
