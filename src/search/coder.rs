//! Parts of a whole as letters (arithmetic coding): what is nearly sure costs next to nothing.
//!
//! All that was written is one number between 0 and 1; each step takes its part of what is left, `low` to `low + range`.

use super::bits::{SEVEN, letters};
use super::steps::{BITS_OF_WHOLE, Portion};

/// `low` and `range` have that many bits, and seven go out when `range` has less than the others.
const BITS: u32 = 28;
const LEAST: u32 = 1 << (BITS - SEVEN);

/// So many sevens are held back until they go out, or one more: what is carried over reaches them by itself. No step gives more
/// than two.
const HELD: u32 = 4;

/// Writes steps: see [`super::steps`].
#[derive(Debug, Clone)]
pub(super) struct Coder {
    /// Behind the sevens that are held back.
    low: u64,
    range: u32,
    held: u32,
    /// Those that went out.
    sevens: Vec<u8>,
    /// Room for their letters.
    letters: Vec<u8>,
}

impl Default for Coder {
    fn default() -> Self {
        Self { low: 0, range: 1 << BITS, held: 0, sevens: Vec::new(), letters: Vec::new() }
    }
}

impl Coder {
    /// Writes a step.
    #[inline]
    pub(super) fn portion(&mut self, Portion { start, size }: Portion) {
        let unit = self.range >> BITS_OF_WHOLE;
        self.low += u64::from(unit * u32::from(start));
        self.range = unit * u32::from(size);
        if self.range < LEAST {
            self.widen();
        }
    }

    /// Goes on with as many bits as there should be: seven more, or fourteen. Which it is cannot be foreseen, so nothing branches
    /// on it.
    #[inline]
    fn widen(&mut self) {
        let sevens = 1 + u32::from(self.range < LEAST >> SEVEN);
        self.low <<= sevens * SEVEN;
        self.range <<= sevens * SEVEN;
        self.held += sevens;
        if self.held >= HELD {
            self.let_go();
        }
    }

    /// Lets the first of the sevens that are held go out.
    #[inline(never)]
    fn let_go(&mut self) {
        self.held -= HELD;
        let kept = BITS + self.held * SEVEN;
        let out = self.low >> kept;
        self.low &= (1 << kept) - 1;
        if out >> (HELD * SEVEN) > 0 {
            carry(&mut self.sevens);
        }
        let seven = |nth: u32| (out >> (nth * SEVEN)) as u8 & 0x7F;
        self.sevens.extend([seven(3), seven(2), seven(1), seven(0)]);
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
        self.low = last >> noughts << noughts;
        // What is left goes out too, and noughts behind it.
        for sevens in [HELD - self.held, HELD] {
            self.low <<= sevens * SEVEN;
            self.held = HELD;
            self.let_go();
        }
        let needed = self.sevens.iter().rposition(|seven| *seven > 0).map_or(0, |last| last + 1);
        let letters = letters(&self.sevens[..needed], &mut self.letters);
        text.push_str(letters);
        self.sevens.clear();
        (self.low, self.range, self.held) = (0, 1 << BITS, 0);
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
    use proptest::collection::vec;
    use proptest::prelude::{Strategy, prop_assert, proptest};

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
        fn what_is_written_is_read(runs in vec(vec(portion(), 0..60), 0..7)) {
            let mut coder = Coder::default();
            for run in runs {
                run.iter().for_each(|portion| coder.portion(*portion));
                let mut letters = String::from("V");
                let count = coder.push_to(&mut letters) as usize;
                prop_assert!(letters.chars().count() == count + 1);
                prop_assert!(are_read(&run, &sevens(&letters[1..])));
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
