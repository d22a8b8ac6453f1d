//! What is written, step by step: each a part of a whole, the larger the likelier.

use super::coder::Coder;

/// What chances are parts of.
pub(super) const WHOLE: u32 = 1 << BITS_OF_WHOLE;
/// In how many bits they are told.
pub(super) const BITS_OF_WHOLE: u32 = 12;

/// How likely it is that a bit is not set, learned from those before it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chance {
    not: u16,
    seen: u16,
}

/// How many different things [`Odds`] tell.
pub(super) const THINGS: usize = 32;

/// A part of [`WHOLE`].
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Portion {
    pub(super) start: u16,
    pub(super) size: u16,
}

/// How likely each of some things is, known before the first of them is written: each its own part of [`WHOLE`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Odds([Portion; THINGS]);

/// In how many bits it is told how likely a thing is; and, of each number that they make, how likely that is, beside the
/// others: each five eighths of the one before it, and at last what never comes.
const BITS_OF_LEVEL: u32 = 4;
const LEVELS: [u32; 1 << BITS_OF_LEVEL] =
    [4096, 2560, 1600, 1000, 625, 391, 244, 153, 95, 60, 37, 23, 14, 9, 6, 0];

/// How likely each level is, learned from those before it.
pub(super) type Levels = [Chance; 1 << BITS_OF_LEVEL];

impl Default for Chance {
    fn default() -> Self {
        Self { not: WHOLE as u16 / 2, seen: 0 }
    }
}

impl Coder {
    /// Writes one of `count` parts of a whole that are all as large; there are at most [`WHOLE`].
    pub(super) fn one_of(&mut self, place: u32, count: u32) {
        self.portion(Portion { start: place as u16, size: 1 }.out_of(count));
    }

    /// Writes the lowest `count` bits of `value`, each as likely set as not. The reader has to take as many at once.
    #[inline]
    pub(super) fn bits(&mut self, value: u32, mut count: u32) {
        while count > 0 {
            let some = count.min(BITS_OF_WHOLE);
            count -= some;
            self.portion(Portion::of_bits(value >> count, some));
        }
    }

