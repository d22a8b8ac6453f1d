//! Numbers in as few bits as they are likely (arithmetic coding): what is nearly sure costs next to nothing.
//!
//! All that was written is one number between 0 and 1; what comes next takes its part of what is left, `low` to `low + range`.

use std::array;

use super::bits::{SEVEN, letters};

/// `low` and `range` have that many bits, and seven go out when `range` has less than the others.
const BITS: u32 = 28;
const LEAST: u32 = 1 << (BITS - SEVEN);

/// What a [`Chance`] is a part of.
const WHOLE: u32 = 1 << 12;

/// So many sevens are held back until they go out: what is carried over reaches them by itself.
const HELD: u32 = 4;

/// Writes numbers.
#[derive(Debug, Clone)]
pub(super) struct Coder {
    /// Behind the sevens that are held back.
    low: u64,
    range: u32,
    held: u32,
    sevens: Vec<u8>,
}

/// How likely it is that a bit is not set, learned from those before it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chance {
    not: u16,
    seen: u16,
}

/// How often sets of four things, or of fewer, were met: as likely they are to come next. A set is a bit for each of them.
#[derive(Debug, Clone)]
pub(super) struct Tally {
    /// How often each set or one before it was met: what is asked for most stands ready.
    up_to: [u16; SETS],
}

/// What one set that is met adds to each of [`Tally::up_to`].
const ONCE_MORE: [[u16; SETS]; SETS] = {
    let mut all = [[4; SETS]; SETS];
    let mut nth = 0;
    while nth < SETS * SETS {
        if nth % SETS < nth / SETS {
            all[nth / SETS][nth % SETS] = 0;
        }
        nth += 1;
    }
    all
};

/// How many sets of four things there are. The empty one never comes.
const SETS: usize = 16;

impl Default for Chance {
    fn default() -> Self {
        Self { not: WHOLE as u16 / 2, seen: 0 }
    }
}

impl Default for Coder {
    fn default() -> Self {
        Self { low: 0, range: 1 << BITS, held: 0, sevens: Vec::new() }
    }
}

impl Coder {
    /// Writes one of `total` parts: that from `start` on, `size` wide. `total` is at most 2¹⁴.
    #[inline]
    pub(super) fn part(&mut self, start: u32, size: u32, total: u32) {
        let unit = self.range / total;
        self.take(unit * start, unit * size);
    }

    /// Writes the lowest `count` bits of `value`, each as likely set as not. The reader has to take as many at once.
    pub(super) fn bits(&mut self, value: u32, mut count: u32) {
        while count > 0 {
            let some = count.min(12);
            count -= some;
            let unit = self.range >> some;
            self.take(unit * (value >> count & ((1 << some) - 1)), unit);
        }
    }

    /// Writes a bit, and learns from it.
    #[inline]
    pub(super) fn bit(&mut self, chance: &mut Chance, is_set: bool) {
        let not = self.range / WHOLE * u32::from(chance.not);
        let (start, size) = if is_set { (not, self.range - not) } else { (0, not) };
        self.take(start, size);
        chance.learn(is_set);
    }

    /// Writes one of 2 to the power of `width`: in which half of all it is, in which half of that, and so on. It learns which
    /// ones are likely from `chances`, of which there are as many.
    pub(super) fn choice(&mut self, chances: &mut [Chance], value: u32, width: u32) {
        let mut node = 1;
        for bit in (0..width).rev() {
            let is_high = value >> bit & 1;
            self.bit(&mut chances[node], is_high > 0);
            node = node * 2 + is_high as usize;
        }
    }

    /// Writes a set that is not empty, and learns from it.
    #[inline]
    pub(super) fn set(&mut self, tally: &mut Tally, set: u32) {
        let set = set as usize % SETS;
        let before = tally.up_to[set.wrapping_sub(1) % SETS];
        self.part(before.into(), (tally.up_to[set] - before).into(), tally.up_to[SETS - 1].into());
        tally.learn(set);
    }

    /// Writes a number of any size: how many bits it has beyond the first, as ones and a nought, then those (Elias' γ).
    pub(super) fn number(&mut self, value: u32) {
        let value = value + 1;
        let bits = value.ilog2();
        // One by one, as the reader takes them.
        (0..bits).for_each(|_| self.bits(1, 1));
        self.bits(0, 1);
        self.bits(value, bits);
    }

    /// Writes numbers that rise and are all less than `end`: how many, then what parts them, each cut in two. The lower bits
    /// stand as they are (Rice), the rest as ones and a nought; how likely a one is, is learned.
    pub(super) fn rising(&mut self, values: &[u32], end: u32) {
        let count = values.len() as u32;
        self.number(count);
        let low = low_bits(count, end);
        let mut more = Chance::default();
        let mut next = 0;
        for value in values {
            let gap = value - next;
            (0..gap >> low).for_each(|_| self.bit(&mut more, true));
            self.bit(&mut more, false);
            self.bits(gap, low);
            next = value + 1;
        }
    }

    #[inline]
    fn take(&mut self, start: u32, size: u32) {
        self.low += u64::from(start);
        self.range = size;
        if self.range < LEAST {
            self.widen();
        }
    }

