//! Chance, the same on every machine.

/// SplitMix64: the same numbers everywhere, whatever becomes of libraries.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 to below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// As [`Random::below`], small ones more often, as words and tags are.
    pub(crate) fn skewed(&mut self, end: usize) -> usize {
        self.below(end).min(self.below(end))
    }
}
