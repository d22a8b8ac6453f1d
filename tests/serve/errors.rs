//! Content that is wrong: what is told, and what is shown meanwhile.

use crate::common::http::{ask, notes, until};
use crate::ground::{Ground, SITE};

const ONE: &str = "content/tin-tuc/mot.md";
const GOOD: &str = "---\ntitle: Bài một\ndate: 2025-09-01\n---\nĐã sửa xong.\n";

/// Breaks the site by one change, sees that it stands as before, and mends it.
fn check(path: &str, broken: &str, mended: &str, expected: &[(&str, &str)]) {
    check_shown(path, broken, mended, expected, true);
}

fn check_shown(path: &str, broken: &str, mended: &str, expected: &[(&str, &str)], is_withheld: bool) {
    let ground = Ground::new();
    let page = "/thi-dua/75/tin-tuc/mot/";
    let before = ground.get("tin-tuc/mot/");
    let list = ground.get("tin-tuc/").text();
    ground.write(path, broken);
    let said = until(|| notes(ground.address(), page), |said| !said["errors"].as_array().unwrap().is_empty());
    for (pointer, wanted) in expected {
        let got = said.pointer(pointer).and_then(|it| it.as_str()).unwrap_or_default();
        assert!(got.contains(wanted), "{pointer} of {said:#}");
    }
    if is_withheld {
        assert_eq!(ground.get("tin-tuc/mot/").text(), before.text());
        assert_eq!(ground.get("tin-tuc/").text(), list);
        assert_eq!(said["tag"], before.header("etag").trim_matches('"'));
    }
    ground.write(path, mended);
    until(|| notes(ground.address(), page), |said| said["errors"].as_array().unwrap().is_empty());
    ground.assert_clean();
    assert!(ground.server().findings().iter().count() == 0, "{:?}", ground.server().findings());
}

#[test]
fn an_unknown_key() {
    check(
        ONE,
        "---\ntitle: Bài một\ntitel: <script>alert(1)</script>\n---\nMới.\n",
        GOOD,
        &[
            ("/errors/0/severity", "error"),
            ("/errors/0/message", "titel"),
            ("/errors/0/help", "title"),
            ("/errors/0/place", "content/tin-tuc/mot.md:3:1"),
            ("/errors/0/line/1", "titel"),
            ("/errors/0/line/2", "<script>"),
            ("/errors/0/editor", "mot.md:3:1"),
            ("/page/source", ONE),
            ("/words/errors", "lỗi"),
        ],
    );
}

#[test]
fn a_broken_link() {
    check(
        ONE,
        "---\ntitle: Bài một\n---\nXem [đây](khong-co.md).\n",
        GOOD,
        &[("/errors/0/line/1", "khong-co.md")],
    );
}

#[test]
fn front_matter_that_is_no_yaml() {
    check(ONE, "---\ntitle: [Bài\n---\nx\n", GOOD, &[("/errors/0/place", ONE)]);
}

#[test]
fn settings_that_are_gone() {
    check("content/site.yaml", "title: [\n", SITE[0].1, &[("/errors/0/place", "content/site.yaml")]);
}

#[test]
fn a_template_that_does_not_compile() {
    let path = "themes/tiny/templates/404.html";
    let good = "{{ site.title }}";
    check(path, "{% if %}", good, &[("/errors/0/place", path), ("/errors/0/help", "Tera")]);
}

#[test]
fn a_template_that_cannot_render() {
    let path = "themes/tiny/templates/404.html";
    check(path, "{{ khong_co.gi }}", "{{ site.title }}", &[("/errors/0/place", path)]);
}

#[test]
fn a_place_that_a_page_lacks() {
    // The page that links is shown as it is now; the other one, which lacks the place, as it was.
    let broken = "---\ntitle: Bài một\n---\nXem [đây](hai.md#khong-co).\n";
    check_shown(ONE, broken, GOOD, &[("/errors/0/line/1", "#khong-co")], false);
}

#[test]
fn a_site_that_was_never_good_tells_why() {
    let mut files = SITE;
    files[0].1 = "title: [\n";
    let ground = Ground::with(&files, |_| ());
    let reply = ask(ground.address(), "GET", "/", &[("Accept", "text/html")]);
    assert_eq!(reply.status, 503);
    assert!(reply.text().contains("data-tag=\"\""), "{}", reply.text());
    let said = notes(ground.address(), "/");
    assert_eq!(
        said["errors"][0]["place"].as_str().map(|place| place.starts_with("content/site.yaml")),
        Some(true)
    );
    ground.write("content/site.yaml", SITE[0].1);
    ground.until("tin-tuc/mot/", "Thân bài.");
    ground.assert_clean();
}

#[test]
fn the_terminal_hears_of_each_edition() {
    let ground = Ground::new();
    ground.server().findings();
    ground.write(ONE, "---\ntitle: Bài một\ntitel: x\n---\nMới.\n");
    ground.server().look();
    ground.write(ONE, GOOD);
    ground.server().look();
    let told = ground.told();
    // A file that is being written may be seen half written.
    assert!(told.contains(&"[unknown-key] withheld".to_owned()), "{told:?}");
    assert_eq!(told.last().map(String::as_str), Some("[]"), "{told:?}");
}
