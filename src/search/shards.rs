//! Terms with their pages, cut into shards: a query loads those of its words, and of those behind which it looks for the
//! next word also what follows them.

use std::ops::Range;

use super::bits::SEVEN;
use super::coder::Coder;
use super::inverted::Inverted;
use super::lexicon::{BOUNDS, Term};
use super::part::{LONGEST_TITLE, Part};
use super::plan::Shard;
use super::signs::base36;
use super::standing::Inputs;
use super::steps::{Levels, THINGS};
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
    /// On how many pages it is.
    pub(super) count: u32,
    /// How closely it is told what follows it; 0 where it is not.
    pub(super) depth: usize,
    /// How many letters tell its pages, about.
    letters: usize,
}

/// What is written of a run of terms, one after another.
#[derive(Debug)]
pub(super) struct Records {
    pub(super) pages: Written,
    pub(super) next: Written,
}

/// What is written of terms for a shard: the letters of all, and how many each has.
#[derive(Debug)]
pub(super) struct Written {
    letters: String,
    lengths: Vec<u32>,
}

/// A term on fewer pages is not worth telling what follows it.
const RARE: u32 = 4;

/// How closely it is told what follows a word: in which eight of [`BOUNDS`]' runs, in which two, in which one. For words on at
/// least so many pages: some tens are left of them when the word behind is known.
const DEPTHS: [u32; 3] = [64, 256, 1024];

/// How closely is told what follows a term on `count` pages, which is on `together` with those that are the same without marks,
/// one counted for each.
fn depth_of_next(count: u32, together: u32) -> usize {
    if count < RARE { 0 } else { DEPTHS.iter().filter(|least| together >= **least).count() }
}

/// How many bits tell a run at each depth, and at most.
const BITS_OF_DEPTH: [u32; DEPTHS.len() + 1] = [0, 2, 4, BITS_OF_RUN];
const BITS_OF_RUN: u32 = 5;
const _: () = assert!(BOUNDS.len() + 1 == 1 << BITS_OF_RUN && THINGS == 1 << BITS_OF_RUN);

/// Weighs a term of all `parts`, which is on `count` of all `pages`, and on `together` with those that are the same without
/// marks. See [`records`].
pub(super) fn weigh(term: usize, parts: &[Part], pages: u32, [count, together]: [u32; 2]) -> Weight {
    let lists =
        |of: fn(&Part) -> &Inverted<u32>| parts.iter().flat_map(move |part| of(part).get(term)).copied();
    let (headings, titles) = (lists(|part| &part.headings), lists(|part| &part.titles));
    let on = parts.iter().flat_map(|part| part.text.get(term));
    let depth = depth_of_next(count, together);
    let runs = on.map(|on| u64::from(on.follows().count_ones())).sum::<u64>();
    let bits = bits_of_rising(count, pages)
        + bits_of_rising(different(headings), count)
        + bits_of_rising(different(titles.clone().map(|entry| entry >> 6)), count)
        + titles.count() as u64 * u64::from(LONGEST_TITLE.ilog2())
        + runs * u64::from(BITS_OF_DEPTH[depth]);
    Weight { count, depth, letters: (bits / u64::from(SEVEN)) as usize + 1 }
}

