//! Dates as editors write them and as the office prints them.
//!
//! [`parse`] reads, in these steps: cut off the time, split the rest at its separator, tell by the place of the
//! four-figure year which end is the day, ask the calendar. [`short`], [`long`] and [`weekday`] write.

use jiff::civil::{Date, Weekday};

use super::Locale;

/// Why a text is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateError {
    /// It has none of the forms that [`parse`] reads.
    Unrecognised,
    /// It has one of them, but the calendar has no such day.
    Impossible {
        /// The year as written.
        year: i16,
        /// The month as written, which may be above 12.
        month: i8,
        /// The day as written, which may be above what the month has.
        day: i8,
    },
}

/// Reads a date: `2024-06-07`, or the day first as in `07/06/2024`, `7/6/2024`, `07-06-2024`, `7.6.2024`. A time of day
/// after it (`2024-06-07T08:00:00+07:00`, `2024-06-07 08:00`) is dropped, whatever its zone: the date counts as written.
///
/// # Errors
///
/// [`DateError`] if it is no date in these forms, or no day of the calendar.
pub fn parse(text: &str) -> Result<Date, DateError> {
    let text = text.trim();
    let (date, time) = text.split_at(text.find(['T', ' ']).unwrap_or(text.len()));
    if !time.is_empty() && !is_time(time[1..].trim_start()) {
        return Err(DateError::Unrecognised);
    }
    let (year, month, day) = split_date(date).ok_or(DateError::Unrecognised)?;
    Date::new(year, month, day).map_err(|_| DateError::Impossible { year, month, day })
}

/// The date in figures: `07/6/2024`, where days under 10 and months 1 and 2 take a leading 0 (Nghị định 30/2020);
/// in English `7 Jun 2024`.
pub fn short(date: Date, locale: Locale) -> String {
    let (year, month, day) = (date.year(), date.month(), date.day());
    match locale {
        Locale::Vi => format!("{day:02}/{}/{year}", vietnamese_month(month)),
        Locale::En => format!("{day} {:.3} {year}", english_month(month)),
    }
}

/// The date in words: `ngày 07 tháng 6 năm 2024`, with the leading zeros of [`short`]; in English `7 June 2024`.
pub fn long(date: Date, locale: Locale) -> String {
    let (year, month, day) = (date.year(), date.month(), date.day());
    match locale {
        Locale::Vi => format!("ngày {day:02} tháng {} năm {year}", vietnamese_month(month)),
        Locale::En => format!("{day} {} {year}", english_month(month)),
    }
}

/// The day of the week (thứ): `thứ Bảy`, `Chủ nhật`; in English `Saturday`.
pub fn weekday(date: Date, locale: Locale) -> &'static str {
    let (vietnamese, english) = match date.weekday() {
        Weekday::Monday => ("thứ Hai", "Monday"),
        Weekday::Tuesday => ("thứ Ba", "Tuesday"),
        Weekday::Wednesday => ("thứ Tư", "Wednesday"),
        Weekday::Thursday => ("thứ Năm", "Thursday"),
        Weekday::Friday => ("thứ Sáu", "Friday"),
        Weekday::Saturday => ("thứ Bảy", "Saturday"),
        Weekday::Sunday => ("Chủ nhật", "Sunday"),
    };
    match locale {
        Locale::Vi => vietnamese,
        Locale::En => english,
    }
}

/// The year, month and day of a date in figures; the calendar may still refuse them.
fn split_date(date: &str) -> Option<(i16, i8, i8)> {
    let separator = date.chars().find(|c| !c.is_ascii_digit())?;
    let mut fields = date.split(separator);
    let (first, month, last) = (fields.next()?, fields.next()?, fields.next()?);
    let (year, day) = match (separator, first.len(), last.len()) {
        ('-', 4, 1..=2) => (first, last),
        ('-' | '/' | '.', 1..=2, 4) => (last, first),
        _ => return None,
    };
    let well_formed = fields.next().is_none()
        && matches!(month.len(), 1..=2)
        && [year, month, day].iter().all(|field| is_figures(field));
    if !well_formed {
        return None;
    }
    Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}

/// Whether `text` is a time of day, perhaps with seconds and a zone.
fn is_time(text: &str) -> bool {
    let (clock, zone) = text.split_at(text.find(['Z', '+', '-']).unwrap_or(text.len()));
    let mut fields = clock.trim_end().split(':');
    let hour = fields.next().is_some_and(|hour| is_below(hour, 24));
    let minute = fields.next().is_some_and(|minute| is_below(minute, 60));
    let second = fields.next().is_none_or(|second| {
        let (whole, fraction) = second.split_once('.').unwrap_or((second, "0"));
        is_below(whole, 61) && is_figures(fraction)
    });
    let zone = match zone.trim_start_matches(['+', '-']) {
        "" | "Z" => true,
        offset => matches!(offset.len(), 2 | 4 | 5) && is_figures(&offset.replacen(':', "", 1)),
    };
    hour && minute && second && zone && fields.next().is_none()
}

/// Whether `field` is one or two figures for a number under `limit`.
fn is_below(field: &str, limit: u8) -> bool {
    matches!(field.len(), 1..=2) && is_figures(field) && field.parse().is_ok_and(|number: u8| number < limit)
}

/// Whether `field` is figures only, and some.
fn is_figures(field: &str) -> bool {
    !field.is_empty() && field.bytes().all(|byte| byte.is_ascii_digit())
}

