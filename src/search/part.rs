//! A run of pages: where each term is met on them, and their texts as the reader gets them.

use std::hint::select_unpredictable;
use std::ops::Range;

use super::bits::Bits;
use super::catalogue::{Catalogue, Page, days};
use super::inverted::Inverted;
use super::lexicon::{Kind, Lexicon};
use super::pieces::Piece;
use super::script::Script;
use super::signs::{Signs, Texts};
use super::spelling::Spelling;
use super::standing::Inputs;

/// Where words in a title count.
pub(super) const LONGEST_TITLE: u32 = 64;

/// How many pages a part has at most: what is gathered of them should stay near the processor.
pub(super) const MOST_PAGES: usize = 1 << 9;

/// In how many bits a day is told: some ten thousand years.
const BITS_OF_DAYS: u32 = 22;

/// What is made of a run of pages.
#[derive(Debug)]
pub struct Part {
    /// Its first page.
    pub(super) first: u32,
    /// The pages that have the term, each once.
    pub(super) text: Inverted<On>,
    /// A page that has the term in a heading or label.
    pub(super) headings: Inverted<u32>,
    /// A page and the place in its title.
    pub(super) titles: Inverted<u32>,
}

/// A page that has a term.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct On {
    /// Counted from the first one of the part.
    page: u16,
    /// The runs of words that stand behind the term, a bit for each: the lower sixteen, and the higher.
    follows: [u16; 2],
}

/// Where a part is made, and its texts are written.
#[derive(Debug)]
pub(super) struct Room<'l> {
    lexicon: &'l Lexicon<'l>,
    /// The first piece of the part.
    first: u32,
    /// The forms of the page that is read.
    forms: Vec<u32>,
    met: Met,
    texts: Texts,
}

impl<'l> Room<'l> {
    /// For the words of a lexicon, and a part that begins with the piece `first`.
    pub(super) fn of(lexicon: &'l Lexicon<'l>, first: u32) -> Self {
        let met = Met { places: vec![0; lexicon.terms.len()], ..Met::default() };
        Self { lexicon, first, forms: Vec::new(), met, texts: Texts::default() }
    }

    /// Reads the next piece of a page, which is `number` of all; writes its text where there are signs.
    pub(super) fn read(&mut self, number: u32, piece: &Piece, page: &Page<'_>, signs: Option<&Signs>) {
        let shown = self.lexicon.read(piece, page, &mut self.forms);
        self.met.read(&self.forms[shown..], number, self.first, self.lexicon);
        if let Some(signs) = signs {
            signs.write(&self.lexicon.forms, &self.forms, &mut self.texts);
        }
    }

    /// The part, of all that was read.
    pub(super) fn part(self) -> Part {
        let Self { lexicon, first, met: Met { text, headings, titles, .. }, .. } = &self;
        let (terms, first) = (lexicon.terms.len(), *first);
        let [headings, titles] = [headings, titles].map(|met| Inverted::of(terms, met));
        Part { first, text: Inverted::of(terms, text), headings, titles }
    }

    /// Adds the content of a shard of the texts that were written, those of the pieces of a group: what is shown of each besides,
    /// and its words.
    pub(super) fn push_texts(
        &mut self,
        catalogue: &Catalogue<'_>,
        group: &[Piece],
        spelling: &Spelling,
        script: &mut Script,
    ) {
        let texts = &mut self.texts.runs;
        let mut heads = Bits::default();
        let mut before: Option<&str> = None;
        for (piece, length) in group.iter().zip(texts.lengths()) {
            let page = &catalogue.pages[piece.page];
            let before = before.replace(&page.href).unwrap_or_else(|| catalogue.above(page));
            page.push_to(before, spelling, &mut heads);
            heads.number(length);
        }
        script.bits([&heads, &texts.bits]);
        texts.clear();
    }
}

impl Part {
    /// On which pages a term is.
    pub(super) fn pages(&self, term: usize) -> impl Iterator<Item = u32> {
        self.text.get(term).iter().map(|on| self.first + u32::from(on.page))
    }

