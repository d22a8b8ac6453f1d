//! Nesting without end, bombs, heaps: refused or built, soon and in little memory.

use std::fmt::Write as _;

use crate::common::program::Answer;
use crate::ground::{Ground, page};

/// A page of this text is built or refused with a reason, soon.
#[track_caller]
fn check_page(text: impl AsRef<[u8]>) -> Answer {
    let ground = Ground::new(&[("content/khac.md", "# Khác\n")]);
    ground.write("content/bai.md", text);
    ground.survive(&[])
}

#[test]
fn nesting_without_end_is_refused_soon() {
    const MANY: usize = 10_000;
    for (name, text, is_refused) in [
        ("quotes", ">".repeat(MANY) + " x", true),
        ("lists", "- ".repeat(MANY) + "x", true),
        ("numbered lists", "1. ".repeat(MANY) + "x", true),
        ("brackets", "[".repeat(MANY), false),
        ("closing brackets", "]".repeat(MANY), false),
        ("links in links", "[".repeat(MANY) + &"](khac.md)".repeat(MANY), false),
        ("images in images", "![".repeat(MANY) + &"](khac.md)".repeat(MANY), true),
        ("emphasis", "*a **b ".repeat(MANY), false),
        ("stars", "*".repeat(MANY) + "x" + &"*".repeat(MANY), true),
        ("backticks", (1..300).map(|n| "`".repeat(n) + "x").collect(), false),
        ("parentheses", "[x](".to_owned() + &"(".repeat(MANY), false),
        ("block tags", "<div>".repeat(MANY), true),
        ("inline tags", "x".to_owned() + &"<b>".repeat(MANY), true),
        ("comments", "<!-- ".repeat(MANY), false),
        ("unfinished tags", "x <a ".repeat(MANY), false),
        ("declarations", "x <![CDATA[ <? <!x ".repeat(MANY), false),
        ("directives", ":::ghi-chu\n".repeat(MANY) + &":::\n".repeat(MANY), true),
        ("open directives", ":::ghi-chu\n\n".repeat(MANY), true),
        ("closed directives", ":::\n\n".repeat(MANY), true),
        ("leaves", "::khong-co\n\n".repeat(MANY), true),
        ("entities", "&amp;&#38;&".repeat(MANY), false),
        ("YAML lists", "[".repeat(MANY), false),
    ] {
        let answer = check_page(page("", &text));
        assert!(answer.code == Some(1) || !is_refused, "{name}: {}", answer.told());
    }
    for (name, front) in [
        ("YAML lists", format!("x: {}", "[".repeat(3000))),
        ("a heap of YAML lists", format!("x: {}", "[".repeat(60_000))),
        ("YAML mappings", format!("x: {}", "{a: ".repeat(3000))),
        ("YAML lines", format!("x:\n{}", (0..3000).map(|n| " ".repeat(n + 1) + "a:\n").collect::<String>())),
    ] {
        assert_eq!(check_page(page(&front, "")).code, Some(1), "{name}");
    }
}

/// Ten times ten times ten …
fn bomb() -> String {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..20 {
        let before = format!("*a{}", level - 1);
        let _ = writeln!(text, "a{level}: &a{level} [{}]", [before.as_str(); 10].join(", "));
    }
    text
}

#[test]
fn yaml_bombs_do_not_go_off() {
    assert_eq!(check_page(page(&bomb(), "")).code, Some(1));
    for path in [
        "content/site.yaml",
        "content/campaign.yaml",
        "content/data/x.yaml",
        "themes/tiny/theme.yaml",
        "themes/tiny/i18n/vi.yaml",
    ] {
        let ground = Ground::new(&[("content/a.md", "# A\n")]);
        ground.write(path, bomb());
        assert_eq!(ground.survive(&[]).code, Some(1), "{path}");
    }
    let ground = Ground::new(&[("content/a.md", "# A\n")]);
    ground.write("content/data/x.json", "[".repeat(100_000));
    assert_eq!(ground.survive(&[]).code, Some(1));
}

