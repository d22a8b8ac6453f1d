//! All forms of words on all pages, each once, and the terms that are searched: what forms are when spelled alike.

use std::collections::HashMap;

use super::catalogue::Page;
use super::letters::is_word;
use super::numbering::Numbering;
use super::words::{BLOCK, HEADING, PART};
use crate::text;

/// The longest term, in bytes: what is longer is no word.
const LONGEST: usize = 64;

/// Where the words of a dictionary are parted in as many runs as a number of six bits can name: a run is about as often
/// met as another in Vietnamese. That the order of letters is kept lets the beginning of a word be looked for.
pub(super) const BOUNDS: [&str; 63] = [
    "2024", "75", "bac", "bang", "bat", "bo", "cach", "cap", "chia", "chon", "chun", "coc", "cui", "dac",
    "dap", "dem", "dien", "doi", "done", "dua", "duo", "gap", "gio", "han", "hoa", "hoan", "hut", "kh",
    "khoa", "kieu", "lan", "lie", "mang", "me", "mon", "mun", "nau", "ngh", "nghie", "nhang", "ni", "oa",
    "phe", "phuc", "ran", "sang", "soa", "sun", "tc", "thao", "thic", "thong", "thuo", "tim", "toc", "trao",
    "tru", "tua", "v", "vang", "vid", "viet", "xay",
];

/// Different forms, by their numbers.
#[derive(Debug, Default)]
pub(super) struct Forms<'a> {
    texts: Vec<&'a str>,
    numbers: Numbering,
}

/// The forms of a run of pages.
#[derive(Debug)]
pub struct Glossary<'a> {
    /// Each once.
    forms: Vec<&'a str>,
    /// On how many pages each is, one counted twice that has it before its body too.
    counts: Vec<u32>,
    /// Those of each page, in the page's own order.
    pages: Vec<Box<[u32]>>,
}

/// What a form is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word that is searched, by the number of its term.
    Term(u32),
    /// A word that is not, or what stands between words.
    Other,
    /// The end of a block.
    Block,
    /// The beginning of a heading.
    Heading,
    /// The end of a part.
    Part,
}

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
    /// In which of the runs that [`BOUNDS`] part each term is.
    pub(super) places: Vec<u8>,
    /// On how many pages each term is, one counted for each of its forms.
    pub(super) counts: Vec<u32>,
    /// The numbers of the forms of each glossary.
    glossaries: Vec<Vec<u32>>,
    /// The glossary of each page, and the page's forms as that numbers them, in the page's own order.
    pages: Vec<(u32, Box<[u32]>)>,
}

impl<'a> Glossary<'a> {
    /// Of these pages. What `numbers` told before is forgotten; its room is used again.
    pub fn of(pages: &'a [Page<'_>], numbers: &mut Numbering) -> Self {
        numbers.clear();
        let (mut forms, mut counts) = (Vec::new(), Vec::new());
        let of_page = |page: &'a Page<'_>| {
            let both = [&page.head, page.body];
            let mut of_page = Vec::with_capacity(both.iter().map(|words| words.len()).sum());
            for words in both {
                let (text, ranges) = words.forms();
                for range in ranges {
                    let (number, is_new) = numbers.number(text, range.clone());
                    if is_new {
                        forms.push(&text[range]);
                        counts.push(0);
                    }
                    counts[number as usize] += 1;
                    of_page.push(number);
                }
            }
            of_page.into_boxed_slice()
        };
        Self { pages: pages.iter().map(of_page).collect(), forms, counts }
    }
}

impl<'a> Lexicon<'a> {
    /// Of the glossaries of all pages, in order.
    pub(super) fn of(all: Vec<Glossary<'a>>) -> Self {
        let (mut forms, mut on) = (Forms::default(), Vec::new());
        let mut pages = Vec::with_capacity(all.iter().map(|glossary| glossary.pages.len()).sum());
        let mut glossaries = Vec::with_capacity(all.len());
        for (nth, glossary) in (0..).zip(all) {
            let numbers = glossary.forms.iter().map(|text| forms.add(text));
            let numbers: Vec<u32> = numbers.collect();
            on.resize(forms.len(), 0);
            numbers.iter().zip(glossary.counts).for_each(|(form, count)| on[*form as usize] += count);
            pages.extend(glossary.pages.into_iter().map(|forms| (nth, forms)));
            glossaries.push(numbers);
        }
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
        let mut counts = Vec::with_capacity(terms.len());
        for (term, form) in terms {
            if different.last() != Some(&term) {
                different.push(term);
                counts.push(0);
            }
            kinds[form as usize] = Kind::Term(different.len() as u32 - 1);
            counts[different.len() - 1] += on[form as usize];
        }
        let places =
            different.iter().map(|term| BOUNDS.partition_point(|bound| *bound <= term.folded.as_str()) as u8);
        Self { kinds, places: places.collect(), counts, terms: different, glossaries, pages, forms }
    }

    /// The text of a page, by its number, as numbers of forms.
    pub(super) fn text(&self, number: usize, page: &Page<'_>) -> Vec<u32> {
        let (glossary, forms) = &self.pages[number];
        let numbers = &self.glossaries[*glossary as usize];
        let forms: Vec<u32> = forms.iter().map(|form| numbers[*form as usize]).collect();
        // Those of the body stand behind those of the head.
        let (head, body) = forms.split_at(page.head.len());
        let mut text = Vec::new();
        page.head.push_to(&mut text, head);
        page.body.push_to(&mut text, body);
        text
    }
}

impl Kind {
    fn of_mark(form: &str) -> Self {
        match form {
            BLOCK => Self::Block,
            HEADING => Self::Heading,
            PART => Self::Part,
            _ => Self::Other,
        }
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
        self.numbers.find(form)
    }

    /// The number of a form; a new one is taken in.
    fn add(&mut self, form: &'a str) -> u32 {
        let (number, is_new) = self.numbers.number(form, 0..form.len());
        if is_new {
            self.texts.push(form);
        }
        number
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
