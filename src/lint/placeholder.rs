//! `placeholder`: the number or the day of a document left blank.

use super::context::Context;
use super::found::Found;
use super::reading::{Reading, Words};
use super::trigger::Trigger;
use crate::diag::{Diagnostic, Message, message};
use crate::text::document_symbol::is_kind;

pub(super) fn check(reading: &Reading<'_>, _: &Context, found: &mut Found) {
    let words = reading.words();
    for at in words.that_may_be(Trigger::BEHIND_STROKE | Trigger::DAY) {
        if is_blank_number(words, at) {
            let first = if words.lead(at).contains('\n') || at == 0 { at } else { at - 1 };
            let what = message!("số văn bản còn để trống", "the number of the document is left blank");
            report(reading, first..at + 2, what, found);
        } else if is_blank_day(words, at) {
            let what = message!("ngày còn để trống", "the day is left blank");
            report(reading, at..at + 2, what, found);
        }
    }
}

fn report(reading: &Reading<'_>, words: std::ops::Range<usize>, what: Message, found: &mut Found) {
    let finding = Diagnostic::warning("placeholder", what).at(reading.place(words)).help(message!(
        "điền cho đủ trước khi đăng; bản gốc để trống thì giữ và ghi lý do vào allow",
        "fill it in before it is published; if the original has it blank, keep it and give the reason in allow"
    ));
    found.push(finding);
}

/// “Số: /KH-VP”, “Số …/2024/QĐ-UBND”, “/KH-VP” alone: the word `at` follows the stroke.
fn is_blank_number(words: &Words<'_>, at: usize) -> bool {
    let lead = words.lead(at);
    let Some(blank) = lead.strip_suffix('/') else { return false };
    let has_year = words.figures(at) == Some(4) && words.gap(at) == "/" && is_kind(words.get(at + 1));
    if !(has_year || is_kind(words.get(at)) && words.gap(at) == "-") {
        return false;
    }
    let blank = blank.rsplit('\n').next().unwrap_or_default();
    let is_blank = blank.chars().all(|c| matches!(c, ' ' | '\u{A0}' | ':' | '.' | '…' | '_'));
    let stands_first = at == 0 || lead.contains('\n');
    is_blank && (stands_first || at.checked_sub(1).is_some_and(|before| words.is(before, "số")))
}

/// “, ngày tháng 5 năm 2024”, “ngày … tháng …”: the word `at` is “ngày”.
fn is_blank_day(words: &Words<'_>, at: usize) -> bool {
    if !words.is(at, "ngày") || !words.is(at + 1, "tháng") {
        return false;
    }
    let gap = words.gap(at).trim();
    if !gap.is_empty() {
        return is_dots(gap);
    }
    // "những ngày tháng 5 năm 2024" lacks nothing: only where a date must stand.
    let lead = words.lead(at);
    let is_date = at == 0 || lead.contains([',', '\n']);
    let month = words.is_spaced(at + 1) && words.figures(at + 2).is_some_and(|figures| figures <= 2);
    is_date
        && month
        && words.is_spaced(at + 2)
        && words.are(at + 3, &["năm"])
        && words.figures(at + 4) == Some(4)
}

/// Whether it is what people leave to be filled in.
fn is_dots(gap: &str) -> bool {
    (gap.contains('…') || gap.len() > 1) && gap.chars().all(|c| matches!(c, '.' | '…' | '_' | ' '))
}
