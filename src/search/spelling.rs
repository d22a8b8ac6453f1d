//! Words letter by letter: one by itself, or many in order.

use std::collections::HashMap;

use super::coder::Coder;
use super::steps::Chance;

/// The letters that are spelled in [`BITS`].
pub(super) const ALPHABET: &str = "0123456789abcdefghijklmnopqrstuvwxyzđàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ .,-/:;()\"'%&+…–“”*";

/// Ends a word.
const END: u32 = 0;
/// The next letter is upper case.
const SHIFT: u32 = 1;
/// A character of no alphabet comes next, by its own number.
const RAW: u32 = 2;
/// The first letter of the alphabet.
const FIRST: u32 = 3;

/// In how many bits a stroke is told.
const BITS: u32 = 7;
/// In how many a character is.
const BITS_OF_RAW: u32 = 21;

/// In how many bits it is told how many strokes two words share.
const BITS_OF_SHARED: u32 = 4;

/// The numbers of letters.
#[derive(Debug)]
pub(super) struct Spelling {
    letters: HashMap<char, u32>,
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
    fn default() -> Self {
        Self { letters: ALPHABET.chars().zip(FIRST..).collect() }
    }
}

impl Spelling {
    /// Adds a word, and where it ends.
    pub(super) fn word(&self, word: &str, to: &mut Coder) {
        for stroke in self.strokes(word) {
            to.bits(stroke.number(), BITS);
            stroke.add_raw(to);
        }
        to.bits(END, BITS);
    }

    /// Words in order, as letters: how many; then of each how many strokes it shares with the one before it, and those that
    /// follow. It learns how likely each stroke is behind another.
    pub(super) fn words<'w>(&self, words: impl ExactSizeIterator<Item = &'w str>) -> String {
        let mut to = Coder::default();
        to.number(words.len() as u32);
        let mut shares = [Chance::default(); 1 << BITS_OF_SHARED];
        let mut follows = vec![[Chance::default(); 1 << BITS]; 1 << BITS];
        let mut before: Vec<Stroke> = Vec::new();
        for word in words {
            let strokes = self.strokes(word);
            let shared = before.iter().zip(&strokes).take_while(|(one, other)| one == other).count();
            let shared = shared.min((1 << BITS_OF_SHARED) - 1);
            to.choice(&mut shares, shared as u32, BITS_OF_SHARED);
            let mut last = strokes[..shared].last().map_or(END, |stroke| stroke.number());
            for stroke in &strokes[shared..] {
                to.choice(&mut follows[last as usize], stroke.number(), BITS);
                stroke.add_raw(&mut to);
                last = stroke.number();
            }
            to.choice(&mut follows[last as usize], END, BITS);
            before = strokes;
        }
        to.finish()
    }

    fn strokes(&self, word: &str) -> Vec<Stroke> {
        let mut strokes = Vec::with_capacity(word.len());
        for c in word.chars() {
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

    /// Adds what its number does not tell.
    fn add_raw(self, to: &mut Coder) {
        if let Self::Raw(c) = self {
            to.bits(c.into(), BITS_OF_RAW);
        }
    }
}
