//! The texts of pages in few bits: each word that is often met is one sign.
//!
//! 1. [`Signs::learn`] reads a sample of the pages, chosen by their addresses, so that an edit of one page leaves the
//!    signs of all others as they are. Words that are met twice get a sign.
//! 2. Of each sign it learns which ones often follow it (`followers`). Each of those has a code behind it, the shorter the more
//!    often it is met (Huffman); and so have all others together, with a code of each behind that.
//! 3. [`Signs::write`] turns a text into bits. A word without a sign is spelled; what is rare, and was met on the page before, is
//!    told by its place among such.

use std::cmp::Reverse;

use super::bits::{Bits, Runs};
use super::followers::Followers;
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
/// How many rare ones a page keeps in mind.
const MOST_MET: u16 = 1 << 12;
/// How long a code is at most, and in how many bits that is told.
const LONGEST: u32 = 24;
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
    /// How words are spelled, the words, what parts words, and the lengths of all codes, as the reader gets them.
    table: Bits,
}

/// How a form is told: by its sign, or by that of what it is but for its first letter, which is a capital; letter by letter by
/// [`SPELL`].
#[derive(Debug, Clone, Copy)]
struct OfForm {
    sign: u16,
    is_capital: bool,
}

/// The code of a sign, and whether it is not all there is to tell: it may be one of those that were met, or is to be spelled.
/// All in one number, so that it is looked up at once: the bits, the length above [`Coded::LENGTH`], and above [`Coded::RARE`]
/// whether it is rare.
#[derive(Debug, Clone, Copy)]
struct Coded(u64);

/// Texts that are written, and room for the next one.
#[derive(Debug, Default)]
pub(super) struct Texts {
    pub(super) runs: Runs,
    signed: Signed,
    rare: Rare,
}

/// A text in signs.
#[derive(Debug, Default)]
struct Signed {
    signs: Vec<u16>,
    /// The forms that are spelled, in order.
    spelled: Vec<u32>,
    steps: Vec<Step>,
}

/// How a sign is told behind another.
#[derive(Debug, Clone, Copy)]
struct Step {
    sign: u16,
    length: u8,
    told: Told,
    bits: u32,
}

/// What the bits of a [`Step`] are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// Its code as one that often follows.
    Listed,
    /// The code of all that are not listed, and its own.
    Coded,
    /// The former alone: the latter may not be the best way, or not all there is to tell.
    Open,
}