    /// Goes on with as many bits as there should be. Seldom: a bit that is written is mostly less than one.
    #[inline(never)]
    fn widen(&mut self) {
        while self.range < LEAST {
            self.low <<= SEVEN;
            self.range <<= SEVEN;
            self.held += 1;
            if self.held == HELD {
                self.let_go(HELD);
            }
        }
    }

    /// Lets the first `count` sevens of those that are held go out.
    #[inline(never)]
    fn let_go(&mut self, count: u32) {
        self.held -= count;
        let rest = BITS + self.held * SEVEN;
        let out = self.low >> rest;
        self.low &= (1 << rest) - 1;
        if out >> (count * SEVEN) > 0 {
            for seven in self.sevens.iter_mut().rev() {
                *seven = (*seven + 1) & 0x7F;
                if *seven > 0 {
                    break;
                }
            }
        }
        for nth in (0..count).rev() {
            self.sevens.push((out >> (nth * SEVEN)) as u8 & 0x7F);
        }
    }

    /// As letters. Behind the last one the reader reads noughts.
    pub(super) fn finish(mut self) -> String {
        // Of all numbers that are left, one that ends in most noughts.
        let end = self.low + u64::from(self.range);
        let shortest = (0..BITS).rev().map(|bits| (self.low + ((1 << bits) - 1)) >> bits << bits);
        self.low = { shortest }.find(|number| *number < end).unwrap_or(self.low);
        self.let_go(self.held);
        // What is left of it are sevens too.
        self.held = BITS / SEVEN;
        self.low <<= BITS;
        self.let_go(self.held);
        while self.sevens.last() == Some(&0) {
            self.sevens.pop();
        }
        letters(&self.sevens)
    }
}

/// How many bits of what parts two of `count` numbers below `end` are written as they are.
fn low_bits(count: u32, end: u32) -> u32 {
    // Seven tenths of the mean is where a bit more or less costs the same.
    (u64::from(end) * 7 / 10).checked_div(u64::from(count)).map_or(0, |gap| (gap + 1).ilog2())
}

impl Chance {
    /// Nearer to what was met: half of the way first, then less and less.
    #[inline]
    fn learn(&mut self, is_set: bool) {
        const SLOW: [u8; 17] = [1, 1, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 5];
        self.seen = (self.seen + 1).min(16);
        let slow = SLOW[usize::from(self.seen)];
        let step = if is_set { self.not } else { WHOLE as u16 - self.not } >> slow;
        self.not = if is_set { self.not - step } else { self.not + step };
    }
}

impl Tally {
    /// For sets of so many things. One alone is more likely than two, and those than more.
    pub(super) fn of_sets(things: u32) -> Self {
        const OF_SIZE: [u16; 5] = [0, 12, 2, 1, 1];
        Self::of(|set| if set < 1 << things { OF_SIZE[set.count_ones() as usize] } else { 0 })
    }

    fn of(met: impl Fn(usize) -> u16) -> Self {
        let mut all = 0;
        let up_to = array::from_fn(|set| {
            all += met(set);
            all
        });
        Self { up_to }
    }

    #[inline]
    fn learn(&mut self, set: usize) {
        const MOST: u16 = 1 << 13;
        self.up_to.iter_mut().zip(&ONCE_MORE[set]).for_each(|(all, more)| *all += more);
        if self.up_to[SETS - 1] > MOST {
            let before = |set: usize| set.checked_sub(1).map_or(0, |before| self.up_to[before]);
            *self = Self::of(|set| (self.up_to[set] - before(set)).div_ceil(2));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Chance, Coder, Tally};

    #[test]
    fn what_is_likely_is_short() {
        let written = |likely: u32| {
            let mut coder = Coder::default();
            (0..700).for_each(|_| coder.part(1, likely, 1025));
            coder.finish().len()
        };
        // Once in a thousand times, half of the times, and nearly always.
        assert_eq!([written(1), written(512), written(1024)].map(|letters| letters / 10), [100, 10, 0]);
    }

    #[test]
    fn chances_are_learned() {
        let (mut coder, mut chance) = (Coder::default(), Chance::default());
        (0..7_000).for_each(|nth| coder.bit(&mut chance, nth % 50 != 0));
        // A hundred and forty in a thousand bits for one in fifty.
        assert!(coder.finish().len() < 200);
    }

    #[test]
    fn sets_are_learned() {
        let (mut coder, mut tally) = (Coder::default(), Tally::of_sets(4));
        // So many that what was met has to be halved.
        (0..7_000).for_each(|nth| coder.set(&mut tally, if nth % 50 == 0 { 9 } else { 6 }));
        assert!(coder.finish().len() < 200);
    }

    #[test]
    fn what_carries_over_is_kept() {
        let mut coder = Coder::default();
        (0..50).for_each(|_| coder.part(4095, 1, 4096));
        coder.bits(u32::MAX, 32);
        // All ones but for the last of each, which rounding leaves.
        assert!(coder.finish().starts_with(&"\u{7f}".repeat(10)));
    }
}
