//! No-break spaces, so that a number stays on the line of the word it belongs to.
//!
//! One pass over the spaces of a text; the bytes beside one tell which rule may bind it:
//!
//! 1. a word and its number: "ngày 24/8", "Điều 5", "Mẫu số 08", "Phụ lục I";
//! 2. a number and its unit: "10 km", "15 %";
//! 3. an authority and its level: "UBND tỉnh".
//!
//! A space that is bound without need spoils a line, one that is missed costs little: where a rule could be wrong, it
//! leaves the space alone. Document numbers (327/KH-UBND) hold no space; that they do not wrap is the theme's affair.

use std::borrow::Cow;
use std::ops::Range;

/// NO-BREAK SPACE.
const NO_BREAK: char = '\u{A0}';

/// Units of measure and money that follow a number. Words that also mean something else ("đ/c", "tạ") are not here.
const UNITS: [&str; 30] = [
    "%", "‰", "km", "m", "cm", "mm", "ha", "kg", "g", "mg", "l", "ml", "kW", "kWh", "MW", "V", "W", "kB",
    "KB", "MB", "GB", "TB", "°C", "km²", "m²", "km2", "m2", "m³", "m3", "₫",
];

/// Words that a number before them counts, so that it does not belong to the word in front: "mỗi ngày 2 lần".
const COUNTED: [&str; 18] = [
    "lần", "lượt", "buổi", "bữa", "ca", "giờ", "phút", "người", "hộ", "suất", "vụ", "nghìn", "ngàn", "vạn",
    "triệu", "tỷ", "tỉ", "đồng",
];

/// Levels of administration that follow UBND or HĐND.
const LEVELS: [&str; 5] = ["tỉnh", "huyện", "xã", "phường", "quận"];

/// `text`, which is in NFC, with a no-break space (U+00A0) for each space that parts what belongs together; nothing else
/// changes. Borrowed if nothing does.
///
/// ```
/// assert_eq!(thidua::text::typography::bind("sáng ngày 24/8, UBND tỉnh"), "sáng ngày\u{A0}24/8, UBND\u{A0}tỉnh");
/// ```
pub fn bind(text: &str) -> Cow<'_, str> {
    let mut bound = String::new();
    let mut copied = 0;
    let bytes = text.as_bytes();
    for at in memchr::memchr_iter(b' ', bytes) {
        let (Some(&last), Some(&next)) = (at.checked_sub(1).and_then(|at| bytes.get(at)), bytes.get(at + 1))
        else {
            continue;
        };
        // One branch that is seldom taken: which letters come next no processor foresees.
        if !(BINDS_BEFORE[last as usize] | BINDS_AFTER[next as usize]) {
            continue;
        }
        if belong_together(&text[..at], last, next, &text[at + 1..]) {
            bound.push_str(&text[copied..at]);
            bound.push(NO_BREAK);
            copied = at + 1;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    bound.push_str(&text[copied..]);
    Cow::Owned(bound)
}

/// Whether a space after a byte may be bound at all; see [`belong_together`].
const BINDS_BEFORE: [bool; 256] = among(b"0123456789D");

/// Whether a space before a byte may be bound at all.
const BINDS_AFTER: [bool; 256] = among(b"0123456789IVXs");

const fn among(bytes: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
}

/// Whether a line must not end between `before` and `after`, which a space parts; `last` and `next` are the bytes
/// beside it, and settle nearly every space.
fn belong_together(before: &str, last: u8, next: u8, after: &str) -> bool {
    match (last, next) {
        (b'0'..=b'9', _) => is_measure(before, after),
        (_, b'0'..=b'9') => is_numbered(before, after),
        (_, b'I' | b'V' | b'X') => is_numbered_in_roman(before, after),
        (_, b's') => is_form_number(before, after),
        (b'D', _) => is_authority(before, after),
        _ => false,
    }
}

/// "ngày 24/8", "tháng 6", "năm 2024", "Điều 5", "khoản 2", "số 08", "Phụ lục 2": a word, and a number that it can bear.
fn is_numbered(before: &str, after: &str) -> bool {
    let (number, rest) = after.split_at(after.bytes().take_while(u8::is_ascii_digit).count());
    number.parse().is_ok_and(|number| numbers_after(before).contains(&number)) && !is_quantity(rest)
}

/// The numbers that may belong to the last word of `before`; for most words, none.
fn numbers_after(before: &str) -> Range<u64> {
    let (head, word) = split_last_word(before);
    match word {
        "ngày" | "Ngày" => 1..32,
        "tháng" | "Tháng" => 1..13,
        "năm" | "Năm" => 1000..3000,
        "điều" | "Điều" => 1..1000,
        "khoản" | "Khoản" if !ends_with_word(head, &["tài", "Tài"]) => 1..100,
        "Chương" | "Mục" => 1..100,
        "lục" if ends_with_word(head, &["phụ", "Phụ"]) => 1..100,
        "số" | "Số" => 0..u64::MAX,
        _ => 0..0,
    }
}

/// Whether what follows some figures makes them a quantity or part of a longer word: "1.000", "1,5", "24h", "5%", "2 lần".
fn is_quantity(rest: &str) -> bool {
    let mut following = rest.chars();
    match following.next() {
        Some('%' | '‰') => true,
        Some(',') => following.next().is_some_and(|c| c.is_ascii_digit()),
        Some('.') => following.take_while(char::is_ascii_digit).count() >= 3,
        Some(' ' | NO_BREAK) => {
            [&COUNTED[..], &UNITS].iter().any(|words| begins_with_word(following.as_str(), words))
        }
        Some(c) => c.is_alphanumeric(),
        None => false,
    }
}

/// "Phụ lục I", "Chương IV".
fn is_numbered_in_roman(before: &str, after: &str) -> bool {
    let (head, word) = split_last_word(before);
    let numbered = matches!(word, "Chương" | "Mục") || word == "lục" && ends_with_word(head, &["phụ", "Phụ"]);
    let rest = after.trim_start_matches(['I', 'V', 'X']);
    numbered && !rest.starts_with(char::is_alphanumeric)
}

/// "Mẫu số 08": the form, when its number follows.
fn is_form_number(before: &str, after: &str) -> bool {
    let number = after.strip_prefix("số").and_then(|rest| rest.strip_prefix([' ', NO_BREAK]));
    number.is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()))
        && matches!(split_last_word(before).1, "mẫu" | "Mẫu")
}