/// Takes in what a run of terms is made from besides what parts tell of it: those, and how closely it is told what follows.
pub(super) fn name(terms: &[Term], weights: &[Weight], inputs: &mut Inputs) {
    inputs.texts(terms.iter().map(|term| &term.exact));
    inputs.list(weights, |weight| [weight.depth as u8]);
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

/// Writes a run of terms with their pages, and as closely as each is weighed what follows it.
pub(super) fn records(terms: Range<usize>, parts: &[Part], pages: u32, weights: &[Weight]) -> Records {
    let letters = weights.iter().map(|weight| weight.letters).sum();
    let [mut all_pages, mut all_next] = [(); 2].map(|()| Written {
        letters: String::with_capacity(letters),
        lengths: Vec::with_capacity(weights.len()),
    });
    let (mut coder, mut room) = (Coder::default(), Room::default());
    for (term, weight) in terms.zip(weights) {
        record(term, parts, pages, &mut coder, &mut room);
        all_pages.take(&mut coder);
        if weight.depth > 0 {
            following(term, parts, weight.depth, &mut coder, &mut room.follows);
        }
        all_next.take(&mut coder);
    }
    Records { pages: all_pages, next: all_next }
}

/// Where the lists of a term are gathered, one after another.
#[derive(Debug, Default)]
struct Room {
    on: Vec<u32>,
    titles: Vec<u32>,
    list: Vec<u32>,
    follows: Vec<u32>,
}

/// Writes the pages of a term.
fn record(term: usize, parts: &[Part], pages: u32, coder: &mut Coder, room: &mut Room) {
    let Room { on, titles, list, .. } = room;
    on.clear();
    parts.iter().for_each(|part| on.extend(part.pages(term)));
    coder.rising(on, pages);
    let count = on.len() as u32;
    // Both rise.
    let put_places = |pages: &mut dyn Iterator<Item = u32>, places: &mut Vec<u32>| {
        places.clear();
        let mut at = 0;
        for page in pages {
            while on.get(at).is_some_and(|it| *it < page) {
                at += 1;
            }
            places.push(at as u32);
        }
        places.dedup();
    };
    put_places(&mut parts.iter().flat_map(|part| part.headings.get(term)).copied(), list);
    coder.rising(list, count);
    titles.clear();
    parts.iter().for_each(|part| titles.extend(part.titles.get(term)));
    put_places(&mut titles.iter().map(|entry| entry >> 6), list);
    coder.rising(list, count);
    for of_page in titles.chunk_by(|one, other| one >> 6 == other >> 6) {
        list.clear();
        list.extend(of_page.iter().map(|entry| entry & 63));
        coder.rising(list, LONGEST_TITLE);
    }
}

/// Writes for each page which runs of words follow: first how likely each number of them is, and each of them as the last one
/// or before others; then how many there are on each page, and which, each behind the one before it.
fn following(term: usize, parts: &[Part], depth: usize, coder: &mut Coder, pages: &mut Vec<u32>) {
    let bits = BITS_OF_DEPTH[depth];
    // The runs that are told as one are told by the lowest of them.
    let place = |run: u32| (run >> (BITS_OF_RUN - bits)) as usize;
    pages.clear();
    for part in parts {
        pages.extend(part.text.get(term).iter().map(|on| gathered(on.follows(), BITS_OF_RUN - bits)));
    }
    let (mut counts, mut lasts, mut others) = ([0; THINGS], [0; THINGS], [0; THINGS]);
    for &runs in &*pages {
        let count = count(runs);
        counts[count] += 1;
        if count < MANY && runs > 0 {
            let last = runs.ilog2();
            lasts[place(last)] += 1;
            ones(runs ^ 1 << last).for_each(|run| others[place(run)] += 1);
        }
    }
    coder.bits(depth as u32, 2);
    let mut levels = Levels::default();
    let counts = coder.odds(&counts, MANY + 1, &mut levels);
    let [lasts, others] = [lasts, others].map(|runs| coder.odds(&runs, 1 << bits, &mut levels));
    for &runs in &*pages {
        let count = count(runs);
        coder.thing(&counts, count);
        if count == 1 {
            coder.thing(&lasts, place(runs.trailing_zeros()));
        } else if count >= MANY {
            (0..1 << BITS_OF_RUN)
                .step_by(1 << (BITS_OF_RUN - bits))
                .for_each(|run| coder.bits(runs >> run, 1));
        } else if runs > 0 {
            let last = runs.ilog2();
            let mut first = 0;
            for run in ones(runs ^ 1 << last).map(place) {
                coder.later_thing(&others, first, run);
                first = run + 1;
            }
            coder.later_thing(&lasts, first, place(last));
        }
    }
}

/// How many runs there are, or [`MANY`].
#[inline]
fn count(runs: u32) -> usize {
    // Most often it is one.
    if runs.is_power_of_two() { 1 } else { MANY.min(runs.count_ones() as usize) }
}

/// So many runs or more are told by a bit for each that there could be.
const MANY: usize = 7;

/// Of sets of two to the power of `width` bits, the lowest bit of each in which any is set.
#[inline]
fn gathered(bits: u32, width: u32) -> u32 {
    let all = (0..width).fold(bits, |all, nth| all | all >> (1 << nth));
    all & (u64::from(u32::MAX) / ((1 << (1 << width)) - 1)) as u32
}

/// The places of the bits that are set.
#[inline]
fn ones(mut bits: u32) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let place = bits.trailing_zeros();
        (bits != 0).then(|| {
            bits &= bits - 1;
            place
        })
    })
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

impl Written {
    /// Takes what is written of the next term.
    fn take(&mut self, coder: &mut Coder) {
        self.lengths.push(coder.push_to(&mut self.letters));
    }

    /// Adds the content of a shard of these terms: those that have something written, and that.
    pub(super) fn push_to(&self, terms: &[Term], content: &mut String) {
        let written = || terms.iter().zip(&self.lengths).filter(|(_, length)| **length > 0);
        let names = written().map(|(term, _)| term.exact.as_str());
        let lengths = written().map(|(_, length)| base36(*length));
        let (names, lengths) = (names.collect::<Vec<_>>().join(" "), lengths.collect::<Vec<_>>().join(" "));
        content.extend(["\"", &names, "\",\"", &lengths, "\",\"", &self.letters, "\""]);
    }
}
