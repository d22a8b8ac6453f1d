//! A text as the checks read it: its words, what stands between them, its dates and its document numbers. Made once and
//! shared by all checks.
//!
//! Addresses (`https://…`, `www.…`, `a@b.vn`) are no words.

use std::ops::Range;

use super::dates::{self, Dated};
use super::numbers::{self, Number};
use super::trigger::Trigger;
use crate::prose::{Passage, Prose};
use crate::span::Span;

/// A text, read.
pub(super) struct Reading<'a> {
    pub(super) prose: &'a Prose,
    pub(super) dates: Vec<Dated>,
    pub(super) numbers: Vec<Number>,
    words: Words<'a>,
}

/// The words of a text. They are named by their number, from 0.
pub(super) struct Words<'a> {
    text: &'a str,
    found: Vec<Word>,
    /// Those that may be something, in order, and what.
    told: Vec<(usize, Trigger)>,
}

#[derive(Clone, Copy)]
struct Word {
    start: usize,
    end: usize,
    /// Figures only.
    is_number: bool,
}

impl<'a> Reading<'a> {
    pub(super) fn new(prose: &'a Prose) -> Self {
        let words = Words::of(prose.text());
        let dates = dates::find(&words);
        let numbers = numbers::find(&words);
        Self { prose, dates, numbers, words }
    }

    /// The words.
    pub(super) fn words(&self) -> &Words<'a> {
        &self.words
    }

    /// Where words stand in the author's file.
    pub(super) fn place(&self, words: Range<usize>) -> Span {
        self.prose.place(self.words.bytes(words))
    }

    /// The text of a passage.
    pub(super) fn passage(&self, passage: &Passage) -> &'a str {
        &self.prose.text()[passage.range.clone()]
    }

    /// The date whose first word, or the “ngày” before it, is the word `at`.
    pub(super) fn date_at(&self, at: usize) -> Option<&Dated> {
        let found = &self.dates[self.dates.partition_point(|date| date.words.start < at)..];
        found.first().filter(|date| {
            date.words.start == at
                || date.words.start == at + 1 && self.words.is(at, "ngày") && self.words.is_spaced(at)
        })
    }
}

impl<'a> Words<'a> {
    /// The words of `text`.
    pub(super) fn of(text: &'a str) -> Self {
        let mut found: Vec<Word> = Vec::with_capacity(text.len() / 5);
        let mut told: Vec<(usize, Trigger)> = Vec::with_capacity(text.len() / 30);
        let bytes = text.as_bytes();
        // The first word behind the last white space.
        let mut first = 0;
        let mut is_behind_stroke = false;
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let start = at;
            at = end_of_word(text, at);
            if at > start {
                let may_be = Trigger::of(&bytes[start..at], is_behind_stroke);
                if may_be != Trigger::NONE {
                    told.push((found.len(), may_be));
                }
                found.push(Word { start, end: at, is_number: may_be.meets(Trigger::FIGURES) });
                is_behind_stroke = false;
                continue;
            }
            is_behind_stroke = byte == b'/';
            let is_address = match byte {
                b' ' | b'\n' => {
                    first = found.len();
                    at += 1;
                    continue;
                }
                b':' => bytes[at..].starts_with(b"://"),
                b'@' => letter(text, at + 1).is_some(),
                b'.' => found.last().is_some_and(|last| &text[last.start..at] == "www"),
                _ => false,
            };
            if is_address {
                found.truncate(first);
                while told.pop_if(|(word, _)| *word >= first).is_some() {}
                at += bytes[at..].iter().position(u8::is_ascii_whitespace).unwrap_or(bytes.len() - at);
            } else {
                at += text[at..].chars().next().map_or(1, char::len_utf8);
            }
        }
        Self { text, found, told }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.found.len()
    }

    /// The words that may be something of `wanted`, in order.
    pub(super) fn that_may_be(&self, wanted: Trigger) -> impl Iterator<Item = usize> + '_ {
        self.told.iter().filter(move |(_, may_be)| may_be.meets(wanted)).map(|(word, _)| *word)
    }

    /// A word; empty where there is none.
    pub(super) fn get(&self, at: usize) -> &'a str {
        self.found.get(at).map_or("", |word| &self.text[word.start..word.end])
    }

    /// Whether a word is `lower`, in whatever case.
    pub(super) fn is(&self, at: usize, lower: &str) -> bool {
        // The length settles most, before the word is looked at.
        self.found.get(at).is_some_and(|word| word.end - word.start == lower.len())
            && is_same(self.get(at), lower)
    }

    /// Whether a word is one of `lower`, in whatever case.
    pub(super) fn is_any(&self, at: usize, lower: &[&str]) -> bool {
        lower.iter().any(|it| self.is(at, it))
    }

    /// Whether the words from `at` are `lower`, in whatever case, with spaces between.
    pub(super) fn are(&self, at: usize, lower: &[&str]) -> bool {
        lower.iter().enumerate().all(|(n, it)| self.is(at + n, it) && (n == 0 || self.is_spaced(at + n - 1)))
    }

    /// The word before `at`, if only spaces part them.
    pub(super) fn before(&self, at: usize) -> Option<usize> {
        at.checked_sub(1).filter(|&before| self.is_spaced(before))
    }

    /// The number a word is, if it is one of up to nine figures.
    pub(super) fn number(&self, at: usize) -> Option<u32> {
        let word = self.found.get(at).filter(|word| word.is_number && word.end - word.start <= 9)?;
        self.text[word.start..word.end].parse().ok()
    }

    /// How many figures a word has, if it has nothing else.
    pub(super) fn figures(&self, at: usize) -> Option<usize> {
        self.found.get(at).filter(|word| word.is_number).map(|word| word.end - word.start)
    }

    /// What stands between a word and the next one; to the end of the text behind the last one.
    pub(super) fn gap(&self, at: usize) -> &'a str {
        let start = self.found.get(at).map_or(self.text.len(), |word| word.end);
        let end = self.found.get(at + 1).map_or(self.text.len(), |word| word.start);
        &self.text[start..end]
    }

    /// What stands before a word, behind the one before it.
    pub(super) fn lead(&self, at: usize) -> &'a str {
        let start = at.checked_sub(1).and_then(|before| self.found.get(before)).map_or(0, |word| word.end);
        let end = self.found.get(at).map_or(self.text.len(), |word| word.start);
        &self.text[start.min(end)..end]
    }

    /// Whether only spaces part a word from the next one.
    pub(super) fn is_spaced(&self, at: usize) -> bool {
        let gap = self.gap(at);
        at + 1 < self.found.len()
            && (gap == " " || !gap.is_empty() && gap.trim_matches([' ', '\u{A0}', '\t']).is_empty())
    }

    /// The bytes of words, and of what stands between them.
    pub(super) fn bytes(&self, words: Range<usize>) -> Range<usize> {
        match (self.found.get(words.start), self.found.get(words.end.saturating_sub(1))) {
            (Some(first), Some(last)) => first.start..last.end.max(first.start),
            _ => self.text.len()..self.text.len(),
        }
    }

    /// Words as written, with what stands between them.
    pub(super) fn text(&self, words: Range<usize>) -> &'a str {
        &self.text[self.bytes(words)]
    }

    /// The numbers of the words within these bytes.
    pub(super) fn within(&self, bytes: &Range<usize>) -> Range<usize> {
        let first = self.found.partition_point(|word| word.start < bytes.start);
        let end = self.found.partition_point(|word| word.start < bytes.end);
        first..end
    }
}

