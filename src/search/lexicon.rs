//! All forms of words on all pages, each once, and the terms that are searched: what forms are when spelled alike.

use std::collections::HashMap;
use std::ops::Range;

use super::catalogue::{Catalogue, Page};
use super::found::Text;
use super::letters::is_word;
use super::numbering::Numbering;
use super::numbers::Numbers;
use super::pieces::Piece;
use super::words::{BLOCK, HEADING, NUMBER_OF_PART, PART};
use crate::text;

/// The longest term, in bytes: what is longer is no word.
const LONGEST: usize = 64;

/// Where the words of a dictionary are parted in as many runs as a set of 32 bits can name: a run is about as often
/// met as another in Vietnamese. That the order of letters is kept lets the beginning of a word be looked for.
pub(super) const BOUNDS: [&str; 31] = [
    "75", "bang", "bo", "cap", "chon", "coc", "dac", "dem", "doi", "dua", "gap", "han", "hoan", "kh", "kieu",
    "lie", "me", "mun", "ngh", "nhang", "oa", "phuc", "sang", "sun", "thao", "thong", "tim", "trao", "tua",
    "vang", "viet",
];

/// In how many bits a run is told.
pub(super) const BITS_OF_RUN: u32 = 5;
const _: () = assert!(BOUNDS.len() + 1 == 1 << BITS_OF_RUN);

/// Different forms, by their numbers.
#[derive(Debug, Default)]
pub(super) struct Forms<'a> {
    texts: Vec<&'a str>,
    numbers: Numbering,
}

/// The forms of some glossaries that pages of a catalogue have.
#[derive(Debug)]
pub struct Vocabulary<'a> {
    forms: Forms<'a>,
    /// Their numbers, for each glossary at the place of the number that the form has there; [`NONE`] where no page has it.
    glossaries: Vec<Vec<u32>>,
}

/// What is no form of any page.
const NONE: u32 = u32::MAX;

/// What a form is. All in one number, so that those of all forms stay near the processor: of a word that is searched that of its
/// term, and in the lowest bits in which of the runs it is that [`BOUNDS`] part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kind(u32);

/// Something to search for.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Term {
    /// Without marks.
    pub(super) folded: String,
    /// As [`text::canonical`] spells it.
    pub(super) exact: String,
}

/// The words of all pages.
#[derive(Debug)]
pub(super) struct Lexicon<'a> {
    pub(super) forms: Forms<'a>,
    /// What each form is.
    pub(super) kinds: Vec<Kind>,
    /// In order.
    pub(super) terms: Vec<Term>,
    /// The numbers of the forms of each glossary.
    glossaries: Vec<Numbers<'static>>,
}

impl<'a> Vocabulary<'a> {
    /// Of some of the glossaries of a catalogue: those may have forms of other pages too, and of such as are no more.
    pub fn of(catalogue: &'a Catalogue<'_>, glossaries: &[usize]) -> Self {
        let mut forms = Forms::default();
        let numbers = |&glossary: &usize| {
            let all: Vec<&str> = catalogue.glossaries[glossary].forms().collect();
            let used = used(catalogue, glossary, all.len());
            all.into_iter()
                .zip(used)
                .map(|(form, is_used)| if is_used { forms.add(form) } else { NONE })
                .collect()
        };
        let glossaries = glossaries.iter().map(numbers).collect();
        Self { forms, glossaries }
    }

    /// Takes in those of further glossaries.
    fn extend(&mut self, Self { forms, mut glossaries }: Self) {
        let numbers: Vec<u32> = forms.texts.into_iter().map(|form| self.forms.add(form)).collect();
        for number in glossaries.iter_mut().flatten().filter(|number| **number != NONE) {
            *number = numbers[*number as usize];
        }
        self.glossaries.extend(glossaries);
    }
}

/// Whether any page has it, for each of so many forms of a glossary.
fn used(catalogue: &Catalogue<'_>, glossary: usize, forms: usize) -> Vec<bool> {
    let mut used = vec![false; forms];
    for &page in &catalogue.pages_of_glossary[glossary] {
        let Page { head, body, .. } = &catalogue.pages[page];
        for Text { words, .. } in [head, body].into_iter().filter(|text| text.glossary == glossary) {
            words.numbers(0..words.count()).for_each(|number| used[number as usize] = true);
        }
    }
    used
}

