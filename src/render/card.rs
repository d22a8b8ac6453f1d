//! A page in a list, and the facts about it that every view of it shows.

use std::collections::BTreeMap;

use crate::config::TaxonomyConfig;
use crate::content::{Document, NomineeKind, Report};
use crate::site::{Node, PageId, Resolved, TaxonomyId, TermId, resolve_file};
use crate::source::SourceFile;
use crate::text::reading_minutes;

use super::renderer::{Input, Renderer};
use super::scene::{Scene, unit_permalink};
use super::views::{self, Date, Link};

impl Renderer<'_> {
    /// One sentence or paragraph about a page: what its author says of it, else how it begins.
    pub(super) fn summary(&self, node: Node) -> String {
        let described =
            self.input.site.document(node).and_then(|document| document.front.description.clone());
        described
            .or_else(|| self.input.bodies.get(&node).map(|body| body.summary.clone()))
            .unwrap_or_default()
    }

    pub(super) fn card(&self, scene: &Scene, id: PageId) -> views::Card {
        let site = self.input.site;
        let page = &site[id];
        let document = &page.document;
        let front = &document.front;
        let date = |date| Date::new(date, scene.lang.locale());
        let syllables = self.input.bodies.get(&Node::Page(id)).map_or(0, |body| body.syllables);
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

    pub(super) fn unit_of_term(&self, scene: &Scene, term: TermId) -> Option<views::Unit> {
        let term = &self.input.site[term];
        let of_units = self.config_of(term.taxonomy).key == "unit";
        if of_units { self.unit(scene, &term.key) } else { None }
    }

    pub(super) fn config_of(&self, taxonomy: TaxonomyId) -> &TaxonomyConfig {
        let site = self.input.site;
        &site.config.taxonomies[site[taxonomy].config]
    }

    pub(super) fn lists(
        &self,
        scene: &Scene,
        lists: &BTreeMap<String, Vec<PageId>>,
    ) -> BTreeMap<String, Vec<views::Card>> {
        let cards = |pages: &[PageId]| pages.iter().map(|&page| self.card(scene, page)).collect();
        lists.iter().map(|(name, pages)| (name.clone(), cards(pages))).collect()
    }
}
