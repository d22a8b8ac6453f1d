//! Each mistake in the keys and values of a campaign file, and what is said about it.

use snapbox::{IntoData, assert_data_eq, str};

use super::{LIBRARY, read, shown, yaml};

/// The library's campaign with `from` written as `to` has just these findings, and is a campaign still or not.
pub(super) fn check(from: &str, to: &str, is_campaign: bool, expected: impl IntoData) {
    assert_eq!(LIBRARY.matches(from).count(), 1, "{from:?} stands once in the fixture");
    let text = LIBRARY.replace(from, to);
    let (campaign, found) = read(&yaml(&text));
    assert_data_eq!(shown(&text, found), expected.raw());
    assert_eq!(campaign.is_some(), is_campaign, "{from:?} as {to:?}");
}

#[test]
fn findings_in_keys_and_values() {
    // A key is missing: a text is left empty, but nothing stands in for a part.
    check(
        "issuer: Thư viện tỉnh mẫu\n",
        "",
        true,
        str![[r#"
Error missing-key 1:1 `name: Đợt thi đua 30 ngày đọc sách`
  thiếu khóa “issuer”
  the key “issuer” is missing
= thêm một dòng “issuer: …”
= add a line “issuer: …”

"#]],
    );
    check(
        "signer: {title: GIÁM ĐỐC, name: Nguyễn Văn Mẫu}\n",
        "",
        false,
        str![[r#"
Error missing-key 1:1 `name: Đợt thi đua 30 ngày đọc sách`
  thiếu khóa “signer”
  the key “signer” is missing
= thêm một dòng “signer: …”
= add a line “signer: …”

"#]],
    );
    check(
        "decree: 98/2023/NĐ-CP, ",
        "",
        true,
        str![[r#"
Error missing-key 36:13 `{name: Mẫu số 01, appendix: Phụ lục I, date: 31/12/2023}`
  thiếu khóa “decree”
  the key “decree” is missing
= thêm “decree: …” vào trong ngoặc nhọn
= add “decree: …” in the braces

"#]],
    );
    // A key nobody knows.
    check(
        "short_name: 30",
        "shortname: 30",
        true,
        str![[r#"
Error unknown-key 2:1 `shortname`
  không có khóa “shortname”
  there is no key “shortname”
= có phải là “short_name”?
= did you mean “short_name”?

"#]],
    );
    check(
        "sample: true",
        "mau: true",
        true,
        str![[r#"
Error unknown-key 64:54 `mau`
  không có khóa “mau”
  there is no key “mau”
= các khóa dùng được: aliases, exempt, head, id, name, order, sample, short_name
= the keys that can be used: aliases, exempt, head, id, name, order, sample, short_name

"#]],
    );
    // Nothing where the plan needs something.
    check(
        "[Xây dựng thói quen đọc sách., Nâng cao chất lượng phục vụ.]",
        "[]",
        false,
        str![[r#"
Error empty-list 4:11 `[]`
  danh sách này đang trống
  this list is empty
= ghi ít nhất một mục, bắt đầu bằng “- ”
= write at least one item, after “- ”

"#]],
    );
    check(
        "items: [Các phòng]",
        "items: [\"\"]",
        true,
        str![[r#"
Error empty-text 43:36 `""`
  chỗ này đang để trống
  there is no text here
= ghi nội dung vào giữa hai dấu ngoặc kép
= write the text between the quotes

"#]],
    );
    check("short_name: P. TH", "short_name: \"\"", true, str![""]);
    // Not of the kind that is wanted.
    check(
        "[Tổng hợp, TH]",
        "TH",
        true,
        str![[r#"
Error wrong-type 65:76 `TH`
  chỗ này phải là một danh sách, không phải chữ
  this should be a list, not text
= viết mỗi mục một dòng bắt đầu bằng “- ”, hoặc cả danh sách trong ngoặc vuông: [a, b]
= write each item on a line after “- ”, or the whole list in brackets: [a, b]

"#]],
    );
    check(
        "order: 1",
        "order: 0",
        true,
        str![[r#"
Error wrong-type 66:51 `0`
  chỗ này phải là một số nguyên từ 1 trở lên, không phải 0
  this should be a whole number from 1 up, not 0
= viết số bằng chữ số, không có ngoặc kép
= write it in digits, without quotes

"#]],
    );
    check(
        "rule: any, criteria",
        "rule: some, criteria",
        true,
        str![[r#"
Error unknown-value 28:24 `some`
  không có lựa chọn “some”
  there is no choice “some”
= các lựa chọn: all, any
= the choices: all, any

"#]],
    );
    check(
        "10/10/2025",
        "31/9/2025",
        false,
        str![[r#"
Error date-invalid 6:21 `31/9/2025`
  không có ngày “31/9/2025” trên lịch
  there is no day “31/9/2025” in the calendar
= sửa lại ngày, tháng, năm; viết như 2024-06-07 hoặc 07/06/2024 (ngày trước, tháng sau)
= mend the day, month or year; write it like 2024-06-07 or 07/06/2024 (day before month)

"#]],
    );
}

#[test]
fn findings_in_days() {
    check(
        "end: 30/9/2025",
        "end: 30/8/2025",
        false,
        str![[r#"
Error period-reversed 5:34 `30/8/2025`
  ngày kết thúc đứng trước ngày bắt đầu
  the last day is before the first
= sửa lại start (ngày đầu) hoặc end (ngày cuối)
= mend start (the first day) or end (the last)

"#]],
    );
    check("end: 30/9/2025", "end: 1/9/2025", true, str![""]);
    check(
        "of: 10/10/1955",
        "of: 10/10/2055",
        false,
        str![[r#"
Error anniversary-reversed 6:37 `10/10/2055`
  sự kiện được kỷ niệm lại đứng sau ngày kỷ niệm
  the event is after its anniversary
= date là ngày kỷ niệm (24/8/2024), of là ngày của sự kiện (24/8/1949)
= date is the anniversary (24/8/2024), of is the day of the event (24/8/1949)

"#]],
    );
}

#[test]
fn an_empty_file_has_one_finding() {
    let text = "# chưa ghi gì\n";
    let (campaign, found) = read(&yaml(text));
    assert!(campaign.is_none());
    assert_data_eq!(
        shown(text, found),
        str![[r#"
Error empty-file 1:1 ``
  tệp không có nội dung
  there is nothing in this file
= ghi đợt thi đua vào tệp này
= write the campaign into it

"#]]
    );
}
