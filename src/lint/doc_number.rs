//! `doc-number`: the number of a document that is not formed as such numbers are.

use super::context::Context;
use super::found::Found;
use super::numbers::Number;
use super::reading::Reading;
use crate::diag::{Diagnostic, Message, message};
use crate::text::document_symbol;

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
    if document_symbol::has_year(&number.symbol) && number.year.is_none() {
        return Some(message!(
            "ghi cả năm ban hành giữa số và ký hiệu, như 98/2023/NĐ-CP",
            "put the year between the number and the letters, as in 98/2023/NĐ-CP"
        ));
    }
    let mended = Number { symbol: document_symbol::formed(&number.symbol), ..number.clone() };
    if number.is_tight && mended.symbol == number.symbol {
        return None;
    }
    let tight = mended.tight();
    Some(message!(
        "đối chiếu với văn bản gốc; có phải là “{tight}”?",
        "look at the document itself; did you mean “{tight}”?"
    ))
}
