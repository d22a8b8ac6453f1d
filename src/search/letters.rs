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
        let mut marks = vec![0; bytes.len() + MARKS];
        for (mark, byte) in marks.iter_mut().zip(bytes) {
            *mark = u8::from(byte.is_ascii_alphanumeric() | (*byte >= 0x80));
        }
        for start in (0..bytes.len()).step_by(SOME) {
            let some = &bytes[start..bytes.len().min(start + SOME)];
            let next = bytes.get(start + 1..).unwrap_or_default();
            if some.iter().zip(next).fold(false, |any, (byte, next)| any | !is_sure(*byte, *next)) {
                clear(text, start..start + some.len(), &mut marks);
            }
        }
        Self(marks)
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

/// Whether a byte and that behind it tell enough: it is ASCII, or no first byte, or begins U+00C0 to U+023F but × and ÷, or
/// U+1E80 to U+1EFF, the letters with two marks.
fn is_sure(byte: u8, next: u8) -> bool {
    (byte < 0xC0)
        | ((byte == 0xC3) & (next != 0x97) & (next != 0xB7))
        | (0xC4..=0xC8).contains(&byte)
        | ((byte == 0xE1) & ((next == 0xBA) | (next == 0xBB)))
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
