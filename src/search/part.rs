//! A run of pages: where each term is met on them, and their texts as the reader gets them.

use std::ops::Range;

use super::catalogue::{Catalogue, Page, days};
use super::inverted::Inverted;
use super::lexicon::{Kind, Lexicon};
use super::pieces::Piece;
use super::signs::{Room, Signs, base36};
use super::standing::Inputs;

/// Where words in a title count.
pub(super) const LONGEST_TITLE: u32 = 64;

/// How many pages a part has at most: what is gathered of them should stay near the processor.
pub(super) const MOST_PAGES: usize = 1 << 9;

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

/// Makes a part of a run of pages. What was `met` before is forgotten; its room is used again.
pub(super) fn part(
    pages: &[Page<'_>],
    pieces: &[Piece],
    lexicon: &Lexicon<'_>,
    run: Range<usize>,
    met: &mut Met,
) -> Part {
    let first = run.start as u32;
    met.text.clear();
    met.headings.clear();
    met.titles.clear();
    met.places.clear();
    met.places.resize(lexicon.terms.len(), 0);
    for (number, piece) in run.clone().zip(&pieces[run]) {
        lexicon.read(piece, &pages[piece.page], false, &mut met.forms);
        met.read(number as u32, first, lexicon);
    }
    let terms = lexicon.terms.len();
    let [headings, titles] = [&met.headings, &met.titles].map(|met| Inverted::of(terms, met));
    Part { first, text: Inverted::of(terms, &met.text), headings, titles }
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

/// Writes the content of a shard of texts: what is shown of each page of the group, and its words.
pub(super) fn texts(
    catalogue: &Catalogue<'_>,
    group: &[Piece],
    lexicon: &Lexicon<'_>,
    signs: &Signs,
    room: &mut Room,
    content: &mut String,
) {
    for piece in group {
        lexicon.read(piece, &catalogue.pages[piece.page], true, &mut room.forms);
        signs.take(&lexicon.forms, room);
    }
    let (letters, lengths) = room.write();
    content.push('"');
    let mut before: Option<&str> = None;
    for (piece, length) in group.iter().zip(lengths) {
        let page = &catalogue.pages[piece.page];
        if before.is_some() {
            content.push(';');
        }
        let before = before.replace(page.href.as_str()).unwrap_or_else(|| catalogue.above(page));
        content.push_str(&page.line(before, *length));
    }
    content.extend(["\",\"", letters, "\""]);
}

impl Page<'_> {
    /// What the reader shows of a page besides its text, which has that many letters. Of its address it is told how much of
    /// it is that of another.
    pub(super) fn line(&self, other: &str, letters: u32) -> String {
        const MOST: usize = 35;
        let number = |number: Option<u32>| number.map(|number| base36(number + 1)).unwrap_or_default();
        let shared =
            self.href.chars().zip(other.chars()).take_while(|(one, other)| one == other).take(MOST).count();
        format!(
            "{}{}|{}|{}|{}|{}|{}",
            base36(shared as u32),
            self.href.chars().skip(shared).collect::<String>(),
            self.date.map(|date| base36(days(date))).unwrap_or_default(),
            number(self.section),
            number(self.unit),
            if self.sample { "1" } else { "" },
            base36(letters),
        )
    }
}

/// Terms with where they are met in a part, page by page.
#[derive(Debug, Default)]
pub struct Met {
    text: Vec<(u32, On)>,
    headings: Vec<(u32, u32)>,
    titles: Vec<(u32, u32)>,
    /// The forms of the page that is read.
    forms: Vec<u32>,
    /// Its terms, each once, with the runs of words that stand behind it; the first one is none, but what stands before the
    /// first word of a block.
    terms: Vec<(u32, u32)>,
    /// Where each term stands among them; a page counts on from the places of those before it.
    places: Vec<u32>,
}

impl Met {
    /// Takes in the page, by its number, of the part that begins with the page `first`.
    fn read(&mut self, number: u32, first: u32, lexicon: &Lexicon<'_>) {
        let base = self.text.len() as u32;
        let Self { text, headings, titles, forms, terms, places } = self;
        terms.clear();
        terms.push((0, 0));
        let (mut part, mut is_text, mut place) = (0, false, 0);
        let mut open = 0;
        for &form in &*forms {
            match lexicon.kinds[form as usize] {
                Kind::Term { term, run } => {
                    terms[open].1 |= 1 << run;
                    let known = &mut places[term as usize];
                    if *known <= base {
                        *known = base + terms.len() as u32;
                        terms.push((term, 0));
                    }
                    open = (*known - base) as usize;
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
                Kind::Other => {}
                mark => {
                    open = 0;
                    part += u32::from(mark == Kind::Part);
                    is_text = part > 1 && mark != Kind::Heading;
                }
            }
        }
        let page = (number - first) as u16;
        let met = terms[1..]
            .iter()
            .map(|&(term, follows)| (term, On { page, follows: [follows as u16, (follows >> 16) as u16] }));
        text.extend(met);
    }
}
