//! `secret-mark`: the stamp of a state secret: MẬT, TỐI MẬT, TUYỆT MẬT.

use super::context::Context;
use super::found::Found;
use super::reading::{Reading, is_capitals};
use super::trigger::Trigger;
use crate::diag::{Diagnostic, message};

pub(super) fn check(reading: &Reading<'_>, _: &Context, found: &mut Found) {
    let words = reading.words();
    for at in words.that_may_be(Trigger::CAPITAL).filter(|&at| words.get(at) == "MẬT") {
        let before = words.before(at).map_or("", |before| words.get(before));
        let after = if words.is_spaced(at) { words.get(at + 1) } else { "" };
        let first = match before {
            "TỐI" | "TUYỆT" => at - 1,
            // In a heading of capitals it is any word: BẢO MẬT, MẬT ĐỘ.
            _ if is_capitals(before) || is_capitals(after) => continue,
            _ => at,
        };
        let written = words.text(first..at + 1);
        let finding = Diagnostic::warning(
            "secret-mark",
            message!("có dấu chỉ độ mật “{written}”", "there is the mark of a state secret, “{written}”"),
        )
        .help(message!(
            "dừng lại, không đăng, và báo người phụ trách; tài liệu mật không được đưa lên trang",
            "stop, do not publish it, and tell whoever is in charge: no secret may go on the site"
        ));
        found.once(written, reading.place(first..at + 1), Vec::new(), finding);
    }
}
