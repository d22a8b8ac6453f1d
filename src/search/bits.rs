//! Bits, one behind the other, as letters that may stand in a script: numbers, lists of numbers.

use super::huffman::Code;

/// How many bits a letter holds. With them it is one of those from [`FIRST`] on, which are of two bytes in UTF-16 each: none of
/// them ends a string or a line, or needs another beside it.
const BITS_OF_LETTER: usize = 15;
const FIRST: u16 = 0x3000;
const _: () = assert!((FIRST as usize) + (1 << BITS_OF_LETTER) <= 0xD800);

/// So many bytes are as many bits as some letters.
const BYTES: usize = 15;
const LETTERS: usize = BYTES * 8 / BITS_OF_LETTER;

/// Bits, the lowest of each number first.
#[derive(Debug, Default)]
pub(super) struct Bits {
    /// Where whole bytes stand, up to `end`, and room for more.
    bytes: Vec<u8>,
    end: usize,
    /// What is behind the last byte, and how many bits that are: less than eight.
    open: u64,
    count: u32,
}

/// Bits in runs that the reader can begin with.
#[derive(Debug, Default)]
pub(super) struct Runs {
    pub(super) bits: Bits,
    ends: Vec<usize>,
}

/// How much room there has to be: all that one push can add.
const ROOM: usize = size_of::<u64>();

/// Where bits are written. It is nowhere but in the loop that writes, so what each push changes stays in registers.
pub(super) struct Pen<'b> {
    bytes: &'b mut Vec<u8>,
    end: usize,
    open: u64,
    count: u32,
}

impl Pen<'_> {
    /// Writes the lowest `count` bits of `value`, which has no others: 56 at most.
    #[inline(always)]
    pub(super) fn push(&mut self, value: u64, count: u32) {
        self.open |= value << self.count;
        self.count += count;
        if self.bytes.len() < self.end + ROOM {
            widen(self.bytes);
        }
        // All there is room for, whole bytes or not: nothing branches on how many there are.
        self.bytes[self.end..self.end + ROOM].copy_from_slice(&self.open.to_le_bytes());
        self.end += (self.count / 8) as usize;
        self.open >>= self.count & !7;
        self.count &= 7;
    }

    /// Writes a code.
    #[inline(always)]
    pub(super) fn code(&mut self, Code { bits, length }: Code) {
        self.push(bits.into(), length);
    }

    /// Writes numbers that rise, by what parts them: the lower `low` bits of each stand as they are, the rest as ones and a
    /// nought (Rice).
    #[inline(always)]
    pub(super) fn gaps(&mut self, values: impl Iterator<Item = u32>, low: u32) {
        let mut next = 0;
        for value in values {
            let gap = value - next;
            let mut high = gap >> low;
            while high >= MOST_ONES {
                self.push((1 << MOST_ONES) - 1, MOST_ONES);
                high -= MOST_ONES;
            }
            let rest = u64::from(gap) & ((1 << low) - 1);
            self.push(rest << (high + 1) | ((1 << high) - 1), high + 1 + low);
            next = value + 1;
        }
    }
}

/// Makes twice as much room.
#[cold]
#[inline(never)]
fn widen(bytes: &mut Vec<u8>) {
    bytes.resize((bytes.len() * 2).max(64 * ROOM), 0);
}

