//! The shipped site, built: nothing is found, every link leads somewhere, and it says what the plan says.

#![allow(clippy::disallowed_methods, clippy::panic, clippy::unwrap_used, reason = "tests")]

mod common;

use std::fs;
use std::sync::LazyLock;

use common::folder::{self, Tree};
use common::html::{self, Element, Piece, pieces, within, words};
use common::links::{self, Address, Site};
use common::{program, project, script};
use tempfile::tempdir;
use walkdir::WalkDir;

/// The address in `content/site.yaml`.
const BASE_URL: &str = "https://thidua75.example/";

/// The shipped site as on the day of [`program::TODAY`]; strict, for what is shipped has nothing to be found.
static BUILT: LazyLock<Tree> = LazyLock::new(|| build(&[]));

static SITE: LazyLock<Site<'static>> = LazyLock::new(|| Site::new(&BUILT, false));

fn build(arguments: &[&str]) -> Tree {
    let folder = tempdir().unwrap();
    let output = folder.path().to_str().unwrap();
    let answer = program::build(&project(), &[&["--strict", "--output", output], arguments].concat());
    answer.assert_spotless();
    folder::tree(folder.path())
}

fn text(path: &str) -> &'static str {
    let file = BUILT.get(path).unwrap_or_else(|| panic!("there is no {path}"));
    std::str::from_utf8(file).unwrap()
}

fn pages(tree: &Tree) -> impl Iterator<Item = (&str, &str)> {
    tree.iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, html)| (path.as_str(), std::str::from_utf8(html).unwrap()))
}

// — links

#[test]
fn every_link_leads_to_a_file_and_a_place_in_it() {
    check_links(&BUILT, &SITE, |_| true);
}

#[test]
fn no_link_of_a_portable_site_leads_to_a_folder() {
    let built = build(&["--portable"]);
    // A server shows the 404 page, at any address; without one nobody does.
    check_links(&built, &Site::new(&built, true), |path| !path.ends_with("404.html"));
}

#[track_caller]
fn check_links(tree: &Tree, site: &Site<'_>, wanted: impl Fn(&str) -> bool) {
    let mut problems = Vec::new();
    for (path, elements) in site.pages().iter().filter(|(path, _)| wanted(path)) {
        for Address { url, is_loaded } in links::addresses(elements) {
            if links::is_absolute(&url) {
                let is_fine =
                    !is_loaded && ["https://", "mailto:", "tel:"].iter().any(|it| url.starts_with(it));
                problems.extend((!is_fine).then(|| format!("{path}: {url} is asked of another host")));
            } else if url.starts_with('/') && !path.ends_with("404.html") {
                // Relative, so that the folder works at the root of a host, below any path, and on a disk.
                problems.push(format!("{path}: {url} starts at the root of the host"));
            } else {
                problems.extend(site.problem(path, &url).map(|problem| format!("{path}: {problem}")));
            }
        }
    }
    for (path, sheet) in tree.iter().filter(|(path, _)| path.ends_with(".css")) {
        for url in links::of_style_sheet(std::str::from_utf8(sheet).unwrap()) {
            problems.extend(site.problem(path, &url).map(|problem| format!("{path}: {problem}")));
        }
    }
    assert_eq!(problems, [""; 0]);
}

/// Canonical links, feeds, the sitemap, robots.txt.
#[test]
fn every_address_of_the_site_itself_is_one_of_its_files() {
    let mut problems = Vec::new();
    for (path, content) in BUILT.iter() {
        let content = String::from_utf8_lossy(content);
        for rest in content.split(BASE_URL).skip(1) {
            let end = rest.find(|c: char| c.is_whitespace() || "\"'<>&\\,".contains(c)).unwrap_or(rest.len());
            problems.extend(
                SITE.problem("index.html", &format!("/{}", &rest[..end])).map(|it| format!("{path}: {it}")),
            );
        }
    }
    assert_eq!(problems, [""; 0]);
}

#[test]
fn scripts_and_style_sheets_know_no_other_host() {
    for (path, content) in BUILT.iter().filter(|(path, _)| path.ends_with(".js") || path.ends_with(".css")) {
        let text = script::text(content);
        for (at, _) in text.match_indices("//") {
            let word = text[..at].rsplit(char::is_whitespace).next().unwrap();
            assert!(!word.ends_with(':') || text[at..].starts_with("//www.w3.org/"), "{path}: {word}//");
        }
    }
}

