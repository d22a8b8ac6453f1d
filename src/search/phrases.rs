//! The texts of pages in few letters: each word, and each run of words that often stand together, is one sign.
//!
//! 1. [`Phrases::learn`] reads a sample of the pages, chosen by their addresses, so that an edit of one page leaves the
//!    signs of all others as they are. Words that are met twice get a sign; then, in rounds, runs one word longer than what
//!    has a sign already.
//! 2. Of each sign it learns which ones often follow it (`followers`). What is none of those has a code, the shorter the
//!    more often it is met (Huffman).
//! 3. [`Phrases::write`] turns a text into letters. A word without a sign is spelled; what is rare, and was met on the page
//!    before, is told by its place among such.

use std::cmp::Reverse;
use std::ops::Range;

use super::coder::{Chance, Coder};
use super::followers::{self, Followers};
use super::huffman::{self, Code};
use super::letters::is_word;
use super::lexicon::Forms;
use super::spelling::Spelling;
use super::table::Table;

/// Ends a text.
const END: usize = 0;
/// The next word begins with a capital.
const CAPITAL: usize = 1;
/// A word that is spelled.
const SPELL: usize = 2;
/// Something rare that was met before.
const AGAIN: usize = 3;
/// How many signs are none of words.
const FIRST: usize = 4;

/// The most words with a sign.
const WORDS: usize = 6_000;
/// The most runs of words that get one in a round.
const RUNS: usize = 3_600;
/// How many rounds there are: a run is at most one word longer than that.
const ROUNDS: u32 = 3;
/// How often a run must be met to get a sign.
const OFTEN: u32 = 4;
/// How many bits tell a word with a sign.
const BITS_OF_WORD: u32 = 13;
/// How many rare ones a page keeps in mind.
const MOST_MET: u16 = 1 << 12;
/// How many bits of a code are written in a step; none is longer than two.
const STEP: u32 = 12;
const LONGEST: u32 = 2 * STEP;
/// How many bits tell how long a code is.
const BITS_OF_LENGTH: u32 = 5;
/// A code of so many bits is rare.
const RARE: u32 = 10;

/// The signs of the forms and of runs of them.
#[derive(Debug)]
pub struct Phrases {
    /// The sign of each form; 0 for one that is spelled, since no form ends a text.
    of_form: Vec<u16>,
    /// The form that a form without a sign is but for its first letter, which is a capital.
    lower: Vec<u32>,
    /// The run that a [`pair`] makes of a sign and one more form.
    longer: Table,
    followers: Followers,
    codes: Vec<Code>,
    spelling: Spelling,
    /// The words, what parts words, the runs with the lengths of all codes, and what follows, as the reader gets them.
    pub(super) table: String,
}

/// What is rare and was met on a page. The next page can take its room.
#[derive(Debug, Default)]
pub(super) struct Rare {
    /// Where each sign stands among all such, counted from 1; 0 for what was not met.
    of_sign: Vec<u16>,
    /// The same of forms that are spelled.
    of_form: Table,
    /// The signs that were met; how many there are of both.
    signs: Vec<u16>,
    len: u16,
}

/// How one sign of a text is written.
enum Way {
    /// As one that often follows the sign before it, by its part of these.
    Follows(Range<u32>),
    /// As the one of this place among those met.
    Again { place: u16, of: u16 },
    /// By its code.
    Coded,
}

