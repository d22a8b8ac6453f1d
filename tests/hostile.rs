//! What nobody means to write: ways out of the site, bombs, heaps, names that machines refuse, HTML where text belongs.
//! The program ends soon, in little memory, with a page or a clear error, and touches nothing that is not its own.

#![allow(clippy::disallowed_methods, clippy::panic, clippy::unwrap_used, reason = "tests")]

mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use common::folder::{self, Tree};
use common::links::{self, Site};
use common::program::{self, Answer};
use common::{html, project};
use proptest::prelude::{ProptestConfig, Strategy, any, prop_oneof, proptest};
use proptest::{collection, sample};
use tempfile::{TempDir, tempdir};

/// A site with the tiny theme in a folder of its own, beside a folder that is none of its business.
struct Ground(TempDir);

/// What stands in the files outside and must never be seen.
const SECRET: &str = "BÍ-MẬT-7575";

impl Ground {
    fn new(files: &[(&str, &str)]) -> Self {
        let ground = Self(tempdir().unwrap());
        folder::copy(&common::fixture("build/theme"), &ground.root().join("themes/tiny"));
        folder::write(
            &ground.root(),
            "content/site.yaml",
            "title: Thử\ntheme: tiny\ntaxonomies: {tags: {}}\n",
        );
        for file in ["secret.txt", "secret.md", "secret.html", "secret.svg", "templates/page.html"] {
            folder::write(&ground.outside(), file, SECRET);
        }
        let theme = "name: X\nversion: 1.0.0\nthidua: '>=0'\n";
        folder::write(&ground.outside(), "theme.yaml", format!("# {SECRET}\n{theme}"));
        for (path, text) in files {
            folder::write(&ground.root(), path, text);
        }
        ground
    }

    fn root(&self) -> PathBuf {
        self.0.path().join("site")
    }

    fn outside(&self) -> PathBuf {
        self.0.path().join("outside")
    }

    fn public(&self) -> Tree {
        folder::tree(&self.root().join("public"))
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        folder::write(&self.root(), path, text);
    }

    /// Builds, within a time and a memory that are ample for anything linear, optimised or not.
    #[track_caller]
    fn build(&self, arguments: &[&str]) -> Answer {
        let command = program::command("build", &self.root(), arguments);
        program::bounded(command, 20, 1500)
    }

