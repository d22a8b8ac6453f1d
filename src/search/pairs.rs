//! What stands under pairs of signs, for the loop that looks one up for every word of a site.

/// What no sign is.
const NONE: u16 = u16::MAX;

/// A number under each of some pairs: for every first sign a small table of the second ones, so that what is looked for is
/// found at once, or seen not to be there.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    /// Where the table of each first sign begins, and its length but for one, which is a power of two.
    tables: Vec<(u32, u32)>,
    /// The second signs with their numbers, each at its place or behind it. At most half of a table is in use; what has no
    /// pair has that of the first place, which stays empty.
    slots: Vec<(u16, u16)>,
}

impl Pairs {
    /// Of pairs of so many signs, in order, and their numbers.
    pub(super) fn of(signs: usize, pairs: &[((u16, u16), u16)]) -> Self {
        let mut all = Self { tables: vec![(0, 0); signs], slots: vec![(NONE, 0)] };
        for alike in pairs.chunk_by(|((one, _), _), ((other, _), _)| one == other) {
            let ((first, _), _) = alike[0];
            let (start, length) = (all.slots.len(), (alike.len() * 2).next_power_of_two());
            all.tables[usize::from(first)] = (start as u32, length as u32 - 1);
            all.slots.resize(start + length, (NONE, 0));
            for &((_, second), number) in alike {
                let place = all.place(first, second);
                all.slots[place] = (second, number);
            }
        }
        all
    }

    /// What stands under a pair.
    #[inline]
    pub(super) fn get(&self, first: u16, second: u16) -> Option<u16> {
        let (found, number) = self.slots[self.place(first, second)];
        (found == second).then_some(number)
    }

    /// Where a pair is, or could be.
    #[inline]
    fn place(&self, first: u16, second: u16) -> usize {
        let (start, mask) = self.tables[usize::from(first)];
        let mut nth = u32::from(second).wrapping_mul(0x9E37_79B1) >> 16;
        loop {
            nth &= mask;
            let place = (start + nth) as usize;
            let (found, _) = self.slots[place];
            if found == second || found == NONE {
                return place;
            }
            nth += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::Pairs;

    proptest! {
        #[test]
        fn they_tell_what_was_put(
            pairs in proptest::collection::btree_map((0_u16..20, 0_u16..300), any::<u16>(), 0..600),
        ) {
            let pairs: BTreeMap<(u16, u16), u16> = pairs;
            let all = Pairs::of(20, &pairs.iter().map(|(pair, number)| (*pair, *number)).collect::<Vec<_>>());
            for first in 0..20 {
                for second in 0..300 {
                    prop_assert_eq!(all.get(first, second), pairs.get(&(first, second)).copied());
                }
            }
        }
    }
}
