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
/// [`SPELL`]. The highest bit is that of the capital.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct OfForm(u16);

/// The code of a sign, and whether it is not all there is to tell: it may be one of those that were met, or is to be spelled.
/// All in one number, so that it is looked up at once and all of them stay near the processor: the bits, the length above
/// [`Coded::LENGTH`], and above [`Coded::RARE`] whether it is rare.
#[derive(Debug, Clone, Copy)]
struct Coded(u32);

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
    /// Its signs, between two ends.
    signs: Vec<u16>,
    /// The forms that are spelled, in order.
    spelled: Vec<u32>,
    /// How each sign is told behind the one before it.
    steps: Vec<Step>,
    /// The steps to which more is to be added: the sign may be one of those that were met, or is to be spelled.
    open: Vec<u32>,
    /// Behind how many steps a form is spelled, and that.
    letters: Vec<(usize, u32)>,
}

/// The bits that tell a sign; in the highest byte, how many.
#[derive(Debug, Clone, Copy)]
struct Step(u64);

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
            for two in signed.signs.windows(2) {
                let [before, sign] = [two[0], two[1]].map(usize::from);
                met[sign] += 1;
                if sign != SPELL {
                    *pairs.at(pair(before, sign)) += 1;
                }
            }
        }
        signs.codes = codes(&met);
        let length = |sign: u16| signs.codes[usize::from(sign)].code().length;
        signs.followers = Followers::learn(&met, &pairs, length);
        met.fill(0);
        for text in sample {
            signs.sign(text, &mut signed);
            rare.clear(signs.codes.len());
            let mut spelled = signed.spelled.iter();
            for two in signed.signs.windows(2) {
                let (_, is_listed) = signs.followers.code(two[0], two[1]);
                if is_listed {
                    continue;
                }
                match signs.way(two[1], &mut spelled, &mut rare) {
                    Way::Again { .. } => met[AGAIN] += 1,
                    Way::Coded | Way::Spelled(_) => met[usize::from(two[1])] += 1,
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
        self.sign(text, signed);
        self.step(signed);
        self.close(signed, rare);
        let Signed { steps, letters, .. } = signed;
        let mut start = 0;
        for &(end, form) in &*letters {
            push(&steps[start..end], &mut runs.bits);
            self.spelling.word(forms.text(form), &mut runs.bits);
            start = end;
        }
        push(&steps[start..], &mut runs.bits);
        runs.end();
    }

    /// The signs of a text.
    fn sign(&self, text: &[u32], Signed { signs, spelled, .. }: &mut Signed) {
        spelled.clear();
        // Two for each form, and the ends.
        signs.resize(text.len() * 2 + 2, END as u16);
        signs[0] = END as u16;
        let mut end = 1;
        for form in text {
            let of_form = self.of_form[*form as usize];
            let sign = of_form.sign();
            // Whether it is a capital cannot be foreseen, so nothing branches on it.
            signs[end] = CAPITAL as u16;
            end += usize::from(of_form.is_capital());
            signs[end] = sign;
            end += 1;
            if usize::from(sign) == SPELL {
                spelled.push(*form);
            }
        }
        signs[end] = END as u16;
        signs.truncate(end + 1);
    }

    /// How each of the signs of a text is told, but for what is open. Nothing branches on what is found, so that a processor looks
    /// for many at once.
    fn step(&self, Signed { signs, steps, open, .. }: &mut Signed) {
        steps.clear();
        open.resize(signs.len(), 0);
        let mut end = 0;
        steps.extend(signs.iter().zip(&signs[1..]).zip(0..).map(|((&before, &sign), place)| {
            let (first, is_listed) = self.followers.code(before, sign);
            let coded = self.codes[usize::from(sign)];
            let (is_open, is_coded) = (!is_listed & coded.is_rare(), !is_listed & !coded.is_rare());
            open[end] = place;
            end += usize::from(is_open);
            let second = Coded(coded.0 & u32::from(is_coded).wrapping_neg());
            Step::of(first).and(second.code())
        }));
        open.truncate(end);
    }

    /// Adds to the steps of a text what is open.
    fn close(&self, Signed { signs, spelled, steps, open, letters, .. }: &mut Signed, met: &mut Rare) {
        met.clear(self.codes.len());
        letters.clear();
        let mut spelled = spelled.iter();
        for place in open.iter().map(|place| *place as usize) {
            // The first sign is none of the text.
            let (step, sign) = (&mut steps[place], signs[place + 1]);
            let code = self.codes[usize::from(sign)].code();
            *step = match self.way(sign, &mut spelled, met) {
                Way::Again { place, of } => {
                    let place = Code { bits: place.into(), length: bits_of_place(of) };
                    step.and(self.codes[AGAIN].code()).and(place)
                }
                Way::Coded => step.and(code),
                Way::Spelled(form) => {
                    letters.push((place + 1, form));
                    step.and(code)
                }
            };
        }
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

impl OfForm {
    const CAPITAL: u16 = 1 << (u16::BITS - 1);

    #[inline(always)]
    fn sign(self) -> u16 {
        self.0 & !Self::CAPITAL
    }

    #[inline(always)]
    fn is_capital(self) -> bool {
        self.0 & Self::CAPITAL > 0
    }
}

impl Step {
    const LENGTH: u32 = u64::BITS - u8::BITS;

    #[inline(always)]
    fn of(code: Code) -> Self {
        Self(0).and(code)
    }

    /// How many bits.
    #[inline(always)]
    fn length(self) -> u32 {
        (self.0 >> Self::LENGTH) as u32
    }

    /// With a code behind it.
    #[inline(always)]
    fn and(self, Code { bits, length }: Code) -> Self {
        Self((self.0 | u64::from(bits) << self.length()) + (u64::from(length) << Self::LENGTH))
    }
}

/// Writes steps, one behind the other.
fn push(steps: &[Step], bits: &mut Bits) {
    let bits_of = |step: &Step| step.0 & ((1 << Step::LENGTH) - 1);
    bits.write(|pen| steps.iter().for_each(|step| pen.push(bits_of(step), step.length())));
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
    const LENGTH: u32 = LONGEST;
    const RARE: u32 = Self::LENGTH + BITS_OF_LENGTH;

    fn of(Code { bits, length }: Code, is_rare: bool) -> Self {
        Self(bits | length << Self::LENGTH | u32::from(is_rare) << Self::RARE)
    }

    #[inline(always)]
    fn code(self) -> Code {
        let length = self.0 >> Self::LENGTH & ((1 << BITS_OF_LENGTH) - 1);
        Code { bits: self.0 & ((1 << Self::LENGTH) - 1), length }
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
    let spelled = OfForm(SPELL as u16);
    let mut of = vec![spelled; forms.len()];
    signs.zip(FIRST as u16..).for_each(|(form, sign)| of[*form as usize] = OfForm(sign));
    let lower = |form: u32| {
        let text = forms.text(form);
        let first = text.chars().next().filter(|c| c.is_uppercase())?;
        let mut lowered = first.to_lowercase();
        let letter = lowered.next().filter(|it| lowered.next().is_none() && it.to_uppercase().eq([first]))?;
        forms.number(&format!("{letter}{}", &text[first.len_utf8()..]))
    };
    for form in 0..forms.len() {
        if of[form] == spelled
            && let Some(lower) = lower(form as u32)
            && of[lower as usize] != spelled
        {
            of[form] = OfForm(of[lower as usize].sign() | OfForm::CAPITAL);
        }
    }
    of
}
