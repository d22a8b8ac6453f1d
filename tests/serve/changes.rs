//! Every way in which files change.

use std::fs;

use crate::common::http::{get, notes, until};
use crate::ground::Ground;

const ONE: &str = "content/tin-tuc/mot.md";

#[test]
fn edits_are_seen() {
    let ground = Ground::new();
    let before = ground.get("tin-tuc/mot/").header("etag").to_owned();
    let other = ground.get("tin-tuc/hai/").header("etag").to_owned();
    ground.write(ONE, "---\ntitle: Bài một\ndate: 2025-09-01\n---\nĐoạn đầu.\n\nThân bài đã sửa.\n");
    ground.until("tin-tuc/mot/", "Thân bài đã sửa.");
    assert_ne!(ground.get("tin-tuc/mot/").header("etag"), before);
    assert_eq!(ground.get("tin-tuc/hai/").header("etag"), other);
    ground.write(ONE, "---\ntitle: Tên mới\ndate: 2025-09-01\n---\nĐoạn đầu.\n");
    ground.until("tin-tuc/", "Tên mới");
    ground.until_gone("cu.html");
    ground.assert_clean();
}

#[test]
fn files_come_go_and_move() {
    let ground = Ground::new();
    ground.write("content/tin-tuc/ba.md", "---\ntitle: Bài ba\ndate: 2025-09-03\n---\nMới.\n");
    ground.until("tin-tuc/ba/", "Mới.");
    fs::rename(ground.path("content/tin-tuc/ba.md"), ground.path("content/tin-tuc/bon.md")).unwrap();
    ground.until("tin-tuc/bon/", "Mới.");
    ground.until_gone("tin-tuc/ba/");
    fs::remove_file(ground.path("content/tin-tuc/bon.md")).unwrap();
    ground.until_gone("tin-tuc/bon/");
    ground.assert_clean();
}

#[test]
fn an_editor_saves_by_moving() {
    let ground = Ground::new();
    for turn in 0..3 {
        let beside = ground.path("content/tin-tuc/.mot.md.tmp");
        fs::write(&beside, format!("---\ntitle: Bài một\ndate: 2025-09-01\n---\nLần {turn}.\n")).unwrap();
        fs::rename(ground.path(ONE), ground.path("content/tin-tuc/mot.md~")).unwrap();
        fs::rename(&beside, ground.path(ONE)).unwrap();
        ground.until("tin-tuc/mot/", &format!("Lần {turn}."));
    }
    ground.assert_clean();
}

#[test]
fn folders_come_go_and_move() {
    let ground = Ground::new();
    ground.write("content/van-ban/a/b/bai.md", "---\ntitle: Sâu\n---\nSâu.\n");
    ground.until("van-ban/a/b/bai/", "Sâu.");
    ground.write("content/van-ban/a/b/bai.md", "---\ntitle: Sâu\n---\nSâu hơn.\n");
    ground.until("van-ban/a/b/bai/", "Sâu hơn.");
    fs::rename(ground.path("content/van-ban"), ground.path("content/tai-lieu")).unwrap();
    ground.until("tai-lieu/a/b/bai/", "Sâu hơn.");
    ground.until_gone("van-ban/a/b/bai/");
    ground.write("content/tai-lieu/a/b/bai.md", "---\ntitle: Sâu\n---\nLại sửa.\n");
    ground.until("tai-lieu/a/b/bai/", "Lại sửa.");
    fs::remove_dir_all(ground.path("content/tai-lieu")).unwrap();
    ground.until_gone("tai-lieu/a/b/bai/");
    ground.assert_clean();
}

#[test]
fn many_files_change_at_once() {
    let ground = Ground::new();
    for number in 0..500 {
        let text = format!("---\ntitle: Bài {number}\ndate: 2025-08-01\n---\nBài-{number}.\n");
        ground.write(&format!("content/nhieu/bai-{number}.md"), &text);
    }
    ground.until("nhieu/bai-499/", "Bài-499.");
    ground.until("nhieu/bai-0/", "Bài-0.");
    assert!(ground.told().len() < 100, "{} editions", ground.told().len());
    ground.assert_clean();
}