#[test]
fn heaps_are_built_or_refused_soon() {
    let words = "Thi đua là yêu nước, yêu nước thì phải thi đua. ";
    let line = words.repeat(10 * 1024 * 1024 / words.len());
    let paragraphs = format!("{}\n\n## Mục\n\n", words.repeat(10)).repeat(5 * 1024 * 1024 / 650);
    let numbered = |text: &dyn Fn(usize) -> String, many| (0..many).map(text).collect::<String>();
    for (name, text, code) in [
        ("a line of 10 MB", page("", &line), 0),
        ("a heading of 10 MB", format!("# {line}\n"), 0),
        ("a page of 5 MB", page("", &paragraphs), 0),
        ("100,000 tags", page(&format!("tags: [{}]", numbered(&|n| format!("t{n}, "), 100_000)), ""), 1),
        (
            "100,000 numbers for tags",
            page(&format!("tags: [{}]", numbered(&|n| format!("{n}, "), 100_000)), ""),
            1,
        ),
        ("100,000 unknown keys", page(&numbered(&|n| format!("k{n}: 1\n"), 100_000), ""), 1),
        ("2,000 unknown keys", page(&numbered(&|n| format!("k{n}: 1\n"), 2_000), ""), 1),
        ("100,000 times one key", page(&"date: 2024-06-07\n".repeat(100_000), ""), 1),
        ("10,000 links to nowhere", page("", &numbered(&|n| format!("[x](khong-co-{n}.md)\n"), 10_000)), 1),
        (
            "1,000 places there are not",
            page("", &numbered(&|n| format!("## Mục {n}\n\n[x](#nuc-{n})\n\n"), 1_000)),
            1,
        ),
        (
            "10,000 places there are",
            page("", &numbered(&|n| format!("## Mục {n}\n\n[x](#muc-{n})\n\n"), 10_000)),
            0,
        ),
        ("10,000 headings in the same words", page("", &"## Mục\n\n".repeat(10_000)), 0),
        ("10,000 footnotes", page("", &numbered(&|n| format!("x[^{n}]\n\n[^{n}]: y\n\n"), 10_000)), 0),
        ("10,000 definitions", page("", &numbered(&|n| format!("[{n}]: khac.md\n\n[{n}]\n\n"), 10_000)), 0),
        (
            "a table of 10,000 columns",
            page("", &format!("{0}\n{1}\n{0}\n", "|a".repeat(10_000), "|-".repeat(10_000))),
            0,
        ),
        ("10,000 directives", page("", &":::ghi-chu\nx\n:::\n\n".repeat(10_000)), 0),
    ] {
        assert_eq!(check_page(text).code, Some(code), "{name}");
    }
}

/// Each page knows all names, and "did you mean" looks for the nearest.
#[test]
fn many_pages_with_wrong_links_are_told_soon() {
    let ground = Ground::new(&[]);
    for number in 0..200 {
        let links: String = (0..4).map(|link| format!("[x](bai-viet-so-{number}-{link}.md)\n")).collect();
        ground.write(&format!("content/tin/bai-viet-so-{number}.md"), page("cover: khong-co.svg", &links));
    }
    let answer = ground.survive(&[]);
    assert_eq!((answer.code, answer.codes().len()), (Some(1), 1000));
}

#[test]
fn files_that_are_not_what_they_seem_harm_nobody() {
    let ground = Ground::new(&[]);
    let names = ["a.svg", "b.png", "c.jpg", "d.gif", "e.webp", "f.avif", "g.bmp"];
    let links: String = names.iter().map(|name| format!("![x]({name})\n\n")).collect();
    ground.write("content/bai.md", page("", &links));
    for bytes in [
        &b""[..],
        b"<svg",
        b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\xff\xff\xff\xff\xff\xff\xff\xff",
        b"RIFF\xff\xff\xff\xffWEBPVP8X",
        b"GIF89a\0\0\0\0",
        &[0xff; 4096],
        b"<svg width=\"1e999\" height=\"-5\" viewBox=\"0 0 NaN inf\">",
    ] {
        for name in names {
            ground.write(&format!("content/{name}"), bytes);
        }
        assert_eq!(ground.survive(&[]).code, Some(0));
    }
    ground.write("content/data/x.csv", format!("a,b\n{},1\n", "x".repeat(5_000_000)));
    ground.write("themes/tiny/static/x.css", "url(".repeat(50_000) + &"a{b:url(x.png)}".repeat(2000));
    assert_eq!(ground.survive(&[]).code, Some(1));
}
