//! Terms with their pages, cut into shards: a query loads those of its words, and of those behind which it looks for the
//! next word also what follows them.

use std::ops::Range;

use super::coder::{Chance, Coder};
use super::inverted::NOTHING;
use super::lexicon::Term;
use super::part::{LONGEST_TITLE, Part};
use super::phrases::{base36, length};
use super::plan::Shard;
use super::words::hash;

/// The letters that a shard of terms has at least; and where it is cut whatever comes.
const SHORT: usize = 3_000;
const LONG: usize = 9_000;

/// One term in hundred such may begin a shard: where that is depends on the term alone, so that a change of one shard
/// leaves those behind it as they are.
const BEGINNINGS: u64 = 4;

/// A run of terms, and what is loaded to search for them.
#[derive(Debug)]
pub(super) struct Terms {
    pub(super) terms: Range<usize>,
    /// Which pages the terms are on.
    pub(super) pages: Shard,
    /// What follows them there; none where all of them are rare.
    pub(super) next: Option<Shard>,
    /// On how many pages each of the terms is.
    pub(super) counts: Vec<u32>,
}

/// One term as it is written.
#[derive(Debug)]
pub struct Record {
    pages: String,
    next: String,
    count: u32,
}

/// A term on fewer pages is not worth telling what follows it.
const RARE: u32 = 4;

/// How many pages, about, are left of those of a word when that behind it is known; but that takes so many bits at most.
const LEFT: u32 = 64;
const MOST_BITS: u32 = 5;

/// In how many bits is told what follows terms that are on `count` pages together.
fn bits_of_next(count: u32) -> u32 {
    (count / LEFT).checked_ilog2().map_or(0, |bits| (bits + 1).min(MOST_BITS))
}

/// Writes a term; the terms that are the same without marks are on `together` pages, one counted for each.
pub(super) fn record(term: usize, parts: &[Part], pages: u32, together: u32) -> Record {
    let width = bits_of_next(together);
    let mut on: Vec<u32> = Vec::new();
    let mut next: Vec<u32> = Vec::new();
    let all: usize = parts.iter().map(|part| part.text.get(term).len()).sum();
    on.reserve(all);
    next.reserve(all);
    for part in parts {
        let mut entries = part.text.get(term).iter().peekable();
        while let Some(entry) = entries.next() {
            let page = entry >> 7;
            let mut runs = run(entry & 127, width);
            while let Some(more) = entries.next_if(|entry| *entry >> 7 == page) {
                runs |= run(more & 127, width);
            }
            on.push(page);
            next.push(runs);
        }
    }
    let count = on.len() as u32;
    // Both rise.
    let places = |pages: &mut dyn Iterator<Item = u32>| -> Vec<u32> {
        let mut at = 0;
        let place = |page| {
            while on.get(at).is_some_and(|it| *it < page) {
                at += 1;
            }
            at as u32
        };
        pages.map(place).collect()
    };
    let mut coder = Coder::default();
    coder.rising(&on, pages);
    let mut headings = places(&mut parts.iter().flat_map(|part| part.headings.get(term)).copied());
    headings.dedup();
    coder.rising(&headings, count);
    let titles: Vec<u32> = parts.iter().flat_map(|part| part.titles.get(term)).copied().collect();
    let mut titled = places(&mut titles.iter().map(|entry| entry >> 6));
    titled.dedup();
    coder.rising(&titled, count);
    for of_page in titles.chunk_by(|one, other| one >> 6 == other >> 6) {
        let places: Vec<u32> = of_page.iter().map(|entry| entry & 63).collect();
        coder.rising(&places, LONGEST_TITLE);
    }
    let next = if width > 0 && count >= RARE { following(&next, width) } else { String::new() };
    Record { pages: coder.finish(), next, count }
}

/// The run of words that `follows` is in, as a bit among 2 to the power of `width`; none if nothing follows.
fn run(follows: u32, width: u32) -> u32 {
    if follows == NOTHING { 0 } else { 1 << (follows >> (6 - width)) }
}

