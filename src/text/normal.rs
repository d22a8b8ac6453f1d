//! One spelling for every letter: Unicode normalisation form C, which TCVN 6909:2001 asks of the output.
//!
//! 1. Text of none but ASCII and composed Vietnamese letters, which is nearly all of it, is seen to be NFC by its ranges.
//! 2. Other text is asked of the Unicode tables.
//! 3. Only text that is not NFC is written anew.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc, is_nfc_quick};

/// `text` in NFC; borrowed if it is so already.
///
/// ```
/// assert_eq!(thidua::text::nfc("Ba\u{302}\u{301}c"), "Bấc");
/// ```
pub fn nfc(text: &str) -> Cow<'_, str> {
    if is_plain(text.as_bytes()) || is_nfc(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// The runs of `text` that can be brought to NFC each by itself: a letter, and what may compose with it. They cover it.
pub fn clusters(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        let mut chars = text[start..].chars();
        let first = chars.next()?;
        let marks = chars.take_while(|&c| !begins_anew(c)).map(char::len_utf8).sum::<usize>();
        at = start + first.len_utf8() + marks;
        Some(start..at)
    })
}

/// Whether nothing in front of `c` can compose with it, or change places with it.
fn begins_anew(c: char) -> bool {
    c < '\u{300}' || canonical_combining_class(c) == 0 && is_nfc_quick([c].into_iter()) == IsNormalized::Yes
}

/// Whether all of `utf8` is NFC whatever stands beside it: below the first combining mark (U+0300), a Vietnamese letter
/// with two marks (U+1E80 to U+1EFF, all of them composed), or a dash, quotation mark, bullet or ellipsis (U+2010 to
/// U+2027).
///
/// Bytes are looked at, not characters: in Vietnamese their lengths come in no order that a processor could foresee.
fn is_plain(utf8: &[u8]) -> bool {
    /// The first byte of U+0300; those below it begin or go on with lower characters.
    const FIRST_MARK: u8 = 0xCC;
    let last_two = utf8.len().saturating_sub(2);
    let may_be_other = |bytes: &[u8]| {
        let &[first, second, third] = bytes else { return true };
        let is_vietnamese = (first == 0xE1) & ((second == 0xBA) | (second == 0xBB));
        let is_punctuation = (first == 0xE2) & (second == 0x80) & (0x90..=0xA7).contains(&third);
        (first >= FIRST_MARK) & !is_vietnamese & !is_punctuation
    };
    // All of them: a loop that never stops early, without branches, is done many bytes at a time.
    !utf8.windows(3).fold(false, |other, bytes| other | may_be_other(bytes))
        && utf8[last_two..].iter().all(|byte| *byte < FIRST_MARK)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
    use unicode_normalization::{UnicodeNormalization, is_nfc};

    use super::{clusters, is_plain, nfc};

    #[test]
    fn spellings() {
        let table = [
            ("", ""),
            ("Ke\u{302}\u{301} hoa\u{323}ch", "Kế hoạch"),
            ("kế hoạch", "kế hoạch"),
            ("ô\u{323}", "ộ"),
            ("ọ\u{302}", "ộ"),
            ("o\u{31B}\u{301}", "ớ"),
            ("\u{212A}", "K"),
            ("“đ” – …", "“đ” – …"),
        ];
        for (text, expected) in table {
            assert_eq!(nfc(text), expected, "{text:?}");
        }
    }

    #[test]
    fn composed_text_is_borrowed() {
        for text in ["", "plain", "Đợt thi đua “75 ngày đêm” – …", "中文", "\u{301}"] {
            assert!(matches!(nfc(text), Cow::Borrowed(_)), "{text:?}");
        }
    }

    #[test]
    fn plainly_composed_letters_are_nfc_in_any_company() {
        let marks: Vec<char> = ('\u{300}'..='\u{36F}').collect();
        let plain = |c: &char| is_plain(c.encode_utf8(&mut [0; 4]).as_bytes());
        assert!("aÃăĐđộỹ–“…".chars().all(|c| plain(&c)));
        for c in ('\0'..=char::MAX).filter(plain) {
            assert!(is_nfc(c.encode_utf8(&mut [0; 4])), "{c:?}");
            assert!(!unicode_normalization::char::is_combining_mark(c), "{c:?}");
            assert!(!marks.contains(&c));
        }
    }

    proptest! {
        #[test]
        fn nfc_is_what_unicode_says(text in any::<String>()) {
            let decomposed: String = text.nfd().collect();
            prop_assert_eq!(nfc(&text).into_owned(), text.nfc().collect::<String>());
            prop_assert_eq!(nfc(&decomposed), nfc(&text));
            prop_assert!(matches!(nfc(&nfc(&text)), Cow::Borrowed(_)));
        }

        #[test]
        fn clusters_are_composed_by_themselves(text in "([a-zâđêưạ\u{300}-\u{345}가\u{1100}\u{1161}\u{212A}\u{F73}ао ]|\\PC){0,20}") {
            let composed: String = clusters(&text).map(|cluster| nfc(&text[cluster])).collect();
            prop_assert_eq!(composed, nfc(&text).into_owned());
        }

        #[test]
        fn and_for_vietnamese(text in "[a-zA-ZăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặ\u{300}\u{301}\u{302}\u{303}\u{306}\u{309}\u{31B}\u{323} ]{0,20}") {
            prop_assert_eq!(nfc(&text).into_owned(), text.nfc().collect::<String>());
        }
    }
}
