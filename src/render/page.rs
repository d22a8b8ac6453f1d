//! What is seen of pages, sections, taxonomies and terms.

use tera::{Map, Value};

use crate::content::Document;
use crate::markdown::Heading;
use crate::permalink::Permalink;
use crate::site::{FeedOf, Node, PageId, Pager, Route, SectionId, TaxonomyId, TermId, pager_permalink};

use super::frame::Around;
use super::renderer::Renderer;
use super::scene::{Scene, value};
use super::template::template;
use super::view::{ShownBody, View};
use super::views::{self, Date, Link, fields, no_links};

impl Renderer<'_> {
    pub(super) fn page<'r>(&'r self, route: &'r Route, id: PageId) -> View<'r> {
        let site = self.input.site;
        let (page, node) = (&site[id], Node::Page(id));
        let front = &page.document.front;
        let scene = self.scene(&page.document.lang, route);
        let neighbour = |id: Option<PageId>| {
            id.map(|id| Link {
                title: site[id].document.title.clone(),
                href: scene.base.href(&site[id].permalink),
            })
        };
        let mut fields_of_page = self.card(scene, id);
        fields_of_page.extend(fields(&views::Page {
            description: front.description.as_deref(),
            previous: neighbour(page.previous),
            next: neighbour(page.next),
        }));
        fields_of_page.insert("data".into(), self.data(&page.document));
        fields_of_page.insert("board".into(), self.board_of(scene, self.subject_of_page(id)));
        fields_of_page.insert("mentioned_by".into(), self.mentioned_by(scene, id));
        fields_of_page.insert("progress".into(), self.progress_of(scene, front.report.as_ref()));
        let section = self.of_section(scene, page.section);
        let subject = page.document.path.as_str();
        let mut view = self.view(&template(site, node), subject, scene, route, &page.translations);
        view.names.push(("breadcrumbs", section.trail.clone()));
        View {
            thing: Some(("page", fields_of_page)),
            body: Some(ShownBody { node, at_home: true, wants_toc: front.toc }),
            lists: Some(&page.lists),
            around: Around::Section(page.section),
            feeds: section.feeds.clone(),
            ..view
        }
    }

    pub(super) fn section<'r>(&'r self, route: &'r Route, id: SectionId, pager: &Pager) -> View<'r> {
        let site = self.input.site;
        let (section, node) = (&site[id], Node::Section(id));
        let scene = self.scene(&section.lang, route);
        let document = section.document.as_deref();
        let subsections = section.subsections.iter().map(|&below| {
            let below_document = site[below].document.as_ref();
            views::SubSection {
                title: site[below].title.clone(),
                href: scene.base.href(&site[below].permalink),
                description: below_document.and_then(|document| document.front.description.clone()),
                total: site[below].pages.len(),
            }
        });
        let mut fields_of_section = fields(&views::Section {
            title: section.title.clone(),
            href: scene.base.href(&section.permalink),
            path: section.permalink.to_string(),
            lang: section.lang.to_string(),
            description: document.and_then(|document| document.front.description.clone()),
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
        fields_of_section.insert(
            "data".into(),
            document.map_or_else(|| Map::new().into(), |document| self.data(document)),
        );
        let path = route.permalink.output_path();
        let subject = document.map_or(path.as_str(), |document| document.path.as_str());
        let mut view = self.view(&template(site, node), subject, scene, route, &section.translations);
        let above = section.parent.map(|parent| self.of_section(scene, parent).trail.clone());
        view.names.push(("breadcrumbs", above.unwrap_or_else(no_links)));
        let wants_toc = document.is_some_and(|document| document.front.toc);
        View {
            thing: Some(("section", fields_of_section)),
            body: Some(ShownBody { node, at_home: pager.number == 1, wants_toc }),
            pages: Some(&section.pages[pager.items.clone()]),
            lists: Some(&section.lists),
            around: Around::Section(id),
            feeds: self.of_section(scene, id).feeds.clone(),
            ..view
        }
    }

    pub(super) fn taxonomy<'r>(&'r self, route: &'r Route, id: TaxonomyId) -> View<'r> {
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
        let mut fields_of_taxonomy = fields(&views::Taxonomy {
            name: self.config_of(id).name.clone(),
            title: taxonomy.title.clone(),
            href: scene.base.href(&taxonomy.permalink),
            path: taxonomy.permalink.to_string(),
        });
        fields_of_taxonomy.insert("terms".into(), terms.collect::<Vec<Value>>().into());
        let mut view = self.view("taxonomy.html", &route.permalink.output_path(), scene, route, &[]);
        let home = site.home(&scene.lang).map(|home| self.of_section(scene, home));
        view.names.push(("breadcrumbs", home.map_or_else(no_links, |home| home.trail.clone())));
        let feeds = home.map_or_else(no_links, |home| home.feeds.clone());
        View { thing: Some(("taxonomy", fields_of_taxonomy)), feeds, ..view }
    }

    pub(super) fn term<'r>(&'r self, route: &'r Route, id: TermId, pager: &Pager) -> View<'r> {
        let site = self.input.site;
        let (term, taxonomy) = (&site[id], &site[site[id].taxonomy]);
        let scene = self.scene(&taxonomy.lang, route);
        let of_taxonomy = scene.link(&taxonomy.title, &taxonomy.permalink);
        let mut fields_of_term = fields(&views::Term {
            title: term.title.clone(),
            href: scene.base.href(&term.permalink),
            path: term.permalink.to_string(),
            total: term.pages.len(),
            pager: pager_view(scene, &term.permalink, pager),
        });
        fields_of_term.insert("taxonomy".into(), of_taxonomy.clone());
        let [unit, content, movement] = self.parts_of_term(scene, id);
        fields_of_term.extend(
            [("unit", unit), ("content", content), ("movement", movement)].map(|(key, it)| (key.into(), it)),
        );
        fields_of_term.insert("board".into(), self.board_of(scene, self.subject_of_term(id)));
        let mut view = self.view("term.html", &route.permalink.output_path(), scene, route, &[]);
        let home = site.home(&scene.lang).map(|home| &self.of_section(scene, home).trail);
        let mut trail = home.and_then(Value::as_array).map(<[Value]>::to_vec).unwrap_or_default();
        trail.push(of_taxonomy);
        view.names.push(("breadcrumbs", trail.into()));
        View {
            thing: Some(("term", fields_of_term)),
            pages: Some(&term.pages[pager.items.clone()]),
            around: Around::Term(id),
            feeds: Value::from_serializable(&self.feed_links(scene, Some(FeedOf::Term(id)))),
            ..view
        }
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

pub(super) fn toc(headings: &[Heading]) -> Vec<views::Heading> {
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
