//! `anniv-arith`: “kỷ niệm 75 năm … (24/8/1949 - 24/8/2024)”: the years against the two dates behind them.

use std::ops::Range;

use super::context::Context;
use super::found::Found;
use super::reading::{Reading, Words};
use crate::diag::{Diagnostic, message};

/// How many words may stand between the number and its dates.
const REACH: usize = 24;

pub(super) fn check(reading: &Reading<'_>, _: &Context, found: &mut Found) {
    for pair in reading.dates.windows(2) {
        let [from, to] = pair else { continue };
        let (Some(from_year), Some(to_year)) = (from.year, to.year) else { continue };
        // Only whole years: the same day of two years.
        if (from.day, from.month) != (to.day, to.month) || to_year <= from_year {
            continue;
        }
        let words = reading.words();
        let is_dash = matches!(words.gap(from.words.end - 1).trim(), "-" | "–" | "—");
        if !is_dash || !words.lead(from.words.start).ends_with('(') {
            continue;
        }
        let years = to_year - from_year;
        let Some((claimed, place)) = claim(words, from.words.start) else { continue };
        if claimed != years {
            let finding = Diagnostic::warning(
                "anniv-arith",
                message!(
                    "viết {claimed} năm, nhưng từ {from_year} đến {to_year} là {years} năm",
                    "it says {claimed} years, but {from_year} to {to_year} are {years} years"
                ),
            )
            .help(message!("tính lại số năm, hoặc sửa ngày", "mend the number of years, or the dates"));
            found.once(&format!("{claimed} {years}"), reading.place(place), Vec::new(), finding);
        }
    }
}

/// The years that are said before the word `end` in its sentence, and the words that say so.
fn claim(words: &Words<'_>, end: usize) -> Option<(u32, Range<usize>)> {
    for at in (end.saturating_sub(REACH)..end).rev() {
        if at + 1 < end && words.gap(at).contains(['\n', '(', ')', ';']) {
            return None;
        }
        let is_vietnamese = words.number(at).is_some() && words.are(at + 1, &["năm"]) && words.is_spaced(at);
        // "trong 5 năm" counts something else.
        let is_celebrated = words.before(at).is_some_and(|it| words.is_any(it, &["niệm", "thứ"]));
        if is_vietnamese && (is_celebrated || words.is(at + 2, "ngày")) {
            return Some((words.number(at)?, at..at + 2));
        }
        if words.are(at + 1, &["anniversary"]) && words.is_spaced(at) {
            let digits = words.get(at).trim_end_matches(|c: char| c.is_ascii_alphabetic());
            return digits.parse().ok().map(|years| (years, at..at + 2));
        }
    }
    None
}
