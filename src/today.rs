//! The clock: its only reader.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Today's date in that time zone.
#[expect(clippy::disallowed_methods, reason = "the one reader of the calendar clock")]
pub fn today(zone: &TimeZone) -> Date {
    Timestamp::now().to_zoned(zone.clone()).date()
}
