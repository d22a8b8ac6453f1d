//! Which outputs are made again after an edit: these, and no others.

use jiff::civil::{Date, date};
use snapbox::{IntoData, assert_data_eq, str};
use thidua::pipeline::{Fate, Report, Why};

use crate::common::folder::{self, Tree};
use crate::site::OnDisk;

const DAY: Date = date(2025, 9, 12);

/// A site with one of each kind.
const FILES: [(&str, &str); 21] = [
    (
        "content/site.yaml",
        "title: Thi đua\ntheme: thu\nbase_url: https://vi.example/\npaginate_by: 2\nfeeds: {formats: [atom]}\n\
         taxonomies: {tags: {slug: chu-de}, unit: {slug: don-vi}}\nmenus: {main: [{page: _index.md}, {page: tin-tuc/_index.md}]}\n",
    ),
    (
        "content/campaign.yaml",
        concat!(
            include_str!("../fixtures/build/exports/site/content/campaign.yaml"),
            "allow: [{code: unregistered-document, reason: chỉ để thử}]\n"
        ),
    ),
    ("content/data/hang.csv", "tên,số\nTày,1\n"),
    ("content/_index.md", "---\ntitle: Nhà\nlists: {moi: {section: tin-tuc, limit: 2}}\n---\n"),
    (
        "content/gioi-thieu.md",
        "---\ntitle: Giới thiệu\ndata: {hang: data/hang.csv}\n---\nXem [bài một](tin-tuc/mot.md).\n\n![Ảnh](anh.svg)\n",
    ),
    ("content/anh.svg", "<svg width=\"5\" height=\"7\" xmlns=\"http://www.w3.org/2000/svg\"/>"),
    ("content/ngay.md", "---\ntitle: Hôm nay\ntemplate: clock\n---\n"),
    ("content/tien-do.md", "---\ntitle: Tiến độ\ntemplate: board\n---\n"),
    (
        "content/bao-cao/tuan-1.md",
        "---\ntitle: Báo cáo tuần 1\ndate: 2025-09-05\nunit: kho\nreport: {unit: kho, progress: [{undertaking: so-hoa-ban-do, done: 3}]}\n---\nĐã làm.\n",
    ),
    (
        "content/van-ban/ke-hoach.md",
        "---\ntitle: Kế hoạch\ndocument: {number: 12/KH-TV, issued: 2025-08-20}\n---\nVăn bản.\n",
    ),
    ("content/tin-tuc/_index.md", "---\ntitle: Tin tức\n---\n"),
    (
        "content/tin-tuc/mot.md",
        "---\ntitle: Bài một\ndate: 2025-09-01\ntags: [xanh]\n---\nĐoạn đầu.\n\nĐoạn sau.\n",
    ),
    (
        "content/tin-tuc/hai.md",
        "---\ntitle: Bài hai\ndate: 2025-09-02\ntags: [xanh, đỏ]\n---\nĐoạn đầu.\n\nĐoạn sau.\n",
    ),
    ("content/tin-tuc/ba.md", "---\ntitle: Bài ba\ndate: 2025-09-03\n---\nĐoạn đầu.\n\nĐoạn sau.\n"),
    ("content/tin-tuc/bon.md", "---\ntitle: Bài bốn\ndate: 2025-09-04\n---\nĐoạn đầu.\n\nĐoạn sau.\n"),
    ("themes/thu/theme.yaml", "name: Thử\nversion: 1.0.0\nthidua: \">=0.1, <0.2\"\nextends: tiny\n"),
    ("themes/thu/static/a.css", "a{top:1px}\n"),
    ("themes/thu/static/b.js", "1;\n"),
    ("themes/thu/templates/clock.html", "{{ page.title }} {{ clock }}"),
    ("themes/thu/templates/board.html", "{{ page.title }} {{ board }} {{ static[\"a.css\"] }}"),
    ("themes/thu/templates/redirect.html", "<a href=\"{{ target }}\">{{ title }}</a>"),
];

fn files() -> Tree {
    FILES.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
}

/// Builds the site, edits it, builds it again: `expected` are the outputs that are made, a line each; `!` before those that
/// come out the same.
#[track_caller]
fn check(edit: impl FnOnce(&mut Tree), day: Date, expected: impl IntoData) {
    let mut site = OnDisk::new();
    let mut tree = files();
    site.become_(tree.clone());
    let codes: Vec<_> = site
        .build(DAY)
        .findings
        .iter()
        .filter(|it| it.acknowledged.is_none())
        .map(|it| (it.code, it.span.clone()))
        .collect();
    assert_eq!(codes, []);
    edit(&mut tree);
    let before = folder::tree(&site.public());
    site.become_(tree);
    let report = site.build(day);
    let (clean, expected_tree) = site.clean(day);
    assert!(clean.written.is_some(), "{:?}", clean.findings);
    let public = folder::tree(&site.public());
    assert_eq!(folder::text(&public), folder::text(&expected_tree));
    assert_data_eq!(made(&report, &before, &public), expected);
}