impl<'a> Lexicon<'a> {
    /// Of all glossaries of a catalogue, in their order.
    pub(super) fn of(all: Vec<Vocabulary<'a>>) -> Self {
        let all = all.into_iter().reduce(|mut all, more| {
            all.extend(more);
            all
        });
        let (forms, glossaries) = all.map(|all| (all.forms, all.glossaries)).unwrap_or_default();
        // What no page has is asked for by none, whatever number it has.
        let glossaries = glossaries.iter().map(|numbers| Numbers::below(forms.len(), numbers)).collect();
        let mut terms: Vec<(Term, u32)> = Vec::new();
        for (form, text) in (0..).zip(&forms.texts) {
            if is_word(text) {
                let exact = text::canonical(text);
                let folded = text::fold(&exact);
                // Spaces part them where they are listed.
                let is_one = ![&exact, &folded].iter().any(|it| it.contains(' '));
                if is_one && !folded.is_empty() && exact.len() <= LONGEST {
                    terms.push((Term { folded, exact }, form));
                }
            }
        }
        terms.sort_unstable();
        let mut kinds: Vec<Kind> = forms.texts.iter().map(|text| Kind::of_mark(text)).collect();
        let mut different: Vec<Term> = Vec::with_capacity(terms.len());
        for (term, form) in terms {
            if different.last() != Some(&term) {
                different.push(term);
            }
            let number = different.len() - 1;
            kinds[form as usize] = Kind::of_term(number, &different[number].folded);
        }
        Self { kinds, terms: different, glossaries, forms }
    }

    /// Reads the forms of a piece of a page in their order. One that is not the first has no labels, and the title only to be
    /// shown: tells how many forms that has.
    pub(super) fn read(&self, piece: &Piece, page: &Page<'_>, forms: &mut Vec<u32>) -> usize {
        let Page { head, body, .. } = page;
        forms.clear();
        let mut shown = 0;
        if piece.nth == 0 {
            self.look_up(head, 0..head.words.count(), forms);
        } else {
            self.look_up(head, head.words.first_part(), forms);
            shown = forms.len();
            // Title and labels are two parts.
            forms.extend([self.glossaries[head.glossary].at(NUMBER_OF_PART as usize); 2]);
        }
        self.look_up(body, piece.body.clone(), forms);
        shown
    }

    /// Adds the forms of a range of a text.
    fn look_up(&self, text: &Text<'_>, range: Range<usize>, forms: &mut Vec<u32>) {
        let numbers = &self.glossaries[text.glossary];
        forms.extend(text.words.numbers(range).map(|number| numbers.at(number as usize)));
    }
}

impl Kind {
    /// The end of a part.
    pub(super) const PART: Self = Self(u32::MAX);
    /// The beginning of a heading.
    pub(super) const HEADING: Self = Self(u32::MAX - 1);
    /// The end of a block.
    pub(super) const BLOCK: Self = Self(u32::MAX - 2);
    /// A word that is not searched, or what stands between words.
    pub(super) const OTHER: Self = Self(u32::MAX - 3);

    fn of_mark(form: &str) -> Self {
        match form {
            BLOCK => Self::BLOCK,
            HEADING => Self::HEADING,
            PART => Self::PART,
            _ => Self::OTHER,
        }
    }

    fn of_term(term: usize, folded: &str) -> Self {
        let run = BOUNDS.partition_point(|bound| *bound <= folded);
        Self((term << BITS_OF_RUN | run) as u32)
    }

    /// The number of the term and its run, of a word that is searched.
    #[inline(always)]
    pub(super) fn term(self) -> Option<(u32, u32)> {
        (self.0 < Self::OTHER.0).then_some((self.0 >> BITS_OF_RUN, self.0 % (1 << BITS_OF_RUN)))
    }
}

impl<'a> Forms<'a> {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }

    /// A form by its number.
    pub(super) fn text(&self, number: u32) -> &'a str {
        self.texts[number as usize]
    }

    /// The number of a form, if there is such a one.
    pub(super) fn number(&self, form: &str) -> Option<u32> {
        self.numbers.find(form.as_bytes(), 0..form.len())
    }

    /// The number of a form; a new one is taken in.
    fn add(&mut self, form: &'a str) -> u32 {
        self.number(form).unwrap_or_else(|| {
            self.texts.push(form);
            self.numbers.take(form.as_bytes())
        })
    }
}

/// How many pages each word without marks is on, counted term by term.
pub(super) fn folded<'t>(terms: &'t [Term], pages: &[u32]) -> HashMap<&'t str, u32> {
    let mut folded: HashMap<&str, u32> = HashMap::new();
    for (term, count) in terms.iter().zip(pages) {
        *folded.entry(&term.folded).or_default() += count;
    }
    folded
}
