//! Texts as words: what is remembered of a body to index it.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::letters::{Letters, has_letter};
use super::numbering::Numbering;
use super::numbers::Numbers;
use crate::markdown::BlockReader;

/// Ends a part of a page: its title, its labels.
pub(super) const PART: &str = "\u{1}";
/// Begins a heading.
pub(super) const HEADING: &str = "\u{2}";
/// Ends a block: a paragraph, a heading, a cell, a label.
pub(super) const BLOCK: &str = "\n";

/// The first forms of every glossary, in this order.
const MARKS: [&str; 3] = [PART, HEADING, BLOCK];
/// Their numbers.
pub(super) const NUMBER_OF_PART: u32 = 0;
const NUMBER_OF_HEADING: u32 = 1;
const NUMBER_OF_BLOCK: u32 = 2;

/// The words of a text, and what stands between them, by their numbers in the glossary of the texts that it was read with.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words<'a> {
    /// Which form comes next.
    #[serde(borrow)]
    order: Numbers<'a>,
}

/// The forms of the texts that were read together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glossary<'a> {
    /// Each form once, as first met, ended by U+0000.
    forms: Cow<'a, str>,
}

impl<'a> Glossary<'a> {
    /// From its bytes.
    pub(super) fn of(bytes: &'a [u8]) -> Option<Self> {
        simdutf8::basic::from_utf8(bytes).ok().map(|forms| Self { forms: forms.into() })
    }

    /// The same.
    pub(super) fn borrowed(&self) -> Glossary<'_> {
        Glossary { forms: Cow::Borrowed(&self.forms) }
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        self.forms.as_bytes()
    }

    /// The different forms, each at the place of its number.
    pub(super) fn forms(&self) -> impl Iterator<Item = &str> {
        let mut rest = &*self.forms;
        std::iter::from_fn(move || {
            let (form, behind) = rest.split_at_checked(end(rest.as_bytes())?)?;
            rest = &behind[1..];
            Some(form)
        })
    }
}

/// Where the first form ends: forms are short, so eight bytes at once are as many as are worth looking at.
#[inline]
fn end(forms: &[u8]) -> Option<usize> {
    const ONES: u64 = u64::from_le_bytes([0x01; 8]);
    const HIGHEST: u64 = u64::from_le_bytes([0x80; 8]);
    let mut at = 0;
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

impl Words<'_> {
    /// How many there are, with what parts them.
    pub(super) fn count(&self) -> usize {
        self.order.len()
    }

    /// The number of the form that comes next, all through a range of the text. One space stands between two words, unless
    /// something else does.
    pub(super) fn numbers(&self, range: Range<usize>) -> impl Iterator<Item = u32> {
        self.order.range(range)
    }

    /// Where the first part stands, without its end.
    pub(super) fn first_part(&self) -> Range<usize> {
        0..self.numbers(0..self.count()).take_while(|number| *number != NUMBER_OF_PART).count()
    }

    /// The text in runs, each of `enough` or up to the end of the block in which it has as many; one that is shorter is part
    /// of that before it.
    pub(super) fn cut(&self, enough: usize) -> Vec<Range<usize>> {
        let mut ends = vec![0];
        for (end, number) in (1..).zip(self.numbers(0..self.count())) {
            let start = ends[ends.len() - 1];
            if number == NUMBER_OF_BLOCK && end - start >= enough && self.count() - end >= enough {
                ends.push(end);
            }
        }
        ends.push(self.count());
        ends.windows(2).map(|ends| ends[0]..ends[1]).collect()
    }
}

/// Takes texts apart that share a glossary, one after another.
#[derive(Debug)]
pub struct Reader {
    forms: Vec<u8>,
    numbers: Numbering,
    /// The room of the text that is read, and which of its bytes belong to words.
    order: Vec<u32>,
    letters: Letters,
    /// What stands between two words.
    plain: String,
}

impl Default for Reader {
    fn default() -> Self {
        let (letters, plain) = (Letters::default(), String::new());
        let mut reader =
            Self { forms: Vec::new(), numbers: Numbering::default(), order: Vec::new(), letters, plain };
        reader.begin();
        reader
    }
}

