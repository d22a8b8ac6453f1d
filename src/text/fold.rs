//! Text without marks and case, for comparing what people type with what was written.
//!
//! 1. Normalise, so that NFD input gives the same.
//! 2. A Vietnamese letter gives its bare one at once (Ế → e, đ → d).
//! 3. Another letter is lowered; if Latin, it gives its bare letters (ç → c, æ → ae, ² → 2), else it stays whole.
//! 4. Drop combining marks, and the invisible characters that come with pasted text.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use super::nfc;

/// `text` in lower case and without marks; đ and Đ give d. Spaces and punctuation stay.
///
/// ```
/// assert_eq!(thidua::text::fold("Đợt thi ĐUA"), "dot thi dua");
/// ```
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in nfc(text).chars() {
        fold_char(c, &mut folded);
    }
    // A dropped mark may leave two halves of one letter side by side (Hangul can).
    if folded.is_ascii() { folded } else { nfc(&folded).into_owned() }
}

/// The bare letters of a Latin letter that Unicode does not decompose. `letter` is in lower case.
pub(super) fn stroked(letter: char) -> Option<&'static str> {
    Some(match letter {
        'đ' | 'ð' | 'ɖ' => "d", // ð and ɖ share the capital's look, so they get typed for đ
        'ø' => "o",
        'ł' => "l",
        'ħ' => "h",
        'ı' => "i",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        _ => return None,
    })
}

/// Whether `c` takes no room in print: soft hyphen, zero-width characters, byte order mark, variation selectors.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// Appends what `c` folds to.
fn fold_char(c: char, folded: &mut String) {
    if c.is_ascii() {
        folded.push(c.to_ascii_lowercase());
    } else if let Some(bare) = bare_vietnamese(c) {
        folded.push(bare);
    } else if c.is_alphanumeric() {
        // Only İ has more than one, of which the second is a mark.
        for lower in c.to_lowercase().take(1) {
            fold_letter(lower, folded);
        }
    } else if !is_combining_mark(c) && !is_invisible(c) {
        folded.push(c);
    }
}

/// The bare letter of a Vietnamese one that has marks.
fn bare_vietnamese(letter: char) -> Option<char> {
    Some(match letter {
        'À'..='Ã' | 'à'..='ã' | 'Ă' | 'ă' | 'Ạ'..='ặ' => 'a',
        'Đ' | 'đ' => 'd',
        'È'..='Ê' | 'è'..='ê' | 'Ẹ'..='ệ' => 'e',
        'Ì'..='Í' | 'ì'..='í' | 'Ĩ' | 'ĩ' | 'Ỉ'..='ị' => 'i',
        'Ò'..='Õ' | 'ò'..='õ' | 'Ơ' | 'ơ' | 'Ọ'..='ợ' => 'o',
        'Ù'..='Ú' | 'ù'..='ú' | 'Ũ' | 'ũ' | 'Ư' | 'ư' | 'Ụ'..='ự' => 'u',
        'Ý' | 'ý' | 'Ỳ'..='ỹ' => 'y',
        _ => return None,
    })
}

/// Appends the bare letters of `letter`, which is in lower case; the letter itself if it is not Latin.
fn fold_letter(letter: char, folded: &mut String) {
    if let Some(bare) = stroked(letter) {
        folded.push_str(bare);
        return;
    }
    let start = folded.len();
    let mut latin = true;
    decompose_compatible(letter, |part| {
        if part.is_ascii() {
            folded.push(part.to_ascii_lowercase());
        } else if let Some(bare) = stroked(part) {
            folded.push_str(bare);
        } else {
            latin &= is_combining_mark(part);
        }
    });
    if !latin || folded.len() == start {
        folded.truncate(start);
        folded.push(letter);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};
    use unicode_normalization::UnicodeNormalization;

    use super::{bare_vietnamese, fold, fold_letter};

    #[test]
    fn folded() {
        let table = [
            ("", ""),
            ("Đợt thi ĐUA", "dot thi dua"),
            ("ĐƯỜNG Ðường", "duong duong"),
            ("Nguyễn Thị Ẩn", "nguyen thi an"),
            ("ăâêôơư ĂÂÊÔƠƯ", "aaeoou aaeoou"),
            ("ỳỷỹýỵ", "yyyyy"),
            ("a\u{301}\u{323}", "a"),
            ("Bắ\u{AD}c\u{200B} Kạn\u{FEFF}", "bac kan"),
            ("327/KH-UBND: “Đ”", "327/kh-ubnd: “d”"),
            ("4.859,96 km²", "4.859,96 km2"),
            ("Straße, Ærø, Łódź, İ", "strasse, aero, lodz, i"),
            ("中文 Привет Й", "中文 привет й"),
        ];
        for (text, expected) in table {
            assert_eq!(fold(text), expected, "{text}");
        }
    }

    #[test]
    fn vietnamese_letters_fold_as_unicode_decomposes_them() {
        let mut letters = 0;
        for c in '\u{80}'..'\u{2000}' {
            if let Some(bare) = bare_vietnamese(c) {
                let mut decomposed = String::new();
                c.to_lowercase().for_each(|lower| fold_letter(lower, &mut decomposed));
                assert_eq!(decomposed, bare.to_string(), "{c}");
                letters += 1;
            }
        }
        assert_eq!(letters, 2 * (17 + 1 + 11 + 5 + 17 + 11 + 5));
    }

    proptest! {
        #[test]
        fn folding_is_done_once_and_blind_to_composition(text in any::<String>()) {
            let folded = fold(&text);
            prop_assert_eq!(fold(&text.nfd().collect::<String>()), folded.clone());
            prop_assert_eq!(fold(&folded), folded);
        }
    }
}