    /// Writes a bit, and learns from it.
    #[inline]
    fn bit(&mut self, chance: &mut Chance, is_set: bool) {
        let mut set = Portion::WHOLE;
        let not = set.cut(chance.not);
        self.portion(if is_set { set } else { not });
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

    /// Writes which one of the things comes next that `odds` tell of.
    #[inline]
    pub(super) fn thing(&mut self, odds: &Odds, thing: usize) {
        self.portion(odds.0[thing % THINGS]);
    }

    /// Writes which one it is of those from `first` on.
    #[inline]
    pub(super) fn later_thing(&mut self, odds: &Odds, first: usize, thing: usize) {
        let [Portion { start: base, .. }, Portion { start, size }] =
            [first, thing].map(|thing| odds.0[thing % THINGS]);
        self.portion(Portion { start: start - base, size }.out_of(WHOLE - u32::from(base)));
    }

    /// Writes the odds of things that are met as often as `met` says, of which there are so many at most.
    pub(super) fn odds(&mut self, met: &[u32; THINGS], things: usize, levels: &mut Levels) -> Odds {
        let most = met.iter().copied().max().unwrap_or_default();
        let level = |met: u32| {
            // To the nearest: thirteen sixteenths are half a step.
            let is_near =
                |level: &u32| u64::from(*level * 13) * u64::from(most) <= u64::from(met) * 16 * 4096;
            let never = LEVELS.len() - 1;
            if met == 0 {
                never
            } else {
                LEVELS.iter().position(is_near).map_or(never, |it| it.min(never - 1))
            }
        };
        let weights = met.map(|met| LEVELS[level(met)]);
        for met in &met[..things] {
            self.choice(levels, level(*met) as u32, BITS_OF_LEVEL);
        }
        Odds::of(&weights)
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
    /// stand as they are (Rice), the rest as ones and a nought, a one as likely as it is where all are spread evenly.
    pub(super) fn rising(&mut self, values: &[u32], end: u32) {
        let count = values.len() as u32;
        self.number(count);
        let low = low_bits(count, end);
        let mut yes = Portion::WHOLE;
        let no = yes.cut(WHOLE as u16 - more(count, end, low));
        let mut next = 0;
        for value in values {
            let gap = value - next;
            (0..gap >> low).for_each(|_| self.portion(yes));
            self.portion(no);
            self.bits(gap, low);
            next = value + 1;
        }
    }
}

/// How many bits of what parts two of `count` numbers below `end` are written as they are.
fn low_bits(count: u32, end: u32) -> u32 {
    // Seven tenths of the mean is where a bit more or less costs the same.
    (u64::from(end) * 7 / 10).checked_div(u64::from(count)).map_or(0, |gap| (gap + 1).ilog2())
}

/// How likely it is that two of `count` numbers below `end` are at least 2 to the power of `low` apart, if those are spread
/// evenly: a part of [`WHOLE`].
fn more(count: u32, end: u32, low: u32) -> u16 {
    let apart = u64::from(end - count.min(end)) << 16;
    let one = apart.checked_div(u64::from(end)).unwrap_or_default();
    let all = (0..low).fold(one, |chance, _| (chance * chance) >> 16);
    const LEAST: u16 = WHOLE as u16 / 64;
    ((all >> 4) as u16).clamp(LEAST, WHOLE as u16 - LEAST)
}

impl Portion {
    /// All there is.
    pub(super) const WHOLE: Self = Self { start: 0, size: WHOLE as u16 };

    /// Whether nothing is behind it.
    pub(super) fn is_last(self) -> bool {
        u32::from(self.start) + u32::from(self.size) == WHOLE
    }

    /// One of all values of so many bits.
    #[inline(always)]
    fn of_bits(value: u32, bits: u32) -> Self {
        let wide = BITS_OF_WHOLE - bits;
        Self { start: (value << wide) as u16 & (WHOLE as u16 - 1), size: 1 << wide }
    }

    /// The same part of a whole as this is of `total`.
    #[inline]
    fn out_of(self, total: u32) -> Self {
        let [start, end] = [self.start, self.start + self.size].map(|place| u32::from(place) * WHOLE / total);
        Self { start: start as u16, size: (end - start) as u16 }
    }

    /// Takes a part of that size off the beginning.
    pub(super) fn cut(&mut self, size: u16) -> Self {
        let part = Self { start: self.start, size };
        self.start += size;
        self.size -= size;
        part
    }
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

impl Odds {
    /// What is nought never comes; the likeliest has what is left over.
    fn of(weights: &[u32; THINGS]) -> Self {
        let all = weights.iter().sum::<u32>().max(1);
        let mut sizes =
            weights.map(|weight| if weight == 0 { 0 } else { (weight * (WHOLE - 16) / all).max(1) });
        let left = WHOLE - sizes.iter().sum::<u32>();
        let largest = (1..THINGS).fold(0, |most, nth| if weights[nth] > weights[most] { nth } else { most });
        sizes[largest] += left;
        let mut rest = Portion::WHOLE;
        Self(sizes.map(|size| rest.cut(size as u16)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::coder::Coder;
    use super::{Chance, Levels, Portion, THINGS, WHOLE};

    #[test]
    fn what_is_likely_is_short() {
        let written = |likely: u16| {
            let mut coder = Coder::default();
            (0..700).for_each(|_| coder.portion(Portion { start: 1, size: likely }));
            coder.finish().len()
        };
        // Once in a thousand times, half of the times, and nearly always.
        assert_eq!([written(4), written(2047), written(4095)].map(|letters| letters / 10), [100, 10, 0]);
    }

    #[test]
    fn chances_are_learned() {
        let (mut coder, mut chance) = (Coder::default(), Chance::default());
        (0..7_000).for_each(|nth| coder.bit(&mut chance, nth % 50 != 0));
        // A hundred and forty in a thousand bits for one in fifty.
        assert!(coder.finish().len() < 200);
    }

    #[test]
    fn things_that_come_often_are_short() {
        let mut coder = Coder::default();
        let mut levels = Levels::default();
        let mut met = [0; THINGS];
        (met[6], met[9]) = (6_860, 140);
        let odds = coder.odds(&met, THINGS, &mut levels);
        (0..7_000).for_each(|nth| coder.thing(&odds, if nth % 50 == 0 { 9 } else { 6 }));
        // A hundred and forty in a thousand bits for one in fifty.
        assert!(coder.finish().len() < 150);
    }

    #[test]
    fn fewer_things_that_may_come_are_shorter() {
        let written = |first| {
            let mut coder = Coder::default();
            let odds = coder.odds(&[1; THINGS], THINGS, &mut Levels::default());
            (0..700).for_each(|_| coder.later_thing(&odds, first, 31));
            coder.finish().len() / 100
        };
        assert_eq!([0, 16, 31].map(written), [5, 4, 0]);
    }

    #[test]
    fn odds_are_parts_of_a_whole() {
        for met in [
            [0; THINGS],
            [1; THINGS],
            std::array::from_fn(|nth| 1 << (nth / 2)),
            std::array::from_fn(|nth| u32::from(nth == 3)),
        ] {
            let odds = Coder::default().odds(&met, THINGS, &mut Levels::default());
            let mut end = 0;
            for (nth, Portion { start, size }) in odds.0.into_iter().enumerate() {
                assert_eq!(u32::from(start), end);
                assert!(met[nth] == 0 || size > 0, "{met:?}");
                end += u32::from(size);
            }
            assert_eq!(end, WHOLE);
        }
    }
}
