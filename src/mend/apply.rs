//! Edits of cleaned text, made in the text of the file.

use std::ops::Range;

use crate::diag::Edit;
use crate::source::Alignment;

/// `raw`, the text of a whole file, with `edits`, which are places in its cleaned text. Of edits that overlap one is made;
/// the others are found again when the file is checked anew.
pub fn apply<'a>(raw: &str, edits: impl IntoIterator<Item = &'a Edit>) -> String {
    let alignment = Alignment::of(raw);
    let placed = edits
        .into_iter()
        .filter_map(|edit| Some((alignment.raw(edit.span.range.clone())?, edit.replacement.as_str())));
    let mut placed: Vec<(Range<usize>, &str)> = placed.collect();
    // Of two for the same letter the one that changes it goes first, not the one that only composes it.
    placed.sort_by_key(|(range, replacement)| {
        (range.start, range.end, crate::text::nfc(&raw[range.clone()]) == *replacement)
    });
    let mut mended = String::with_capacity(raw.len());
    let mut copied = 0;
    for (range, replacement) in placed {
        if range.start < copied || range.is_empty() {
            continue;
        }
        mended.push_str(&raw[copied..range.start]);
        mended.push_str(replacement);
        copied = range.end;
    }
    mended.push_str(&raw[copied..]);
    mended
}
