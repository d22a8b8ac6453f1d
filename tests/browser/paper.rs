//! Pages as the printer gets them.

use libtest_mimic::Trial;
use pdf_extract::{Document, Object, ObjectId};

use crate::chromium::{Look, Tab};
use crate::sites::{SHIPPED, Way};
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

pub fn trials() -> Vec<Trial> {
    vec![trial("paper::plan", plan), trial("paper::article", article)]
}

/// News is printed without what is there to click.
#[track_caller]
fn article() {
    let tab = Tab::open(Look::DESK.on_paper(), &SHIPPED.at(Way::Disk, "tin-tuc/tu-09-8-den-24-8-1949/"));
    assert_eq!(tab.layout_shift(), 0.0);
    let seen: Vec<String> = tab.evaluate(
        "[...document.querySelectorAll('nav, .main-menu, .skip-link')].filter((it) => it.checkVisibility()).map((it) => it.className)",
    );
    assert_eq!(seen, [""; 0]);
}

#[track_caller]
fn plan() {
    let tab = Tab::open(Look::DESK, &SHIPPED.at(Way::Root, "ke-hoach/"));
    let sheets = sheets(&tab.print());
    let nation = without_spaces("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
    assert!(sheets[0].contains(&nation), "{}", sheets[0]);
    // The number of a sheet stands above it, from the second on.
    for (sheet, number) in sheets.iter().zip(1..) {
        assert_eq!(sheet.starts_with(&number.to_string()), number > 1, "{sheet}");
    }
}
