//! The lines that look like a directive's.

use std::ops::Range;

use super::attributes::{self, RawAttribute};
use crate::diag::{Diagnostic, message};
use crate::markdown::place::Place;
use crate::text;

/// A line that is a directive's unless it stands in code or raw HTML.
#[derive(Debug)]
pub(in crate::markdown) struct Line {
    /// From the first colon to the end of the line, without the line feed. At least three bytes.
    pub(in crate::markdown) range: Range<usize>,
    /// What it does.
    pub(in crate::markdown) kind: Kind,
    /// What is wrong with it, should it be a directive's.
    pub(in crate::markdown) problems: Vec<Diagnostic>,
}

/// What a directive's line does.
#[derive(Debug)]
pub(in crate::markdown) enum Kind {
    /// `:::name{…}`, with so many colons.
    Open(usize, Head),
    /// `:::`, with so many colons.
    Close(usize),
    /// `::name{…}`.
    Leaf(Head),
}

/// The name and the attributes.
#[derive(Debug, Default)]
pub(in crate::markdown) struct Head {
    /// As written.
    pub(in crate::markdown) name: String,
    /// No name twice.
    pub(in crate::markdown) attributes: Vec<RawAttribute>,
}

/// The lines of `body` that begin, after spaces and quote markers, with `:::` or with `::name`.
pub(in crate::markdown) fn find(body: &str, place: &Place<'_>) -> Vec<Line> {
    let mut found = Vec::new();
    if !body.contains("::") {
        return found; // the common case, told several times faster than by searching
    }
    let mut from = 0;
    while let Some(at) = body[from..].find("::").map(|at| from + at) {
        let line_start = body[..at].rfind('\n').map_or(0, |end| end + 1);
        let line_end = body[at..].find('\n').map_or(body.len(), |end| at + end);
        if body[line_start..at].bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'>')) {
            found.extend(read(body, at..line_end, place));
        }
        from = line_end;
    }
    found
}

/// The line of a directive that begins with the colons at the start of `range`, if it is one.
fn read(body: &str, range: Range<usize>, place: &Place<'_>) -> Option<Line> {
    let line = &body[range.clone()];
    let after_colons = line.trim_start_matches(':');
    let colons = line.len() - after_colons.len();
    let rest = after_colons.trim_start();
    let name_length =
        rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(rest.len());
    let (name, tail) = rest.split_at(name_length);
    let tail = tail.trim();
    if rest.is_empty() && colons >= 3 {
        return Some(Line { range, kind: Kind::Close(colons), problems: Vec::new() });
    }
    let is_leaf = colons == 2 && !name.is_empty();
    let (close_by, braces) = (rest.len() == after_colons.len(), tail.starts_with('{'));
    if colons == 2 && !(is_leaf && (braces || close_by && tail.is_empty())) {
        return None;
    }
    let mut problems = Vec::new();
    let name_start = range.end - rest.len();
    let name_span = || place.span(name_start..name_start + name.len());
    if name.is_empty() {
        problems.push(
            Diagnostic::error(
                "directive-syntax",
                message!("khối này không có tên", "this block has no name"),
            )
            .at(place.span(range.clone()))
            .help(message!(
                "viết tên khối ngay sau các dấu hai chấm, ví dụ “:::ghi-chu{{title=\"Lưu ý\"}}”",
                "put its name right after the colons, such as “:::ghi-chu{{title=\"Lưu ý\"}}”"
            )),
        );
    } else if !is_plain(name) {
        let plain = text::slug(name);
        problems.push(
            Diagnostic::error(
                "directive-name",
                message!(
                    "tên khối chỉ gồm chữ thường không dấu, chữ số và gạch nối, không phải “{name}”",
                    "the name of a block has only plain lower-case letters, digits and hyphens, unlike “{name}”"
                ),
            )
            .at(name_span())
            .help_if((plain != name).then(|| message!("có phải là “{plain}”?", "did you mean “{plain}”?"))),
        );
    }
    let tail_start =
        name_start + name.len() + (rest.len() - name.len() - rest[name.len()..].trim_start().len());
    let attributes = attributes::read(tail, tail_start, place, &mut problems);
    let head = Head { name: name.to_owned(), attributes };
    let kind = if is_leaf { Kind::Leaf(head) } else { Kind::Open(colons, head) };
    Some(Line { range, kind, problems })
}

/// Whether a name is spelt as names are.
fn is_plain(name: &str) -> bool {
    name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}
