//! Numbers of official documents (số, ký hiệu văn bản) in running text: `327/KH-UBND`, `98/2023/NĐ-CP`.
//!
//! Found even where they are not written as they should be; `doc_number` says so.

use std::ops::Range;

use super::reading::{Words, is_capitalised};
use super::trigger::Trigger;
use crate::text::document_symbol::{is_kind, is_office};

/// A number as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// From the number to the end of the letters.
    pub(super) words: Range<usize>,
    /// The number itself.
    pub(super) number: String,
    /// The year that is a part of it.
    pub(super) year: Option<String>,
    /// The letters, without spaces: `KH-UBND`.
    pub(super) symbol: String,
    /// Whether there are no spaces in it, nor dashes for hyphens.
    pub(super) is_tight: bool,
}

impl Number {
    /// As it should be written, as far as that can be told of its form: `327/KH-UBND`.
    pub(super) fn tight(&self) -> String {
        let Self { number, year, symbol, .. } = self;
        match year {
            Some(year) => format!("{number}/{year}/{symbol}"),
            None => format!("{number}/{symbol}"),
        }
    }
}

/// The numbers among `words`, in order.
pub(super) fn find(words: &Words<'_>) -> Vec<Number> {
    let mut found = Vec::new();
    let mut end = 0;
    for at in words.that_may_be(Trigger::FIGURES) {
        if at < end || words.figures(at) > Some(5) {
            continue;
        }
        let Some(number) = read(words, at) else { continue };
        end = number.words.end;
        found.push(number);
    }
    found
}

fn read(words: &Words<'_>, at: usize) -> Option<Number> {
    let mut is_tight = true;
    let mut slash = |at: usize| {
        let gap = words.gap(at);
        is_tight &= gap == "/";
        gap == "/" || matches!(gap, " /" | "/ " | " / ")
    };
    if !slash(at) || words.lead(at).ends_with(['/', '-']) {
        return None;
    }
    let has_year = words.figures(at + 1) == Some(4) && slash(at + 1);
    let kind = at + 1 + usize::from(has_year);
    if !is_kind(words.get(kind)) {
        return None;
    }
    let mut end = kind + 1;
    let mut symbol = words.get(kind).to_owned();
    loop {
        let gap = words.gap(end - 1);
        let joint = match gap {
            "-" | "–" | "/" => gap,
            // Only where it cannot be a dash between words: 327/KH - UBND.
            " - " | " – " | "- " | " -" if is_office(words.get(end)) => gap.trim(),
            _ => break,
        };
        if end >= words.len() || !is_capitalised(words.get(end)) {
            break;
        }
        is_tight &= matches!(gap, "-" | "/");
        symbol.push_str(if joint == "–" { "-" } else { joint });
        symbol.push_str(words.get(end));
        end += 1;
    }
    let is_law = words.get(kind).starts_with("QH");
    if end == kind + 1 && !is_law {
        return None;
    }
    let year = has_year.then(|| words.get(at + 1).to_owned());
    Some(Number { words: at..end, number: words.get(at).to_owned(), year, symbol, is_tight })
}
