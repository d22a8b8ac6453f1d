//! From the pages of a language to its shards.

use std::cell::LazyCell;
use std::collections::HashSet;
use std::ops::{Deref, Range};

use serde_json::json;

use super::FOLDER;
use super::bits::Bits;
use super::catalogue::{Catalogue, Page};
use super::directory::{directory, name};
use super::lexicon::{BOUNDS, Lexicon, Vocabulary, folded};
use super::part::{MOST_PAGES, Part, Room};
use super::pieces::{Piece, pieces};
use super::script::Script;
use super::shards::{self, Records, Terms, Weight};
use super::signs::Signs;
use super::spelling::{ALPHABET, Spelling};
use super::standing::{Inputs, Key, Standing, Stands};
use super::words::hash;
use crate::lang::Lang;
use crate::permalink::Permalink;
use crate::source::Blob;

/// The form of the shards: the reader reads no other.
const FORMAT: u32 = 10;

/// How many pages the runs of words are learned from, about.
const SAMPLE: usize = 512;

/// How many pieces a shard of texts has, but for the last one and where they are long: it has no more words than so many, or one
/// piece.
const SMALLEST_GROUP: usize = 4;
pub(super) const LARGEST_GROUP: usize = 6;
const MANY_WORDS: usize = 4_000;

/// In between, one piece in so many begins the next: which one depends on it alone, so that a new page changes few shards.
const BEGINNINGS: u64 = 2;

/// How many shards of texts a part makes.
const GROUPS: usize = MOST_PAGES / LARGEST_GROUP;

/// The most words that are kept to guess from, and in how many bits it is told how often one is met.
const GUESSED: usize = 6_000;
const BITS_OF_OFTEN: u32 = 5;

/// What is loaded at once: a script.
#[derive(Debug, Clone)]
pub struct Shard {
    /// Where it stands; its folder and file are named after its content.
    pub permalink: Permalink,
    /// What it is made from.
    pub key: Key,
    /// Its length.
    pub bytes: u64,
    /// The script; none where it stands already.
    pub script: Option<Blob>,
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
    standing: &'a Standing,
    lexicon: Lexicon<'a>,
    /// How names and addresses are spelled.
    spelling: Spelling,
    /// The pages that are learned from, and the name of what they say.
    sample: Vec<usize>,
    of_sample: Key,
    /// What is found.
    pieces: Vec<Piece>,
    /// The pieces of each shard of texts, and what that is made from.
    groups: Vec<(Range<usize>, Key)>,
}

impl Shard {
    fn standing(key: Key, Stands { permalink, bytes }: &Stands) -> Self {
        Self { permalink: permalink.clone(), key, bytes: *bytes, script: None }
    }

    /// The name of its content: a folder and a file.
    pub(super) fn name(&self) -> &str {
        let path = self.permalink.as_str();
        let start = path.rmatch_indices('/').nth(1).map_or(0, |(at, _)| at + 1);
        path[start..].strip_suffix(".js").unwrap_or_default()
    }
}

impl Index {
    /// That of a catalogue, if all of it stands.
    pub fn standing(catalogue: &Catalogue<'_>, standing: &Standing) -> Option<Self> {
        let shards = standing.whole(&folder(&catalogue.lang), &catalogue.key)?;
        let shards = shards.into_iter().map(|(key, stands)| Shard::standing(key, stands)).collect();
        Some(Self { lang: catalogue.lang.clone(), shards })
    }

    /// Where the index of its shards stands.
    pub fn entry(&self) -> Option<&Permalink> {
        self.shards.last().map(|shard| &shard.permalink)
    }
}

