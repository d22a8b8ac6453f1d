//! The order of a Vietnamese dictionary, and of a list of people.
//!
//! A title is encoded once as bytes that compare in dictionary order:
//!
//! 1. **Words.** Each syllable gives its letters, then its tone. Every tone is less than every letter, so the letters
//!    of a syllable decide before its tone, and its tone decides before the next syllable. A number gives its
//!    magnitude, so 2 stands before 10, and all numbers stand before all letters.
//! 2. **Case.** One byte a letter, the lower first.
//! 3. **The text** itself in NFC, so that different texts never tie.
//!
//! Punctuation and spaces only part the words. Letters outside Latin come after it, by code point.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use super::fold::{is_invisible, stroked};
use super::nfc;

/// The place of a text in dictionary order, as bytes. Compute it once, compare it often.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SortKey(Box<[u8]>);

/// The key of a title in the order of a dictionary.
///
/// ```
/// use thidua::text::collate::key;
///
/// let mut districts = ["Chợ Mới", "Bạch Thông", "Ba Bể", "Bắc Kạn"];
/// districts.sort_by_cached_key(|name| key(name));
/// assert_eq!(districts, ["Ba Bể", "Bạch Thông", "Bắc Kạn", "Chợ Mới"]);
/// ```
pub fn key(text: &str) -> SortKey {
    let text = nfc(text);
    let mut words = Words::default();
    words.push_text(&text);
    words.into_key(&text)
}

/// The key of a person (họ và tên) in a list by name: the given name (tên, the last syllable), then the family name
/// (họ, the first), then the middle name (tên đệm). What follows a comma or bracket, such as a post, comes last.
///
/// ```
/// use thidua::text::collate::person_key;
///
/// assert!(person_key("Vũ Đức Anh") < person_key("Hoàng Văn Bình"));
/// ```
pub fn person_key(name: &str) -> SortKey {
    let text = nfc(name);
    let (full_name, note) = text.split_at(text.find([',', '(', '[']).unwrap_or(text.len()));
    let mut syllables = full_name.split_whitespace();
    let given = syllables.next_back().unwrap_or_default();
    let mut words = Words::default();
    for part in [given].into_iter().chain(syllables) {
        words.push_text(part);
    }
    if !note.is_empty() {
        words.weights.push(END);
        words.push_text(note);
    }
    words.into_key(&text)
}

/// Ends a level of the key; less than every byte within one.
const END: u8 = 0;
/// Begins a number; more than every tone and less than every letter.
const NUMBER: u8 = 0x10;
/// The weight of the letter a. Each Latin letter has room for two marked ones after it (a ă â), so the last is below
/// 0x80, and the UTF-8 of every other letter above.
const LETTER_A: u8 = 0x20;

/// The tones (thanh) in the order of a dictionary; the discriminants are their weights.
#[derive(Clone, Copy, Default)]
enum Tone {
    #[default]
    Ngang = 1,
    Huyen,
    Hoi,
    Nga,
    Sac,
    Nang,
}

impl Tone {
    /// The tone that a combining mark stands for.
    fn of_mark(mark: char) -> Option<Self> {
        Some(match mark {
            '\u{300}' => Self::Huyen,
            '\u{309}' => Self::Hoi,
            '\u{303}' => Self::Nga,
            '\u{301}' => Self::Sac,
            '\u{323}' => Self::Nang,
            _ => return None,
        })
    }
}

/// The levels of a key, as they are filled character by character.
#[derive(Default)]
struct Words {
    /// Letters, tones and numbers, of which the last syllable may lack its tone.
    weights: Vec<u8>,
    /// One byte a letter: 1 for lower case, 2 for upper.
    case: Vec<u8>,
    /// The tone seen so far in the syllable being read, if one is.
    open: Option<Tone>,
}

