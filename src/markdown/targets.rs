//! Link targets: where exactly they stand, and which must never be written.

use std::ops::Range;

/// The schemes that run or embed what the author pasted, or mean the author's own machine.
const UNSAFE_SCHEMES: [&str; 4] = ["javascript", "vbscript", "data", "file"];

/// The scheme of `target` if a browser would run it, or show what is written into it, as its own page, or if only the author
/// has what it means. Read as a browser
/// does: leading control characters and all tabs and line ends do not count.
pub(super) fn unsafe_scheme(target: &str) -> Option<&'static str> {
    let target = target.trim_start_matches(|c: char| c <= ' ');
    let mut scheme = String::new();
    for c in target.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')) {
        match c {
            ':' => return UNSAFE_SCHEMES.into_iter().find(|it| *it == scheme),
            c if c.is_ascii_alphabetic() && scheme.len() < 10 => scheme.push(c.to_ascii_lowercase()),
            _ => return None,
        }
    }
    None
}

/// Where the target of the inline link `link` stands in `body`; its text ends at `text_end`.
pub(super) fn inline_target(body: &str, link: Range<usize>, text_end: usize) -> Range<usize> {
    let from = text_end.clamp(link.start, link.end);
    let Some(open) = body.get(from..link.end).and_then(|rest| rest.find("](")) else { return link };
    target_at(body, from + open + 2..link.end)
}

/// Where the target in the definition `[label]: target` stands.
pub(super) fn defined_target(body: &str, definition: Range<usize>) -> Range<usize> {
    let Some(colon) = body.get(definition.clone()).and_then(|text| text.find("]:")) else {
        return definition;
    };
    target_at(body, definition.start + colon + 2..definition.end)
}

/// The target with which `range` begins, after white space.
fn target_at(body: &str, range: Range<usize>) -> Range<usize> {
    let text = &body[range.clone()];
    let start = range.start + text.len() - text.trim_start_matches([' ', '\t', '\n', '>']).len();
    let text = &body[start..range.end];
    if let Some(inner) = text.strip_prefix('<') {
        let length = inner.find(['>', '\n']).unwrap_or(inner.len());
        return start + 1..start + 1 + length;
    }
    let mut depth = 0usize;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'(' => depth += 1,
            b')' if depth == 0 => return start..start + at,
            b')' => depth -= 1,
            b' ' | b'\t' | b'\n' => return start..start + at,
            _ => {}
        }
    }
    start..range.end
}
