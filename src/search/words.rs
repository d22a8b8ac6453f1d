//! Texts as words: what is remembered of a body to index it.

use std::borrow::Cow;
use std::iter;
use std::ops::Range;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::letters::Letters;
use super::numbering::Numbering;

/// Ends a part of a page: its title, its labels.
pub(super) const PART: &str = "\u{1}";
/// Begins a heading.
pub(super) const HEADING: &str = "\u{2}";
/// Ends a block: a paragraph, a heading, a cell, a label.
pub(super) const BLOCK: &str = "\n";

/// The words of a text, and what stands between them. Small, and it needs nothing else to be understood.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words<'a> {
    /// Each form once, as first met, ended by U+0000.
    #[serde(borrow, deserialize_with = "checked")]
    forms: Cow<'a, str>,
    /// Which form comes next, as a number of two bytes; of four where there are more than two can tell.
    #[serde(borrow, serialize_with = "at_once")]
    order: Cow<'a, [u8]>,
    is_wide: bool,
}

/// Text from bytes, of which many are looked at at once.
fn checked<'de: 'a, 'a, D: Deserializer<'de>>(deserializer: D) -> Result<Cow<'a, str>, D::Error> {
    let bytes = <&[u8]>::deserialize(deserializer)?;
    simdutf8::basic::from_utf8(bytes).map(Cow::Borrowed).map_err(D::Error::custom)
}

fn at_once<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bytes(bytes)
}

impl Words<'_> {
    /// All there is of them, for a name of it.
    pub(super) fn pieces(&self) -> [&[u8]; 2] {
        [self.forms.as_bytes(), &self.order]
    }

    /// The different forms, in the order met: a text, and where each stands in it.
    pub(super) fn forms(&self) -> (&str, impl Iterator<Item = Range<usize>>) {
        let bytes = self.forms.as_bytes();
        let mut start = 0;
        let next = move || {
            let end = end(bytes, start)?;
            Some(std::mem::replace(&mut start, end + 1)..end)
        };
        (&self.forms, iter::from_fn(next))
    }

    /// How many there are, with what parts them.
    pub(super) fn count(&self) -> usize {
        self.order.len() / if self.is_wide { 4 } else { 2 }
    }

    /// Adds which form comes next, all through a range of the text; the first of them has the number `first`. One space stands
    /// between two words, unless something else does.
    pub(super) fn push_order(&self, first: u32, range: Range<usize>, order: &mut Vec<u32>) {
        if self.is_wide {
            let (numbers, _) = self.order.as_chunks();
            order.extend(numbers[range].iter().map(|number| first + u32::from_le_bytes(*number)));
        } else {
            let (numbers, _) = self.order.as_chunks();
            order.extend(numbers[range].iter().map(|number| first + u32::from(u16::from_le_bytes(*number))));
        }
    }

    /// The text in runs, each of `enough` or up to the end of the block in which it has as many; one that is shorter is part
    /// of that before it.
    pub(super) fn cut(&self, enough: usize) -> Vec<Range<usize>> {
        let (text, mut forms) = self.forms();
        let block = forms.position(|form| &text[form] == BLOCK).unwrap_or(usize::MAX);
        let mut order = Vec::new();
        self.push_order(0, 0..self.count(), &mut order);
        let mut ends = vec![0];
        for (end, form) in (1..).zip(order) {
            let start = ends[ends.len() - 1];
            if form as usize == block && end - start >= enough && self.count() - end >= enough {
                ends.push(end);
            }
        }
        ends.push(self.count());
        ends.windows(2).map(|ends| ends[0]..ends[1]).collect()
    }
}