impl Words {
    /// Appends all words of `text`, which is in NFC.
    fn push_text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            if c.is_ascii_digit() {
                let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
                self.push_number(&rest[..end]);
                rest = &rest[end..];
            } else {
                decompose_canonical(c, |part| self.push_part(part));
                rest = &rest[c.len_utf8()..];
            }
        }
        self.close();
    }

    /// Appends one character of a decomposed text: a bare letter, a mark, or what parts two words.
    fn push_part(&mut self, part: char) {
        if part.is_ascii_alphabetic() {
            self.push_letter(part.to_ascii_lowercase() as u8, 0, part.is_ascii_uppercase());
        } else if matches!(part, 'đ' | 'Đ') {
            self.push_letter(b'd', 1, part == 'Đ');
        } else if let Some(tone) = Tone::of_mark(part) {
            self.open = self.open.and(Some(tone));
        } else if is_combining_mark(part) {
            self.push_mark(part);
        } else if part.is_alphanumeric() {
            self.push_foreign(part);
        } else if !is_invisible(part) && !matches!(part, '\'' | '’') {
            self.close();
        }
    }

    /// Appends a Latin letter in lower case; `place` tells it from the others on the same base (đ is the first after d).
    fn push_letter(&mut self, letter: u8, place: u8, upper: bool) {
        self.open();
        self.weights.push(weight(letter) + place);
        self.case.push(1 + u8::from(upper));
    }

    /// Turns the last letter into the marked one (a and a breve: ă); marks that make no letter are passed over.
    fn push_mark(&mut self, mark: char) {
        const A: u8 = weight(b'a');
        const E: u8 = weight(b'e');
        const O: u8 = weight(b'o');
        const U: u8 = weight(b'u');
        if let Some(last) = self.weights.last_mut() {
            *last += match (*last, mark) {
                (A, '\u{306}') | (E | O, '\u{302}') | (U, '\u{31B}') => 1,
                (A, '\u{302}') | (O, '\u{31B}') => 2,
                _ => 0,
            };
        }
    }

    /// Appends a letter that is none of the alphabet: its Latin letters if it has some (æ), else its UTF-8.
    fn push_foreign(&mut self, letter: char) {
        let upper = letter.is_uppercase();
        for lower in letter.to_lowercase() {
            if let Some(bare) = stroked(lower) {
                bare.bytes().for_each(|letter| self.push_letter(letter, 0, upper));
            } else {
                self.open();
                self.weights.extend_from_slice(lower.encode_utf8(&mut [0; 4]).as_bytes());
                self.case.push(1 + u8::from(upper));
            }
        }
    }

    /// Appends a number: how many digits it has without leading zeros, then those.
    fn push_number(&mut self, digits: &str) {
        self.close();
        let digits = digits.trim_start_matches('0');
        self.weights.push(NUMBER);
        let mut length = digits.len();
        while length >= 0xFF {
            self.weights.push(0xFF);
            length -= 0xFF;
        }
        self.weights.push(length as u8);
        self.weights.extend_from_slice(digits.as_bytes());
    }

    /// Begins a syllable, unless one is open.
    fn open(&mut self) {
        self.open.get_or_insert_default();
    }

    /// Ends the open syllable, if one is, with its tone.
    fn close(&mut self) {
        if let Some(tone) = self.open.take() {
            self.weights.push(tone as u8);
        }
    }

    /// The key of these words, which were read from `text`.
    fn into_key(self, text: &str) -> SortKey {
        let mut key = self.weights;
        key.reserve_exact(self.case.len() + text.len() + 2);
        key.push(END);
        key.extend(self.case);
        key.push(END);
        key.extend_from_slice(text.as_bytes());
        SortKey(key.into_boxed_slice())
    }
}

