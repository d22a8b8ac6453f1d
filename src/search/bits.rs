//! Numbers as bits, and bits as letters that may stand in a script.

/// What seven bits may not stand for in a string of a script, or in a file that passes through many hands: NUL, ends of
/// lines, the end of a text on some systems, the end of the string and its escape.
const UNSAFE: [u8; 6] = [0, b'\n', b'\r', 0x1A, b'"', b'\\'];

/// How many bits a letter holds.
pub(super) const SEVEN: u32 = 7;

/// Each seven bits as a letter of one byte. Where they are [`UNSAFE`], they and the next seven are one letter of two bytes:
/// so a letter a byte it is, whatever they are.
pub(super) fn letters(sevens: &[u8]) -> String {
    let mut letters = String::with_capacity(sevens.len());
    let mut sevens = sevens.iter();
    while let Some(&seven) = sevens.next() {
        match UNSAFE.iter().position(|it| *it == seven) {
            None => letters.push(char::from(seven)),
            Some(which) => {
                let next = sevens.next().map_or(0, |next| u32::from(*next));
                letters.extend(char::from_u32(0x80 + ((which as u32) << SEVEN) + next));
            }
        }
    }
    letters
}

/// Bits, written one behind the other.
#[derive(Debug, Default, Clone)]
pub(super) struct Bits {
    sevens: Vec<u8>,
    /// Those that are no seven yet, the last written lowest.
    open: u64,
    count: u32,
}

impl Bits {
    /// Appends the lowest `count` bits of `value`, at most 32, the highest first.
    pub(super) fn push(&mut self, value: u32, count: u32) {
        self.open = self.open << count | u64::from(value) & ((1 << count) - 1);
        self.count += count;
        while self.count >= SEVEN {
            self.count -= SEVEN;
            self.sevens.push((self.open >> self.count) as u8);
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
    fn set(&mut self, values: impl Iterator<Item = u32>, count: u32, end: u32) {
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
    fn ones(&mut self, mut count: u32) {
        while count >= 24 {
            self.push(0xFF_FFFF, 24);
            count -= 24;
        }
        self.push(((1 << count) - 1) << 1, count + 1);
    }

    /// As letters, of which the last may be filled up.
    pub(super) fn finish(mut self) -> String {
        if self.count > 0 {
            self.push(0, SEVEN - self.count);
        }
        letters(&self.sevens)
    }
}

/// How many bits of what parts two of `count` numbers below `end` are written as they are.
fn low_bits(count: u32, end: u32) -> u32 {
    // Seven tenths of the mean is where a bit more or less costs the same.
    (u64::from(end) * 7 / 10).checked_div(u64::from(count)).map_or(0, |gap| (gap + 1).ilog2())
}

#[cfg(test)]
mod tests {
    use super::{Bits, UNSAFE, letters};

    #[test]
    fn letters_may_stand_in_a_string_of_a_script_and_tell_their_bits() {
        let all: Vec<u8> = (0..0x80).flat_map(|one| (0..0x80).flat_map(move |other| [one, other])).collect();
        let written = letters(&all);
        assert!(written.chars().all(|letter| u32::from(letter) >= 0x80 || !UNSAFE.contains(&(letter as u8))));
        assert!(!written.contains(['\u{2028}', '\u{2029}']));
        assert_eq!(written.len(), all.len());
        let read = written.chars().flat_map(|letter| match u32::from(letter) {
            seven @ 0..0x80 => vec![seven as u8],
            two => vec![UNSAFE[(two as usize - 0x80) >> 7], two as u8 & 0x7F],
        });
        assert_eq!(read.collect::<Vec<u8>>(), all);
        // What has no other seven behind it takes a nought.
        assert_eq!(letters(&[0]), "\u{80}");
    }

    #[test]
    fn bits_fill_letters() {
        let mut bits = Bits::default();
        bits.push(0b100_0001, 7);
        bits.push(1, 1);
        assert_eq!(bits.finish(), "A@");
    }
}
