//! How far undertakings are, and what that comes to for a unit, a content, a movement.
//!
//! - What counts is the latest figure by the day it is of.
//! - Undertakings of different measures are never added up. What they come to is how many of them are done, under way and
//!   not begun, and the mean of their percentages, each held to 100 so that one that is exceeded does not hide others that
//!   lag. Percentages are rounded down: only what is done is 100 %.

use jiff::civil::Date;

use crate::campaign::{Campaign, Undertaking};
use crate::content::Done;

use super::super::model::PageId;
use super::{Known, Report};

/// How far an undertaking is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// In a word.
    pub state: State,
    /// In per cent of the target, rounded down; above 100 where it is exceeded.
    pub percent: u32,
    /// Whether it should have been done by now.
    pub is_overdue: bool,
    /// All figures by the day they are of, the latest last.
    pub figures: Vec<Figure>,
}

/// In a word, how far an undertaking is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Nothing is reported, or a figure of 0.
    NotBegun,
    /// Something is reported, and not all is done.
    UnderWay,
    /// All is done.
    Done,
}

/// A figure that a report gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The report.
    pub page: PageId,
    /// The week it is about.
    pub week: u32,
    /// The day the figure is of.
    pub day: Date,
    /// How much is done.
    pub done: Done,
    /// In per cent of the target, rounded down.
    pub percent: u32,
    /// What the report says about it.
    pub note: Option<String>,
}

/// What some undertakings come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Share {
    /// Which, by their places in the campaign's list.
    pub undertakings: Vec<usize>,
    /// How many of them are done.
    pub done: usize,
    /// How many are under way.
    pub under_way: usize,
    /// How many are not begun.
    pub not_begun: usize,
    /// The mean of their percentages, rounded down; 0 where there are none.
    pub percent: u32,
}

/// What undertakings come to, for each part of the campaign.
pub(super) struct Shares {
    pub(super) whole: Share,
    pub(super) units: Vec<Share>,
    pub(super) contents: Vec<Share>,
    pub(super) movements: Vec<Share>,
}

impl Standing {
    /// The figure that counts.
    pub fn latest(&self) -> Option<&Figure> {
        self.figures.last()
    }
}

/// How much of `undertaking` is `done`, in per cent rounded down; none if it is of another kind.
pub(super) fn percent(undertaking: &Undertaking, done: Done) -> Option<u32> {
    match (&undertaking.measure, done) {
        (Some(measure), Done::Figure(figure)) => Some(figure.percent_of(measure.target)),
        (None, Done::Whether(done)) => Some(if done { 100 } else { 0 }),
        (Some(_), Done::Whether(_)) | (None, Done::Figure(_)) => None,
    }
}

/// How far each undertaking is, by the reports of its unit.
pub(super) fn standings(
    campaign: &Campaign,
    known: &Known<'_>,
    reports: &[Report<'_>],
    today: Date,
) -> Vec<Standing> {
    let undertakings: Vec<_> = campaign.undertakings.iter().collect();
    let mut figures: Vec<Vec<(&Report<'_>, Figure)>> = vec![Vec::new(); undertakings.len()];
    for report in reports {
        for progress in &report.report.progress {
            let Some(&at) = known.undertakings.get(progress.undertaking.as_str()) else { continue };
            let is_own = undertakings[at].unit.as_str() == report.report.unit;
            let Some(percent) = percent(undertakings[at], progress.done).filter(|_| is_own) else { continue };
            let figure = Figure {
                page: report.page,
                week: report.placed.week.number,
                day: report.placed.day,
                done: progress.done,
                percent,
                note: progress.note.clone(),
            };
            figures[at].push((report, figure));
        }
    }
    let standings = undertakings.into_iter().zip(figures).map(|(undertaking, mut figures)| {
        figures.sort_by_key(|(report, _)| by_day(report));
        let latest = figures.last().map(|(_, figure)| figure);
        let state = latest.map_or(State::NotBegun, |latest| state(latest.done, latest.percent));
        Standing {
            state,
            percent: latest.map_or(0, |latest| latest.percent),
            is_overdue: state != State::Done && undertaking.due.as_ref().is_some_and(|due| **due < today),
            figures: figures.into_iter().map(|(_, figure)| figure).collect(),
        }
    });
    standings.collect()
}

/// The order of figures in time. Of two of one day the one published later counts; the path settles the rest.
pub(super) fn by_day<'a>(report: &Report<'a>) -> (Date, Date, &'a str) {
    (report.placed.day, report.placed.since, report.path)
}

fn state(done: Done, percent: u32) -> State {
    let is_begun = match done {
        Done::Figure(figure) => !figure.is_zero(),
        // Who reports on it has begun.
        Done::Whether(_) => true,
    };
    match percent {
        100.. => State::Done,
        _ if is_begun => State::UnderWay,
        _ => State::NotBegun,
    }
}

/// What the undertakings come to, for each part of the campaign.
pub(super) fn shares(campaign: &Campaign, known: &Known<'_>, standings: &[Standing]) -> Shares {
    let empty = |parts: usize| vec![Vec::new(); parts];
    let mut units = empty(campaign.units.iter().len());
    let mut contents = empty(campaign.contents.len());
    let mut movements = empty(campaign.movements.items.len());
    for (at, undertaking) in campaign.undertakings.iter().enumerate() {
        let unit = known.units.get(undertaking.unit.as_str());
        let content = known.contents.get(undertaking.content.as_str());
        let movement = undertaking.movement.as_ref().and_then(|id| known.movements.get(id.as_str()));
        for (part, lists) in [(unit, &mut units), (content, &mut contents), (movement, &mut movements)] {
            if let Some(&part) = part {
                lists[part].push(at);
            }
        }
    }
    let shares = |lists: Vec<Vec<usize>>| lists.into_iter().map(|list| share(list, standings)).collect();
    Shares {
        whole: share((0..standings.len()).collect(), standings),
        units: shares(units),
        contents: shares(contents),
        movements: shares(movements),
    }
}

fn share(undertakings: Vec<usize>, standings: &[Standing]) -> Share {
    let count = |state: State| {
        undertakings.iter().filter(|&&undertaking| standings[undertaking].state == state).count()
    };
    let sum: u64 = undertakings.iter().map(|&it| u64::from(standings[it].percent.min(100))).sum();
    let mean = sum.checked_div(undertakings.len() as u64).unwrap_or(0);
    Share {
        done: count(State::Done),
        under_way: count(State::UnderWay),
        not_begun: count(State::NotBegun),
        percent: u32::try_from(mean).unwrap_or(100),
        undertakings,
    }
}
