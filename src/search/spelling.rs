//! Words letter by letter: one by itself, or many in order.

use std::collections::HashMap;

use super::coder::{Chance, Coder};

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

/// In how many bits a step is told.
const BITS: u32 = 7;
/// In how many a character is.
const BITS_OF_RAW: u32 = 21;

/// In how many bits it is told how many steps two words share.
const BITS_OF_SHARED: u32 = 4;

/// The numbers of letters.
#[derive(Debug)]
pub(super) struct Spelling {
    letters: HashMap<char, u32>,
}

/// A step of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
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
    /// Writes a word, and where it ends.
    pub(super) fn word(&self, word: &str, coder: &mut Coder) {
        for step in self.steps(word) {
            coder.bits(step.number(), BITS);
            step.write_raw(coder);
        }
        coder.bits(END, BITS);
    }

    /// Writes words in order: how many; then of each how many steps it shares with the one before it, and those that follow.
    /// It learns how likely each step is behind another.
    pub(super) fn words<'w>(&self, words: impl ExactSizeIterator<Item = &'w str>) -> String {
        let mut coder = Coder::default();
        coder.number(words.len() as u32);
        let mut shares = [Chance::default(); 1 << BITS_OF_SHARED];
        let mut follows = vec![[Chance::default(); 1 << BITS]; 1 << BITS];
        let mut before: Vec<Step> = Vec::new();
        for word in words {
            let steps = self.steps(word);
            let shared = before.iter().zip(&steps).take_while(|(one, other)| one == other).count();
            let shared = shared.min((1 << BITS_OF_SHARED) - 1);
            coder.choice(&mut shares, shared as u32, BITS_OF_SHARED);
            let mut last = steps[..shared].last().map_or(END, |step| step.number());
            for step in &steps[shared..] {
                coder.choice(&mut follows[last as usize], step.number(), BITS);
                step.write_raw(&mut coder);
                last = step.number();
            }
            coder.choice(&mut follows[last as usize], END, BITS);
            before = steps;
        }
        coder.finish()
    }

    fn steps(&self, word: &str) -> Vec<Step> {
        let mut steps = Vec::with_capacity(word.len());
        for c in word.chars() {
            let mut lowered = c.to_lowercase();
            let lower = lowered.next().filter(|lower| {
                lowered.next().is_none() && *lower != c && lower.to_uppercase().eq(std::iter::once(c))
            });
            if let Some(number) = self.letters.get(&c) {
                steps.push(Step::Known(*number));
            } else if let Some(number) = lower.and_then(|lower| self.letters.get(&lower)) {
                steps.extend([Step::Known(SHIFT), Step::Known(*number)]);
            } else {
                steps.push(Step::Raw(c));
            }
        }
        steps
    }
}

impl Step {
    fn number(self) -> u32 {
        match self {
            Self::Known(number) => number,
            Self::Raw(_) => RAW,
        }
    }

    /// Writes what its number does not tell.
    fn write_raw(self, coder: &mut Coder) {
        if let Self::Raw(c) = self {
            coder.bits(c.into(), BITS_OF_RAW);
        }
    }
}
