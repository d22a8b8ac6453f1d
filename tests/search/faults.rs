//! What is broken, missing or hostile makes no error, and nothing of it gets onto the page as anything but text.

use std::fs;

use crate::common::folder;
use crate::common::random::Random;
use crate::common::script;
use crate::engine::Engine;
use crate::{found, open, site};

fn pages() -> Vec<(String, String)> {
    let page = |number: usize| {
        let text = format!(
            "---\ntitle: Bài thi đua số {number}\n---\n\nĐơn vị thứ {number} thi đua lao động sáng tạo.\n"
        );
        (format!("bai-{number}.md"), text)
    };
    (0..30).map(page).collect()
}

#[test]
fn a_shard_that_is_missing_or_damaged_leaves_a_gap_and_no_error() {
    let pages = pages();
    let pages: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let root = site(&pages);
    let whole = open(root.path(), &[]).ask("thi đua số 7").total;
    assert!(whole > 0);
    let public = root.path().join("public");
    let shards = public.join("static/search/vi");
    let page = fs::read_to_string(public.join("tim-kiem/index.html")).unwrap();
    let mut random = Random::new(7);
    for name in folder::tree(&shards).into_keys() {
        if page.contains(&name) {
            continue;
        }
        let shard = shards.join(name);
        let bytes = fs::read(&shard).unwrap();
        let text = script::text(&bytes);
        let mut damaged = vec![
            String::new(),
            "<!DOCTYPE html><title>404</title>".to_owned(),
            "thidua_search();".to_owned(),
            "thidua_search(1,null,{});".to_owned(),
            "thidua_search(\"\");".to_owned(),
            text.replace("search", "khac"),
            text.chars().take(text.chars().count() / 2).collect(),
        ];
        for nth in 0..4 {
            let mut letters: Vec<char> = text.chars().collect();
            let start = "\u{FEFF}thidua_search(\"".chars().count();
            let at = start + random.below(letters.len().saturating_sub(start + 5).max(1));
            let at = at.min(letters.len() - 5);
            // What may stand there, what may not, and fewer of them.
            letters[at] = match nth % 2 {
                0 => char::from_u32(0x3000 + random.below(0x8000) as u32).unwrap(),
                _ => char::from(b'!' + random.below(90) as u8),
            };
            damaged.push(letters.iter().collect());
            letters.remove(at);
            damaged.push(letters.into_iter().collect());
        }
        for script in damaged {
            fs::write(&shard, script).unwrap();
            let engine = Engine::open(&public, "tim-kiem/index.html", "vi");
            for query in ["thi đua số 7", "bai", "đơn vị thứ", "sangs tạoo "] {
                engine.ask(query);
            }
        }
        fs::remove_file(&shard).unwrap();
        let engine = Engine::open(&public, "tim-kiem/index.html", "vi");
        let answers: Vec<_> = ["thi đua số 7", "sang tạo "].iter().map(|query| engine.ask(query)).collect();
        assert!(answers.iter().all(|answer| answer.total <= whole.max(30)));
        fs::write(&shard, bytes).unwrap();
    }
}

#[test]
fn the_gap_is_told() {
    let pages = pages();
    let pages: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let root = site(&pages);
    open(root.path(), &[]);
    let public = root.path().join("public");
    let page = fs::read_to_string(public.join("tim-kiem/index.html")).unwrap();
    let shards = public.join("static/search/vi");
    for name in folder::tree(&shards).into_keys() {
        if !page.contains(&name) {
            fs::remove_file(shards.join(name)).unwrap();
        }
    }
    let answer = Engine::open(&public, "tim-kiem/index.html", "vi").ask("thi đua");
    assert!(answer.gaps && answer.results.is_empty());
}

#[test]
fn what_pages_and_queries_hold_stays_text() {
    let root = site(&[
        (
            "a.md",
            "---\ntitle: '<script>alert(1)</script> & \"thi đua\" </script>'\n---\n\n`\\\");alert(2);//` <b>đậm</b> \\\\ \u{2028}\n",
        ),
        ("b.md", "---\ntitle: \"${x} `+y+` \\\\u0022 thi đua\"\n---\n\nA|B;C|D \\\"\\\" “x”\n"),
    ]);
    let engine = open(root.path(), &[]);
    let answer = engine.ask("thi đua ");
    let mut titles: Vec<_> = answer.results.iter().map(|result| result[1].as_str()).collect();
    titles.sort_unstable();
    assert_eq!(
        titles,
        ["${x} `+y+` \\u0022 [thi] [đua]", "<script>alert(1)</script> & \"[thi] [đua]\" </script>"]
    );
    let long = "thi đua ".repeat(1250);
    let word = "ă".repeat(10_000);
    for query in [
        long.as_str(),
        word.as_str(),
        "\"thi đua\"",
        "thi AND đua OR NOT -x +y title:z (a) [b] {c} ^2 ~1 *",
        "'; DROP TABLE x; --",
        "<img src=x onerror=alert(1)>",
        "\\ \" ' ` ${1} %00 \0 \u{FFFF}",
        "../../etc/passwd",
        "constructor __proto__ toString hasOwnProperty",
        "",
        "   ",
        "?!…",
        "\u{301}",
        "1",
    ] {
        engine.ask(query);
    }
    assert_eq!(found(&engine, "\"thi đua\"").len(), 2);
    assert!(!engine.ask(&long).results.is_empty());
}

#[test]
fn an_index_of_another_form_is_refused() {
    let root = site(&[("a.md", "---\ntitle: Thi đua\n---\n")]);
    open(root.path(), &[]);
    let public = root.path().join("public");
    let shards = public.join("static/search/vi");
    let page = fs::read_to_string(public.join("tim-kiem/index.html")).unwrap();
    let names = folder::tree(&shards).into_keys();
    let entry = names.map(|name| name.trim_end_matches(".js").to_owned()).find(|name| page.contains(name));
    let entry = entry.expect("the page names its index");
    let text = script::text(&fs::read(shards.join(format!("{entry}.js"))).unwrap());
    let (before, rest) = text.split_once("\"format\":").expect("the index tells its form");
    let (form, rest) = rest.split_once(',').unwrap();
    let other = form.parse::<u32>().unwrap() + 1;
    let engine = Engine::bare(&shards);
    assert_eq!(engine.begin(&entry), Ok(()));
    fs::write(shards.join(format!("{entry}.js")), format!("{before}\"format\":{other},{rest}")).unwrap();
    assert!(Engine::bare(&shards).begin(&entry).is_err());
}
