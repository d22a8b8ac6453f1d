//! The board: the sample campaign on four days against a calculation by hand; what a report changes, and what it does not;
//! the campaign of another office.

#![allow(clippy::disallowed_methods, clippy::panic, clippy::unwrap_used, reason = "tests")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use common::folder::{self, Tree};
use common::html::{Element, pieces, within, words};
use common::{fixture, program, project};
use jiff::civil::{Date, date};
use proptest::prelude::{Just, Strategy, prop_assert_eq, proptest};
use snapbox::{assert_data_eq, str};
use tempfile::tempdir;
use thidua::campaign::{self, Campaign};
use thidua::config;
use thidua::content::{self, Document, Rules};
use thidua::data;
use thidua::site::{self, Board, CellState, Input, PageId, Share, Site, State};
use thidua::source::SourceText;
use thidua::span::SourcePath;
use thidua::yaml::{self, Yaml};
use walkdir::WalkDir;

// — the sample campaign

/// What the shipped files say.
static SHIPPED: LazyLock<Files> = LazyLock::new(|| Files::read(&project()));

struct Files {
    settings: Yaml,
    campaign: Campaign,
    documents: Vec<Arc<Document>>,
    data: BTreeMap<String, data::Data>,
}

impl Files {
    fn read(root: &Path) -> Self {
        let text = |path: &str| SourceText::from(fs::read_to_string(root.join(path)).unwrap());
        let yaml = |path: &str| {
            let text = text(path);
            yaml::parse(&SourcePath::new(path), &text, 0..text.len()).unwrap()
        };
        let settings = yaml("content/site.yaml");
        let config = config::read(&settings).0;
        let languages: Vec<_> = config.languages.iter().map(|language| language.lang.clone()).collect();
        let term_keys = config.term_keys();
        let rules = Rules { languages: &languages, term_keys: &term_keys };
        let (mut documents, mut data) = (Vec::new(), BTreeMap::new());
        for entry in WalkDir::new(root.join("content")).sort_by_file_name() {
            let entry = entry.unwrap();
            let path = entry.path().strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            let source = SourcePath::new(&path);
            if let Some(below) = path.strip_prefix("content/").filter(|it| it.starts_with("data/")) {
                if entry.file_type().is_file() {
                    data.insert(below.to_owned(), data::read(&source, &text(&path)).unwrap());
                }
            } else if path.ends_with(".md") {
                let text = text(&path);
                let (scan, _) = content::scan(&source, &text);
                documents.push(Arc::new(content::read(&source, &text, scan, &rules).0));
            }
        }
        let campaign = campaign::read(&yaml("content/campaign.yaml")).0.unwrap();
        Self { settings, campaign, documents, data }
    }

    fn site(&self, documents: Vec<Arc<Document>>, today: Date) -> Site {
        let input = Input {
            config: config::read(&self.settings).0,
            campaign: Some(self.campaign.clone()),
            documents,
            assets: Vec::new(),
            data: self.data.clone(),
            today,
            drafts: false,
        };
        site::assemble(input).0
    }
}

/// A board in letters. Of each unit the weeks: ✓ reported, ! late, ○ due, · to come, – none owed; then what its undertakings
/// come to: done, under way, not begun, mean percentage.
fn told(campaign: &Campaign, board: &Board) -> String {
    let share =
        |share: &Share| format!("{}/{}/{} {}%", share.done, share.under_way, share.not_begun, share.percent);
    let mut told = String::new();
    for ((unit, row), of) in campaign.units.iter().zip(&board.rows).zip(&board.units) {
        let cells: String = row.cells.iter().map(|cell| sign(cell.state)).collect();
        writeln!(told, "{cells} {} {}", unit.id, share(of)).unwrap();
    }
    let reported: Vec<_> = board.weeks.iter().map(|week| week.reported.to_string()).collect();
    writeln!(told, "reported {}", reported.join(" ")).unwrap();
    for (content, of) in campaign.contents.iter().zip(&board.contents) {
        writeln!(told, "content {} {}", content.id, share(of)).unwrap();
    }
    for (movement, of) in campaign.movements.items.iter().zip(&board.movements) {
        writeln!(told, "movement {} {}", movement.id, share(of)).unwrap();
    }
    writeln!(told, "whole {}", share(&board.whole)).unwrap();
    for (undertaking, standing) in campaign.undertakings.iter().zip(&board.standings) {
        let state = match standing.state {
            State::NotBegun => "not begun",
            State::UnderWay => "under way",
            State::Done => "done",
        };
        let overdue = if standing.is_overdue { ", overdue" } else { "" };
        writeln!(told, "{} {}% {state}{overdue}", undertaking.id, standing.percent).unwrap();
    }
    told
}