/// The policy forbids scripts and styles inside of pages, and there are none.
#[test]
fn every_page_brings_a_security_policy_and_keeps_it() {
    let mut problems = Vec::new();
    for (path, elements) in SITE.pages() {
        let policy = elements
            .iter()
            .find(|it| it.get("http-equiv") == Some("Content-Security-Policy"))
            .and_then(|it| it.get("content"));
        if !policy.is_some_and(|it| it.contains("default-src 'self'") && !it.contains("unsafe")) {
            problems.push(format!("{path}: the policy is {policy:?}"));
        }
        for element in elements {
            let is_inside =
                element.name == "style" || (element.name == "script" && element.get("src").is_none());
            if is_inside || element.attributes.iter().any(|(key, _)| key == "style" || key.starts_with("on"))
            {
                problems.push(format!("{path}: <{}> is against it", element.name));
            }
        }
    }
    assert_eq!(problems, [""; 0]);
}

#[test]
fn every_page_is_sound_html() {
    let mut problems = Vec::new();
    for (path, page) in pages(&BUILT) {
        problems.extend(html::misnested(page).map(|problem| format!("{path}: {problem}")));
        let elements = &SITE.pages()[path];
        problems.extend(html::ids(elements).1.iter().map(|id| format!("{path}: two elements are #{id}")));
        // The title of a chart has an id, for the chart to be known by.
        let elements =
            elements.iter().filter(|element| element.name != "title" || element.get("id").is_none());
        let count = |name: &str| elements.clone().filter(|element| element.name == name).count();
        for (name, wanted) in [("h1", 1), ("main", 1), ("title", 1)] {
            if count(name) != wanted {
                problems.push(format!("{path}: {} <{name}>", count(name)));
            }
        }
        let images = elements.clone().filter(|element| element.name == "img" && element.get("alt").is_none());
        problems.extend(images.map(|image| format!("{path}: no alt on {:?}", image.get("src"))));
    }
    assert_eq!(problems, [""; 0]);
}

#[test]
fn no_template_shows_through() {
    for (path, page) in pages(&BUILT) {
        let shown = words(&pieces(page));
        for sign in ["{{", "{%", "{#", "[object", "None,", "Some("] {
            assert!(!shown.contains(sign) || path == "huong-dan-bien-tap/index.html", "{path} shows {sign}");
        }
    }
}

// — the plan

