//! What a word may be, told by its ends and its length, before anyone looks at it: a check is shown only the words that
//! may be what it waits for.
//!
//! 1. [`Trigger`] is a set of what a word may be; [`Trigger::of`] tells it when the word is found.
//! 2. [`Alike`] is a list of words by their length and some of their bytes. It settles nearly every word.

use std::ops::BitOr;

use super::missing_tone;

/// What a word may be. It may be several things, and need be none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Trigger(u8);

static DAY: Alike = Alike::NONE.with("ngày");

impl Trigger {
    /// Nothing that a check waits for, as nearly all words.
    pub(super) const NONE: Self = Self(0);
    /// Figures only; it is so.
    pub(super) const FIGURES: Self = Self(1);
    /// Begins with a capital.
    pub(super) const CAPITAL: Self = Self(1 << 1);
    /// Follows a stroke; it does so.
    pub(super) const BEHIND_STROKE: Self = Self(1 << 2);
    /// The word “ngày”.
    pub(super) const DAY: Self = Self(1 << 3);
    /// One of those that a lost mark makes of others.
    pub(super) const TONELESS: Self = Self(1 << 4);

    /// What a word may be, and whether a stroke stands before it.
    pub(super) fn of(word: &[u8], is_behind_stroke: bool) -> Self {
        let (&[first, ..], &[.., last]) = (word, word) else { return Self::NONE };
        let mut may_be = match first {
            b'a'..=b'z' => Self::NONE,
            b'0'..=b'9' if word.iter().all(u8::is_ascii_digit) => Self::FIGURES,
            b'0'..=b'9' => Self::NONE,
            _ if is_capital(word) => Self::CAPITAL,
            _ => Self::NONE,
        };
        if DAY.may_hold(word) {
            may_be = may_be | Self::DAY;
        }
        if missing_tone::may_be_amiss(word, last) {
            may_be = may_be | Self::TONELESS;
        }
        if is_behind_stroke { may_be | Self::BEHIND_STROKE } else { may_be }
    }

    /// Whether one is in both.
    pub(super) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOr for Trigger {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Whether a word may begin with a capital: the letters of Vietnamese stand in pairs of a capital and a small one, or in
/// two halves.
fn is_capital(word: &[u8]) -> bool {
    match *word {
        [first, ..] if first.is_ascii() => first.is_ascii_uppercase(),
        [0xC3, second, ..] => second < 0xA0,
        // ă and đ; ơ and ư
        [0xC4, 0x83 | 0x91, ..] | [0xC6, 0xA1 | 0xB0, ..] => false,
        // From Ḁ to ỿ.
        [0xE1, 0xB8..=0xBB, third, ..] => third % 2 == 0,
        _ => true,
    }
}

/// Words by their length and by their first byte, their last one and the one between, in either case.
#[derive(Debug, Clone)]
pub(super) struct Alike {
    /// By the first byte, the lengths of the words that begin with it, as bits.
    first: [u16; 256],
    middle: [u16; 256],
    last: [u16; 256],
}

impl Alike {
    /// No words.
    pub(super) const NONE: Self = Self { first: [0; 256], middle: [0; 256], last: [0; 256] };

    /// With a word too, which is in lower case.
    pub(super) const fn with(mut self, word: &str) -> Self {
        let word = word.as_bytes();
        if word.is_empty() {
            return self;
        }
        let length = bit(word.len());
        add(&mut self.first, word[0], length);
        add(&mut self.middle, word[word.len() / 2], length);
        add(&mut self.last, word[word.len() - 1], length);
        self
    }

    /// Whether a word may be one of them.
    pub(super) fn may_hold(&self, word: &[u8]) -> bool {
        let (&[first, ..], &[.., last]) = (word, word) else { return false };
        let ends = self.first[usize::from(first)] & self.last[usize::from(last)] & bit(word.len());
        ends != 0 && ends & self.middle[usize::from(word[word.len() / 2])] != 0
    }
}

/// Adds a length to a byte and to what the other case makes of it.
const fn add(lengths: &mut [u16; 256], byte: u8, length: u16) {
    lengths[byte as usize] |= length;
    lengths[byte.to_ascii_uppercase() as usize] |= length;
    if !byte.is_ascii() {
        // Ạ and ạ are neighbours, Ư ends with 0xAF and ư with 0xB0, others are 0x20 apart.
        lengths[(byte ^ 1) as usize] |= length;
        lengths[(byte ^ 0x20) as usize] |= length;
        lengths[(byte ^ 0x1F) as usize] |= length;
    }
}

/// The bit of a length; long words share one.
const fn bit(length: usize) -> u16 {
    1 << if length < 15 { length } else { 15 }
}

#[cfg(test)]
mod tests {
    use super::{Alike, Trigger};

    fn of(word: &str) -> Trigger {
        Trigger::of(word.as_bytes(), false)
    }

    /// Each letter there is.
    fn letters() -> impl Iterator<Item = char> {
        ('\0'..'\u{2000}').filter(|c| c.is_alphabetic())
    }

    #[test]
    fn each_capital_may_be_one() {
        for c in letters().filter(|c| c.is_uppercase()) {
            assert!(of(&c.to_string()).meets(Trigger::CAPITAL), "{c}");
        }
        for small in ["a", "á", "đ", "ư", "ơ", "ạ", "ỹ", "ă"] {
            assert!(!of(small).meets(Trigger::CAPITAL), "{small}");
        }
    }

    #[test]
    fn each_word_is_known_in_either_case() {
        for c in letters().filter(|c| c.is_lowercase()) {
            let upper: String = c.to_uppercase().collect();
            if upper.len() != c.len_utf8() {
                continue; // The checks take only words of one length for the same.
            }
            for word in [format!("{c}a"), format!("a{c}"), format!("a{c}a")] {
                let known = Alike::NONE.with(&word).may_hold(word.to_uppercase().as_bytes());
                assert!(known || !is_vietnamese(c), "{word}");
            }
        }
    }

    fn is_vietnamese(c: char) -> bool {
        matches!(c, 'a'..='z' | 'à'..='ã' | 'è'..='ê' | 'ì' | 'í' | 'ò'..='õ' | 'ù' | 'ú' | 'ý')
            || matches!(c, 'ă' | 'đ' | 'ĩ' | 'ũ' | 'ơ' | 'ư' | '\u{1EA0}'..='\u{1EF9}')
    }

    #[test]
    fn most_words_are_nothing() {
        let text =
            "các đơn vị thực hiện nhiệm vụ trong tuần được giao đúng tiến độ bảo đảm chất lượng ở phòng";
        let words: Vec<_> = text.split(' ').collect();
        let told = words.iter().filter(|word| of(word) != Trigger::NONE);
        assert!(told.count() * 3 < words.len());
    }
}
