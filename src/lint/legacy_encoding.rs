//! `legacy-encoding`: words pasted from the fonts of before Unicode: TCVN3 (“hép møt tÕt”) or VNI (“chaøo caùc”).
//!
//! One odd word may be foreign. So it takes two close to each other, with none between that only Unicode can write.

use super::context::Context;
use super::found::Found;
use super::reading::Reading;
use crate::diag::{Diagnostic, message};

/// How many words that tell nothing may stand between two that do.
const APART: usize = 2;

/// What a word tells of its encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// Nothing: plain letters.
    None,
    /// It is Unicode.
    Unicode,
    /// It may be TCVN3; sure if only that writes so.
    Tcvn3 { sure: bool },
    /// It may be VNI; sure if French does not write so.
    Vni { sure: bool },
}

pub(super) fn check(reading: &Reading<'_>, _: &Context, found: &mut Found) {
    let text = reading.prose.text();
    for passage in reading.prose.passages() {
        // The run that is being followed: where it begins and ends, and what its words tell.
        let mut run: Vec<(usize, usize, Sign)> = Vec::new();
        let mut between = 0;
        let mut at = passage.range.start;
        if !may_be_legacy(reading.passage(passage).as_bytes()) {
            continue;
        }
        for chunk in text[passage.range.clone()].split([' ', '\n']) {
            let sign = sign(chunk);
            match sign {
                Sign::None if between < APART => between += 1,
                Sign::None | Sign::Unicode => report(reading, &mut run, found),
                Sign::Tcvn3 { .. } | Sign::Vni { .. } => {
                    between = 0;
                    run.push((at, at + chunk.len(), sign));
                }
            }
            at += chunk.len() + 1;
        }
        report(reading, &mut run, found);
    }
}

/// Letters before a mark in VNI, by their last byte, and the groups of marks they take; see [`vni_pair`]. Either case.
const LETTERS: [u8; 256] = {
    let mut letters = [0; 256];
    letters[b'a' as usize] = 0b1111;
    letters[b'e' as usize] = 0b0111;
    letters[b'o' as usize] = 0b0011;
    letters[b'u' as usize] = 0b0001;
    letters[b'y' as usize] = 0b0001;
    letters[0xB4] = 0b0001; // ô
    letters[0xB6] = 0b0001; // ö
    letters
};

/// The marks, by their last byte, and the group each belongs to.
const MARKS: [u8; 256] = {
    const GROUPS: [(u8, &[u8]); 4] = [
        (0b0001, &[0xB9, 0xB8, 0xBB, 0xB5, 0xAF]),       // ù ø û õ ï
        (0b0010, &[0xA2, 0xA5, 0xA4]),                   // â å ä
        (0b0100, &[0xA1, 0xA0, 0xA3]),                   // á à ã
        (0b1000, &[0xAA, 0xA9, 0xA8, 0xBA, 0xBC, 0xAB]), // ê é è ú ü ë
    ];
    let mut marks = [0; 256];
    let mut group = 0;
    while group < GROUPS.len() {
        let mut at = 0;
        while at < GROUPS[group].1.len() {
            marks[GROUPS[group].1[at] as usize] = GROUPS[group].0;
            at += 1;
        }
        group += 1;
    }
    marks
};

/// Whether these bytes hold anything that makes a [`Sign`] sure; nearly no text does.
fn may_be_legacy(utf8: &[u8]) -> bool {
    const SIGN: u8 = 0xC2; // the first byte of ¨ to ¾
    const LETTER: u8 = 0xC3; // the first byte of À to ÿ
    const FOLD: u8 = 0x20; // parts the cases of both
    let is_sure = |at: usize| {
        let (Some(&before), Some(&second)) =
            (at.checked_sub(1).and_then(|at| utf8.get(at)), utf8.get(at + 1))
        else {
            return true;
        };
        let is_capital_behind_small = before.is_ascii_lowercase() && second < 0xA0;
        let is_pair = LETTERS[usize::from(before | FOLD)] & MARKS[usize::from(second | FOLD)] != 0;
        let is_division = second == 0xB7;
        utf8[at] == SIGN || is_capital_behind_small || is_pair || is_division
    };
    memchr::memchr2_iter(SIGN, LETTER, utf8).any(is_sure)
}