impl Bits {
    /// Writes what belongs together.
    #[inline(always)]
    pub(super) fn write(&mut self, write: impl FnOnce(&mut Pen<'_>)) {
        let Self { bytes, end, open, count } = self;
        let mut pen = Pen { bytes, end: *end, open: *open, count: *count };
        write(&mut pen);
        (*end, *open, *count) = (pen.end, pen.open, pen.count);
    }

    /// Writes the lowest `count` bits of `value`, which has no others: 56 at most.
    #[inline(always)]
    pub(super) fn push(&mut self, value: u64, count: u32) {
        self.write(|pen| pen.push(value, count));
    }

    /// Writes a code.
    #[inline(always)]
    pub(super) fn code(&mut self, code: Code) {
        self.write(|pen| pen.code(code));
    }

    /// Writes a number of any size: how many bits it has beyond the first, as ones and a nought, then those (Elias' γ).
    pub(super) fn number(&mut self, value: u32) {
        let value = u64::from(value) + 1;
        let bits = value.ilog2();
        self.push((1 << bits) - 1, bits + 1);
        self.push(value & ((1 << bits) - 1), bits);
    }

    /// Writes numbers that rise and are all less than `end`: how many, then these, or all others if those are fewer.
    pub(super) fn rising(&mut self, values: &[u32], end: u32) {
        let count = values.len() as u32;
        self.number(count);
        if count > end / 2 {
            self.write(|pen| pen.gaps(others(values, end), low_bits(end - count, end)));
        } else {
            self.write(|pen| pen.gaps(values.iter().copied(), low_bits(count, end)));
        }
    }

    /// How many there are.
    fn len(&self) -> usize {
        self.end * 8 + self.count as usize
    }

    fn clear(&mut self) {
        (self.end, self.open, self.count) = (0, 0, 0);
    }

    /// Adds them to a text in UTF-16, the lower byte of each letter first; behind the last bit stand noughts.
    pub(super) fn push_to(&self, text: &mut Vec<u8>) {
        let letters = self.len().div_ceil(BITS_OF_LETTER);
        let end = text.len() + letters * 2;
        text.reserve(letters * 2 + LETTERS * 2);
        let mut push = |bytes: &[u8; BYTES]| {
            let mut all = [0; 16];
            all[..BYTES].copy_from_slice(bytes);
            let all = u128::from_le_bytes(all);
            let letter = |nth| {
                let bits = (all >> (nth * BITS_OF_LETTER)) as u16 & ((1 << BITS_OF_LETTER) - 1);
                (FIRST + bits).to_le_bytes()
            };
            text.extend_from_slice(std::array::from_fn::<_, LETTERS, _>(letter).as_flattened());
        };
        let (runs, rest) = self.bytes[..self.end].as_chunks();
        runs.iter().for_each(&mut push);
        let mut last = [0; BYTES];
        last[..rest.len()].copy_from_slice(rest);
        last[rest.len()] = self.open as u8;
        push(&last);
        text.truncate(end);
    }
}

impl Runs {
    /// Ends a run; the next one may have no bits.
    pub(super) fn end(&mut self) {
        self.ends.push(self.bits.len());
    }

    /// How many bits each has.
    pub(super) fn lengths(&self) -> impl Iterator<Item = u32> {
        let mut start = 0;
        self.ends.iter().map(move |end| (end - std::mem::replace(&mut start, *end)) as u32)
    }

    /// Forgets them.
    pub(super) fn clear(&mut self) {
        self.bits.clear();
        self.ends.clear();
    }
}

/// So many ones are written at once.
const MOST_ONES: u32 = 24;

/// All numbers below `end` but for `values`, which rise.
fn others(values: &[u32], end: u32) -> impl Iterator<Item = u32> {
    let mut start = 0;
    values.iter().copied().chain([end]).flat_map(move |value| std::mem::replace(&mut start, value + 1)..value)
}

/// How many bits of what parts two of `count` numbers below `end` are best written as they are.
pub(super) fn low_bits(count: u32, end: u32) -> u32 {
    // Seven tenths of the mean is where a bit more or less costs the same.
    (u64::from(end) * 7 / 10).checked_div(u64::from(count)).map_or(0, |gap| (gap + 1).ilog2())
}

#[cfg(test)]
mod tests {
    use proptest::collection::{btree_set, vec};
    use proptest::prelude::{Strategy, prop_assert, prop_assert_eq, proptest};

    use super::{BITS_OF_LETTER, Bits, FIRST, low_bits};

