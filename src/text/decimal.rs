//! Exact decimals, for the figures of a report: `12`, `2,5`, `1.250,5`.
//!
//! A figure has at most three decimals and is kept in thousandths, so that adding and comparing never round. It is read
//! as the office writes it, with a comma before the decimals and points between the thousands; a point before one or two
//! decimals is understood too. `1.250` could be either, and is refused.

use std::fmt;

use super::{Locale, numbers};

/// A decimal from 0 up, in thousandths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(u64);

/// Why a text is no [`Decimal`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecimalError {
    /// It is not a number from 0 up.
    Unrecognised,
    /// It has more than three decimals, or more than twelve figures before them.
    TooLong,
    /// It can be read in two ways: the thousands parted by a point, or decimals after it.
    Ambiguous {
        /// With the point taken for the thousands: `1250`.
        whole: String,
        /// With the point taken for the decimal mark.
        fraction: Decimal,
    },
}

/// Thousandths in one.
const ONE: u64 = 1000;
/// The most figures before the decimal mark: far from what overflows.
const MOST_FIGURES: usize = 12;

impl Decimal {
    /// Reads a decimal.
    ///
    /// ```
    /// use thidua::text::Decimal;
    ///
    /// assert_eq!(Decimal::parse("2,5"), Decimal::parse("2.5"));
    /// assert_eq!(Decimal::parse("1.250,5").map(|it| it.to_string()), Ok("1250.5".to_owned()));
    /// ```
    ///
    /// # Errors
    ///
    /// [`DecimalError`] if it is none.
    pub fn parse(text: &str) -> Result<Self, DecimalError> {
        let text = text.trim();
        let points = text.matches('.').count();
        let (whole, fraction) = match text.split_once(',') {
            Some((whole, fraction)) => (without_points(whole)?, fraction),
            None if points > 1 => (without_points(text)?, "0"),
            None => {
                let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
                if points == 1 && is_thousands(whole, fraction) {
                    return Err(DecimalError::Ambiguous {
                        whole: format!("{whole}{fraction}"),
                        fraction: Self::of(whole, fraction)?,
                    });
                }
                (whole.to_owned(), fraction)
            }
        };
        Self::of(&whole, fraction)
    }

    fn of(whole: &str, fraction: &str) -> Result<Self, DecimalError> {
        if !is_figures(whole) || !is_figures(fraction) {
            return Err(DecimalError::Unrecognised);
        }
        let whole = whole.trim_start_matches('0');
        let fraction = fraction.trim_end_matches('0');
        if whole.len() > MOST_FIGURES || fraction.len() > 3 {
            return Err(DecimalError::TooLong);
        }
        let number = |figures: &str| figures.bytes().fold(0, |sum, byte| sum * 10 + u64::from(byte - b'0'));
        Ok(Self(number(whole) * ONE + number(&format!("{fraction:0<3}"))))
    }

    /// Whether it is 0.
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// How much of `whole` it is, in per cent, rounded down: 100 only where all of it is reached. Of nothing it is none.
    pub fn percent_of(self, whole: Self) -> u32 {
        let percent = (u128::from(self.0) * 100).checked_div(u128::from(whole.0)).unwrap_or(0);
        u32::try_from(percent).unwrap_or(u32::MAX)
    }

    /// As the office prints it: `1.250,5`; in English `1,250.5`.
    pub fn format(self, locale: Locale) -> String {
        let thousandths = self.0 % ONE;
        let mut written = numbers::format(self.0 / ONE, locale);
        if thousandths > 0 {
            written.push(match locale {
                Locale::Vi => ',',
                Locale::En => '.',
            });
            written.push_str(format!("{thousandths:03}").trim_end_matches('0'));
        }
        written
    }
}

/// For other programs: a point before the decimals, nothing between the thousands.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, thousandths) = (self.0 / ONE, self.0 % ONE);
        match thousandths {
            0 => write!(f, "{whole}"),
            _ => write!(f, "{whole}.{}", format!("{thousandths:03}").trim_end_matches('0')),
        }
    }
}

impl From<u32> for Decimal {
    fn from(number: u32) -> Self {
        Self(u64::from(number) * ONE)
    }
}

