//! Numbers of official documents (số, ký hiệu văn bản) in running text: `327/KH-UBND`, `98/2023/NĐ-CP`, `36/2005/QH11`,
//! and `/KH-VP`, of which the number itself is left blank.
//!
//! 1. [`find`] looks at the strokes of a text: letters must follow, figures or a blank come before.
//! 2. [`key`] tells whether two of them, however they are written, are one.

use std::ops::Range;

/// The most figures of a number, and the most letters of one part of a symbol.
const LONGEST: usize = 6;

/// Where `text`, which is in NFC, names documents by their number, in order.
///
/// ```
/// use thidua::text::document_number::find;
///
/// let text = "Nghị định số 98/2023/NĐ-CP ngày 31/12/2023";
/// assert_eq!(find(text).into_iter().map(|at| &text[at]).collect::<Vec<_>>(), ["98/2023/NĐ-CP"]);
/// ```
pub fn find(text: &str) -> Vec<Range<usize>> {
    let numbers = memchr::memchr_iter(b'/', text.as_bytes()).filter_map(|stroke| {
        let symbol = symbol(&text[stroke + 1..])?;
        let before = before(&text[..stroke])?;
        (before.start < stroke || symbol.is_telling).then_some(before.start..stroke + 1 + symbol.length)
    });
    numbers.collect()
}

/// What a number as written is known by: without spaces, the marks of a blank and zeros in front, in capitals. Words
/// around the number do not count.
pub fn key(written: &str) -> String {
    let number = find(written).into_iter().next().map_or(written, |at| &written[at]);
    let kept = number.chars().filter(|c| !c.is_whitespace() && !matches!(c, '…' | '_'));
    let key: String = kept.map(|c| if is_hyphen(c) { '-' } else { c }).flat_map(char::to_uppercase).collect();
    key.trim_start_matches(['.', '0']).to_owned()
}

/// Whether the number itself is left blank: `/KH-VP` is any plan of that office.
pub fn is_blank(key: &str) -> bool {
    key.starts_with('/')
}

/// The letters behind the last stroke.
struct Symbol {
    length: usize,
    /// Whether it is one of a document even where no figures come before.
    is_telling: bool,
}

/// `KH-UBND`, `NĐ-CP`, `QH15`, with which `text` begins.
fn symbol(text: &str) -> Option<Symbol> {
    // Most strokes stand in dates and are settled by the next byte.
    if !text.bytes().next().is_some_and(|byte| byte.is_ascii_uppercase() || byte >= 0xC0) {
        return None;
    }
    let kind = part(text)?;
    let letters = kind.trim_end_matches(|c: char| c.is_ascii_digit());
    let capitals = letters.chars().filter(|c| c.is_uppercase()).count();
    if letters.chars().count() > capitals + 1 {
        return None;
    }
    let mut length = kind.len();
    while let Some(more) = text[length..].chars().next().filter(|c| is_hyphen(*c)) {
        let Some(office) = part(&text[length + more.len_utf8()..]) else { break };
        length += more.len_utf8() + office.len();
    }
    let has_office = length > kind.len();
    let is_law = letters == "QH" && letters.len() < kind.len();
    let ends = !text[length..].starts_with(['/', '@', '_']);
    (ends && (has_office || is_law)).then_some(Symbol { length, is_telling: has_office && capitals > 1 })
}

/// Letters and figures that begin with a capital.
fn part(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let part = &text[..end];
    (part.starts_with(char::is_uppercase) && part.chars().count() <= LONGEST).then_some(part)
}

/// The figures, or the marks of a blank, with which `text` ends; empty where it ends with a space.
fn before(text: &str) -> Option<Range<usize>> {
    let mut head = without_figures(text);
    if text.len() - head.len() == 4 && head.ends_with('/') {
        head = without_figures(&head[..head.len() - 1]);
    }
    if head.len() < text.len() {
        let figures = text[head.len()..].bytes().take_while(u8::is_ascii_digit).count();
        let follows =
            |c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '_' | '#' | '=' | '?' | '&' | '@' | '%');
        let is_part = head.ends_with(follows)
            || head.strip_suffix(['.', ',']).is_some_and(|head| head.ends_with(|c: char| c.is_ascii_digit()));
        return ((1..=LONGEST).contains(&figures) && !is_part).then_some(head.len()..text.len());
    }
    let start = text.trim_end_matches(['…', '.', '_']).len();
    let stands_alone = |c: char| c.is_whitespace() || matches!(c, '(' | '“' | '"' | ':' | '…' | '_');
    let is_open = text.is_empty() || text.ends_with(stands_alone) || text.ends_with("..");
    is_open.then_some(start..text.len())
}

fn without_figures(text: &str) -> &str {
    text.trim_end_matches(|c: char| c.is_ascii_digit())
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, proptest};

    use super::{find, is_blank, key};

    #[test]
    fn numbers_are_found() {
        for (text, expected) in [
            ("Kế hoạch số 327/KH-UBND ngày 10/5/2024", vec!["327/KH-UBND"]),
            ("(98/2023/NĐ-CP), 26/2020/TT-BTTTT.", vec!["98/2023/NĐ-CP", "26/2020/TT-BTTTT"]),
            ("Luật số 36/2005/QH11; 12/2017/L-CTN", vec!["36/2005/QH11", "12/2017/L-CTN"]),
            ("Tờ trình 15/TTr-VP, 16/TTr\u{2011}VP", vec!["15/TTr-VP", "16/TTr\u{2011}VP"]),
            ("05/TB-HCTC-QTTV", vec!["05/TB-HCTC-QTTV"]),
            ("Số: /KH-VP", vec!["/KH-VP"]),
            ("Số: …/KH-VP, số ....../QĐ-VP", vec!["…/KH-VP", "....../QĐ-VP"]),
            ("Số:\u{a0}/2024/NĐ-CP", vec![]),
            ("24/8/1949, 24/8/2024, và/hoặc, A/B, 24/24", vec![]),
            ("https://x.vn/327/KH-UBND, a/KH-UBND, x327/KH-UBND", vec![]),
            ("1.327/KH-UBND, 1234567/KH-UBND", vec![]),
            ("327/KH, 327/kh-ubnd, 327/Khen-Thuong, /Tin-Tuc, 5/KH-", vec![]),
            ("327/KH-UBND/2024, 327/KH-UBND@x", vec![]),
        ] {
            assert_eq!(find(text).into_iter().map(|at| &text[at]).collect::<Vec<_>>(), expected, "{text}");
        }
    }

    #[test]
    fn one_number_has_one_key() {
        for (one, other) in [
            ("327/KH-UBND", "Kế hoạch số 327/KH-UBND của UBND tỉnh"),
            ("5/BC-VP", "05/BC\u{2011}VP"),
            ("/KH-VP", " …/KH-VP"),
            ("15/TTr-VP", "15/TTR-VP"),
        ] {
            assert_eq!(key(one), key(other), "{one}, {other}");
        }
        assert!(is_blank(&key("....../KH-VP")) && !is_blank(&key("1/KH-VP")));
        assert_ne!(key("327/KH-UBND"), key("327/KH-HĐND"));
    }

    proptest! {
        #[test]
        fn whatever_the_text_numbers_are_parts_of_it(text in any::<String>(), wild in "[0-9./…_ KHTr-]{0,20}") {
            for text in [text, wild] {
                let found = find(&text);
                prop_assert!(found.iter().all(|at| text.get(at.clone()).is_some_and(|it| it.contains('/'))));
                prop_assert!(found.windows(2).all(|pair| pair[0].end <= pair[1].start));
            }
        }
    }
}
