//! When units report (báo cáo tuần), where the office says so.

use jiff::civil::{Date, Weekday};

use crate::text::fold;
use crate::yaml::Value;

use super::part::Part;
use super::period::Week;

/// When units report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reports {
    /// The day of each week on which the report on it is due.
    pub weekday: Weekday,
}

impl Reports {
    /// The day on which the report on `week` is due: that weekday, or the last day of a week that ends before it.
    pub fn day(&self, week: Week) -> Date {
        let days = self.weekday.since(week.from.weekday());
        week.from.saturating_add(jiff::Span::new().days(days)).min(week.to)
    }
}

/// The days of the week as offices write them.
const WEEKDAYS: [(&str, Weekday); 7] = [
    ("thứ Hai", Weekday::Monday),
    ("thứ Ba", Weekday::Tuesday),
    ("thứ Tư", Weekday::Wednesday),
    ("thứ Năm", Weekday::Thursday),
    ("thứ Sáu", Weekday::Friday),
    ("thứ Bảy", Weekday::Saturday),
    ("Chủ nhật", Weekday::Sunday),
];

impl Part for Weekday {
    fn read(value: &Value<'_>) -> Option<Self> {
        let written = fold(&value.text()?);
        let is_written = |(at, (name, _)): &(usize, (&str, Self))| {
            fold(name) == written || *at < 6 && written == format!("thu {}", at + 2)
        };
        let known = WEEKDAYS.into_iter().enumerate().find(is_written);
        known.map(|(_, (_, weekday))| weekday).or_else(|| value.choice(&WEEKDAYS))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Weekday, date};

    use super::Reports;
    use crate::campaign::Week;

    #[test]
    fn a_report_is_due_in_its_week() {
        let whole = Week { number: 1, from: date(2024, 5, 20), to: date(2024, 5, 26) };
        let short = Week { number: 2, from: date(2024, 5, 27), to: date(2024, 5, 28) };
        for (weekday, first, second) in [
            (Weekday::Monday, date(2024, 5, 20), date(2024, 5, 27)),
            (Weekday::Friday, date(2024, 5, 24), date(2024, 5, 28)),
            (Weekday::Sunday, date(2024, 5, 26), date(2024, 5, 28)),
        ] {
            let reports = Reports { weekday };
            assert_eq!([reports.day(whole), reports.day(short)], [first, second]);
        }
    }
}