impl<'a> Plan<'a> {
    /// For the pages of a catalogue, of whose shards some stand, and for their forms: those of all its glossaries.
    pub fn new(catalogue: &'a Catalogue<'a>, forms: Vec<Vocabulary<'a>>, standing: &'a Standing) -> Self {
        let Catalogue { pages, lang, .. } = catalogue;
        let lexicon = Lexicon::of(forms);
        let sample = sample(pages);
        let mut learned = Inputs::of("signs", lang);
        sample.iter().for_each(|&page| learned.bytes(&pages[page].key));
        let of_sample = learned.key();
        let pieces = pieces(pages);
        let groups = groups(pages, &pieces).into_iter().map(|group| {
            let mut inputs = Inputs::of("texts", lang);
            inputs.bytes(&of_sample);
            for piece in &pieces[group.clone()] {
                pages[piece.page].name(&mut inputs);
                inputs.bytes(catalogue.above(&pages[piece.page]).as_bytes());
                inputs.bytes(&piece.nth.to_le_bytes());
            }
            (group, inputs.key())
        });
        let groups = groups.collect();
        let spelling = Spelling::default();
        Self { catalogue, standing, lexicon, spelling, sample, of_sample, pieces, groups }
    }

    /// Whether no text is to be written, nor how that is done.
    pub fn has_all_texts(&self) -> bool {
        let mut needed = self.groups.iter().map(|(_, key)| key).chain([&self.of_sample]);
        needed.all(|key| self.standing.get(key).is_some())
    }

    /// Learns how texts are written.
    pub fn learn(&self) -> Signs {
        let sample = self.sample.iter().map(|&page| {
            let mut text = Vec::new();
            let of_page = &self.catalogue.pages[page];
            self.lexicon.read(&Piece::whole(page, of_page), of_page, &mut text);
            text
        });
        Signs::learn(&self.lexicon.forms, &sample.collect::<Vec<_>>())
    }

    /// How many parts there are to make.
    pub fn parts(&self) -> usize {
        self.groups.len().div_ceil(GROUPS)
    }

    /// Makes one of them, and the shards of its texts, a few in each. Where all of these stand, `signs` are not looked at.
    pub fn part(&self, number: usize, signs: &impl Deref<Target = Signs>) -> (Part, Vec<Shard>) {
        let groups = self.groups(number);
        let first = groups.first().map_or(0, |(pieces, _)| pieces.start) as u32;
        let mut room = Room::of(&self.lexicon, first);
        let mut texts = |(group, key): &(Range<usize>, Key)| {
            let signs = self.standing.get(key).is_none().then(|| &**signs);
            for (number, piece) in group.clone().zip(&self.pieces[group.clone()]) {
                let page = &self.catalogue.pages[piece.page];
                room.read(number as u32, piece, page, signs);
            }
            let of_group = &self.pieces[group.clone()];
            self.shard(*key, |script| room.push_texts(self.catalogue, of_group, &self.spelling, script))
        };
        let texts = groups.iter().map(&mut texts).collect();
        (room.part(), texts)
    }

    /// The shards of texts in a part.
    fn groups(&self, number: usize) -> &[(Range<usize>, Key)] {
        &self.groups[number * GROUPS..self.groups.len().min((number + 1) * GROUPS)]
    }

    /// How many terms there are.
    pub fn terms(&self) -> usize {
        self.lexicon.terms.len()
    }

    /// On how many pages a term of all `parts` is.
    pub fn count(&self, term: usize, parts: &[Part]) -> u32 {
        parts.iter().map(|part| part.text.get(term).len() as u32).sum()
    }

    /// On how many pages each term is, with those that are the same without marks; a page counts once for each of them.
    pub fn together(&self, counts: &[u32]) -> Vec<u32> {
        let mut together = counts.to_vec();
        let mut start = 0;
        for alike in self.lexicon.terms.chunk_by(|one, other| one.folded == other.folded) {
            let range = start..start + alike.len();
            start = range.end;
            together[range.clone()].fill(counts[range].iter().sum());
        }
        together
    }

    /// Weighs a term of all `parts`, which is on `count` pages, and on `together` with those that are the same without marks.
    pub fn weigh(&self, term: usize, parts: &[Part], count: u32, together: u32) -> Weight {
        shards::weigh(term, parts, self.pieces.len() as u32, [count, together])
    }

    /// The terms, cut into runs for a shard each.
    pub fn cut(&self, weights: &[Weight]) -> Vec<Range<usize>> {
        shards::cut(&self.lexicon.terms, weights)
    }

