//! What people type, on the shipped site and on small ones.

use std::fs;

use crate::common::{folder, program, project};
use crate::engine::Engine;
use crate::{found, open, site};
use tempfile::{TempDir, tempdir};
use unicode_normalization::UnicodeNormalization;

fn shipped() -> (TempDir, Engine) {
    let root = tempdir().unwrap();
    for part in ["content", "themes"] {
        folder::copy(&project().join(part), &root.path().join(part));
    }
    let engine = open(root.path(), &["--date", "2024-07-01"]);
    (root, engine)
}

#[test]
fn the_examples_on_the_shipped_site() {
    let (_root, engine) = shipped();
    let same = |one: &str, other: &str| {
        assert_eq!(found(&engine, one), found(&engine, other), "{one} {other}");
        assert!(engine.ask(one).total > 0, "{one}");
    };
    assert!(engine.ask("dua").total > 20);
    assert!(
        engine.ask("dua").results.iter().all(|[_, title, text]| format!("{title}{text}").contains("[đua]"))
    );
    same("bac kan ", "BAC KAN ");
    same("Bắc Kạn ", "BẮC KẠN ");
    same("Bắc Kạn ", &"Bắc Kạn ".nfd().collect::<String>());
    same("Bắc Kạn ", "Bắc Cạn ");
    same("kỷ ", "kỉ ");
    same("UBND ", "Ủy ban nhân dân ");
    for query in ["327/KH-UBND", "327", "327 kh ubnd", "kh-ubnd 327"] {
        assert_eq!(found(&engine, query)[0], "van-ban/ke-hoach-327-kh-ubnd/", "{query}");
    }
    assert!(found(&engine, "kh-ubnd").contains(&"van-ban/ke-hoach-327-kh-ubnd/".to_owned()));
}

#[test]
fn every_page_is_found_by_its_title() {
    let (_root, engine) = shipped();
    let mut titles = 0;
    for result in
        ["thi đua", "báo cáo", "kế hoạch", "đơn vị"].iter().flat_map(|query| engine.ask(query).results)
    {
        let [href, title, _] = result;
        let title = title.replace(['[', ']'], "");
        assert!(found(&engine, &title)[..2].contains(&href), "{title}");
        titles += 1;
    }
    assert!(titles > 30);
}

#[test]
fn english_pages_have_an_index_of_their_own() {
    let (root, _) = shipped();
    let engine = Engine::open(&root.path().join("public"), "en/tim-kiem/index.html", "en");
    assert!(engine.ask("plan").results.iter().all(|[href, ..]| href.starts_with("en/")));
    assert_eq!(
        engine.ask("kế hoạch phát động").results.iter().filter(|[href, ..]| !href.starts_with("en/")).count(),
        0
    );
    // Translations stand side by side; what only one language has is in no shard of the other.
    let root = site(&[
        ("a.md", "---\ntitle: Bài\n---\n\nChữ chitiengviet.\n"),
        ("a.en.md", "---\ntitle: Post\n---\n\nWord inenglish.\n"),
        ("tim-kiem.en.md", "---\ntitle: Search\ntemplate: search\nsearch: false\n---\n"),
        ("_index.en.md", "---\ntitle: Home\n---\n"),
    ]);
    let settings =
        "title: Trang thử\nlanguage: vi\nlanguages: {vi: {name: Tiếng Việt}, en: {name: English}}\n";
    folder::write(root.path(), "content/site.yaml", settings);
    open(root.path(), &[]);
    for (lang, page, own, other) in [
        ("vi", "tim-kiem/index.html", "chitiengviet", "inenglish"),
        ("en", "en/tim-kiem/index.html", "inenglish", "chitiengviet"),
    ] {
        let engine = Engine::open(&root.path().join("public"), page, lang);
        assert!(engine.tells(own) && !engine.tells(other), "{lang}");
    }
}

/// Pages that differ in what is to be told apart.
fn streets() -> TempDir {
    site(&[
        ("a.md", "---\ntitle: Con đường mới\ndate: 2024-01-01\n---\n\nMở đường vào thôn.\n"),
        ("b.md", "---\ntitle: Ông Dương\ndate: 2024-05-01\n---\n\nÔng Dương kể chuyện.\n"),
        ("c.md", "---\ntitle: Con duong cu\ndate: 2024-03-01\n---\n\nBai viet khong dau.\n"),
        (
            "d.md",
            "---\ntitle: Bài khác\ndate: 2024-04-01\n---\n\n## Về con đường\n\nMột bài, có hoà bình và thuỷ lợi.\n",
        ),
        ("e.md", "---\ntitle: Bài nữa\ndate: 2024-02-01\n---\n\nBài về đường sá; hòa giải và thủy điện.\n"),
    ])
}

