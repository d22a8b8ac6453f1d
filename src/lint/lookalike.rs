//! `lookalike`: letters that look like others, and characters that do not show at all. Search, order and addresses take
//! them for what they are.

use std::ops::Range;

use super::context::Context;
use super::found::Found;
use super::reading::Reading;
use crate::diag::{Diagnostic, Edit, message};

pub(super) fn check(reading: &Reading<'_>, _: &Context, found: &mut Found) {
    let text = reading.prose.text();
    if !may_hold_suspect(text.as_bytes()) || !text.chars().any(is_suspect) {
        return;
    }
    let words = reading.words();
    for at in 0..words.len() {
        let word = words.get(at);
        let bytes = words.bytes(at..at + 1);
        let start = bytes.start;
        for (offset, c) in word.char_indices() {
            let meant =
                letter(c, offset).or_else(|| cyrillic(c).filter(|_| has_latin(as_seen(text, bytes.clone()))));
            if let Some(meant) = meant {
                report(reading, start + offset..start + offset + c.len_utf8(), c, Some(meant), found);
            }
        }
    }
    for (at, c) in text.char_indices().filter(|(at, c)| is_invisible(text, *at, *c)) {
        report(reading, at..at + c.len_utf8(), c, None, found);
    }
}

fn report(reading: &Reading<'_>, run: Range<usize>, c: char, meant: Option<char>, found: &mut Found) {
    let place = reading.prose.place(run.clone());
    let code = format!("U+{:04X}", u32::from(c));
    let finding = match meant {
        Some(meant) => Diagnostic::warning(
            "lookalike",
            message!(
                "“{c}” ({code}) trông giống “{meant}” nhưng là chữ khác",
                "“{c}” ({code}) looks like “{meant}” and is another letter"
            ),
        ),
        None => Diagnostic::warning(
            "lookalike",
            message!("có ký tự không hiện ra ({code})", "there is a character that does not show ({code})"),
        ),
    }
    .help(message!(
        "chạy thidua check --fix để thay, hoặc xóa rồi gõ lại bằng bộ gõ Unicode",
        "let thidua check --fix replace it, or delete it and type it again"
    ));
    // Only where the file has the letter itself, not a reference to it by number.
    let is_itself = place.range.len() == run.len();
    let replacement = meant.map(String::from).unwrap_or_default();
    let fix = is_itself.then(|| Edit { span: place.clone(), replacement });
    found.once(&code, place, fix.into_iter().collect(), finding);
}

/// Whether a character that [`is_suspect`] may be among these bytes, which end in a line feed. Without branches: nearly no
/// text holds one.
fn may_hold_suspect(utf8: &[u8]) -> bool {
    let is_first = |bytes: &[u8]| {
        let &[first, second, third] = bytes else { return true };
        ((first == 0xC2) & (second == 0xAD))
            | ((first == 0xC3) & ((second == 0x90) | (second == 0xB0)))
            | ((first == 0xC6) & ((second == 0x89) | (second == 0xA2) | (second == 0xA3)))
            | ((first == 0xC7) | (first == 0xC9) | (first == 0xEF))
            | ((0xD0..=0xD3).contains(&first))
            | ((first == 0xE2) & (second == 0x80) & (0x8B..0x90).contains(&third))
            | ((first == 0xE2) & (second == 0x81))
    };
    utf8.windows(3).fold(false, |any, bytes| any | is_first(bytes))
}

/// Whether a character is worth a second look.
fn is_suspect(c: char) -> bool {
    is_hidden(c) || matches!(c, 'Ð' | 'ð' | 'Ɖ' | 'Ƣ' | 'ƣ' | 'Ǎ' | 'ǎ' | 'ɖ' | '\u{400}'..='\u{4FF}')
}

/// The Vietnamese letter that is meant by one of another language.
fn letter(c: char, offset: usize) -> Option<char> {
    Some(match c {
        'ǎ' => 'ă',
        'Ǎ' => 'Ă',
        'ƣ' => 'ư',
        'Ƣ' => 'Ư',
        // A đ begins its syllable.
        'ð' | 'ɖ' if offset == 0 => 'đ',
        'Ð' | 'Ɖ' if offset == 0 => 'Đ',
        _ => return None,
    })
}

/// The Latin letter that looks like a Cyrillic one.
fn cyrillic(c: char) -> Option<char> {
    Some(match c {
        'А' => 'A',
        'В' => 'B',
        'Е' => 'E',
        'К' => 'K',
        'М' => 'M',
        'Н' => 'H',
        'О' => 'O',
        'Р' => 'P',
        'С' => 'C',
        'Т' => 'T',
        'У' => 'Y',
        'Х' => 'X',
        'І' => 'I',
        'Ѕ' => 'S',
        'Ј' => 'J',
        'а' => 'a',
        'е' => 'e',
        'о' => 'o',
        'р' => 'p',
        'с' => 'c',
        'у' => 'y',
        'х' => 'x',
        'і' => 'i',
        'ѕ' => 's',
        'ј' => 'j',
        _ => return None,
    })
}

/// Whether a word has letters of ours too: a Russian word has none.
fn has_latin(word: &str) -> bool {
    word.chars()
        .any(|c| c.is_ascii_alphabetic() || matches!(c, 'À'..='ỹ') && !matches!(c, '\u{370}'..='\u{1DFF}'))
}

/// A word as it is seen: with the words that characters which do not show part from it.
fn as_seen(text: &str, word: Range<usize>) -> &str {
    let is_part = |c: char| c.is_alphanumeric() || is_hidden(c);
    let before = text[..word.start].trim_end_matches(is_part).len();
    let after = text[word.end..].trim_start_matches(is_part).len();
    &text[before..text.len() - after]
}

/// Whether a character takes no room.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

/// Whether a character shows nothing and does nothing. Between signs that are no letters of ours it may join them, as
/// in emoji.
fn is_invisible(text: &str, at: usize, c: char) -> bool {
    match c {
        '\u{AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' => true,
        '\u{200C}' | '\u{200D}' => {
            let is_ours =
                |c: Option<char>| c.is_none_or(|c| c < '\u{590}' || matches!(c, '\u{1EA0}'..='\u{1EF9}'));
            let is_seen = |c: &char| !is_hidden(*c);
            is_ours(text[..at].chars().rev().find(is_seen)) && is_ours(text[at..].chars().find(is_seen))
        }
        _ => false,
    }
}
