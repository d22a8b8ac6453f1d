//! `day-count`: “75 ngày đêm” against the days of the campaign.

use super::context::Context;
use super::found::Found;
use super::reading::Reading;
use super::trigger::Trigger;
use crate::diag::{Diagnostic, message};
use crate::text::{Locale, dates};

pub(super) fn check(reading: &Reading<'_>, context: &Context, found: &mut Found) {
    let Some(period) = &context.period else { return };
    let words = reading.words();
    for at in words.that_may_be(Trigger::FIGURES) {
        let Some(count) = words.number(at).filter(|_| words.is_spaced(at)) else { continue };
        let length = if words.are(at + 1, &["ngày", "đêm"]) {
            3
        } else if words.are(at + 1, &["days", "and", "nights"]) {
            4
        } else {
            continue;
        };
        let days = period.days();
        if count == days {
            continue;
        }
        let [start_vi, end_vi] = [period.start, period.end].map(|day| dates::short(day, Locale::Vi));
        let [start_en, end_en] = [period.start, period.end].map(|day| dates::short(day, Locale::En));
        let finding = Diagnostic::warning(
            "day-count",
            message!(
                "viết {count} ngày đêm, nhưng từ {start_vi} đến hết {end_vi} là {days} ngày",
                "it says {count} days and nights, but {start_en} to {end_en} are {days} days"
            ),
        )
        .help(message!(
            "sửa số ngày; nếu đó là tên của đợt thi đua thì giữ và ghi lý do vào allow",
            "mend the number; if it is the campaign's name, keep it and give the reason in allow"
        ));
        found.once(&count.to_string(), reading.place(at..at + length), Vec::new(), finding);
    }
}