/// Writes for each page the runs of words that follow, of which `width` bits tell each. It learns which ones often follow
/// this term, and how many.
fn following(pages: &[u32], width: u32) -> String {
    let mut coder = Coder::default();
    coder.bits(width, 3);
    let mut single = Chance::default();
    let mut chances = [[Chance::default(); 2]; 1 << MOST_BITS];
    let mut last = 1;
    for &runs in pages {
        // Where nothing follows, any will do.
        let runs = if runs == 0 { last } else { runs };
        let is_single = runs.is_power_of_two();
        coder.bit(&mut single, is_single);
        if is_single {
            last = runs;
            one(&mut coder, &mut chances, runs.trailing_zeros(), width);
        } else {
            halves(&mut coder, &mut chances, runs, 1, 1 << width);
        }
    }
    coder.finish()
}

/// Writes which run it is: in which half of all, in which half of that, and so on.
fn one(coder: &mut Coder, chances: &mut [[Chance; 2]], run: u32, width: u32) {
    let mut node = 1;
    for bit in (0..width).rev() {
        let is_high = run >> bit & 1;
        coder.bit(&mut chances[node][1], is_high > 0);
        node = node * 2 + is_high as usize;
    }
}

/// Writes which of `size` runs there are: whether both halves have some, or which one, then the same of each half.
fn halves(coder: &mut Coder, chances: &mut [[Chance; 2]], runs: u32, node: usize, size: u32) {
    if size == 1 {
        return;
    }
    let half = size / 2;
    let (low, high) = (runs & ((1 << half) - 1), runs >> half);
    let [both, which] = &mut chances[node];
    let has_both = low != 0 && high != 0;
    coder.bit(both, has_both);
    if !has_both {
        coder.bit(which, high != 0);
    }
    if low != 0 {
        halves(coder, chances, low, node * 2, half);
    }
    if high != 0 {
        halves(coder, chances, high, node * 2 + 1, half);
    }
}

/// Cuts the terms into shards.
pub(super) fn cut(terms: &[Term], records: Vec<Record>, name: impl Fn(String) -> Shard) -> Vec<Terms> {
    let mut shards = Vec::new();
    let mut start = 0;
    let mut letters = 0;
    for (at, record) in records.iter().enumerate() {
        let may_begin = || at == 0 || terms[at].folded != terms[at - 1].folded;
        let begins = hash(&terms[at].exact).is_multiple_of(BEGINNINGS) && may_begin();
        if letters + record.pages.len() > LONG && letters > 0 || letters > SHORT && begins {
            shards.push(shard(terms, &records, start..at, &name));
            (start, letters) = (at, 0);
        }
        letters += record.pages.len() + terms[at].exact.len();
    }
    if start < terms.len() {
        shards.push(shard(terms, &records, start..terms.len(), &name));
    }
    shards
}

fn shard(terms: &[Term], records: &[Record], range: Range<usize>, name: &impl Fn(String) -> Shard) -> Terms {
    let of = |shown: &dyn Fn(&Record) -> &str| {
        let all = range.clone().filter(|&at| !shown(&records[at]).is_empty());
        let (mut names, mut lengths, mut letters) = (Vec::new(), Vec::new(), String::new());
        for at in all {
            names.push(terms[at].exact.as_str());
            lengths.push(base36(length(shown(&records[at]))));
            letters.push_str(shown(&records[at]));
        }
        let written = format!("\"{}\",\"{}\",\"{letters}\"", names.join(" "), lengths.join(" "));
        (!names.is_empty()).then(|| name(written))
    };
    let pages = of(&|record| &record.pages).unwrap_or_else(|| name("\"\",\"\",\"\"".to_owned()));
    let next = of(&|record| &record.next);
    Terms {
        pages,
        next,
        counts: records[range.clone()].iter().map(|record| record.count).collect(),
        terms: range,
    }
}
