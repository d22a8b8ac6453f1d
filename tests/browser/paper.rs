//! Pages as the printer gets them.

use libtest_mimic::Trial;
use pdf_extract::{Document, Object, ObjectId};

use crate::chromium::{Look, Tab};
use crate::sites::{AFTER, BEFORE, COMPONENTS, SHIPPED, Site, Way};
use crate::trial;

/// Width and height of A4 in points.
const A4: [f64; 2] = [595.0, 842.0];

/// The text of each sheet of a PDF, whose sheets must be of A4, without its spaces: a PDF has none, only gaps that a
/// reader would have to guess.
pub fn sheets(pdf: &[u8]) -> Vec<String> {
    let document = Document::load_mem(pdf).unwrap();
    let pages = document.get_pages();
    for page in pages.values() {
        let (width, height) = size(&document, *page);
        let is_a4 = (width - A4[0]).abs() < 2.0 && (height - A4[1]).abs() < 2.0;
        assert!(is_a4, "{width} by {height} points is not A4");
    }
    let sheets = pdf_extract::extract_text_from_mem_by_pages(pdf).unwrap();
    sheets.iter().map(|sheet| without_spaces(sheet)).collect()
}

fn size(document: &Document, page: ObjectId) -> (f64, f64) {
    let dictionary = document.get_dictionary(page).unwrap();
    let sides: Vec<f64> = dictionary
        .get(b"MediaBox")
        .and_then(Object::as_array)
        .unwrap()
        .iter()
        .map(|side| f64::from(side.as_float().unwrap()))
        .collect();
    (sides[2] - sides[0], sides[3] - sides[1])
}

pub fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

/// What is only there to click, and so is on no paper.
const NAVIGATION: &[&str] = &[
    "Đến nội dung chính",
    "Danh mục",
    "Về đầu trang",
    "Trang chủ",
    "Theo dõi tin mới",
    "Mục lục",
    "Bài trước",
    "In trang",
    "Chép liên kết",
];

pub fn trials() -> Vec<Trial> {
    vec![
        trial("paper::plan", plan),
        trial("paper::official", official),
        trial("paper::article", article),
        trial("paper::bulletin", bulletin),
        trial("paper::nominations", nominations),
    ]
}

#[track_caller]
fn printed(site: &Site, page: &str) -> Vec<String> {
    let tab = Tab::open(Look::DESK.dark(), &site.at(Way::Root, page));
    let sheets = sheets(&tab.print());
    for (sheet, number) in sheets.iter().zip(1..) {
        let navigation = NAVIGATION.iter().filter(|words| sheet.contains(&without_spaces(words)));
        assert_eq!(navigation.collect::<Vec<_>>(), [&""; 0], "{sheet}");
        // The number of a sheet stands above it, from the second on.
        assert_eq!(sheet.starts_with(&number.to_string()), number > 1, "{sheet}");
    }
    sheets
}

#[track_caller]
fn assert_holds(sheet: &str, words: &str) {
    assert!(sheet.contains(&without_spaces(words)), "{words} is not in {sheet}");
}

#[track_caller]
fn plan() {
    let sheets = printed(&SHIPPED, "ke-hoach/");
    assert_holds(&sheets[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc");
}

/// A document written in Markdown: nothing of the site is on its sheets, and its margins are those of Nghị định 30/2020.
#[track_caller]
fn official() {
    let sheets = printed(&COMPONENTS, "van-ban/");
    assert!(sheets[0].starts_with(&without_spaces("ĐƠN VỊ MẪU A")), "{}", sheets[0]);
    assert_holds(&sheets[0], "Bắc Kạn, ngày 05 tháng 6 năm 2024");
    assert_holds(&sheets[0], "THÔNG BÁO Về việc xem thử");
    let last = sheets.last().unwrap();
    assert_holds(last, "Nơi nhận:");
    assert!(last.ends_with(&without_spaces("Nguyễn Văn Mẫu")), "{last}");
    // Twenty millimetres above and below, thirty at the left, fifteen at the right; Times New Roman or what measures the same.
    let tab = Tab::open(Look::DESK.on_paper(), &COMPONENTS.at(Way::Root, "van-ban/"));
    let rule: String = tab.evaluate(
        "[...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).flatMap((rule) => [...rule.cssRules ?? []]) \
         .map((rule) => rule.cssText).find((text) => text.startsWith('@page {'))",
    );
    assert!(rule.contains("margin: 20mm 15mm 20mm 30mm"), "{rule}");
    let face: String = tab.evaluate("getComputedStyle(document.querySelector('.official')).fontFamily");
    assert!(face.starts_with("\"Times New Roman\", \"Liberation Serif\""), "{face}");
}

/// News is printed clean: with its date, the addresses of links, where it comes from; without the pages around it.
#[track_caller]
fn article() {
    let sheets = printed(&SHIPPED, "tin-tuc/tu-09-8-den-24-8-1949/");
    assert!(sheets.len() <= 2, "{} sheets", sheets.len());
    assert_holds(&sheets[0], "ngày 07 tháng 6 năm 2024");
    assert_holds(sheets.last().unwrap(), "https://thidua75.example/tin-tuc/tu-09-8-den-24-8-1949/");
    let components = printed(&COMPONENTS, "mau-giao-dien/").concat();
    assert_holds(&components, "liên kết ra ngoài (https://backan.gov.vn)");
    // What says that a document is one is not for news.
    assert!(!components.contains(&without_spaces("Độc lập - Tự do - Hạnh phúc")));
}

#[track_caller]
fn bulletin() {
    for site in [&SHIPPED, &BEFORE, &AFTER] {
        assert_eq!(printed(site, "ban-tin-tuan/").len(), 1, "the bulletin is one sheet");
    }
}

/// A sheet for each dossier, to lay into it.
#[track_caller]
fn nominations() {
    let sheets = printed(&AFTER, "khen-thuong/");
    let dossiers = sheets.iter().filter(|sheet| sheet.contains(&without_spaces("Ngày kiểm tra")));
    assert_eq!(dossiers.count(), 6);
}
