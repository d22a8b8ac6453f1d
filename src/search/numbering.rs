//! Forms as numbers: each gets the next one when it is first met.

use std::collections::HashMap;
use std::ops::Range;

/// How long a form is that can be its own key.
const SHORT: usize = 16;

/// How much room there is at first.
const LEAST: usize = 64;

/// The numbers of forms, none of which is empty or holds U+0000.
#[derive(Debug)]
pub(super) struct Numbering {
    /// Where the forms stand in `keys`, counted from 1, each at the place of its hash or behind it; a power of two of them,
    /// at most a quarter of them in use: most forms are found at once.
    places: Vec<u32>,
    /// The forms by their numbers; those that are long, as none. To compare two is to compare two numbers, wherever their
    /// texts are.
    keys: Vec<Key>,
    long: HashMap<Box<[u8]>, u32>,
}

/// The bytes of a form; behind them are noughts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Key(u128);

impl Default for Numbering {
    fn default() -> Self {
        Self { places: vec![0; LEAST], keys: Vec::new(), long: HashMap::new() }
    }
}

impl Numbering {
    /// Forgets all forms, but keeps their room; of much more than they needed only some, for all of it has to be cleared.
    pub(super) fn clear(&mut self) {
        self.places.truncate((self.len() * 4).next_power_of_two().max(LEAST));
        self.places.fill(0);
        self.keys.clear();
        self.long.clear();
    }

    /// How many forms there are.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// The number of the form at `range` of a text, and whether it is a new one.
    #[inline(always)]
    pub(super) fn number(&mut self, text: &[u8], range: Range<usize>) -> (u32, bool) {
        if range.len() > SHORT {
            return self.long(&text[range]);
        }
        let key = Key::of(text, range);
        match self.place(key) {
            Ok(number) => (number, false),
            Err(place) => (self.take(key, place), true),
        }
    }

    #[cold]
    fn long(&mut self, form: &[u8]) -> (u32, bool) {
        if let Some(number) = self.long.get(form) {
            return (*number, false);
        }
        let number = self.len() as u32;
        self.keys.push(Key::NONE);
        self.long.insert(form.into(), number);
        (number, true)
    }

    /// The number of a form, if there is such a one.
    pub(super) fn find(&self, form: &str) -> Option<u32> {
        if form.len() > SHORT {
            return self.long.get(form.as_bytes()).copied();
        }
        self.place(Key::of(form.as_bytes(), 0..form.len())).ok()
    }

    /// The number of a key; if there is none, where it could stand.
    #[inline(always)]
    fn place(&self, key: Key) -> Result<u32, usize> {
        let mask = self.places.len() - 1;
        let mut place = key.hash() & mask;
        loop {
            match self.places[place] {
                0 => return Err(place),
                nth if self.keys[nth as usize - 1] == key => return Ok(nth - 1),
                _ => place = (place + 1) & mask,
            }
        }
    }

    /// Takes in a new key, which could stand at `place`; its number.
    #[inline(always)]
    fn take(&mut self, key: Key, place: usize) -> u32 {
        let number = self.len() as u32;
        self.keys.push(key);
        self.places[place] = number + 1;
        if self.len() * 4 > self.places.len() {
            self.widen();
        }
        number
    }

    /// Makes twice as much room.
    #[cold]
    fn widen(&mut self) {
        self.places = vec![0; self.places.len() * 2];
        let mask = self.places.len() - 1;
        let keys = (1..).zip(&self.keys).filter(|(_, key)| **key != Key::NONE);
        for (nth, key) in keys {
            let mut place = key.hash() & mask;
            while self.places[place] > 0 {
                place = (place + 1) & mask;
            }
            self.places[place] = nth;
        }
    }
}

impl Key {
    /// What no form is.
    const NONE: Self = Self(0);

    /// Of the form at `range` of a text, which is short. What stands behind it is read too, where there is enough.
    #[inline(always)]
    fn of(text: &[u8], range: Range<usize>) -> Self {
        let bytes = &text[range.start..];
        let all = bytes.first_chunk().copied().unwrap_or_else(|| {
            let mut all = [0; SHORT];
            all[..bytes.len()].copy_from_slice(bytes);
            all
        });
        Self(u128::from_le_bytes(all) & OF_LENGTH[range.len()])
    }

    /// A number that is seldom that of another key: its lowest bits, and the same on every machine.
    #[inline(always)]
    fn hash(self) -> usize {
        let [low, high] = [self.0 as u64, (self.0 >> 64) as u64];
        let hash = low.wrapping_mul(0x517C_C1B7_2722_0A95) ^ high.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        // The highest bits are the best ones.
        (hash >> 32) as usize
    }
}

/// The bits of so many bytes.
const OF_LENGTH: [u128; SHORT + 1] = {
    let mut bits = [0; SHORT + 1];
    let mut length = 1;
    while length <= SHORT {
        bits[length] = bits[length - 1] << 8 | 0xFF;
        length += 1;
    }
    bits
};

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::Numbering;

    proptest! {
        #[test]
        fn each_form_has_its_number(
            before in 0..300,
            forms in proptest::collection::vec("[a-cđ]{0,3}[xy]{1,17}", 0..300),
        ) {
            let (mut numbering, mut different) = (Numbering::default(), Vec::new());
            for form in (0..before).map(|nth| format!("x{nth}")) {
                numbering.number(form.as_bytes(), 0..form.len());
            }
            numbering.clear();
            let text = forms.join(" ");
            let mut at = 0;
            for form in forms {
                let (number, is_new) = numbering.number(text.as_bytes(), at..at + form.len());
                at += form.len() + 1;
                prop_assert_eq!(is_new, !different.contains(&form));
                if is_new {
                    different.push(form.clone());
                }
                prop_assert_eq!(&different[number as usize], &form);
                prop_assert_eq!(numbering.find(&form), Some(number));
            }
            prop_assert_eq!(numbering.len(), different.len());
            prop_assert_eq!(numbering.find("z"), None);
        }
    }
}
