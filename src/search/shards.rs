//! Terms with their pages, cut into shards: a query loads those of its words, and of those behind which it looks for the
//! next word also what follows them.

use std::ops::Range;

use super::bits::{Bits, Runs, low_bits};
use super::huffman;
use super::inverted::Inverted;
use super::lexicon::{BITS_OF_RUN, Term};
use super::part::{LONGEST_TITLE, Part};
use super::plan::Shard;
use super::script::Script;
use super::spelling::Spelling;
use super::standing::Inputs;
use super::words::hash;

/// The bytes that a shard of terms has at least, about, or one word that is many terms; and at most, but for such.
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
    /// How many bytes tell its pages, about.
    bytes: usize,
}

/// What is written of a run of terms, one after another.
#[derive(Debug, Default)]
pub(super) struct Records {
    pages: Runs,
    next: Runs,
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
const RUNS: usize = 1 << BITS_OF_RUN;

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
    Weight { count, depth, bytes: bits as usize / 8 + 1 }
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

/// In how many bits [`Bits::rising`] writes `count` numbers below `end`, about.
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
    let mut records = Records::default();
    let mut room = Room::default();
    for (term, weight) in terms.zip(weights) {
        record(term, parts, pages, &mut records.pages.bits, &mut room);
        records.pages.end();
        if weight.depth > 0 {
            following(term, parts, weight.depth, &mut records.next.bits, &mut room);
        }
        records.next.end();
    }
    records
}

/// Where the lists of a term are gathered, one after another.
#[derive(Debug, Default)]
struct Room {
    on: Vec<u32>,
    titles: Vec<u32>,
    list: Vec<u32>,
    follows: Vec<u32>,
    symbols: Vec<u8>,
}

/// Writes the pages of a term.
fn record(term: usize, parts: &[Part], pages: u32, bits: &mut Bits, room: &mut Room) {
    let Room { on, titles, list, .. } = room;
    on.clear();
    parts.iter().for_each(|part| on.extend(part.pages(term)));
    bits.rising(on, pages);
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
    bits.rising(list, count);
    titles.clear();
    parts.iter().for_each(|part| titles.extend(part.titles.get(term)));
    put_places(&mut titles.iter().map(|entry| entry >> 6), list);
    bits.rising(list, count);
    for of_page in titles.chunk_by(|one, other| one >> 6 == other >> 6) {
        list.clear();
        list.extend(of_page.iter().map(|entry| entry & 63));
        bits.rising(list, LONGEST_TITLE);
    }
}

/// Writes for each page which runs of words follow: by one code which single one it is, or how many there are; then which, each
/// behind the one before it.
fn following(term: usize, parts: &[Part], depth: usize, bits: &mut Bits, room: &mut Room) {
    let Room { follows, symbols, .. } = room;
    let width = BITS_OF_DEPTH[depth];
    // The runs that are told as one are told by the lowest of them.
    let spare = BITS_OF_RUN - width;
    let place = |run: u32| run >> spare;
    follows.clear();
    for part in parts {
        follows.extend(part.text.get(term).iter().map(|on| gathered(on.follows(), spare)));
    }
    let symbol = |runs: u32| {
        if runs.is_power_of_two() {
            place(runs.trailing_zeros())
        } else {
            RUNS as u32 + MANY.min(runs.count_ones())
        }
    };
    let mut met = [0; SYMBOLS];
    symbols.clear();
    symbols.extend(follows.iter().map(|runs| symbol(*runs) as u8));
    symbols.iter().for_each(|symbol| met[usize::from(*symbol)] += 1);
    let codes = huffman::codes(&met, LONGEST);
    bits.push(depth as u64, BITS_OF_DEPTHS);
    let (single, several) = (&codes[..1 << width], &codes[RUNS..]);
    huffman::push_lengths(single.iter().chain(several).copied(), BITS_OF_LENGTH, bits);
    let low: [u32; MANY as usize] = std::array::from_fn(|count| low_bits(count as u32, 1 << width));
    bits.write(|pen| {
        for (&runs, &symbol) in follows.iter().zip(&*symbols) {
            let symbol = usize::from(symbol);
            pen.code(codes[symbol]);
            match symbol.checked_sub(RUNS) {
                None => {}
                Some(count) if count < MANY as usize => pen.gaps(ones(runs).map(place), low[count]),
                Some(_) => pen.push(side_by_side(runs, spare), 1 << width),
            }
        }
    });
}

/// In how many bits a depth is told.
const BITS_OF_DEPTHS: u32 = 2;

/// So many runs or more are told by a bit for each that there could be.
const MANY: u32 = 7;

/// What is told of the runs on a page: a single one, or that there are as many as this.
const SYMBOLS: usize = RUNS + MANY as usize + 1;

/// How long the code of one is at most, and in how many bits that is told.
const LONGEST: u32 = 15;
const BITS_OF_LENGTH: u32 = 4;

/// Of sets of two to the power of `width` bits, the lowest bit of each in which any is set.
#[inline]
fn gathered(bits: u32, width: u32) -> u32 {
    let all = (0..width).fold(bits, |all, nth| all | all >> (1 << nth));
    all & (u64::from(u32::MAX) / ((1 << (1 << width)) - 1)) as u32
}

/// The bits that sets of two to the power of `width` may have, side by side.
fn side_by_side(bits: u32, width: u32) -> u64 {
    let sets = 0..u32::BITS >> width;
    sets.fold(0, |all, nth| all | u64::from(bits >> (nth << width) & 1) << nth)
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
    let [mut bytes, mut before] = [0; 2];
    for alike in terms.chunk_by(|one, other| one.folded == other.folded) {
        let all = end..end + alike.len();
        end = all.end;
        let names = alike.iter().map(|term| term.exact.len());
        let more: usize = names.chain(weights[all.clone()].iter().map(|weight| weight.bytes)).sum();
        let may_begin = || hash(&alike[0].exact).is_multiple_of(BEGINNINGS);
        let begins = before.max(more) > SHORT || bytes > SHORT && may_begin() || bytes + more > LONG;
        if begins && bytes > 0 {
            runs.push(start..all.start);
            (start, bytes) = (all.start, 0);
        }
        bytes += more;
        before = more;
    }
    if start < end {
        runs.push(start..end);
    }
    runs
}

impl Records {
    /// Adds the content of a shard of the pages of `terms`: their names, how long each is, and that.
    pub(super) fn push_pages(&self, terms: &[Term], spelling: &Spelling, script: &mut Script) {
        let mut names = Bits::default();
        spelling.words(terms.iter().map(|term| term.exact.as_str()), &mut names);
        push(&self.pages, names, script);
    }

    /// The same of what follows them, without their names.
    pub(super) fn push_next(&self, script: &mut Script) {
        push(&self.next, Bits::default(), script);
    }
}

/// Adds what is written of terms behind a head, and how long each is.
fn push(written: &Runs, mut head: Bits, script: &mut Script) {
    written.lengths().for_each(|length| head.number(length));
    script.bits([&head, &written.bits]);
}