impl Reader {
    /// What stands before the body of a page: its title, and what it is known by besides.
    pub(super) fn read_head<'t>(
        &mut self,
        title: &str,
        labels: impl IntoIterator<Item = &'t str>,
    ) -> Words<'static> {
        self.push_text(title, "");
        self.order.push(NUMBER_OF_PART);
        for label in labels {
            self.push_text(label, "");
            self.order.push(NUMBER_OF_BLOCK);
        }
        self.order.push(NUMBER_OF_PART);
        self.words()
    }

    /// The glossary of all that was read. What comes then has another one.
    pub fn finish(&mut self) -> Glossary<'static> {
        let forms = simdutf8::basic::from_utf8(&self.forms).unwrap_or_default().to_owned();
        self.begin();
        Glossary { forms: forms.into() }
    }

    fn begin(&mut self) {
        self.forms.clear();
        self.numbers.clear();
        for mark in MARKS {
            self.take(mark.as_bytes());
        }
    }

    /// The words of all that was read since this was asked last.
    pub fn words(&mut self) -> Words<'static> {
        let order = Numbers::below(self.numbers.len(), &self.order);
        self.order.clear();
        Words { order }
    }

    /// Takes in a text and what stands behind it; tells how many syllables the text has.
    fn push_text(&mut self, text: &str, behind: &str) -> usize {
        let mut letters = std::mem::take(&mut self.letters);
        let bytes = text.as_bytes();
        let (mut end, mut syllables) = (0, 0);
        // Whether the run between white space was counted that is being read.
        let mut is_counted = false;
        for word in letters.words_of(text) {
            // Most words are one space apart.
            let is_space = bytes[end] == b' ' && word.start - end == 1;
            let is_apart = is_space || self.between(text, end..word.start, "");
            let is_one = has_letter(&text[word.clone()]);
            is_counted &= !is_apart;
            syllables += usize::from(is_one & !is_counted);
            is_counted |= is_one;
            end = word.end;
            self.push(bytes, word);
        }
        self.between(text, end..text.len(), behind);
        self.letters = letters;
        syllables
    }

    /// Takes in what stands between two words, its white space as one space each; tells whether there is any.
    fn between(&mut self, text: &str, range: Range<usize>, behind: &str) -> bool {
        // Mostly it is a comma, or the end of a sentence.
        if let [b'!'..=b'/', rest @ ..] = &text.as_bytes()[range.clone()]
            && matches!(rest, [] | b" ")
            && behind.is_empty()
        {
            self.push(text.as_bytes(), range);
            return !rest.is_empty();
        }
        let mut plain = std::mem::take(&mut self.plain);
        let mut is_apart = false;
        for c in text[range].chars().chain(behind.chars()) {
            is_apart |= c.is_whitespace();
            if !c.is_whitespace() && !c.is_control() {
                plain.push(c);
            } else if !plain.ends_with(' ') {
                plain.push(' ');
            }
        }
        if !plain.is_empty() && plain != " " {
            self.push(plain.as_bytes(), 0..plain.len());
        }
        plain.clear();
        self.plain = plain;
        is_apart
    }

    /// The form at `range` of a text, where characters begin and end.
    #[inline(always)]
    fn push(&mut self, text: &[u8], range: Range<usize>) {
        let number = self.numbers.find(text, range.clone());
        let number = number.unwrap_or_else(|| self.take(&text[range]));
        self.order.push(number);
    }

    /// Takes in a new form; its number.
    #[cold]
    fn take(&mut self, form: &[u8]) -> u32 {
        self.forms.extend_from_slice(form);
        self.forms.push(0);
        self.numbers.take(form)
    }
}

impl BlockReader for Reader {
    fn read(&mut self, block: &str, is_heading: bool) -> usize {
        if is_heading {
            self.order.push(NUMBER_OF_HEADING);
        }
        // What ends a block is mostly what ends a sentence: one form, if a space stands behind it.
        let syllables = self.push_text(block, " ");
        self.order.push(NUMBER_OF_BLOCK);
        syllables
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
    use super::{BlockReader, Reader, Words};
    use crate::text;

    /// Reads lines as blocks, those that begin with # as headings.
    fn read(reader: &mut Reader, text: &str) -> Words<'static> {
        for line in text.lines() {
            let heading = line.strip_prefix('#');
            reader.read(heading.unwrap_or(line), heading.is_some());
        }
        reader.words()
    }

    fn forms(text: &str) -> Vec<String> {
        let mut reader = Reader::default();
        let words = read(&mut reader, text);
        let glossary = reader.finish();
        let forms: Vec<&str> = glossary.forms().collect();
        words.numbers(0..words.count()).map(|number| forms[number as usize].to_owned()).collect()
    }

    #[test]
    fn a_text_is_words_and_what_parts_them() {
        for (text, expected) in [
            ("Đợt thi đua", vec!["Đợt", "thi", "đua", "\n"]),
            ("Thi đua,  khen thưởng.", vec!["Thi", "đua", ", ", "khen", "thưởng", ". ", "\n"]),
            ("327/KH-UBND", vec!["327", "/", "KH", "-", "UBND", "\n"]),
            ("một\n#Hai\n", vec!["một", "\n", "\u{2}", "Hai", "\n"]),
            ("a\u{A0}b\tc\u{2}d", vec!["a", "b", "c", "d", "\n"]),
            ("x × y", vec!["x", " × ", "y", "\n"]),
            ("bắ\u{AD}c e\u{301}", vec!["bắ\u{AD}c", "e\u{301}", "\n"]),
            ("\0a\0", vec!["a", "\n"]),
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
            ("một hai ba bốn năm sáu", &[7]),
            ("một hai ba bốn năm\nsáu", &[8]),
        ] {
            let runs = read(&mut Reader::default(), text).cut(3);
            assert_eq!(runs.iter().map(|run| run.end).collect::<Vec<_>>(), ends, "{text:?}");
            assert!(runs[0].start == 0 && runs.windows(2).all(|pair| pair[0].end == pair[1].start));
        }
    }

    #[test]
    fn a_text_may_have_more_forms_than_two_bytes_tell() {
        let mut text = (0..70_000_u32).chain([69_999, 0]).map(|word| format!("{word}")).collect::<Vec<_>>();
        let read = forms(&text.join(" "));
        text.push("\n".to_owned());
        assert!(read == text);
    }

    #[test]
    fn syllables_are_counted_whatever_parts_them() {
        for c in '\0'..=char::MAX {
            for text in [c.to_string(), format!("a{c}b"), format!("{c} {c}a{c} – ({c}")] {
                assert_eq!(Reader::default().push_text(&text, " "), text::syllables(&text), "{c:?}");
            }
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
        fn syllables_are_counted_as_elsewhere(text in "([a-z ẹđ–“×.\n\u{301}\u{200B}]|\\PC){0,100}") {
            prop_assert_eq!(Reader::default().push_text(&text, " "), text::syllables(&text));
        }

        #[test]
        fn many_forms_are_told_apart(words in proptest::collection::vec("[a-d]{1,6}", 1..3000)) {
            let mut read = forms(&words.join(" "));
            read.pop();
            prop_assert_eq!(read, words);
        }
    }
}
