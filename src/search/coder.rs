//! Parts of a whole as letters (arithmetic coding): what is nearly sure costs next to nothing.
//!
//! All that was written is one number between 0 and 1; each step takes its part of what is left, `low` to `low + range`.

use std::hint::select_unpredictable;

use super::bits::{SEVEN, letters};
use super::steps::{BITS_OF_WHOLE, Portion};

/// `low` and `range` have that many bits, and seven go out when `range` has less than the others.
const BITS: u32 = 28;
const LEAST: u32 = 1 << (BITS - SEVEN);

/// So many sevens go out of two steps at most.
const MOST: usize = 4;

/// Writes steps: see [`super::steps`].
#[derive(Debug, Clone)]
pub(super) struct Coder {
    low: u64,
    range: u32,
    /// The sevens that went out, and room for more.
    sevens: Vec<u8>,
    /// How many went out.
    out: usize,
    /// Room for their letters.
    letters: Vec<u8>,
}

impl Default for Coder {
    fn default() -> Self {
        Self { low: 0, range: 1 << BITS, sevens: vec![0; MOST], out: 0, letters: Vec::new() }
    }
}

impl Coder {
    /// Writes a step.
    #[inline(always)]
    pub(super) fn portion(&mut self, portion: Portion) {
        self.take(portion);
        if self.range < LEAST {
            let sevens = self.widen();
            self.let_go(sevens);
        }
    }

    /// Writes two steps that take some bits, but how many cannot be foreseen: nothing branches on it.
    #[inline(always)]
    pub(super) fn two(&mut self, one: Portion, other: Portion) {
        self.one_or_two(one, true, other);
    }

    /// The same, or only the first of them. Nothing branches on that either.
    #[inline(always)]
    pub(super) fn one_or_two(&mut self, portion: Portion, is_more: bool, other: Portion) {
        self.take(portion);
        let sevens = self.widen();
        let (low, range) = (self.low, self.range);
        self.take(other);
        let more = self.widen();
        self.low = select_unpredictable(is_more, self.low, low);
        self.range = select_unpredictable(is_more, self.range, range);
        self.let_go(sevens + select_unpredictable(is_more, more, 0));
    }

    #[inline(always)]
    fn take(&mut self, Portion { start, size }: Portion) {
        let unit = self.range >> BITS_OF_WHOLE;
        self.low += u64::from(unit * u32::from(start));
        self.range = unit * u32::from(size);
    }

    /// Goes on with as many bits as there should be; tells how many sevens are to go out.
    #[inline(always)]
    fn widen(&mut self) -> u32 {
        let sevens = u32::from(self.range < LEAST) + u32::from(self.range < LEAST >> SEVEN);
        self.low <<= sevens * SEVEN;
        self.range <<= sevens * SEVEN;
        sevens
    }

    /// Lets so many sevens go out, [`MOST`] at most.
    #[inline(always)]
    fn let_go(&mut self, count: u32) {
        const SEVENS: [u64; MOST] = [0x7F << 21, 0x7F << 14, 0x7F << 7, 0x7F];
        let out = self.low >> BITS;
        self.low &= (1 << BITS) - 1;
        if out >> (count * SEVEN) > 0 {
            carry(&mut self.sevens[..self.out]);
        }
        let all = out << (BITS - count * SEVEN);
        let [one, two, three, four] = SEVENS.map(|seven| (all & seven) as u32);
        if let Some(place) = self.sevens[self.out..].first_chunk_mut() {
            *place = (one << 3 | two << 2 | three << 1 | four).to_be_bytes();
        }
        self.out += count as usize;
        if self.sevens.len() - self.out < MOST {
            self.make_room();
        }
    }

    #[cold]
    #[inline(never)]
    fn make_room(&mut self) {
        self.sevens.resize((self.sevens.len() * 2).max(1 << 10), 0);
    }

    /// As letters. Behind the last one the reader reads noughts.
    pub(super) fn finish(mut self) -> String {
        let mut text = String::new();
        self.push_to(&mut text);
        text
    }

    /// Adds all that was written to a text as letters, and begins anew; tells how many there are.
    pub(super) fn push_to(&mut self, text: &mut String) -> u32 {
        // Of all numbers that are left, the one that ends in most noughts: what it has and the one before them all has not is
        // its last bit.
        let last = self.low + u64::from(self.range) - 1;
        let noughts = self.low.checked_sub(1).map_or(u64::BITS - 1, |before| (before ^ last).ilog2());
        self.low = last >> noughts << noughts << BITS;
        self.let_go(MOST as u32);
        let needed = self.sevens[..self.out].iter().rposition(|seven| *seven > 0).map_or(0, |last| last + 1);
        let letters = letters(&self.sevens[..needed], &mut self.letters);
        text.push_str(letters);
        (self.low, self.range, self.out) = (0, 1 << BITS, 0);
        length(letters)
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

/// How many letters a text has, as scripts count them: none of ours are of more than two bytes.
fn length(letters: &str) -> u32 {
    letters.bytes().map(|byte| u32::from(byte & 0xC0 != 0x80)).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, any, prop_assert, proptest};

    use super::super::bits::{SEVEN, sevens};
    use super::super::steps::{BITS_OF_WHOLE, Portion, WHOLE};
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

    fn portion() -> impl Strategy<Value = Portion> {
        // Most are small or at one of the ends: there it is that something is carried over.
        let size = proptest::prop_oneof![1..=3_u16, 1..=WHOLE as u16, (WHOLE as u16 - 3)..=WHOLE as u16];
        (size, proptest::prop_oneof![0..=2_u16, 0..=WHOLE as u16])
            .prop_map(|(size, back)| Portion { start: (WHOLE as u16 - size).saturating_sub(back), size })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            runs in proptest::collection::vec(proptest::collection::vec((portion(), any::<bool>(), portion()), 0..60), 0..7),
        ) {
            let mut coder = Coder::default();
            for run in runs {
                let mut steps = Vec::new();
                for (one, is_more, other) in run {
                    coder.one_or_two(one, is_more, other);
                    coder.portion(other);
                    steps.push(one);
                    steps.extend(is_more.then_some(other));
                    steps.push(other);
                }
                let mut letters = String::from("V");
                let count = coder.push_to(&mut letters) as usize;
                prop_assert!(letters.chars().count() == count + 1);
                prop_assert!(are_read(&steps, &sevens(&letters[1..])));
            }
        }
    }

    #[test]
    fn what_carries_over_is_kept() {
        let mut coder = Coder::default();
        (0..50).for_each(|_| coder.portion(Portion { start: 4095, size: 1 }));
        coder.bits(u32::MAX, 32);
        // All ones but for the last of each, which rounding leaves.
        assert!(coder.finish().starts_with(&"\u{7f}".repeat(10)));
    }
}
