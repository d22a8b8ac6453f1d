//! The program as it is called: help, refusals, exit codes, and the files that `new` and `init` make.

#![allow(clippy::disallowed_methods, clippy::expect_used, reason = "tests")]

use std::fs;
use std::path::Path;
use std::process::Stdio;

use snapbox::cmd::{Command, cargo_bin};
use snapbox::{Data, IntoData, assert_data_eq, str};
use tempfile::TempDir;

/// A call of the program in a folder, in an environment that chooses no language.
fn thidua(folder: &Path, arguments: &[&str]) -> Command {
    Command::new(cargo_bin!("thidua"))
        .current_dir(folder)
        .args(arguments)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env_remove("LANG")
        .env_remove("COLUMNS")
}

/// A call that fails with this on standard error, and nothing on standard output.
#[track_caller]
fn check_failure(folder: &Path, arguments: &[&str], code: i32, expected: impl IntoData) {
    thidua(folder, arguments).assert().code(code).stdout_eq(str![""]).stderr_eq(expected.raw());
}

/// A call in a folder with these files that makes one file: its path is printed, and it holds this.
#[track_caller]
fn check_new(files: &[&str], arguments: &[&str], path: &str, expected: impl Into<Data>) {
    let folder = site(files);
    let output = thidua(folder.path(), &[&["new"], arguments].concat()).assert().success();
    output.stdout_eq(format!("{path}\n").into_data().raw());
    let text = fs::read_to_string(folder.path().join(path)).expect("the file that was made");
    assert_data_eq!(text, expected.into().raw());
}

/// A folder with these files, all empty.
fn site(files: &[&str]) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    for file in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, "").expect("a file");
    }
    folder
}

/// All files below a folder, `/`-separated, sorted.
fn tree(folder: &Path) -> Vec<String> {
    let mut files: Vec<_> = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.path().strip_prefix(folder).expect("below the folder").display().to_string())
        .map(|path| path.replace('\\', "/"))
        .collect();
    files.sort();
    files
}

