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
    if chunk
        .chars()
        .any(|c| matches!(c, '\u{100}'..='\u{1B4}' | '\u{300}'..='\u{36F}' | '\u{1EA0}'..='\u{1EF9}'))
    {
        return Sign::Unicode;
    }
    let (mut tcvn3, mut sure) = (false, false);
    let mut vni: Option<bool> = None;
    let mut before = ' ';
    let mut chars = chunk.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied().unwrap_or(' ');
        if let Some(sure) = vni_pair(before, c) {
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
