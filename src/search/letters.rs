//! Which bytes of a text belong to words: many are looked at at once, since every letter of a site is.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::text::is_invisible;

/// How many bytes are looked at at once.
const SOME: usize = 32;
/// How many marks are.
const MARKS: usize = 8;

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

/// For each byte of a text whether it belongs to a word: 1 or 0; behind them noughts.
pub(super) struct Letters(Vec<u8>);

impl Letters {
    /// Of a text.
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut marks = Vec::with_capacity(bytes.len() + MARKS);
        marks.extend(bytes.iter().map(|byte| u8::from(byte.is_ascii_alphanumeric() | (*byte >= 0x80))));
        marks.resize(bytes.len() + MARKS, 0);
        let (chunks, _) = bytes.as_chunks::<SOME>();
        for (nth, chunk) in chunks.iter().enumerate() {
            let start = nth * SOME;
            let behind = bytes.get(start + SOME).copied().unwrap_or_default();
            if !are_sure(chunk, behind) {
                clear(text, start..start + SOME, &mut marks);
            }
        }
        clear(text, chunks.len() * SOME..bytes.len(), &mut marks);
        Self(marks)
    }

    /// Whether there is a single space `at`, and a word's letter behind it.
    #[inline]
    pub(super) fn is_single(&self, text: &[u8], at: usize) -> bool {
        text.get(at) == Some(&b' ') && self.0[at + 1] == 1
    }

    /// Where the run of words' letters, or of what stands between, ends that begins `at`.
    #[inline]
    pub(super) fn end(&self, mut at: usize, of_words: bool) -> usize {
        const ALL: u64 = u64::from_le_bytes([1; MARKS]);
        while let Some(marks) = self.0[at..].first_chunk::<MARKS>() {
            let marks = u64::from_le_bytes(*marks);
            let others = if of_words { marks ^ ALL } else { marks };
            if others != 0 {
                return at + others.trailing_zeros() as usize / 8;
            }
            at += MARKS;
        }
        self.0.len() - MARKS
    }
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

/// Takes the marks of all characters that begin in `range` and belong to no word.
fn clear(text: &str, range: Range<usize>, marks: &mut [u8]) {
    for start in range.filter(|at| text.as_bytes()[*at] >= 0xC0) {
        if let Some(c) = text[start..].chars().next().filter(|c| !is_part_of_word(*c)) {
            marks[start..start + c.len_utf8()].fill(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::{Letters, MARKS, is_part_of_word};

    fn marks(text: &str) -> Vec<u8> {
        let letters = Letters::of(text);
        letters.0[..letters.0.len() - MARKS].to_vec()
    }

    fn expected(text: &str) -> Vec<u8> {
        text.chars().flat_map(|c| vec![u8::from(is_part_of_word(c)); c.len_utf8()]).collect()
    }

    #[test]
    fn bytes_tell_the_same_as_characters() {
        for c in '\0'..=char::MAX {
            for text in [c.to_string(), format!("a{c}b")] {
                assert_eq!(marks(&text), expected(&text), "{c:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn so_they_do_in_texts(text in "([a-z ẹđ–“×]|\\PC){0,200}", cut in any::<proptest::sample::Index>()) {
            prop_assert_eq!(marks(&text), expected(&text));
            let letters = Letters::of(&text);
            let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let at = starts[cut.index(starts.len())];
            for of_words in [true, false] {
                let run: usize =
                    text[at..].chars().take_while(|c| is_part_of_word(*c) == of_words).map(char::len_utf8).sum();
                prop_assert_eq!(letters.end(at, of_words), at + run);
            }
        }
    }
}
