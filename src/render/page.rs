//! The views of pages, sections, taxonomies and terms.

use tera::{Map, Value};

use crate::content::Document;
use crate::diag::Diagnostic;
use crate::markdown::Heading;
use crate::permalink::Permalink;
use crate::site::{FeedOf, Node, PageId, Pager, Route, SectionId, TaxonomyId, TermId, pager_permalink};

use super::frame::Around;
use super::renderer::Renderer;
use super::scene::{Scene, value};
use super::template::template;
use super::views::{self, Date, Link, fields, no_links};

impl Renderer<'_> {
    pub(super) fn page(&self, route: &Route, id: PageId) -> Result<Vec<u8>, Vec<Diagnostic>> {
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
        let mut view = self.card(scene, id);
        view.extend(fields(&views::Page {
            description: page.document.front.description.as_deref(),
            content: self.content(node, &scene.base, true, &scene.implicit)?,
            toc: body.map(|body| toc(&body.toc)).unwrap_or_default(),
            show_toc: page.document.front.toc && body.is_some_and(|body| body.toc.len() > 1),
            previous: neighbour(page.previous),
            next: neighbour(page.next),
        }));
        view.insert("lists".into(), self.lists(scene, &page.lists)?);
        view.insert("data".into(), self.data(&page.document));
        view.insert("board".into(), self.board_of(scene, self.subject_of_page(id)));
        view.insert("mentioned_by".into(), self.mentioned_by(scene, id));
        view.insert("progress".into(), self.progress_of(scene, page.document.front.report.as_ref()));
        let section = self.of_section(scene, page.section);
        let around = Around::Section(page.section);
        let frame = self.frame(scene, route, around, &page.translations, &section.feeds)?;
        let mut context = self.context(scene, route, &page.translations);
        context.insert_value("breadcrumbs", section.trail.clone());
        context.insert_value("feeds", section.feeds.clone());
        context.insert_value("frame", frame);
        context.insert_value("page", view.into());
        self.finish(&template(site, node), context, scene, page.document.path.as_str())
    }

    pub(super) fn section(
        &self,
        route: &Route,
        id: SectionId,
        pager: &Pager,
    ) -> Result<Vec<u8>, Vec<Diagnostic>> {
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
        let mut view = fields(&views::Section {
            title: section.title.clone(),
            href: scene.base.href(&section.permalink),
            path: section.permalink.to_string(),
            lang: section.lang.to_string(),
            description: document.and_then(|document| document.front.description.clone()),
            content: self.content(node, &scene.base, pager.number == 1, &scene.implicit)?,
            toc: body.map(|body| toc(&body.toc)).unwrap_or_default(),
            show_toc: document.is_some_and(|document| document.front.toc)
                && body.is_some_and(|body| body.toc.len() > 1),
            total: section.pages.len(),
            subsections: subsections.collect(),
            pager: pager_view(scene, &section.permalink, pager),
            sample: document.is_some_and(|document| document.front.sample),
            cover: document.and_then(|document| self.cover(scene, document)),
            updated: document
                .and_then(|document| document.front.updated)
                .map(|date| Date::new(date, section.lang.locale())),
            previous: None,
            next: None,
        });
        view.insert("pages".into(), self.cards(scene, &section.pages[pager.items.clone()])?);
        view.insert("lists".into(), self.lists(scene, &section.lists)?);
        view.insert(
            "data".into(),
            document.map_or_else(|| Map::new().into(), |document| self.data(document)),
        );
        let mut context = self.context(scene, route, &section.translations);
        let above = section.parent.map(|parent| self.of_section(scene, parent).trail.clone());
        context.insert_value("breadcrumbs", above.unwrap_or_else(no_links));
        let feeds = &self.of_section(scene, id).feeds;
        let frame = self.frame(scene, route, Around::Section(id), &section.translations, feeds)?;
        context.insert_value("feeds", feeds.clone());
        context.insert_value("frame", frame);
        context.insert_value("section", view.into());
        let path = route.permalink.output_path();
        let subject = document.map_or(path.as_str(), |document| document.path.as_str());
        self.finish(&template(site, node), context, scene, subject)
    }

    pub(super) fn taxonomy(&self, route: &Route, id: TaxonomyId) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let site = self.input.site;
        let taxonomy = &site[id];
        let scene = self.scene(&taxonomy.lang, route);
        let terms = taxonomy.terms.iter().map(|&term| {
            let mut link = fields(&views::TermLink {
                title: site[term].title.clone(),
                href: scene.base.href(&site[term].permalink),
                total: site[term].pages.len(),
            });
            let [unit, ..] = self.parts_of_term(scene, term);
            link.insert("unit".into(), unit);
            link.into()
        });
        let mut view = fields(&views::Taxonomy {
            name: self.config_of(id).name.clone(),
            title: taxonomy.title.clone(),
            href: scene.base.href(&taxonomy.permalink),
            path: taxonomy.permalink.to_string(),
        });
        view.insert("terms".into(), terms.collect::<Vec<Value>>().into());
        let mut context = self.context(scene, route, &[]);
        let home = site.home(&scene.lang).map(|home| self.of_section(scene, home));
        context.insert_value("breadcrumbs", home.map_or_else(no_links, |home| home.trail.clone()));
        let feeds = home.map_or_else(no_links, |home| home.feeds.clone());
        context.insert_value("frame", self.frame(scene, route, Around::One, &[], &feeds)?);
        context.insert_value("feeds", feeds);
        context.insert_value("taxonomy", view.into());
        self.finish("taxonomy.html", context, scene, &route.permalink.output_path())
    }

    pub(super) fn term(&self, route: &Route, id: TermId, pager: &Pager) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let site = self.input.site;
        let (term, taxonomy) = (&site[id], &site[site[id].taxonomy]);
        let scene = self.scene(&taxonomy.lang, route);
        let of_taxonomy = scene.link(&taxonomy.title, &taxonomy.permalink);
        let mut view = fields(&views::Term {
            title: term.title.clone(),
            href: scene.base.href(&term.permalink),
            path: term.permalink.to_string(),
            total: term.pages.len(),
            pager: pager_view(scene, &term.permalink, pager),
        });
        view.insert("taxonomy".into(), of_taxonomy.clone());
        view.insert("pages".into(), self.cards(scene, &term.pages[pager.items.clone()])?);
        let [unit, content, movement] = self.parts_of_term(scene, id);
        view.extend(
            [("unit", unit), ("content", content), ("movement", movement)].map(|(key, it)| (key.into(), it)),
        );
        view.insert("board".into(), self.board_of(scene, self.subject_of_term(id)));
        let mut context = self.context(scene, route, &[]);
        let home = site.home(&scene.lang).map(|home| &self.of_section(scene, home).trail);
        let mut trail = home.and_then(Value::as_array).map(<[Value]>::to_vec).unwrap_or_default();
        trail.push(of_taxonomy);
        context.insert_value("breadcrumbs", trail.into());
        let feeds = Value::from_serializable(&self.feed_links(scene, Some(FeedOf::Term(id))));
        context.insert_value("frame", self.frame(scene, route, Around::Term(id), &[], &feeds)?);
        context.insert_value("feeds", feeds);
        context.insert_value("term", view.into());
        self.finish("term.html", context, scene, &route.permalink.output_path())
    }

    fn data(&self, document: &Document) -> Value {
        let files = document.front.data.iter();
        let read = files.filter_map(|(name, file)| {
            Some((name.clone().into(), value(self.input.site.data.get(file)?.root())))
        });
        read.collect::<Map>().into()
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
