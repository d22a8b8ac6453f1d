//! Which bytes of a file a run of its cleaned text stands for.

use std::borrow::Cow;
use std::ops::Range;

use crate::text::{clusters, nfc};

/// The way from cleaned text back to the text of the file.
#[derive(Debug)]
pub struct Alignment {
    /// Where both differ, in order.
    pieces: Vec<Piece>,
}

/// A run that is spelled in another way in the file.
#[derive(Debug)]
struct Piece {
    raw: Range<usize>,
    clean: Range<usize>,
    /// Whether it is letters with their marks apart; else it is a byte order mark or a line end.
    is_decomposed: bool,
}

impl Alignment {
    /// Of the whole text of a file, byte order mark and all.
    pub fn of(raw: &str) -> Self {
        let mut pieces: Vec<Piece> = Vec::new();
        // How far the cleaned text lags behind; composing may make a letter longer.
        let (mut raw_at, mut clean_at) = (0, 0);
        let mut piece = |raw: Range<usize>, length: usize, is_decomposed: bool| {
            let clean = clean_at + raw.start - raw_at;
            (raw_at, clean_at) = (raw.end, clean + length);
            pieces.push(Piece { raw, clean: clean..clean + length, is_decomposed });
        };
        let start = raw.len() - raw.strip_prefix('\u{feff}').unwrap_or(raw).len();
        if start > 0 {
            piece(0..start, 0, false);
        }
        for cluster in clusters(&raw[start..]) {
            let range = start + cluster.start..start + cluster.end;
            let written = &raw[range.clone()];
            if written == "\r" && raw[range.end..].starts_with('\n') {
                piece(range, 0, false);
            } else if let Cow::Owned(composed) = nfc(written) {
                piece(range, composed.len(), true);
            }
        }
        Self { pieces }
    }

    /// The runs of the cleaned text whose letters have their marks apart in the file.
    pub fn decomposed(&self) -> Vec<Range<usize>> {
        self.pieces.iter().filter(|piece| piece.is_decomposed).map(|piece| piece.clean.clone()).collect()
    }

    /// The bytes of the file that a run of the cleaned text stands for; none where it is but a part of what the file
    /// spells in one.
    pub fn raw(&self, clean: Range<usize>) -> Option<Range<usize>> {
        Some(self.start(clean.start)?..self.end(clean.end)?)
    }

    fn start(&self, clean: usize) -> Option<usize> {
        // What is not there in the cleaned text stands before the letter.
        self.offset(clean, self.pieces.partition_point(|piece| piece.clean.end <= clean))
    }

    fn end(&self, clean: usize) -> Option<usize> {
        self.offset(
            clean,
            self.pieces.partition_point(|piece| {
                piece.clean.end <= clean && !piece.clean.is_empty() || piece.clean.end < clean
            }),
        )
    }

    /// The byte of the file at `clean`, before which `passed` pieces lie.
    fn offset(&self, clean: usize, passed: usize) -> Option<usize> {
        if self.pieces.get(passed).is_some_and(|next| next.clean.start < clean) {
            return None;
        }
        let (raw_at, clean_at) = match passed.checked_sub(1) {
            Some(last) => (self.pieces[last].raw.end, self.pieces[last].clean.end),
            None => (0, 0),
        };
        Some(raw_at + clean - clean_at)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::Alignment;
    use crate::source::decode;

    #[test]
    fn runs_are_found_again() {
        for (raw, clean, expected) in [
            ("một hai", "hai", Some("hai")),
            ("\u{feff}một", "một", Some("một")),
            ("một\r\nhai", "hai", Some("hai")),
            ("một\r\nhai", "một", Some("một")),
            ("mo\u{323}\u{302}t hai", "một", Some("mo\u{323}\u{302}t")),
            ("mo\u{323}\u{302}t hai", "ộ", Some("o\u{323}\u{302}")),
            ("mo\u{323}\u{302}t hai", "hai", Some("hai")),
            ("a\rb", "\nb", Some("\rb")),
        ] {
            let text = decode(raw).text;
            let at = text.find(clean).unwrap();
            let found = Alignment::of(raw).raw(at..at + clean.len());
            assert_eq!(found.map(|range| &raw[range]), expected, "{raw:?}");
        }
    }

    proptest! {
        #[test]
        fn every_character_is_found_again(raw in "\u{feff}?([a-zêộ\u{302}\u{323}\u{301} ]|\r\n|\r|\n){0,30}") {
            let text = decode(&raw).text;
            let alignment = Alignment::of(&raw);
            for (at, c) in text.char_indices() {
                if let Some(range) = alignment.raw(at..at + c.len_utf8()) {
                    prop_assert_eq!(&*decode(&raw[range]).text, c.to_string());
                }
            }
        }
    }
}
