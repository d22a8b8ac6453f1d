//! Why a skeleton is not made: it would overwrite something, or the place is wrong.

use std::error::Error;
use std::fmt;
use std::path::PathBuf;

use crate::diag::{Message, message};
use crate::text::Locale;

/// Nothing was written. Travels as an `anyhow::Error`: `error.downcast_ref::<Refused>()` finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// The folder for a new site holds files, or is one.
    NotEmpty(PathBuf),
    /// There is a page of that address already.
    Taken {
        /// The file it has.
        existing: PathBuf,
    },
    /// There is no such section.
    NoSection {
        /// As it was given.
        section: String,
        /// The section that was probably meant.
        nearest: Option<String>,
    },
    /// The name of the file would be no good on Windows.
    BadName(String),
}

impl Refused {
    /// What is wrong.
    pub fn message(&self) -> Message {
        match self {
            Self::NotEmpty(folder) => {
                let folder = folder.display();
                message!("{folder} đã có sẵn và không trống", "{folder} is there already, and not empty")
            }
            Self::Taken { existing } => {
                let existing = existing.display();
                message!(
                    "đã có trang cùng địa chỉ: {existing}",
                    "there is a page of that address already: {existing}"
                )
            }
            Self::NoSection { section, .. } => {
                message!("không có mục content/{section}", "there is no section content/{section}")
            }
            Self::BadName(name) => message!(
                "không đặt được tên tệp “{name}”: Windows không nhận tên này",
                "a file cannot be named “{name}”: Windows refuses it"
            ),
        }
    }

    /// What to do.
    pub fn help(&self) -> Option<Message> {
        Some(match self {
            Self::NotEmpty(_) => message!("chọn tên thư mục khác", "choose another name"),
            Self::Taken { .. } => {
                message!(
                    "sửa bài đã có, hoặc đặt tiêu đề khác",
                    "change the page that is there, or choose another title"
                )
            }
            Self::NoSection { nearest: Some(nearest), .. } => {
                message!("có phải ý bạn là --section {nearest}?", "did you mean --section {nearest}?")
            }
            Self::NoSection { section, nearest: None } => message!(
                "tạo thư mục content/{section} trước nếu đúng là muốn có mục mới",
                "make the folder content/{section} first if you want a new section"
            ),
            Self::BadName(_) => message!("đặt tiêu đề khác", "choose another title"),
        })
    }
}

impl Error for Refused {}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message().in_locale(Locale::En))
    }
}
