//! The board of a campaign: who has reported and how far everything is, on a day.
//!
//! 1. `placed` finds the week of each report, and the day its figures are of.
//! 2. [`board`] counts those there are by the day asked for: weeks × units (`matrix`), and how far each undertaking is and
//!    what that comes to for each unit, content and movement (`progress`).
//! 3. [`check`] tells what is wrong with reports: in each by itself, and between them.
//!
//! A board is a pure function of the site and the day. It does not depend on the order of files.

mod check;
mod matrix;
mod placed;
mod progress;

use std::collections::HashMap;

use jiff::civil::Date;

use crate::campaign::{Campaign, Period};

use super::model::{Page, PageId, Site};

pub use matrix::{BoardWeek, Cell, CellState, Phase, Row};
pub use placed::{Placed, place};
pub use progress::{Figure, Share, Standing, State};

pub(super) use check::{check_document, check_reports};

/// Who has reported and how far everything is, on a day. Empty where there is no campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    /// The day.
    pub today: Date,
    /// The weeks of the campaign, in order.
    pub weeks: Vec<BoardWeek>,
    /// One row a unit, in the campaign's order of units.
    pub rows: Vec<Row>,
    /// How far each undertaking is, in the campaign's order.
    pub standings: Vec<Standing>,
    /// What all of them come to.
    pub whole: Share,
    /// What they come to for each unit, in the campaign's order.
    pub units: Vec<Share>,
    /// For each content, in the campaign's order.
    pub contents: Vec<Share>,
    /// For each movement, in the campaign's order.
    pub movements: Vec<Share>,
}

/// The board of `site` on the day `today`: of the reports that are shown and that were there by then.
pub fn board(site: &Site, today: Date) -> Board {
    let Some(campaign) = &site.campaign else { return Board::empty(today) };
    let known = Known::of(campaign);
    let mut reports: Vec<Report<'_>> = reports(site, &campaign.period).collect();
    reports.retain(|report| report.placed.since <= today && report.placed.week.from <= today);
    let (weeks, rows) = matrix::matrix(campaign, &known, &reports, today);
    let standings = progress::standings(campaign, &known, &reports, today);
    let shares = progress::shares(campaign, &known, &standings);
    Board {
        today,
        weeks,
        rows,
        standings,
        whole: shares.whole,
        units: shares.units,
        contents: shares.contents,
        movements: shares.movements,
    }
}

impl Board {
    fn empty(today: Date) -> Self {
        Self {
            today,
            weeks: Vec::new(),
            rows: Vec::new(),
            standings: Vec::new(),
            whole: Share::default(),
            units: Vec::new(),
            contents: Vec::new(),
            movements: Vec::new(),
        }
    }

    /// The week of the day.
    pub fn current(&self) -> Option<&BoardWeek> {
        self.weeks.iter().find(|week| week.phase == Phase::Current)
    }
}

/// A page that is a report, in its week.
#[derive(Debug, Clone, Copy)]
struct Report<'a> {
    page: PageId,
    path: &'a str,
    report: &'a crate::content::Report,
    placed: Placed,
}

/// The reports of a site that have a week, by file. One that is the translation of another counts once.
fn reports<'a>(site: &'a Site, period: &Period) -> impl Iterator<Item = Report<'a>> {
    let main = &site.config.main().lang;
    let is_original = move |page: &Page| {
        page.document.lang == *main || page.translations.iter().all(|(lang, _)| lang != main)
    };
    let weeks: Vec<_> = period.weeks().collect();
    site.pages().filter(move |(_, page)| is_original(page)).filter_map(move |(id, page)| {
        let document = &page.document;
        let report = document.front.report.as_ref()?;
        let placed = place(report, document.date, &weeks).ok()?;
        Some(Report { page: id, path: document.path.as_str(), report, placed })
    })
}

/// Where the parts of a campaign stand in their lists, by id.
pub(super) struct Known<'a> {
    pub(super) units: HashMap<&'a str, usize>,
    pub(super) undertakings: HashMap<&'a str, usize>,
    contents: HashMap<&'a str, usize>,
    movements: HashMap<&'a str, usize>,
}

impl<'a> Known<'a> {
    pub(super) fn of(campaign: &'a Campaign) -> Self {
        fn by_id<'a>(ids: impl Iterator<Item = &'a str>) -> HashMap<&'a str, usize> {
            ids.enumerate().map(|(at, id)| (id, at)).collect()
        }
        Self {
            units: by_id(campaign.units.ids()),
            undertakings: by_id(campaign.undertakings.iter().map(|it| it.id.as_str())),
            contents: by_id(campaign.contents.iter().map(|it| it.id.as_str())),
            movements: by_id(campaign.movements.items.iter().map(|it| it.id.as_str())),
        }
    }
}
