//! Dates in running text.

use std::ops::Range;

use jiff::civil::Date;

use super::reading::Words;
use super::trigger::Trigger;

/// A date as written. The calendar may not have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dated {
    /// From the day to the year, whichever stands first.
    pub(super) words: Range<usize>,
    pub(super) day: u32,
    pub(super) month: u32,
    pub(super) year: Option<u32>,
    pub(super) form: Form,
}

/// How a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `24/8/2024`; without a year only after “ngày”.
    Figures,
    /// `24 tháng 8 năm 2024`.
    Words,
    /// `24 August 2024`, `August 24, 2024`.
    English,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

impl Dated {
    /// The day it means; none if it names no year, or the calendar has no such day.
    pub(super) fn date(&self) -> Option<Date> {
        let (year, month, day) = (self.year?, self.month, self.day);
        Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
    }
}

/// The dates among `words`, in order.
pub(super) fn find(words: &Words<'_>) -> Vec<Dated> {
    let mut found: Vec<Dated> = Vec::new();
    let mut end = 0;
    for at in words.that_may_be(Trigger::FIGURES | Trigger::CAPITAL) {
        if at < end {
            continue;
        }
        let date = match words.figures(at) {
            Some(1..=2) => {
                in_figures(words, at).or_else(|| in_words(words, at)).or_else(|| english(words, at))
            }
            Some(_) => None,
            None => american(words, at),
        };
        let Some(date) = date else { continue };
        end = date.words.end;
        found.push(date);
    }
    found
}

/// `24/8/2024`, also `24-8-2024` and `24.8.2024` after “ngày”; `24/8` after “ngày”.
fn in_figures(words: &Words<'_>, at: usize) -> Option<Dated> {
    let separator = words.gap(at);
    let after_day = words.before(at).is_some_and(|before| words.is(before, "ngày"));
    let is_joined =
        words.lead(at).ends_with(['/', '.', ',']) || words.lead(at).ends_with('-') && separator == "-";
    if is_joined || !(separator == "/" || after_day && matches!(separator, "-" | ".")) {
        return None;
    }
    let (day, month) =
        (words.number(at)?, words.figures(at + 1).filter(|it| *it <= 2).and(words.number(at + 1))?);
    let is_full = words.gap(at + 1) == separator && words.figures(at + 2) == Some(4);
    let end = at + if is_full { 3 } else { 2 };
    // 1/2/3, 24/8/2024/QH15: something else.
    let goes_on = words.gap(end - 1) == "/" && end < words.len();
    if goes_on || !(is_full || after_day && separator == "/") {
        return None;
    }
    let year =
        if is_full { Some(words.number(at + 2).filter(|year| (1000..=2999).contains(year))?) } else { None };
    Some(Dated { words: at..end, day, month, year, form: Form::Figures })
}

/// `24 tháng 8 năm 2024`, `24 tháng 8`.
fn in_words(words: &Words<'_>, at: usize) -> Option<Dated> {
    if !(words.is_spaced(at) && words.is(at + 1, "tháng") && words.is_spaced(at + 1)) {
        return None;
    }
    let day = words.number(at)?;
    let month = words.figures(at + 2).filter(|it| *it <= 2).and(words.number(at + 2))?;
    // "5 tháng 8 ngày" is how long it took, not when it was.
    let after_day = words.before(at).is_some_and(|before| words.is(before, "ngày"));
    let has_year = words.is_spaced(at + 2) && words.is(at + 3, "năm") && words.is_spaced(at + 3);
    let year =
        if has_year { words.figures(at + 4).filter(|it| *it == 4).and(words.number(at + 4)) } else { None };
    if year.is_none() && !after_day {
        return None;
    }
    let end = if year.is_some() { at + 5 } else { at + 3 };
    Some(Dated { words: at..end, day, month, year, form: Form::Words })
}

/// `24 August 2024`.
fn english(words: &Words<'_>, at: usize) -> Option<Dated> {
    let month = if words.is_spaced(at) { month(words.get(at + 1))? } else { return None };
    let year =
        words.figures(at + 2).filter(|it| *it == 4 && words.is_spaced(at + 1)).and(words.number(at + 2))?;
    Some(Dated { words: at..at + 3, day: words.number(at)?, month, year: Some(year), form: Form::English })
}

/// `August 24, 2024`.
fn american(words: &Words<'_>, at: usize) -> Option<Dated> {
    let month = month(words.get(at)).filter(|_| words.is_spaced(at))?;
    let day = words.figures(at + 1).filter(|it| *it <= 2).and(words.number(at + 1))?;
    let year =
        words.figures(at + 2).filter(|it| *it == 4 && words.gap(at + 1) == ", ").and(words.number(at + 2))?;
    Some(Dated { words: at..at + 3, day, month, year: Some(year), form: Form::English })
}

fn month(word: &str) -> Option<u32> {
    word.as_bytes().first().filter(|first| first.is_ascii_uppercase())?;
    let at = MONTHS.iter().position(|month| month.eq_ignore_ascii_case(word))?;
    u32::try_from(at + 1).ok()
}