#[test]
fn the_help_lists_the_commands() {
    let folder = site(&[]);
    thidua(folder.path(), &["--help"]).assert().success().stdout_eq(
        str![[r#"
Make the website of an emulation campaign from a folder of Markdown files.

Dựng trang web của đợt thi đua từ một thư mục tệp Markdown. Các lệnh: `init` tạo trang mới, `new`
tạo bài mới, `serve` xem trước trong lúc viết, `check` kiểm tra, `build` dựng trang, `report` soạn
báo cáo kết quả, `clean` xóa bộ nhớ đệm.

Usage: thidua [OPTIONS] <COMMAND>

Commands:
  build   Build the site (dựng trang web)
  serve   Show the site in a browser while it is being written (xem trước trong lúc viết)
  check   Check everything, write nothing (kiểm tra, không ghi gì)
  new     Start a post, a report or a page (tạo bài, báo cáo hoặc trang mới)
  report  Write the results report as Markdown, to be finished by hand (soạn báo cáo kết quả)
  clean   Forget what earlier builds remember (xóa bộ nhớ đệm)
  init    Start a site (tạo một trang web mới)
  help    Print this message or the help of the given subcommand(s)

Options:
      --lang <vi|en>
          Language of messages; else that of the system, else that of the site (ngôn ngữ thông báo)

  -h, --help
          Print help (see a summary with '-h')

  -V, --version
          Print version

Exit code: 0 all is well, 1 the content is wrong, 2 the machine or the arguments are.
Mã thoát: 0 là mọi việc tốt, 1 là nội dung có lỗi, 2 là máy hoặc câu lệnh có lỗi.

"#]]
        .raw(),
    );
    thidua(folder.path(), &["build", "--help"]).assert().success().stdout_eq(
        str![[r#"
Build the site (dựng trang web)

Usage: thidua build [OPTIONS]

Options:
      --lang <vi|en>       Language of messages; else that of the system, else that of the site
                           (ngôn ngữ thông báo)
      --root <DIR>         Folder that holds content/ (thư mục chứa content/) [default: .]
      --base-url <URL>     Address of the site, instead of base_url in site.yaml (địa chỉ của trang)
      --date <YYYY-MM-DD>  See the site as on this day, instead of today (xem trang như vào ngày
                           này)
      --drafts             Publish drafts too (đăng cả bản nháp)
      --strict             Warnings stop publication (có cảnh báo thì không đăng)
      --no-cache           Make everything anew, and remember nothing for the next build (dựng lại
                           tất cả, không dùng bộ nhớ đệm)
      --output <DIR>       Folder to write the site to [default: public below the root] (thư mục ghi
                           trang)
      --portable           Links name index.html, for opening from a disk or a USB stick (mở được từ
                           USB, không cần máy chủ)
      --adopt              Take over an output folder that holds files not written by thidua (dùng
                           cả thư mục đã có tệp khác)
      --explain <PATH>     Tell why this output was made again, or was not (vì sao tệp này được dựng
                           lại hay không)
      --json               Print one JSON object, for other programs (in kết quả cho chương trình
                           khác đọc)
      --timings            Print how long each stage took, each template and the slowest pages (in
                           thời gian từng bước)
  -q, --quiet              Print only what is wrong (chỉ in lỗi và cảnh báo)
  -h, --help               Print help

"#]]
        .raw(),
    );
}

#[test]
fn arguments_that_are_wrong_are_refused() {
    let folder = site(&[]);
    check_failure(
        folder.path(),
        &["buidl"],
        2,
        str![[r#"
error: unrecognized subcommand 'buidl'

  tip: a similar subcommand exists: 'build'

Usage: thidua [OPTIONS] <COMMAND>

For more information, try '--help'.

"#]],
    );
    check_failure(
        folder.path(),
        &["build", "--date", "30/2/2024"],
        2,
        str![[r#"
error: invalid value '30/2/2024' for '--date <YYYY-MM-DD>': there is no such day (không có ngày này)

For more information, try '--help'.

"#]],
    );
    check_failure(
        folder.path(),
        &["build", "--base-url", "thidua.example"],
        2,
        str![[r#"
error: invalid value 'thidua.example' for '--base-url <URL>': not a web address such as https://example.vn/ (không phải địa chỉ web)

For more information, try '--help'.

"#]],
    );
    check_failure(
        folder.path(),
        &["new", "post", "…"],
        2,
        str![[r#"
error: invalid value '…' for '<TITLE>': a title has a letter or a digit (tiêu đề phải có chữ hoặc số)

For more information, try '--help'.

"#]],
    );
    check_failure(
        folder.path(),
        &["new", "report", "Tuần 1", "--unit", "Phòng A"],
        2,
        str![[r#"
error: invalid value 'Phòng A' for '--unit <UNIT>': an id has only a-z, 0-9 and - (mã chỉ gồm a-z, 0-9 và dấu -)

For more information, try '--help'.

"#]],
    );
}

#[test]
fn a_folder_without_a_site_is_refused_in_the_language_chosen() {
    let folder = site(&[]);
    let vietnamese = str![[r#"
lỗi: trong thư mục hiện tại không có thư mục content
cách sửa: mở thư mục của trang rồi chạy lại, hoặc chỉ ra thư mục đó bằng --root; tạo trang mới bằng: thidua init TEN-THU-MUC

"#]];
    let english = str![[r#"
error: there is no content folder in the current folder
help: run it in the folder of the site, or name that folder with --root; start a site with: thidua init FOLDER

"#]];
    check_failure(folder.path(), &["build"], 2, vietnamese.clone());
    check_failure(folder.path(), &["--lang", "en", "check"], 2, english.clone());
    check_failure(
        folder.path(),
        &["new", "page", "Trang", "--root", "khac"],
        2,
        str![[r#"
lỗi: trong khac không có thư mục content
cách sửa: mở thư mục của trang rồi chạy lại, hoặc chỉ ra thư mục đó bằng --root; tạo trang mới bằng: thidua init TEN-THU-MUC

"#]],
    );
    for (name, value, expected) in [
        ("LANG", "en_US.UTF-8", english),
        ("LANG", "C.UTF-8", vietnamese.clone()),
        ("LC_ALL", "vi_VN.UTF-8", vietnamese),
    ] {
        let call = thidua(folder.path(), &["build"]).env(name, value);
        call.assert().code(2).stderr_eq(expected.raw());
    }
}

#[test]
fn a_new_post() {
    check_new(
        &["content/site.yaml"],
        &["post", "Đoàn viên \"ra quân\": {date} 24/8", "--date", "2024-06-07"],
        "content/tin-tuc/2024-06-07-doan-vien-ra-quan-date-24-8.md",
        str![[r#"
---
# Tiêu đề: hiện ở đầu bài và trong danh sách tin. Giữ nguyên hai dấu ngoặc kép ở hai đầu.
title: "Đoàn viên \"ra quân\": {date} 24/8"
date: 2024-06-07
# Đơn vị trong bài (mã ghi ở content/campaign.yaml, phần units); bỏ dấu # ở đầu dòng thì dòng mới có hiệu lực.
# unit: ma-don-vi
# Một, hai câu tóm tắt, hiện trong danh sách tin.
# description: "Câu tóm tắt."
# Bản nháp thì chưa hiện trên trang. Viết xong, xóa dòng “draft: true” dưới đây.
draft: true
# Viết nội dung bên dưới dòng ba dấu gạch ngay sau đây.
---


"#]],
    );
    check_new(
        &["content/phong-trao/_index.md"],
        &[
            "post",
            "  Nông\n thôn  mới ",
            "--date",
            "7/6/2024",
            "--section",
            "content/phong-trao/",
            "--unit",
            "don-vi-a",
        ],
        "content/phong-trao/2024-06-07-nong-thon-moi.md",
        str![[r#"
---
# Tiêu đề: hiện ở đầu bài và trong danh sách tin. Giữ nguyên hai dấu ngoặc kép ở hai đầu.
title: "Nông thôn mới"
date: 2024-06-07
# Đơn vị trong bài (mã ghi ở content/campaign.yaml, phần units); bỏ dấu # ở đầu dòng thì dòng mới có hiệu lực.
unit: don-vi-a
# Một, hai câu tóm tắt, hiện trong danh sách tin.
# description: "Câu tóm tắt."
# Bản nháp thì chưa hiện trên trang. Viết xong, xóa dòng “draft: true” dưới đây.
draft: true
# Viết nội dung bên dưới dòng ba dấu gạch ngay sau đây.
---


"#]],
    );
}

#[test]
fn a_new_report() {
    check_new(
        &["content/site.yaml"],
        &["report", "Báo cáo tuần 3", "--unit", "don-vi-a", "--week", "3", "--date", "2024-06-07"],
        "content/tien-do/2024-06-07-don-vi-a-bao-cao-tuan-3.md",
        str![[r#"
---
# Tiêu đề: hiện ở đầu báo cáo. Giữ nguyên hai dấu ngoặc kép ở hai đầu.
title: "Báo cáo tuần 3"
date: 2024-06-07
# Đơn vị báo cáo (mã ghi ở content/campaign.yaml, phần units), và tuần thứ mấy của đợt thi đua hoặc ngày trong tuần đó.
report:
  unit: don-vi-a
  week: 3
  # Tiến độ phần việc (mã ghi ở campaign.yaml, phần undertakings): bỏ dấu # ở các dòng dưới, ghi số cộng dồn từ đầu đợt.
  # progress:
  #   - {undertaking: ma-phan-viec, done: 8, note: "Ghi chú"}
# Bản nháp thì chưa hiện trên trang. Viết xong, xóa dòng “draft: true” dưới đây.
draft: true
---

## Kết quả trong tuần

## Việc tuần tới

## Khó khăn, kiến nghị

"#]],
    );
    let folder = site(&["content/site.yaml"]);
    let arguments = ["new", "report", "Báo cáo", "--unit", "don-vi-a", "--date", "2024-06-07"];
    thidua(folder.path(), &arguments).assert().success();
    let text = fs::read_to_string(folder.path().join("content/tien-do/2024-06-07-don-vi-a-bao-cao.md"));
    assert!(text.expect("the report").contains("\nreport:\n  unit: don-vi-a\n  date: 2024-06-07\n"));
}

#[test]
fn a_new_page() {
    check_new(
        &["content/site.yaml"],
        &["page", "Khẩu hiệu"],
        "content/khau-hieu.md",
        str![[r#"
---
# Tiêu đề: hiện ở đầu trang. Giữ nguyên hai dấu ngoặc kép ở hai đầu.
title: "Khẩu hiệu"
# Một, hai câu tóm tắt.
# description: "Câu tóm tắt."
# Bản nháp thì chưa hiện trên trang. Viết xong, xóa dòng “draft: true” dưới đây.
draft: true
# Viết nội dung bên dưới dòng ba dấu gạch ngay sau đây.
---


"#]],
    );
    let long =
        "Kế hoạch phát động đợt thi đua cao điểm lao động sáng tạo lập thành tích chào mừng ngày kỷ niệm";
    let folder = site(&["content/site.yaml"]);
    let path = "content/ke-hoach-phat-dong-dot-thi-dua-cao-diem-lao-dong-sang-tao-lap-thanh-tich-chao.md\n";
    thidua(folder.path(), &["new", "page", long]).assert().success().stdout_eq(path.into_data().raw());
}

#[test]
fn a_new_page_says_that_it_is_a_draft() {
    let folder = site(&["content/site.yaml"]);
    let call = thidua(folder.path(), &["new", "page", "Trang", "--lang", "en"]);
    call.assert().success().stdout_eq(str![[r#"
content/trang.md

"#]].raw()).stderr_eq(str![[r#"
This is a draft, not on the site yet. When it is done, delete the line “draft: true” in it and run: thidua build

"#]].raw());
}

#[test]
fn nothing_is_overwritten_or_put_in_a_section_that_is_not_there() {
    let files = ["content/tin-tuc/2024-06-01-bai.md", "content/ke-hoach/index.md", "content/lien-he.md"];
    let folder = site(&files);
    let new = |arguments: &[&str], expected: snapbox::data::Inline| {
        check_failure(folder.path(), &[&["new"], arguments].concat(), 2, expected);
    };
    new(
        &["post", "Bài", "--date", "2024-06-07"],
        str![[r#"
lỗi: đã có trang cùng địa chỉ: content/tin-tuc/2024-06-01-bai.md
cách sửa: sửa bài đã có, hoặc đặt tiêu đề khác

"#]],
    );
    new(
        &["page", "Kế hoạch"],
        str![[r#"
lỗi: đã có trang cùng địa chỉ: content/ke-hoach
cách sửa: sửa bài đã có, hoặc đặt tiêu đề khác

"#]],
    );
    new(
        &["page", "Liên hệ", "--section", "."],
        str![[r#"
lỗi: không có mục content/.
cách sửa: tạo thư mục content/. trước nếu đúng là muốn có mục mới

"#]],
    );
    new(
        &["post", "Bài khác", "--section", "tin-túc"],
        str![[r#"
lỗi: không có mục content/tin-túc
cách sửa: có phải ý bạn là --section tin-tuc?

"#]],
    );
    new(
        &["post", "Bài khác", "--section", "xyz"],
        str![[r#"
lỗi: không có mục content/xyz
cách sửa: tạo thư mục content/xyz trước nếu đúng là muốn có mục mới

"#]],
    );
    new(
        &["post", "Bài khác", "--section", "../.."],
        str![[r#"
lỗi: không có mục content/../..
cách sửa: tạo thư mục content/../.. trước nếu đúng là muốn có mục mới

"#]],
    );
    new(
        &["page", "CON"],
        str![[r#"
lỗi: không đặt được tên tệp “con”: Windows không nhận tên này
cách sửa: đặt tiêu đề khác

"#]],
    );
    assert_eq!(
        tree(folder.path()),
        ["content/ke-hoach/index.md", "content/lien-he.md", "content/tin-tuc/2024-06-01-bai.md"]
    );
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let folder = site(&["content/site.yaml"]);
    for arguments in [&["--help"][..], &["new", "page", "Trang"]] {
        let mut child = std::process::Command::new(cargo_bin!("thidua"))
            .current_dir(folder.path())
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program");
        drop(child.stdout.take());
        assert!(child.wait().expect("its end").success(), "{arguments:?}");
    }
}

#[test]
fn a_new_site() {
    let folder = site(&["day/x"]);
    thidua(folder.path(), &["init", "trang"])
        .assert()
        .success()
        .stdout_eq(
            str![[r#"
Đã tạo trang mới trong trang (11 tệp).
Việc tiếp theo:
  1. Sửa tên trang và tên cơ quan trong content/site.yaml, đợt thi đua trong content/campaign.yaml.
  2. Dựng trang: thidua build --root "trang"

"#]]
            .raw(),
        )
        .stderr_eq(str![""]);
    let made = folder.path().join("trang");
    let skeleton = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/scaffold/init");
    assert_eq!(tree(&made), tree(&skeleton));
    snapbox::assert_subset_eq(&skeleton, &made);
    check_failure(
        folder.path(),
        &["init", "trang"],
        2,
        str![[r#"
lỗi: trang đã có sẵn và không trống
cách sửa: chọn tên thư mục khác

"#]],
    );
    check_failure(
        folder.path(),
        &["init", "day/x", "--lang", "en"],
        2,
        str![[r#"
error: day/x is there already, and not empty
help: choose another name

"#]],
    );
}

#[test]
fn a_new_site_with_the_theme() {
    let folder = site(&[]);
    thidua(folder.path(), &["init", ".", "--with-theme"]).assert().success();
    let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/bac-kan");
    assert_eq!(tree(&folder.path().join("themes/bac-kan")), tree(&theme));
    snapbox::assert_subset_eq(&theme, folder.path().join("themes/bac-kan"));
}
