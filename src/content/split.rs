//! Finds the front matter of a Markdown file.

use std::ops::Range;

use crate::diag::{Diagnostic, message};
use crate::span::{SourcePath, Span};

/// The bytes of front matter that are read; more than that is text in the wrong place.
const LONGEST: usize = 64 * 1024;

/// The YAML between the `---` lines, and the Markdown after them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parts {
    /// Empty where there is no front matter.
    pub(super) front: Range<usize>,
    pub(super) body: Range<usize>,
}

/// Splits a file. Without front matter it is all body. Front matter that cannot be read is reported, and then the body
/// is what follows the first empty line.
pub(super) fn split(path: &SourcePath, text: &str) -> (Parts, Option<Diagnostic>) {
    let start = text.len() - text.trim_start_matches('\n').len();
    let opening = text[start..].split_inclusive('\n').next().unwrap_or_default();
    match opening.trim_end() {
        "---" => {}
        "+++" => {
            return (Parts { front: 0..0, body: after_empty_line(text, start) }, Some(toml(path, start)));
        }
        _ => return (Parts { front: 0..0, body: 0..text.len() }, None),
    }
    let front = start + opening.len();
    let mut at = front;
    for line in text[front..].split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            let parts = Parts { front: front..at, body: at + line.len()..text.len() };
            if parts.front.len() > LONGEST {
                return (Parts { front: 0..0, ..parts }, Some(too_long(path, start)));
            }
            return (parts, None);
        }
        at += line.len();
    }
    if text[front..].trim().is_empty() {
        // A lone thematic break is an empty page.
        return (Parts { front: 0..0, body: 0..text.len() }, None);
    }
    (Parts { front: 0..0, body: after_empty_line(text, front) }, Some(unclosed(path, start)))
}

/// What follows the first empty line after `start`; nothing if there is none.
fn after_empty_line(text: &str, start: usize) -> Range<usize> {
    text[start..].find("\n\n").map_or(text.len(), |at| start + at)..text.len()
}

fn unclosed(path: &SourcePath, at: usize) -> Diagnostic {
    Diagnostic::error(
        "front-matter-unclosed",
        message!(
            "phần khai báo mở bằng --- nhưng không có dòng --- đóng lại",
            "the settings opened by --- are never closed by a second ---"
        ),
    )
    .at(Span::new(path, at..at + 3))
    .help(message!(
        "thêm một dòng chỉ có --- sau khóa cuối cùng, trước nội dung bài",
        "add a line of just --- after the last key, before the text"
    ))
}

fn too_long(path: &SourcePath, at: usize) -> Diagnostic {
    let most = LONGEST / 1024;
    Diagnostic::error(
        "front-matter-too-long",
        message!("phần khai báo dài hơn {most} KB", "the settings are longer than {most} KB"),
    )
    .at(Span::new(path, at..at + 3))
    .help(message!(
        "đưa nội dung bài xuống dưới dòng --- thứ hai",
        "put the text of the page below the second --- line"
    ))
}

fn toml(path: &SourcePath, at: usize) -> Diagnostic {
    Diagnostic::error(
        "front-matter-toml",
        message!(
            "phần khai báo viết bằng TOML (+++) không được dùng",
            "front matter in TOML (+++) is not used here"
        ),
    )
    .at(Span::new(path, at..at + 3))
    .help(message!(
        "viết giữa hai dòng ---, dạng “khóa: giá trị”",
        "write it between two --- lines, as “key: value”"
    ))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Parts, split};
    use crate::span::SourcePath;

    #[test]
    fn the_front_matter_stands_between_two_lines() {
        let path = SourcePath::new("content/x.md");
        for (text, expected) in [
            ("", Ok(("", ""))),
            ("Chữ\n", Ok(("", "Chữ\n"))),
            ("---\ntitle: A\n---\nChữ\n", Ok(("title: A\n", "Chữ\n"))),
            ("\n\n---\ntitle: A\n...\nChữ", Ok(("title: A\n", "Chữ"))),
            ("---\n---\n", Ok(("", ""))),
            ("---\n", Ok(("", "---\n"))),
            ("--- \ntitle: A\n---", Ok(("title: A\n", ""))),
            ("---\ntitle: A\n", Err("front-matter-unclosed")),
            ("+++\ntitle = 'A'\n+++\n", Err("front-matter-toml")),
        ] {
            let (Parts { front, body }, finding) = split(&path, text);
            let found = finding.map_or(Ok((&text[front], &text[body])), |finding| Err(finding.code));
            assert_eq!(found, expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_splits_at_character_boundaries(text in "(---|\\+\\+\\+|\\.\\.\\.|\n|a: b|ề| )*") {
            let (Parts { front, body }, _) = split(&SourcePath::new("x.md"), &text);
            prop_assert!(text.get(front.clone()).is_some() && text.get(body.clone()).is_some());
            prop_assert!(front.end <= body.start || front.is_empty());
        }
    }
}
