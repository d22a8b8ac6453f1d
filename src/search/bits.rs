//! Bits as letters that may stand in a script.

/// What seven bits may not stand for in a string of a script, or in a file that passes through many hands: NUL, ends of
/// lines, the end of a text on some systems, the end of the string and its escape.
const UNSAFE: [u8; 6] = [0, b'\n', b'\r', 0x1A, b'"', b'\\'];

/// How many bits a letter holds.
pub(super) const SEVEN: u32 = 7;

/// Each seven bits as a letter of one byte. Where they are [`UNSAFE`], they and the next seven are one letter of two bytes:
/// so a letter a byte it is, whatever they are. They are put in `room`, in place of what is there.
pub(super) fn letters<'r>(sevens: &[u8], room: &'r mut Vec<u8>) -> &'r str {
    room.clear();
    let mut rest = sevens;
    loop {
        let safe = rest.iter().take_while(|seven| WHICH[usize::from(**seven & 0x7F)] == SAFE).count();
        let (run, behind) = rest.split_at(safe);
        room.extend(run);
        let Some((&seven, behind)) = behind.split_first() else { break };
        let next = behind.first().map_or(0, |next| u16::from(*next));
        let letter = 0x80 + (u16::from(WHICH[usize::from(seven & 0x7F)]) << SEVEN) + next;
        room.extend([0xC0 | (letter >> 6) as u8, 0x80 | (letter & 0x3F) as u8]);
        rest = behind.get(1..).unwrap_or_default();
    }
    simdutf8::basic::from_utf8(room).unwrap_or_default()
}

/// Which of [`UNSAFE`] each seven bits are.
const WHICH: [u8; 128] = {
    let mut which = [SAFE; 128];
    let mut at = 0;
    while at < UNSAFE.len() {
        which[UNSAFE[at] as usize] = at as u8;
        at += 1;
    }
    which
};
const SAFE: u8 = u8::MAX;

/// Numbers behind each other, each in a number of bits that the reader knows: so it can begin at any of them.
#[derive(Debug, Default)]
pub(super) struct Fields {
    sevens: Vec<u8>,
    /// What is behind the last seven bits, and how many bits that are: less than seven.
    open: u32,
    count: u32,
}

impl Fields {
    /// Writes the lowest `count` bits of `value`: 15 at most.
    pub(super) fn push(&mut self, value: u32, count: u32) {
        self.open = self.open << count | value & ((1 << count) - 1);
        self.count += count;
        while self.count >= SEVEN {
            self.count -= SEVEN;
            self.sevens.push((self.open >> self.count) as u8 & 0x7F);
        }
        self.open &= (1 << self.count) - 1;
    }

    /// As letters.
    pub(super) fn finish(mut self) -> String {
        self.push(0, (SEVEN - self.count) % SEVEN);
        letters(&self.sevens, &mut Vec::new()).to_owned()
    }
}

/// The sevens of letters, as the reader of the theme takes them.
#[cfg(test)]
pub(super) fn sevens(letters: &str) -> Vec<u8> {
    let of = |letter: char| match u32::from(letter) {
        seven @ 0..0x80 => vec![seven as u8],
        two => vec![UNSAFE[(two as usize - 0x80) >> SEVEN], two as u8 & 0x7F],
    };
    letters.chars().flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::{Fields, UNSAFE};

    fn letters(sevens: &[u8]) -> String {
        super::letters(sevens, &mut Vec::new()).to_owned()
    }

    #[test]
    fn fields_stand_where_those_before_them_end() {
        let mut fields = Fields::default();
        for (value, count) in [(0b101, 3), (0b011_0011_0011_0011, 15), (0, 0), (0xFFFF_FFFF, 4), (1, 2)] {
            fields.push(value, count);
        }
        assert_eq!(fields.finish(), "V3\u{1f}P");
    }

    #[test]
    fn letters_may_stand_in_a_string_of_a_script_and_tell_their_bits() {
        let all: Vec<u8> = (0..0x80).flat_map(|one| (0..0x80).flat_map(move |other| [one, other])).collect();
        let written = letters(&all);
        assert!(written.chars().all(|letter| u32::from(letter) >= 0x80 || !UNSAFE.contains(&(letter as u8))));
        assert!(!written.contains(['\u{2028}', '\u{2029}']));
        assert_eq!(written.len(), all.len());
        assert_eq!(super::sevens(&written), all);
        // What has no other seven behind it takes a nought.
        assert_eq!(letters(&[0]), "\u{80}");
    }
}