/// Where the form ends that begins at `start`: forms are short, so eight bytes at once are as many as are worth looking at.
#[inline]
fn end(forms: &[u8], start: usize) -> Option<usize> {
    const ONES: u64 = u64::from_le_bytes([0x01; 8]);
    const HIGHEST: u64 = u64::from_le_bytes([0x80; 8]);
    let mut at = start;
    while let Some(bytes) = forms[at..].first_chunk() {
        let bytes = u64::from_le_bytes(*bytes);
        // The highest bit of each byte that is nought, up to the first of them.
        let noughts = bytes.wrapping_sub(ONES) & !bytes & HIGHEST;
        if noughts != 0 {
            return Some(at + noughts.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    forms[at..].iter().position(|byte| *byte == 0).map(|more| at + more)
}

/// Takes texts apart, one after another: each uses the room of the one before.
#[derive(Debug, Default)]
pub struct Reader {
    forms: Vec<u8>,
    order: Vec<u32>,
    numbers: Numbering,
    /// What stands between two words.
    plain: String,
}

impl Reader {
    /// The plain text of a body: blocks that end with a line feed, a heading after U+0002.
    pub fn read(&mut self, body: &str) -> Words<'static> {
        self.push_text(body);
        self.finish()
    }

    /// What stands before the body of a page: its title, and what it is known by besides.
    pub(super) fn read_head<'t>(
        &mut self,
        title: &str,
        labels: impl IntoIterator<Item = &'t str>,
    ) -> Words<'static> {
        self.push_text(title);
        self.mark(PART);
        for label in labels {
            self.push_text(label);
            self.mark(BLOCK);
        }
        self.mark(PART);
        self.finish()
    }

    fn finish(&mut self) -> Words<'static> {
        let is_wide = self.numbers.len() > usize::from(u16::MAX) + 1;
        let numbers = self.order.iter();
        let order = if is_wide {
            numbers.map(|number| number.to_le_bytes()).collect::<Vec<_>>().into_flattened()
        } else {
            numbers.map(|number| (*number as u16).to_le_bytes()).collect::<Vec<_>>().into_flattened()
        };
        let forms = simdutf8::basic::from_utf8(&self.forms).unwrap_or_default().to_owned();
        let words = Words { forms: forms.into(), order: order.into(), is_wide };
        self.forms.clear();
        self.order.clear();
        self.numbers.clear();
        words
    }

    fn push_text(&mut self, text: &str) {
        let letters = Letters::of(text);
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < text.len() {
            let word = letters.end(at, true);
            if word > at {
                self.push(bytes, at..word);
            }
            if letters.is_single(bytes, word) {
                at = word + 1;
                continue;
            }
            at = letters.end(word, false);
            if at - word > 1 || bytes.get(word).is_some_and(|byte| *byte != b' ') {
                self.between(&text[word..at]);
            }
        }
    }

    /// What stands between two words, its white space as one space each; marks of blocks and headings by themselves.
    fn between(&mut self, text: &str) {
        let mut plain = std::mem::take(&mut self.plain);
        for c in text.chars() {
            match c {
                '\n' | '\u{2}' => {
                    self.plain(&mut plain);
                    self.mark(if c == '\n' { BLOCK } else { HEADING });
                }
                _ if c.is_whitespace() || c.is_control() => {
                    if !plain.ends_with(' ') {
                        plain.push(' ');
                    }
                }
                _ => plain.push(c),
            }
        }
        self.plain(&mut plain);
        self.plain = plain;
    }

    /// Takes all of a text that is no mark.
    fn plain(&mut self, text: &mut String) {
        if !text.is_empty() && text != " " {
            self.push(text.as_bytes(), 0..text.len());
        }
        text.clear();
    }

    fn mark(&mut self, mark: &str) {
        self.push(mark.as_bytes(), 0..mark.len());
    }

    /// The form at `range` of a text, where characters begin and end.
    #[inline]
    fn push(&mut self, text: &[u8], range: Range<usize>) {
        let (number, is_new) = self.numbers.number(text, range.clone());
        if is_new {
            self.forms.extend_from_slice(&text[range]);
            self.forms.push(0);
        }
        self.order.push(number);
    }
}

/// A quick hash, the same on every machine.
pub(super) fn hash(form: &str) -> u64 {
    const FACTOR: u64 = 0x517C_C1B7_2722_0A95;
    let add = |hash: u64, word: u64| (hash.rotate_left(5) ^ word).wrapping_mul(FACTOR);
    let (words, rest) = form.as_bytes().as_chunks::<8>();
    let hash = words.iter().fold(form.len() as u64, |hash, word| add(hash, u64::from_le_bytes(*word)));
    // The rest by its first and its last four bytes, which may overlap.
    let rest = match (rest.first_chunk::<4>(), rest.last_chunk::<4>()) {
        (Some(first), Some(last)) => {
            u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last))
        }
        _ => rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)),
    };
    // The highest bits are the best ones.
    add(hash, rest).rotate_left(26)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::super::letters::{is_part_of_word, is_word};
    use super::Reader;

    fn forms(body: &str) -> Vec<String> {
        let words = Reader::default().read(body);
        let (text, forms) = words.forms();
        let forms: Vec<&str> = forms.map(|range| &text[range]).collect();
        let mut numbers = Vec::new();
        words.push_order(0, 0..words.count(), &mut numbers);
        numbers.into_iter().map(|number| forms[number as usize].to_owned()).collect()
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
    fn a_long_text_is_cut_between_its_blocks() {
        for (text, ends) in [
            ("", &[0][..]),
            ("một hai\nba bốn\n", &[3, 6]),
            ("một\nhai\nba\nbốn\nnăm\n", &[4, 10]),
            ("một hai ba bốn năm sáu", &[6]),
            ("một hai ba bốn năm\nsáu", &[7]),
        ] {
            let runs = Reader::default().read(text).cut(3);
            assert_eq!(runs.iter().map(|run| run.end).collect::<Vec<_>>(), ends, "{text:?}");
            assert!(runs[0].start == 0 && runs.windows(2).all(|pair| pair[0].end == pair[1].start));
        }
    }

    #[test]
    fn a_text_may_have_more_forms_than_two_bytes_tell() {
        let text = (0..70_000_u32).chain([69_999, 0]).map(|word| format!("{word}")).collect::<Vec<_>>();
        assert!(forms(&text.join(" ")) == text);
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