#[test]
fn marks_that_are_typed_count() {
    let root = streets();
    let engine = open(root.path(), &[]);
    assert_eq!(
        found(&engine, "đường "),
        ["a/", "d/", "e/", "c/", "b/"],
        "title, heading, text; no marks; other marks"
    );
    assert_eq!(found(&engine, "dương ")[0], "b/");
    assert_eq!(found(&engine, "duong "), ["b/", "c/", "a/", "d/", "e/"], "no marks: titles, newest first");
    assert_eq!(found(&engine, "đuong ")[..3], ["a/", "d/", "e/"], "half of the marks");
    assert_eq!(found(&engine, "con đường ")[..3], ["a/", "d/", "c/"]);
    let both = |query: &str| {
        let mut both = found(&engine, query);
        both.sort();
        both
    };
    assert_eq!(both("hoà "), ["d/", "e/"]);
    assert_eq!(both("hòa "), ["d/", "e/"]);
    assert_eq!(both("thủy "), both("thuỷ "));
}

#[test]
fn what_is_typed_is_found_while_it_is_typed() {
    let root = streets();
    let engine = open(root.path(), &[]);
    for query in ["đư", "đườ", "đươ", "đường m", "con đ", "con đường mớ", "dduwowngf"] {
        assert_eq!(found(&engine, query)[0], "a/", "{query}");
    }
}

/// There are more words than a browser is told of to go on with: of the others it has to look where they would stand.
#[test]
fn rare_words_and_numbers_are_found_while_they_are_typed() {
    let letters = "bcdghklmnpqrstvx";
    let words = letters.chars().flat_map(|one| letters.chars().map(move |other| format!("{one}a{other}e")));
    let words: Vec<String> = words.collect();
    let many: Vec<String> =
        words.iter().flat_map(|one| words.iter().take(26).map(move |it| format!("{it}{one}"))).collect();
    assert!(many.len() > 6_600);
    let root = site(&[
        ("a.md", &format!("---\ntitle: Bài dài\n---\n\n{}\n", many.join(" "))),
        ("b.md", "---\ntitle: Bài ngắn\n---\n\nHợp kim của zirconi, tìm ra năm 1789.\n"),
    ]);
    let engine = open(root.path(), &[]);
    for query in ["zir", "zirconi", "hợp kim của zi", "178", "tìm ra năm 17"] {
        assert_eq!(found(&engine, query), ["b/"], "{query}");
    }
}

/// A letter that is a word of its own on many pages may also begin one in a title: that it does is known, that the others have
/// the words together is not.
#[test]
fn what_is_sure_is_looked_at_before_what_is_likely() {
    let others = (0..60).map(|nth| {
        let text =
            format!("---\ntitle: Bài {nth}\ndate: 2024-05-01\n---\n\nNội bộ, dung hòa, không, vitamin c.\n");
        (format!("bai-{nth}.md"), text)
    });
    let others: Vec<(String, String)> = others.collect();
    let mut pages: Vec<(&str, &str)> = others.iter().map(|(path, text)| (&**path, &**text)).collect();
    pages.push(("a.md", "---\ntitle: Tìm nội dung không có\ndate: 2020-01-01\n---\n\nMột bài cũ.\n"));
    let root = site(&pages);
    let engine = open(root.path(), &[]);
    for query in ["nội dung không c", "noi dung khong c"] {
        assert_eq!(found(&engine, query)[0], "a/", "{query}");
    }
}

#[test]
fn one_mistake_is_overlooked_and_more_are_asked_about() {
    let root = streets();
    let engine = open(root.path(), &[]);
    for (query, meant) in [("đưòngg ", "đường"), ("chyuện ", "chuyện"), ("chuện ", "chuyện")] {
        let answer = engine.ask(query);
        assert!(!answer.results.is_empty(), "{query}");
        assert_eq!(answer.corrected, meant, "{query}");
    }
    let answer = engine.ask("chuzyệm ");
    assert_eq!((answer.total, answer.suggestion.as_str()), (0, "chuyện"));
    assert_eq!(engine.ask("xyzzyxyzzy ").suggestion, "");
}

