//! `unit-alias`: a unit of this office under a name that nobody declared.
//!
//! Offices elsewhere have a “Phòng …” too, so only what can be no other unit than one of ours is told:
//!
//! 1. letters that abbreviate a unit's name part by part: “HC-QT” for “Hành chính tổ chức - Quản trị tài vụ”;
//! 2. its full name with a letter or a mark amiss;
//! 3. its full name up to a dash, and then something else;
//! 4. its full name but for the letter that tells it from its like: “Đơn vị mẫu K”.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::context::{Context, UnitName, UnitNames, joint};
use super::found::Found;
use super::reading::{Reading, Words, is_capitalised, is_capitals};
use super::trigger::Trigger;
use crate::diag::{Diagnostic, message};
use crate::text::fold;

pub(super) fn check(reading: &Reading<'_>, context: &Context, found: &mut Found) {
    let units = &context.units;
    if units.names.is_empty() {
        return;
    }
    let words = reading.words();
    let mut end = 0;
    for at in words.that_may_be(Trigger::CAPITAL) {
        let word = words.get(at);
        if at < end || !(units.may_name(word) || is_joined(words, at)) || !is_capitalised(word) {
            continue;
        }
        let lower = word.to_lowercase();
        if let Some(declared) = declared(words, at, &lower, units) {
            end = at + declared;
            continue;
        }
        let stranger = abbreviation(words, at, units).or_else(|| variant(words, at, &lower, units));
        let Some((length, unit)) = stranger else { continue };
        report(reading, at..at + length, unit, units, found);
        end = at + length;
    }
}

fn report(reading: &Reading<'_>, words: Range<usize>, unit: &str, units: &UnitNames, found: &mut Found) {
    let written = reading.words().text(words.clone());
    let names = units.names.iter().filter(|name| name.unit == unit);
    let names = names.map(|name| format!("“{}”", name.name)).collect::<Vec<_>>().join(", ");
    let finding = Diagnostic::warning(
        "unit-alias",
        message!(
            "“{written}” không phải tên đã khai của đơn vị nào",
            "“{written}” is no declared name of a unit"
        ),
    )
    .help(message!(
        "có phải là {names}? Nếu đơn vị còn tên gọi này thì thêm vào aliases trong campaign.yaml",
        "did you mean {names}? If the unit is called so too, add it to its aliases in campaign.yaml"
    ));
    found.once(written, reading.place(words), Vec::new(), finding);
}

/// How many words from `at`, the first being `lower`, are a declared name; or what follows the first word of one, if it
/// is made of capitals: “HCTC - QTTV” of “Phòng HCTC - QTTV”. The longest counts.
fn declared(words: &Words<'_>, at: usize, lower: &str, units: &UnitNames) -> Option<usize> {
    let whole = |name: &UnitName, skipped: usize| {
        let length = name.words.len() - skipped;
        (matched(words, at, name, skipped) == length).then_some(length)
    };
    let names = units.beginning(lower).filter_map(|name| whole(name, 0));
    let tails =
        units.following(lower).filter(|_| is_capitals(words.get(at))).filter_map(|name| whole(name, 1));
    names.chain(tails).max()
}

/// How many words from `at` are those of a name, without its first `skipped`.
fn matched(words: &Words<'_>, at: usize, name: &UnitName, skipped: usize) -> usize {
    let is_same = |n: usize| {
        words.is(at + n, &name.words[skipped + n])
            && (n == 0 || joint(words.gap(at + n - 1)) == name.joints[skipped + n - 1])
    };
    (0..name.words.len() - skipped).take_while(|&n| is_same(n)).count()
}

