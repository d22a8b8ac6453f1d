//! `nfd`: a file whose marks stand apart from their letters, as macOS and some programs write. The site is right all the
//! same, for it is made of the composed letters; other programs that read the file may not find its words.

use crate::diag::{Diagnostic, Edit, message};
use crate::source::TextFile;
use crate::span::{SourcePath, Span};

/// The finding on a file that is not in NFC.
pub fn nfd(path: &SourcePath, file: &TextFile) -> Option<Diagnostic> {
    let first = file.decomposed.first()?;
    let count = file.decomposed.len();
    let edit = |range: &std::ops::Range<usize>| Edit {
        span: Span::new(path, range.clone()),
        replacement: file.text[range.clone()].to_owned(),
    };
    let finding = Diagnostic::note(
        "nfd",
        message!(
            "tệp có {count} chữ viết bằng Unicode tổ hợp (dấu rời)",
            "{count} letters of the file are in decomposed Unicode"
        ),
    )
    .at(Span::new(path, first.clone()))
    .help(message!(
        "chạy thidua check --fix để đổi sang Unicode dựng sẵn",
        "let thidua check --fix compose them"
    ))
    .fix(file.decomposed.iter().map(edit).collect());
    Some(finding)
}