    /// Brings the shards of a run of terms of all `parts`.
    pub fn shard_of_terms(&self, terms: Range<usize>, weights: &[Weight], parts: &[Part]) -> Terms {
        let pages = self.pieces.len() as u32;
        let records = LazyCell::new(|| shards::records(terms.clone(), parts, pages, &weights[terms.clone()]));
        let mut inputs = Inputs::of("terms", &self.catalogue.lang);
        inputs.list(&[pages], |pages| pages.to_le_bytes());
        shards::name(&self.lexicon.terms[terms.clone()], &weights[terms.clone()], &mut inputs);
        parts.iter().for_each(|part| part.name(&terms, &mut inputs));
        let made_from = inputs.key();
        let bring = |kind: &str, write: &dyn Fn(&Records, &mut Script)| {
            let mut inputs = Inputs::of(kind, &self.catalogue.lang);
            inputs.bytes(&made_from);
            self.shard(inputs.key(), |script| write(&records, script))
        };
        let of_run = &self.lexicon.terms[terms.clone()];
        let weights = &weights[terms.clone()];
        let has_next = weights.iter().any(|weight| weight.depth > 0);
        Terms {
            pages: bring("pages", &|records, script| records.push_pages(of_run, &self.spelling, script)),
            next: has_next.then(|| bring("next", &Records::push_next)),
            counts: weights.iter().map(|weight| weight.count).collect(),
            terms,
        }
    }

    /// Makes the index of the texts of all parts and of all terms, both in order. Where they stand, `signs` are not looked
    /// at.
    pub fn finish(&self, signs: &impl Deref<Target = Signs>, texts: Vec<Shard>, terms: Vec<Terms>) -> Index {
        let signs = self.shard(self.of_sample, |script| script.bits(signs.tables()));
        let words = self.made(&self.words(&terms));
        let facets = self.made(&self.facets());
        let index = json!({
            "format": FORMAT,
            "pages": self.pieces.len(),
            "terms": terms.iter().map(|it| &*self.lexicon.terms[it.terms.start].folded).collect::<Vec<_>>().join(" "),
            "signs": signs.name(),
            "words": words.name(),
            "facets": facets.name(),
            "sections": self.catalogue.sections,
            "units": self.catalogue.units,
            "tags": self.catalogue.tags,
            "months": self.months(),
            "synonyms": self.catalogue.synonyms.iter().map(|it| [&it.one, &it.other]).collect::<Vec<_>>(),
            "bounds": BOUNDS.join(" "),
            "alphabet": ALPHABET,
        });
        let groups = self.groups.iter().map(|(pages, _)| pages.len());
        let index = self.shard(self.catalogue.key, |script| {
            let mut bits = self.later_pieces();
            directory(groups.zip(&texts), &terms, &mut bits);
            script.json(&index);
            script.bits([&bits]);
        });
        let mut shards = texts;
        for terms in terms {
            shards.push(terms.pages);
            shards.extend(terms.next);
        }
        shards.extend([signs, words, facets, index]);
        // Two that are the same are one.
        let mut known = HashSet::new();
        shards.retain(|shard| known.insert(shard.permalink.clone()));
        Index { lang: self.catalogue.lang.clone(), shards }
    }

    /// The words without marks or figures that most pages have, how they are spelled, and for each how often it is met: how
    /// often one has to be doubled for that.
    fn words(&self, terms: &[Terms]) -> Bits {
        let counts: Vec<u32> = terms.iter().flat_map(|terms| terms.counts.iter().copied()).collect();
        let words = folded(&self.lexicon.terms, &counts);
        let mut words: Vec<(&str, u32)> =
            words.into_iter().filter(|(word, _)| !word.contains(|c: char| c.is_numeric())).collect();
        words.sort_unstable_by_key(|&(word, count)| (std::cmp::Reverse(count), word));
        words.truncate(GUESSED);
        words.sort_unstable();
        let mut bits = Bits::default();
        let spelling = Spelling::of(words.iter().map(|(word, _)| *word));
        spelling.push_codes(&mut bits);
        spelling.words(words.iter().map(|(word, _)| *word), &mut bits);
        words.iter().for_each(|(_, count)| bits.push(count.max(&1).ilog2().into(), BITS_OF_OFTEN));
        bits
    }

