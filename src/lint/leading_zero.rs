//! `leading-zero`: days under 10 and months 1 and 2 take a 0 (Nghị định 30/2020/NĐ-CP).

use super::context::Context;
use super::dates::{Dated, Form};
use super::found::Found;
use super::reading::Reading;
use crate::diag::{Diagnostic, message};

pub(super) fn check(reading: &Reading<'_>, _: &Context, found: &mut Found) {
    let words = reading.words();
    for date in reading.dates.iter().filter(|date| date.form != Form::English) {
        // As [day, month] stand; the month of a date in words stands behind “tháng”.
        let month_at = date.words.start + if date.form == Form::Words { 2 } else { 1 };
        let [day, month] = [words.get(date.words.start), words.get(month_at)];
        let lacks = day.len() == 1 && date.day > 0 || month.len() == 1 && (1..=2).contains(&date.month);
        if !lacks {
            continue;
        }
        let written = words.text(date.words.clone());
        let mended = mended(date, words.gap(date.words.start));
        let finding = Diagnostic::note(
            "leading-zero",
            message!("“{written}” thiếu số 0 ở trước", "“{written}” lacks a leading 0"),
        )
        .help(message!(
            "theo Nghị định 30/2020/NĐ-CP, ngày dưới 10 và tháng 1, 2 có số 0 ở trước: {mended}",
            "days under 10 and months 1 and 2 take a leading 0 (Nghị định 30/2020/NĐ-CP): {mended}"
        ));
        found.once(written, reading.place(date.words.clone()), Vec::new(), finding);
    }
}

fn mended(date: &Dated, separator: &str) -> String {
    let Dated { day, month, year, .. } = date;
    let month = if *month < 3 { format!("{month:02}") } else { month.to_string() };
    match (date.form, year) {
        (Form::Words, Some(year)) => format!("{day:02} tháng {month} năm {year}"),
        (Form::Words, None) => format!("{day:02} tháng {month}"),
        (_, Some(year)) => format!("{day:02}{separator}{month}{separator}{year}"),
        (_, None) => format!("{day:02}{separator}{month}"),
    }
}
