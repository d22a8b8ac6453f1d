//! Terms with their pages, cut into shards: a query loads those of its words, and of those behind which it looks for the
//! next word also what follows them.

use std::ops::Range;

use super::bits::SEVEN;
use super::coder::{Coder, Levels, THINGS};
use super::inverted::Inverted;
use super::lexicon::{BOUNDS, Term};
use super::part::{LONGEST_TITLE, On, Part};
use super::plan::Shard;
use super::signs::{base36, length};
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

/// How closely it is told what follows a word: in which quarter of [`BOUNDS`]' runs, in which quarter of those, in which of
/// two. For words on at least so many pages: some tens are left of them when the word behind is known.
const DEPTHS: [u32; 3] = [64, 256, 1024];

/// How closely is told what follows terms that are on `count` pages together.
fn depth_of_next(count: u32) -> usize {
    DEPTHS.iter().filter(|least| count >= **least).count()
}

/// How many bits tell a run at each depth.
const BITS_OF_DEPTH: [u32; DEPTHS.len() + 1] = [0, 2, 4, 5];
const _: () = assert!(BOUNDS.len() + 1 == 1 << BITS_OF_DEPTH[DEPTHS.len()]);

/// Weighs a term that is made from `inputs` besides what `parts` tell of it. See [`record`].
pub(super) fn weigh(term: usize, parts: &[Part], pages: u32, together: u32, mut inputs: Inputs) -> Weight {
    let lists = |of: fn(&Part) -> &Inverted<u32>| parts.iter().map(move |part| of(part).get(term));
    let (headings, titles) = (lists(|part| &part.headings), lists(|part| &part.titles));
    let depth = depth_of_next(together);
    inputs.list(&[pages, depth as u32], |number| number.to_le_bytes());
    let mut runs = 0;
    for part in parts.iter().filter(|part| !part.text.get(term).is_empty()) {
        inputs.list(&[part.first], |number| number.to_le_bytes());
        inputs.list(part.text.get(term), |on: &On| on.bytes());
        runs += part.met(term).map(|(_, follows)| u64::from(follows.count_ones())).sum::<u64>();
    }
    let count = different(parts.iter().flat_map(|part| part.met(term)).map(|(page, _)| page));
    for list in headings.clone().chain(titles.clone()) {
        inputs.list(list, |number| number.to_le_bytes());
    }
    let headed = different(headings.flatten().copied());
    let titled = different(titles.clone().flatten().map(|entry| entry >> 6));
    let places = titles.map(<[u32]>::len).sum::<usize>() as u64;
    let has_next = depth > 0 && count >= RARE;
    let bits = bits_of_rising(count, pages)
        + bits_of_rising(headed, count)
        + bits_of_rising(titled, count)
        + places * u64::from(LONGEST_TITLE.ilog2())
        + if has_next { runs * u64::from(BITS_OF_DEPTH[depth]) } else { 0 };
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
    let all = parts.iter().map(|part| part.text.get(term).len()).sum();
    let (mut on, mut follows) = (Vec::with_capacity(all), Vec::with_capacity(all));
    for (page, runs) in parts.iter().flat_map(|part| part.met(term)) {
        if on.last() == Some(&page) {
            follows.last_mut().into_iter().for_each(|all| *all |= runs);
        } else {
            on.push(page);
            follows.push(runs);
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
    let depth = depth_of_next(together);
    let next = if depth > 0 && count >= RARE { following(&follows, depth) } else { String::new() };
    Record { pages: coder.finish(), next }
}

/// Writes for each page which runs of words follow: first how likely all sets are that tell it, then the sets.
fn following(pages: &[u32], depth: usize) -> String {
    let mut met = [[0; THINGS]; NODES];
    let mut all: Vec<u16> = Vec::with_capacity(pages.len() * 2 * depth);
    for &follows in pages {
        sets(follows, depth, |node, set| all.push((node * THINGS + set) as u16));
    }
    for &set in &all {
        met[usize::from(set) / THINGS][usize::from(set) % THINGS] += 1;
    }
    let mut coder = Coder::default();
    coder.bits(depth as u32, 2);
    let mut levels = Levels::default();
    // How many sets of four things there are; at the lowest nodes, of two.
    let things = |node| if node < BELOW[1] { THINGS } else { 4 };
    let nodes = &met[..ENDS[depth]];
    let odds: Vec<_> =
        nodes.iter().enumerate().map(|(node, met)| coder.odds(met, things(node), &mut levels)).collect();
    for set in all {
        coder.thing(&odds[usize::from(set) / THINGS], usize::from(set) % THINGS);
    }
    coder.finish()
}

/// The sets that tell which runs follow are at nodes: one for all runs; behind it one for each quarter of them; then one for
/// each quarter of those.
const BELOW: [usize; 2] = [1, 1 + 4];
const NODES: usize = 1 + 4 + 16;
/// The nodes that are there at each depth.
const ENDS: [usize; DEPTHS.len() + 1] = [0, 1, 5, NODES];

/// Tells which of 32 runs there are by sets, a bit for each thing in them: which quarters of all have some, then which
/// quarters of each that has, then which of the two that are left. It goes no further down than `depth` sets.
#[inline]
fn sets(runs: u32, depth: usize, mut tell: impl FnMut(usize, usize)) {
    // Most often it is one.
    if runs.is_power_of_two() {
        let run = runs.trailing_zeros() as usize;
        let (quarter, two) = (run >> 3, run >> 1);
        tell(0, 1 << quarter);
        if depth > 1 {
            tell(BELOW[0] + quarter, 1 << (two & 3));
        }
        if depth > 2 {
            tell(BELOW[1] + two, 1 << (run & 1));
        }
        return;
    }
    let eights = runs.to_le_bytes();
    tell(0, (0..4).fold(0, |some, nth| some | usize::from(eights[nth] != 0) << nth));
    for (quarter, eight) in eights.into_iter().enumerate().filter(|(_, eight)| depth > 1 && *eight != 0) {
        let twos = (0..4).fold(0, |some, nth| some | usize::from(eight >> (2 * nth) & 3 != 0) << nth);
        tell(BELOW[0] + quarter, twos);
        for nth in (0..4).filter(|nth| depth > 2 && twos >> nth & 1 != 0) {
            tell(BELOW[1] + 4 * quarter + nth, usize::from(eight >> (2 * nth) & 3));
        }
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