#[test]
fn abbreviations_work_both_ways() {
    let root = site(&[
        ("a.md", "---\ntitle: Họp UBND tỉnh\n---\n"),
        ("b.md", "---\ntitle: Ủy ban nhân dân xã\n---\n"),
        ("c.md", "---\ntitle: Nhân dân và ủy ban\n---\n"),
        ("d.md", "---\ntitle: Về Bắc Cạn\n---\n"),
    ]);
    folder::write(root.path(), "content/data/viet-tat.yaml", "UBND: Ủy ban nhân dân\n");
    folder::write(root.path(), "content/data/ten-khac.yaml", "Bắc Cạn: Bắc Kạn\n");
    let engine = open(root.path(), &[]);
    for query in ["UBND ", "ubnd ", "ủy ban nhân dân ", "uy ban nhan dan "] {
        let mut two = found(&engine, query)[..2].to_vec();
        two.sort();
        assert_eq!(two, ["a/", "b/"], "{query}");
    }
    assert_eq!(found(&engine, "UBND xã ")[0], "b/");
    assert_eq!(found(&engine, "bac kan "), ["d/"]);
}

#[test]
fn what_is_kept_back_is_never_found() {
    let root = site(&[
        ("a.md", "---\ntitle: Bài thường\ntags: [nhãn]\n---\n\nChữ thường.\n"),
        ("b.md", "---\ntitle: Nháp bímật\ndraft: true\n---\n\nbímật\n"),
        ("c.md", "---\ntitle: Chưa đến ngày bímật\npublish: 2030-01-01\n---\n\nbímật\n"),
        ("d.md", "---\ntitle: Hết hạn bímật\nexpires: 2020-01-01\n---\n\nbímật\n"),
        ("e.md", "---\ntitle: Ngoài tìm kiếm bímật\nsearch: false\ntags: [bímật]\n---\n\nbímật\n"),
    ]);
    let engine = open(root.path(), &["--date", "2024-07-01"]);
    assert_eq!(engine.ask("bímật ").total, 0);
    assert_eq!(engine.ask("bimat ").total, 0);
    assert_eq!(found(&engine, "nhãn "), ["a/"]);
    // However its marks are put.
    let is_told = |engine: &Engine| ["bim", "bím"].iter().any(|it| engine.tells(it));
    assert!(!is_told(&engine));
    let engine = open(root.path(), &["--date", "2024-07-01", "--drafts"]);
    assert_eq!(engine.ask("bímật ").total, 1);
    assert!(is_told(&engine));
}

#[test]
fn a_tag_that_is_named_twice_is_one() {
    let root = site(&[("a.md", "---\ntitle: Bài\ntags: [nhãn, khác, nhãn]\n---\n\nChữ.\n")]);
    let settings = "title: Trang thử\nlanguage: vi\ntaxonomies:\n  tags: {slug: chu-de}\n";
    folder::write(root.path(), "content/site.yaml", settings);
    let engine = open(root.path(), &[]);
    assert_eq!(found(&engine, "nhãn "), ["a/"]);
    let page = fs::read_to_string(root.path().join("public/a/index.html")).unwrap();
    assert_eq!(page.matches("chu-de/nhan/").count(), 1);
}

#[test]
fn a_site_without_a_page_that_searches_has_no_index() {
    let root = site(&[]);
    fs::remove_file(root.path().join("content/tim-kiem.md")).unwrap();
    program::build(root.path(), &[]);
    assert!(!root.path().join("public/static/search").exists());
}

#[test]
fn an_excerpt_keeps_the_spelling_and_shows_the_words() {
    let root = site(&[(
        "a.md",
        "---\ntitle: Bài\n---\n\nMở đầu khá dài. Rồi “HOÀ BÌNH”,  theo **Kế hoạch** số\n327/KH-UBND (2024): 1.234,5 km² — hết.\n",
    )]);
    let engine = open(root.path(), &[]);
    let excerpt = |query: &str| engine.ask(query).results.remove(0)[2].clone();
    assert_eq!(
        excerpt("hòa bình "),
        "Mở đầu khá dài. Rồi “[HOÀ BÌNH]”, theo Kế hoạch số 327/KH-UBND (2024): 1.234,5 km² — hết. "
    );
    assert!(excerpt("327/kh-ubnd").contains("[327]/[KH]-[UBND]"));
}

