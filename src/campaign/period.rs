//! When the campaign runs (thời gian), its weeks, and the day it leads up to (ngày kỷ niệm).

use jiff::ToSpan;
use jiff::civil::Date;

use crate::diag::message;
use crate::yaml::Fields;

use super::spanned::Text;

/// The days of the campaign: the first, the last and all between. The last is never before the first.
#[derive(Debug, Clone)]
pub struct Period {
    /// The first day.
    pub start: Date,
    /// The last day, which still belongs to it.
    pub end: Date,
    /// The period in the plan's words.
    pub text: Text,
}

/// A week of the campaign, counted from its first day whatever weekday that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week {
    /// From 1.
    pub number: u32,
    /// The first day.
    pub from: Date,
    /// The last day: the seventh, or the campaign's last.
    pub to: Date,
}

/// The anniversary (ngày kỷ niệm) the campaign leads up to.
#[derive(Debug, Clone)]
pub struct Anniversary {
    /// The day of the celebration.
    pub date: Date,
    /// The day of the event itself; never after `date`.
    pub of: Date,
    /// What is celebrated.
    pub name: Text,
}

impl Period {
    /// How many days, the first and the last counted.
    pub fn days(&self) -> u32 {
        days_between(self.start, self.end) + 1
    }

    /// Whether `day` belongs to it.
    pub fn contains(&self, day: Date) -> bool {
        self.start <= day && day <= self.end
    }

    /// The weeks, in order; the last may be short.
    pub fn weeks(&self) -> impl Iterator<Item = Week> {
        let from = self.start.series(7.days()).take_while(|from| *from <= self.end);
        (1..).zip(from).map(|(number, from)| {
            let to = from.saturating_add(6.days()).min(self.end);
            Week { number, from, to }
        })
    }
}

impl Week {
    /// Whether `day` belongs to it.
    pub fn contains(&self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }
}

/// How many days lie from `from` to `to`; 0 if `to` is earlier.
pub(super) fn days_between(from: Date, to: Date) -> u32 {
    u32::try_from(from.duration_until(to).as_hours() / 24).unwrap_or(0)
}

/// Whether a period ends no earlier than it starts; reports it otherwise.
pub(super) fn ends_after_start(fields: &mut Fields<'_>, start: Option<Date>, end: Option<Date>) -> bool {
    let reversed = matches!((start, end), (Some(start), Some(end)) if end < start);
    if reversed && let Some(end) = fields.get("end") {
        end.error(
            "period-reversed",
            message!("ngày kết thúc đứng trước ngày bắt đầu", "the last day is before the first"),
            Some(message!(
                "sửa lại start (ngày đầu) hoặc end (ngày cuối)",
                "mend start (the first day) or end (the last)"
            )),
        );
    }
    !reversed
}

/// Whether an anniversary is no earlier than its event; reports it otherwise.
pub(super) fn follows_event(fields: &mut Fields<'_>, date: Option<Date>, of: Option<Date>) -> bool {
    let reversed = matches!((date, of), (Some(date), Some(of)) if date < of);
    if reversed && let Some(of) = fields.get("of") {
        of.error(
            "anniversary-reversed",
            message!("sự kiện được kỷ niệm lại đứng sau ngày kỷ niệm", "the event is after its anniversary"),
            Some(message!(
                "date là ngày kỷ niệm (24/8/2024), of là ngày của sự kiện (24/8/1949)",
                "date is the anniversary (24/8/2024), of is the day of the event (24/8/1949)"
            )),
        );
    }
    !reversed
}
