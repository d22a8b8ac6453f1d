//! What a report is about: the posts, figures, weeks and nominations within its scope.

use jiff::civil::Date;

use crate::campaign::{Campaign, Undertaking, Unit};
use crate::site::{Board, PageId, Site, Standing, board, nominations};

use super::Scope;
use super::markdown::{cell, link};

/// What a report is about.
pub(super) struct Gathered<'a> {
    pub(super) site: &'a Site,
    pub(super) campaign: &'a Campaign,
    /// The unit it is about, if it is about one.
    pub(super) unit: Option<&'a Unit>,
    pub(super) from: Date,
    pub(super) to: Date,
    /// News within its days, the earliest first.
    pub(super) posts: Vec<PageId>,
    /// How far everything was on its last day.
    pub(super) board: Board,
    /// Those there were on its last day.
    pub(super) nominations: Vec<PageId>,
    root: &'a str,
}

impl<'a> Gathered<'a> {
    pub(super) fn of(site: &'a Site, campaign: &'a Campaign, today: Date, scope: &'a Scope) -> Self {
        let from = scope.from.unwrap_or(campaign.period.start);
        let to = scope.to.unwrap_or(today).max(from);
        let unit = scope.unit.as_deref().and_then(|id| campaign.unit(id));
        let is_of_unit = |of: Option<&str>| unit.is_none_or(|unit| of == Some(unit.id.as_str()));
        let mut posts: Vec<PageId> = site
            .news()
            .filter(|(_, page)| is_of_unit(page.document.front.unit()))
            .filter(|(_, page)| page.document.date.is_some_and(|date| from <= date && date <= to))
            .map(|(id, _)| id)
            .collect();
        posts.sort_by_key(|&id| (site[id].document.date, id));
        let seen = to.min(today);
        let mut nominations = nominations(site, seen);
        nominations.retain(|&id| {
            let nomination = site[id].document.front.nomination.as_ref();
            is_of_unit(nomination.and_then(|nomination| nomination.unit.as_deref()))
        });
        Self {
            site,
            campaign,
            unit,
            from,
            to,
            posts,
            board: board(site, seen),
            nominations,
            root: &scope.root,
        }
    }

    /// The undertakings, each with how far it is.
    pub(super) fn undertakings(&self) -> impl Iterator<Item = (&'a Undertaking, &Standing)> {
        let all = self.campaign.undertakings.iter().zip(&self.board.standings);
        all.filter(|(undertaking, _)| self.unit.is_none_or(|unit| unit.id == undertaking.unit))
    }

    /// The units with their places in the campaign's list.
    pub(super) fn units(&self) -> impl Iterator<Item = (usize, &'a Unit)> {
        let units = self.campaign.units.iter().enumerate();
        units.filter(|(_, unit)| self.unit.is_none_or(|own| own.id == unit.id))
    }

    /// The posts with this under a key of their front matter.
    pub(super) fn posts_of(&self, key: &str, id: &str) -> Vec<PageId> {
        let has = |page: &PageId| {
            let front = &self.site[*page].document.front;
            match key {
                "unit" => front.unit() == Some(id),
                key => front.terms(key).iter().any(|term| term == id),
            }
        };
        self.posts.iter().copied().filter(has).collect()
    }

    /// A link to the file of a page.
    pub(super) fn source(&self, page: PageId) -> String {
        let document = &self.site[page].document;
        let link = link(&document.title, &format!("{}{}", self.root, document.path));
        if document.front.sample { format!("{link} (mẫu)") } else { link }
    }

    /// Links to the files of pages, each once.
    pub(super) fn sources(&self, pages: &[PageId]) -> String {
        let mut seen = Vec::new();
        for &page in pages {
            if !seen.contains(&page) {
                seen.push(page);
            }
        }
        seen.into_iter().map(|page| self.source(page)).collect::<Vec<_>>().join("; ")
    }

    /// The name of a unit.
    pub(super) fn unit_name(&self, id: &str) -> String {
        self.campaign.unit(id).map_or_else(|| cell(id), |unit| named(&unit.name, unit.sample))
    }

    /// Whether any of it is only a sample.
    pub(super) fn has_samples(&self) -> bool {
        let is_sample = |page: &PageId| self.site[*page].document.front.sample;
        self.units().any(|(_, unit)| unit.sample)
            || self.undertakings().any(|(undertaking, _)| undertaking.sample)
            || self.posts.iter().chain(&self.nominations).any(is_sample)
    }
}

/// A name, marked where it is a sample's.
pub(super) fn named(name: &str, is_sample: bool) -> String {
    if is_sample { format!("{} (mẫu)", cell(name)) } else { cell(name) }
}