/// What the plan says (domain.md §1), and a page where readers find it.
const FACTS: [(&str, &[&str]); 14] = [
    (
        "",
        &[
            "Văn phòng UBND tỉnh Bắc Kạn",
            "Đợt thi đua cao điểm 75 ngày đêm lao động sáng tạo, thiết thực lập thành tích chào mừng kỷ niệm 75 năm Ngày giải phóng tỉnh Bắc Kạn (24/8/1949 - 24/8/2024)",
            "Từ ngày 20/5/2024 đến hết ngày 05/8/2024",
        ],
    ),
    ("ke-hoach/", &["Số: /KH-VP", "Bắc Kạn, ngày tháng 5 năm 2024", "CHÁNH VĂN PHÒNG", "Vũ Đức Chính"]),
    (
        "gioi-thieu/",
        &[
            "Kế hoạch số 327/KH-UBND ngày 10/5/2024 của UBND tỉnh",
            "tăng cường giáo dục truyền thống yêu nước",
            "tạo khí thế thi đua sôi nổi, rộng khắp, với nhiều hình thức đa dạng, phong phú, sáng tạo, hiệu quả",
            "thứ Hai, ngày 20/5/2024 đến hết thứ Hai, ngày 05/8/2024",
            "78 ngày",
            "thứ Bảy, 24/8/2024, đến sau ngày kết thúc 19 ngày",
            "các phòng, ban, đơn vị trực thuộc Văn phòng",
            "toàn thể cán bộ, công chức, viên chức, người lao động",
        ],
    ),
    ("van-ban/ke-hoach-327-kh-ubnd/", &["327/KH-UBND", "10/5/2024", "UBND tỉnh"]),
    ("van-ban/ke-hoach-cua-van-phong/", &["/KH-VP", "Vũ Đức Chính", "Chánh Văn phòng", "tháng 5 năm 2024"]),
    ("van-ban/nghi-dinh-98-2023-nd-cp/", &["98/2023/NĐ-CP", "31/12/2023", "Mẫu số 08"]),
    (
        "ke-hoach/",
        &[
            "Đẩy mạnh việc tuyên truyền",
            "truyền thống thi đua yêu nước, nâng cao tinh thần đoàn kết",
            "dám nghĩ, dám làm",
            "Thi đua vượt chỉ tiêu về tiến độ, đảm bảo chất lượng",
            "Chấp hành nghiêm kỷ luật, kỷ cương hành chính, thực hiện văn hóa và đạo đức công vụ",
            "đăng ký, triển khai các công trình, phần việc thiết thực",
            "thương binh, gia đình liệt sĩ, gia đình chính sách, người có công",
            "an sinh xã hội",
        ],
    ),
    (
        "phong-trao/",
        &[
            "Bắc Kạn chung sức xây dựng nông thôn mới",
            "Bắc Kạn chung tay vì người nghèo - Không để ai bị bỏ lại phía sau",
            "Bắc Kạn đẩy mạnh chương trình chuyển đổi số",
            "để danh sách mở",
        ],
    ),
    ("the-le-khen-thuong/", &["Bằng khen của Chủ tịch UBND tỉnh", "tập thể", "cá nhân"]),
    (
        "the-le-khen-thuong/",
        &[
            "Có nhiều thành tích xuất sắc nổi bật trong thực hiện nhiệm vụ chính trị, công tác chuyên môn, nhiệm vụ đột xuất",
            "góp phần hoàn thành xuất sắc nhiệm vụ, chỉ tiêu năm 2024",
            "Đạt một trong 3 tiêu chuẩn sau",
            "Lập được thành tích xuất sắc đột xuất trong lao động sản xuất, công tác, học tập",
            "Có sáng kiến, giải pháp, phát minh, sáng chế",
            "Có hành động, việc làm thiết thực, hiệu quả",
        ],
    ),
    (
        "ho-so-bieu-mau/",
        &[
            "Tờ trình đề nghị khen thưởng",
            "Biên bản họp xét",
            "Báo cáo thành tích",
            "Mẫu số 08, Phụ lục I, Nghị định số 98/2023/NĐ-CP ngày 31/12/2023",
        ],
    ),
    (
        "ho-so-bieu-mau/",
        &[
            "Tập thể, cá nhân đủ điều kiện, tiêu chuẩn Hoàn thiện hồ sơ khen thưởng, nộp về Phòng HCTC - QTTV",
            "Phòng HCTC - QTTV Tổng hợp, trình Hội đồng Thi đua - Khen thưởng Văn phòng",
            "Hội đồng Thi đua - Khen thưởng Văn phòng Xét, trình cấp có thẩm quyền khen thưởng",
            "Cấp có thẩm quyền Khen thưởng",
        ],
    ),
    (
        "ke-hoach/",
        &[
            "triển khai kế hoạch này đến toàn thể cán bộ, công chức, viên chức và người lao động biết và thực hiện",
            "Phòng Hành chính tổ chức - Quản trị tài vụ tham mưu xây dựng báo cáo kết quả thực hiện",
        ],
    ),
    ("ke-hoach/", &["Gửi bản điện tử: LDVP; Các phòng, ban, đơn vị trực thuộc; Lưu: VT, HC-QT."]),
];

#[test]
fn the_facts_of_the_plan_are_on_their_pages() {
    let mut missing = Vec::new();
    for (page, facts) in FACTS {
        let all = pieces(text(&format!("{page}index.html")));
        let shown = words(within(&all, |element| element.name == "main"));
        missing
            .extend(facts.iter().filter(|fact| !shown.contains(*fact)).map(|fact| format!("{page}: {fact}")));
    }
    assert_eq!(missing, [""; 0]);
}

