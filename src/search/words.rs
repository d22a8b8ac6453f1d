//! Texts as words: what is remembered of a body to index it.

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use serde::{Deserialize, Serialize};
use unicode_normalization::char::is_combining_mark;

use crate::text::is_invisible;

/// Ends a part of a page: its title, its labels.
pub(super) const PART: &str = "\u{1}";
/// Begins a heading.
pub(super) const HEADING: &str = "\u{2}";
/// Ends a block: a paragraph, a heading, a cell, a label.
pub(super) const BLOCK: &str = "\n";

/// The words of a text, and what stands between them. Small, and it needs nothing else to be understood.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// Each form once, as first met, ended by U+0000.
    forms: String,
    /// Which form comes next, as a number of one to three bytes.
    order: Vec<u8>,
}

/// Takes the plain text of a body apart: blocks that end with a line feed, a heading after U+0002.
pub fn read(body: &str) -> Words {
    let mut reader = Reader { numbers: HashTable::with_capacity(500), ..Reader::default() };
    reader.push_text(body);
    Words { forms: reader.forms, order: reader.order }
}

/// Takes apart what stands before the body of a page: its title, and what it is known by besides.
pub(super) fn read_head<'t>(title: &str, labels: impl IntoIterator<Item = &'t str>) -> Words {
    let mut reader = Reader::default();
    reader.push_text(title);
    reader.push(PART);
    for label in labels {
        reader.push_text(label);
        reader.push(BLOCK);
    }
    reader.push(PART);
    Words { forms: reader.forms, order: reader.order }
}

impl Words {
    /// The different forms, in the order met.
    pub(super) fn forms(&self) -> impl Iterator<Item = &str> {
        self.forms.split_terminator('\0')
    }

    /// All of the text: the number of each form. One space stands between two words, unless something else does.
    pub(super) fn order(&self) -> impl Iterator<Item = usize> {
        let mut at = 0;
        std::iter::from_fn(move || {
            let (mut number, mut shift) = (0, 0);
            loop {
                let byte = *self.order.get(at)?;
                at += 1;
                number |= usize::from(byte & 0x7F) << shift;
                shift += 7;
                if byte < 0x80 {
                    return Some(number);
                }
            }
        })
    }
}

/// Whether a form is a word, and not what stands between words.
pub(super) fn is_word(form: &str) -> bool {
    form.chars().next().is_some_and(is_part_of_word)
}

/// Whether `c` belongs to words.
fn is_part_of_word(c: char) -> bool {
    match c {
        '\0'..='\u{7F}' => c.is_ascii_alphanumeric(),
        '×' | '÷' => false,
        '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => true,
        _ => c.is_alphanumeric() || is_combining_mark(c) || is_invisible(c),
    }
}

#[derive(Default)]
struct Reader {
    forms: String,
    /// Where each form stands.
    places: Vec<(u32, u32)>,
    order: Vec<u8>,
    numbers: HashTable<u32>,
}

impl Reader {
    fn push_text(&mut self, text: &str) {
        let mut at = 0;
        while at < text.len() {
            let word = run(text, at, true);
            if word > at {
                self.push(&text[at..word]);
            }
            at = run(text, word, false);
            match &text[word..at] {
                "" | " " => {}
                between => self.between(between),
            }
        }
    }

    /// What stands between two words, its white space as one space each; marks of blocks and headings by themselves.
    fn between(&mut self, text: &str) {
        let mut plain = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '\n' | '\u{2}' => {
                    self.plain(&plain);
                    plain.clear();
                    self.push(if c == '\n' { BLOCK } else { HEADING });
                }
                _ if c.is_whitespace() || c.is_control() => {
                    if !plain.ends_with(' ') {
                        plain.push(' ');
                    }
                }
                _ => plain.push(c),
            }
        }
        self.plain(&plain);
    }

    fn plain(&mut self, text: &str) {
        if !text.is_empty() && text != " " {
            self.push(text);
        }
    }

    fn push(&mut self, form: &str) {
        let mut number = self.number(form);
        while number >= 0x80 {
            self.order.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.order.push(number as u8);
    }

    fn number(&mut self, form: &str) -> u32 {
        let (forms, places) = (&self.forms, &self.places);
        let text = |number: &u32| {
            let (start, end) = places[*number as usize];
            &forms[start as usize..end as usize]
        };
        let entry =
            self.numbers.entry(hash(form), |number| text(number) == form, |number| hash(text(number)));
        match entry {
            Entry::Occupied(number) => *number.get(),
            Entry::Vacant(place) => {
                let number = places.len() as u32;
                place.insert(number);
                let start = self.forms.len() as u32;
                self.forms.push_str(form);
                self.places.push((start, self.forms.len() as u32));
                self.forms.push('\0');
                number
            }
        }
    }
}