/// What is told where a sign is not listed and where it is, if it is frequent and if it is rare.
const TOLD: [[Told; 2]; 2] = [[Told::Coded, Told::Open], [Told::Listed, Told::Listed]];

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
            table: Bits::default(),
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
        let length = |sign: u16| signs.codes[usize::from(sign)].code().length;
        signs.followers = Followers::learn(&met, &pairs, length);
        met.fill(0);
        for text in sample {
            signs.sign(text, &mut signed);
            signs.step(&mut signed);
            rare.clear(signs.codes.len());
            let mut spelled = signed.spelled.iter();
            for step in signed.steps.iter().filter(|step| step.told != Told::Listed) {
                match signs.way(step.sign, &mut spelled, &mut rare) {
                    Way::Again { .. } => met[AGAIN] += 1,
                    Way::Coded | Way::Spelled(_) => met[usize::from(step.sign)] += 1,
                }
            }
        }
        signs.codes = codes(&met);
        let [known, others] = [&known, &others].map(|list| list.iter().map(|&form| forms.text(form)));
        signs.spelling = Spelling::of(known.clone());
        signs.spelling.push_codes(&mut signs.table);
        signs.spelling.words(known, &mut signs.table);
        signs.spelling.words(others, &mut signs.table);
        huffman::push_lengths(signs.codes.iter().map(|it| it.code()), BITS_OF_LENGTH, &mut signs.table);
        signs
    }

    /// All that the reader has to know to read texts.
    pub(super) fn tables(&self) -> [&Bits; 2] {
        [&self.table, &self.followers.table]
    }

    /// Writes a text, given as its forms, behind others.
    pub(super) fn write(&self, forms: &Forms<'_>, text: &[u32], texts: &mut Texts) {
        let Texts { runs, signed, rare } = texts;
        let bits = &mut runs.bits;
        self.sign(text, signed);
        self.step(signed);
        rare.clear(self.codes.len());
        let mut spelled = signed.spelled.iter();
        for step in &signed.steps {
            bits.push(step.bits.into(), step.length.into());
            if step.told != Told::Open {
                continue;
            }
            let code = self.codes[usize::from(step.sign)].code();
            match self.way(step.sign, &mut spelled, rare) {
                Way::Again { place, of } => {
                    bits.code(self.codes[AGAIN].code());
                    bits.push(place.into(), bits_of_place(of));
                }
                Way::Coded => bits.code(code),
                Way::Spelled(form) => {
                    bits.code(code);
                    self.spelling.word(forms.text(form), bits);
                }
            }
        }
        runs.end();
    }

    /// The signs of a text, and its end.
    fn sign(&self, text: &[u32], Signed { signs, spelled, .. }: &mut Signed) {
        spelled.clear();
        // Two for each form, and the end.
        signs.resize(text.len() * 2 + 1, END as u16);
        let mut end = 0;
        for form in text {
            let OfForm { sign, is_capital } = self.of_form[*form as usize];
            // Whether it is cannot be foreseen, so nothing branches on it.
            signs[end] = CAPITAL as u16;
            end += usize::from(is_capital);
            signs[end] = sign;
            end += 1;
            if usize::from(sign) == SPELL {
                spelled.push(*form);
            }
        }
        signs[end] = END as u16;
        signs.truncate(end + 1);
    }

    /// How each of the signs of a text is told. All are looked up before the first one is written: where nothing branches on what
    /// is found, a processor looks for many at once.
    fn step(&self, Signed { signs, steps, .. }: &mut Signed) {
        steps.clear();
        let mut before = END as u16;
        steps.extend(signs.iter().map(|&sign| {
            let (first, is_listed) = self.followers.code(before, sign);
            before = sign;
            let coded = self.codes[usize::from(sign)];
            let told = TOLD[usize::from(is_listed)][usize::from(coded.is_rare())];
            // Whether it is one of both cannot be foreseen, so nothing branches on it.
            let second = coded.0 & u64::from(!is_listed & !coded.is_rare()).wrapping_neg();
            let Code { bits, length } = first.and(Coded(second).code());
            Step { sign, length: length as u8, told, bits }
        }));
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
        let code = self.codes[sign];
        if !code.is_rare() {
            return Way::Coded;
        }
        match met.place(sign) {
            Some(place) if self.codes[AGAIN].code().length + bits_of_place(met.len) < code.code().length => {
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
    let coded = |(sign, code): (usize, Code)| Coded::of(code, code.length >= RARE || sign == SPELL);
    huffman::codes(&weights, LONGEST).into_iter().enumerate().map(coded).collect()
}

impl Coded {
    const LENGTH: u32 = u32::BITS;
    const RARE: u32 = Self::LENGTH + u8::BITS;

    fn of(Code { bits, length }: Code, is_rare: bool) -> Self {
        Self(u64::from(bits) | u64::from(length) << Self::LENGTH | u64::from(is_rare) << Self::RARE)
    }

    #[inline(always)]
    fn code(self) -> Code {
        Code { bits: self.0 as u32, length: u32::from((self.0 >> Self::LENGTH) as u8) }
    }

    #[inline(always)]
    fn is_rare(self) -> bool {
        self.0 >> Self::RARE > 0
    }
}

/// In how many bits one of so many places is told, which are at least one.
fn bits_of_place(of: u16) -> u32 {
    u16::BITS - (of - 1).leading_zeros()
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
