//! Syllables (tiếng) as search compares them: one spelling for what is one word.
//!
//! 1. [`canonical`] puts the tone behind the letters, so that where it was written makes no difference (hoà, hòa), and
//!    gives i and y one letter where both are in use (kỷ, kỉ).
//! 2. [`fold`](super::fold) of that is the word without marks.
//!
//! The reader in the theme does the same; `tests/search` holds the two together.

use unicode_normalization::UnicodeNormalization;

use super::fold::is_invisible;

/// A word as search compares it: in lower case, its tone behind its letters.
///
/// ```
/// use thidua::text::canonical;
///
/// assert_eq!(canonical("Hoà"), canonical("hòa"));
/// assert_eq!(canonical("kỷ"), canonical("KỈ"));
/// assert_ne!(canonical("đường"), canonical("Dương"));
/// ```
pub fn canonical(word: &str) -> String {
    let mut letters = String::with_capacity(word.len());
    let mut tones = String::new();
    for part in word.to_lowercase().nfd().filter(|c| !is_invisible(*c)) {
        match part {
            '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => tones.push(part),
            'ð' => letters.push('đ'), // its capital looks like that of đ, and gets typed for it
            part => letters.push(part),
        }
    }
    let mut letters: String = letters.nfc().collect();
    if matches!(letters.as_str(), "hy" | "ky" | "ly" | "my" | "sy" | "ty") {
        letters.replace_range(1.., "i");
    }
    letters + &tones
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};
    use unicode_normalization::UnicodeNormalization;

    use super::canonical;
    use crate::text::fold;

    #[test]
    fn one_word_has_one_spelling() {
        for (one, other) in [
            ("hoà", "hòa"),
            ("thuỷ", "THỦY"),
            ("khoẻ", "khỏe"),
            ("kỷ", "kỉ"),
            ("Lý", "lí"),
            ("tỷ", "tỉ"),
            ("quý", "QUÝ"),
            ("Bấc", "Ba\u{302}\u{301}c"),
            ("Bắ\u{AD}c", "bắc"),
            ("Ðường", "đường"),
        ] {
            assert_eq!(canonical(one), canonical(other), "{one} {other}");
        }
        for (one, other) in
            [("đường", "Dương"), ("ba", "bà"), ("quý", "quí"), ("mây", "mâi"), ("thuý", "thuí"), ("ly", "lý")]
        {
            assert_ne!(canonical(one), canonical(other), "{one} {other}");
        }
    }

    #[test]
    fn what_is_one_word_is_one_without_marks() {
        for (word, folded) in
            [("kỷ", "ki"), ("Đường", "duong"), ("hoà", "hoa"), ("quý", "quy"), ("2024", "2024")]
        {
            assert_eq!(fold(&canonical(word)), folded);
        }
    }

    proptest! {
        #[test]
        fn composition_makes_no_difference(word in any::<String>()) {
            prop_assert_eq!(canonical(&word.nfd().collect::<String>()), canonical(&word));
        }
    }
}
