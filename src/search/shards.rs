//! Terms with their pages, cut into shards: a query loads those of its words, and of those behind which it looks for the
//! next word also what follows them.

use std::ops::Range;

use super::bits::Bits;
use super::inverted::NOTHING;
use super::lexicon::Term;
use super::part::{LONGEST_TITLE, Part};
use super::phrases::base36;
use super::plan::Shard;
use super::words::hash;

/// The letters that a shard of terms has at least; and where it is cut whatever comes.
const SHORT: usize = 3_000;
const LONG: usize = 9_000;

/// One term in hundred such may begin a shard: where that is depends on the term alone, so that a change of one shard
/// leaves those behind it as they are.
const BEGINNINGS: u32 = 4;

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

/// In how many bits is told what follows terms that are on `count` pages together: as many as bring them down to some
/// sixty.
fn bits_of_next(count: u32) -> u32 {
    (count / 64).checked_ilog2().map_or(0, |bits| (bits + 1).min(6))
}

/// Writes a term; the terms that are the same without marks are on `together` pages, one counted for each.
pub(super) fn record(term: usize, parts: &[Part], pages: u32, together: u32) -> Record {
    let mut on: Vec<u32> = Vec::new();
    let mut next: Vec<u64> = Vec::new();
    for entry in parts.iter().flat_map(|part| part.text.get(term)) {
        let (page, follows) = (entry >> 7, entry & 127);
        if on.last() != Some(&page) {
            on.push(page);
            next.push(0);
        }
        if let (true, Some(last)) = (follows != NOTHING, next.last_mut()) {
            *last |= 1 << follows;
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
    let mut bits = Bits::default();
    bits.rising(&on, pages);
    let mut headings = places(&mut parts.iter().flat_map(|part| part.headings.get(term)).copied());
    headings.dedup();
    bits.rising(&headings, count);
    let titles: Vec<u32> = parts.iter().flat_map(|part| part.titles.get(term)).copied().collect();
    let mut titled = places(&mut titles.iter().map(|entry| entry >> 6));
    titled.dedup();
    bits.rising(&titled, count);
    for of_page in titles.chunk_by(|one, other| one >> 6 == other >> 6) {
        let places: Vec<u32> = of_page.iter().map(|entry| entry & 63).collect();
        bits.rising(&places, LONGEST_TITLE);
    }
    let width = bits_of_next(together);
    let mut following = Bits::default();
    if width > 0 && count >= RARE {
        following.push(width, 3);
        let mut runs: Vec<u32> = Vec::with_capacity(64);
        for mut follows in next {
            runs.clear();
            while follows != 0 {
                let run = follows.trailing_zeros() >> (6 - width);
                if runs.last() != Some(&run) {
                    runs.push(run);
                }
                follows &= follows - 1;
            }
            // Mostly it is one; where there is none, any will do.
            following.push(u32::from(runs.len() < 2), 1);
            if runs.len() < 2 {
                following.push(runs.first().copied().unwrap_or_default(), width);
                continue;
            }
            following.ones(runs.len() as u32 - 2);
            following.set(runs.iter().copied(), runs.len() as u32, 1 << width);
        }
    }
    Record { pages: bits.finish(), next: following.finish(), count }
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
            lengths.push(base36(shown(&records[at]).len() as u32));
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
