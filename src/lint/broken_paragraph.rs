//! `broken-paragraph`: a sentence cut in two by an empty line.

use super::context::Context;
use super::found::Found;
use super::reading::Reading;
use crate::diag::{Diagnostic, message};
use crate::prose::Kind;

/// A shorter passage may be a line of its own, such as a name below a letter.
const SHORTEST: usize = 5;

pub(super) fn check(reading: &Reading<'_>, _: &Context, found: &mut Found) {
    let words = reading.words();
    for pair in reading.prose.passages().windows(2) {
        let [above, below] = pair else { continue };
        if above.kind == Kind::Label || below.kind != (Kind::Running { follows: true }) {
            continue;
        }
        let is_open = reading.passage(above).ends_with(char::is_alphabetic);
        let goes_on = reading.passage(below).starts_with(char::is_lowercase);
        if !is_open || !goes_on {
            continue;
        }
        let (above, below) = (words.within(&above.range), words.within(&below.range));
        // "a) …" begins an item of a list.
        let is_item =
            words.get(below.start).chars().count() < 2 || words.gap(below.start).starts_with([')', '.', '/']);
        if above.len() < SHORTEST || is_item || below.is_empty() {
            continue;
        }
        let (last, next) = (words.get(above.end - 1), words.get(below.start));
        let finding = Diagnostic::warning(
            "broken-paragraph",
            message!(
                "câu bị ngắt đôi sau chữ “{last}”: dòng trống làm “{next} …” thành đoạn mới",
                "a sentence is cut in two after “{last}”: the empty line makes “{next} …” a new paragraph"
            ),
        )
        .at(reading.place(above.end - 1..above.end))
        .and_at(reading.place(below.start..below.start + 1), message!("phần sau ở đây", "the rest is here"))
        .help(message!("xóa dòng trống ở giữa", "delete the empty line between"));
        found.push(finding);
    }
}
