//! `doc-date-conflict`: one document under two dates.
//!
//! 1. [`mentions`] are the documents that a text names with a date: “327/KH-UBND ngày 10/5/2024 của UBND tỉnh”.
//! 2. [`conflicts`] holds them against the dates that the site registers, else against the first mention.
//!
//! Offices number their documents anew each year. So two dates of one number are those of one document only if they lie
//! in one year, or the year is a part of the number, and if no two issuers are named.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::context::Context;
use super::numbers::Number;
use super::reading::{Reading, Words, is_capitalised};
use crate::diag::{Diagnostic, Diagnostics, message};
use crate::span::Span;
use crate::text::{Locale, dates, document_number};

/// A document named with its date.
#[derive(Debug, Clone)]
pub struct Mention {
    /// As written, but for spaces.
    number: String,
    date: Date,
    issuer: Option<String>,
    /// Where the date stands.
    span: Span,
}

/// The documents that a text names with a date.
pub(super) fn mentions(reading: &Reading<'_>) -> Vec<Mention> {
    reading.numbers.iter().filter_map(|number| mention(reading, number)).collect()
}

fn mention(reading: &Reading<'_>, number: &Number) -> Option<Mention> {
    let words = reading.words();
    let end = number.words.end;
    let is_near = matches!(words.gap(end - 1).trim(), "" | "," | "(") && !words.gap(end - 1).contains('\n');
    let first = if words.is_any(end, &["of", "dated"]) && words.is_spaced(end) { end + 1 } else { end };
    let dated = reading.date_at(first).filter(|_| is_near && end < words.len())?;
    Some(Mention {
        number: number.tight(),
        date: dated.date()?,
        issuer: issuer(words, dated.words.end),
        span: reading.place(dated.words.clone()),
    })
}

/// Who issued it, if “của …” follows the word before `at`.
fn issuer(words: &Words<'_>, at: usize) -> Option<String> {
    if !(words.before(at).is_some() && words.is(at, "của") && words.is_spaced(at)) {
        return None;
    }
    let is_name = |at: usize| {
        is_capitalised(words.get(at))
            || words.is_any(at, &["ban", "nhân", "dân", "tỉnh", "huyện", "thành", "phố", "xã", "phường"])
    };
    let length = (at + 1..words.len())
        .take_while(|&it| is_name(it) && (it == at + 1 || words.is_spaced(it - 1)))
        .count();
    (length > 0).then(|| words.text(at + 1..at + 1 + length).to_lowercase())
}

/// The mentions, of all files, whose date is not that of their document.
pub fn conflicts(mut mentions: Vec<Mention>, context: &Context) -> Diagnostics {
    let mut findings = Diagnostics::new();
    let mut first: BTreeMap<String, Vec<Mention>> = BTreeMap::new();
    for (key, entries) in &context.registered {
        let known = entries.iter().map(|entry| Mention {
            number: entry.number.clone(),
            date: entry.date,
            issuer: entry.issuer.as_ref().map(|issuer| issuer.to_lowercase()),
            span: Span::new(entry.place.path(), 0..0),
        });
        let known: Vec<_> = known.collect();
        // The first is the campaign's, if it names the document.
        for (at, other) in known.iter().enumerate().skip(1) {
            if let Some(before) = known[..at].iter().position(|it| is_conflict(it, other)) {
                let (before, place) = (
                    Mention { span: entries[before].place.span(), ..known[before].clone() },
                    entries[at].place.span(),
                );
                findings.push(conflict(&Mention { span: place, ..other.clone() }, &before));
            }
        }
        first.insert(key.clone(), known);
    }
    mentions.sort_by(|a, b| a.span.cmp(&b.span));
    for mention in mentions {
        let key = document_number::key(&mention.number);
        let registered = context.registered.get(&key);
        let known = first.entry(key).or_default();
        if known.iter().any(|it| it.date == mention.date) {
            continue;
        }
        match known.iter().position(|it| is_conflict(it, &mention)) {
            Some(at) => {
                let registered = registered.and_then(|entries| entries.get(at));
                let span = registered.map_or_else(|| known[at].span.clone(), |entry| entry.place.span());
                findings.push(conflict(&mention, &Mention { span, ..known[at].clone() }));
            }
            None => known.push(mention),
        }
    }
    findings
}

/// Whether two mentions of a number are of one document and cannot both be right.
fn is_conflict(a: &Mention, b: &Mention) -> bool {
    let is_one = a.date.year() == b.date.year() || a.number.matches('/').count() > 1;
    let is_one_issuer = match (&a.issuer, &b.issuer) {
        (Some(a), Some(b)) => a.starts_with(b.as_str()) || b.starts_with(a.as_str()),
        _ => true,
    };
    a.date != b.date && is_one && is_one_issuer
}

fn conflict(mention: &Mention, other: &Mention) -> Diagnostic {
    let number = &mention.number;
    let [here_vi, there_vi] = [mention.date, other.date].map(|date| dates::short(date, Locale::Vi));
    let [here_en, there_en] = [mention.date, other.date].map(|date| dates::short(date, Locale::En));
    Diagnostic::warning(
        "doc-date-conflict",
        message!(
            "văn bản {number} ở đây ghi ngày {here_vi}, chỗ khác ghi ngày {there_vi}",
            "{number} is dated {here_en} here, and {there_en} elsewhere"
        ),
    )
    .at(mention.span.clone())
    .and_at(other.span.clone(), message!("ở đây ghi {there_vi}", "dated {there_en} here"))
    .help(message!("đối chiếu với văn bản gốc", "look at the document itself"))
}
