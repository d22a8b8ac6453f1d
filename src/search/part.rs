//! A run of pages: where each term is met on them, and their texts as the reader gets them.

use std::ops::Range;

use super::catalogue::Page;
use super::inverted::{Inverted, NOTHING};
use super::lexicon::{Kind, Lexicon};
use super::phrases::{Phrases, Rare, base36, length};

/// Where words in a title count.
pub(super) const LONGEST_TITLE: u32 = 64;

/// How many pages a part has at most, for each of them is told in nine bits.
pub(super) const MOST_PAGES: usize = 1 << 9;

/// What is made of a run of pages.
#[derive(Debug)]
pub struct Part {
    /// Its first page.
    pub(super) first: u32,
    /// A page, counted from the first one, and what follows there. See [`Part::met`].
    pub(super) text: Inverted<u16>,
    /// A page that has the term in a heading or label.
    pub(super) headings: Inverted<u32>,
    /// A page and the place in its title.
    pub(super) titles: Inverted<u32>,
}

/// Makes a part of a run of pages. What was `met` before is forgotten; its room is used again.
pub(super) fn part(pages: &[Page<'_>], lexicon: &Lexicon<'_>, run: Range<usize>, met: &mut Met) -> Part {
    let first = run.start as u32;
    met.text.clear();
    met.headings.clear();
    met.titles.clear();
    for number in run {
        met.read(number as u32, first, &lexicon.text(number, &pages[number]), lexicon);
    }
    let terms = lexicon.terms.len();
    let [headings, titles] = [&met.headings, &met.titles].map(|met| Inverted::of(terms, met));
    Part { first, text: Inverted::of(terms, &met.text), headings, titles }
}

impl Part {
    /// On which pages a term is, and what follows it there, as often as it is met.
    pub(super) fn met(&self, term: usize) -> impl Iterator<Item = (u32, u32)> + Clone {
        self.text.get(term).iter().map(|met| (self.first + u32::from(met >> 7), u32::from(met & 127)))
    }
}

/// The content of a shard of texts: what is shown of each page of the group, and its words.
pub(super) fn texts(
    pages: &[Page<'_>],
    lexicon: &Lexicon<'_>,
    phrases: &Phrases,
    met: &mut Rare,
    group: &Range<usize>,
) -> String {
    let mut lines = String::new();
    let mut letters = String::new();
    for number in group.clone() {
        let page = &pages[number];
        let written = phrases.write(&lexicon.text(number, page), &lexicon.forms, met);
        lines.push_str(&page.line(length(&written)));
        lines.push(';');
        letters.push_str(&written);
    }
    format!("\"{}\",\"{letters}\"", lines.trim_end_matches(';'))
}

impl Page<'_> {
    /// What the reader shows of a page besides its text, which has that many letters.
    pub(super) fn line(&self, letters: u32) -> String {
        let number = |number: Option<u32>| number.map(|number| base36(number + 1)).unwrap_or_default();
        format!(
            "{}|{}|{}|{}|{}|{}",
            self.href,
            self.date.map(|date| base36(days(date))).unwrap_or_default(),
            number(self.section),
            number(self.unit),
            if self.sample { "1" } else { "" },
            base36(letters),
        )
    }
}

/// The days from the year 1 to a day.
pub(super) fn days(date: jiff::civil::Date) -> u32 {
    let first = jiff::civil::date(1, 1, 1);
    u32::try_from((date - first).get_days()).unwrap_or_default()
}

/// Terms with where they are met in a part, page by page.
#[derive(Debug, Default)]
pub struct Met {
    text: Vec<(u32, u16)>,
    headings: Vec<(u32, u32)>,
    titles: Vec<(u32, u32)>,
}

impl Met {
    /// Takes in a page of the part that begins with the page `first`.
    fn read(&mut self, page: u32, first: u32, text: &[u32], lexicon: &Lexicon<'_>) {
        let (mut part, mut is_heading, mut place) = (0, false, 0);
        let mut open: Option<u32> = None;
        let met = |follows: u32| ((page - first) << 7 | follows) as u16;
        for &form in text {
            match lexicon.kinds[form as usize] {
                Kind::Term(term) => {
                    if let Some(open) = open {
                        self.text.push((open, met(lexicon.places[term as usize].into())));
                    }
                    open = Some(term);
                    if part == 0 {
                        if place < LONGEST_TITLE {
                            self.titles.push((term, page << 6 | place));
                        }
                        place += 1;
                    } else if part == 1 || is_heading {
                        self.headings.push((term, page));
                    }
                }
                Kind::Other => {}
                mark => {
                    self.text.extend(open.take().map(|open| (open, met(NOTHING))));
                    is_heading = mark == Kind::Heading;
                    part += u32::from(mark == Kind::Part);
                }
            }
        }
        self.text.extend(open.map(|open| (open, met(NOTHING))));
    }
}
