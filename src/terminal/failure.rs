//! What the machine or the arguments refused, in the user's words as far as there are any.

use std::error::Error;
use std::fmt;
use std::io::{self, ErrorKind};

use annotate_snippets::{Group, Level};

use crate::diag::{Message, message};
use crate::scaffold::Refused;
use crate::text::Locale;

use super::Style;
use super::findings::help_word;

/// A failure worded for the user. It travels as an `anyhow::Error`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    message: Message,
    help: Option<Message>,
}

impl Failure {
    /// What went wrong.
    pub fn new(message: Message) -> Self {
        Self { message, help: None }
    }

    /// What to do.
    #[must_use]
    pub fn help(mut self, help: Message) -> Self {
        self.help = Some(help);
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message.in_locale(Locale::En))
    }
}

impl Error for Failure {}

/// The lines for `error`, in `locale`.
pub(super) fn render(error: &anyhow::Error, locale: Locale, style: Style) -> String {
    let renderer = style.renderer();
    let Failure { message, help } = worded(error);
    let word = message!("lỗi", "error").in_locale(locale).to_owned();
    let title = Level::ERROR.with_name(word).primary_title(message.in_locale(locale));
    let mut text = renderer.render(&[Group::with_title(title)]) + "\n";
    if let Some(help) = help {
        let word = help_word().in_locale(locale).to_owned();
        let title = Level::HELP.with_name(word).primary_title(help.in_locale(locale));
        text = text + &renderer.render(&[Group::with_title(title)]) + "\n";
    }
    text
}

/// The failure in both languages. What others word (the system, libraries) stands as they word it.
fn worded(error: &anyhow::Error) -> Failure {
    if let Some(failure) = error.downcast_ref::<Failure>() {
        return failure.clone();
    }
    if let Some(refused) = error.downcast_ref::<Refused>() {
        return Failure { message: refused.message(), help: refused.help() };
    }
    let chain = format!("{error:#}");
    let kind = error.chain().find_map(|cause| cause.downcast_ref::<io::Error>()).map(io::Error::kind);
    let (vi, help) = match kind {
        Some(ErrorKind::PermissionDenied) => (
            "máy không cho đọc hoặc ghi",
            Some(message!(
                "đóng chương trình đang mở tệp đó, hoặc hỏi người quản trị máy về quyền truy cập",
                "close the program that has the file open, or ask who runs the machine for access"
            )),
        ),
        Some(ErrorKind::StorageFull) => (
            "ổ đĩa đã đầy",
            Some(message!("xóa bớt tệp không cần rồi chạy lại", "make room and run it again")),
        ),
        Some(ErrorKind::ReadOnlyFilesystem) => ("ổ đĩa chỉ cho đọc, không cho ghi", None),
        Some(ErrorKind::NotFound) => ("không tìm thấy tệp hoặc thư mục", None),
        Some(_) => ("máy không đọc hoặc ghi được", None),
        None => ("chương trình không làm tiếp được", None),
    };
    Failure { message: message!("{vi} ({chain})", "{chain}"), help }
}
