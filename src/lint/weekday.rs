//! `weekday`: “thứ Bảy, ngày 24/8/2024” against the calendar.

use jiff::civil::Weekday;

use super::context::Context;
use super::dates::Dated;
use super::found::Found;
use super::reading::{Reading, Words, is_capitalised};
use crate::diag::{Diagnostic, message};
use crate::text::{Locale, dates};

/// Words before “thứ năm” that make it the fifth, even where it has a capital: “Lần thứ Năm”.
const COUNTED: [&str; 8] = ["đợt", "khóa", "khoá", "kì", "kỳ", "lần", "ngày", "tuần"];

/// Words before “thứ năm” that leave it the weekday.
const TIMED: [&str; 14] =
    ["chiều", "đêm", "đến", "hôm", "là", "sáng", "sang", "tối", "trưa", "trước", "từ", "vào", "và", "tới"];

pub(super) fn check(reading: &Reading<'_>, _: &Context, found: &mut Found) {
    let words = reading.words();
    for date in &reading.dates {
        let Some(day) = date.date() else { continue };
        let Some((named, place)) = before(words, date).or_else(|| behind(words, date)) else { continue };
        if named == day.weekday() {
            continue;
        }
        let written = words.text(place.clone());
        let (right_vi, right_en) = (dates::weekday(day, Locale::Vi), dates::weekday(day, Locale::En));
        let (day_vi, day_en) = (dates::short(day, Locale::Vi), dates::short(day, Locale::En));
        let finding = Diagnostic::warning(
            "weekday",
            message!(
                "ngày {day_vi} là {right_vi}, không phải “{written}”",
                "{day_en} is a {right_en}, not “{written}”"
            ),
        )
        .help(message!("sửa thứ hoặc sửa ngày", "mend the weekday or the date"));
        found.once(&format!("{written} {day}"), reading.place(place), Vec::new(), finding);
    }
}

/// The weekday that stands before a date.
fn before(words: &Words<'_>, date: &Dated) -> Option<(Weekday, std::ops::Range<usize>)> {
    let mut first = date.words.start;
    if words.before(first).is_some_and(|it| words.is(it, "ngày")) {
        first -= 1;
    }
    let last = first.checked_sub(1)?;
    if !matches!(words.gap(last), " " | ", " | " (" | ",\u{A0}" | " - " | " – ") {
        return None;
    }
    let (weekday, start) = match last.checked_sub(1) {
        Some(start) if words.is_spaced(start) && vietnamese(words, start).is_some() => {
            (vietnamese(words, start)?, start)
        }
        _ => (english(words.get(last))?, last),
    };
    let is_weekday = !words.is(start, "thứ")
        || words.before(start).is_none_or(|before| {
            // "phiên họp thứ năm" is the fifth; a capital tells that it is not.
            let is_named = is_capitalised(words.get(start + 1));
            words.is_any(before, &TIMED) || is_named && !words.is_any(before, &COUNTED)
        });
    is_weekday.then_some((weekday, start..last + 1))
}

/// The weekday that stands behind a date, in brackets.
fn behind(words: &Words<'_>, date: &Dated) -> Option<(Weekday, std::ops::Range<usize>)> {
    let start = date.words.end;
    if !words.gap(start - 1).ends_with('(') || words.gap(start - 1).len() > 2 {
        return None;
    }
    match vietnamese(words, start) {
        Some(weekday) if words.is_spaced(start) => Some((weekday, start..start + 2)),
        _ => Some((english(words.get(start))?, start..start + 1)),
    }
}

/// The weekday that two words name.
fn vietnamese(words: &Words<'_>, start: usize) -> Option<Weekday> {
    if words.is(start, "chủ") && words.is(start + 1, "nhật") {
        return Some(Weekday::Sunday);
    }
    if !words.is(start, "thứ") {
        return None;
    }
    const NAMES: [(&str, &str, Weekday); 6] = [
        ("hai", "2", Weekday::Monday),
        ("ba", "3", Weekday::Tuesday),
        ("tư", "4", Weekday::Wednesday),
        ("năm", "5", Weekday::Thursday),
        ("sáu", "6", Weekday::Friday),
        ("bảy", "7", Weekday::Saturday),
    ];
    NAMES
        .iter()
        .find(|(name, figure, _)| words.is_any(start + 1, &[name, figure]))
        .map(|(.., weekday)| *weekday)
}

/// The weekday that an English word names.
fn english(word: &str) -> Option<Weekday> {
    Some(match word {
        "Monday" => Weekday::Monday,
        "Tuesday" => Weekday::Tuesday,
        "Wednesday" => Weekday::Wednesday,
        "Thursday" => Weekday::Thursday,
        "Friday" => Weekday::Friday,
        "Saturday" => Weekday::Saturday,
        "Sunday" => Weekday::Sunday,
        _ => return None,
    })
}