/// Where the word ends that begins at `at`; there, if none does.
fn end_of_word(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    while let Some(&byte) = bytes.get(at) {
        // How long the letters are is settled by their first byte, but for few.
        at += match LETTERS[usize::from(byte)] {
            NONE => return at,
            UNSURE => match letter(text, at) {
                Some(length) => length,
                None => return at,
            },
            length => usize::from(length),
        };
    }
    at
}

/// No letter begins with this byte.
const NONE: u8 = 0;
/// Only what follows tells whether a letter does.
const UNSURE: u8 = 4;

/// How long the letter is that begins with a byte: those of ASCII, and the letters of U+0100 to U+01BF.
const LETTERS: [u8; 256] = {
    let mut letters = [UNSURE; 256];
    let mut byte = 0;
    while byte < 0x80 {
        letters[byte] = if (byte as u8).is_ascii_alphanumeric() { 1 } else { NONE };
        byte += 1;
    }
    let mut byte = 0xC4;
    while byte < 0xC7 {
        letters[byte] = 2;
        byte += 1;
    }
    letters
};

/// The length of the letter, figure or mark at `at`, if there is one.
fn letter(text: &str, at: usize) -> Option<usize> {
    match *text.as_bytes().get(at)? {
        byte if byte.is_ascii_alphanumeric() => Some(1),
        0..=0x7F => None,
        // The letters of Vietnamese, as in `text::syllables`: all of U+00C0 to U+01BF but × and ÷, and of U+1E80 to U+1EFF.
        0xC4..=0xC6 => Some(2),
        0xC3 if !matches!(text.as_bytes().get(at + 1), Some(0x97 | 0xB7)) => Some(2),
        0xE1 if matches!(text.as_bytes().get(at + 1), Some(0xBA | 0xBB)) => Some(3),
        _ => {
            let c = text[at..].chars().next()?;
            (c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36F}')).then(|| c.len_utf8())
        }
    }
}

/// Whether `word` is `lower`, in whatever case.
pub(super) fn is_same(word: &str, lower: &str) -> bool {
    // A Vietnamese letter has as many bytes in either case.
    word.len() == lower.len()
        && differs_in_case_at_most(word, lower)
        && (word == lower || word.chars().flat_map(char::to_lowercase).eq(lower.chars()))
}

/// Whether the first and the last byte are such as the case of a letter can make of each other: bytes of Ư and ư (0xAF
/// and 0xB0), of neighbours such as Ạ and ạ, or 0x20 apart. It settles nearly all words.
fn differs_in_case_at_most(word: &str, lower: &str) -> bool {
    let (word, lower) = (word.as_bytes(), lower.as_bytes());
    let may_be_case =
        |a: Option<&u8>, b: Option<&u8>| a.zip(b).is_some_and(|(a, b)| matches!(a ^ b, 0 | 1 | 0x20 | 0x1F));
    may_be_case(word.first(), lower.first()) && may_be_case(word.last(), lower.last())
}

/// Whether a word has capitals only, and at least two letters.
pub(super) fn is_capitals(word: &str) -> bool {
    word.chars().nth(1).is_some() && word.chars().all(char::is_uppercase)
}

/// Whether a word begins with a capital.
pub(super) fn is_capitalised(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}
