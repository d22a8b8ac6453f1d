//! What stands under pairs of signs, for the loop that looks one up for every word of a site.

/// What no sign is.
const NONE: u16 = u16::MAX;

/// What stands under each of some pairs, and under all others of the same first sign. For each of these there is a small table
/// of the second ones, so that what is looked for is found at once, or seen not to be there.
#[derive(Debug, Default)]
pub(super) struct Pairs<T> {
    tables: Vec<Table<T>>,
    /// The second signs, each at its place or behind it.
    slots: Vec<(u16, T)>,
}

/// Where the table of a first sign begins in the slots, its length but for one, which is a power of two, and what stands under
/// all others. At most a quarter of it is in use; what has no pair has the first slot, which stays empty.
#[derive(Debug, Default, Clone, Copy)]
struct Table<T> {
    start: u32,
    mask: u32,
    others: T,
}

impl<T: Copy + Default> Pairs<T> {
    /// Of pairs in order, and what stands under all others of each first sign.
    pub(super) fn of(pairs: &[((u16, u16), T)], others: &[T]) -> Self {
        let empty = (NONE, T::default());
        let tables = others.iter().map(|&others| Table { start: 0, mask: 0, others }).collect();
        let mut all = Self { tables, slots: vec![empty] };
        for alike in pairs.chunk_by(|((one, _), _), ((other, _), _)| one == other) {
            let ((first, _), _) = alike[0];
            let (start, length) = (all.slots.len(), (alike.len() * 4).next_power_of_two());
            let table = &mut all.tables[usize::from(first)];
            (table.start, table.mask) = (start as u32, length as u32 - 1);
            all.slots.resize(start + length, empty);
            for &((_, second), it) in alike {
                let place = all.tables[usize::from(first)].place(second, &all.slots);
                all.slots[place] = (second, it);
            }
        }
        all
    }

    /// What stands under a pair, or under all others.
    #[inline(always)]
    pub(super) fn get(&self, first: u16, second: u16) -> T {
        let table = &self.tables[usize::from(first)];
        let (found, it) = self.slots[table.place(second, &self.slots)];
        if found == second { it } else { table.others }
    }
}

impl<T> Table<T> {
    /// Where a second sign is, or could be. Which of these it is cannot be foreseen, so the loop ends alike for both.
    #[inline(always)]
    fn place(&self, second: u16, slots: &[(u16, T)]) -> usize {
        let mut nth = u32::from(second).wrapping_mul(0x9E37_79B1) >> 16;
        loop {
            nth &= self.mask;
            let place = (self.start + nth) as usize;
            let found = slots[place].0;
            if (found == second) | (found == NONE) {
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
            others in any::<[u16; 20]>(),
        ) {
            let pairs: BTreeMap<(u16, u16), u16> = pairs;
            let put: Vec<_> = pairs.iter().map(|(pair, number)| (*pair, *number)).collect();
            let all = Pairs::of(&put, &others);
            for first in 0..20 {
                for second in 0..300 {
                    let expected = pairs.get(&(first, second)).unwrap_or(&others[usize::from(first)]);
                    prop_assert_eq!(all.get(first, second), *expected);
                }
            }
        }
    }
}
