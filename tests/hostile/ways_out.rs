//! Nothing outside the root and the output is read or written, whatever a path in the site says.

use std::fs;

use crate::ground::{Ground, everything, page, quoted};

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
