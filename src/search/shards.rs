//! Terms with their pages, cut into shards: a query loads those of its words, and of those behind which it looks for the
//! next word also what follows them.

use std::ops::Range;

use super::bits::SEVEN;
use super::coder::{Coder, Tally};
use super::inverted::{Inverted, NOTHING};
use super::lexicon::Term;
use super::part::{LONGEST_TITLE, Part};
use super::phrases::{base36, length};
use super::plan::Shard;
use super::standing::{Inputs, Key};
use super::words::hash;

/// The letters that a shard of terms has at least, about, or one word that is many terms; and at most, but for such.
const SHORT: usize = 8_000;
const LONG: usize = 18_000;

/// One word in so many may begin a shard: where that is depends on the word alone, so that a change of one shard
/// leaves those behind it as they are.
const BEGINNINGS: u64 = 4;

/// A run of terms, and what is loaded to search for them.
#[derive(Debug)]
pub struct Terms {
    pub(super) terms: Range<usize>,
    /// Which pages the terms are on.
    pub(super) pages: Shard,
    /// What follows them there; none where all of them are rare.
    pub(super) next: Option<Shard>,
    /// On how many pages each of the terms is.
    pub(super) counts: Vec<u32>,
}

/// A term before it is written.
#[derive(Debug)]
pub struct Weight {
    /// The name of what it is made from.
    pub(super) key: Key,
    /// On how many pages it is.
    pub(super) count: u32,
    /// Whether it is told what follows it.
    pub(super) has_next: bool,
    /// How many letters tell its pages, about.
    letters: usize,
}

/// One term as it is written.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) pages: String,
    pub(super) next: String,
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

/// Weighs a term that is made from `inputs` besides what `parts` tell of it. See [`record`].
pub(super) fn weigh(term: usize, parts: &[Part], pages: u32, together: u32, mut inputs: Inputs) -> Weight {
    let lists = |of: fn(&Part) -> &Inverted<u32>| parts.iter().map(move |part| of(part).get(term));
    let (headings, titles) = (lists(|part| &part.headings), lists(|part| &part.titles));
    let width = bits_of_next(together);
    inputs.numbers(u32::to_le_bytes, [&[pages, width][..]].into_iter());
    let mut runs = 0;
    for part in parts.iter().filter(|part| !part.text.get(term).is_empty()) {
        inputs.numbers(u32::to_le_bytes, [&[part.first][..]].into_iter());
        inputs.numbers(u16::to_le_bytes, [part.text.get(term)].into_iter());
        runs += part.text.get(term).len() as u64;
    }
    for list in [headings.clone(), titles.clone()] {
        inputs.numbers(u32::to_le_bytes, list);
    }
    let count = different(parts.iter().flat_map(|part| part.met(term)).map(|(page, _)| page));
    let headed = different(headings.flatten().copied());
    let titled = different(titles.clone().flatten().map(|entry| entry >> 6));
    let places = titles.map(<[u32]>::len).sum::<usize>() as u64;
    let has_next = width > 0 && count >= RARE;
    let bits = bits_of_rising(count, pages)
        + bits_of_rising(headed, count)
        + bits_of_rising(titled, count)
        + places * u64::from(LONGEST_TITLE.ilog2())
        + if has_next { runs * u64::from(width) } else { 0 };
    Weight { key: inputs.key(), count, has_next, letters: (bits / u64::from(SEVEN)) as usize + 1 }
}

/// How many different ones there are of numbers that rise.
fn different(numbers: impl Iterator<Item = u32>) -> u32 {
    let mut last = None;
    numbers.map(|number| u32::from(last.replace(number) != Some(number))).sum()
}

/// In how many bits [`Coder::rising`] writes `count` numbers below `end`, about.
fn bits_of_rising(count: u32, end: u32) -> u64 {
    let all = u64::from(end.max(1));
    // Each as likely as it is, and its absence too; in sixteenths.
    let of =
        |some: u64| if some == 0 { 0 } else { some * log(all * SIXTEEN / some).saturating_sub(log(SIXTEEN)) };
    (of(u64::from(count)) + of(all.saturating_sub(count.into()))) / SIXTEEN
}