impl Phrases {
    /// Learns from `sample`: texts as numbers of `forms`.
    pub(super) fn learn(forms: &Forms<'_>, sample: &[Vec<u32>]) -> Self {
        let mut met = vec![0_u32; forms.len()];
        sample.iter().flatten().for_each(|form| met[*form as usize] += 1);
        let mut common: Vec<u32> = (0..forms.len() as u32)
            .filter(|&form| met[form as usize] > 1 && forms.text(form).len() < 32)
            .collect();
        common.sort_unstable_by_key(|&form| (Reverse(met[form as usize]), forms.text(form)));
        common.truncate(WORDS);
        let (mut words, mut others): (Vec<_>, Vec<_>) =
            common.into_iter().partition(|&form| is_word(forms.text(form)));
        words.sort_unstable_by_key(|&form| forms.text(form));
        others.sort_unstable_by_key(|&form| forms.text(form));
        let mut of_form = vec![0; forms.len()];
        for (at, &form) in words.iter().chain(&others).enumerate() {
            of_form[form as usize] = (FIRST + at) as u16;
        }
        let mut phrases = Self {
            lower: lower(forms, &of_form),
            of_form,
            longer: Table::default(),
            followers: Followers::default(),
            codes: Vec::new(),
            spelling: Spelling::default(),
            table: String::new(),
        };
        let mut runs = Coder::default();
        runs.number(ROUNDS);
        let mut signs = FIRST + words.len() + others.len();
        for _ in 0..ROUNDS {
            let round = phrases.runs(sample);
            runs.number(round.len() as u32);
            let mut before = 0;
            for (first, next) in round {
                runs.number(u32::from(first - before));
                runs.bits(next.into(), BITS_OF_WORD);
                before = first;
                phrases.longer.insert(pair(first.into(), next.into()), signs as u32);
                signs += 1;
            }
        }
        // First by how often each sign is met at all; then by how often it is one that nothing better tells.
        let mut met = vec![0; signs];
        let mut pairs = Table::default();
        for text in sample {
            let mut before = END;
            phrases.signs(text, |sign, _| {
                met[sign] += 1;
                if sign != SPELL {
                    *pairs.at(pair(before, sign)) += 1;
                }
                before = sign;
            });
        }
        phrases.codes = codes(&met);
        phrases.followers = Followers::learn(&met, &pairs);
        met.fill(0);
        let mut rare = Rare::default();
        for text in sample {
            phrases.ways(text, &mut rare, |_, sign, _, way| match way {
                Way::Follows(_) => {}
                Way::Again { .. } => met[AGAIN] += 1,
                Way::Coded => met[sign] += 1,
            });
        }
        phrases.codes = codes(&met);
        let mut lengths = [Chance::default(); 1 << BITS_OF_LENGTH];
        phrases.codes.iter().for_each(|code| runs.choice(&mut lengths, code.length, BITS_OF_LENGTH));
        // What parts words may hold anything; the others need no escapes.
        let others: Vec<_> = others.iter().map(|&form| forms.text(form)).collect();
        let others = serde_json::Value::from(others.join("\t"));
        let words = phrases.spelling.words(words.iter().map(|&form| forms.text(form)));
        let (runs, followers) = (runs.finish(), phrases.followers.table());
        phrases.table = format!("\"{words}\",{others},\"{runs}\",\"{followers}\"");
        phrases
    }

    /// Writes a text.
    pub(super) fn write(&self, text: &[u32], forms: &Forms<'_>, met: &mut Rare) -> String {
        let mut coder = Coder::default();
        self.ways(text, met, |before, sign, form, way| {
            let part = if let Way::Follows(part) = &way { part.clone() } else { self.followers.rest(before) };
            if part.len() < followers::WHOLE as usize {
                coder.part(part.start, part.end - part.start, followers::WHOLE);
            }
            match way {
                Way::Follows(_) => {}
                Way::Again { place, of } => {
                    self.code(AGAIN, &mut coder);
                    coder.part(place.into(), 1, of.into());
                }
                Way::Coded => {
                    self.code(sign, &mut coder);
                    if sign == SPELL {
                        self.spelling.word(forms.text(form), &mut coder);
                    }
                }
            }
        });
        coder.finish()
    }

    /// Writes the code of a sign in one step, or in two: the reader has to take the same ones.
    #[inline]
    fn code(&self, sign: usize, coder: &mut Coder) {
        let Code { bits, length } = self.codes[sign];
        let low = length.saturating_sub(STEP);
        let high = length - low;
        coder.part(bits >> low << (STEP - high), 1 << (STEP - high), 1 << STEP);
        if low > 0 {
            coder.part((bits & ((1 << low) - 1)) << (STEP - low), 1 << (STEP - low), 1 << STEP);
        }
    }

    /// How the signs of a text are written, each with the one before it and the form it begins with.
    #[inline]
    fn ways(&self, text: &[u32], met: &mut Rare, mut write: impl FnMut(usize, usize, u32, Way)) {
        let mut before = END;
        met.clear(self.codes.len());
        self.signs(text, |sign, form| {
            let follows = self.followers.part(before, sign).map(Way::Follows);
            let way = follows.unwrap_or_else(|| self.again(sign, form, met));
            write(std::mem::replace(&mut before, sign), sign, form, way);
        });
    }

    /// Whether a sign that follows none is better told by its place among those met.
    #[inline]
    fn again(&self, sign: usize, form: u32, met: &mut Rare) -> Way {
        let length = if sign == SPELL { u32::MAX } else { self.codes[sign].length };
        if length < RARE {
            return Way::Coded;
        }
        match met.place(sign, form) {
            Some(place) if self.codes[AGAIN].length + u32::from(met.len).ilog2() < length => {
                Way::Again { place, of: met.len }
            }
            _ => Way::Coded,
        }
    }