fn report(reading: &Reading<'_>, run: &mut Vec<(usize, usize, Sign)>, found: &mut Found) {
    let run = std::mem::take(run);
    let vni = run.iter().filter(|(.., sign)| matches!(sign, Sign::Vni { .. })).count();
    let is_sure = |wanted: Sign| run.iter().any(|(.., sign)| *sign == wanted);
    let encoding = match run.len() - vni {
        _ if vni > 1 && vni * 2 > run.len() && is_sure(Sign::Vni { sure: true }) => "VNI",
        tcvn3 if tcvn3 > 1 && is_sure(Sign::Tcvn3 { sure: true }) => "TCVN3 (ABC)",
        _ => return,
    };
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
    let finding = Diagnostic::warning(
        "legacy-encoding",
        message!(
            "chữ chép từ phông cũ {encoding}, chưa phải Unicode",
            "these words are in the old encoding {encoding}, not in Unicode"
        ),
    )
    .at(reading.prose.place(first.0..last.1))
    .help(message!(
        "chuyển mã sang Unicode (UniKey: Ctrl+Shift+F6) rồi dán lại",
        "convert them to Unicode (UniKey: Ctrl+Shift+F6) and paste them again"
    ));
    found.push(finding);
}

fn sign(chunk: &str) -> Sign {
    if chunk.is_ascii() {
        return Sign::None;
    }
    // The first bytes of đ, ơ, combining marks, ạ: letters that those encodings have no use for.
    if chunk.bytes().any(|byte| matches!(byte, 0xC4..=0xC6 | 0xCC | 0xCD | 0xE1)) {
        return Sign::Unicode;
    }
    let (mut tcvn3, mut sure) = (false, false);
    let mut vni: Option<bool> = None;
    let mut before = ' ';
    let mut chars = chunk.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied().unwrap_or(' ');
        if !c.is_ascii()
            && let Some(sure) = vni_pair(before, c)
        {
            vni = Some(sure || vni == Some(true));
        }
        match c {
            // Signs, and capitals behind small letters: no word of any language has them there.
            '¨' | '©' | 'ª' | '«' | '¬' | '\u{AD}' | '®' | 'µ' | '¶' | '·' | '¸' | '¹' | '»' | '¼' | '½'
            | '¾' | '×' | '÷' => {
                sure |= after.is_ascii_lowercase() && (before.is_ascii_lowercase() || c == '®');
                tcvn3 |= before.is_ascii_lowercase() || after.is_ascii_lowercase();
            }
            'À'..='Þ' => sure |= before.is_ascii_lowercase(),
            'ß' | 'ä'..='ç' | 'ë' | 'î' | 'ï' | 'ñ' | 'ö' | 'ø' | 'û' | 'ü' | 'þ' | 'ÿ' => {
                tcvn3 |= before.is_ascii_lowercase() || after.is_ascii_lowercase();
            }
            _ => {}
        }
        before = c;
    }
    match (vni, tcvn3 || sure) {
        _ if sure => Sign::Tcvn3 { sure },
        (Some(sure), _) => Sign::Vni { sure },
        (None, true) => Sign::Tcvn3 { sure },
        _ => Sign::None,
    }
}

/// Whether a letter and the one behind it can be a letter and its marks in VNI, which no Vietnamese word has in Unicode;
/// and whether they can be nothing else.
fn vni_pair(letter: char, mark: char) -> Option<bool> {
    let [letter, mark] = [letter, mark].map(|c| c.to_lowercase().next().unwrap_or(c));
    let is_pair = match mark {
        'ù' | 'ø' | 'û' | 'õ' | 'ï' => matches!(letter, 'a' | 'e' | 'o' | 'u' | 'y' | 'ô' | 'ö'),
        'â' | 'å' | 'ä' => matches!(letter, 'a' | 'e' | 'o'),
        'á' | 'à' | 'ã' => matches!(letter, 'a' | 'e'),
        'ê' | 'é' | 'è' | 'ú' | 'ü' | 'ë' => letter == 'a',
        _ => false,
    };
    // "où", "goût", "maïs", "héroïque", "aérer", "océan"
    let is_french = matches!(
        (letter, mark),
        ('o', 'ù' | 'û' | 'ï') | ('a', 'ï' | 'é' | 'ë' | 'ü') | ('e', 'â' | 'à' | 'û')
    );
    is_pair.then_some(!is_french)
}

#[cfg(test)]
mod tests {
    use super::{Sign, may_be_legacy, sign};

    #[test]
    fn whatever_is_sure_is_seen_by_its_bytes() {
        let letters = || ('\0'..'\u{180}').filter(|c| !matches!(c, ' ' | '\n'));
        for (first, second) in letters().flat_map(|first| letters().map(move |second| (first, second))) {
            for chunk in [format!("b{first}{second}a"), format!("{first}{second}")] {
                if matches!(sign(&chunk), Sign::Tcvn3 { sure: true } | Sign::Vni { sure: true }) {
                    assert!(may_be_legacy(chunk.as_bytes()), "{chunk}");
                }
            }
        }
    }
}
