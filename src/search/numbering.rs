//! Forms as numbers: each gets the next one when it is first met.

use std::collections::HashMap;
use std::ops::Range;

/// How long a form is that can be its own key.
const SHORT: usize = 16;

/// How much room there is at first.
const LEAST: usize = 1 << 10;

/// The numbers of forms, none of which is empty or holds U+0000.
#[derive(Debug)]
pub(super) struct Numbering {
    /// Where the forms stand in `keys`, each at the place of its hash or behind it; a power of two of them, at most a quarter of
    /// them in use: most forms are found at once. They are of two bytes, that they stay near the processor.
    places: Vec<u16>,
    /// The forms by their numbers, counted from 1; the others, as none. To compare two is to compare two numbers, wherever
    /// their texts are.
    keys: Vec<Key>,
    /// Forms that are long, or come when there are as many as two bytes can tell.
    others: HashMap<Box<[u8]>, u32>,
}

/// The bytes of a form; behind them are noughts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Key(u128);

impl Default for Numbering {
    fn default() -> Self {
        Self { places: vec![0; LEAST], keys: vec![Key::NONE], others: HashMap::new() }
    }
}

impl Numbering {
    /// Forgets all forms, but keeps their room; of much more than they needed only some, for all of it has to be cleared.
    pub(super) fn clear(&mut self) {
        self.places.truncate((self.len() * 4).next_power_of_two().max(LEAST));
        self.places.fill(0);
        self.keys.truncate(1);
        self.others.clear();
    }

    /// How many forms there are.
    pub(super) fn len(&self) -> usize {
        self.keys.len() - 1
    }

    /// The number of the form at `range` of a text, if there is such a one.
    #[inline(always)]
    pub(super) fn find(&self, text: &[u8], range: Range<usize>) -> Option<u32> {
        if range.len() > SHORT {
            return self.find_other(&text[range]);
        }
        match self.place(Key::of(text, range.clone())) {
            Ok(number) => Some(number),
            Err(_) => self.find_other(&text[range]),
        }
    }

    #[cold]
    fn find_other(&self, form: &[u8]) -> Option<u32> {
        self.others.get(form).copied()
    }

    /// Whether no place can tell one more.
    fn is_full(&self) -> bool {
        self.keys.len() > usize::from(u16::MAX)
    }

    /// Takes in a form that is not there; its number.
    pub(super) fn take(&mut self, form: &[u8]) -> u32 {
        let number = self.len() as u32;
        if form.len() > SHORT || self.is_full() {
            self.keys.push(Key::NONE);
            self.others.insert(form.into(), number);
            return number;
        }
        let key = Key::of(form, 0..form.len());
        if let Err(place) = self.place(key) {
            self.places[place] = self.keys.len() as u16;
            self.keys.push(key);
        }
        if self.len() * 4 > self.places.len() {
            self.widen();
        }
        number
    }

    /// The number of a key; if there is none, where it could stand.
    #[inline(always)]
    fn place(&self, key: Key) -> Result<u32, usize> {
        let mask = self.places.len() - 1;
        let mut place = key.hash() & mask;
        loop {
            let nth = self.places[place];
            if self.keys[nth as usize] == key {
                return Ok(u32::from(nth) - 1);
            }
            if nth == 0 {
                return Err(place);
            }
            place = (place + 1) & mask;
        }
    }

    /// Makes twice as much room.
    fn widen(&mut self) {
        self.places = vec![0; self.places.len() * 2];
        let mask = self.places.len() - 1;
        for (nth, key) in (0..).zip(&self.keys).filter(|(_, key)| **key != Key::NONE) {
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
                numbering.take(form.as_bytes());
            }
            numbering.clear();
            let text = forms.join(" ");
            let mut at = 0;
            for form in forms {
                let number = numbering.find(text.as_bytes(), at..at + form.len());
                at += form.len() + 1;
                prop_assert_eq!(number.is_none(), !different.contains(&form));
                let number = number.unwrap_or_else(|| {
                    different.push(form.clone());
                    numbering.take(form.as_bytes())
                });
                prop_assert_eq!(&different[number as usize], &form);
                prop_assert_eq!(numbering.find(form.as_bytes(), 0..form.len()), Some(number));
            }
            prop_assert_eq!(numbering.len(), different.len());
            prop_assert_eq!(numbering.find(b"z", 0..1), None);
        }
    }
}
