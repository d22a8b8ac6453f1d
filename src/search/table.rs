//! A table from keys to numbers, for the loops that look something up for every word of a site.

/// What something is found by.
pub(super) trait Key: Copy + Eq {
    /// What no key is.
    const NONE: Self;

    /// A number that is seldom that of another key: its lowest bits, and the same on every machine.
    fn hash(self) -> usize;
}

impl Key for u32 {
    const NONE: Self = Self::MAX;

    #[inline]
    fn hash(self) -> usize {
        (self.wrapping_mul(0x9E37_79B1) >> 8) as usize
    }
}

/// How much room there is at first.
const LEAST: usize = 64;

/// What stands under each key.
#[derive(Debug)]
pub(super) struct Table<K = u32> {
    /// Keys with their values, each at its place or behind it; a power of two of them, at most half of them in use.
    slots: Vec<(K, u32)>,
    len: usize,
}

impl<K: Key> Default for Table<K> {
    fn default() -> Self {
        Self { slots: vec![(K::NONE, 0); LEAST], len: 0 }
    }
}

impl<K: Key> Table<K> {
    /// Forgets all of them, but keeps their room; of much more than they needed only some, for all of it has to be cleared.
    pub(super) fn clear(&mut self) {
        self.slots.truncate((self.len * 8).next_power_of_two().max(LEAST));
        self.slots.fill((K::NONE, 0));
        self.len = 0;
    }

    /// How many there are.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// What stands under `key`.
    #[inline]
    pub(super) fn get(&self, key: K) -> Option<u32> {
        let (found, value) = self.slots[self.place(key)];
        (found == key).then_some(value)
    }

    /// Puts `value` under a key; what stood there, if anything did, is forgotten.
    pub(super) fn insert(&mut self, key: K, value: u32) {
        *self.at(key) = value;
    }

    /// What stands under `key`, at first 0.
    #[inline]
    pub(super) fn at(&mut self, key: K) -> &mut u32 {
        let mut place = self.place(key);
        if self.slots[place].0 == K::NONE {
            place = self.take(key, place);
        }
        &mut self.slots[place].1
    }

    /// All of them, in no order that means anything.
    pub(super) fn iter(&self) -> impl Iterator<Item = (K, u32)> {
        self.slots.iter().copied().filter(|(key, _)| *key != K::NONE)
    }

    /// Where a key is, or could be.
    #[inline]
    fn place(&self, key: K) -> usize {
        let mask = self.slots.len() - 1;
        let mut place = key.hash() & mask;
        while self.slots[place].0 != key && self.slots[place].0 != K::NONE {
            place = (place + 1) & mask;
        }
        place
    }

    /// Takes in a new key, which could be at `place`; where it is then.
    fn take(&mut self, key: K, mut place: usize) -> usize {
        self.len += 1;
        if self.len * 2 > self.slots.len() {
            let larger = vec![(K::NONE, 0); self.slots.len() * 2];
            for (key, value) in std::mem::replace(&mut self.slots, larger) {
                if key != K::NONE {
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
        fn it_tells_what_was_put(
            before in 0_u32..600,
            puts in proptest::collection::vec((0_u32..300, any::<u32>()), 0..600),
        ) {
            let (mut table, mut expected) = (Table::<u32>::default(), BTreeMap::new());
            (0..before).for_each(|key| table.insert(key, 1));
            table.clear();
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
