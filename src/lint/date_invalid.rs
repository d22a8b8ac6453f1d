//! `date-invalid`: a date in the text that the calendar does not have.

use super::context::Context;
use super::dates::{Dated, Form};
use super::found::Found;
use super::reading::Reading;
use crate::diag::{Diagnostic, message};

/// Days of each month, in a leap year.
const DAYS: [u32; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

pub(super) fn check(reading: &Reading<'_>, _: &Context, found: &mut Found) {
    for date in reading.dates.iter().filter(|date| is_impossible(date)) {
        let written = reading.words().text(date.words.clone());
        let finding = Diagnostic::warning(
            "date-invalid",
            message!("không có ngày “{written}” trên lịch", "there is no day “{written}” in the calendar"),
        );
        let is_american = date.form == Form::Figures && date.month > 12 && (1..=12).contains(&date.day);
        let finding = finding.help(if is_american {
            let (month, day) = (date.day, date.month);
            message!(
                "viết ngày trước, tháng sau: có phải là ngày {day} tháng {month}?",
                "write the day before the month: did you mean day {day} of month {month}?"
            )
        } else {
            message!("xem lại ngày, tháng, năm", "look at the day, the month and the year")
        });
        found.once(written, reading.place(date.words.clone()), Vec::new(), finding);
    }
}

fn is_impossible(date: &Dated) -> bool {
    if date.year.is_some() {
        return date.date().is_none();
    }
    let days = date.month.checked_sub(1).and_then(|month| DAYS.get(month as usize));
    days.is_none_or(|days| date.day == 0 || date.day > *days)
}