/// The weight of a bare Latin letter in lower case.
const fn weight(letter: u8) -> u8 {
    LETTER_A + 3 * (letter - b'a')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, any, prop, prop_assert, prop_assert_eq, proptest};
    use unicode_normalization::UnicodeNormalization;

    use super::{SortKey, key, person_key};

    /// Checks that every text in `ordered` stands before all that follow it, composed or not.
    fn check(key: fn(&str) -> SortKey, ordered: &[&str]) {
        for (at, lesser) in ordered.iter().enumerate() {
            for greater in &ordered[at + 1..] {
                assert!(key(lesser) < key(greater), "{lesser} < {greater}");
                let decomposed: String = lesser.nfd().collect();
                assert!(key(&decomposed) < key(greater), "{lesser} (NFD) < {greater}");
            }
        }
    }

    #[test]
    fn dictionary_order() {
        let table: &[&[&str]] = &[
            &["ma", "mà", "mả", "mã", "má", "mạ", "mă"],
            &["dz", "đa"],
            &["Dương", "Đào"],
            &["ộ", "ơ"],
            &["uy", "ước"],
            &["Bạch Thông", "Bắc Kạn"],
            &["Ân", "Ẩn"],
            &["Hòa", "Hoài"],
            &["a", "A"],
            &["Ba Bể", "Bạch Thông"],
            &["Na Rì", "Nà Phặc"],
            &["Hà Anh", "Hạ An"],
            &["Ba Bể", "Bạch Thông", "Bắc Kạn", "Chợ Đồn", "Chợ Mới", "Na Rì", "Ngân Sơn", "Pác Nặm"],
            &[
                "a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "f", "g", "h", "i", "j", "k", "l", "m", "n",
                "o", "ô", "ơ", "p", "q", "r", "s", "t", "u", "ư", "v", "w", "x", "y", "z", "б", "中",
            ],
            &["ở", "ỡ", "ớ", "ợ", "ớt"],
            &["ba bể", "ba Bể", "Ba bể", "BA BỂ", "Ba Bể A"],
            &[
                "Thi",
                "thi đua",
                "Thi đua",
                "Thi Đua",
                "Thi đua – khen",
                "Thi đua khen thưởng",
                "Thi đua - Khen thưởng",
            ],
            &[
                "",
                "–",
                "2",
                "02a",
                "10",
                "10 a",
                "Điều",
                "Điều 2",
                "Điều 2a",
                "Điều 10",
                "Điều 10a",
                "Điều a",
            ],
            &["km 9", "km 10", "kma"],
            &["H mông", "Hmong", "H'Mông", "H’mu"],
        ];
        for ordered in table {
            check(key, ordered);
        }
    }

    #[test]
    fn people() {
        let table: &[&[&str]] = &[
            &[
                "Vũ Đức Anh",
                "Hoàng Văn Bình",
                "Lý Thị Bình",
                "Nguyễn An Bình",
                "Nguyễn Văn Bình",
                "Vũ Đức Chính",
            ],
            &["Khai", "Nguyễn Khai", "Nguyễn Khai, Phó phòng", "Nguyễn Thị Khai", "Nguyễn Thị Minh Khai"],
            &["Triệu Văn Ân (mẫu)", "Bàn Thị Ẩn", "Đỗ Thị Ấn"],
            &["", "A", "a b"],
        ];
        for ordered in table {
            check(person_key, ordered);
        }
    }

    #[test]
    fn long_numbers() {
        let zeros = |count: usize| format!("1{}", "0".repeat(count));
        let numbers: Vec<String> = [0, 1, 253, 254, 255, 256, 509, 510, 1000].map(zeros).into();
        check(key, &numbers.iter().map(String::as_str).collect::<Vec<_>>());
    }

    /// A syllable in lower case by its places in the alphabet and among the tones, and as text.
    fn syllable() -> impl Strategy<Value = ((Vec<usize>, usize), String)> {
        const ALPHABET: [&str; 33] = [
            "a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o",
            "ô", "ơ", "p", "q", "r", "s", "t", "u", "ư", "v", "w", "x", "y", "z",
        ];
        const TONES: [&str; 6] = ["", "\u{300}", "\u{309}", "\u{303}", "\u{301}", "\u{323}"];
        (prop::collection::vec(0..ALPHABET.len(), 1..4), 0..TONES.len()).prop_map(|(letters, tone)| {
            let text: String = letters.iter().map(|&letter| ALPHABET[letter]).chain([TONES[tone]]).collect();
            ((letters, tone), text)
        })
    }

    /// A short text, as places and as text.
    fn text() -> impl Strategy<Value = (Vec<(Vec<usize>, usize)>, String)> {
        prop::collection::vec(syllable(), 0..4).prop_map(|syllables| {
            let (places, texts): (Vec<_>, Vec<_>) = syllables.into_iter().unzip();
            (places, texts.join(" "))
        })
    }

    proptest! {
        #[test]
        fn order_is_that_of_the_alphabet((places_a, a) in text(), (places_b, b) in text()) {
            prop_assert_eq!(key(&a).cmp(&key(&b)), places_a.cmp(&places_b), "{} and {}", a, b);
        }

        #[test]
        fn only_the_same_text_ties(a in "[aÁ01 ,\0-]{0,4}", b in "[aÁ01 ,\0-]{0,4}") {
            prop_assert_eq!(key(&a) == key(&b), a == b);
            prop_assert_eq!(person_key(&a) == person_key(&b), a == b);
        }

        #[test]
        fn composition_does_not_matter(a in any::<String>()) {
            prop_assert!(key(&a.nfd().collect::<String>()) == key(&a));
            prop_assert!(person_key(&a.nfd().collect::<String>()) == person_key(&a));
        }
    }
}