fn made(report: &Report, before: &Tree, after: &Tree) -> String {
    let mut lines: Vec<String> = report
        .outputs
        .iter()
        .filter(|output| matches!(output.fate, Fate::Made(Why::Changed | Why::NotThere)))
        .map(|output| output.permalink.output_path())
        .map(|path| if before.get(&path) == after.get(&path) { format!("! {path}") } else { path })
        .collect();
    lines.sort();
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// Replaces text in a file.
fn replace(path: &'static str, from: &'static str, to: &'static str) -> impl FnOnce(&mut Tree) {
    move |tree| {
        let text = String::from_utf8(tree[path].clone()).unwrap();
        assert!(text.contains(from), "{path}: {from}");
        tree.insert(path.to_owned(), text.replacen(from, to, 1).into_bytes());
    }
}

#[test]
fn nothing() {
    check(|_| (), DAY, str![[""]]);
}

#[test]
fn a_file_that_is_written_again_as_it_was() {
    let mut site = OnDisk::new();
    site.become_(files());
    site.build(DAY);
    site.rest("content/tin-tuc/hai.md");
    let report = site.build(DAY);
    assert!(report.outputs.is_empty(), "nothing had changed");
}

macro_rules! edits {
    ($($name:ident: $edit:expr => $expected:expr;)+) => {$(
        #[test]
        fn $name() {
            check($edit, DAY, $expected);
        }
    )+};
}

edits! {
    a_word_in_a_text: replace("content/tin-tuc/hai.md", "Đoạn sau", "Đoạn cuối") => str![[r#"
atom.xml
chu-de/do/atom.xml
chu-de/xanh/atom.xml
tin-tuc/atom.xml
tin-tuc/hai/index.html

"#]];
    a_word_in_a_text_that_no_feed_shows: replace("content/gioi-thieu.md", "Xem", "Đọc") => str![[r#"
gioi-thieu/index.html
index.html

"#]];
    the_first_paragraph: replace("content/tin-tuc/hai.md", "Đoạn đầu", "Mở đầu") => str![[r#"
atom.xml
chu-de/do/atom.xml
chu-de/do/index.html
chu-de/xanh/atom.xml
chu-de/xanh/index.html
tin-tuc/atom.xml
tin-tuc/hai/index.html
tin-tuc/trang/2/index.html

"#]];
    a_heading_more: replace("content/tin-tuc/hai.md", "Đoạn sau", "## Mục\n\nĐoạn sau") => str![[r#"
! chu-de/do/index.html
! chu-de/xanh/index.html
! tin-tuc/trang/2/index.html
atom.xml
chu-de/do/atom.xml
chu-de/xanh/atom.xml
tin-tuc/atom.xml
tin-tuc/hai/index.html

"#]];
    a_title: replace("content/tin-tuc/hai.md", "Bài hai", "Bài thứ hai") => str![[r#"
atom.xml
chu-de/do/atom.xml
chu-de/do/index.html
chu-de/xanh/atom.xml
chu-de/xanh/index.html
tin-tuc/atom.xml
tin-tuc/ba/index.html
tin-tuc/hai/index.html
tin-tuc/mot/index.html
tin-tuc/trang/2/index.html

"#]];
    a_date: replace("content/tin-tuc/hai.md", "2025-09-02", "2025-09-04") => str![[r#"
atom.xml
chu-de/do/atom.xml
chu-de/do/index.html
chu-de/xanh/atom.xml
chu-de/xanh/index.html
index.html
sitemap.xml
tin-tuc/atom.xml
tin-tuc/ba/index.html
tin-tuc/bon/index.html
tin-tuc/hai/index.html
tin-tuc/index.html
tin-tuc/mot/index.html
tin-tuc/trang/2/index.html
trang/2/index.html

"#]];
    a_tag_less: replace("content/tin-tuc/hai.md", "[xanh, đỏ]", "[đỏ]") => str![[r#"
! chu-de/do/index.html
! tin-tuc/trang/2/index.html
chu-de/index.html
chu-de/xanh/atom.xml
chu-de/xanh/index.html
tin-tuc/hai/index.html

"#]];
    a_slug: replace("content/tin-tuc/mot.md", "title:", "slug: dau-tien\ntitle:") => str![[r#"
atom.xml
chu-de/xanh/atom.xml
chu-de/xanh/index.html
gioi-thieu/index.html
sitemap.xml
tin-tuc/atom.xml
tin-tuc/dau-tien/index.html
tin-tuc/hai/index.html
tin-tuc/trang/2/index.html

"#]];
    a_draft: replace("content/tin-tuc/ba.md", "title:", "draft: true\ntitle:") => str![[r#"
atom.xml
index.html
sitemap.xml
tin-tuc/atom.xml
tin-tuc/bon/index.html
tin-tuc/hai/index.html
tin-tuc/index.html
tin-tuc/trang/2/index.html
trang/2/index.html

"#]];
    an_alias: replace("content/tin-tuc/ba.md", "title:", "aliases: [/cu/]\ntitle:") => str![[r#"
cu/index.html

"#]];
    a_post_more: |tree: &mut Tree| {
        tree.insert("content/tin-tuc/nam.md".into(), "---\ntitle: Bài năm\ndate: 2025-09-05\n---\nNăm.\n".into());
    } => str![[r#"
atom.xml
index.html
sitemap.xml
tin-tuc/atom.xml
tin-tuc/bon/index.html
tin-tuc/index.html
tin-tuc/nam/index.html
tin-tuc/trang/2/index.html
tin-tuc/trang/3/index.html
trang/2/index.html

"#]];
    a_post_less: |tree: &mut Tree| {
        tree.remove("content/tin-tuc/ba.md");
    } => str![[r#"
atom.xml
index.html
sitemap.xml
tin-tuc/atom.xml
tin-tuc/bon/index.html
tin-tuc/hai/index.html
tin-tuc/index.html
tin-tuc/trang/2/index.html
trang/2/index.html

"#]];
    a_number_of_a_document: replace("content/gioi-thieu.md", "Xem", "Theo 12/KH-TV, xem") => str![[r#"
! van-ban/ke-hoach/index.html
gioi-thieu/index.html
index.html

"#]];
    a_figure_of_a_report: replace("content/bao-cao/tuan-1.md", "done: 3", "done: 4") => str![[r#"
! bao-cao/tuan-1/index.html
! don-vi/kho/index.html
du-lieu/don-vi.csv
du-lieu/don-vi.json
du-lieu/phan-viec.csv
du-lieu/phan-viec.json
du-lieu/tien-do.csv
du-lieu/tien-do.json
tien-do/index.html

"#]];
    the_name_of_a_unit: replace("content/campaign.yaml", "name: Kho sách", "name: Kho") => str![[r#"
! bao-cao/index.html
bao-cao/tuan-1/index.html
don-vi/index.html
don-vi/kho/atom.xml
don-vi/kho/index.html
du-lieu/don-vi.csv
du-lieu/don-vi.json
du-lieu/phan-viec.csv
du-lieu/phan-viec.json
du-lieu/tien-do.csv
du-lieu/tien-do.json
lich.ics
tien-do/index.html

"#]];
    a_row_of_data: replace("content/data/hang.csv", "Tày,1", "Tày,2") => str![[r#"
gioi-thieu/index.html

"#]];
    a_picture_of_another_size: replace("content/anh.svg", "width=\"5\"", "width=\"6\"") => str![[r#"
anh.svg
gioi-thieu/index.html

"#]];
    a_style_sheet: replace("themes/thu/static/a.css", "1px", "2px") => str![[r#"
static/a.199f56b0.css
tien-do/index.html

"#]];
    a_template_of_few: replace("themes/thu/templates/clock.html", "{{ page.title }}", "<b>{{ page.title }}</b>") => str![[r#"
ngay/index.html

"#]];
    a_setting_that_shows_in_feeds: replace("content/site.yaml", "title: Thi đua\n", "title: Thi đua\norganisation: Thư viện\n") => str![[r#"
! 404.html
! bao-cao/index.html
! bao-cao/tuan-1/index.html
! chu-de/do/index.html
! chu-de/index.html
! chu-de/xanh/index.html
! don-vi/index.html
! don-vi/kho/index.html
! don-vi/phong-ban-doc/index.html
! don-vi/phong-tong-hop/index.html
! gioi-thieu/index.html
! index.html
! tin-tuc/ba/index.html
! tin-tuc/bon/index.html
! tin-tuc/hai/index.html
! tin-tuc/index.html
! tin-tuc/mot/index.html
! tin-tuc/trang/2/index.html
! trang/2/index.html
! van-ban/index.html
! van-ban/ke-hoach/index.html
atom.xml
bao-cao/atom.xml
chu-de/do/atom.xml
chu-de/xanh/atom.xml
don-vi/kho/atom.xml
tin-tuc/atom.xml

"#]];
}

#[test]
fn the_day_moves_on() {
    check(
        |_| (),
        date(2025, 9, 13),
        str![[r#"
ngay/index.html
tien-do/index.html

"#]],
    );
}