/// "10 km", "4.859,96 km²": a number that stands alone, and a unit.
fn is_measure(before: &str, after: &str) -> bool {
    begins_with_word(after, &UNITS) && {
        let head = before.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
        before[head.len()..].starts_with(|c: char| c.is_ascii_digit())
            && !head.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | ':' | '-'))
    }
}

/// "UBND tỉnh", "HĐND huyện".
fn is_authority(before: &str, after: &str) -> bool {
    matches!(split_last_word(before).1, "UBND" | "HĐND") && begins_with_word(after, &LEVELS)
}

/// What stands before the last word of `text`, and that word; it is empty if `text` ends with no letter.
fn split_last_word(text: &str) -> (&str, &str) {
    let head = text.trim_end_matches(char::is_alphabetic);
    (head, &text[head.len()..])
}

/// Whether the last word before the white space at the end of `text` is one of `words`.
fn ends_with_word(text: &str, words: &[&str]) -> bool {
    words.contains(&split_last_word(text.trim_end()).1)
}

/// Whether `text` begins with one of `words`, whole.
fn begins_with_word(text: &str, words: &[&str]) -> bool {
    words
        .iter()
        .any(|&word| text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use proptest::prelude::{any, prop, prop_assert, prop_assert_eq, proptest};

    use super::{NO_BREAK, bind};

    /// Checks `bind` on a text in which `~` marks the spaces to be bound.
    fn check(marked: &str) {
        let text = marked.replace('~', " ");
        assert_eq!(bind(&text).replace(NO_BREAK, "~"), marked);
        assert_eq!(matches!(bind(&text), Cow::Borrowed(_)), text == marked, "{marked}");
    }

    #[test]
    fn bound() {
        let table = [
            "ngày~24/8",
            "sáng ngày~24/8/2024, tại Bắc Kạn",
            "Ngày~07 tháng~6 năm~2024",
            "(ngày~24-8)",
            "ngày~7.6.2024",
            "tháng~6 vừa qua",
            "năm~2024.",
            "điểm a khoản~2 Điều~5 Nghị định số~98/2023/NĐ-CP",
            "Điều~5",
            "Mẫu~số~08, Phụ lục~I",
            "Phụ lục~I, Phụ lục~2, Chương~IV",
            "số~327/KH-UBND",
            "10~km",
            "15~%",
            "khoảng 4.859,96~km²; 120~ha",
            "đạt 15~%.",
            "60~km/h",
            "mỗi ngày 30~kg",
            "UBND~tỉnh, HĐND~huyện và UBND~xã",
            "Quyết định của UBND~tỉnh Bắc Kạn",
        ];
        table.into_iter().for_each(check);
    }

    #[test]
    fn left_alone() {
        let table = [
            "",
            " ",
            "  ",
            "75 ngày đêm",
            "75 năm Ngày giải phóng",
            "mỗi ngày 2 lần",
            "mỗi ngày 1.000 người",
            "tháng 13",
            "ngày 45",
            "ngày 24h",
            "trong năm 5 người",
            "khoản 2 triệu đồng",
            "khoản 1,5 tỷ",
            "tài khoản 12",
            "tăng năm 15%",
            "danh mục 12 nhiệm vụ",
            "mục lục 3",
            "5 đ/c",
            "10 đồng chí",
            "24/8 m",
            "K9 m",
            "5 mười",
            "10 kmax",
            "UBND, tỉnh",
            "UBND tỉnhx",
            "AND tỉnh",
            "Chương Xuân",
            "Chương (I)",
            "thị xã Bắc Kạn 2",
            "AND tỉnh 5 s",
            "Phụ lục Viện",
            "mẫu số liệu",
            "327/KH-UBND",
            "ngày  24/8",
            "ngày\n24/8",
            "hôm ngày",
            "số",
        ];
        for text in table {
            check(text);
        }
    }

    proptest! {
        #[test]
        fn only_spaces_change(
            words in prop::collection::vec(prop::sample::select(vec![
                "ngày", "24/8", "tháng", "6", "năm", "2024", "Điều", "5", "Mẫu", "số", "08", "Phụ", "lục", "I", "10", "km",
                "UBND", "tỉnh", "lần", "\u{A0}", "", "%", ",", "\n", "tài", "khoản", "2",
            ]), 0..12),
            wild in any::<String>(),
        ) {
            for text in [words.join(" "), format!("{wild} 5 {wild} m {wild}"), wild] {
                let bound = bind(&text);
                prop_assert_eq!(bound.replace(NO_BREAK, " "), text.replace(NO_BREAK, " "));
                prop_assert!(text.match_indices(NO_BREAK).count() <= bound.match_indices(NO_BREAK).count());
                prop_assert_eq!(bind(&bound), bound.clone());
            }
        }
    }
}
