//! The texts of pages in few letters: each word that is often met is one sign.
//!
//! 1. [`Signs::learn`] reads a sample of the pages, chosen by their addresses, so that an edit of one page leaves the
//!    signs of all others as they are. Words that are met twice get a sign.
//! 2. Of each sign it learns which ones often follow it (`followers`). What is none of those has a code, the shorter the
//!    more often it is met (Huffman).
//! 3. [`Signs::write`] turns a text into letters. A word without a sign is spelled; what is rare, and was met on the page
//!    before, is told by its place among such.

use std::cmp::Reverse;
use std::hint::select_unpredictable;

use super::coder::Coder;
use super::followers::Followers;
use super::huffman::{self, Code};
use super::letters::is_word;
use super::lexicon::Forms;
use super::spelling::Spelling;
use super::steps::{Chance, Portion, WHOLE};
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
/// How many rare ones a page keeps in mind.
const MOST_MET: u16 = 1 << 12;
/// How many bits of a code are written in a step, a part of [`WHOLE`]; none is longer than two.
const STEP: u32 = WHOLE.ilog2();
const LONGEST: u32 = 2 * STEP;
/// How many bits tell how long a code is.
const BITS_OF_LENGTH: u32 = 5;
/// A code of so many bits is rare.
const RARE: u32 = 10;

/// The signs of the forms, and how they are written.
#[derive(Debug)]
pub struct Signs {
    of_form: Vec<OfForm>,
    followers: Followers,
    codes: Vec<Coded>,
    spelling: Spelling,
    /// The words, what parts words, the lengths of all codes, and what follows, as the reader gets them.
    pub(super) table: String,
}

/// How a form is told: by its sign, or by that of what it is but for its first letter, which is a capital; letter by letter by
/// [`SPELL`].
#[derive(Debug, Clone, Copy)]
struct OfForm {
    sign: u16,
    is_capital: bool,
}

/// The code of a sign: the reader has to take it in the same steps.
#[derive(Debug, Clone, Copy)]
struct Coded {
    length: u32,
    /// The part that it is of all that begin in the same bits; where it is longer than [`STEP`], the second one.
    steps: [Portion; 2],
}

/// Texts that are written, and room for the next one.
#[derive(Debug, Default)]
pub(super) struct Texts {
    /// All of them, one behind the other.
    pub(super) letters: String,
    /// How many letters each has.
    pub(super) lengths: Vec<u32>,
    signed: Signed,
    rare: Rare,
    coder: Coder,
}

/// A text in signs.
#[derive(Debug, Default)]
struct Signed {
    signs: Vec<u16>,
    /// The forms that are spelled, in order.
    spelled: Vec<u32>,
}

/// What is rare and was met on a page. The next page can take its room.
#[derive(Debug, Default)]
struct Rare {
    /// Where each sign stands among all such, counted from 1; 0 for what was not met.
    of_sign: Vec<u16>,
    /// The same of forms that are spelled.
    of_form: Table,
    /// The signs that were met; how many there are of both.
    signs: Vec<u16>,
    len: u16,
}

/// How a sign is written that does not often follow the one before it.
enum Way {
    /// As the one of this place among those met.
    Again { place: u16, of: u16 },
    /// By its code.
    Coded,
    /// By the code of [`SPELL`], and a form letter by letter.
    Spelled(u32),
}