    /// The pages of each section, of each unit, of each tag.
    fn facets(&self) -> Bits {
        let Catalogue { pages, sections, units, tags, .. } = self.catalogue;
        let mut of: [Vec<Vec<u32>>; 3] =
            [sections.len(), units.len(), tags.len()].map(|it| vec![Vec::new(); it]);
        for (number, piece) in (0..).zip(&self.pieces) {
            let page = &pages[piece.page];
            page.section.iter().for_each(|section| of[0][*section as usize].push(number));
            page.unit.iter().for_each(|unit| of[1][*unit as usize].push(number));
            page.tags.iter().for_each(|tag| of[2][*tag as usize].push(number));
        }
        let mut lists = Bits::default();
        of.iter().flatten().for_each(|numbers| lists.rising(numbers, self.pieces.len() as u32));
        lists
    }

    /// Those that are not the first of their pages.
    fn later_pieces(&self) -> Bits {
        let later = (0..).zip(&self.pieces).filter(|(_, piece)| piece.nth > 0).map(|(number, _)| number);
        let mut list = Bits::default();
        list.rising(&later.collect::<Vec<u32>>(), self.pieces.len() as u32);
        list
    }

    /// The months that have pages, each with the first of them.
    fn months(&self) -> Vec<(i32, usize)> {
        let date = |piece: &Piece| self.catalogue.pages[piece.page].date;
        let dated = self.pieces.iter().enumerate().filter_map(|(at, piece)| Some((date(piece)?, at)));
        let mut months: Vec<(i32, usize)> =
            dated.map(|(date, at)| (i32::from(date.year()) * 100 + i32::from(date.month()), at)).collect();
        months.dedup_by_key(|(month, _)| *month);
        months
    }

    /// The shard that is made from what `key` names, if it does not stand, with what `write` adds.
    fn shard(&self, key: Key, write: impl FnOnce(&mut Script)) -> Shard {
        self.bring(key, || Script::of(write))
    }

    /// A shard of these bits, which is made from nothing else.
    fn made(&self, bits: &Bits) -> Shard {
        let script = Script::of(|script| script.bits([bits]));
        let mut inputs = Inputs::of("content", &self.catalogue.lang);
        inputs.bytes(&script);
        self.bring(inputs.key(), || script)
    }

    fn bring(&self, key: Key, script: impl FnOnce() -> Vec<u8>) -> Shard {
        if let Some(stands) = self.standing.get(&key) {
            return Shard::standing(key, stands);
        }
        let script = Blob::of(script());
        let path = format!("{}{}.js", folder(&self.catalogue.lang), name(&script.hash));
        Shard { permalink: Permalink::file(&path), key, bytes: script.len, script: Some(script) }
    }
}

/// Where the shards of a language stand.
fn folder(lang: &Lang) -> String {
    format!("{FOLDER}{}/", lang.code())
}

/// The pages that are learned from: of the oldest, up to a power of two, for a new one is none of them; and of many a few,
/// for an edit of one can change all texts.
fn sample(pages: &[Page<'_>]) -> Vec<usize> {
    let oldest = pages.len().checked_ilog2().map_or(0, |power| 1 << power);
    let one_in = if oldest < SAMPLE { 1 } else { (oldest / SAMPLE).max(4) } as u64;
    (0..oldest).filter(|&page| hash(&pages[page].href).is_multiple_of(one_in)).collect()
}

/// The pieces of each shard of texts.
fn groups(pages: &[Page<'_>], pieces: &[Piece]) -> Vec<Range<usize>> {
    let mut groups = Vec::new();
    let [mut start, mut words] = [0; 2];
    for (at, piece) in pieces.iter().enumerate() {
        let count = at - start;
        let more = piece.body.len();
        let may_begin =
            || hash(&pages[piece.page].href).wrapping_add(piece.nth.into()).is_multiple_of(BEGINNINGS);
        let is_full = count == LARGEST_GROUP || words + more > MANY_WORDS;
        if count > 0 && (is_full || count >= SMALLEST_GROUP && may_begin()) {
            groups.push(start..at);
            (start, words) = (at, 0);
        }
        words += more;
    }
    if start < pieces.len() {
        groups.push(start..pieces.len());
    }
    groups
}
