//! Weeks × units: who has reported on which week, and who owes a report.

use jiff::civil::Date;

use crate::campaign::{Campaign, Unit, Week};

use super::super::model::PageId;
use super::{Known, Report};

/// A week of the campaign, seen from the day of the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BoardWeek {
    /// The week.
    pub week: Week,
    /// Whether it is over.
    pub phase: Phase,
    /// How many of the units that owe a report have reported on it.
    pub reported: usize,
}

/// Whether a week is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Its last day is past.
    Over,
    /// The day belongs to it.
    Current,
    /// It has not begun.
    ToCome,
}

/// The reports of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// One cell a week.
    pub cells: Vec<Cell>,
}

/// The reports of a unit on a week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Whether there is one, or should be.
    pub state: CellState,
    /// The pages, the earliest first.
    pub reports: Vec<PageId>,
}

/// Whether a unit has reported on a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellState {
    /// It has.
    Reported,
    /// It has not, and the week is over.
    Late,
    /// It has not yet, and the week is the current one.
    Due,
    /// The week is to come.
    NotYet,
    /// It has not, and owes none.
    Free,
}

impl Row {
    /// The cells in this state, with the numbers of their weeks.
    pub fn weeks(&self, state: CellState) -> impl Iterator<Item = usize> {
        let cells = self.cells.iter().enumerate().filter(move |(_, cell)| cell.state == state);
        cells.map(|(at, _)| at + 1)
    }
}

/// The weeks, and a row for each unit.
pub(super) fn matrix(
    campaign: &Campaign,
    known: &Known<'_>,
    reports: &[Report<'_>],
    today: Date,
) -> (Vec<BoardWeek>, Vec<Row>) {
    let phase = |week: &Week| match () {
        () if week.to < today => Phase::Over,
        () if today < week.from => Phase::ToCome,
        () => Phase::Current,
    };
    let mut weeks: Vec<_> =
        campaign.period.weeks().map(|week| BoardWeek { week, phase: phase(&week), reported: 0 }).collect();
    let empty = |unit: &Unit| {
        let state = |week: &BoardWeek| match week.phase {
            _ if unit.exempt => CellState::Free,
            Phase::Over => CellState::Late,
            Phase::Current => CellState::Due,
            Phase::ToCome => CellState::NotYet,
        };
        Row { cells: weeks.iter().map(|week| Cell { state: state(week), reports: Vec::new() }).collect() }
    };
    let units: Vec<&Unit> = campaign.units.iter().collect();
    let mut rows: Vec<Row> = units.iter().map(|unit| empty(unit)).collect();
    let mut ordered: Vec<&Report<'_>> = reports.iter().collect();
    ordered.sort_by_key(|report| (report.placed.since, report.path));
    for report in ordered {
        let Some(&unit) = known.units.get(report.report.unit.as_str()) else { continue };
        let Some(at) = usize::try_from(report.placed.week.number).ok().and_then(|it| it.checked_sub(1))
        else {
            continue;
        };
        let cell = &mut rows[unit].cells[at];
        cell.state = CellState::Reported;
        cell.reports.push(report.page);
        weeks[at].reported += usize::from(cell.reports.len() == 1 && !units[unit].exempt);
    }
    (weeks, rows)
}
