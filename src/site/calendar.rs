//! The days of a campaign that people keep: its period, reports, what is due, the anniversary.

use jiff::civil::Date;

use crate::campaign::{Campaign, Week};

/// Something that happens on a day, or on all days from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// What it is.
    pub occasion: Occasion,
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
}

/// What happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// The campaign.
    Period,
    /// The reports on a week are due; only where the campaign says on which weekday.
    Report(Week),
    /// An undertaking is due, by its place in the campaign's list.
    Due(usize),
    /// The anniversary.
    Anniversary,
}

/// The events of a campaign by their first day.
pub fn calendar(campaign: &Campaign) -> Vec<Event> {
    let on = |occasion, day| Event { occasion, from: day, to: day };
    let Campaign { period, anniversary, .. } = campaign;
    let mut events = vec![Event { occasion: Occasion::Period, from: period.start, to: period.end }];
    if let Some(reports) = &campaign.reports {
        events.extend(period.weeks().map(|week| on(Occasion::Report(week), reports.day(week))));
    }
    let due = campaign.undertakings.iter().enumerate();
    events.extend(due.filter_map(|(at, it)| Some(on(Occasion::Due(at), **it.due.as_ref()?))));
    events.push(on(Occasion::Anniversary, anniversary.date));
    events.sort_by_key(|event| event.from);
    events
}
