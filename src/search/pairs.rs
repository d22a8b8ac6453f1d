//! What stands under pairs of signs, for the loop that looks one up for every word of a site.

use std::hint::select_unpredictable;

/// What stands under each of some pairs, and under all others of the same first sign. For each of these there is a small table
/// of the second ones.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    tables: Vec<Table>,
    drawers: Vec<Drawer>,
}

/// How many pairs a drawer has room for.
const ROOM: usize = 8;

/// Second signs with what stands under their pairs, counted from 1; 0 where there is none. All are looked at at once: which of
/// them it is, or whether any is, cannot be foreseen, so nothing branches on it.
#[derive(Debug, Default, Clone, Copy)]
#[repr(align(32))]
struct Drawer {
    seconds: [u16; ROOM],
    numbers: [u16; ROOM],
}

/// Where the drawers of a first sign are, what tells which of them a second sign is in, and what stands under all others.
#[derive(Debug, Default, Clone, Copy)]
struct Table {
    /// Which is the first one; in the lowest bits how many there are but for one, which is a power of two.
    drawers: u32,
    factor: u16,
    others: u16,
}

/// In how many bits it is told how many drawers a first sign has. Even if each of some thousands has as many as these can tell, the
/// rest of the number tells where they begin.
const BITS_OF_COUNT: u32 = 9;

/// How many factors are tried before there are twice as many drawers, and how often there are.
const TRIES: u16 = 16;
const DOUBLINGS: u16 = 12;

impl Pairs {
    /// Of pairs in order, and what stands under all others of each first sign; no number is the largest there is.
    pub(super) fn of(pairs: &[((u16, u16), u16)], others: &[u16]) -> Self {
        // What has no pair has the first drawer, which stays empty.
        let tables = others.iter().map(|&others| Table { others, ..Table::default() }).collect();
        let mut all = Self { tables, drawers: vec![Drawer::default()] };
        for alike in pairs.chunk_by(|((one, _), _), ((other, _), _)| one == other) {
            let ((first, _), _) = alike[0];
            let table = &mut all.tables[usize::from(first)];
            let start = all.drawers.len() as u32;
            let least = alike.len().div_ceil(ROOM).next_power_of_two();
            let fill = |nth: u16| {
                let count = (least << (nth / TRIES)).min(1 << BITS_OF_COUNT);
                let drawers = start << BITS_OF_COUNT | (count as u32 - 1);
                // An odd one, far from the others.
                let factor = (nth * 2 + 1).wrapping_mul(0x9E37) | 1;
                let table = Table { drawers, factor, ..*table };
                Some((table, table.fill(alike, count)?))
            };
            // What finds no room is one of all others.
            if let Some((filled, drawers)) = (0..TRIES * DOUBLINGS).find_map(fill) {
                *table = filled;
                all.drawers.extend(drawers);
            }
        }
        all
    }

    /// What stands under a pair, or else what stands under all others; and which of both it is.
    #[inline(always)]
    pub(super) fn get(&self, first: u16, second: u16) -> (u16, bool) {
        let table = &self.tables[usize::from(first)];
        let Drawer { seconds, numbers } = self.drawers[table.drawer(second) as usize];
        let mut found = 0;
        for nth in 0..ROOM {
            // All ones where it is the one.
            found |= numbers[nth] & u16::from(seconds[nth] == second).wrapping_neg();
        }
        (select_unpredictable(found > 0, found.wrapping_sub(1), table.others), found > 0)
    }
}

impl Table {
    /// Which of all drawers a second sign is in.
    #[inline(always)]
    fn drawer(&self, second: u16) -> u32 {
        (self.drawers >> BITS_OF_COUNT) + self.nth(second)
    }

    /// Which of its own.
    #[inline(always)]
    fn nth(&self, second: u16) -> u32 {
        // The higher bits are the better ones.
        u32::from(second.wrapping_mul(self.factor).swap_bytes()) & (self.drawers % (1 << BITS_OF_COUNT))
    }

    /// So many drawers with these pairs, if there is room in each.
    fn fill(&self, pairs: &[((u16, u16), u16)], count: usize) -> Option<Vec<Drawer>> {
        let mut drawers = vec![Drawer::default(); count];
        for &((_, second), number) in pairs {
            let Drawer { seconds, numbers } = &mut drawers[self.nth(second) as usize];
            let place = numbers.iter().position(|number| *number == 0)?;
            (seconds[place], numbers[place]) = (second, number + 1);
        }
        Some(drawers)
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
            pairs in proptest::collection::btree_map((0_u16..20, 0_u16..300), 0..u16::MAX, 0..600),
            others in any::<[u16; 20]>(),
        ) {
            let pairs: BTreeMap<(u16, u16), u16> = pairs;
            let put: Vec<_> = pairs.iter().map(|(pair, number)| (*pair, *number)).collect();
            let all = Pairs::of(&put, &others);
            for first in 0..20 {
                for second in 0..300 {
                    let listed = pairs.get(&(first, second));
                    let expected = (*listed.unwrap_or(&others[usize::from(first)]), listed.is_some());
                    prop_assert_eq!(all.get(first, second), expected);
                }
            }
        }
    }
}