    /// Builds; the program ends in order, and everything that is not its own is as it was, and unseen.
    #[track_caller]
    fn survive(&self, arguments: &[&str]) -> Answer {
        let before = (everything(&self.outside()), everything(&self.root().join("content")));
        let answer = self.build(arguments);
        assert!(matches!(answer.code, Some(0 | 1)), "{:?} {}{}", answer.code, answer.told(), answer.stderr);
        assert!(answer.code == Some(0) || !answer.codes().is_empty(), "refused without a reason");
        assert!(!answer.stderr.contains("panicked"), "{}", answer.stderr);
        assert_eq!((everything(&self.outside()), everything(&self.root().join("content"))), before);
        let mut beside: Vec<_> =
            fs::read_dir(self.0.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        beside.sort();
        assert_eq!(beside, ["outside", "site"]);
        for (path, content) in self.public() {
            assert!(!String::from_utf8_lossy(&content).contains(SECRET), "{path} shows what is outside");
        }
        answer
    }
}

/// The paths and the contents of all files, links as where they lead.
fn everything(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(|entry| entry.unwrap());
    let files = entries.filter(|entry| !entry.file_type().is_dir()).map(|entry| {
        let content = match fs::read_link(entry.path()) {
            Ok(target) => target.into_os_string().into_encoded_bytes(),
            Err(_) => fs::read(entry.path()).unwrap(),
        };
        (entry.into_path(), content)
    });
    files.collect()
}

// — ways out

/// Paths that lead out of where they are written, or nowhere that every machine agrees on.
const WAYS_OUT: [&str; 22] = [
    "../outside/secret.txt",
    "../../outside/secret.txt",
    "../../../outside/secret",
    "../../outside/secret.svg",
    "a/../../../outside/secret.txt",
    "./../../outside/secret.md",
    "....//....//outside/secret.txt",
    "/../../outside/secret.txt",
    "/etc/passwd",
    "//etc/passwd",
    "..\\..\\outside\\secret.txt",
    "C:\\Windows\\win.ini",
    "C:/Windows/win.ini",
    "\\\\host\\share\\x",
    "%2e%2e/%2e%2e/outside/secret.txt",
    "..%2f..%2foutside%2fsecret.txt",
    "..%5c..%5coutside%5csecret.txt",
    "%2fetc%2fpasswd",
    "file:///etc/passwd",
    ".thidua/manifest",
    "..",
    "CON",
];

/// A text as YAML writes it.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

#[test]
fn no_path_in_a_page_leads_out() {
    for (what, before, after) in [
        ("a slug", "slug: ", ""),
        ("an alias", "aliases: [", "]"),
        ("a template", "template: ", ""),
        ("data", "data: {x: ", "}"),
        ("a cover", "cover: ", ""),
        ("a cover with words", "cover: {src: ", ", alt: x}"),
        ("a section", "lists: {x: {section: ", "}}"),
        ("a document", "document: {number: '1', file: ", "}"),
        ("a language", "lang: ", ""),
        ("a tag", "tags: [", "]"),
    ] {
        let ground =
            Ground::new(&[("content/site.yaml", "title: Thử\ntheme: tiny\ntaxonomies: {tags: {}}\n")]);
        for (number, way) in WAYS_OUT.iter().enumerate() {
            let page = format!("---\ntitle: T\n{before}{}{after}\n---\nChữ.\n", quoted(way));
            ground.write(&format!("content/tin/bai-{number}.md"), page);
        }
        let answer = ground.survive(&[]);
        assert!(answer.code == Some(1) || what == "a tag", "{what}");
    }
}

#[test]
fn no_path_in_markdown_leads_out() {
    for (what, before, after) in [
        ("a link", "[x](<", ">)"),
        ("an image", "![x](<", ">)"),
        ("a definition", "[x]\n\n[x]: <", ">"),
        ("raw HTML", "<img alt=x src=\"", "\">"),
        ("a raw link", "<a href=\"", "\">x</a>"),
        ("a directive", "::anh{alt=\"x\" src=\"", "\"}"),
        ("a file", "::tai-ve{title=\"x\" file=\"", "\"}"),
    ] {
        let ground = Ground::new(&[]);
        for (number, way) in WAYS_OUT.iter().enumerate() {
            let page = format!("---\ntitle: T\n---\n{before}{way}{after}\n");
            ground.write(&format!("content/tin/bai-{number}.md"), page);
        }
        let answer = ground.survive(&[]);
        let told = answer.told();
        for (number, way) in WAYS_OUT.iter().enumerate() {
            // The folder above is a section, and another site's address no way into this machine.
            let is_fine = *way == ".." || way.starts_with("//");
            let is_told = told.contains(&format!("content/tin/bai-{number}.md")) || is_fine;
            assert!(is_told, "{what}: {way}\n{told}");
        }
    }
}

#[test]
fn no_path_in_the_settings_leads_out() {
    for (what, before, after) in [
        ("a theme", "theme: ", ""),
        ("a taxonomy", "theme: tiny\ntaxonomies: {tags: {slug: ", "}}"),
        ("a taxonomy's name", "theme: tiny\ntaxonomies: {", ": {}}"),
        ("a menu", "theme: tiny\nmenus: {main: [{title: x, page: ", "}]}"),
        ("an address", "theme: tiny\nbase_url: ", ""),
        ("a language", "theme: tiny\nlanguage: ", ""),
    ] {
        for way in WAYS_OUT {
            let settings = format!("title: Thử\n{before}{}{after}\n", quoted(way));
            let ground = Ground::new(&[("content/a.md", "---\ntitle: A\ntags: [x]\n---\n")]);
            ground.write("content/site.yaml", settings);
            let answer = ground.survive(&["--date", "2024-06-10"]);
            // A name of letters and signs may name a taxonomy; nothing else takes any of these.
            assert!(answer.code == Some(1) || what == "a taxonomy's name", "{what}: {way}");
        }
    }
}

#[test]
fn no_theme_extends_what_is_outside() {
    for way in WAYS_OUT {
        let ground = Ground::new(&[("content/a.md", "# A\n")]);
        let theme = format!("name: X\nversion: 1.0.0\nthidua: '>=0'\nextends: {}\n", quoted(way));
        ground.write("themes/tiny/theme.yaml", theme);
        assert_eq!(ground.survive(&[]).code, Some(1), "{way}");
        let ground = Ground::new(&[("content/a.md", "# A\n")]);
        ground.write("themes/tiny/templates/page.html", format!("{{% include {} %}}", quoted(way)));
        assert_eq!(ground.survive(&[]).code, Some(1), "{way}");
    }
}

/// A component of the theme is not a template of its own.
#[test]
fn a_page_chooses_only_templates() {
    for name in ["components/parts", "parts/../page", "/page", "page.html", ""] {
        let ground = Ground::new(&[]);
        ground.write("content/a.md", page(&format!("template: {}", quoted(name)), ""));
        let answer = ground.survive(&[]);
        assert_eq!(
            answer.codes().contains(&"unknown-template"),
            !name.is_empty(),
            "{name}: {}",
            answer.told()
        );
    }
}

/// The output is not put among the sources, where the next build would read it.
#[test]
fn the_output_is_kept_apart_from_the_sources() {
    for output in ["content", "content/public", "themes", "themes/tiny/static/x", ".", "content/../content/x"]
    {
        let ground = Ground::new(&[("content/a.md", "# A\n")]);
        let before = everything(&ground.root());
        let path = ground.root().join(output);
        let answer = ground.build(&["--output", path.to_str().unwrap(), "--adopt"]);
        assert_eq!(answer.code, Some(2), "{output}: {}", answer.told());
        assert_eq!(everything(&ground.root()), before, "{output}");
    }
}

#[cfg(unix)]
#[test]
fn no_symbolic_link_is_followed() {
    use std::os::unix::fs::symlink;
    for (link, target) in [
        ("content/x.md", "secret.md"),
        ("content/x.txt", "secret.txt"),
        ("content/x", ""),
        ("content/data", ""),
        ("content/site.yaml", "theme.yaml"),
        ("content/campaign.yaml", "theme.yaml"),
        ("themes/tiny/theme.yaml", "theme.yaml"),
        ("themes/tiny/templates", "templates"),
        ("themes/tiny/templates/page.html", "templates/page.html"),
        ("themes/tiny/static", ""),
        ("themes/tiny", ""),
        ("themes", ""),
        ("content", ""),
    ] {
        let ground = Ground::new(&[("content/a.md", "# A\n")]);
        let path = ground.root().join(link);
        let _ = fs::remove_file(&path);
        let _ = fs::remove_dir_all(&path);
        symlink(ground.outside().join(target), path).unwrap();
        let answer = ground.survive(&[]);
        assert!(answer.codes().contains(&"symbolic-link"), "{link}: {}", answer.told());
    }
    for (link, target) in [
        ("public/a", ""),
        ("public/a/index.html", "secret.html"),
        ("public/index.html", "secret.html"),
        ("public/.thidua", ""),
        ("public/.thidua/lock", "secret.txt"),
        ("public/.thidua/manifest", "secret.txt"),
        ("public/.thidua/staged", ""),
    ] {
        for adopt in [&[][..], &["--adopt"]] {
            let ground = Ground::new(&[("content/a.md", "# A\n")]);
            assert_eq!(ground.build(&[]).code, Some(0));
            let path = ground.root().join(link);
            let _ = fs::remove_file(&path);
            let _ = fs::remove_dir_all(&path);
            symlink(ground.outside().join(target), path).unwrap();
            ground.write("content/a.md", "# A\n\nMới.\n");
            let outside = everything(&ground.outside());
            let answer = ground.build(adopt);
            assert!(matches!(answer.code, Some(0 | 2)), "{link}: {}", answer.told());
            assert_eq!(everything(&ground.outside()), outside, "{link}");
        }
    }
}

// — heaps

/// A page of this text is built or refused with a reason, soon.
#[track_caller]
fn check_page(text: impl AsRef<[u8]>) -> Answer {
    let ground = Ground::new(&[("content/khac.md", "# Khác\n")]);
    ground.write("content/bai.md", text);
    ground.survive(&[])
}

/// Front matter, then Markdown.
fn page(front: &str, body: &str) -> String {
    format!("---\ntitle: T\n{front}\n---\n{body}\n")
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

// — names

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

// — HTML where text belongs

/// Ways out of text, attributes, titles, scripts, comments and CDATA into markup; each tries to make an element or an
/// attribute called `xss`.
const INJECTIONS: [&str; 11] = [
    "<xss>",
    "\"><xss xss=\"",
    "'><xss xss='",
    "\" xss=\"",
    "' onxss='",
    "--><xss>",
    "</title><xss>",
    "</script><xss>",
    "]]><xss>",
    "&lt;xss&gt; &#60;xss&#62;",
    "<script>xss()</script><img src=anh.svg onerror=xss()>",
];

#[test]
fn text_is_never_markup() {
    for injection in INJECTIONS {
        let ground = Ground::new(&[]);
        let text = quoted(&format!("A {injection} Z"));
        let words = injection.replace('|', " ");
        let quote = if injection.contains('"') { '\'' } else { '"' };
        ground.write("content/site.yaml", format!(
            "title: {text}\ndescription: {text}\norganisation: {text}\nbase_url: https://x.example/\ntheme: bac-kan\n\
             languages: {{vi: {{name: {text}}}, en: {{name: {text}, title: {text}}}}}\n\
             taxonomies: {{tags: {{title: {text}}}, authors: {{title: {text}, from: author}}}}\n\
             menus: {{main: [{{title: {text}, children: [{{title: {text}, page: bai.md}}]}}, {{title: {text}, url: {}}}]}}\n\
             options: {{contact_address: {text}, contact_phone: {text}, contact_email: {text}}}\n",
            quoted(&format!("https://x.example/{injection}")),
        ));
        ground.write("content/campaign.yaml", campaign(&format!("A {injection} Z")));
        ground.write("content/anh.svg", "<svg/>");
        ground.write("content/data/x.yaml", format!("- {text}\n"));
        let settings = format!(
            "title: {text}\ndate: 2024-06-07\ndescription: {text}\ntags: [{text}]\nauthor: {text}\ncover: {{src: anh.svg, alt: {text}}}\n\
             document: {{number: {text}, issuer: {text}, kind: {text}, signer: {text}, signer_title: {text}, abstract: {text}, source: {text}, legal_basis: [{text}]}}\n\
             nomination: {{kind: individual, nominee: {text}, award: giay-khen-mau, criteria: [sang-kien]}}\ndata: {{x: data/x.yaml}}\n"
        );
        let body = format!(
            "---\n{settings}---\nA {words} Z\n\n## A {words} Z\n\n## B {words}\n\n`{words}`\n\n~~~{words}\n{words}\n~~~\n\n    {words}\n\n\
             ![A {words} Z](anh.svg '{}')\n\n[A {words} Z](khac.md)\n\n[x]: khac.md ({})\n\n[x]\n\n|{words}|\n|-|\n|{words}|\n\n\
             ::anh{{src=\"anh.svg\" alt={quote}{words}{quote} caption={quote}{words}{quote} credit={quote}{words}{quote}}}\n\n\
             :::ghi-chu{{title={quote}{words}{quote} kind={quote}{words}{quote}}}\n{words}\n\n:::\n\n\
             :::trich-dan{{author={quote}{words}{quote} source={quote}https://x.example/{words}{quote}}}\n{words}\n\n:::\n",
            words.replace('\'', "\\'"),
            words.replace(['(', ')'], ""),
        );
        ground.write("content/bai.md", &body);
        ground.write("content/bai.en.md", &body);
        ground.write("content/khac.md", format!("---\ntitle: {text}\nsample: true\naliases: [/cu/]\n---\n"));
        ground.write("content/ke-hoach.md", format!("---\ntitle: {text}\ntemplate: plan\n---\n"));
        ground.write("content/giai.md", format!("---\ntitle: {text}\ntemplate: awards\n---\n"));
        ground.write("content/ho-so.md", format!("---\ntitle: {text}\ntemplate: dossier\n---\n"));
        ground.write("content/so-do.md", format!("---\ntitle: {text}\ntemplate: site-map\n---\n"));
        let answer = ground.survive(&[]);
        assert_eq!(answer.code, Some(0), "{injection}: {}", answer.told());
        let built = ground.public();
        assert!(built.len() > 20, "{injection}");
        for (path, content) in &built {
            check_harmless(&format!("{injection}: {path}"), path, &String::from_utf8_lossy(content));
        }
    }
}

/// A whole campaign, every text of which is `text`.
fn campaign(text: &str) -> String {
    let skeleton = fs::read_to_string(project().join("src/scaffold/init/content/campaign.yaml")).unwrap();
    let mut found = String::new();
    for line in skeleton.lines() {
        match line.split_once(": \"") {
            Some((key, _))
                if line.ends_with('"')
                    && !key.contains("start")
                    && !key.contains("end")
                    && !key.contains("date")
                    && !key.trim_start().starts_with("of") =>
            {
                let _ = writeln!(found, "{key}: {}", quoted(text));
            }
            _ => {
                let _ = writeln!(found, "{line}");
            }
        }
    }
    found
}

#[track_caller]
fn check_harmless(what: &str, path: &str, text: &str) {
    match path.rsplit('.').next() {
        Some("html") => {
            for element in html::elements(text) {
                assert!(!element.name.contains("xss"), "{what}: <{}>", element.name);
                let is_own = element.get("src").is_some_and(|src| src.contains("static/"));
                assert!(element.name != "script" || is_own, "{what}: a script");
                for (name, value) in &element.attributes {
                    assert!(
                        !name.contains("xss") && !name.starts_with("on"),
                        "{what}: {name} on <{}>",
                        element.name
                    );
                    assert!(!value.trim().to_lowercase().starts_with("javascript:"), "{what}: {value}");
                }
            }
        }
        Some("xml") => {
            let mut reader = quick_xml::Reader::from_str(text);
            loop {
                match reader.read_event().unwrap_or_else(|error| panic!("{what}: {error}")) {
                    quick_xml::events::Event::Start(element) | quick_xml::events::Event::Empty(element) => {
                        assert!(!element.name().as_ref().contains("xss"), "{what}");
                    }
                    quick_xml::events::Event::Eof => break,
                    _ => {}
                }
            }
        }
        Some("json") => drop(serde_json::from_str::<serde_json::Value>(text).unwrap()),
        _ => {}
    }
}

#[test]
fn links_run_nothing() {
    for address in [
        "javascript:xss()",
        "JaVaScRiPt:xss()",
        "java&#115;cript:xss()",
        "javascript&colon;xss()",
        "&#x01;javascript:xss()",
        "java%73cript:xss()",
        " javascript:xss()",
        "vbscript:xss()",
        "data:text/html,<script>xss()</script>",
        "view-source:javascript:xss()",
        "blob:https://x.example/xss",
    ] {
        let ground = Ground::new(&[("content/khac.md", "# Khác\n")]);
        let text = format!(
            "[x](<{address}>)\n\n![x](<{address}>)\n\n<{address}>\n\n[y]\n\n[y]: <{address}>\n\n<a href=\"{address}\">x</a>\n\n\
             <a href='{address}'>x</a> <img alt=x src=\"{address}\"> <svg><a xlink:href=\"{address}\">x</a></svg>\n\n\
             <form action=\"{address}\"><button formaction=\"{address}\">x</button></form>\n\n\
             <iframe src=\"{address}\"></iframe><object data=\"{address}\"></object><embed src=\"{address}\">\n\n\
             <meta http-equiv=refresh content=\"0; url={address}\"><base href=\"{address}\"><link rel=stylesheet href=\"{address}\">\n\n\
             ::anh{{alt=x src='{address}'}}\n\n::tai-ve{{title=x file='{address}'}}\n"
        );
        ground.write("content/bai.md", page("", &text));
        let answer = ground.survive(&[]);
        assert_eq!(answer.code, Some(1), "{address}");
        // What would have been published, were it only for the findings: the same with trusted HTML has them too.
        ground.write("content/site.yaml", "title: Thử\ntheme: tiny\nhtml: trusted\n");
        assert_eq!(ground.survive(&[]).code, Some(1), "{address}");
    }
}

// — anything at all

/// Front matter as it comes from a cat on a keyboard: tokens that mean something to YAML and to the program, and bytes.
fn front_matter() -> impl Strategy<Value = Vec<u8>> {
    let tokens = vec![
        "---\n",
        "title",
        "date",
        "tags",
        "lists",
        "cover",
        "slug",
        "report",
        "unit",
        ": ",
        ":",
        "\n",
        "\n  ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "\"",
        "'",
        "|\n",
        ">\n",
        "&a ",
        "*a",
        "!!int ",
        "!x ",
        "? ",
        "# ",
        "%",
        "@",
        "`",
        "\t",
        "~",
        "null",
        "true",
        "no",
        "0x1F",
        "1e999",
        ".nan",
        "007",
        "-0",
        "99999999999999999999",
        "2024-06-07",
        "31/02/2024",
        "12:30:45",
        "<<: ",
        "é",
        "e\u{301}",
        "\u{0}",
        "\u{feff}",
        "\u{2028}",
        "...\n",
        "+++\n",
        "\r",
    ];
    let piece = prop_oneof![
        12 => sample::select(tokens).prop_map(|token| token.as_bytes().to_vec()),
        1 => collection::vec(any::<u8>(), 0..4),
    ];
    collection::vec(piece, 0..40).prop_map(|pieces| {
        let mut file = b"---\n".to_vec();
        file.extend(pieces.concat());
        file.extend(b"\n---\nCh\xe1\xbb\xaf.\n");
        file
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 16, max_shrink_iters: 60, ..ProptestConfig::default() })]

    /// Each file becomes a page or is told; never a panic.
    #[test]
    fn any_front_matter_is_a_page_or_a_clear_error(files in collection::vec(front_matter(), 150)) {
        let ground = Ground::new(&[]);
        for (number, file) in files.iter().enumerate() {
            ground.write(&format!("content/bai-{number}.md"), file);
        }
        let answer = ground.survive(&[]);
        let hidden = answer.report["hidden"].as_array().unwrap().len() as u64;
        assert_eq!(answer.report["pages"].as_u64().unwrap() + hidden, files.len() as u64);
    }
}
