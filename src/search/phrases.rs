//! The texts of pages in few letters: each word, and each run of words that often stand together, is one sign.
//!
//! 1. [`Phrases::learn`] reads a sample of the pages, chosen by their addresses, so that an edit of one page leaves the
//!    signs of all others as they are. Words that are met twice get a sign; then, in rounds, runs one word longer than what
//!    has a sign already.
//! 2. The more often a sign is met, the fewer bits it has (Huffman).
//! 3. [`Phrases::write`] turns a text into bits; a word without a sign is spelled.

use std::collections::HashMap;

use super::bits::Bits;
use super::huffman::{self, Code};
use super::lexicon::Forms;
use super::words::is_word;

/// Ends a text.
const END: usize = 0;
/// The next word begins with a capital.
const CAPITAL: usize = 1;
/// A word that is spelled.
const SPELL: usize = 2;
/// How many signs are none of words.
const FIRST: usize = 3;

/// The most words with a sign.
const WORDS: usize = 6_000;
/// The most runs of words that get one in a round.
const RUNS: usize = 3_600;
/// How many rounds there are: a run is at most one word longer than that.
const ROUNDS: usize = 3;
/// How often a run must be met to get a sign.
const OFTEN: u32 = 4;

/// How a spelled word ends, shifts the next letter to upper case, and gives one by its number.
const SPELLED_END: u32 = 0;
const SPELLED_SHIFT: u32 = 1;
const SPELLED_RAW: u32 = 2;
const SPELLED_FIRST: usize = 3;
/// The letters that can be spelled in seven bits.
pub(super) const ALPHABET: &str = "0123456789abcdefghijklmnopqrstuvwxyzđàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ .,-/:;()\"'%&+…–“”*";

/// The signs of the forms and of runs of them.
#[derive(Debug)]
pub(super) struct Phrases {
    /// The sign of each form; 0 for one that is spelled, since no form ends a text.
    of_form: Vec<u16>,
    /// The form that a form without a sign is but for its first letter, which is a capital.
    lower: Vec<u32>,
    /// The run that a sign and one more form make.
    longer: HashMap<(u16, u16), u16>,
    codes: Vec<Code>,
    spelled: HashMap<char, u32>,
    /// The words, what parts words, the runs, the lengths of all codes, as the reader gets them.
    pub(super) table: [String; 4],
}

impl Phrases {
    /// Learns from `sample`: texts as numbers of `forms`.
    pub(super) fn learn(forms: &Forms<'_>, sample: &[Vec<u32>]) -> Self {
        let mut met = vec![0_u32; forms.len()];
        sample.iter().flatten().for_each(|form| met[*form as usize] += 1);
        let mut common: Vec<u32> = (0..forms.len() as u32)
            .filter(|&form| met[form as usize] > 1 && forms.text(form).len() < 32)
            .collect();
        common.sort_unstable_by_key(|&form| (std::cmp::Reverse(met[form as usize]), forms.text(form)));
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
            longer: HashMap::new(),
            codes: Vec::new(),
            spelled: ALPHABET.chars().zip(SPELLED_FIRST as u32..).collect(),
            table: Default::default(),
        };
        let mut runs = String::new();
        let mut signs = FIRST + words.len() + others.len();
        for _ in 0..ROUNDS {
            for (first, next) in phrases.runs(sample) {
                runs.push_str(&format!("{},{} ", base36(first.into()), base36(next.into())));
                phrases.longer.insert((first, next), signs as u16);
                signs += 1;
            }
        }
        let mut weights = vec![1_u32; signs];
        for text in sample {
            phrases.signs(text, |sign, _| weights[sign] += 4);
        }
        phrases.codes = huffman::codes(&weights);
        let list = |list: &[u32], between: &str| {
            list.iter().map(|&form| forms.text(form)).collect::<Vec<_>>().join(between)
        };
        let lengths = phrases.codes.iter().map(|code| char::from(b'A' + code.length as u8)).collect();
        phrases.table = [list(&words, " "), list(&others, "\t"), runs.trim_end().to_owned(), lengths];
        phrases
    }

    /// Writes a text.
    pub(super) fn write(&self, text: &[u32], forms: &Forms<'_>, bits: &mut Bits) {
        self.signs(text, |sign, form| {
            let Code { bits: code, length } = self.codes[sign];
            bits.push(code, length);
            if sign == SPELL {
                self.spell(forms.text(form), bits);
            }
        });
        bits.push(self.codes[END].bits, self.codes[END].length);
    }

    /// The signs of a text but for its end, each with the form it begins with.
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
                let Some(&longer) = self.longer.get(&(open, next)) else { break };
                open = longer;
                at += 1;
            }
            sign(open.into(), form);
        }
    }

    /// The runs that are to have a sign next: each a sign that there is, and the sign of the form behind it.
    fn runs(&self, sample: &[Vec<u32>]) -> Vec<(u16, u16)> {
        let mut met: HashMap<(u16, u16), u32> = HashMap::new();
        for text in sample {
            let mut at = 0;
            while let Some(&form) = text.get(at) {
                at += 1;
                let mut open = self.of_form[form as usize];
                while open != 0 {
                    let Some(&next) = text.get(at) else { break };
                    let next = self.of_form[next as usize];
                    if let Some(&longer) = self.longer.get(&(open, next)) {
                        open = longer;
                        at += 1;
                        continue;
                    }
                    if next != 0 {
                        *met.entry((open, next)).or_default() += 1;
                    }
                    break;
                }
            }
        }
        let mut runs: Vec<_> = met.into_iter().filter(|(_, count)| *count >= OFTEN).collect();
        runs.sort_unstable_by_key(|&(run, count)| (std::cmp::Reverse(count), run));
        runs.truncate(RUNS);
        runs.into_iter().map(|(run, _)| run).collect()
    }

    fn spell(&self, form: &str, bits: &mut Bits) {
        for c in form.chars() {
            let mut lowered = c.to_lowercase();
            let lower = lowered.next().filter(|lower| {
                lowered.next().is_none() && *lower != c && lower.to_uppercase().eq(std::iter::once(c))
            });
            if let Some(number) = self.spelled.get(&c) {
                bits.push(*number, 7);
            } else if let Some(number) = lower.and_then(|lower| self.spelled.get(&lower)) {
                bits.push(SPELLED_SHIFT, 7);
                bits.push(*number, 7);
            } else {
                bits.push(SPELLED_RAW, 7);
                bits.push(u32::from(c), 21);
            }
        }
        bits.push(SPELLED_END, 7);
    }
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
