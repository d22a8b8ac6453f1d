//! Numbers as bits, and bits as letters that may stand in a script.

/// The letters that stand for bits: all of ASCII that shows, but for `"` and `\`. Two of them hold thirteen bits.
pub(super) const LETTERS: &[u8; 93] =
    b" !#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~";

/// How many bits two letters hold: 93 × 93 is a little more than 2¹³.
const PAIR: u32 = 13;

/// Bits, written one behind the other.
#[derive(Debug, Default, Clone)]
pub(super) struct Bits {
    letters: Vec<u8>,
    /// Those that fill no pair of letters yet, the last written lowest.
    open: u64,
    count: u32,
}

impl Bits {
    /// Appends the lowest `count` bits of `value`, at most 32, the highest first.
    pub(super) fn push(&mut self, value: u32, count: u32) {
        self.open = self.open << count | u64::from(value) & ((1 << count) - 1);
        self.count += count;
        while self.count >= PAIR {
            self.count -= PAIR;
            self.pair(self.open >> self.count);
            self.open &= (1 << self.count) - 1;
        }
    }

    /// Appends a number of any size: how many bits it has beyond the first, as ones and a nought, then those (Elias' γ).
    pub(super) fn number(&mut self, value: u32) {
        let value = u64::from(value) + 1;
        let bits = value.ilog2();
        self.ones(bits);
        self.push((value - (1 << bits)) as u32, bits);
    }

    /// Appends numbers that rise and are all less than `end`: how many, then they themselves.
    pub(super) fn rising(&mut self, values: &[u32], end: u32) {
        let count = values.len() as u32;
        self.number(count);
        self.set(values.iter().copied(), count, end);
    }

    /// Appends `count` numbers that rise and are all less than `end` by what parts them, each cut in two (Rice): the rest
    /// as ones, the lower bits as they are.
    pub(super) fn set(&mut self, values: impl Iterator<Item = u32>, count: u32, end: u32) {
        let low = low_bits(count, end);
        let mut next = 0;
        for value in values {
            let gap = value - next;
            self.ones(gap >> low);
            self.push(gap, low);
            next = value + 1;
        }
    }

    /// So many ones, and a nought.
    pub(super) fn ones(&mut self, mut count: u32) {
        while count >= 24 {
            self.push(0xFF_FFFF, 24);
            count -= 24;
        }
        self.push(((1 << count) - 1) << 1, count + 1);
    }

    /// The letters, of which the last pair may be filled up.
    pub(super) fn finish(mut self) -> String {
        if self.count > 0 {
            self.push(0, PAIR - self.count);
        }
        String::from_utf8(self.letters).unwrap_or_default()
    }

    fn pair(&mut self, value: u64) {
        let (high, low) = ((value / 93) as usize, (value % 93) as usize);
        self.letters.extend([LETTERS[high], LETTERS[low]]);
    }
}

/// How many bits of what parts two of `count` numbers below `end` are written as they are.
fn low_bits(count: u32, end: u32) -> u32 {
    // Seven tenths of the mean is where a bit more or less costs the same.
    (u64::from(end) * 7 / 10).checked_div(u64::from(count)).map_or(0, |gap| (gap + 1).ilog2())
}

#[cfg(test)]
mod tests {
    use super::{Bits, LETTERS};

    #[test]
    fn the_letters_may_stand_in_a_string_of_a_script() {
        assert!(LETTERS.is_sorted_by(|a, b| a < b));
        assert!(LETTERS.iter().all(|letter| (b' '..=b'~').contains(letter) && !b"\"\\".contains(letter)));
    }

    #[test]
    fn bits_fill_pairs_of_letters() {
        let mut bits = Bits::default();
        bits.push(0b1_0000_0000_0001, 13);
        bits.push(1, 1);
        let letters = bits.finish();
        let value = |pair: &str| {
            let at = |byte: u8| LETTERS.iter().position(|letter| *letter == byte).unwrap();
            at(pair.as_bytes()[0]) * 93 + at(pair.as_bytes()[1])
        };
        assert_eq!((value(&letters[..2]), value(&letters[2..])), (0b1_0000_0000_0001, 1 << 12));
    }
}