/// The plan's own words in its own order; only bullets, and what the form of a document adds at its head.
#[test]
fn the_plan_page_is_the_plan() {
    let plan = fs::read_to_string(common::fixture("plan.txt")).unwrap();
    // The one paragraph that is broken in two.
    assert!(plan.contains("do Thủ\n\ntướng"));
    let lines = plan.lines().map(|line| line.trim_start_matches(['-', '+']).trim());
    let plan = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");

    let all = pieces(text("ke-hoach/index.html"));
    let shown = words(within(&all, |element| element.get("class") == Some("official")));
    let shown = shown.strip_prefix("UBND tỉnh Bắc Kạn Văn phòng ").unwrap();
    let motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ";
    assert_eq!(shown.replacen(motto, "", 1), plan);
}

#[test]
fn the_clock_on_the_home_page_is_right_on_each_day() {
    for (day, main, note) in [
        ("2024-05-01", "Còn 19 ngày đến ngày phát động", "Đợt thi đua kéo dài 78 ngày"),
        ("2024-05-20", "Ngày thứ 1/78", "Còn 96 ngày đến ngày kỷ niệm 24/8/2024"),
        ("2024-06-12", "Ngày thứ 24/78", "Còn 73 ngày đến ngày kỷ niệm 24/8/2024"),
        ("2024-08-05", "Ngày thứ 78/78", "Còn 19 ngày đến ngày kỷ niệm 24/8/2024"),
        (
            "2024-08-10",
            "Đợt thi đua đã kết thúc; còn 14 ngày đến ngày 24/8/2024",
            "Đợt thi đua kéo dài 78 ngày",
        ),
        ("2024-08-24", "Hôm nay là ngày kỷ niệm, ngày 24/8/2024", "Đợt thi đua đã kết thúc"),
        ("2024-09-01", "Đợt thi đua đã kết thúc", "Ngày kỷ niệm: 24/8/2024"),
    ] {
        let built = build(&["--date", day]);
        let home = pieces(std::str::from_utf8(&built["index.html"]).unwrap());
        let shown = |key: &str| words(within(&home, |element| element.get(key).is_some()));
        assert_eq!(
            (shown("data-clock-main").as_str(), shown("data-clock-note").as_str()),
            (main, note),
            "{day}"
        );
    }
}

// — samples

/// The pages made of files that say `sample: true`, by their output.
fn samples() -> Vec<(String, bool)> {
    let content = project().join("content");
    let mut found = Vec::new();
    for entry in WalkDir::new(&content).sort_by_file_name() {
        let entry = entry.unwrap();
        let path = entry.path().strip_prefix(&content).unwrap().to_str().unwrap().replace('\\', "/");
        let Some(stem) = path.strip_suffix(".md") else { continue };
        if !fs::read_to_string(entry.path()).unwrap().lines().any(|line| line.trim_end() == "sample: true") {
            continue;
        }
        let (folder, name) = stem.rsplit_once('/').map_or(("", stem), |(folder, name)| (folder, name));
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let name = match name {
            "_index" | "index" => String::new(),
            name if name.as_bytes()[0].is_ascii_digit() => format!("{}/", &name[11..]),
            name => format!("{name}/"),
        };
        found.push((format!("{folder}{name}index.html"), stem.ends_with("_index")));
    }
    found
}

#[test]
fn every_sample_says_that_it_is_one() {
    let samples = samples();
    let posts = samples.iter().filter(|(_, is_section)| !is_section).count();
    assert!(posts >= 40, "{posts} sample posts");
    for (path, is_section) in &samples {
        let all = pieces(text(path));
        let main = within(&all, |element| element.name == "main");
        assert!(words(main).contains("Trang này là nội dung mẫu"), "{path}");
        let is_badge = |element: &Element| element.get("class") == Some("badge badge--sample");
        let has_badge = main.iter().any(|piece| matches!(piece, Piece::Start(it) if is_badge(it)));
        assert!(has_badge || *is_section, "{path}");
    }
}

#[test]
fn every_sample_unit_says_that_it_is_one() {
    let all = pieces(text("index.html"));
    let units = words(within(&all, |element| element.get("class") == Some("units")));
    let names = units.matches("Đơn vị mẫu ").count();
    assert!(names >= 8, "{units}");
    for letter in ["A", "B", "C", "D", "E", "F", "G", "H"] {
        assert!(units.contains(&format!("Đơn vị mẫu {letter} Mẫu")), "{letter}: {units}");
    }
}