/// Where the run of words' letters, or of other characters, that begins `at` ends.
fn run(text: &str, at: usize, of_words: bool) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    while let Some(&byte) = bytes.get(end) {
        let (is_part, length) = match byte {
            0..=0x7F => (byte.is_ascii_alphanumeric(), 1),
            // U+00C0 to U+00FF, of which × and ÷ are none; U+0100 to U+023F.
            0xC3 => (!matches!(bytes.get(end + 1), Some(0x97 | 0xB7)), 2),
            0xC4..=0xC8 => (true, 2),
            // U+1E80 to U+1EFF: letters with two marks.
            0xE1 if matches!(bytes.get(end + 1), Some(0xBA | 0xBB)) => (true, 3),
            _ => match text[end..].chars().next() {
                Some(c) => (is_part_of_word(c), c.len_utf8()),
                None => break,
            },
        };
        if is_part != of_words {
            break;
        }
        end += length;
    }
    end
}

/// A quick hash, the same on every machine.
pub(super) fn hash(form: &str) -> u64 {
    const FACTOR: u64 = 0x517C_C1B7_2722_0A95;
    let bytes = form.as_bytes();
    let mut hash = bytes.len() as u64;
    let mut add = |word: u64| hash = (hash.rotate_left(5) ^ word).wrapping_mul(FACTOR);
    let (words, rest) = bytes.as_chunks::<8>();
    words.iter().for_each(|word| add(u64::from_le_bytes(*word)));
    // The rest by its first and its last four bytes, which may overlap.
    match (rest.first_chunk::<4>(), rest.last_chunk::<4>()) {
        (Some(first), Some(last)) => {
            add(u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last)));
        }
        _ => add(rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte))),
    }
    // The highest bits are the best ones; tables look at the lowest.
    hash.rotate_left(26)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::{is_part_of_word, is_word, read, run};

    fn forms(body: &str) -> Vec<String> {
        let words = read(body);
        let forms: Vec<&str> = words.forms().collect();
        words.order().map(|number| forms[number].to_owned()).collect()
    }

    #[test]
    fn a_text_is_words_and_what_parts_them() {
        for (text, expected) in [
            ("Đợt thi đua", vec!["Đợt", "thi", "đua"]),
            ("Thi đua,  khen thưởng.", vec!["Thi", "đua", ", ", "khen", "thưởng", "."]),
            ("327/KH-UBND", vec!["327", "/", "KH", "-", "UBND"]),
            ("một\n\u{2}Hai\n", vec!["một", "\n", "\u{2}", "Hai", "\n"]),
            ("a\u{A0}b\tc", vec!["a", "b", "c"]),
            ("x × y", vec!["x", " × ", "y"]),
            ("bắ\u{AD}c e\u{301}", vec!["bắ\u{AD}c", "e\u{301}"]),
            ("\0a\0", vec!["a"]),
        ] {
            assert_eq!(forms(text), expected, "{text}");
        }
    }

    #[test]
    fn bytes_tell_the_same_as_characters() {
        for c in (' '..=char::MAX).filter(|c| *c != '\n') {
            let text = c.to_string();
            assert_eq!(run(&text, 0, true) > 0, is_part_of_word(c), "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn all_words_stay_in_order(text in any::<String>()) {
            let split = text.split(|c: char| !is_part_of_word(c)).filter(|word| !word.is_empty());
            let found: Vec<_> = forms(&text).into_iter().filter(|form| is_word(form)).collect();
            prop_assert_eq!(found, split.collect::<Vec<_>>());
        }

        #[test]
        fn many_forms_are_told_apart(words in proptest::collection::vec("[a-d]{1,6}", 0..3000)) {
            prop_assert_eq!(forms(&words.join(" ")), words);
        }
    }
}