fn sign(state: CellState) -> char {
    match state {
        CellState::Reported => '✓',
        CellState::Late => '!',
        CellState::Due => '○',
        CellState::NotYet => '·',
        CellState::Free => '–',
    }
}

fn shipped(today: Date) -> String {
    let site = SHIPPED.site(SHIPPED.documents.clone(), today);
    told(&SHIPPED.campaign, &site::board(&site, today))
}

#[test]
fn before_the_campaign_nothing_is_owed() {
    assert_data_eq!(
        shipped(date(2024, 5, 1)),
        str![[r#"
–––––––––––– phong-hctc-qttv 0/0/0 0%
············ don-vi-mau-a 0/0/4 0%
············ don-vi-mau-b 0/0/2 0%
············ don-vi-mau-c 0/0/1 0%
············ don-vi-mau-d 0/0/2 0%
············ don-vi-mau-e 0/0/1 0%
············ don-vi-mau-f 0/0/2 0%
············ don-vi-mau-g 0/0/2 0%
············ don-vi-mau-h 0/0/2 0%
reported 0 0 0 0 0 0 0 0 0 0 0 0
content tuyen-truyen 0/0/3 0%
content thi-dua-yeu-nuoc 0/0/2 0%
content phong-trao-nhiem-vu 0/0/4 0%
content ky-luat-ky-cuong 0/0/3 0%
content den-on-dap-nghia 0/0/4 0%
movement nong-thon-moi 0/0/2 0%
movement vi-nguoi-ngheo 0/0/1 0%
movement chuyen-doi-so 0/0/3 0%
whole 0/0/16 0%
a-so-theo-doi 0% not begun
a-bang-ten 0% not begun
a-sinh-hoat 0% not begun
a-tham-hoi 0% not begun
b-goc-truyen-thong 0% not begun
b-so-chung 0% not begun
c-bay-viec 0% not begun
d-ten-tep 0% not begun
d-may-tinh 0% not begun
e-giao-ban 0% not begun
f-phat-quang 0% not begun
f-trong-cay 0% not begun
g-den-on 0% not begun
g-mot-buoi 0% not begun
h-mai-nha 0% not begun
h-hoi-dap 0% not begun

"#]]
    );
}

/// Wednesday of week 4 (10/6 to 16/6). The reports there are by then, by week: 1 A B C D H; 2 A C D E; 3 B D G H.
///
/// - b-goc-truyen-thong 10 of 12 = 83; c-bay-viec 1 of 7 = 14; d-ten-tep 450 of 600 = 75; e-giao-ban 1 of 10; g-den-on 1 of 3
///   = 33; g-mot-buoi 4 of 15 = 26; h-hoi-dap 6 of 30 = 20; two yes/no ones are reported on and not done.
/// - B (83 + 0) / 2 = 41; D (75 + 0) / 2 = 37; G (33 + 26) / 2 = 29; H (0 + 20) / 2 = 10.
/// - Contents: (0 + 83 + 20) / 3 = 34; (0 + 0) / 2; (0 + 75 + 0 + 0) / 4 = 18; (0 + 14 + 10) / 3 = 8;
///   (0 + 33 + 26 + 0) / 4 = 14. Movements: 0; 26; (0 + 75 + 0) / 3 = 25. All: 261 / 16 = 16.
#[test]
fn in_the_fourth_week_three_are_over() {
    assert_data_eq!(
        shipped(date(2024, 6, 12)),
        str![[r#"
–––––––––––– phong-hctc-qttv 0/0/0 0%
✓✓!○········ don-vi-mau-a 0/1/3 0%
✓!✓○········ don-vi-mau-b 0/2/0 41%
✓✓!○········ don-vi-mau-c 0/1/0 14%
✓✓✓○········ don-vi-mau-d 0/1/1 37%
!✓!○········ don-vi-mau-e 0/1/0 10%
!!!○········ don-vi-mau-f 0/0/2 0%
!!✓○········ don-vi-mau-g 0/2/0 29%
✓!✓○········ don-vi-mau-h 0/1/1 10%
reported 5 4 4 0 0 0 0 0 0 0 0 0
content tuyen-truyen 0/2/1 34%
content thi-dua-yeu-nuoc 0/1/1 0%
content phong-trao-nhiem-vu 0/2/2 18%
content ky-luat-ky-cuong 0/2/1 8%
content den-on-dap-nghia 0/2/2 14%
movement nong-thon-moi 0/0/2 0%
movement vi-nguoi-ngheo 0/1/0 26%
movement chuyen-doi-so 0/2/1 25%
whole 0/9/7 16%
a-so-theo-doi 0% under way
a-bang-ten 0% not begun
a-sinh-hoat 0% not begun
a-tham-hoi 0% not begun
b-goc-truyen-thong 83% under way
b-so-chung 0% under way
c-bay-viec 14% under way
d-ten-tep 75% under way
d-may-tinh 0% not begun
e-giao-ban 10% under way
f-phat-quang 0% not begun
f-trong-cay 0% not begun
g-den-on 33% under way
g-mot-buoi 26% under way
h-mai-nha 0% not begun
h-hoi-dap 20% under way

"#]]
    );
}

/// All 25 reports. c-bay-viec 6 of 7 = 85; d-ten-tep 640 of 600 = 106; d-may-tinh 7 of 6 = 116; g-mot-buoi 18 of 15 = 120;
/// h-hoi-dap 18 of 30 = 60; a-bang-ten is not done. Those three are past their day.
///
/// A (100 + 0 + 100 + 100) / 4 = 75; H (100 + 60) / 2 = 80. Contents: (100 + 100 + 60) / 3 = 86; (0 + 85 + 100) / 3 = 61.
/// All: (13 × 100 + 0 + 85 + 60) / 16 = 90, for more than all of one does not make up for another.
const AFTER: &str = "\
–––––––––––– phong-hctc-qttv 0/0/0 0%
✓✓!!!✓!✓!!!! don-vi-mau-a 3/1/0 75%
✓!✓!!!!✓!!!! don-vi-mau-b 2/0/0 100%
✓✓!!!!!!!✓!! don-vi-mau-c 0/1/0 85%
✓✓✓!!!!!!!✓! don-vi-mau-d 2/0/0 100%
!✓!✓!!!!!!!✓ don-vi-mau-e 1/0/0 100%
!!!!✓!!!✓!!! don-vi-mau-f 2/0/0 100%
!!✓!!✓!!!!✓! don-vi-mau-g 2/0/0 100%
✓!✓!!!✓!!!!! don-vi-mau-h 1/1/0 80%
reported 5 4 4 1 1 2 1 2 1 1 2 1
content tuyen-truyen 2/1/0 86%
content thi-dua-yeu-nuoc 2/0/0 100%
content phong-trao-nhiem-vu 4/0/0 100%
content ky-luat-ky-cuong 1/2/0 61%
content den-on-dap-nghia 4/0/0 100%
movement nong-thon-moi 2/0/0 100%
movement vi-nguoi-ngheo 1/0/0 100%
movement chuyen-doi-so 3/0/0 100%
whole 13/3/0 90%
a-so-theo-doi 100% done
a-bang-ten 0% under way, overdue
a-sinh-hoat 100% done
a-tham-hoi 100% done
b-goc-truyen-thong 100% done
b-so-chung 100% done
c-bay-viec 85% under way, overdue
d-ten-tep 106% done
d-may-tinh 116% done
e-giao-ban 100% done
f-phat-quang 100% done
f-trong-cay 100% done
g-den-on 100% done
g-mot-buoi 120% done
h-mai-nha 100% done
h-hoi-dap 60% under way, overdue
";

#[test]
fn after_the_campaign_the_board_stands() {
    assert_data_eq!(shipped(date(2024, 8, 10)), AFTER);
    assert_data_eq!(shipped(date(2024, 9, 1)), AFTER);
}

/// Approved on 20/8/2024; a person stands under the given name, and of the same given name under the family name.
#[test]
fn results_are_on_the_honour_board_from_the_day_they_were_approved() {
    let names = |today| {
        let site = SHIPPED.site(SHIPPED.documents.clone(), today);
        let honours = site::honours(&site, today);
        assert!(!honours.is_ranked);
        let units = honours.collectives.into_iter().map(|it| it.unit_name);
        units.chain(honours.individuals.into_iter().filter_map(|it| it.person)).collect::<Vec<_>>()
    };
    assert_eq!(names(date(2024, 8, 19)), [""; 0]);
    assert_eq!(
        names(date(2024, 8, 20)),
        ["Đơn vị mẫu B", "Đơn vị mẫu G", "Hoàng Văn Mẫu", "Lý Thị Mẫu", "Nguyễn Văn Mẫu"]
    );
}

#[test]
fn nominations_stand_in_the_order_of_names() {
    let names = |today| {
        let site = SHIPPED.site(SHIPPED.documents.clone(), today);
        let nominations = site::nominations(&site, today).into_iter();
        let of = |page: PageId| site[page].document.front.nomination.as_ref().unwrap().nominee.clone();
        nominations.map(of).collect::<Vec<_>>()
    };
    assert_eq!(names(date(2024, 6, 12)), [""; 0]);
    assert_eq!(
        names(date(2024, 8, 10)),
        ["Đơn vị mẫu B", "Đơn vị mẫu D", "Đơn vị mẫu G", "Hoàng Văn Mẫu", "Lý Thị Mẫu", "Nguyễn Văn Mẫu"]
    );
}

proptest! {
    #[test]
    fn the_board_does_not_depend_on_the_order_of_files(
        order in Just((0..SHIPPED.documents.len()).collect::<Vec<_>>()).prop_shuffle(),
        day in 0..120_i64,
    ) {
        let today = date(2024, 5, 1).saturating_add(jiff::Span::new().days(day));
        let documents = order.into_iter().map(|at| SHIPPED.documents[at].clone()).collect();
        let site = SHIPPED.site(documents, today);
        prop_assert_eq!(told(&SHIPPED.campaign, &site::board(&site, today)), shipped(today));
    }
}

// — pages

fn build(root: &Path, day: &str) -> Tree {
    let folder = tempdir().unwrap();
    let output = folder.path().to_str().unwrap();
    program::build(root, &["--strict", "--date", day, "--output", output]).assert_spotless();
    folder::tree(folder.path())
}

/// The words of an element of a page.
fn shown(tree: &Tree, page: &str, is_wanted: impl Fn(&Element) -> bool) -> String {
    let all = pieces(std::str::from_utf8(&tree[page]).unwrap());
    words(within(&all, is_wanted))
}

#[test]
fn the_page_of_progress_says_who_is_late_on_the_day() {
    for (day, expected) in [
        (
            "2024-05-01",
            "Tình hình báo cáo đến ngày 01/5/2024 Đợt thi đua bắt đầu ngày 20/5/2024; chưa đến kỳ báo cáo nào. Bảng theo dõi",
        ),
        (
            "2024-06-12",
            "Tình hình báo cáo đến ngày 12/6/2024 Tuần 4 (từ 10/6/2024 đến 16/6/2024): 0/8 đơn vị đã báo cáo. \
             Đơn vị chậm báo cáo (7) Đơn vị mẫu A: tuần 3 Đơn vị mẫu B: tuần 2 Đơn vị mẫu C: tuần 3 \
             Đơn vị mẫu E: tuần 1, 3 Đơn vị mẫu F: tuần 1, 2, 3 Đơn vị mẫu G: tuần 1, 2 Đơn vị mẫu H: tuần 2 Bảng theo dõi",
        ),
        (
            "2024-08-10",
            "Tình hình báo cáo đến ngày 10/8/2024 Đợt thi đua gồm 12 tuần, đã kết thúc ngày 05/8/2024. \
             Đơn vị chậm báo cáo (8) Đơn vị mẫu A: tuần 3, 4, 5, 7, 9, 10, 11, 12 ",
        ),
        (
            "2024-09-01",
            "Tình hình báo cáo đến ngày 01/9/2024 Đợt thi đua gồm 12 tuần, đã kết thúc ngày 05/8/2024. ",
        ),
    ] {
        let built = build(&project(), day);
        let said =
            shown(&built, "tien-do/index.html", |it| it.get("aria-labelledby") == Some("progress_board"));
        assert!(said.starts_with(expected), "{day}: {said}");
    }
}

/// Every bar has a title, a description, and its figures in a table; nothing needs a script or a style of its own.
#[test]
fn charts_are_read_without_seeing_them() {
    let built = build(&project(), "2024-08-10");
    for page in ["tien-do/index.html", "don-vi/don-vi-mau-h/index.html", "noi-dung/tuyen-truyen/index.html"] {
        let html = std::str::from_utf8(&built[page]).unwrap();
        assert!(!html.contains(" style=") && !html.contains("<style"), "{page}");
        let charts: Vec<_> = html.split("<svg class=\"chart__bar\"").skip(1).collect();
        assert!(!charts.is_empty(), "{page}");
        for chart in charts {
            let chart = &chart[..chart.find("</svg>").unwrap()];
            for wanted in ["role=\"img\"", "aria-labelledby=\"", "<title id=", "<desc id="] {
                assert!(chart.contains(wanted), "{page}: {chart}");
            }
        }
    }
    let table =
        shown(&built, "tien-do/index.html", |it| it.get("aria-labelledby") == Some("by_content_heading"));
    assert!(table.contains("Tuyên truyền 3 2 1 0 86% Thi đua yêu nước 2 2 0 0 100%"), "{table}");
    let history =
        shown(&built, "don-vi/don-vi-mau-h/index.html", |it| it.get("class") == Some("undertakings"));
    assert!(history.contains("Đang làm: 18/30 câu"), "{history}");
    assert!(history.contains("Tuần 3 6/30 câu (20%) Đơn vị mẫu H: báo cáo tuần 3"), "{history}");
}

/// Only what shows the report, the unit, or what it gives figures of.
#[test]
fn a_report_changes_what_it_is_about_and_nothing_else() {
    let root = tempdir().unwrap();
    folder::copy(&project().join("content"), &root.path().join("content"));
    let before = build(root.path(), "2024-06-12");
    let report = "---\ntitle: \"Đơn vị mẫu F: báo cáo tuần 4\"\nunit: don-vi-mau-f\nreport:\n  unit: don-vi-mau-f\n  week: 4\n  \
                  progress:\n    - {undertaking: f-phat-quang, done: \"0,1\"}\nsample: true\n---\n\nĐang phát quang.\n";
    folder::write(root.path(), "content/tien-do/2024-06-12-don-vi-mau-f-tuan-4.md", report);
    let after = build(root.path(), "2024-06-12");
    let paths: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    let changed = paths.into_iter().filter(|path| before.get(*path) != after.get(*path));
    // What search reads is in many files, which are named after what is in them.
    const SEARCH: &str = "static/search/vi/";
    let mut changed: Vec<&str> =
        changed.map(|path| if path.starts_with(SEARCH) { SEARCH } else { path }).collect();
    changed.dedup();
    assert_eq!(
        changed,
        [
            // The bulletin.
            "ban-tin-tuan/index.html",
            // The site's own feeds have newer posts; those of the unit and the section have it.
            "don-vi/don-vi-mau-f/atom.xml",
            "don-vi/don-vi-mau-f/feed.json",
            // The unit: its weeks, its undertakings, its posts; and how many they are, in the list of units.
            "don-vi/don-vi-mau-f/index.html",
            "don-vi/don-vi-mau-f/rss.xml",
            "don-vi/index.html",
            // The tables of units, of undertakings and of all figures.
            "du-lieu/don-vi.csv",
            "du-lieu/don-vi.json",
            "du-lieu/phan-viec.csv",
            "du-lieu/phan-viec.json",
            "du-lieu/tien-do.csv",
            "du-lieu/tien-do.json",
            // The progress at a glance.
            "en/index.html",
            "index.html",
            // The content and the movement of the undertaking.
            "noi-dung/phong-trao-nhiem-vu/index.html",
            "phong-trao/nong-thon-moi/index.html",
            "sitemap.xml",
            "so-do-trang/index.html",
            SEARCH,
            "tien-do/atom.xml",
            // The posts before and after it, and itself.
            "tien-do/don-vi-mau-b-tuan-3/index.html",
            "tien-do/don-vi-mau-e-tuan-4/index.html",
            "tien-do/don-vi-mau-f-tuan-4/index.html",
            "tien-do/feed.json",
            // Matrix, charts, list; the list goes on on a second page.
            "tien-do/index.html",
            "tien-do/rss.xml",
            "tien-do/trang/2/index.html",
            // Where search begins.
            "tim-kiem/index.html",
        ]
    );
}

// — another office

#[test]
fn the_campaign_of_another_office_builds() {
    let root = tempdir().unwrap();
    folder::copy(&fixture("offices/trung-tam-y-te"), root.path());
    let built = build(root.path(), "2025-03-20");
    let progress =
        shown(&built, "tien-do/index.html", |it| it.get("aria-labelledby") == Some("progress_board"));
    assert!(
        progress.starts_with(
            "Tình hình báo cáo đến ngày 20/3/2025 Tuần 3 (từ 15/3/2025 đến 21/3/2025): 1/3 đơn vị đã báo cáo. \
             Chưa có báo cáo của: Trạm Y tế xã mẫu 2, Trạm Y tế xã mẫu 3. \
             Đơn vị chậm báo cáo (2) Trạm Y tế xã mẫu 2: tuần 2 Trạm Y tế xã mẫu 3: tuần 1, 2 "
        ),
        "{progress}"
    );
    for page in [
        "don-vi/tram-1/index.html",
        "don-vi/tram-3/index.html",
        "don-vi/phong-ke-hoach/index.html",
        "noi-dung/tiem-chung/index.html",
        "noi-dung/ve-sinh/index.html",
        "phong-trao/lang-sach/index.html",
        "khen-thuong/index.html",
        "bang-vang/index.html",
    ] {
        assert!(built.contains_key(page), "there is no {page}");
    }
    let vaccination = shown(&built, "noi-dung/tiem-chung/index.html", |it| it.name == "main");
    assert!(vaccination.contains("Đang làm: 37,5/50 phần trăm"), "{vaccination}");
    let ranked = shown(&built, "bang-vang/index.html", |it| it.name == "main");
    let order = ["Hạng 1 Trần Văn Ân", "Hạng 1 Lê Thị Bình", "Hạng 3 Vũ Văn Cường"];
    let places: Vec<_> =
        order.iter().map(|name| ranked.find(name).unwrap_or_else(|| panic!("{name}: {ranked}"))).collect();
    assert!(places.is_sorted(), "{ranked}");
}
