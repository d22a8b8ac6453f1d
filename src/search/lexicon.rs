//! All forms of words on all pages, each once, and the terms that are searched: what forms are when spelled alike.

use std::collections::HashMap;

use super::catalogue::Page;
use super::letters::is_word;
use super::numbering::Numbering;
use super::pieces::Piece;
use super::words::{BLOCK, HEADING, PART, Words};
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
    pages: Vec<Own>,
}

/// The forms of a page.
#[derive(Debug)]
struct Own {
    /// In the page's own order, as its glossary numbers them.
    forms: Box<[u32]>,
    /// How many of them are those of its head; those of its body stand behind them.
    of_head: u32,
}

/// A text: its different forms, and which of these comes next.
#[derive(Debug, Default)]
pub(super) struct Text {
    pub(super) forms: Vec<u32>,
    pub(super) order: Vec<u32>,
}

/// What a form is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word that is searched: the number of its term, and in which of the runs it is that [`BOUNDS`] part.
    Term { term: u32, run: u8 },
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
    /// On how many pages each term is, one counted for each of its forms.
    pub(super) counts: Vec<u32>,
    /// The numbers of the forms of each glossary.
    glossaries: Vec<Vec<u32>>,
    /// The glossary of each page, and its forms.
    pages: Vec<(u32, Own)>,
}

impl<'a> Glossary<'a> {
    /// Of these pages. What `numbers` told before is forgotten; its room is used again.
    pub fn of(pages: &'a [Page<'_>], numbers: &mut Numbering) -> Self {
        numbers.clear();
        let (mut forms, mut counts) = (Vec::new(), Vec::new());
        let mut own = Vec::new();
        let mut push_all = |words: &'a Words<'_>, own: &mut Vec<u32>| {
            let (text, ranges) = words.forms();
            for range in ranges {
                let (number, is_new) = numbers.number(text.as_bytes(), range.clone());
                if is_new {
                    forms.push(&text[range]);
                    counts.push(0);
                }
                counts[number as usize] += 1;
                own.push(number);
            }
        };
        let of_page = |page: &'a Page<'_>| {
            own.clear();
            push_all(&page.head, &mut own);
            let of_head = own.len() as u32;
            push_all(page.body, &mut own);
            Own { forms: own.as_slice().into(), of_head }
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
            pages.extend(glossary.pages.into_iter().map(|own| (nth, own)));
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
            let number = different.len() - 1;
            let run = BOUNDS.partition_point(|bound| *bound <= different[number].folded.as_str()) as u8;
            kinds[form as usize] = Kind::Term { term: number as u32, run };
            counts[number] += on[form as usize];
        }
        Self { kinds, counts, terms: different, glossaries, pages, forms }
    }

    /// Reads a piece of a page into the room of another text. One that is not the first has neither title nor labels; the
    /// title if it is to be `titled`.
    pub(super) fn read(&self, piece: &Piece, page: &Page<'_>, titled: bool, text: &mut Text) {
        let (glossary, Own { forms, of_head }) = &self.pages[piece.page];
        let numbers = &self.glossaries[*glossary as usize];
        text.forms.clear();
        text.forms.extend(forms.iter().map(|form| numbers[*form as usize]));
        text.order.clear();
        page.head.push_order(0, 0..page.head.count(), &mut text.order);
        if piece.nth > 0 {
            text.leave_title(titled);
        }
        page.body.push_order(*of_head, piece.body.clone(), &mut text.order);
        if piece.body.len() < page.body.count() {
            text.forget_unused();
        }
    }
}

impl Text {
    /// Leaves of what stands before a body only the title, or nothing.
    fn leave_title(&mut self, titled: bool) {
        // Title and labels are two parts.
        let Some(&part) = self.order.last() else { return };
        let title = self.order.iter().take_while(|form| titled && **form != part).count();
        self.order.truncate(title);
        self.order.extend([part; 2]);
    }

    /// Leaves only forms that come in the text.
    fn forget_unused(&mut self) {
        const UNUSED: u32 = u32::MAX;
        let mut places = vec![UNUSED; self.forms.len()];
        let mut forms = Vec::new();
        for form in &mut self.order {
            let place = &mut places[*form as usize];
            if *place == UNUSED {
                *place = forms.len() as u32;
                forms.push(self.forms[*form as usize]);
            }
            *form = *place;
        }
        self.forms = forms;
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
        let (number, is_new) = self.numbers.number(form.as_bytes(), 0..form.len());
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
