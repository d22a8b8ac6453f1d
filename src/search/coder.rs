//! Steps as letters (arithmetic coding): what is nearly sure costs next to nothing.
//!
//! All that a run of steps says is one number between 0 and 1; each step takes its part of what is left, `low` to
//! `low + range`. So a step has to wait for the one before it: several runs are written side by side, and nothing branches on
//! how many bits a step takes, which cannot be foreseen.

use std::array;

use super::bits::{SEVEN, letters};
use super::steps::{BITS_OF_WHOLE, Portion, Steps};

/// `low` and `range` have that many bits, and seven go out when `range` has less than the others.
const BITS: u32 = 28;
const LEAST: u32 = 1 << (BITS - SEVEN);

/// So many sevens go out of two steps at most.
const MOST: usize = 4;

/// How many runs are written side by side.
const LANES: usize = 2;

/// Writes steps. What it needs room for is used again.
#[derive(Debug, Default)]
pub(super) struct Coder {
    /// The sevens of all runs, each with as much room as it could need.
    sevens: Vec<u8>,
    /// Where those of each run end.
    ends: Vec<usize>,
    letters: Vec<u8>,
}

/// A run that is being written.
#[derive(Debug)]
struct Lane<'s> {
    number: Number,
    /// What is still to be written of it.
    rest: &'s [[Portion; 2]],
    /// Which run it is.
    nth: usize,
}

/// What is left of all numbers, and where the next of its sevens goes.
#[derive(Debug, Clone, Copy)]
struct Number {
    low: u64,
    range: u32,
    at: usize,
}

impl Steps {
    /// As letters: one run of all steps. Behind the last letter the reader reads noughts.
    pub(super) fn finish(mut self) -> String {
        self.end();
        let mut text = String::new();
        Coder::default().write(&self, |_, letters, _| text.push_str(letters));
        text
    }
}

impl Coder {
    /// Writes all runs of steps; `put` is given each in order: its place, its letters, and how many these are.
    pub(super) fn write(&mut self, steps: &Steps, mut put: impl FnMut(usize, &str, u32)) {
        let Self { sevens, ends, letters: room } = self;
        let room_of_all = room_of(steps, steps.runs());
        if sevens.len() < room_of_all {
            sevens.resize(room_of_all, 0);
        }
        ends.clear();
        ends.resize(steps.runs(), 0);
        let mut waiting = (0..steps.runs()).map(|nth| Lane::of(steps, nth));
        let mut lanes: Vec<Lane<'_>> = Vec::with_capacity(LANES);
        loop {
            lanes.extend(waiting.by_ref().take(LANES - lanes.len()));
            if lanes.is_empty() {
                break;
            }
            match lanes.first_chunk_mut::<LANES>() {
                Some(all) => side_by_side(all, sevens),
                None => lanes.iter_mut().for_each(|lane| side_by_side(array::from_mut(lane), sevens)),
            }
            lanes.retain_mut(|lane| {
                if lane.rest.is_empty() {
                    ends[lane.nth] = lane.number.end(sevens);
                }
                !lane.rest.is_empty()
            });
        }
        for (nth, &end) in ends.iter().enumerate() {
            let run = &sevens[room_of(steps, nth)..end];
            let len = run.iter().rposition(|seven| *seven > 0).map_or(0, |last| last + 1);
            let letters = letters(&run[..len], room);
            put(nth, letters, length(letters));
        }
    }
}