#[test]
fn theme_data_and_settings_are_watched() {
    let ground = Ground::new();
    let sheet = |page: &str| page.split('"').find(|part| part.contains("static/")).map(str::to_owned);
    let before = sheet(&ground.get("").text());
    ground.write("themes/tiny/templates/404.html", "Không có gì ở đây.");
    until(|| ground.get("khong-co/").text(), |page| page == "Không có gì ở đây.");
    ground.write(
        "content/site.yaml",
        "title: Tên khác\ntheme: tiny\nbase_url: https://x.example/thi-dua/75/\n",
    );
    ground.until("", "Tên khác");
    ground.write("content/data/so.csv", "a,b\n1,2\n");
    ground.write("content/tin-tuc/anh.bin", "ảnh");
    until(|| ground.get("tin-tuc/anh.bin").status, |status| *status == 200);
    ground.write("content/tin-tuc/anh.bin", "ảnh khác");
    ground.until("tin-tuc/anh.bin", "ảnh khác");
    let _ = before;
    ground.assert_clean();
    // The site moves on its host as its address does.
    ground.write("content/site.yaml", "title: Tên khác\ntheme: tiny\nbase_url: https://x.example/y/\n");
    until(|| get(ground.address(), "/y/").status, |status| *status == 200);
}

#[test]
fn what_is_nobodys_content_changes_nothing() {
    let ground = Ground::new();
    ground.server().look();
    let told = ground.told().len();
    ground.write("content/tin-tuc/.mot.md.swp", "x");
    ground.write("content/tin-tuc/~$mot.md", "x");
    ground.write("ghi-chu.txt", "x");
    fs::write(ground.path(ONE), fs::read(ground.path(ONE)).unwrap()).unwrap();
    ground.server().look();
    assert_eq!(ground.told().len(), told, "{:?}", ground.told());
}

#[test]
fn the_notes_tell_of_the_page() {
    let ground = Ground::new();
    let said = notes(ground.address(), "/thi-dua/75/tin-tuc/mot/");
    let page = &said["page"];
    assert_eq!(page["source"], ONE);
    let editor = page["editor"].as_str().unwrap();
    assert!(editor.starts_with("edit:/") && editor.ends_with("/content/tin-tuc/mot.md:1:1"), "{editor}");
    assert_eq!(said["tag"], ground.get("tin-tuc/mot/").header("etag").trim_matches('"'));
    let around: Vec<_> = page["around"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["how"].as_str().unwrap(), it["href"].as_str().unwrap()))
        .collect();
    for expected in [
        ("danh sách", "/thi-dua/75/tin-tuc/"),
        ("bản tin tự động", "/thi-dua/75/atom.xml"),
        ("bài liền kề", "/thi-dua/75/tin-tuc/hai/"),
        ("dẫn tới trang này", "/thi-dua/75/tin-tuc/hai/"),
    ] {
        assert!(around.contains(&expected), "{expected:?} not in {around:?}");
    }
    ground.write(ONE, "---\ntitle: Bài một\ndate: 2025-09-01\ndraft: true\n---\nx\n");
    ground.write(
        "content/tin-tuc/hai.md",
        "---\ntitle: Bài hai\ndate: 2025-09-02\n---\nTừ ngày 30/02/2025 [xem tại đây](https://a.example/).\n",
    );
    let said = until(
        || notes(ground.address(), "/thi-dua/75/tin-tuc/hai/"),
        |said| !said["hidden"].as_array().unwrap().is_empty(),
    );
    assert_eq!((&said["hidden"][0]["path"], &said["errors"]), (&ONE.into(), &serde_json::json!([])));
    let problems = said["page"]["problems"].as_array().unwrap();
    let day =
        problems.iter().find(|found| found["line"][1] == "30/02/2025").unwrap_or_else(|| panic!("{said:#}"));
    assert_eq!(day["place"], "content/tin-tuc/hai.md:5:9");
}
