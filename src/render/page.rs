//! The views of pages, sections, taxonomies and terms.

use std::collections::BTreeMap;

use tera::Value;

use crate::content::Document;
use crate::diag::Diagnostic;
use crate::markdown::Heading;
use crate::permalink::Permalink;
use crate::site::{FeedOf, Node, PageId, Pager, Route, SectionId, TaxonomyId, TermId, pager_permalink};

use super::renderer::Renderer;
use super::scene::{Scene, value};
use super::template::template;
use super::views::{self, Date, Link};

impl Renderer<'_> {
    pub(super) fn page(&self, route: &Route, id: PageId) -> Result<String, Vec<Diagnostic>> {
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
        self.finish(&template(site, node), context, scene, page.document.path.as_str())
    }

    pub(super) fn section(
        &self,
        route: &Route,
        id: SectionId,
        pager: &Pager,
    ) -> Result<String, Vec<Diagnostic>> {
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
        let path = route.permalink.output_path();
        let subject = document.map_or(path.as_str(), |document| document.path.as_str());
        self.finish(&template, context, scene, subject)
    }

    pub(super) fn taxonomy(&self, route: &Route, id: TaxonomyId) -> Result<String, Vec<Diagnostic>> {
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
        self.finish("taxonomy.html", context, scene, &route.permalink.output_path())
    }

    pub(super) fn term(&self, route: &Route, id: TermId, pager: &Pager) -> Result<String, Vec<Diagnostic>> {
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
        self.finish("term.html", context, scene, &route.permalink.output_path())
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

    pub(super) fn branch(&self, scene: &Scene, id: SectionId) -> views::Branch {
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

fn toc(headings: &[Heading]) -> Vec<views::Heading> {
    let view = |heading: &Heading| views::Heading {
        id: heading.id.clone(),
        title: heading.title.clone(),
        level: heading.level,
        children: toc(&heading.children),
    };
    headings.iter().map(view).collect()
}

/// Pages of a list shown on either side of the current one.
const NEIGHBOURS: usize = 2;

/// The way through the pages of a list; none where one page holds it all.
fn pager_view(scene: &Scene, list: &Permalink, pager: &Pager) -> Option<views::Pager> {
    if pager.of < 2 {
        return None;
    }
    let href = |number| scene.base.href(&pager_permalink(list, number, scene.lang.locale()));
    let around = pager.number.saturating_sub(NEIGHBOURS).max(1)..=(pager.number + NEIGHBOURS).min(pager.of);
    Some(views::Pager {
        current: pager.number,
        total: pager.of,
        pages: around.map(|number| views::PagerPage { number, href: href(number) }).collect(),
        first: href(1),
        last: href(pager.of),
        previous: (pager.number > 1).then(|| href(pager.number - 1)),
        next: (pager.number < pager.of).then(|| href(pager.number + 1)),
    })
}
