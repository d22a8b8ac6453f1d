//! Numbers and file sizes: `1.234.567,89` in Vietnamese, `1,234,567.89` in English.
//!
//! A number is written with Rust's own figures, as many as it takes; then its thousands are parted and its decimal
//! mark put in.

use super::Locale;

/// A number to [`format()`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// A whole number.
    Integer(i128),
    /// Any other.
    Decimal(f64),
}

/// Writes `number` with its thousands parted. A decimal has the fewest figures that tell it from its neighbours.
///
/// ```
/// use thidua::text::{Locale, numbers};
///
/// assert_eq!(numbers::format(1_234_567.89, Locale::Vi), "1.234.567,89");
/// assert_eq!(numbers::format(4860, Locale::En), "4,860");
/// ```
pub fn format(number: impl Into<Number>, locale: Locale) -> String {
    let figures = match number.into() {
        Number::Integer(whole) => whole.to_string(),
        Number::Decimal(decimal) if decimal.is_finite() => (decimal + 0.0).to_string(), // -0 becomes 0
        Number::Decimal(decimal) => return decimal.to_string(),
    };
    let (thousands, decimal_mark) = match locale {
        Locale::Vi => ('.', ','),
        Locale::En => (',', '.'),
    };
    let (whole, fraction) = figures.split_once('.').unwrap_or((&figures, ""));
    let mut written = String::with_capacity(figures.len() * 4 / 3 + 1);
    for (at, figure) in whole.char_indices() {
        let to_come = whole.len() - at;
        if to_come.is_multiple_of(3) && written.ends_with(|last: char| last.is_ascii_digit()) {
            written.push(thousands);
        }
        written.push(figure);
    }
    if !fraction.is_empty() {
        written.push(decimal_mark);
        written.push_str(fraction);
    }
    written
}

/// Writes a size in bytes with the unit that leaves it under 1024, as Windows counts: `12 KB`, `1,4 MB`. It has one
/// decimal below 10, and none from there.
pub fn bytes(size: u64, locale: Locale) -> String {
    let mut unit = 1_u128;
    for name in ["B", "KB", "MB", "GB"] {
        let tenths = (u128::from(size) * 10 + unit / 2) / unit;
        let whole = (u128::from(size) + unit / 2) / unit;
        if tenths < 100 && !tenths.is_multiple_of(10) {
            return format!("{} {name}", format(tenths as f64 / 10.0, locale));
        }
        if whole < 1024 {
            return format!("{} {name}", format(whole as u64, locale));
        }
        unit *= 1024;
    }
    let terabytes = (u128::from(size) + unit / 2) / unit;
    format!("{} TB", format(terabytes as u64, locale))
}

/// Every kind of number that fits one of the two without loss.
macro_rules! number_from {
    ($($kind:ty => $variant:ident as $inner:ty),* $(,)?) => {$(
        impl From<$kind> for Number {
            fn from(number: $kind) -> Self {
                Self::$variant(number as $inner)
            }
        }
    )*};
}

number_from! {
    i32 => Integer as i128,
    i64 => Integer as i128,
    u32 => Integer as i128,
    u64 => Integer as i128,
    usize => Integer as i128,
    f64 => Decimal as f64,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    use super::{Number, bytes, format};
    use crate::text::Locale;

    #[test]
    fn numbers() {
        let table: [(Number, &str, &str); 15] = [
            (0.into(), "0", "0"),
            (7.into(), "7", "7"),
            (999.into(), "999", "999"),
            (1000.into(), "1.000", "1,000"),
            ((-1000).into(), "-1.000", "-1,000"),
            ((-100).into(), "-100", "-100"),
            (1_234_567.into(), "1.234.567", "1,234,567"),
            (i64::MIN.into(), "-9.223.372.036.854.775.808", "-9,223,372,036,854,775,808"),
            (1_234_567.89.into(), "1.234.567,89", "1,234,567.89"),
            (4859.96.into(), "4.859,96", "4,859.96"),
            (0.5.into(), "0,5", "0.5"),
            ((-0.0).into(), "0", "0"),
            (15.0.into(), "15", "15"),
            (1e21.into(), "1.000.000.000.000.000.000.000", "1,000,000,000,000,000,000,000"),
            (f64::NAN.into(), "NaN", "NaN"),
        ];
        for (number, vietnamese, english) in table {
            assert_eq!(format(number, Locale::Vi), vietnamese);
            assert_eq!(format(number, Locale::En), english);
        }
    }

    #[test]
    fn sizes() {
        const KB: u64 = 1024;
        const MB: u64 = 1024 * KB;
        let table = [
            (0, "0 B"),
            (1, "1 B"),
            (1023, "1.023 B"),
            (KB, "1 KB"),
            (KB + 100, "1,1 KB"),
            (12 * KB, "12 KB"),
            (12 * KB + 600, "13 KB"),
            (10 * KB - 1, "10 KB"),
            (MB - 1, "1 MB"),
            (1_468_006, "1,4 MB"),
            (23 * MB, "23 MB"),
            (1536 * MB, "1,5 GB"),
            (u64::MAX, "16.777.216 TB"),
        ];
        for (size, expected) in table {
            assert_eq!(bytes(size, Locale::Vi), expected, "{size}");
        }
        assert_eq!(bytes(1_468_006, Locale::En), "1.4 MB");
    }

    proptest! {
        #[test]
        fn figures_are_kept(number in any::<i64>(), decimal in any::<f64>()) {
            prop_assert_eq!(format(number, Locale::Vi).replace('.', ""), number.to_string());
            let english = format(decimal, Locale::En);
            prop_assert!(!decimal.is_finite() || english.replace(',', "").parse() == Ok(decimal));
            prop_assert_eq!(english.chars().map(|c| match c { ',' => '.', '.' => ',', c => c }).collect::<String>(),
                format(decimal, Locale::Vi));
        }
    }
}
