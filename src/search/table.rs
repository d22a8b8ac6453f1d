//! A table from numbers to numbers, for the loops that look something up for every word of a site.

/// A number that no key is.
const NONE: u32 = u32::MAX;

/// What stands under each key.
#[derive(Debug)]
pub(super) struct Table {
    /// Keys with their values, each at its place or behind it; a power of two of them, at most half of them in use.
    slots: Vec<(u32, u32)>,
    len: u32,
}

impl Default for Table {
    fn default() -> Self {
        Self::with_room(64)
    }
}

impl Table {
    /// With room for so many.
    pub(super) fn with_room(len: usize) -> Self {
        Self { slots: vec![(NONE, 0); (len * 2).next_power_of_two()], len: 0 }
    }

    /// How many there are.
    pub(super) fn len(&self) -> u32 {
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
    pub(super) fn at(&mut self, key: u32) -> &mut u32 {
        if self.len as usize * 2 >= self.slots.len() {
            self.grow();
        }
        let place = self.place(key);
        let (found, value) = &mut self.slots[place];
        if *found == NONE {
            *found = key;
            self.len += 1;
        }
        value
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

    fn grow(&mut self) {
        let mut larger = Self::with_room(self.slots.len());
        self.iter().for_each(|(key, value)| larger.insert(key, value));
        *self = larger;
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
            prop_assert_eq!(table.len() as usize, expected.len());
            prop_assert_eq!(table.iter().collect::<BTreeMap<_, _>>(), expected.clone());
            for key in 0..300 {
                prop_assert_eq!(table.get(key), expected.get(&key).copied());
            }
        }
    }
}
