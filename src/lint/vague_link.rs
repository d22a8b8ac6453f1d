//! `vague-link`: a link whose words do not say where it leads, for those who hear them alone (Thông tư
//! 26/2020/TT-BTTTT).

use super::context::Context;
use super::found::Found;
use super::reading::{Reading, is_same};
use crate::diag::{Diagnostic, message};

const VAGUE: [&str; 22] = [
    "bấm vào đây",
    "chi tiết",
    "click here",
    "click vào đây",
    "here",
    "link",
    "more",
    "nhấn vào đây",
    "read more",
    "tại đây",
    "this link",
    "this page",
    "vào đây",
    "xem",
    "xem chi tiết",
    "xem tiếp",
    "xem thêm",
    "xem tại đây",
    "xem ở đây",
    "đây",
    "đọc tiếp",
    "ở đây",
];

pub(super) fn check(reading: &Reading<'_>, _: &Context, found: &mut Found) {
    for link in reading.prose.links() {
        let written = &reading.prose.text()[link.clone()];
        let words = written.trim_matches(|c: char| !c.is_alphanumeric());
        if !VAGUE.iter().any(|vague| is_same(words, vague)) {
            continue;
        }
        let finding = Diagnostic::warning(
            "vague-link",
            message!(
                "“{words}” không nói liên kết dẫn tới đâu",
                "“{words}” does not say where the link leads"
            ),
        )
        .at(reading.prose.place(link.clone()))
        .help(message!(
            "dùng chính tên trang hoặc tệp làm chữ của liên kết: [Kế hoạch thi đua](ke-hoach.md)",
            "let the name of the page or file be the words of the link: [Contact](lien-he.en.md)"
        ));
        found.push(finding);
    }
}