impl Signs {
    /// Learns from `sample`: texts, each the `forms` in their order.
    pub(super) fn learn(forms: &Forms<'_>, sample: &[Vec<u32>]) -> Self {
        let mut met = vec![0_u32; forms.len()];
        let mut words = 0;
        for text in sample {
            words += text.len();
            text.iter().for_each(|form| met[*form as usize] += 1);
        }
        let mut common: Vec<u32> = (0..forms.len() as u32)
            .filter(|&form| met[form as usize] > 1 && forms.text(form).len() < 32)
            .collect();
        common.sort_unstable_by_key(|&form| (Reverse(met[form as usize]), forms.text(form)));
        common.truncate(WORDS);
        let (mut known, mut others): (Vec<_>, Vec<_>) =
            common.into_iter().partition(|&form| is_word(forms.text(form)));
        known.sort_unstable_by_key(|&form| forms.text(form));
        others.sort_unstable_by_key(|&form| forms.text(form));
        let mut signs = Self {
            of_form: of_forms(forms, known.iter().chain(&others)),
            followers: Followers::default(),
            codes: Vec::new(),
            spelling: Spelling::default(),
            table: String::new(),
        };
        // First by how often each sign is met at all; then by how often it is one that nothing better tells.
        let mut met = vec![0; FIRST + known.len() + others.len()];
        let mut pairs = Table::with_room(words / 2);
        let (mut signed, mut rare) = (Signed::default(), Rare::default());
        for text in sample {
            signs.sign(text, &mut signed);
            let mut before = END;
            for &sign in &signed.signs {
                let sign = usize::from(sign);
                met[sign] += 1;
                if sign != SPELL {
                    *pairs.at(pair(before, sign)) += 1;
                }
                before = sign;
            }
        }
        signs.codes = codes(&met);
        signs.followers = Followers::learn(&met, &pairs);
        met.fill(0);
        for text in sample {
            signs.sign(text, &mut signed);
            rare.clear(signs.codes.len());
            let mut spelled = signed.spelled.iter();
            for (sign, _) in signs.parts(&signed.signs).filter(|(_, part)| part.is_last()) {
                match signs.way(sign, &mut spelled, &mut rare) {
                    Way::Again { .. } => met[AGAIN] += 1,
                    Way::Coded | Way::Spelled(_) => met[usize::from(sign)] += 1,
                }
            }
        }
        signs.codes = codes(&met);
        let mut lengths = Coder::default();
        let mut chances = [Chance::default(); 1 << BITS_OF_LENGTH];
        signs.codes.iter().for_each(|code| lengths.choice(&mut chances, code.length, BITS_OF_LENGTH));
        // What parts words may hold anything; the others need no escapes.
        let others: Vec<_> = others.iter().map(|&form| forms.text(form)).collect();
        let others = serde_json::Value::from(others.join("\t"));
        let words = signs.spelling.words(known.iter().map(|&form| forms.text(form)));
        let (lengths, followers) = (lengths.finish(), signs.followers.table());
        signs.table = format!("\"{words}\",{others},\"{lengths}\",\"{followers}\"");
        signs
    }

    /// Writes a text, given as its forms, behind others.
    pub(super) fn write(&self, forms: &Forms<'_>, text: &[u32], texts: &mut Texts) {
        let Texts { letters, lengths, signed, rare, coder } = texts;
        self.sign(text, signed);
        rare.clear(self.codes.len());
        let mut spelled = signed.spelled.iter();
        for (sign, part) in self.parts(&signed.signs) {
            coder.portion(part);
            if !part.is_last() {
                continue;
            }
            match self.way(sign, &mut spelled, rare) {
                Way::Again { place, of } => {
                    self.codes[AGAIN].write(coder);
                    coder.one_of(place.into(), of.into());
                }
                Way::Coded => self.codes[usize::from(sign)].write(coder),
                Way::Spelled(form) => {
                    self.codes[SPELL].write(coder);
                    self.spelling.word(forms.text(form), coder);
                }
            }
        }
        lengths.push(coder.push_to(letters));
    }

    /// The signs of a text, and its end.
    fn sign(&self, text: &[u32], Signed { signs, spelled }: &mut Signed) {
        signs.clear();
        spelled.clear();
        for form in text {
            let OfForm { sign, is_capital } = self.of_form[*form as usize];
            // Whether it is cannot be foreseen, so nothing branches on it.
            let end = signs.len() + 1 + usize::from(is_capital);
            signs.extend_from_slice(&[select_unpredictable(is_capital, CAPITAL as u16, sign), sign]);
            signs.truncate(end);
            if usize::from(sign) == SPELL {
                spelled.push(*form);
            }
        }
        signs.push(END as u16);
    }

    /// Each of some signs, with its part of those that often follow the one before it, or that of all others: the last one.
    #[inline(always)]
    fn parts(&self, signs: &[u16]) -> impl Iterator<Item = (u16, Portion)> {
        let before = std::iter::once(&(END as u16)).chain(signs);
        signs.iter().zip(before).map(|(&sign, &before)| (sign, self.followers.part(before, sign)))
    }

