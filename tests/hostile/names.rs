//! Names and bytes that a machine, a link or a format cannot take as they are.

use std::fmt::Write as _;

use crate::common::links::{self, Site};
use crate::ground::{Ground, page};

#[test]
fn names_that_machines_refuse_are_refused() {
    let long = |text: &str| text.repeat(252 / text.len());
    for (path, code) in [
        ("content/😀.md".to_owned(), Some("slug-invalid")),
        ("content/😀/a.md".to_owned(), Some("slug-invalid")),
        ("content/😀 vui.md".to_owned(), None),
        ("content/.an.md".to_owned(), None),
        ("content/...md".to_owned(), None),
        ("content/-.md".to_owned(), Some("slug-invalid")),
        ("content/con.md".to_owned(), Some("windows-name")),
        ("content/Aux/a.md".to_owned(), Some("windows-name")),
        ("content/nul.svg".to_owned(), Some("windows-name")),
        ("content/a:b.svg".to_owned(), Some("windows-name")),
        ("content/a?b.svg".to_owned(), Some("windows-name")),
        ("content/a\\b.svg".to_owned(), Some("windows-name")),
        ("content/a\nb.svg".to_owned(), Some("windows-name")),
        ("content/a\u{85}b.svg".to_owned(), Some("windows-name")),
        ("content/a.".to_owned(), Some("windows-name")),
        ("content/a b ".to_owned(), Some("windows-name")),
        ("content/Khac.svg/x.txt".to_owned(), Some("same-path")),
        ("content/KHAC/a.svg".to_owned(), None),
        ("content/khac/index.html".to_owned(), Some("same-path")),
        ("content/404.html".to_owned(), Some("same-path")),
        (format!("content/{}.md", long("a")), None),
        (format!("content/{}.md", long("ế")), None),
        (format!("content/{}.md", long("漢")), None),
        (format!("content/{}.md", long("ﷺ")), None),
        (format!("content/{}.svg", &long("b")[..251]), None),
        ("content/مرحبا.md".to_owned(), None),
        ("content/data/con.yaml".to_owned(), None),
        ("themes/tiny/static/a:b.js".to_owned(), Some("windows-name")),
    ] {
        let ground = Ground::new(&[("content/khac.md", "# Khác\n"), ("content/khac.svg", "<svg/>")]);
        ground.write(&path, if path.ends_with(".md") { "# Bài\n" } else { "" });
        let answer = ground.survive(&[]);
        let found = answer.codes();
        assert!(code.is_none_or(|code| found.contains(&code)), "{path}: {}", answer.told());
        assert_eq!(answer.code == Some(0), code.is_none(), "{path}: {}", answer.told());
    }
}

#[test]
fn names_that_need_care_are_linked() {
    let names = [
        "100% giảm.svg",
        "50%25.svg",
        "a b.svg",
        "a#b.svg",
        "a&b=c;d.svg",
        "a'b.svg",
        "a+b.svg",
        "(1) [2] {3}.svg",
        "ảnh Đẹp.SVG",
        "~^`!@$,.svg",
        "مرحبا.svg",
        "😀.svg",
    ];
    let ground = Ground::new(&[]);
    let mut text = String::new();
    for name in names {
        ground.write(&format!("content/Thư mục #1 50%/{name}"), "<svg/>");
        let escaped: String =
            percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC).collect();
        let _ = writeln!(text, "![x](../Th%C6%B0%20m%E1%BB%A5c%20%231%2050%25/{escaped})\n");
        let _ = writeln!(text, "::anh{{alt=x src=\"../Th%C6%B0 m%E1%BB%A5c %231 50%25/{escaped}\"}}\n");
    }
    ground.write("content/bai/index.md", page("cover: ../Thư mục %231 50%/a b.svg", &text));
    let answer = ground.survive(&[]);
    answer.assert_spotless();
    let built = ground.public();
    let site = Site::new(&built, false);
    let addresses = links::addresses(&site.pages()["bai/index.html"]);
    let images = addresses.iter().filter(|address| address.is_loaded);
    assert_eq!(images.clone().count(), 2 * names.len() + 1);
    for image in images {
        assert_eq!(site.problem("bai/index.html", &image.url), None);
    }
}

#[test]
fn bytes_that_are_no_text_are_told() {
    for (name, text, code) in [
        ("an empty file", &b""[..], None),
        ("a line", b"---", None),
        ("two lines", b"---\n---\n", None),
        ("three lines", b"---\n---\n---\n", None),
        ("half a front matter", b"---\ntitle: T\n", Some("front-matter-unclosed")),
        ("a lone return", b"---\rtitle: T\r---\rChu\r", None),
        ("null bytes", b"---\ntitle: T\n---\na\0b\0\n\0", None),
        ("null bytes in the settings", b"---\ntitle: \0\n---\n", Some("yaml-syntax")),
        (
            "escaped null bytes",
            b"---\ntitle: \"a\\0b\\x08\\e\"\ndate: 2024-06-07\n---\na\x08b\x1b[31m\n",
            None,
        ),
        ("a byte order mark twice", b"\xef\xbb\xbf\xef\xbb\xbf---\ntitle: T\n---\n", None),
        ("UTF-16", b"\xff\xfe-\0-\0-\0\n\0", Some("not-utf8")),
        ("half a character", b"---\ntitle: T\n---\n\xe1\xba", Some("not-utf8")),
        ("a surrogate", b"\xed\xa0\x80", Some("not-utf8")),
        ("noncharacters", "---\ntitle: T\n---\n\u{ffff}\u{fdd0}\u{e000}\u{2028}\u{202e}x\n".as_bytes(), None),
    ] {
        let ground = Ground::new(&[]);
        ground.write("content/site.yaml", "title: Thử\ntheme: tiny\nbase_url: https://x.example/\n");
        ground.write("content/bai.md", text);
        let answer = ground.survive(&[]);
        assert!(code.is_none_or(|code| answer.codes().contains(&code)), "{name}: {}", answer.told());
        assert_eq!(answer.code == Some(0), code.is_none(), "{name}: {}", answer.told());
        for (path, xml) in ground.public().iter().filter(|(path, _)| path.ends_with(".xml")) {
            let xml = std::str::from_utf8(xml).unwrap();
            let refused = |c: char| {
                c.is_control() && !matches!(c, '\n' | '\t' | '\r') || matches!(c, '\u{fffe}' | '\u{ffff}')
            };
            assert_eq!(xml.find(refused), None, "{name}: {path} holds what XML refuses");
        }
    }
}