    /// Takes in all that is told of a run of terms.
    pub(super) fn name(&self, terms: &Range<usize>, inputs: &mut Inputs) {
        inputs.list(&[self.first], |number| number.to_le_bytes());
        self.text.name(terms, inputs, |on| {
            let [[a, b], [c, d], [e, f]] = [on.page, on.follows[0], on.follows[1]].map(u16::to_le_bytes);
            [a, b, c, d, e, f]
        });
        self.headings.name(terms, inputs, |page| page.to_le_bytes());
        self.titles.name(terms, inputs, |place| place.to_le_bytes());
    }
}

impl On {
    /// The runs of words that follow, a bit for each.
    pub(super) fn follows(self) -> u32 {
        u32::from(self.follows[1]) << 16 | u32::from(self.follows[0])
    }
}

impl Page<'_> {
    /// What the reader shows of a page besides its text. Of its address it is told how much of it is that of another. Numbers
    /// are one more than they are: nought is none.
    fn push_to(&self, other: &str, spelling: &Spelling, to: &mut Bits) {
        let alike = self.href.chars().zip(other.chars()).take_while(|(one, other)| one == other);
        let shared: usize = alike.map(|(letter, _)| letter.len_utf8()).sum();
        to.number(self.href[..shared].chars().count() as u32);
        spelling.word(&self.href[shared..], to);
        to.push(self.date.map_or(0, |date| days(date) + 1).into(), BITS_OF_DAYS);
        for number in [self.section, self.unit] {
            to.number(number.map_or(0, |number| number + 1));
        }
        to.push(self.sample.into(), 1);
    }
}

/// Terms with where they are met in a part, page by page.
#[derive(Debug, Default)]
struct Met {
    text: Vec<(u32, On)>,
    headings: Vec<(u32, u32)>,
    titles: Vec<(u32, u32)>,
    /// The terms of the page that is read, each once, with the runs of words that stand behind it; the first one is none, but
    /// what stands before the first word of a block. Behind the last one is room for more.
    terms: Vec<(u32, u32)>,
    /// Where each term stands among them; a page counts on from the places of those before it.
    places: Vec<u32>,
}

impl Met {
    /// Takes in the forms of a page, by its number, of the part that begins with the page `first`.
    fn read(&mut self, forms: &[u32], number: u32, first: u32, lexicon: &Lexicon<'_>) {
        let base = self.text.len() as u32;
        let Self { text, headings, titles, terms, places } = self;
        // So many there could be: a word that is new needs no more of the loop than one that is not.
        terms.resize(terms.len().max(forms.len() + 1), (0, 0));
        let (terms, places, kinds) = (&mut terms[..], &mut places[..], &lexicon.kinds[..]);
        terms[0] = (0, 0);
        let (mut end, mut open) = (1, 0);
        let (mut part, mut is_text, mut place) = (0, false, 0);
        for &form in forms {
            let kind = kinds[form as usize];
            let Some((term, run)) = kind.term() else {
                if kind != Kind::OTHER {
                    open = 0;
                    part += u32::from(kind == Kind::PART);
                    is_text = part > 1 && kind != Kind::HEADING;
                }
                continue;
            };
            terms[open].1 |= 1 << run;
            // Whether it is new to the page cannot be foreseen, so nothing branches on it.
            let known = places[term as usize];
            let is_new = known <= base;
            let known = select_unpredictable(is_new, base + end as u32, known);
            places[term as usize] = known;
            terms[end] = (term, 0);
            end += usize::from(is_new);
            open = (known - base) as usize;
            if is_text {
                continue;
            }
            if part > 0 {
                headings.push((term, number));
            } else {
                if place < LONGEST_TITLE {
                    titles.push((term, number << 6 | place));
                }
                place += 1;
            }
        }
        let page = (number - first) as u16;
        let met = terms[1..end]
            .iter()
            .map(|&(term, follows)| (term, On { page, follows: [follows as u16, (follows >> 16) as u16] }));
        text.extend(met);
    }
}