#[test]
fn an_excerpt_parts_what_stands_by_itself() {
    let text =
        "Mở đầu.\n\n## Căn cứ\n\nKế hoạch số 1.\n\n| Một | Hai |\n|---|---|\n| Ba | Bốn |\n\n- Năm\n- Sáu.\n";
    let root = site(&[("a.md", &format!("---\ntitle: Bài\n---\n\n{text}"))]);
    let engine = open(root.path(), &[]);
    assert_eq!(
        engine.ask("căn cứ ").results.remove(0)[2],
        "Mở đầu. [Căn cứ] · Kế hoạch số 1. Một · Hai · Ba · Bốn · Năm · Sáu. "
    );
}

#[test]
fn an_excerpt_begins_with_a_word() {
    for words in ["lời, lời, ", "lời lời, ", "lời “lời”. "] {
        for before in 0..4 {
            let text = format!("{}{} Đích {}", words.repeat(30), "nữa ".repeat(before), words.repeat(30));
            let root = site(&[("a.md", &format!("---\ntitle: Bài\n---\n\n{text}\n"))]);
            let excerpt = open(root.path(), &[]).ask("đích ").results.remove(0)[2].clone();
            assert!(excerpt.starts_with("… lời"), "{excerpt}");
            assert!(excerpt.contains("[Đích]"), "{excerpt}");
        }
    }
}

#[test]
fn an_excerpt_cuts_nothing_that_stands_together() {
    for before in 0..10 {
        let dates = "ngày 12/5/2024, 327/KH-UBND. ".repeat(20);
        let text = format!("{dates}{} Đích {}{dates}", "nữa ".repeat(before), "nữa ".repeat(before / 2));
        let root = site(&[("a.md", &format!("---\ntitle: Bài\n---\n\n{text}\n"))]);
        let excerpt = open(root.path(), &[]).ask("đích ").results.remove(0)[2].clone();
        let whole = ["…", "[Đích]", "ngày", "nữa", "12/5/2024,", "12/5/2024", "327/KH-UBND.", "327/KH-UBND"];
        assert!(excerpt.split_whitespace().all(|piece| whole.contains(&piece)), "{excerpt}");
    }
}

#[test]
fn what_is_asked_again_loads_nothing_and_finds_the_same() {
    let page = |nth: usize| {
        // What follows a word is told roughly: only the texts tell that it is another.
        let order = if nth == 0 { "Một hai ba" } else { "Một hạ, ba, hai" };
        (
            format!("{nth:03}.md"),
            format!("---\ntitle: Bài {nth}\n---\n\n{}{order}.\n", "Lời. ".repeat(nth % 7)),
        )
    };
    let pages: Vec<_> = (0..200).map(page).collect();
    let pages: Vec<_> = pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let root = site(&pages);
    let engine = open(root.path(), &[]);
    for query in ["một hai ", "mot ha", "hai mọt", "hai"] {
        let first = engine.ask(query);
        engine.loaded();
        let again = engine.ask(query);
        assert_eq!((engine.loaded(), &again.results), (0, &first.results), "{query}");
    }
}

/// Without marks, a Greek iota subscript that stands alone is a space.
#[test]
fn a_letter_that_is_nothing_without_marks_hides_no_other_word() {
    let root = site(&[("a.md", "---\ntitle: Bài\n---\n\nMột \u{37a} hai ba.\n")]);
    let engine = open(root.path(), &[]);
    assert_eq!(engine.ask("hai ba ").results.len(), 1);
    assert_eq!(engine.ask("\u{37a} ").results.len(), 0);
}

#[test]
fn words_of_any_letters_are_read_back_as_they_stand() {
    let words = "Ñandú Ωμέγα straße ẞ Имя 東京 naïve đa ĐA Đa Internationalisation internationalisations x²y";
    let root = site(&[("a.md", &format!("---\ntitle: Bài\n---\n\nMột {words}. Hai {words}.\n"))]);
    let engine = open(root.path(), &[]);
    let excerpt = engine.ask("một hai ").results.remove(0)[2].clone();
    assert_eq!(excerpt, format!("[Một] {words}. [Hai] {words}. "));
}

