//! The clock: its only reader.

use anyhow::Context;
use jiff::Timestamp;
use jiff::civil::Date;

/// The time zone of the office.
pub const OFFICE_ZONE: &str = "Asia/Ho_Chi_Minh";

/// Today's date in the time zone of that IANA name. An unknown name is an error.
#[expect(clippy::disallowed_methods, reason = "the one reader of the calendar clock")]
pub fn today(zone: &str) -> anyhow::Result<Date> {
    let now = Timestamp::now().in_tz(zone).with_context(|| format!("cannot tell the date in {zone}"))?;
    Ok(now.date())
}

#[cfg(test)]
mod tests {
    use super::{OFFICE_ZONE, today};

    #[test]
    fn the_zone_must_be_known() {
        assert!(today(OFFICE_ZONE).is_ok());
        assert!(today("Asia/Bac_Kan").is_err());
    }
}