/// A whole number with a point between its thousands, or without.
fn without_points(text: &str) -> Result<String, DecimalError> {
    let mut groups = text.split('.');
    let first = groups.next().unwrap_or_default();
    let well_formed = groups.all(|group| group.len() == 3)
        && (!text.contains('.') || matches!(first.len(), 1..=3) && !first.starts_with('0'));
    if well_formed { Ok(text.replace('.', "")) } else { Err(DecimalError::Unrecognised) }
}

/// Whether `1` and `250` may be thousands and hundreds.
fn is_thousands(whole: &str, fraction: &str) -> bool {
    fraction.len() == 3
        && matches!(whole.len(), 1..=3)
        && !whole.starts_with('0')
        && is_figures(whole)
        && is_figures(fraction)
}

fn is_figures(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::{Decimal, DecimalError};
    use crate::text::Locale;

    #[test]
    fn parsing() {
        let (unrecognised, too_long) = (DecimalError::Unrecognised, DecimalError::TooLong);
        let ambiguous = |whole: &str, fraction| {
            Err(DecimalError::Ambiguous { whole: whole.to_owned(), fraction: Decimal(fraction) })
        };
        let table = [
            ("0", Ok(0)),
            ("12", Ok(12_000)),
            (" 007 ", Ok(7_000)),
            ("2,5", Ok(2_500)),
            ("2.5", Ok(2_500)),
            ("2,500", Ok(2_500)),
            ("0.250", Ok(250)),
            ("0,125", Ok(125)),
            ("1.250,5", Ok(1_250_500)),
            ("1.250.000", Ok(1_250_000_000)),
            ("1250", Ok(1_250_000)),
            ("1.250", ambiguous("1250", 1_250)),
            ("12.000", ambiguous("12000", 12_000)),
            ("1234.250", Ok(1_234_250)),
            ("0,1234", Err(too_long.clone())),
            ("1000000000000", Err(too_long.clone())),
            ("1234567890123456789012", Err(too_long)),
            ("-1", Err(unrecognised.clone())),
            ("12 hộ", Err(unrecognised.clone())),
            ("1,2,3", Err(unrecognised.clone())),
            ("1.25.000", Err(unrecognised.clone())),
            ("1,250.5", Err(unrecognised.clone())),
            (",5", Err(unrecognised.clone())),
            ("5.", Err(unrecognised.clone())),
            ("1e3", Err(unrecognised.clone())),
            ("", Err(unrecognised)),
        ];
        for (text, expected) in table {
            assert_eq!(Decimal::parse(text), expected.map(Decimal), "{text}");
        }
    }

    #[test]
    fn writing() {
        for (thousandths, vietnamese, english, plain) in [
            (0, "0", "0", "0"),
            (2_500, "2,5", "2.5", "2.5"),
            (1_250_005, "1.250,005", "1,250.005", "1250.005"),
            (1_000_000_000, "1.000.000", "1,000,000", "1000000"),
        ] {
            let decimal = Decimal(thousandths);
            assert_eq!(decimal.format(Locale::Vi), vietnamese);
            assert_eq!(decimal.format(Locale::En), english);
            assert_eq!(decimal.to_string(), plain);
        }
    }

    #[test]
    fn all_of_it_is_a_hundred_per_cent_and_nothing_less() {
        let of = |done: u64, whole: u64| Decimal(done).percent_of(Decimal(whole));
        assert_eq!(
            [of(0, 5), of(1, 3), of(2_999, 3_000), of(3_000, 3_000), of(18, 15)],
            [0, 33, 99, 100, 120]
        );
        assert_eq!(of(5, 0), 0);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(thousandths in 0_u64..=999_999_999_999_999) {
            let decimal = Decimal(thousandths);
            prop_assert_eq!(Decimal::parse(&decimal.format(Locale::Vi)).or_else(|error| match error {
                // The one way of writing that has two readings.
                DecimalError::Ambiguous { whole, .. } => Decimal::parse(&whole),
                error => Err(error),
            }), Ok(decimal));
            prop_assert!(decimal.percent_of(decimal) == 100 || decimal.is_zero());
        }
    }
}
