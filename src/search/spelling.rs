//! Words letter by letter: one by itself, or many in order.

use std::collections::HashMap;

use super::bits::Bits;
use super::huffman::{self, Code};

/// The letters that have a code.
pub(super) const ALPHABET: &str = "0123456789abcdefghijklmnopqrstuvwxyzđàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ .,-/:;()\"'%&+…–“”*";

/// Ends a word.
const END: u32 = 0;
/// The next letter is upper case.
const SHIFT: u32 = 1;
/// A character of no alphabet comes next, by its own number.
const RAW: u32 = 2;
/// The first letter of the alphabet.
const FIRST: u32 = 3;

/// How many strokes there may be.
const STROKES: usize = 1 << 7;
/// How long the code of one is at most, and in how many bits that is told.
const LONGEST: u32 = 15;
const BITS_OF_LENGTH: u32 = 4;
/// In how many bits a character is told.
const BITS_OF_RAW: u32 = 21;

/// In how many bits it is told how many strokes two words share.
const BITS_OF_SHARED: u32 = 4;

/// The numbers of letters, and the codes of strokes.
#[derive(Debug)]
pub(super) struct Spelling {
    /// Those of ASCII, which most are; 0 for none.
    ascii: [u8; 1 << 7],
    letters: HashMap<char, u32>,
    codes: Vec<Code>,
}

/// What a word is typed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stroke {
    /// A letter, or that the next one is upper case.
    Known(u32),
    /// A character by its own number.
    Raw(char),
}

impl Default for Spelling {
    /// In codes that are all of one length.
    fn default() -> Self {
        let letters: HashMap<char, u32> = ALPHABET.chars().zip(FIRST..).collect();
        let mut ascii = [0; 1 << 7];
        for (letter, number) in letters.iter().filter(|(letter, _)| letter.is_ascii()) {
            ascii[*letter as usize] = *number as u8;
        }
        Self { ascii, letters, codes: huffman::codes(&[1; STROKES], LONGEST) }
    }
}

impl Spelling {
    /// In codes for such words; others may be spelled too.
    pub(super) fn of<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut spelling = Self::default();
        let mut met = [0; STROKES];
        met[..FIRST as usize + spelling.letters.len()].fill(1);
        for word in words {
            met[END as usize] += 1;
            spelling.strokes(word).iter().for_each(|stroke| met[stroke.number() as usize] += 1);
        }
        spelling.codes = huffman::codes(&met, LONGEST);
        spelling
    }

    /// Tells the codes.
    pub(super) fn push_codes(&self, to: &mut Bits) {
        huffman::push_lengths(self.codes.iter().copied(), BITS_OF_LENGTH, to);
    }

    /// Adds a word, and where it ends.
    pub(super) fn word(&self, word: &str, to: &mut Bits) {
        self.rest(&self.strokes(word), to);
    }

    /// Adds words in order: how many; then of each how many strokes it shares with the one before it, and those that follow.
    pub(super) fn words<'w>(&self, words: impl ExactSizeIterator<Item = &'w str>, to: &mut Bits) {
        to.number(words.len() as u32);
        let mut before: Vec<Stroke> = Vec::new();
        for word in words {
            let strokes = self.strokes(word);
            let shared = before.iter().zip(&strokes).take_while(|(one, other)| one == other).count();
            let shared = shared.min((1 << BITS_OF_SHARED) - 1);
            to.push(shared as u64, BITS_OF_SHARED);
            self.rest(&strokes[shared..], to);
            before = strokes;
        }
    }

    fn rest(&self, strokes: &[Stroke], to: &mut Bits) {
        for stroke in strokes {
            to.code(self.codes[stroke.number() as usize]);
            if let Stroke::Raw(c) = *stroke {
                to.push(u32::from(c).into(), BITS_OF_RAW);
            }
        }
        to.code(self.codes[END as usize]);
    }

    fn strokes(&self, word: &str) -> Vec<Stroke> {
        let mut strokes = Vec::with_capacity(word.len());
        for c in word.chars() {
            if let Some(number @ 1..) = self.ascii.get(c as usize) {
                strokes.push(Stroke::Known((*number).into()));
                continue;
            }
            let mut lowered = c.to_lowercase();
            let lower = lowered.next().filter(|lower| {
                lowered.next().is_none() && *lower != c && lower.to_uppercase().eq(std::iter::once(c))
            });
            if let Some(number) = self.letters.get(&c) {
                strokes.push(Stroke::Known(*number));
            } else if let Some(number) = lower.and_then(|lower| self.letters.get(&lower)) {
                strokes.extend([Stroke::Known(SHIFT), Stroke::Known(*number)]);
            } else {
                strokes.push(Stroke::Raw(c));
            }
        }
        strokes
    }
}

impl Stroke {
    fn number(self) -> u32 {
        match self {
            Self::Known(number) => number,
            Self::Raw(_) => RAW,
        }
    }
}
