//! Forms as numbers: each gets the next one when it is first met.

use std::collections::HashMap;
use std::ops::Range;

use super::table::{self, Table};

/// How long a form is that can be its own key.
const SHORT: usize = 16;

/// The numbers of forms, none of which is empty or holds U+0000.
#[derive(Debug, Default)]
pub struct Numbering {
    /// Nearly all of them. To compare two is to compare two numbers, wherever their texts are. What stands there is one
    /// more than the number.
    short: Table<Key>,
    long: HashMap<Box<str>, u32>,
}

/// The bytes of a form; behind them are noughts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Key(u64, u64);

impl Numbering {
    /// Forgets all forms, but keeps their room.
    pub(super) fn clear(&mut self) {
        self.short.clear();
        self.long.clear();
    }

    /// How many forms there are.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.short.len() + self.long.len()
    }

    /// The number of the form at `range` of `text`, and whether it is a new one.
    #[inline]
    pub(super) fn number(&mut self, text: &str, range: Range<usize>) -> (u32, bool) {
        let next = self.len() as u32;
        if range.len() > SHORT {
            return self.long(&text[range], next);
        }
        let number = self.short.at(Key::of(text, range));
        let is_new = *number == 0;
        if is_new {
            *number = next + 1;
        }
        (*number - 1, is_new)
    }

    #[cold]
    fn long(&mut self, form: &str, next: u32) -> (u32, bool) {
        match self.long.get(form) {
            Some(number) => (*number, false),
            None => (*self.long.entry(form.into()).or_insert(next), true),
        }
    }

    /// The number of a form, if there is such a one.
    pub(super) fn find(&self, form: &str) -> Option<u32> {
        if form.len() > SHORT {
            return self.long.get(form).copied();
        }
        self.short.get(Key::of(form, 0..form.len())).map(|number| number - 1)
    }
}

impl Key {
    /// Of the form at `range` of `text`, which is short. What stands behind it is read too, where there is enough.
    #[inline]
    fn of(text: &str, range: Range<usize>) -> Self {
        let bytes = &text.as_bytes()[range.start..];
        let all = bytes.first_chunk().copied().unwrap_or_else(|| {
            let mut all = [0; SHORT];
            all[..bytes.len()].copy_from_slice(bytes);
            all
        });
        let form = u128::from_le_bytes(all) & OF_LENGTH[range.len()];
        Self(form as u64, (form >> 64) as u64)
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

impl table::Key for Key {
    const NONE: Self = Self(0, 0);

    #[inline]
    fn hash(self) -> usize {
        let hash = self.0.wrapping_mul(0x517C_C1B7_2722_0A95) ^ self.1.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        // The highest bits are the best ones.
        (hash >> 32) as usize
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::Numbering;

    proptest! {
        #[test]
        fn each_form_has_its_number(forms in proptest::collection::vec("[a-cđ]{0,3}[xy]{1,17}", 0..300)) {
            let (mut numbering, mut different) = (Numbering::default(), Vec::new());
            let text = forms.join(" ");
            let mut at = 0;
            for form in forms {
                let (number, is_new) = numbering.number(&text, at..at + form.len());
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
