//! Each mistake in ids and names, and in what refers to them, and what is said about it.

use snapbox::str;

use super::findings::check;

#[test]
fn findings_in_ids() {
    check(
        "{id: so-hoa,",
        "{id: Số hóa,",
        true,
        str![[r#"
Error id-invalid 12:10 `Số hóa`
  mã “Số hóa” phải viết bằng chữ thường không dấu, chữ số và dấu gạch nối
  the id “Số hóa” must be of lower-case letters a–z, digits and hyphens
= viết “so-hoa”
= write “so-hoa”

"#]],
    );
    check(
        "{id: so-hoa,",
        "{id: \"!\",",
        true,
        str![[r#"
Error id-invalid 12:10 `"!"`
  mã “!” phải viết bằng chữ thường không dấu, chữ số và dấu gạch nối
  the id “!” must be of lower-case letters a–z, digits and hyphens
= viết như “phong-tong-hop”
= write it like “phong-tong-hop”

"#]],
    );
    check(
        "{id: so-hoa,",
        "{id: luan-chuyen,",
        true,
        str![[r#"
Error duplicate-id 12:10 `luan-chuyen`
  mã “luan-chuyen” được dùng hai lần
  the id “luan-chuyen” is used twice
= đổi một trong hai mã
= change one of the two
+ 11:10 `luan-chuyen` first here

"#]],
    );
    check(
        "{id: du-bao-cao,",
        "{id: vuot-chi-tieu,",
        true,
        str![[r#"
Error duplicate-id 19:88 `vuot-chi-tieu`
  mã “vuot-chi-tieu” được dùng hai lần
  the id “vuot-chi-tieu” is used twice
= đổi một trong hai mã
= change one of the two
+ 19:45 `vuot-chi-tieu` first here

"#]],
    );
    check(
        "{id: tan-tuy,",
        "{id: sang-kien,",
        true,
        str![[r#"
Error duplicate-id 29:45 `sang-kien`
  hai tiêu chuẩn cùng mang mã “sang-kien”
  two criteria have the id “sang-kien”
= đổi một trong hai mã
= change one of the two
+ 23:23 `sang-kien` first here

"#]],
    );
    check(
        "id: bieu-duong",
        "id: giay-khen",
        true,
        str![[r#"
Error duplicate-id 24:9 `giay-khen`
  mã “giay-khen” được dùng hai lần
  the id “giay-khen” is used twice
= đổi một trong hai mã
= change one of the two
+ 15:9 `giay-khen` first here

"#]],
    );
    check(
        "{id: ban-giam-doc,",
        "{id: phong-phuc-vu,",
        true,
        str![[r#"
Error duplicate-id 66:10 `phong-phuc-vu`
  mã “phong-phuc-vu” được dùng hai lần
  the id “phong-phuc-vu” is used twice
= đổi một trong hai mã
= change one of the two
+ 64:10 `phong-phuc-vu` first here

"#]],
    );
}

#[test]
fn findings_in_units() {
    check(
        "{unit: phong-tong-hop,",
        "{unit: phong-tong-hob,",
        true,
        str![[r#"
Error unknown-unit 42:12 `phong-tong-hob`
  không có đơn vị nào mang mã “phong-tong-hob”
  no unit has the id “phong-tong-hob”
= có phải là “phong-tong-hop”?
= did you mean “phong-tong-hop”?

"#]],
    );
    check(
        "{unit: phong-tong-hop,",
        "{unit: x,",
        true,
        str![[r#"
Error unknown-unit 42:12 `x`
  không có đơn vị nào mang mã “x”
  no unit has the id “x”
= các mã đơn vị: ban-giam-doc, phong-tong-hop, phong-phuc-vu
= the ids of the units: ban-giam-doc, phong-tong-hop, phong-phuc-vu

"#]],
    );
    check(
        "{unit: phong-tong-hop,",
        "{unit: Phòng Tổng hợp,",
        true,
        str![[r#"
Error id-invalid 42:12 `Phòng Tổng hợp`
  mã “Phòng Tổng hợp” phải viết bằng chữ thường không dấu, chữ số và dấu gạch nối
  the id “Phòng Tổng hợp” must be of lower-case letters a–z, digits and hyphens
= viết “phong-tong-hop”
= write “phong-tong-hop”

"#]],
    );
    check(
        "name: Ban Giám đốc,",
        "name: TH,",
        true,
        str![[r#"
Error duplicate-unit-name 66:30 `TH`
  hai đơn vị cùng mang tên “TH”
  two units are called “TH”
= mỗi tên, tên gọi tắt, tên gọi khác chỉ ghi cho một đơn vị
= give each name, short name and alias to one unit only
+ 65:87 `TH` first here

"#]],
    );
    check(
        "aliases: [Tổng hợp, TH]",
        "aliases: [P. TH, Ban Giám đốc]",
        true,
        str![[r#"
Error duplicate-unit-name 66:30 `Ban Giám đốc`
  hai đơn vị cùng mang tên “Ban Giám đốc”
  two units are called “Ban Giám đốc”
= mỗi tên, tên gọi tắt, tên gọi khác chỉ ghi cho một đơn vị
= give each name, short name and alias to one unit only
+ 65:84 `Ban Giám đốc` first here

"#]],
    );
}

#[test]
fn findings_in_the_plan() {
    check(
        "    - show: flow\n",
        "",
        true,
        str![[r#"
Warning plan-incomplete 52:5 `- text: "Thư viện phát động \"30 ngày đọc sách\" như sau:"`
  “flow” có trong dữ liệu nhưng không có trên trang kế hoạch
  “flow” is in the data but not on the plan page
= thêm dòng “- show: flow” vào đúng chỗ trong body
= add a line “- show: flow” where it belongs in body

"#]],
    );
    check(
        "- show: flow",
        "- show: awards",
        true,
        str![[r#"
Warning plan-incomplete 52:5 `- text: "Thư viện phát động \"30 ngày đọc sách\" như sau:"`
  “flow” có trong dữ liệu nhưng không có trên trang kế hoạch
  “flow” is in the data but not on the plan page
= thêm dòng “- show: flow” vào đúng chỗ trong body
= add a line “- show: flow” where it belongs in body
Error plan-repeats 60:13 `awards`
  bản kế hoạch đưa “awards” vào hai lần
  the plan shows “awards” twice
= giữ lại một dòng “- show: awards”
= keep one line “- show: awards”
+ 59:13 `awards` first here

"#]],
    );
    check(
        "- show: flow",
        "- show: flaw",
        true,
        str![[r#"
Error unknown-value 60:13 `flaw`
  không có lựa chọn “flaw”
  there is no choice “flaw”
= có phải là “flow”? Các lựa chọn: purposes, period, participants, contents, awards, flow, dossier, duties
= did you mean “flow”? The choices: purposes, period, participants, contents, awards, flow, dossier, duties

"#]],
    );
    check(
        "- show: purposes\n",
        "- show: purposes\n      text: a\n",
        true,
        str![[r#"
Error plan-block 54:7 `show: purposes`
  mỗi mục của bản kế hoạch chỉ có một khóa
  a block of the plan has one key
= tách mỗi khóa thành một mục riêng, bắt đầu bằng “- text:”, “- heading:”, “- subheading:” hoặc “- show:”
= write each key as a block of its own: “- text:”, “- heading:”, “- subheading:” or “- show:”

"#]],
    );
    check(
        "- heading: \"I. MỤC ĐÍCH\"",
        "- heading:",
        true,
        str![[r#"
Error plan-block 53:7 `heading:`
  mỗi mục của bản kế hoạch chỉ có một khóa
  a block of the plan has one key
= tách mỗi khóa thành một mục riêng, bắt đầu bằng “- text:”, “- heading:”, “- subheading:” hoặc “- show:”
= write each key as a block of its own: “- text:”, “- heading:”, “- subheading:” or “- show:”

"#]],
    );
    check(
        "- heading: \"I. MỤC ĐÍCH\"",
        "- headin: \"I. MỤC ĐÍCH\"",
        true,
        str![[r#"
Error unknown-key 53:7 `headin`
  không có khóa “headin”
  there is no key “headin”
= có phải là “heading”?
= did you mean “heading”?

"#]],
    );
}