    /// The signs of a text, each with the form it begins with, and its end.
    #[inline]
    fn signs(&self, text: &[u32], mut sign: impl FnMut(usize, u32)) {
        let mut at = 0;
        while let Some(&form) = text.get(at) {
            at += 1;
            let mut open = self.of_form[form as usize];
            if open == 0 {
                let lower = self.lower[form as usize];
                if lower == u32::MAX {
                    sign(SPELL, form);
                    continue;
                }
                sign(CAPITAL, form);
                open = self.of_form[lower as usize];
            }
            while let Some(&next) = text.get(at) {
                let next = self.of_form[next as usize];
                let Some(longer) = self.longer.get(pair(open.into(), next.into())) else { break };
                open = longer as u16;
                at += 1;
            }
            sign(open.into(), form);
        }
        sign(END, 0);
    }

    /// The runs that are to have a sign next: each a sign that there is, and the sign of the form behind it.
    fn runs(&self, sample: &[Vec<u32>]) -> Vec<(u16, u16)> {
        let mut met = Table::default();
        for text in sample {
            let mut at = 0;
            while let Some(&form) = text.get(at) {
                at += 1;
                let mut open = self.of_form[form as usize];
                while open != 0 {
                    let Some(&next) = text.get(at) else { break };
                    let next = self.of_form[next as usize];
                    let pair = pair(open.into(), next.into());
                    if let Some(longer) = self.longer.get(pair) {
                        open = longer as u16;
                        at += 1;
                        continue;
                    }
                    if next != 0 {
                        *met.at(pair) += 1;
                    }
                    break;
                }
            }
        }
        let mut runs: Vec<_> = met.iter().filter(|(_, count)| *count >= OFTEN).collect();
        runs.sort_unstable_by_key(|&(run, count)| (Reverse(count), run));
        runs.truncate(RUNS);
        runs.sort_unstable();
        runs.into_iter().map(|(run, _)| parted(run)).collect()
    }
}

impl Rare {
    /// Makes room for the next page, of so many signs.
    fn clear(&mut self, signs: usize) {
        for sign in self.signs.drain(..) {
            self.of_sign[usize::from(sign)] = 0;
        }
        self.of_sign.resize(signs, 0);
        if self.of_form.len() > 0 {
            self.of_form = Table::default();
        }
        self.len = 0;
    }

    /// Where a sign stands, or a form that is spelled. What is new is taken in.
    #[inline]
    fn place(&mut self, sign: usize, form: u32) -> Option<u16> {
        let known =
            if sign == SPELL { self.of_form.get(form).unwrap_or(0) as u16 } else { self.of_sign[sign] };
        if known == 0 && self.len < MOST_MET {
            self.len += 1;
            if sign == SPELL {
                self.of_form.insert(form, self.len.into());
            } else {
                self.of_sign[sign] = self.len;
                self.signs.push(sign as u16);
            }
        }
        known.checked_sub(1)
    }
}

/// Two signs as one number; pairs are in the order of the first, then of the second.
pub(super) fn pair(first: usize, second: usize) -> u32 {
    (first as u32) << 16 | second as u32
}

/// The two signs of a [`pair`].
pub(super) fn parted(pair: u32) -> (u16, u16) {
    ((pair >> 16) as u16, pair as u16)
}

/// Codes of signs that were met so often, or never.
fn codes(met: &[u32]) -> Vec<Code> {
    huffman::codes(&met.iter().map(|met| met * 4 + 1).collect::<Vec<_>>(), LONGEST)
}

/// For each form without a sign that begins with a capital: the form without it, if that has a sign.
fn lower(forms: &Forms<'_>, of_form: &[u16]) -> Vec<u32> {
    let lower = |form: u32| {
        let text = forms.text(form);
        let first = text.chars().next().filter(|c| c.is_uppercase())?;
        let mut lowered = first.to_lowercase();
        let letter = lowered.next().filter(|it| lowered.next().is_none() && it.to_uppercase().eq([first]))?;
        let found = forms.number(&format!("{letter}{}", &text[first.len_utf8()..]))?;
        (of_form[found as usize] != 0).then_some(found)
    };
    let of = |form: u32| if of_form[form as usize] == 0 { lower(form).unwrap_or(u32::MAX) } else { u32::MAX };
    (0..forms.len() as u32).map(of).collect()
}

/// A number in the digits 0 to 9 and a to z.
pub(super) fn base36(mut number: u32) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(char::from_digit(number % 36, 36).unwrap_or('0'));
        number /= 36;
        if number == 0 {
            return digits.into_iter().rev().collect();
        }
    }
}

/// How many letters a text has, as scripts count them.
pub(super) fn length(letters: &str) -> u32 {
    letters.chars().count() as u32
}