/// The month as Nghị định 30/2020 writes it: a leading 0 for 1 and 2, so that they cannot become 11 and 12.
fn vietnamese_month(month: i8) -> String {
    if month < 3 { format!("{month:02}") } else { month.to_string() }
}

/// The English name of `month`, counted from 1.
fn english_month(month: i8) -> &'static str {
    match month {
        1 => "January",
        2 => "February",
        3 => "March",
        4 => "April",
        5 => "May",
        6 => "June",
        7 => "July",
        8 => "August",
        9 => "September",
        10 => "October",
        11 => "November",
        _ => "December",
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::{DateError, long, parse, short, weekday};
    use crate::text::Locale;

    const fn impossible(year: i16, month: i8, day: i8) -> Result<Date, DateError> {
        Err(DateError::Impossible { year, month, day })
    }

    #[test]
    fn parsing() {
        let june_7 = Ok(date(2024, 6, 7));
        let unrecognised = Err(DateError::Unrecognised);
        let table = [
            ("2024-06-07", june_7),
            ("2024-6-7", june_7),
            ("07/06/2024", june_7),
            ("07/6/2024", june_7),
            ("7/6/2024", june_7),
            ("07-06-2024", june_7),
            ("7.6.2024", june_7),
            (" 2024-06-07\n", june_7),
            ("2024-06-07T08:00:00+07:00", june_7),
            ("2024-06-07T23:30:00.5Z", june_7),
            ("2024-06-07 08:00", june_7),
            ("2024-06-07 08:00:00 +07:00", june_7),
            ("07/06/2024 8:00", june_7),
            ("29/02/2024", Ok(date(2024, 2, 29))),
            ("29/02/2023", impossible(2023, 2, 29)),
            ("2024-13-07", impossible(2024, 13, 7)),
            ("06/31/2024", impossible(2024, 31, 6)),
            ("00/00/0000", impossible(0, 0, 0)),
            ("", unrecognised),
            ("hôm nay", unrecognised),
            ("7/6", unrecognised),
            ("7/6/24", unrecognised),
            ("6/2024", unrecognised),
            ("2024/06/07", unrecognised),
            ("07/06-2024", unrecognised),
            ("7/6/2024/1", unrecognised),
            ("+7/6/2024", unrecognised),
            ("-2024-06-07", unrecognised),
            ("20240607", unrecognised),
            ("2024-06-", unrecognised),
            ("2024-06-07T", unrecognised),
            ("2024-06-07 sáng", unrecognised),
            ("2024-06-07 24:00", unrecognised),
            ("2024-06-07 08:60", unrecognised),
            ("2024-06-07 08", unrecognised),
            ("2024-06-07 08:00 sáng", unrecognised),
            ("２024-06-07", unrecognised),
        ];
        for (text, expected) in table {
            assert_eq!(parse(text), expected, "{text:?}");
        }
    }

    #[test]
    fn writing() {
        let table = [
            (
                date(2024, 6, 7),
                "07/6/2024",
                "ngày 07 tháng 6 năm 2024",
                "thứ Sáu",
                "7 Jun 2024",
                "7 June 2024",
                "Friday",
            ),
            (
                date(2024, 8, 24),
                "24/8/2024",
                "ngày 24 tháng 8 năm 2024",
                "thứ Bảy",
                "24 Aug 2024",
                "24 August 2024",
                "Saturday",
            ),
            (
                date(2024, 8, 5),
                "05/8/2024",
                "ngày 05 tháng 8 năm 2024",
                "thứ Hai",
                "5 Aug 2024",
                "5 August 2024",
                "Monday",
            ),
            (
                date(1997, 1, 1),
                "01/01/1997",
                "ngày 01 tháng 01 năm 1997",
                "thứ Tư",
                "1 Jan 1997",
                "1 January 1997",
                "Wednesday",
            ),
            (
                date(2024, 2, 29),
                "29/02/2024",
                "ngày 29 tháng 02 năm 2024",
                "thứ Năm",
                "29 Feb 2024",
                "29 February 2024",
                "Thursday",
            ),
            (
                date(2024, 12, 1),
                "01/12/2024",
                "ngày 01 tháng 12 năm 2024",
                "Chủ nhật",
                "1 Dec 2024",
                "1 December 2024",
                "Sunday",
            ),
        ];
        for (date, vi_short, vi_long, vi_day, en_short, en_long, en_day) in table {
            assert_eq!(short(date, Locale::Vi), vi_short);
            assert_eq!(long(date, Locale::Vi), vi_long);
            assert_eq!(weekday(date, Locale::Vi), vi_day);
            assert_eq!(short(date, Locale::En), en_short);
            assert_eq!(long(date, Locale::En), en_long);
            assert_eq!(weekday(date, Locale::En), en_day);
        }
    }

    proptest! {
        #[test]
        fn short_dates_are_read_back(year in 1000i16..=9999, month in 1i8..=12, day in 1i8..=28) {
            let date = date(year, month, day);
            prop_assert_eq!(parse(&short(date, Locale::Vi)), Ok(date));
            prop_assert_eq!(parse(&date.to_string()), Ok(date));
        }

        #[test]
        fn no_text_panics(text in any::<String>(), near in "[0-9T /:.+Z-]{0,30}") {
            let _ = (parse(&text), parse(&near));
        }
    }
}