/// What may be keys of Telex may also be the beginning of a rare word.
#[test]
fn keys_hide_no_rare_words() {
    let common = (0..6_100).map(|nth| format!("{} ", letters(nth))).collect::<String>();
    let root = site(&[
        ("nhieu-1.md", &format!("---\ntitle: Nhiều\n---\n\n{common} té\n")),
        ("nhieu-2.md", &format!("---\ntitle: Nhiều nữa\n---\n\n{common} té\n")),
        ("te.md", "---\ntitle: Ngã\n---\n\nBị té.\n"),
        ("xe.md", "---\ntitle: Xe tesla\n---\n\nMột chiếc.\n"),
    ]);
    let engine = open(root.path(), &[]);
    for (query, expected) in [
        ("tesl", &["xe/"][..]),
        ("tes", &["te/", "nhieu-2/", "nhieu-1/", "xe/"]),
        ("tes ", &["te/", "nhieu-2/", "nhieu-1/"]),
        ("xe tes", &["xe/"]),
    ] {
        let answer = engine.ask(query);
        let hrefs: Vec<&str> =
            answer.results.iter().take(answer.total).map(|[href, ..]| href.as_str()).collect();
        assert_eq!(hrefs, expected, "{query}");
    }
}

/// A word of four letters, another for each number.
fn letters(number: usize) -> String {
    [number / 676, number / 26 % 26, number % 26]
        .iter()
        .map(|digit| (b'a' + *digit as u8) as char)
        .chain(['q'])
        .collect()
}

/// A long page is kept in pieces, so that no text is much longer than others; it is one page all the same.
#[test]
fn a_long_page_is_found_by_any_of_its_words() {
    let block = |from: usize| (from..from + 400).map(|nth| format!("từ{nth}")).collect::<Vec<_>>().join(" ");
    let blocks = (0..12).map(|nth| format!("## Mục {nth}\n\n{} đuôi\n", block(nth * 400)));
    let long = format!(
        "---\ntitle: Bài dài nhất\ndate: 2024-06-01\ntags: [nhãn]\n---\n\n{}",
        blocks.collect::<Vec<_>>().join("\n")
    );
    let root = site(&[
        ("bai-dai.md", &long),
        ("sau.md", "---\ntitle: Bài sau\ndate: 2024-06-02\n---\n\nđuôi từ4500\n"),
        ("truoc.md", "---\ntitle: Bài trước\ndate: 2024-05-02\n---\n\nđuôi từ10\n"),
    ]);
    let engine = open(root.path(), &[]);
    let scripts = folder::tree(&root.path().join("public/static/search/vi"));
    assert!(scripts.values().map(Vec::len).max() < Some(60_000));
    for (query, expected) in [
        // In one piece, together.
        ("từ4400 từ4401 ", &["bai-dai/"][..]),
        ("từ10 từ11 ", &["bai-dai/"]),
        // In the title, and with what stands far from it.
        ("bài dài nhất", &["bai-dai/"]),
        ("dài nhất từ4700 ", &["bai-dai/"]),
        ("nhãn từ4700 ", &["bai-dai/"]),
        // In two pieces.
        ("từ10 từ4700 ", &["bai-dai/"]),
        // On several pages, each once.
        ("đuôi ", &["sau/", "bai-dai/", "truoc/"]),
        ("từ4500 đuôi ", &["sau/", "bai-dai/"]),
        ("mục 11 ", &["bai-dai/"]),
    ] {
        let answer = engine.ask(query);
        // Behind those that have all words may stand such as lack one.
        let hrefs: Vec<&str> =
            answer.results.iter().take(answer.total).map(|[href, ..]| href.as_str()).collect();
        assert_eq!(hrefs, expected, "{query}");
        assert!(answer.whole, "{query}");
    }
    let answer = engine.ask("từ4450 từ4451 ");
    assert_eq!(answer.results[0][1], "Bài dài nhất");
    assert!(answer.results[0][2].contains("từ4449 [từ4450 từ4451] từ4452"), "{}", answer.results[0][2]);
    let within = engine.ask_with("đuôi ", r#"{"newest": true}"#);
    let hrefs: Vec<&str> = within.results.iter().map(|[href, ..]| href.as_str()).collect();
    assert_eq!(hrefs, ["sau/", "bai-dai/", "truoc/"]);
}
