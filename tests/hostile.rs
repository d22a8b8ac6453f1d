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
            // Another site's address is no way into this machine.
            let is_told = told.contains(&format!("content/tin/bai-{number}.md")) || way.starts_with("//");
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
        ("a time zone", "theme: tiny\ntimezone: ", ""),
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
fn check_page(name: &str, text: impl AsRef<[u8]>) -> Answer {
    let ground = Ground::new(&[("content/khac.md", "# Khác\n")]);
    ground.write("content/bai.md", text);
    let answer = ground.survive(&[]);
    if std::env::var_os("SHOW_TIMES").is_some() {
        println!("{name}: {:?} {:?}", answer.report["seconds"], answer.codes().first());
    }
    answer
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
        let answer = check_page(name, page("", &text));
        assert!(answer.code == Some(1) || !is_refused, "{name}: {}", answer.told());
    }
    for (name, front) in [
        ("YAML lists", format!("x: {}", "[".repeat(MANY))),
        ("YAML mappings", format!("x: {}", "{a: ".repeat(MANY))),
        ("YAML lines", format!("x:\n{}", (0..3000).map(|n| " ".repeat(n + 1) + "a:\n").collect::<String>())),
    ] {
        assert_eq!(check_page(name, page(&front, "")).code, Some(1), "{name}");
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
    assert_eq!(check_page("front matter", page(&bomb(), "")).code, Some(1));
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
        ("5,000 unknown keys", page(&numbered(&|n| format!("k{n}: 1\n"), 5_000), ""), 1),
        ("100,000 times one key", page(&"date: 2024-06-07\n".repeat(100_000), ""), 1),
        ("10,000 links to nowhere", page("", &numbered(&|n| format!("[x](khong-co-{n}.md)\n"), 10_000)), 1),
        (
            "10,000 places there are not",
            page("", &numbered(&|n| format!("## Mục {n}\n\n[x](#nuc-{n})\n\n"), 10_000)),
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
        assert_eq!(check_page(name, text).code, Some(code), "{name}");
    }
}

/// Each page knows all names, and "did you mean" looks for the nearest.
#[test]
fn a_thousand_pages_with_wrong_links_are_told_soon() {
    let ground = Ground::new(&[]);
    for number in 0..1000 {
        let links: String = (0..10).map(|link| format!("[x](bai-viet-so-{number}-{link}.md)\n")).collect();
        ground.write(&format!("content/tin/bai-viet-so-{number}.md"), page("cover: khong-co.svg", &links));
    }
    let answer = ground.survive(&[]);
    assert_eq!((answer.code, answer.codes().len()), (Some(1), 11_000));
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
