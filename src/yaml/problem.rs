//! What `serde_yaml` says, said to someone who does not know YAML.

use crate::diag::{Diagnostic, Message, message};
use crate::span::{SourcePath, Span};

use super::locate::offset;

/// Marks our own message about a `!tag` among the errors of `serde_yaml`.
const TAG: &str = "unsupported tag ";

/// The error for a `!tag`, which no file of a site may use.
pub(super) fn tag(name: &str) -> String {
    format!("{TAG}!{}", name.trim_start_matches('!'))
}

/// The diagnostic for YAML that cannot be read; `base` is where `source` begins in the file.
pub(super) fn explain(error: &serde_yaml::Error, path: &SourcePath, source: &str, base: usize) -> Diagnostic {
    let start =
        error.location().map_or(0, |place| offset(source, place.line(), place.column())).min(source.len());
    let end = start + source[start..].lines().next().map_or(0, |line| line.trim_end().len());
    let (what, help) = wording(&error.to_string());
    Diagnostic::error("yaml-syntax", what).at(Span::new(path, start + base..end + base)).help(help)
}

fn wording(error: &str) -> (Message, Message) {
    let says = |part: &str| error.contains(part);
    if says("mapping values are not allowed") {
        (
            message!("dấu hai chấm ở chỗ không được phép", "a colon where none may stand"),
            message!(
                "nếu giá trị có dấu hai chấm, hãy đặt cả giá trị trong ngoặc kép: title: \"Kế hoạch: giai đoạn 1\"",
                "if the value has a colon in it, put the whole value in quotes: title: \"Plan: part 1\""
            ),
        )
    } else if says("tab character") || says("cannot start any token") {
        (
            message!(
                "có ký tự không được đứng ở đây (thường là phím Tab, @ hoặc `)",
                "a character that may not stand here (often a Tab, @ or `)"
            ),
            message!(
                "thụt lề bằng dấu cách, không dùng phím Tab; giá trị bắt đầu bằng @, ` hoặc % phải đặt trong ngoặc kép",
                "indent with spaces, never with Tab; a value that begins with @, ` or % must be in quotes"
            ),
        )
    } else if says("quoted scalar") || says("unexpected end of stream") {
        (
            message!("dấu ngoặc kép mở ra mà không đóng lại", "a quotation mark is opened and never closed"),
            message!(
                "thêm dấu ngoặc kép ở cuối giá trị; bên trong ngoặc kép hãy dùng “ ” hoặc \\\"",
                "add the closing quotation mark; inside quotes use “ ” or \\\""
            ),
        )
    } else if says("expected ',' or") || says("flow") {
        (
            message!(
                "danh sách trong ngoặc [ ] hoặc {{ }} chưa đóng hoặc thiếu dấu phẩy",
                "a list in [ ] or {{ }} is not closed or lacks a comma"
            ),
            message!("viết như: tags: [Tin tức, Đền ơn đáp nghĩa]", "write it like: tags: [News, Gratitude]"),
        )
    } else if says("repetition limit") {
        (
            message!("các tham chiếu &… *… lặp lại quá nhiều lần", "the references &… *… repeat too much"),
            message!(
                "viết thẳng giá trị ra thay cho tham chiếu",
                "write the values out instead of referring to them"
            ),
        )
    } else if says("recursion limit") {
        (
            message!("danh sách lồng nhau quá sâu", "lists nested too deeply"),
            message!("bớt số lớp lồng nhau (tối đa 128)", "nest fewer levels (128 at most)"),
        )
    } else if says("unknown anchor") || says("alias") || says("anchor") {
        (
            message!(
                "giá trị bắt đầu bằng * hoặc & bị hiểu là tham chiếu",
                "a value that begins with * or & is taken for a reference"
            ),
            message!("đặt giá trị trong ngoặc kép", "put the value in quotes"),
        )
    } else if says(TAG) || says("tag") {
        (
            message!("giá trị bắt đầu bằng ! không được dùng ở đây", "a value may not begin with ! here"),
            message!("đặt giá trị trong ngoặc kép", "put the value in quotes"),
        )
    } else if says("more than one document") {
        (
            message!("có dòng --- thừa giữa phần khai báo", "a stray --- line inside the settings"),
            message!(
                "mỗi tệp chỉ có một phần khai báo giữa hai dòng ---",
                "a file has one block of settings between two --- lines"
            ),
        )
    } else if says("control characters") {
        (
            message!("có ký tự điều khiển không nhìn thấy được", "an invisible control character"),
            message!("xoá dòng này và gõ lại", "delete this line and type it again"),
        )
    } else {
        (
            message!("dòng này không đúng dạng “khoá: giá trị”", "this line is not of the form “key: value”"),
            message!(
                "kiểm tra thụt lề (các khoá cùng cấp thẳng hàng), dấu cách sau dấu hai chấm và ngoặc kép",
                "check the indentation (keys of one level line up), the space after the colon, and the quotes"
            ),
        )
    }
}
