//! From the pages of a language to its shards.

use std::collections::HashSet;
use std::ops::Range;

use serde_json::json;

use super::FOLDER;
use super::catalogue::Catalogue;
use super::coder::Coder;
use super::lexicon::{BOUNDS, Kind, Lexicon, folded};
use super::part::{Part, part, texts};
use super::phrases::{ALPHABET, Phrases, base36};
use super::shards::{self, Record, Terms};
use crate::lang::Lang;
use crate::permalink::Permalink;

/// The form of the shards: the reader reads no other.
const FORMAT: u32 = 2;

/// How many pages the runs of words are learned from, about.
const SAMPLE: usize = 512;

/// A page in so many is the last of its shard of texts, by its address; and how many pages one holds at most.
const GROUP: u8 = 3;
const LARGEST_GROUP: usize = 6;

/// How many shards of texts a part makes.
const GROUPS: usize = 128;

/// The most words that are kept to guess from.
const GUESSED: usize = 6_000;

/// What is loaded at once: a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shard {
    /// Its name: its content's hash.
    pub name: String,
    /// Where it stands.
    pub permalink: Permalink,
    /// The script.
    pub script: String,
}

/// The search of one language.
#[derive(Debug)]
pub struct Index {
    /// The language.
    pub lang: Lang,
    /// All its shards; the index of them comes last.
    pub shards: Vec<Shard>,
}

/// How the shards of a language are to be made.
#[derive(Debug)]
pub struct Plan<'a> {
    catalogue: &'a Catalogue<'a>,
    lexicon: Lexicon<'a>,
    groups: Vec<Range<usize>>,
    /// On how many pages each term is, with those that are the same without marks.
    together: Vec<u32>,
}

impl Index {
    /// Where the index of its shards stands.
    pub fn entry(&self) -> Option<&Permalink> {
        self.shards.last().map(|shard| &shard.permalink)
    }
}

impl<'a> Plan<'a> {
    /// For the pages of a catalogue.
    pub fn new(catalogue: &'a Catalogue<'a>) -> Self {
        let pages = &catalogue.pages;
        let lexicon = Lexicon::of(pages);
        let mut groups = Vec::new();
        let mut start = 0;
        for (at, page) in pages.iter().enumerate() {
            let ends = blake3::hash(page.href.as_bytes()).as_bytes()[0].is_multiple_of(GROUP);
            if ends || at + 1 - start == LARGEST_GROUP || at + 1 == pages.len() {
                groups.push(start..at + 1);
                start = at + 1;
            }
        }
        let together = together(&lexicon);
        Self { catalogue, lexicon, groups, together }
    }

    /// Learns how texts are written.
    pub fn learn(&self) -> Phrases {
        let pages = &self.catalogue.pages;
        // Of the oldest pages, up to a power of two: a new one is none of them.
        let oldest = pages.len().checked_ilog2().map_or(0, |power| 1 << power);
        // Of many, a few: an edit of a page that is learned from can change all texts.
        let one_in = if oldest < SAMPLE { 1 } else { (oldest / SAMPLE).max(4) } as u64;
        let sample: Vec<_> = (0..oldest)
            .filter(|&page| super::words::hash(&pages[page].href).is_multiple_of(one_in))
            .map(|page| self.lexicon.text(page, &pages[page]))
            .collect();
        Phrases::learn(&self.lexicon.forms, &sample)
    }

    /// How many parts there are to make.
    pub fn parts(&self) -> usize {
        self.groups.len().div_ceil(GROUPS)
    }

    /// Makes one of them.
    pub fn part(&self, number: usize) -> Part {
        part(&self.catalogue.pages, &self.lexicon, self.groups(number))
    }

    /// The texts of its pages, a few of them in each shard.
    pub fn texts(&self, number: usize, phrases: &Phrases) -> Vec<Shard> {
        let groups = self.groups(number).iter();
        let text = |group: &Range<usize>| texts(&self.catalogue.pages, &self.lexicon, phrases, group);
        groups.map(|group| self.shard(&text(group))).collect()
    }

    /// The shards of texts in a part, each as its pages.
    fn groups(&self, number: usize) -> &[Range<usize>] {
        &self.groups[number * GROUPS..self.groups.len().min((number + 1) * GROUPS)]
    }

    /// How many terms there are.
    pub fn terms(&self) -> usize {
        self.lexicon.terms.len()
    }

    /// Writes a term of all `parts`.
    pub fn record(&self, term: usize, parts: &[Part]) -> Record {
        shards::record(term, parts, self.catalogue.pages.len() as u32, self.together[term])
    }

