//! `anniv-phrase`: “kỷ niệm 75 Ngày giải phóng” has lost its “năm”.

use super::context::Context;
use super::found::Found;
use super::reading::Reading;
use super::trigger::Trigger;
use crate::diag::{Diagnostic, message};

/// Words whose number ends before the “Ngày”: “tháng 11 Ngày hội …”.
const BEARS_NUMBER: [&str; 14] = [
    "chương", "điểm", "điều", "khoản", "khóa", "lần", "mục", "năm", "ngày", "quý", "số", "tháng", "thứ",
    "tuần",
];

pub(super) fn check(reading: &Reading<'_>, _: &Context, found: &mut Found) {
    let words = reading.words();
    for at in words.that_may_be(Trigger::FIGURES) {
        let Some(years) = words.number(at).filter(|_| words.get(at + 1) == "Ngày" && words.is_spaced(at))
        else {
            continue;
        };
        // A capital makes it the name of a day: days that are counted have none.
        let is_named = words.is_spaced(at + 1) && !words.is(at + 2, "đêm");
        let is_own = match words.before(at) {
            Some(before) => !words.is_any(before, &BEARS_NUMBER),
            None => false,
        };
        if is_named && is_own && words.figures(at) <= Some(3) {
            let finding = Diagnostic::warning(
                "anniv-phrase",
                message!("“{years} Ngày” thiếu chữ “năm”", "“{years} Ngày” lacks the word “năm” (years)"),
            )
            .help(message!("viết “{years} năm Ngày …”", "write “{years} năm Ngày …”"));
            found.once(&years.to_string(), reading.place(at..at + 2), Vec::new(), finding);
        }
    }
}