    /// Reads bits as js/search.js does.
    struct Reading {
        bits: Vec<bool>,
        at: usize,
    }

    impl Reading {
        fn of(bits: &Bits) -> Self {
            let mut text = Vec::new();
            bits.push_to(&mut text);
            let (letters, rest) = text.as_chunks();
            assert!(rest.is_empty() && letters.len() == bits.len().div_ceil(BITS_OF_LETTER));
            let bits = letters.iter().flat_map(|letter| {
                let bits = u16::from_le_bytes(*letter).checked_sub(FIRST).unwrap();
                assert!(bits >> BITS_OF_LETTER == 0);
                (0..BITS_OF_LETTER).map(move |nth| bits >> nth & 1 > 0)
            });
            Self { bits: bits.collect(), at: 0 }
        }

        fn read(&mut self, count: u32) -> u64 {
            let start = self.at;
            self.at += count as usize;
            self.bits[start..self.at].iter().rev().fold(0, |bits, bit| bits << 1 | u64::from(*bit))
        }

        fn ones(&mut self) -> u32 {
            (0..).find(|_| self.read(1) == 0).unwrap()
        }

        fn number(&mut self) -> u32 {
            let bits = self.ones();
            ((1 << bits) + self.read(bits) - 1) as u32
        }

        fn rising(&mut self, end: u32) -> Vec<u32> {
            let count = self.number();
            let told = if count > end / 2 { end - count } else { count };
            let low = low_bits(told, end);
            let mut next = 0;
            let told: Vec<u32> = (0..told)
                .map(|_| {
                    let value = next + (self.ones() << low) + self.read(low) as u32;
                    next = value + 1;
                    value
                })
                .collect();
            if count > end / 2 { (0..end).filter(|value| !told.contains(value)).collect() } else { told }
        }
    }

    fn value() -> impl Strategy<Value = (u64, u32)> {
        (0..=56_u32, proptest::num::u64::ANY).prop_map(|(count, value)| (value & ((1 << count) - 1), count))
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(values in vec(value(), 0..80)) {
            let mut bits = Bits::default();
            values.iter().for_each(|(value, count)| bits.push(*value, *count));
            prop_assert_eq!(bits.len(), values.iter().map(|(_, count)| *count as usize).sum::<usize>());
            let mut reading = Reading::of(&bits);
            for (value, count) in values {
                prop_assert_eq!(reading.read(count), value);
            }
            prop_assert!(reading.bits[reading.at..].iter().all(|bit| !bit));
        }

        #[test]
        fn so_are_lists(lists in vec((btree_set(0..200_u32, 0..200), 200..1000_u32), 0..5), number in 0..=u32::MAX) {
            let mut bits = Bits::default();
            for (list, end) in &lists {
                bits.rising(&list.iter().copied().collect::<Vec<_>>(), *end);
                bits.number(number);
            }
            let mut reading = Reading::of(&bits);
            for (list, end) in lists {
                prop_assert_eq!(reading.rising(end), list.into_iter().collect::<Vec<_>>());
                prop_assert_eq!(reading.number(), number);
            }
        }
    }

    #[test]
    fn lists_take_few_bits() {
        let length = |values: &[u32], end| {
            let mut bits = Bits::default();
            bits.rising(values, end);
            bits.len()
        };
        let one_in = |some: usize| (0..1000).step_by(some).collect::<Vec<u32>>();
        // None, all, all but one; one in ten, nine in ten.
        assert_eq!([length(&[], 1000), length(&one_in(1), 1000), length(&one_in(1)[1..], 1000)], [1, 19, 29]);
        let most: Vec<u32> = (0..1000).filter(|value| value % 10 > 0).collect();
        assert_eq!([length(&one_in(10), 1000), length(&most, 1000)], [512, 518]);
        // One that is far from the others.
        assert_eq!(length(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 999], 1000), 92);
    }
}
