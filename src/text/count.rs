//! How long a text is: its syllables (tiếng), and the minutes they take to read.

/// Syllables (tiếng) that a reader takes in a minute.
const SYLLABLES_A_MINUTE: usize = 220;

/// The syllables (tiếng) of `text`: its runs between white space that hold a letter or a digit.
///
/// ```
/// assert_eq!(thidua::text::syllables("Đợt thi đua – 75 ngày"), 5);
/// ```
pub fn syllables(text: &str) -> usize {
    let mut count = 0;
    let mut counted = false; // the run that is being read
    for c in text.chars() {
        if c.is_whitespace() {
            counted = false;
        } else if !counted && c.is_alphanumeric() {
            counted = true;
            count += 1;
        }
    }
    count
}

/// The whole minutes that `syllables` take to read at 220 a minute; at least 1.
pub fn reading_minutes(syllables: usize) -> u32 {
    let minutes = syllables.div_ceil(SYLLABLES_A_MINUTE).max(1);
    u32::try_from(minutes).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    use super::{reading_minutes, syllables};

    #[test]
    fn counts() {
        let table = [
            ("", 0),
            (" \n\t ", 0),
            ("– … !", 0),
            ("tiếng", 1),
            ("Đợt thi đua – 75 ngày", 5),
            ("  xuống\ndòng\tvà\u{A0}nối ", 4),
            ("(327/KH-UBND),", 1),
            ("thi đua - khen thưởng", 4),
        ];
        for (text, expected) in table {
            assert_eq!(syllables(text), expected, "{text:?}");
        }
    }

    #[test]
    fn minutes() {
        for (count, expected) in
            [(0, 1), (1, 1), (220, 1), (221, 2), (440, 2), (441, 3), (usize::MAX, u32::MAX)]
        {
            assert_eq!(reading_minutes(count), expected, "{count}");
        }
    }

    proptest! {
        #[test]
        fn syllables_add_up(a in any::<String>(), b in any::<String>()) {
            prop_assert_eq!(syllables(&format!("{a} {b}")), syllables(&a) + syllables(&b));
            prop_assert!(reading_minutes(syllables(&a)) >= 1);
        }
    }
}
