//! `outside-period`: a unit's report dated outside the campaign, or of a week it does not have.

use super::context::Context;
use crate::content::Document;
use crate::diag::{Diagnostic, message};
use crate::text::{Locale, dates};

/// The finding on a page that is a report.
pub fn outside_period(document: &Document, context: &Context) -> Option<Diagnostic> {
    let (period, report) = (context.period.as_ref()?, document.front.report.as_ref()?);
    let [start_vi, end_vi] = [period.start, period.end].map(|day| dates::short(day, Locale::Vi));
    let [start_en, end_en] = [period.start, period.end].map(|day| dates::short(day, Locale::En));
    let help = message!(
        "đợt thi đua từ {start_vi} đến hết {end_vi}",
        "the campaign runs from {start_en} to {end_en}"
    );
    // A report on a week is written when the week is over: its own date may lie behind the end.
    if let Some(week) = report.week {
        let weeks = period.weeks().count();
        let finding = Diagnostic::warning(
            "outside-period",
            message!(
                "đợt thi đua chỉ có {weeks} tuần, không có tuần {week}",
                "the campaign has {weeks} weeks, and no week {week}"
            ),
        );
        return (week == 0 || week > weeks)
            .then(|| finding.at(document.yaml.place(&["report", "week"])).help(help));
    }
    let (day, keys): (_, &[&str]) = match report.date {
        Some(day) => (day, &["report", "date"]),
        None => (document.date?, &["date"]),
    };
    let (day_vi, day_en) = (dates::short(day, Locale::Vi), dates::short(day, Locale::En));
    let finding = Diagnostic::warning(
        "outside-period",
        message!(
            "báo cáo ghi ngày {day_vi}, ngoài thời gian thi đua",
            "the report is of {day_en}, outside the campaign"
        ),
    );
    (!period.contains(day)).then(|| finding.at(document.yaml.place(keys)).help(help))
}