    /// How a sign is written that does not often follow. Forms that are spelled are taken from `spelled`.
    #[inline]
    fn way<'s>(&self, sign: u16, spelled: &mut impl Iterator<Item = &'s u32>, met: &mut Rare) -> Way {
        match usize::from(sign) {
            SPELL => spelled.next().map_or(Way::Coded, |form| self.spelled(*form, met)),
            sign => self.again(sign, met),
        }
    }

    /// Whether a sign that follows none is better told by its place among those met.
    #[inline]
    fn again(&self, sign: usize, met: &mut Rare) -> Way {
        let length = self.codes[sign].length;
        if length < RARE {
            return Way::Coded;
        }
        match met.place(sign) {
            Some(place) if self.codes[AGAIN].length + u32::from(met.len).ilog2() < length => {
                Way::Again { place, of: met.len }
            }
            _ => Way::Coded,
        }
    }

    /// Whether a form is spelled, or told by its place among those met.
    fn spelled(&self, form: u32, met: &mut Rare) -> Way {
        match met.place_of_form(form) {
            Some(place) => Way::Again { place, of: met.len },
            None => Way::Spelled(form),
        }
    }
}

impl Texts {
    /// Forgets them.
    pub(super) fn clear(&mut self) {
        self.letters.clear();
        self.lengths.clear();
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

    /// Where a sign stands. What is new is taken in.
    #[inline]
    fn place(&mut self, sign: usize) -> Option<u16> {
        let known = self.of_sign[sign];
        if known == 0 && self.len < MOST_MET {
            self.len += 1;
            self.of_sign[sign] = self.len;
            self.signs.push(sign as u16);
        }
        known.checked_sub(1)
    }

    /// Where a form stands that is spelled. What is new is taken in.
    fn place_of_form(&mut self, form: u32) -> Option<u16> {
        let known = self.of_form.get(form).unwrap_or(0) as u16;
        if known == 0 && self.len < MOST_MET {
            self.len += 1;
            self.of_form.insert(form, self.len.into());
        }
        known.checked_sub(1)
    }
}

/// Two signs as one number; pairs are in the order of the first, then of the second.
fn pair(first: usize, second: usize) -> u32 {
    (first as u32) << 16 | second as u32
}

/// The two signs of a [`pair`].
pub(super) fn parted(pair: u32) -> (u16, u16) {
    ((pair >> 16) as u16, pair as u16)
}

/// Codes of signs that were met so often, or never.
fn codes(met: &[u32]) -> Vec<Coded> {
    let weights: Vec<u32> = met.iter().map(|met| met * 4 + 1).collect();
    huffman::codes(&weights, LONGEST).into_iter().map(Coded::of).collect()
}

impl Coded {
    fn of(Code { bits, length }: Code) -> Self {
        let step = |bits: u32, length: u32| Portion {
            start: (bits << (STEP - length)) as u16,
            size: 1 << (STEP - length),
        };
        let low = length.saturating_sub(STEP);
        let steps = [step(bits >> low, length - low), step(bits & ((1 << low) - 1), low)];
        Self { length, steps }
    }

    fn write(self, to: &mut Coder) {
        let [first, second] = self.steps;
        to.portion(first);
        if self.length > STEP {
            to.portion(second);
        }
    }
}

/// How each form is told where those of `signs` have one, in order.
fn of_forms<'s>(forms: &Forms<'_>, signs: impl Iterator<Item = &'s u32>) -> Vec<OfForm> {
    let spelled = OfForm { sign: SPELL as u16, is_capital: false };
    let mut of = vec![spelled; forms.len()];
    signs.zip(FIRST as u16..).for_each(|(form, sign)| of[*form as usize].sign = sign);
    let lower = |form: u32| {
        let text = forms.text(form);
        let first = text.chars().next().filter(|c| c.is_uppercase())?;
        let mut lowered = first.to_lowercase();
        let letter = lowered.next().filter(|it| lowered.next().is_none() && it.to_uppercase().eq([first]))?;
        forms.number(&format!("{letter}{}", &text[first.len_utf8()..]))
    };
    for form in 0..forms.len() {
        if of[form].sign == spelled.sign
            && let Some(lower) = lower(form as u32)
            && of[lower as usize].sign != spelled.sign
        {
            of[form] = OfForm { sign: of[lower as usize].sign, is_capital: true };
        }
    }
    of
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
