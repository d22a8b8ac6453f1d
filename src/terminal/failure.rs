//! What the machine or the arguments refused, in the user's words as far as there are any.

use std::error::Error;
use std::fmt;
use std::io::{self, ErrorKind};

use annotate_snippets::{Group, Level};

use crate::diag::{Message, message};
use crate::output::{self, Obstacle, ObstacleKind};
use crate::scaffold;
use crate::text::Locale;

use super::Style;
use super::findings::help_word;

/// How many files in the way are named.
const NAMED: usize = 10;

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
pub fn failure(error: &anyhow::Error, locale: Locale, style: Style) -> String {
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
    if let Some(refused) = error.downcast_ref::<scaffold::Refused>() {
        return Failure { message: refused.message(), help: refused.help() };
    }
    if let Some(refused) = error.downcast_ref::<output::Refused>() {
        return output_refused(refused);
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

/// Why nothing was written to the output folder.
fn output_refused(refused: &output::Refused) -> Failure {
    match refused {
        output::Refused::Busy { folder, holder } => {
            let folder = folder.display();
            let holder = holder.as_ref().map(|holder| format!(" ({holder})")).unwrap_or_default();
            Failure::new(message!(
                "một lần dựng khác{holder} đang ghi vào {folder}",
                "another build{holder} is writing to {folder}"
            ))
            .help(message!("chờ lần dựng kia xong rồi chạy lại", "wait for it to end, and run this again"))
        }
        output::Refused::NotOurs { folder, strangers } => {
            let folder = folder.display();
            let names = listed(strangers, |name| Message::new(name, name));
            let (vi, en) = (names.in_locale(Locale::Vi), names.in_locale(Locale::En));
            Failure::new(Message::new(
                format!("thư mục {folder} có sẵn tệp không phải do thidua ghi: {vi}"),
                format!("the folder {folder} holds files that thidua did not write: {en}"),
            ))
            .help(message!(
                "chọn thư mục khác bằng --output; nếu đúng là muốn dùng thư mục này thì thêm --adopt",
                "choose another folder with --output; if you do mean this one, add --adopt"
            ))
        }
        output::Refused::Unreadable { file } => {
            let file = file.display();
            Failure::new(message!(
                "không hiểu được {file}: tệp đã hỏng, hoặc do phiên bản khác của thidua ghi",
                "{file} is damaged, or was written by another version of thidua"
            ))
            .help(message!(
                "thêm --adopt để dựng lại vào thư mục này",
                "add --adopt to build into the folder anew"
            ))
        }
        output::Refused::InTheWay { folder, obstacles } => {
            let folder = folder.display();
            let names = listed(obstacles, obstacle);
            let (vi, en) = (names.in_locale(Locale::Vi), names.in_locale(Locale::En));
            let failure = Failure::new(Message::new(
                format!("trong {folder} có tệp không phải do thidua ghi, nằm vào chỗ của trang: {vi}"),
                format!("in {folder}, files that thidua did not write stand in the way of the site: {en}"),
            ));
            failure.help(if refused.adopting_helps() {
                message!(
                    "chuyển chúng sang thư mục khác, hoặc thêm --adopt để thay chúng bằng tệp của trang",
                    "move them to another folder, or add --adopt to replace them"
                )
            } else {
                message!(
                    "chuyển chúng sang thư mục khác rồi chạy lại",
                    "move them to another folder, and run this again"
                )
            })
        }
    }
}

fn obstacle(Obstacle { path, kind }: &Obstacle) -> Message {
    match kind {
        ObstacleKind::File => message!("{path}", "{path}"),
        ObstacleKind::LinkedFolder => {
            message!("{path} (liên kết, ở chỗ phải là thư mục)", "{path} (a link, where a folder is to be)")
        }
        ObstacleKind::FileBelow => {
            message!(
                "{path} (thư mục chứa nó ở chỗ phải là tệp)",
                "{path} (its folder stands where a file is to be)"
            )
        }
    }
}

/// The first few of `items` in a row.
fn listed<T>(items: &[T], name: impl Fn(&T) -> Message) -> Message {
    let mut names: Vec<_> = items.iter().take(NAMED).map(name).collect();
    if let Some(rest @ 1..) = items.len().checked_sub(NAMED) {
        names.push(message!("… và {rest} nữa", "… and {rest} more"));
    }
    let [vi, en] = [Locale::Vi, Locale::En]
        .map(|locale| names.iter().map(|name| name.in_locale(locale)).collect::<Vec<_>>().join(", "));
    Message::new(vi, en)
}