    /// Makes the index of the texts of all parts and of all terms, both in order.
    pub fn finish(self, phrases: &Phrases, texts: Vec<Shard>, records: Vec<Record>) -> Index {
        let terms = shards::cut(&self.lexicon.terms, records, |content| self.shard(&content));
        let phrases = self.shard(&phrases.table);
        let [words, often] = self.words(&terms);
        let words = self.shard(&format!("\"{words}\",\"{often}\""));
        let facets = self.shard(&format!("\"{}\"", self.facets()));
        let index = json!({
            "format": FORMAT,
            "pages": self.catalogue.pages.len(),
            "terms": terms.iter().map(|it| self.line(it)).collect::<Vec<_>>().join("\n"),
            "texts": texts.iter().map(|it| it.name.as_str()).collect::<String>(),
            "groups": self.groups.iter().map(|it| base36(it.len() as u32)).collect::<String>(),
            "phrases": phrases.name,
            "words": words.name,
            "facets": facets.name,
            "sections": self.catalogue.sections,
            "units": self.catalogue.units,
            "tags": self.catalogue.tags,
            "months": self.months(),
            "synonyms": self.catalogue.synonyms.iter().map(|it| [&it.one, &it.other]).collect::<Vec<_>>(),
            "bounds": BOUNDS.join(" "),
            "alphabet": ALPHABET,
        });
        let index = self.shard(&index.to_string());
        let mut shards = texts;
        for terms in terms {
            shards.push(terms.pages);
            shards.extend(terms.next);
        }
        shards.extend([phrases, words, facets, index]);
        // Two that are the same are one.
        let mut names = HashSet::new();
        shards.retain(|shard| names.insert(shard.name.clone()));
        Index { lang: self.catalogue.lang.clone(), shards }
    }

    /// What the index of shards says of one of terms.
    fn line(&self, terms: &Terms) -> String {
        let kilobytes = |shard: &Shard| base36(shard.script.len() as u32 / 1024 + 1);
        let next = terms
            .next
            .as_ref()
            .map_or_else(String::new, |next| format!(" {} {}", next.name, kilobytes(next)));
        let all = &self.lexicon.terms;
        let start = terms.terms.start;
        let goes_on = start > 0 && all[start - 1].folded == all[start].folded;
        let first = format!("{}{}", if goes_on { "=" } else { "" }, all[start].exact);
        format!("{first} {} {}{next}", terms.pages.name, kilobytes(&terms.pages))
    }

    /// The words without marks or figures that most pages have, in order, and for each how often it is met: a letter for
    /// each doubling.
    fn words(&self, terms: &[Terms]) -> [String; 2] {
        let counts: Vec<u32> = terms.iter().flat_map(|terms| terms.counts.iter().copied()).collect();
        let words = folded(&self.lexicon.terms, &counts);
        let mut words: Vec<(&str, u32)> =
            words.into_iter().filter(|(word, _)| !word.contains(|c: char| c.is_numeric())).collect();
        words.sort_unstable_by_key(|&(word, count)| (std::cmp::Reverse(count), word));
        words.truncate(GUESSED);
        words.sort_unstable();
        let often = words.iter().map(|(_, count)| char::from(b'a' + count.max(&1).ilog2() as u8)).collect();
        [words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(" "), often]
    }

    /// The pages of each section, of each unit, of each tag.
    fn facets(&self) -> String {
        let Catalogue { pages, sections, units, tags, .. } = self.catalogue;
        let mut of: [Vec<Vec<u32>>; 3] =
            [sections.len(), units.len(), tags.len()].map(|it| vec![Vec::new(); it]);
        for (number, page) in (0..).zip(pages) {
            page.section.iter().for_each(|section| of[0][*section as usize].push(number));
            page.unit.iter().for_each(|unit| of[1][*unit as usize].push(number));
            page.tags.iter().for_each(|tag| of[2][*tag as usize].push(number));
        }
        let mut coder = Coder::default();
        of.iter().flatten().for_each(|numbers| coder.rising(numbers, pages.len() as u32));
        coder.finish()
    }

    /// The months that have pages, each with the first of them.
    fn months(&self) -> Vec<(i32, usize)> {
        let dated = self.catalogue.pages.iter().enumerate().filter_map(|(at, page)| Some((page.date?, at)));
        let mut months: Vec<(i32, usize)> =
            dated.map(|(date, at)| (i32::from(date.year()) * 100 + i32::from(date.month()), at)).collect();
        months.dedup_by_key(|(month, _)| *month);
        months
    }

    /// A shard of this content: the arguments of the call, but for the name.
    fn shard(&self, content: &str) -> Shard {
        let name = name(content);
        let permalink = Permalink::file(&format!("{FOLDER}{}/{name}.js", self.catalogue.lang.code()));
        let script = format!("thidua_search(\"{name}\",{content});\n");
        Shard { name, permalink, script }
    }
}

/// On how many pages each term is, with those that are the same without marks; a page counts once for each of its forms.
fn together(lexicon: &Lexicon<'_>) -> Vec<u32> {
    let mut on = vec![0_u32; lexicon.terms.len()];
    for form in lexicon.pages.iter().flatten() {
        if let Kind::Term(term) = lexicon.kinds[*form as usize] {
            on[term as usize] += 1;
        }
    }
    let alike = lexicon.terms.chunk_by(|one, other| one.folded == other.folded);
    let mut start = 0;
    for terms in alike {
        let range = start..start + terms.len();
        start = range.end;
        let sum = on[range.clone()].iter().sum();
        on[range].fill(sum);
    }
    on
}

/// Ten letters that stand for the content.
fn name(content: &str) -> String {
    const DIGITS: &[u8; 32] = b"0123456789abcdefghijklmnopqrstuv";
    let hash = blake3::hash(content.as_bytes());
    hash.as_bytes()[..10].iter().map(|byte| char::from(DIGITS[usize::from(byte & 31)])).collect()
}
