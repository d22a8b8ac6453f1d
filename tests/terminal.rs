//! What the terminal shows of made-up builds, compared whole, in both languages.

#![allow(clippy::expect_used, reason = "tests")]

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use snapbox::{Data, IntoData, assert_data_eq, str};
use thidua::diag::{Diagnostic, Diagnostics, Edit, Message, Severity};
use thidua::output::{Obstacle, ObstacleKind, Refused};
use thidua::permalink::Permalink;
use thidua::pipeline::{Account, Fate, Hidden, Report, Stage, Why, Written};
use thidua::source::{SourceFile, Sources, decode};
use thidua::span::{SourcePath, Span};
use thidua::terminal::{Run, Style, Task, explanation, failure, findings, json, summary, timings};
use thidua::text::Locale;

const POST: &str = "content/tin-tuc/bai.md";
const POST_TEXT: &str = "\
---
title: Đoàn viên ra quân
dat: 2024-06-07
---

Theo [kế hoạch](../ke-hoach.md#muc-10), tuần này cả văn phòng ra quân.
Ngày 24/8/1949
là ngày giải phóng.
";
const PLAN: &str = "content/ke-hoach.md";
const PLAN_TEXT: &str = "## Mục 1\n\n## Mục 1\n";

/// Renders findings in both languages, one after the other.
#[track_caller]
fn check_findings(found: impl IntoIterator<Item = Diagnostic>, expected: impl Into<Data>) {
    let found: Diagnostics = found.into_iter().collect();
    let sources = sources(&[(POST, POST_TEXT), (PLAN, PLAN_TEXT)]);
    let rendered =
        [Locale::Vi, Locale::En].map(|locale| findings(&found, &sources, locale, Style::default()));
    assert_data_eq!(rendered.concat(), expected.into().raw());
}

/// Sums up a run in both languages, one after the other.
#[track_caller]
fn check_summary(task: Task<'_>, strict: bool, report: &Report, expected: impl Into<Data>) {
    let run = Run { task, strict, report };
    let said = [Locale::Vi, Locale::En].map(|locale| summary(&run, locale));
    assert_data_eq!(said.join("\n"), expected.into().raw());
}

#[test]
fn a_finding_shows_its_line_and_what_to_do() {
    check_findings(
        [Diagnostic::error("unknown-key", message("không có mục “dat”", "there is no key “dat”"))
            .at(place(POST, "dat"))
            .help(message("có phải ý bạn là “date”?", "did you mean “date”?"))],
        str![[r#"
── content/tin-tuc/bai.md: 1 lỗi

lỗi[unknown-key]: không có mục “dat”
 --> content/tin-tuc/bai.md:3:1
  |
3 | dat: 2024-06-07
  | ^^^
  |
  = cách sửa: có phải ý bạn là “date”?

── content/tin-tuc/bai.md: 1 error

error[unknown-key]: there is no key “dat”
 --> content/tin-tuc/bai.md:3:1
  |
3 | dat: 2024-06-07
  | ^^^
  |
  = help: did you mean “date”?


"#]],
    );
}

#[test]
fn related_places_are_shown_where_they_are() {
    check_findings(
        [
            Diagnostic::warning("broken-link", message("không có mục này trong trang", "no such heading"))
                .at(place(POST, "#muc-10"))
                .and_at(place(POST, "kế hoạch"), message("liên kết này", "this link"))
                .and_at(place(PLAN, "Mục 1"), message("trang có mục này", "the page has this one")),
            Diagnostic::error("address-taken", message("hai trang cùng địa chỉ", "two pages at one address"))
                .at(file(POST))
                .and_at(file(PLAN), message("trang kia", "the other one"))
                .help(message("đổi tên một tệp", "rename one of them")),
        ],
        str![[r#"
── content/tin-tuc/bai.md: 1 lỗi, 1 cảnh báo

cảnh báo[broken-link]: không có mục này trong trang
 --> content/tin-tuc/bai.md:6:31
  |
6 | Theo [kế hoạch](../ke-hoach.md#muc-10), tuần này cả văn phòng ra quân.
  |       --------                ^^^^^^^
  |       |
  |       liên kết này
  |
 ::: content/ke-hoach.md:1:4
  |
1 | ## Mục 1
  |    ----- trang có mục này

lỗi[address-taken]: hai trang cùng địa chỉ
--> content/tin-tuc/bai.md
 = ghi chú: content/ke-hoach.md: trang kia
 = cách sửa: đổi tên một tệp

── content/tin-tuc/bai.md: 1 error, 1 warning

warning[broken-link]: no such heading
 --> content/tin-tuc/bai.md:6:31
  |
6 | Theo [kế hoạch](../ke-hoach.md#muc-10), tuần này cả văn phòng ra quân.
  |       -------- this link      ^^^^^^^
  |
 ::: content/ke-hoach.md:1:4
  |
1 | ## Mục 1
  |    ----- the page has this one

error[address-taken]: two pages at one address
--> content/tin-tuc/bai.md
 = note: content/ke-hoach.md: the other one
 = help: rename one of them


"#]],
    );
}

#[test]
fn places_are_marked_within_a_line_and_within_the_text() {
    let whole = Span::new(&SourcePath::new(POST), 0..POST_TEXT.len());
    let beyond = Span::new(&SourcePath::new(POST), POST_TEXT.len() + 5..POST_TEXT.len() + 9);
    let two_lines = place(POST, "Ngày 24/8/1949\nlà ngày");
    let start = POST_TEXT.find('Đ').expect("the title");
    let within_a_letter = Span::new(&SourcePath::new(POST), start + 1..start + 1);
    let missing = Span::new(&SourcePath::new("content/khac.md"), 3..4);
    check_findings(
        [whole, two_lines, within_a_letter, beyond, missing]
            .map(|span| Diagnostic::warning("x", message("chỗ này", "here")).at(span)),
        str![[r#"
── content/tin-tuc/bai.md: 4 cảnh báo

cảnh báo[x]: chỗ này
 --> content/tin-tuc/bai.md:1:1
  |
1 | ---
  | ^^^

cảnh báo[x]: chỗ này
 --> content/tin-tuc/bai.md:7:1
  |
7 | Ngày 24/8/1949
  | ^^^^^^^^^^^^^^

cảnh báo[x]: chỗ này
 --> content/tin-tuc/bai.md:2:8
  |
2 | title: Đoàn viên ra quân
  |        ^

cảnh báo[x]: chỗ này
 --> content/tin-tuc/bai.md:8:21
  |
8 | là ngày giải phóng.
  |                    ^

── content/khac.md: 1 cảnh báo

cảnh báo[x]: chỗ này
--> content/khac.md

── content/tin-tuc/bai.md: 4 warnings

warning[x]: here
 --> content/tin-tuc/bai.md:1:1
  |
1 | ---
  | ^^^

warning[x]: here
 --> content/tin-tuc/bai.md:7:1
  |
7 | Ngày 24/8/1949
  | ^^^^^^^^^^^^^^

warning[x]: here
 --> content/tin-tuc/bai.md:2:8
  |
2 | title: Đoàn viên ra quân
  |        ^

warning[x]: here
 --> content/tin-tuc/bai.md:8:21
  |
8 | là ngày giải phóng.
  |                    ^

── content/khac.md: 1 warning

warning[x]: here
--> content/khac.md


"#]],
    );
}

#[test]
fn a_finding_without_a_place_is_only_said() {
    let note = Diagnostic { severity: Severity::Note, ..Diagnostic::error("old", message("cũ", "old")) };
    check_findings(
        [note.help(message("mới", "new"))],
        str![[r#"
ghi chú[old]: cũ
 |
 = cách sửa: mới

note[old]: old
 |
 = help: new


"#]],
    );
}

#[test]
fn the_findings_of_a_file_stand_below_its_name() {
    let note = |path, words| {
        Diagnostic { severity: Severity::Note, ..Diagnostic::error("x", message("chỗ này", "here")) }
            .at(place(path, words))
    };
    let acknowledged =
        Diagnostic { acknowledged: Some("vì vậy".into()), ..Diagnostic::error("x", message("a", "a")) };
    check_findings(
        [
            Diagnostic::error("y", message("cả trang", "the site")),
            note(PLAN, "Mục 1"),
            acknowledged.at(file(PLAN)),
            Diagnostic::warning("y", message("chỗ kia", "there")).at(place(POST, "dat")),
            note(POST, "tuần"),
            note(POST, "Ngày"),
        ],
        str![[r#"
lỗi[y]: cả trang

── content/ke-hoach.md: 1 ghi chú

ghi chú[x]: chỗ này
 --> content/ke-hoach.md:1:4
  |
1 | ## Mục 1
  |    ^^^^^

── content/tin-tuc/bai.md: 1 cảnh báo, 2 ghi chú

cảnh báo[y]: chỗ kia
 --> content/tin-tuc/bai.md:3:1
  |
3 | dat: 2024-06-07
  | ^^^

ghi chú[x]: chỗ này
 --> content/tin-tuc/bai.md:6:41
  |
6 | Theo [kế hoạch](../ke-hoach.md#muc-10), tuần này cả văn phòng ra quân.
  |                                         ^^^^

ghi chú[x]: chỗ này
 --> content/tin-tuc/bai.md:7:1
  |
7 | Ngày 24/8/1949
  | ^^^^

error[y]: the site

── content/ke-hoach.md: 1 note

note[x]: here
 --> content/ke-hoach.md:1:4
  |
1 | ## Mục 1
  |    ^^^^^

── content/tin-tuc/bai.md: 1 warning, 2 notes

warning[y]: there
 --> content/tin-tuc/bai.md:3:1
  |
3 | dat: 2024-06-07
  | ^^^

note[x]: here
 --> content/tin-tuc/bai.md:6:41
  |
6 | Theo [kế hoạch](../ke-hoach.md#muc-10), tuần này cả văn phòng ra quân.
  |                                         ^^^^

note[x]: here
 --> content/tin-tuc/bai.md:7:1
  |
7 | Ngày 24/8/1949
  | ^^^^


"#]],
    );
}

#[test]
fn long_lines_are_cut_around_the_place() {
    let text = format!("{} Mục 10 {}\n", "trước đó ".repeat(60).trim(), "sau đó ".repeat(60).trim());
    let sources = sources(&[(POST, &text)]);
    let found = [Diagnostic::warning("x", message("chỗ này", "here")).at(place_in(POST, &text, "Mục 10"))];
    let rendered = findings(&found.into_iter().collect(), &sources, Locale::Vi, Style::default());
    assert!(rendered.lines().all(|line| line.chars().count() <= 100), "{rendered}");
    assert_data_eq!(
        rendered,
        str![[r#"
── content/tin-tuc/bai.md: 1 cảnh báo

cảnh báo[x]: chỗ này
 --> content/tin-tuc/bai.md:1:541
  |
1 | ...ớc đó trước đó trước đó trước đó trước đó Mục 10 sau đó sau đó sau đó sau đó sau đó sau đó...
  |                                              ^^^^^^


"#]]
        .raw()
    );
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let text = "a \u{1b}[31m b\n";
    let sources = sources(&[(POST, text)]);
    let evil = message("\u{1b}[31mđỏ", "\u{1b}[31mred");
    let found = [Diagnostic::error("x", evil.clone())
        .at(place_in(POST, text, "b"))
        .and_at(place_in(POST, text, "a"), evil.clone())
        .and_at(file(PLAN), evil.clone())
        .help(evil)];
    let rendered = findings(&found.into_iter().collect(), &sources, Locale::Vi, Style::default());
    assert!(!rendered.contains('\u{1b}'), "{rendered}");
}

#[test]
fn colours_are_only_for_terminals() {
    let found = Diagnostic::error("x", message("chỗ này", "here")).at(file(PLAN));
    let found: Diagnostics = [found].into_iter().collect();
    for (colour, expected) in [(false, false), (true, true)] {
        let style = Style { colour, ..Style::default() };
        let rendered = findings(&found, &Sources::default(), Locale::Vi, style);
        assert_eq!(rendered.contains('\u{1b}'), expected, "{rendered}");
        assert_eq!(rendered.contains("\u{1b}[1m── content/ke-hoach.md: 1 lỗi\u{1b}[0m\n"), expected);
    }
}

#[test]
fn of_many_findings_the_gravest_are_shown_in_their_order() {
    let acknowledged = Diagnostic {
        acknowledged: Some("vì vậy".into()),
        ..Diagnostic::error("x", message("được", "fine"))
    };
    let warnings =
        (0..60).map(|n| Diagnostic::warning("x", message(format!("vàng {n}"), format!("yellow {n}"))));
    let last = Diagnostic::error("x", message("đỏ", "red"));
    let found: Diagnostics = [acknowledged].into_iter().chain(warnings).chain([last]).collect();
    let rendered = findings(&found, &Sources::default(), Locale::Vi, Style::default());
    assert_eq!(rendered.matches("cảnh báo[x]: vàng").count(), 49);
    assert!(rendered.starts_with("cảnh báo[x]: vàng 0\n"), "{rendered}");
    assert!(
        rendered.ends_with(
            "cảnh báo[x]: vàng 48\n\nlỗi[x]: đỏ\n\n… và 11 mục nữa. Sửa những mục trên rồi kiểm tra lại; \
             xem tất cả bằng: thidua check --json\n\n"
        ),
        "{rendered}"
    );
}

/// Words a failure in both languages, one after the other.
#[track_caller]
fn check_failure(error: impl Into<anyhow::Error>, expected: impl Into<Data>) {
    let error = error.into();
    let said = [Locale::Vi, Locale::En].map(|locale| failure(&error, locale, Style::default()));
    assert_data_eq!(said.concat(), expected.into().raw());
}

#[test]
fn an_output_folder_that_is_refused() {
    let folder = || PathBuf::from("public");
    let obstacle = |path: &str, kind| Obstacle { path: path.into(), kind };
    check_failure(
        Refused::Busy { folder: folder(), holder: Some("process 4711".into()) },
        str![[r#"
lỗi: một lần dựng khác (process 4711) đang ghi vào public
cách sửa: chờ lần dựng kia xong rồi chạy lại
error: another build (process 4711) is writing to public
help: wait for it to end, and run this again

"#]],
    );
    check_failure(
        Refused::NotOurs { folder: folder(), strangers: (1..=12).map(|n| format!("{n}.docx")).collect() },
        str![[r#"
lỗi: thư mục public có sẵn tệp không phải do thidua ghi: 1.docx, 2.docx, 3.docx, 4.docx, 5.docx, 6.docx, 7.docx, 8.docx, 9.docx, 10.docx, … và 2 nữa
cách sửa: chọn thư mục khác bằng --output; nếu đúng là muốn dùng thư mục này thì thêm --adopt
error: the folder public holds files that thidua did not write: 1.docx, 2.docx, 3.docx, 4.docx, 5.docx, 6.docx, 7.docx, 8.docx, 9.docx, 10.docx, … and 2 more
help: choose another folder with --output; if you do mean this one, add --adopt

"#]],
    );
    check_failure(
        Refused::Unreadable { file: folder().join(".thidua/manifest") },
        str![[r#"
lỗi: không hiểu được public/.thidua/manifest: tệp đã hỏng, hoặc do phiên bản khác của thidua ghi
cách sửa: thêm --adopt để dựng lại vào thư mục này
error: public/.thidua/manifest is damaged, or was written by another version of thidua
help: add --adopt to build into the folder anew

"#]],
    );
    let files = vec![obstacle("a.html", ObstacleKind::File)];
    check_failure(
        Refused::InTheWay { folder: folder(), obstacles: files },
        str![[r#"
lỗi: trong public có tệp không phải do thidua ghi, nằm vào chỗ của trang: a.html
cách sửa: chuyển chúng sang thư mục khác, hoặc thêm --adopt để thay chúng bằng tệp của trang
error: in public, files that thidua did not write stand in the way of the site: a.html
help: move them to another folder, or add --adopt to replace them

"#]],
    );
    let others = vec![obstacle("a", ObstacleKind::LinkedFolder), obstacle("b/c", ObstacleKind::FileBelow)];
    check_failure(
        Refused::InTheWay { folder: folder(), obstacles: others },
        str![[r#"
lỗi: trong public có tệp không phải do thidua ghi, nằm vào chỗ của trang: a (liên kết, ở chỗ phải là thư mục), b/c (thư mục chứa nó ở chỗ phải là tệp)
cách sửa: chuyển chúng sang thư mục khác rồi chạy lại
error: in public, files that thidua did not write stand in the way of the site: a (a link, where a folder is to be), b/c (its folder stands where a file is to be)
help: move them to another folder, and run this again

"#]],
    );
}

#[test]
fn a_machine_that_fails() {
    let full = io::Error::new(ErrorKind::StorageFull, "no space");
    check_failure(
        anyhow::Error::from(full).context("cannot write public/x"),
        str![[r#"
lỗi: ổ đĩa đã đầy (cannot write public/x: no space)
cách sửa: xóa bớt tệp không cần rồi chạy lại
error: cannot write public/x: no space
help: make room and run it again

"#]],
    );
    check_failure(
        anyhow::anyhow!("a bug"),
        str![[r#"
lỗi: chương trình không làm tiếp được (a bug)
error: a bug

"#]],
    );
}

#[test]
fn a_build_that_went_well() {
    let task = Task::Build { output: Path::new("public"), explain: None };
    check_summary(
        task,
        false,
        &good_report(),
        str![[r#"
Đã dựng xong 1.234 trang trong 1,24 giây.
  Tệp: 2 mới, 3 thay đổi, 4.567 giữ nguyên, 0 đã xóa.
  Không hiện 1 trang:
    content/tin-tuc/bai.md: đến ngày 07/6/2024 mới đăng
  Tìm thấy: 1 cảnh báo, 1 mục đã được chấp nhận.
Mở trang: public/index.html

Built 1,234 pages in 1.24 s.
  Files: 2 new, 3 changed, 4,567 unchanged, 0 removed.
  1 page not shown:
    content/tin-tuc/bai.md: to be published on 7 Jun 2024
  Found: 1 warning, 1 acknowledged.
Open it: public/index.html

"#]],
    );
}

#[test]
fn a_check_that_went_well() {
    check_summary(
        Task::Check,
        false,
        &Report { written: None, pages: 1, ..good_report() },
        str![[r#"
Đạt: đã kiểm tra 1 trang trong 1,24 giây, không ghi gì.
  Không hiện 1 trang:
    content/tin-tuc/bai.md: đến ngày 07/6/2024 mới đăng
  Tìm thấy: 1 cảnh báo, 1 mục đã được chấp nhận.

Good: checked 1 page in 1.24 s, nothing written.
  1 page not shown:
    content/tin-tuc/bai.md: to be published on 7 Jun 2024
  Found: 1 warning, 1 acknowledged.

"#]],
    );
}

#[test]
fn a_build_of_wrong_content() {
    let wrong = Report { findings: [an_error()].into_iter().collect(), written: None, ..good_report() };
    check_summary(
        Task::Build { output: Path::new("public"), explain: None },
        false,
        &wrong,
        str![[r#"
CHƯA ghi trang: nội dung còn chỗ phải sửa. Thư mục public giữ nguyên như trước.
  Không hiện 1 trang:
    content/tin-tuc/bai.md: đến ngày 07/6/2024 mới đăng
  Tìm thấy: 1 lỗi.
Sửa các lỗi nêu ở trên rồi chạy lại lệnh này.

NOT written: the content must be fixed first. The folder public is as it was.
  1 page not shown:
    content/tin-tuc/bai.md: to be published on 7 Jun 2024
  Found: 1 error.
Fix the errors above and run this again.

"#]],
    );
}

#[test]
fn a_strict_check_with_warnings() {
    check_summary(
        Task::Check,
        true,
        &Report { written: None, hidden: Vec::new(), ..good_report() },
        str![[r#"
CHƯA đạt: nội dung còn chỗ phải sửa (đã kiểm tra trong 1,24 giây).
  Tìm thấy: 1 cảnh báo, 1 mục đã được chấp nhận.
Không có lỗi, nhưng --strict đòi không còn cảnh báo nào: sửa các cảnh báo nêu ở trên rồi chạy lại.

NOT good yet: the content must be fixed (checked in 1.24 s).
  Found: 1 warning, 1 acknowledged.
There are no errors, but --strict wants no warnings either: fix those above and run this again.

"#]],
    );
}

#[test]
fn many_pages_kept_back_are_counted() {
    let hidden =
        |n| Hidden { path: SourcePath::new(&format!("content/{n}.md")), reason: message("nháp", "a draft") };
    let report = Report { hidden: (0..1234).map(hidden).collect(), ..good_report() };
    let run = Run { task: Task::Check, strict: false, report: &report };
    let said = summary(&run, Locale::Vi);
    assert!(said.contains("  Không hiện 1.234 trang:\n    content/0.md: nháp\n"), "{said}");
    assert!(said.contains("    content/19.md: nháp\n    … và 1.214 trang nữa\n"), "{said}");
}

#[test]
fn stages_that_are_done_side_by_side_are_not_counted_twice() {
    let timings = [Stage::Search, Stage::Check].map(|stage| (stage, Duration::from_secs(1))).into();
    let report = Report { took: Duration::from_millis(1240), timings, ..good_report() };
    let run = Run { task: Task::Check, strict: false, report: &report };
    let said = summary(&run, Locale::En);
    assert!(said.contains("checked 1,234 pages in 1.24 s"), "{said}");
}

#[test]
fn timings_are_a_table() {
    let said = [Locale::Vi, Locale::En].map(|locale| timings(&good_report(), locale));
    assert_data_eq!(
        said.concat(),
        str![[r#"
Thời gian từng bước (giây):
  Đọc tệp        0,012
  Dựng trang     1,230
Thời gian theo mẫu trang (mili giây, cộng mọi luồng):
  home.html         1        12,3
  page.html         2         2,2
Trang lâu nhất (mili giây):
        12,3  index.html
         1,5  tin-tuc/bai/index.html
         0,7  tin-tuc/khac/index.html
         0,1  anh.png
Seconds of each stage:
  Reading files     0.012
  Making pages      1.230
Milliseconds of each template, all threads together:
  home.html         1        12.3
  page.html         2         2.2
The slowest pages (milliseconds):
        12.3  index.html
         1.5  tin-tuc/bai/index.html
         0.7  tin-tuc/khac/index.html
         0.1  anh.png

"#]]
        .raw()
    );
}

#[test]
fn json_has_everything() {
    let acknowledged = Diagnostic {
        acknowledged: Some("tên đợt thi đua".into()),
        ..Diagnostic::warning("day-count", message("đếm sai", "miscounted")).at(file(PLAN))
    };
    let found = Diagnostic::error("unknown-key", message("không có mục “dat”", "there is no key “dat”"))
        .at(place(POST, "dat"))
        .help(message("có phải ý bạn là “date”?", "did you mean “date”?"))
        .and_at(place(PLAN, "Mục 1"), message("ở đây", "here"))
        .fix(vec![Edit { span: place(POST, "dat"), replacement: "date".into() }]);
    let nowhere = Diagnostic::warning("x", message("đâu đó", "somewhere"));
    let report = Report {
        findings: [found, acknowledged, nowhere].into_iter().collect(),
        written: None,
        ..good_report()
    };
    assert_data_eq!(
        pretty(&report, Locale::En),
        str![[r#"
{
"pages":1234,
"written":null,
"hidden":[{
"path":"content/tin-tuc/bai.md",
"reason":"to be published on 7 Jun 2024"}],
"findings":[{
"code":"unknown-key",
"severity":"error",
"message":"there is no key “dat”",
"messages":{
"vi":"không có mục “dat”",
"en":"there is no key “dat”"},
"help":"did you mean “date”?",
"path":"content/tin-tuc/bai.md",
"line":3,
"column":1,
"end_line":3,
"end_column":4,
"acknowledged":null,
"related":[{
"message":"here",
"path":"content/ke-hoach.md",
"line":1,
"column":4,
"end_line":1,
"end_column":9}],
"fix":[{
"replacement":"date",
"path":"content/tin-tuc/bai.md",
"line":3,
"column":1,
"end_line":3,
"end_column":4}]},{
"code":"day-count",
"severity":"warning",
"message":"miscounted",
"messages":{
"vi":"đếm sai",
"en":"miscounted"},
"help":null,
"path":"content/ke-hoach.md",
"line":null,
"column":null,
"end_line":null,
"end_column":null,
"acknowledged":"tên đợt thi đua",
"related":[],
"fix":[]},{
"code":"x",
"severity":"warning",
"message":"somewhere",
"messages":{
"vi":"đâu đó",
"en":"somewhere"},
"help":null,
"path":null,
"line":null,
"column":null,
"end_line":null,
"end_column":null,
"acknowledged":null,
"related":[],
"fix":[]}],
"seconds":1.242,
"timings":[{
"stage":"read",
"seconds":0.012},{
"stage":"render",
"seconds":1.23}],
"templates":[{
"name":"home.html",
"made":1,
"seconds":0.012345},{
"name":"page.html",
"made":2,
"seconds":0.0022}],
"slowest":[{
"path":"index.html",
"seconds":0.012345},{
"path":"tin-tuc/bai/index.html",
"seconds":0.0015},{
"path":"tin-tuc/khac/index.html",
"seconds":0.0007},{
"path":"anh.png",
"seconds":0.00009}]}
"#]]
        .raw()
    );
    assert_data_eq!(
        pretty(&Report { findings: Diagnostics::new(), ..good_report() }, Locale::Vi),
        str![[r#"
{
"pages":1234,
"written":{
"entry":"public/index.html",
"new":2,
"changed":3,
"unchanged":4567,
"removed":0},
"hidden":[{
"path":"content/tin-tuc/bai.md",
"reason":"đến ngày 07/6/2024 mới đăng"}],
"findings":[],
"seconds":1.242,
"timings":[{
"stage":"read",
"seconds":0.012},{
"stage":"render",
"seconds":1.23}],
"templates":[{
"name":"home.html",
"made":1,
"seconds":0.012345},{
"name":"page.html",
"made":2,
"seconds":0.0022}],
"slowest":[{
"path":"index.html",
"seconds":0.012345},{
"path":"tin-tuc/bai/index.html",
"seconds":0.0015},{
"path":"tin-tuc/khac/index.html",
"seconds":0.0007},{
"path":"anh.png",
"seconds":0.00009}]}
"#]]
        .raw()
    );
}

fn account(path: &str, maker: Option<&str>, fate: Fate, micros: u64) -> Account {
    let permalink = Permalink::file(path);
    Account { permalink, maker: maker.map(str::to_owned), fate, took: Duration::from_micros(micros) }
}

#[test]
fn why_an_output_was_made_or_not() {
    let report = good_report();
    let many = (0..12).map(|n| SourcePath::new(&format!("content/{n}.md")));
    let many = Report { changed: many.collect(), ..good_report() };
    let nothing = Report { outputs: Vec::new(), ..good_report() };
    let cases = [
        (&report, "tin-tuc/bai/"),
        (&report, "/tin-tuc/khac/index.html"),
        (&report, "./index.html"),
        (&report, "chu-de/index.html"),
        (&report, "anh.png"),
        (&many, "lien-he/"),
        (&report, "lien-hệ/index.html"),
        (&report, "zzzzzzzzzzzzzzzzzzzz"),
        (&nothing, "lien-he/"),
    ];
    let said =
        cases.map(|(report, path)| [Locale::Vi, Locale::En].map(|it| explanation(report, path, it)).concat());
    assert_data_eq!(said.concat(), str![[r#"
tin-tuc/bai/index.html: dựng lại theo mẫu page.html, trong 1,5 mili giây, vì nội dung hiện ra ở trang này đã đổi.
  Tệp nguồn đã đổi từ lần dựng trước: content/tin-tuc/bai.md, content/ke-hoach.md.
tin-tuc/bai/index.html: made again by page.html, in 1.5 ms, because what it shows has changed.
  Sources that changed since the last build: content/tin-tuc/bai.md, content/ke-hoach.md.
tin-tuc/khac/index.html: dựng mới theo mẫu page.html, trong 0,7 mili giây, vì trong thư mục đích chưa có, hoặc tệp ở đó không phải do lần dựng trước ghi.
  Tệp nguồn đã đổi từ lần dựng trước: content/tin-tuc/bai.md, content/ke-hoach.md.
tin-tuc/khac/index.html: made by page.html, in 0.7 ms, because it was not in the output folder as an earlier build left it.
  Sources that changed since the last build: content/tin-tuc/bai.md, content/ke-hoach.md.
index.html: dựng lại theo mẫu home.html, trong 12,3 mili giây, vì lần dựng này không dùng bộ nhớ đệm.
  Tệp nguồn đã đổi từ lần dựng trước: content/tin-tuc/bai.md, content/ke-hoach.md.
index.html: made by home.html, in 12.3 ms, because this build does not use what is remembered.
  Sources that changed since the last build: content/tin-tuc/bai.md, content/ke-hoach.md.
chu-de/index.html: giữ nguyên, vì những chỗ đã đổi không hiện ra ở trang này.
  Tệp nguồn đã đổi từ lần dựng trước: content/tin-tuc/bai.md, content/ke-hoach.md.
chu-de/index.html: kept, because what has changed does not show on it.
  Sources that changed since the last build: content/tin-tuc/bai.md, content/ke-hoach.md.
anh.png: dựng mới, vì trong thư mục đích chưa có, hoặc tệp ở đó không phải do lần dựng trước ghi.
  Tệp nguồn đã đổi từ lần dựng trước: content/tin-tuc/bai.md, content/ke-hoach.md.
anh.png: made, because it was not in the output folder as an earlier build left it.
  Sources that changed since the last build: content/tin-tuc/bai.md, content/ke-hoach.md.
lien-he/index.html: giữ nguyên, vì không có gì mà trang này có thể hiện ra đã đổi.
  Tệp nguồn đã đổi từ lần dựng trước: content/0.md, content/1.md, content/2.md, content/3.md, content/4.md, content/5.md, content/6.md, content/7.md, content/8.md, content/9.md và 2 tệp nữa.
lien-he/index.html: kept, because nothing that it could show has changed.
  Sources that changed since the last build: content/0.md, content/1.md, content/2.md, content/3.md, content/4.md, content/5.md, content/6.md, content/7.md, content/8.md, content/9.md and 2 more.
Trang web không có tệp lien-hệ/index.html; có phải là lien-he/index.html?
The site has no file lien-hệ/index.html; did you mean lien-he/index.html?
Trang web không có tệp zzzzzzzzzzzzzzzzzzzz.
The site has no file zzzzzzzzzzzzzzzzzzzz.
Không có gì đổi từ lần dựng trước, nên mọi trang giữ nguyên.
Nothing has changed since the last build, so every page was kept.

"#]].raw());
}

fn good_report() -> Report {
    Report {
        findings: [
            Diagnostic::warning("x", message("chú ý", "mind")),
            Diagnostic { acknowledged: Some("vì vậy".into()), ..an_error() },
        ]
        .into_iter()
        .collect(),
        sources: sources(&[(POST, POST_TEXT), (PLAN, PLAN_TEXT)]).into(),
        hidden: vec![Hidden {
            path: SourcePath::new(POST),
            reason: message("đến ngày 07/6/2024 mới đăng", "to be published on 7 Jun 2024"),
        }],
        pages: 1234,
        written: Some(Written {
            entry: PathBuf::from("public/index.html"),
            new: 2,
            changed: 3,
            unchanged: 4567,
            removed: 0,
        }),
        took: Duration::from_millis(1242),
        timings: vec![(Stage::Read, Duration::from_millis(12)), (Stage::Render, Duration::from_millis(1230))],
        outputs: vec![
            account("tin-tuc/bai/", Some("page.html"), Fate::Made(Why::Changed), 1500),
            account("tin-tuc/khac/", Some("page.html"), Fate::Made(Why::NotThere), 700),
            account("", Some("home.html"), Fate::Made(Why::Asked), 12_345),
            account("chu-de/", Some("taxonomy.html"), Fate::Unaffected, 0),
            account("anh.png", None, Fate::Made(Why::NotThere), 90),
            account("lien-he/", None, Fate::Untouched, 0),
        ],
        changed: [POST, PLAN].map(SourcePath::new).into(),
        locale: Locale::Vi,
    }
}

fn an_error() -> Diagnostic {
    Diagnostic::error("x", message("sai", "wrong"))
}

fn sources(files: &[(&str, &str)]) -> Sources {
    files.iter().map(|(path, text)| (SourcePath::new(path), SourceFile::Text(decode(text)))).collect()
}

fn message(vi: impl Into<String>, en: impl Into<String>) -> Message {
    Message::new(vi, en)
}

fn file(path: &str) -> Span {
    Span::file(&SourcePath::new(path))
}

/// The first place in the file where `words` stand.
fn place(path: &str, words: &str) -> Span {
    place_in(path, if path == POST { POST_TEXT } else { PLAN_TEXT }, words)
}

fn place_in(path: &str, text: &str, words: &str) -> Span {
    let start = text.find(words).expect("the words stand in the text");
    Span::new(&SourcePath::new(path), start..start + words.len())
}

/// The JSON of a build, a key a line.
fn pretty(report: &Report, locale: Locale) -> String {
    json(report, locale).expect("JSON").replace("{\"", "{\n\"").replace(",\"", ",\n\"")
}
