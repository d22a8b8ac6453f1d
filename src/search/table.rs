//! A table from keys to numbers, for the loops that look something up for every word of a site.

/// What no key is.
const NONE: u32 = u32::MAX;

/// What stands under each key.
#[derive(Debug)]
pub(super) struct Table {
    /// Keys with their values, each at its place or behind it; a power of two of them, at most half of them in use.
    slots: Vec<(u32, u32)>,
    len: usize,
}

impl Default for Table {
    fn default() -> Self {
        Self { slots: vec![(NONE, 0); 64], len: 0 }
    }
}

impl Table {
    /// With room for so many.
    pub(super) fn with_room(count: usize) -> Self {
        Self { slots: vec![(NONE, 0); (count * 2).next_power_of_two().max(64)], len: 0 }
    }

    /// How many there are.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// What stands under `key`.
    #[inline]
    pub(super) fn get(&self, key: u32) -> Option<u32> {
        let (found, value) = self.slots[self.place(key)];
        (found == key).then_some(value)
    }

    /// Puts `value` under a key; what stood there, if anything did, is forgotten.
    pub(super) fn insert(&mut self, key: u32, value: u32) {
        *self.at(key) = value;
    }

    /// What stands under `key`, at first 0.
    #[inline]
    pub(super) fn at(&mut self, key: u32) -> &mut u32 {
        let mut place = self.place(key);
        if self.slots[place].0 == NONE {
            place = self.take(key, place);
        }
        &mut self.slots[place].1
    }

    /// All of them, in no order that means anything.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, u32)> {
        self.slots.iter().copied().filter(|(key, _)| *key != NONE)
    }

    /// Where a key is, or could be.
    #[inline]
    fn place(&self, key: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut place = (key.wrapping_mul(0x9E37_79B1) >> 8) as usize & mask;
        while self.slots[place].0 != key && self.slots[place].0 != NONE {
            place = (place + 1) & mask;
        }
        place
    }

    /// Takes in a new key, which could be at `place`; where it is then.
    fn take(&mut self, key: u32, mut place: usize) -> usize {
        self.len += 1;
        if self.len * 2 > self.slots.len() {
            let larger = vec![(NONE, 0); self.slots.len() * 2];
            for (key, value) in std::mem::replace(&mut self.slots, larger) {
                if key != NONE {
                    let place = self.place(key);
                    self.slots[place] = (key, value);
                }
            }
            place = self.place(key);
        }
        self.slots[place].0 = key;
        place
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::Table;

    proptest! {
        #[test]
        fn it_tells_what_was_put(puts in proptest::collection::vec((0_u32..300, any::<u32>()), 0..600)) {
            let (mut table, mut expected) = (Table::default(), BTreeMap::new());
            for (key, value) in puts {
                // Keys far apart, and such as lie together.
                let key = if key % 2 == 0 { key << 20 } else { key };
                table.insert(key, value);
                expected.insert(key, value);
            }
            prop_assert_eq!(table.len(), expected.len());
            prop_assert_eq!(table.iter().collect::<BTreeMap<_, _>>(), expected.clone());
            for key in 0..300 {
                prop_assert_eq!(table.get(key), expected.get(&key).copied());
            }
        }
    }
}
