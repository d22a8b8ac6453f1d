//! A page in a list, and the facts about it that every view of it shows.
//!
//! A post stands in many lists. What is the same in all of them is made once ([`views::Facts`]), and so are the links of
//! a scene; a card puts them together.

use std::collections::BTreeMap;

use tera::{Map, Value};

use crate::config::TaxonomyConfig;
use crate::content::{Document, Report};
use crate::diag::Diagnostic;
use crate::site::{FeedOf, Node, PageId, Resolved, SectionId, TaxonomyId, TermId, place, resolve_file};
use crate::source::SourceFile;
use crate::text::{Locale, reading_minutes};

use super::board::map;
use super::engine::CARD;
use super::renderer::{Input, Renderer};
use super::scene::{Scene, SectionParts};
use super::views::{self, Date, fields};

impl Renderer<'_> {
    /// One sentence or paragraph about a page: what its author says of it, else how it begins.
    pub(super) fn summary(&self, node: Node) -> String {
        let described =
            self.input.site.document(node).and_then(|document| document.front.description.clone());
        described
            .or_else(|| self.input.bodies.get(node).map(|body| body.outline.summary.clone()))
            .unwrap_or_default()
    }

    /// A page in a list: its facts, and its links as they are written in `scene`.
    pub(super) fn card(&self, scene: &Scene, id: PageId) -> Map {
        let site = self.input.site;
        let page = &site[id];
        let (document, front) = (&page.document, &page.document.front);
        let mut card = if document.lang == scene.lang {
            self.facts[id.index()].get_or_init(|| self.facts_of(id, scene.lang.locale())).clone()
        } else {
            self.facts_of(id, scene.lang.locale())
        };
        let mut terms: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
        for &term in &page.terms {
            let key = self.config_of(site[term].taxonomy).key.as_str();
            terms.entry(key).or_default().push(scene.term(site, term));
        }
        let in_section = || self.of_section(scene, page.section).link.clone();
        let links = [
            ("href", scene.base.href(&page.permalink).into()),
            ("cover", Value::from_serializable(&self.cover(scene, document))),
            ("unit", front.unit().map_or_else(Value::none, |unit| scene.unit(unit))),
            ("tags", terms.remove("tags").unwrap_or_default().into()),
            ("authors", terms.remove("author").unwrap_or_default().into()),
            (
                "terms",
                terms
                    .into_iter()
                    .map(|(key, links)| (key.to_owned().into(), links.into()))
                    .collect::<Map>()
                    .into(),
            ),
            ("section", site[page.section].parent.map_or_else(Value::none, |_| in_section())),
            ("document", self.official_document(scene, id, document).map_or_else(Value::none, Value::from)),
            (
                "report",
                front.report.as_ref().map_or_else(Value::none, |report| self.report(scene, document, report)),
            ),
            (
                "nomination",
                front
                    .nomination
                    .as_ref()
                    .map_or_else(Value::none, |it| self.nomination(scene, document, it).into()),
            ),
        ];
        card.extend(links.map(|(key, value)| (key.into(), value)));
        card
    }

    /// What every view of a page says in the same words.
    fn facts_of(&self, id: PageId, locale: Locale) -> Map {
        let page = &self.input.site[id];
        let (document, front) = (&page.document, &page.document.front);
        let date = |date| Date::new(date, locale);
        let syllables = self.input.bodies.get(Node::Page(id)).map_or(0, |body| body.outline.syllables);
        fields(&views::Facts {
            title: &document.title,
            path: page.permalink.as_str(),
            lang: document.lang.code(),
            date: document.date.map(date),
            updated: front.updated.map(date),
            summary: self.summary(Node::Page(id)),
            sample: front.sample,
            draft: front.draft,
            words: syllables,
            reading_minutes: reading_minutes(syllables),
            weight: front.weight,
        })
    }

    /// What the pages of a section show of it, in `scene`.
    pub(super) fn of_section<'s>(&self, scene: &'s Scene, id: SectionId) -> &'s SectionParts {
        scene.section(id, || {
            let site = self.input.site;
            let link = |id: SectionId| scene.link(&site[id].title, &site[id].permalink);
            SectionParts {
                link: link(id),
                trail: site.ancestors(id).into_iter().map(link).collect::<Vec<_>>().into(),
                feeds: Value::from_serializable(&self.feed_links(scene, Some(FeedOf::Section(id)))),
            }
        })
    }

    pub(super) fn cover(&self, scene: &Scene, document: &Document) -> Option<views::Image> {
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

    fn report(&self, scene: &Scene, page: &Document, report: &Report) -> Value {
        let week = place(report, page.date, &self.weeks).ok().map(|placed| placed.week);
        let number = report.week.or_else(|| week.and_then(|week| usize::try_from(week.number).ok()));
        let (from, to) = week.map_or_else(
            || (Value::none(), Value::none()),
            |week| (scene.day(week.from), scene.day(week.to)),
        );
        map([("unit", scene.unit(&report.unit)), ("week", number.into()), ("from", from), ("to", to)]).into()
    }

    /// What of the campaign a term is: a unit, a content, a movement; at most one of them is not null.
    pub(super) fn parts_of_term(&self, scene: &Scene, term: TermId) -> [Value; 3] {
        let term = &self.input.site[term];
        let key = self.config_of(term.taxonomy).key.as_str();
        let when = |wanted: &str, value: &dyn Fn(&str) -> Value| {
            if key == wanted { value(&term.key) } else { Value::none() }
        };
        [
            when("unit", &|id| scene.unit(id)),
            when("content", &|id| scene.content(id)),
            when("movement", &|id| scene.movement(id)),
        ]
    }

    pub(super) fn config_of(&self, taxonomy: TaxonomyId) -> &TaxonomyConfig {
        let site = self.input.site;
        &site.config.taxonomies[site[taxonomy].config]
    }

    /// The cards of these pages, each with the HTML that the theme's template makes of it.
    pub(super) fn cards(&self, scene: &Scene, pages: &[PageId]) -> Result<Value, Vec<Diagnostic>> {
        let cards = pages.iter().map(|&page| {
            let card = scene.card(page, || self.card(scene, page));
            card.shown(|fields| self.card_with_html(scene, page, fields))
        });
        Ok(cards.collect::<Result<Vec<Value>, _>>()?.into())
    }

    fn card_with_html(&self, scene: &Scene, id: PageId, mut card: Map) -> Result<Value, Vec<Diagnostic>> {
        if self.input.engine.has(CARD) {
            let mut context = scene.shared.clone();
            context.insert_value("card", card.clone().into());
            let subject = self.input.site[id].document.path.as_str();
            card.insert("html".into(), views::html(&self.finish(CARD, context, scene, subject)?));
        }
        Ok(card.into())
    }
}
