//! `personal-data`: what looks like the number of a citizen's card or a mobile phone (Nghị định 13/2023/NĐ-CP).

use super::context::Context;
use super::found::Found;
use super::reading::{Reading, Words};
use super::trigger::Trigger;
use crate::diag::{Diagnostic, Message, message};

/// How phone numbers are grouped; the first group begins with the 0.
const PHONES: [&[usize]; 7] = [&[10], &[4, 6], &[3, 7], &[4, 3, 3], &[3, 3, 4], &[3, 4, 3], &[4, 2, 2, 2]];

/// The same behind +84, which stands for the 0.
const ABROAD: [&[usize]; 6] = [&[9], &[2, 7], &[3, 3, 3], &[2, 3, 4], &[2, 4, 3], &[3, 6]];

/// How the numbers of citizen's cards (CCCD) are grouped.
const CARDS: [&[usize]; 3] = [&[12], &[3, 3, 3, 3], &[4, 4, 4]];

/// How far before an old card's number its name may stand, in words.
const REACH: usize = 6;

pub(super) fn check(reading: &Reading<'_>, _: &Context, found: &mut Found) {
    let words = reading.words();
    let mut end = 0;
    for at in words.that_may_be(Trigger::FIGURES) {
        // What begins such a number has as many figures, and few are not followed by more.
        let may_begin = match words.figures(at) {
            Some(9 | 10 | 12) => true,
            Some(2) => words.get(at) == "84",
            Some(3 | 4) => words.figures(at + 1).is_some(),
            _ => false,
        };
        let told = if at < end || !may_begin { None } else { personal(words, at) };
        let Some((length, what)) = told else { continue };
        let written = words.text(at..at + length);
        let finding = Diagnostic::warning("personal-data", what).help(message!(
            "bỏ đi, hoặc chỉ công bố khi người đó đồng ý (Nghị định 13/2023/NĐ-CP); số của cơ quan thì ghi lý do vào allow",
            "leave it out unless its owner agrees (Nghị định 13/2023/NĐ-CP); if it is the office's own, give the reason in allow"
        ));
        found.once(written, reading.place(at..at + length), Vec::new(), finding);
        end = at + length;
    }
}

/// How many words from `at` are a personal number, and what it is.
fn personal(words: &Words<'_>, at: usize) -> Option<(usize, Message)> {
    let lead = words.lead(at);
    if lead.ends_with(['.', ',', '/', '-']) && at > 0 && words.figures(at - 1).is_some() {
        return None;
    }
    if let Some((length, figures)) = grouped(words, at, &PHONES)
        && is_mobile(figures.strip_prefix('0')?)
    {
        return Some((length, message!("có số điện thoại di động", "there is a mobile phone number")));
    }
    if lead.ends_with('+')
        && words.get(at) == "84"
        && let Some((length, figures)) = grouped(words, at + 1, &ABROAD)
        && is_mobile(&figures)
    {
        return Some((length + 1, message!("có số điện thoại di động", "there is a mobile phone number")));
    }
    if let Some((length, figures)) = grouped(words, at, &CARDS)
        && is_card(&figures)
    {
        return Some((
            length,
            message!(
                "có số giống số căn cước công dân",
                "there is what looks like the number of a citizen's card"
            ),
        ));
    }
    let is_named =
        || (at.saturating_sub(REACH)..at).any(|it| words.is(it, "cmnd") || words.are(it, &["chứng", "minh"]));
    let is_old_card = words.figures(at) == Some(9) && is_named();
    is_old_card.then(|| (1, message!("có số chứng minh nhân dân", "there is the number of an identity card")))
}

/// The figures from `at`, if they are grouped so, with the same sign between all groups, and no more follow.
fn grouped(words: &Words<'_>, at: usize, groups: &[&[usize]]) -> Option<(usize, String)> {
    let fits = |group: &&&[usize]| {
        let are_long = group.iter().enumerate().all(|(n, length)| words.figures(at + n) == Some(*length));
        let sign = words.gap(at);
        let are_parted = (at..at + group.len() - 1)
            .all(|it| words.gap(it) == sign && matches!(sign, " " | "\u{A0}" | "." | "-"));
        let end = at + group.len();
        let goes_on = words.figures(end).is_some() && matches!(words.gap(end - 1), "." | "," | "-" | "/");
        are_long && are_parted && !goes_on
    };
    let group = groups.iter().find(fits)?;
    Some((group.len(), (at..at + group.len()).map(|it| words.get(it)).collect()))
}

/// Whether figures without their 0 are those of a mobile phone.
fn is_mobile(figures: &str) -> bool {
    figures.starts_with(['3', '5', '7', '8', '9'])
}

/// Whether twelve figures begin as those of a citizen's card do: the province, then sex and century.
fn is_card(figures: &str) -> bool {
    let province: u32 = figures[..3].parse().unwrap_or(0);
    (1..=96).contains(&province) && matches!(figures.as_bytes()[3], b'0'..=b'3')
}
