//! Which bytes of a text belong to words: many are looked at at once, since every letter of a site is.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::text::is_invisible;

/// How many bytes are looked at at once.
const SOME: usize = 64;

/// How many places where words begin or end are written down at once: in [`SOME`] bytes there are mostly some twenty.
const AT_ONCE: usize = 8;

/// Whether a form is a word, and not what stands between words.
pub(super) fn is_word(form: &str) -> bool {
    form.chars().next().is_some_and(is_part_of_word)
}

/// Whether `c` belongs to words.
pub(super) fn is_part_of_word(c: char) -> bool {
    match c {
        '\0'..='\u{7F}' => c.is_ascii_alphanumeric(),
        '×' | '÷' => false,
        '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => true,
        _ => c.is_alphanumeric() || is_combining_mark(c) || is_invisible(c),
    }
}

/// Whether a word has a letter or a digit, and is not marks alone. Nearly always its first bytes tell.
#[inline]
pub(super) fn has_letter(word: &str) -> bool {
    let [first, rest @ ..] = word.as_bytes() else { return false };
    // ASCII, U+00C0 to U+023F: which of both cannot be foreseen, so nothing branches on it.
    if (*first < 0x80) | (first.wrapping_sub(0xC3) <= 0xC8 - 0xC3) {
        return true;
    }
    // U+1E00 to U+1EFF.
    matches!((first, rest), (0xE1, [0xB8..=0xBB, ..])) || word.contains(char::is_alphanumeric)
}

/// Which bytes of a text belong to words.
#[derive(Debug, Default)]
pub(super) struct Letters {
    /// A bit for each byte; at last some noughts.
    bits: Vec<u64>,
    /// Where a run of ones begins and where it ends, one after the other; behind them is room for more.
    edges: Vec<u32>,
}

impl Letters {
    /// Where the words of a text stand.
    pub(super) fn words_of(&mut self, text: &str) -> impl Iterator<Item = Range<usize>> {
        self.look_at(text);
        let count = self.find_edges();
        let (words, _) = self.edges[..count].as_chunks();
        words.iter().map(|&[start, end]| start as usize..end as usize)
    }

    /// Finds where words begin and end; how many such places there are.
    fn find_edges(&mut self) -> usize {
        let Self { bits, edges } = self;
        edges.resize(edges.len().max((bits.len() + 1) * SOME), 0);
        let (mut count, mut before) = (0, 0);
        for (nth, block) in (0..).zip(&*bits) {
            let mut left = block ^ (block << 1 | before);
            before = block >> (SOME - 1);
            let end = count + left.count_ones() as usize;
            // Some at once, whether there are as many or not: how many there are cannot be foreseen.
            while count < end {
                for place in &mut edges[count..count + AT_ONCE] {
                    *place = nth * SOME as u32 + left.trailing_zeros();
                    left &= left.wrapping_sub(1);
                }
                count += AT_ONCE;
            }
            count = end;
        }
        count
    }

    fn look_at(&mut self, text: &str) {
        let (blocks, rest) = text.as_bytes().as_chunks::<SOME>();
        let mut last = [0; SOME];
        last[..rest.len()].copy_from_slice(rest);
        self.bits.clear();
        self.bits.extend(blocks.iter().chain([&last]).map(bits));
        for nth in 0..blocks.len() {
            let start = nth * SOME;
            let behind = blocks.get(nth + 1).unwrap_or(&last)[0];
            if !are_sure(&blocks[nth], behind) {
                self.clear(text, start..start + SOME);
            }
        }
        if !are_sure(&last, 0) {
            self.clear(text, blocks.len() * SOME..text.len());
        }
    }

    /// Takes the bits of all characters that begin in `range` and belong to no word.
    fn clear(&mut self, text: &str, range: Range<usize>) {
        for start in range.filter(|at| text.as_bytes()[*at] >= 0xC0) {
            if let Some(c) = text[start..].chars().next().filter(|c| !is_part_of_word(*c)) {
                (start..start + c.len_utf8()).for_each(|at| self.bits[at / SOME] &= !(1 << (at % SOME)));
            }
        }
    }
}

/// A bit for each byte of a letter of words, as far as the byte alone tells.
fn bits(bytes: &[u8; SOME]) -> u64 {
    let marks = bytes.map(|byte| u8::from(byte.is_ascii_alphanumeric() | (byte >= 0x80)));
    let (eights, _) = marks.as_chunks::<8>();
    // The lowest bits of eight bytes, moved side by side to the highest of them.
    let side_by_side = |eight: &[u8; 8]| u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    eights.iter().rev().fold(0, |bits, eight| bits << 8 | side_by_side(eight))
}

/// Whether each of some bytes, with the one behind it, tells enough: it is ASCII, or no first byte, or begins U+00C0 to U+023F
/// but × and ÷, or U+1E80 to U+1EFF, the letters with two marks. There is no branch that depends on the letters.
#[inline]
fn are_sure(bytes: &[u8; SOME], behind: u8) -> bool {
    let mut next = [behind; SOME];
    next[..SOME - 1].copy_from_slice(&bytes[1..]);
    let mut doubts = [0; SOME];
    for nth in 0..SOME {
        let (byte, next) = (bytes[nth], next[nth]);
        let is_latin = (byte == 0xC3) & (next != 0x97) & (next != 0xB7) | (byte.wrapping_sub(0xC4) <= 4);
        let is_marked_twice = (byte == 0xE1) & (next & 0xFE == 0xBA);
        doubts[nth] = u8::from(!((byte < 0xC0) | is_latin | is_marked_twice));
    }
    doubts.iter().fold(0, |any, doubt| any | doubt) == 0
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use proptest::prelude::{prop_assert_eq, proptest};

    use super::{Letters, is_part_of_word};

    fn words(text: &str) -> Vec<Range<usize>> {
        Letters::default().words_of(text).collect()
    }

    fn expected(text: &str) -> Vec<Range<usize>> {
        let mut words: Vec<Range<usize>> = Vec::new();
        for (at, c) in text.char_indices().filter(|(_, c)| is_part_of_word(*c)) {
            match words.last_mut() {
                Some(last) if last.end == at => last.end += c.len_utf8(),
                _ => words.push(at..at + c.len_utf8()),
            }
        }
        words
    }

    #[test]
    fn bytes_tell_the_same_as_characters() {
        for c in '\0'..=char::MAX {
            for text in [c.to_string(), format!("a{c}b")] {
                assert_eq!(words(&text), expected(&text), "{c:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn so_they_do_in_texts(text in "([a-z ẹđ–“×]|\\PC){0,400}") {
            let mut letters = Letters::default();
            for text in [&text, &text[..0], &text] {
                prop_assert_eq!(letters.words_of(text).collect::<Vec<_>>(), expected(text));
            }
        }
    }
}