const SIXTEEN: u64 = 16;

/// The logarithm to the base of two, in sixteenths.
fn log(number: u64) -> u64 {
    let whole = number.max(1).ilog2();
    u64::from(whole) * SIXTEEN + ((number * SIXTEEN) >> whole) % SIXTEEN
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
        let mut met = part.met(term).peekable();
        while let Some((page, follows)) = met.next() {
            let mut runs = run(follows, width);
            while let Some((_, more)) = met.next_if(|(another, _)| *another == page) {
                runs |= run(more, width);
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
    Record { pages: coder.finish(), next }
}

/// The run of words that `follows` is in, as a bit among 2 to the power of `width`; none if nothing follows.
fn run(follows: u32, width: u32) -> u32 {
    if follows == NOTHING { 0 } else { 1 << (follows >> (6 - width)) }
}

/// Writes for each page the runs of words that follow, of which `width` bits tell each. It learns which ones often follow
/// this term, and together.
fn following(pages: &[u32], width: u32) -> String {
    let mut coder = Coder::default();
    coder.bits(width, 3);
    let mut tallies = [const { None }; TALLIES];
    let mut last = 1;
    for &runs in pages {
        // Where nothing follows, any will do.
        let runs = if runs == 0 { last } else { runs };
        if runs.is_power_of_two() {
            last = runs;
        }
        quarters(&mut coder, &mut tallies, 0, runs, width);
    }
    coder.finish()
}

/// A tally for all runs, for each quarter of them, and for each quarter of those.
const TALLIES: usize = 1 + 4 + 16;

/// Writes which of the runs below 2 to the power of `width` there are, some at least: which quarters of all have some, then
/// the same of each that has, until four are left, or two. The quarters of what is told by the tally at `node` are told by
/// the four from `4 * node + 1` on.
fn quarters(coder: &mut Coder, tallies: &mut [Option<Tally>], node: usize, runs: u32, width: u32) {
    let tally = tallies[node].get_or_insert_with(|| Tally::of_sets(1 << width.min(2)));
    if width <= 2 {
        coder.set(tally, runs);
        return;
    }
    let width = width - 2;
    let quarter = |nth: u32| runs >> (nth << width) & ((1 << (1 << width)) - 1);
    let mut some = (0..4).fold(0, |some, nth| some | u32::from(quarter(nth) != 0) << nth);
    coder.set(tally, some);
    while some != 0 {
        let nth = some.trailing_zeros();
        some &= some - 1;
        quarters(coder, tallies, 4 * node + 1 + nth as usize, quarter(nth), width);
    }
}

/// Cuts the terms into runs for a shard each. Those that are the same without marks are asked for together, so they stay
/// together; alone if they are many.
pub(super) fn cut(terms: &[Term], weights: &[Weight]) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let [mut start, mut end] = [0; 2];
    let [mut letters, mut before] = [0; 2];
    for alike in terms.chunk_by(|one, other| one.folded == other.folded) {
        let all = end..end + alike.len();
        end = all.end;
        let names = alike.iter().map(|term| term.exact.len());
        let more: usize = names.chain(weights[all.clone()].iter().map(|weight| weight.letters)).sum();
        let may_begin = || hash(&alike[0].exact).is_multiple_of(BEGINNINGS);
        let begins = before.max(more) > SHORT || letters > SHORT && may_begin() || letters + more > LONG;
        if begins && letters > 0 {
            runs.push(start..all.start);
            (start, letters) = (all.start, 0);
        }
        letters += more;
        before = more;
    }
    if start < end {
        runs.push(start..end);
    }
    runs
}

/// The content of a shard: those of the terms that have something written, and that.
pub(super) fn content<'r>(terms: &[Term], written: impl Iterator<Item = &'r str>) -> String {
    let (mut names, mut lengths, mut letters) = (Vec::new(), Vec::new(), String::new());
    for (term, written) in terms.iter().zip(written).filter(|(_, written)| !written.is_empty()) {
        names.push(term.exact.as_str());
        lengths.push(base36(length(written)));
        letters.push_str(written);
    }
    format!("\"{}\",\"{}\",\"{letters}\"", names.join(" "), lengths.join(" "))
}