/// Letters that abbreviate the name of a unit, part by part.
fn abbreviation<'a>(words: &Words<'_>, at: usize, units: &'a UnitNames) -> Option<(usize, &'a str)> {
    if !is_capitals(words.get(at)) || words.lead(at).ends_with(['/', '-']) {
        return None;
    }
    let length = 1 + (at..).take_while(|&it| is_joined(words, it)).count();
    if length < 2 || words.gap(at + length - 1).starts_with('/') {
        return None;
    }
    let parts: Vec<&str> = (at..at + length).map(|it| words.get(it)).collect();
    let of = |name: &&UnitName| {
        let initials = initials(name);
        name.is_full
            && initials.len() == length
            && initials.iter().zip(&parts).enumerate().all(|(n, (initials, part))| {
                // The first word is what units are: a Phòng, a Ban.
                let mut bare = initials.chars();
                bare.next();
                initials.starts_with(part) || n == 0 && bare.as_str().starts_with(part)
            })
    };
    units.names.iter().find(of).map(|name| (length, name.unit.as_str()))
}

/// Whether capitals follow behind a dash.
fn is_joined(words: &Words<'_>, at: usize) -> bool {
    matches!(joint(words.gap(at)), "-" | "&") && is_capitals(words.get(at + 1))
}

/// The first letters of the words of a name, part by part.
fn initials(name: &UnitName) -> Vec<String> {
    let mut parts = vec![String::new()];
    for (at, word) in name.words.iter().enumerate() {
        if at > 0 && matches!(name.joints[at - 1], "-" | "&") {
            parts.push(String::new());
        }
        let initial = word.chars().next().into_iter().flat_map(char::to_uppercase);
        parts.last_mut().into_iter().for_each(|part| part.extend(initial.clone()));
    }
    parts
}

/// A full name with something amiss.
fn variant<'a>(words: &Words<'_>, at: usize, lower: &str, units: &'a UnitNames) -> Option<(usize, &'a str)> {
    let full = units.beginning(lower).filter(|name| name.is_full);
    let mut found = full.filter_map(|name| Some((amiss(words, at, name)?, name.unit.as_str())));
    found.next()
}

/// How many words from `at` are a name with something amiss.
fn amiss(words: &Words<'_>, at: usize, name: &UnitName) -> Option<usize> {
    let length = name.words.len();
    let same = matched(words, at, name, 0);
    // Nearly all of it: the same letters with other marks.
    if length > 2 && same >= 1 && is_misspelt(words, at, name) {
        return Some(length);
    }
    let last = name.words[length - 1].as_str();
    if same == length - 1 && length > 2 && is_letter(last) && words.is_spaced(at + length - 2) {
        let written = words.get(at + length - 1);
        return (is_letter(written) && is_capitalised(written)).then_some(length);
    }
    // Up to a dash, and then something else.
    let is_part = same > 2 && same < length && name.joints[same - 1] == "-";
    if is_part && joint(words.gap(at + same - 1)) == "-" && is_capitalised(words.get(at + same)) {
        // Where it ends is a guess: with the last word that the name has too.
        let is_of_name =
            |it: usize| words.is_spaced(it - 1) && name.words.iter().any(|word| words.is(it, word));
        let rest = (at + same + 1..at + length).take_while(|&it| is_of_name(it));
        return Some(same + 1 + rest.count());
    }
    None
}

fn is_misspelt(words: &Words<'_>, at: usize, name: &UnitName) -> bool {
    let letters = |word: &str| {
        let mut letters: Vec<char> = word.to_lowercase().nfd().collect();
        letters.sort_unstable();
        letters
    };
    let all_alike = name.words.iter().enumerate().all(|(n, word)| {
        fold(words.get(at + n)) == fold(word)
            && (n == 0 || joint(words.gap(at + n - 1)) == name.joints[n - 1])
    });
    // "hoà" and "hòa" are one word: the same marks in another place.
    all_alike && name.words.iter().enumerate().any(|(n, word)| letters(words.get(at + n)) != letters(word))
}

fn is_letter(word: &str) -> bool {
    word.chars().count() == 1 && word.chars().all(char::is_alphabetic)
}
