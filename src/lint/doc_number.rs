//! `doc-number`: the number of a document that is not formed as such numbers are.

use super::context::Context;
use super::found::Found;
use super::numbers::Number;
use super::reading::Reading;
use crate::diag::{Diagnostic, Message, message};

pub(super) fn check(reading: &Reading<'_>, _: &Context, found: &mut Found) {
    for number in &reading.numbers {
        let written = reading.words().text(number.words.clone());
        let Some(help) = mistake(number) else { continue };
        let finding = Diagnostic::warning(
            "doc-number",
            message!(
                "“{written}” không đúng dạng số, ký hiệu văn bản",
                "“{written}” is no well-formed document number"
            ),
        )
        .help(help);
        found.once(written, reading.place(number.words.clone()), Vec::new(), finding);
    }
}

/// What to do about a number; none if it is well-formed.
fn mistake(number: &Number) -> Option<Message> {
    let kind = number.symbol.split(['-', '/']).next().unwrap_or_default();
    match (kind, &number.year) {
        ("NĐ" | "ND" | "TT" | "TTLT", None) if number.symbol.contains('-') => {
            return Some(message!(
                "ghi cả năm ban hành giữa số và ký hiệu, như 98/2023/NĐ-CP",
                "put the year between the number and the letters, as in 98/2023/NĐ-CP"
            ));
        }
        _ => {}
    }
    let mended = Number { symbol: mended(&number.symbol, kind), ..number.clone() };
    if number.is_tight && mended.symbol == number.symbol {
        return None;
    }
    let tight = mended.tight();
    Some(message!(
        "đối chiếu với văn bản gốc; có phải là “{tight}”?",
        "look at the document itself; did you mean “{tight}”?"
    ))
}

/// The letters as they are formed for this kind.
fn mended(symbol: &str, kind: &str) -> String {
    if matches!(kind, "NĐ" | "ND") {
        return "NĐ-CP".to_owned();
    }
    let Some((_, rest)) = symbol.split_at_checked(kind.len()).filter(|(_, rest)| !rest.is_empty()) else {
        return symbol.to_owned();
    };
    let kind = if kind == "QD" { "QĐ" } else { kind };
    let office = &rest[1..];
    let first = office.split('-').next().unwrap_or_default();
    // The Party writes a stroke before its committees, an office a hyphen.
    let is_office = super::numbers::is_office(first) && !matches!(first, "TU" | "TW");
    let joint = if is_office { "-" } else { &rest[..1] };
    let office = match office {
        "UBNĐ" => "UBND",
        "HDND" => "HĐND",
        other => other,
    };
    format!("{kind}{joint}{office}")
}