/// Writes as much of some runs as there is of each of them.
#[inline]
fn side_by_side<const ALL: usize>(lanes: &mut [Lane<'_>; ALL], sevens: &mut [u8]) {
    let count = lanes.iter().map(|lane| lane.rest.len()).min().unwrap_or_default();
    let pairs = lanes.each_ref().map(|lane| &lane.rest[..count]);
    let mut numbers = lanes.each_ref().map(|lane| lane.number);
    for nth in 0..count {
        for (number, pairs) in numbers.iter_mut().zip(&pairs) {
            number.two(pairs[nth], sevens);
        }
    }
    for (lane, number) in lanes.iter_mut().zip(numbers) {
        (lane.number, lane.rest) = (number, &lane.rest[count..]);
    }
}

impl<'s> Lane<'s> {
    /// One of the runs of some steps.
    fn of(steps: &'s Steps, nth: usize) -> Self {
        let number = Number { low: 0, range: 1 << BITS, at: room_of(steps, nth) };
        Self { number, rest: steps.run(nth), nth }
    }
}

impl Number {
    /// Takes two steps.
    #[inline(always)]
    fn two(&mut self, [one, other]: [Portion; 2], sevens: &mut [u8]) {
        let count = self.take(one) + self.take(other);
        self.put(count, sevens);
    }

    /// Takes a step, and goes on with as many bits as there should be; tells how many sevens are behind them now.
    #[inline(always)]
    fn take(&mut self, Portion { start, size }: Portion) -> u32 {
        let unit = self.range >> BITS_OF_WHOLE;
        self.low += u64::from(unit * u32::from(start));
        self.range = unit * u32::from(size);
        let sevens = u32::from(self.range < LEAST) + u32::from(self.range < LEAST >> SEVEN);
        self.low <<= sevens * SEVEN;
        self.range <<= sevens * SEVEN;
        sevens
    }

    /// Lets so many sevens go out, four at most.
    #[inline(always)]
    fn put(&mut self, count: u32, sevens: &mut [u8]) {
        const SEVENS: [u64; MOST] = [0x7F << 21, 0x7F << 14, 0x7F << 7, 0x7F];
        let out = self.low >> BITS;
        self.low &= (1 << BITS) - 1;
        if out >> (count * SEVEN) > 0 {
            carry(&mut sevens[..self.at]);
        }
        let all = out << (BITS - count * SEVEN);
        let [one, two, three, four] = SEVENS.map(|seven| (all & seven) as u32);
        if let Some(place) = sevens[self.at..].first_chunk_mut() {
            *place = (one << 3 | two << 2 | three << 1 | four).to_be_bytes();
        }
        self.at += count as usize;
    }

    /// Lets all go out that is needed; tells where it ends.
    fn end(mut self, sevens: &mut [u8]) -> usize {
        // Of all numbers that are left, the one that ends in most noughts: what it has and the one before them all has not is
        // its last bit.
        let last = self.low + u64::from(self.range) - 1;
        let noughts = self.low.checked_sub(1).map_or(u64::BITS - 1, |before| (before ^ last).ilog2());
        self.low = last >> noughts << noughts << BITS;
        self.put(MOST as u32, sevens);
        self.at
    }
}

/// One more for the last seven that went out.
#[cold]
#[inline(never)]
fn carry(sevens: &mut [u8]) {
    for seven in sevens.iter_mut().rev() {
        *seven = (*seven + 1) & 0x7F;
        if *seven > 0 {
            break;
        }
    }
}

/// How much room the sevens need of so many runs, with what they end in.
fn room_of(steps: &Steps, runs: usize) -> usize {
    (steps.before(runs) / 2 + runs) * MOST
}

/// How many letters a text has, as scripts count them: none of ours are of more than two bytes.
fn length(letters: &str) -> u32 {
    letters.bytes().map(|byte| u32::from(byte & 0xC0 != 0x80)).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, prop_assert, proptest};

    use super::super::bits::{SEVEN, sevens};
    use super::super::steps::{BITS_OF_WHOLE, Portion, Steps, WHOLE};
    use super::{BITS, Coder, LEAST};

    /// Whether each step is read where it was written, as js/search.js reads them: from sevens with noughts behind.
    fn are_read(run: &[Portion], sevens: &[u8]) -> bool {
        let mut sevens = sevens.iter().copied().chain(std::iter::repeat(0)).map(u32::from);
        let mut next = |code: u32| code << SEVEN | sevens.next().unwrap_or_default();
        let (mut code, mut range) = ((0..BITS / SEVEN).fold(0, |code, _| next(code)), 1 << BITS);
        run.iter().all(|portion| {
            let [start, size] = [portion.start, portion.size].map(u32::from);
            let unit = range >> BITS_OF_WHOLE;
            let part = (code / unit).min(WHOLE - 1);
            let is_read = (start..start + size).contains(&part);
            (code, range) = (code.wrapping_sub(unit * start), unit * size);
            while range < LEAST {
                (code, range) = (next(code), range << SEVEN);
            }
            is_read
        })
    }

    fn runs() -> impl Strategy<Value = Vec<Vec<Portion>>> {
        // Most are small or at one of the ends: there it is that something is carried over.
        let size = proptest::prop_oneof![1..=3_u16, 1..=WHOLE as u16, (WHOLE as u16 - 3)..=WHOLE as u16];
        let portion = (size, proptest::prop_oneof![0..=2_u16, 0..=WHOLE as u16])
            .prop_map(|(size, back)| Portion { start: (WHOLE as u16 - size).saturating_sub(back), size });
        proptest::collection::vec(proptest::collection::vec(portion, 0..60), 0..7)
    }

    proptest! {
        #[test]
        fn what_is_written_side_by_side_is_read(runs in runs()) {
            let mut steps = Steps::default();
            for run in &runs {
                run.iter().for_each(|portion| steps.portion(*portion));
                steps.end();
            }
            let (mut coder, mut count) = (Coder::default(), 0);
            // The second time in room that is not empty.
            for _ in 0..2 {
                count = 0;
                let mut wrong = Vec::new();
                coder.write(&steps, |nth, letters, length| {
                    let is_right = nth == count && letters.chars().count() == length as usize;
                    if !is_right || !are_read(&runs[nth], &sevens(letters)) {
                        wrong.push(nth);
                    }
                    count += 1;
                });
                prop_assert!(wrong.is_empty(), "{wrong:?}");
            }
            prop_assert!(count == runs.len());
        }
    }

    #[test]
    fn what_carries_over_is_kept() {
        let mut steps = Steps::default();
        (0..50).for_each(|_| steps.portion(Portion { start: 4095, size: 1 }));
        steps.bits(u32::MAX, 32);
        // All ones but for the last of each, which rounding leaves.
        assert!(steps.finish().starts_with(&"\u{7f}".repeat(10)));
    }
}
