//! The week a report is about, and the day its figures are of.

use jiff::civil::Date;

use crate::campaign::Week;
use crate::content::Report;

/// Where a report stands in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// The week it is about.
    pub week: Week,
    /// The day its figures are of: the report's own, held within its week; of one without a day the last of its week.
    pub day: Date,
    /// The day from which on it is there: the page's.
    pub since: Date,
}

/// Why a report has no week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unplaced {
    /// The campaign has no such week.
    NoSuchWeek(usize),
    /// The day is before the campaign or after it.
    Outside(Date),
    /// It says neither the week nor the day.
    Undated,
}

/// Finds the week of a report: the one it names, else that of its day, which is its own or that of its page.
pub fn place(report: &Report, page_date: Option<Date>, weeks: &[Week]) -> Result<Placed, Unplaced> {
    let about = report.date.or(page_date);
    let week = match (report.week, about) {
        (Some(number), _) => {
            number.checked_sub(1).and_then(|at| weeks.get(at)).ok_or(Unplaced::NoSuchWeek(number))?
        }
        (None, Some(day)) => weeks.iter().find(|week| week.contains(day)).ok_or(Unplaced::Outside(day))?,
        (None, None) => return Err(Unplaced::Undated),
    };
    Ok(Placed {
        week: *week,
        day: about.map_or(week.to, |day| day.clamp(week.from, week.to)),
        since: page_date.or(report.date).unwrap_or(week.from),
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::{Placed, Unplaced, place};
    use crate::campaign::Week;
    use crate::content::Report;

    fn check(
        week: Option<usize>,
        own: Option<i8>,
        page: Option<i8>,
        expected: Result<(u32, i8, i8), Unplaced>,
    ) {
        let june = |day| date(2024, 6, day);
        let weeks = [(1, 3, 9), (2, 10, 16), (3, 17, 17)].map(|(number, from, to)| Week {
            number,
            from: june(from),
            to: june(to),
        });
        let report = Report { unit: "a".to_owned(), week, date: own.map(june), progress: Vec::new() };
        let expected = expected.map(|(week, day, since)| Placed {
            week: weeks[week as usize - 1],
            day: june(day),
            since: june(since),
        });
        assert_eq!(place(&report, page.map(june), &weeks), expected);
    }

    #[test]
    fn a_report_belongs_to_a_week() {
        let outside = |day| Err(Unplaced::Outside(Date::constant(2024, 6, day)));
        check(None, None, Some(4), Ok((1, 4, 4)));
        // Written on the Monday after.
        check(Some(1), None, Some(10), Ok((1, 9, 10)));
        check(None, Some(9), Some(10), Ok((1, 9, 10)));
        check(Some(2), Some(11), Some(20), Ok((2, 11, 20)));
        // After the end of the campaign, about its last week.
        check(Some(3), None, Some(20), Ok((3, 17, 20)));
        check(Some(2), None, None, Ok((2, 16, 10)));
        check(None, Some(17), None, Ok((3, 17, 17)));
        check(Some(4), None, Some(4), Err(Unplaced::NoSuchWeek(4)));
        check(None, None, Some(2), outside(2));
        check(None, Some(18), Some(17), outside(18));
        check(None, None, None, Err(Unplaced::Undated));
    }
}
