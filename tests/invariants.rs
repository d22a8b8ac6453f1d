//! What holds for every site: the same input gives the same bytes, however it is encoded, wherever it is built and
//! whatever came between; and what stood in the output folder is never lost.

#![allow(clippy::disallowed_methods, clippy::panic, clippy::unwrap_used, reason = "tests")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use common::folder::{self, Tree};
use common::random::Random;
use common::{program, project};
use tempfile::{TempDir, tempdir};
use unicode_normalization::UnicodeNormalization;

/// The small sites of `tests/build.rs` and the shipped one, each with its themes, in folders of their own.
fn sites() -> Vec<(String, TempDir)> {
    let mut cases: Vec<PathBuf> =
        fs::read_dir(common::fixture("build")).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|case| case.join("site").is_dir());
    cases.sort();
    let mut sites: Vec<_> = cases.iter().map(|case| (name(case), small_site(case))).collect();
    sites.push(("the shipped site".to_owned(), shipped_site()));
    sites
}

fn small_site(case: &Path) -> TempDir {
    let root = tempdir().unwrap();
    folder::copy(&common::fixture("build/theme"), &root.path().join("themes/tiny"));
    folder::copy(&case.join("site"), root.path());
    root
}

fn shipped_site() -> TempDir {
    let root = tempdir().unwrap();
    for part in ["content", "themes"] {
        folder::copy(&project().join(part), &root.path().join(part));
    }
    root
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

/// The site of `root`, built into an empty folder.
#[track_caller]
fn clean(root: &Path, arguments: &[&str]) -> Tree {
    let output = tempdir().unwrap();
    let answer = program::build(root, &[&["--output", output.path().to_str().unwrap()], arguments].concat());
    assert_eq!(answer.code, Some(0), "{}{}", answer.told(), answer.stderr);
    folder::tree(output.path())
}

/// The same files, told apart by path where they are not.
#[track_caller]
fn assert_same(one: &Tree, other: &Tree, what: &str) {
    let of = |tree: &Tree| tree.keys().cloned().collect::<Vec<_>>();
    assert_eq!(of(one), of(other), "{what}");
    for (path, content) in one {
        let (one, other) = (String::from_utf8_lossy(content), String::from_utf8_lossy(&other[path]));
        assert_eq!(one, other, "{what}: {path}");
    }
}

// — the same site

#[test]
fn one_thread_or_many_make_the_same_bytes() {
    for (name, site) in sites() {
        let output = tempdir().unwrap();
        let arguments = ["--output", output.path().to_str().unwrap()];
        let alone = program::command("build", site.path(), &arguments).env("RAYON_NUM_THREADS", "1").output();
        assert!(alone.unwrap().status.success(), "{name}");
        assert_same(&folder::tree(output.path()), &clean(site.path(), &[]), &name);
    }
}

#[test]
fn a_second_build_writes_nothing() {
    for (name, site) in sites() {
        program::build(site.path(), &[]);
        let public = site.path().join("public");
        let (tree, times) = (folder::tree(&public), folder::times(&public));
        let again = program::build(site.path(), &[]);
        assert_eq!(again.written(), Some([0, 0, tree.len() as u64, 0]), "{name}");
        assert_eq!(folder::times(&public), times, "{name}");
    }
}

/// A Mac names files in NFD; Windows editors write `\r\n` and a BOM; some paste decomposed text.
#[test]
fn how_text_and_names_are_encoded_makes_no_difference() {
    for (name, site) in sites() {
        let twin = tempdir().unwrap();
        for (path, content) in folder::tree(site.path()) {
            let path: String = path.nfd().collect();
            let is_text =
                [".md", ".yaml", ".json", ".csv", ".html", ".css"].iter().any(|it| path.ends_with(it));
            let is_asset = path.starts_with("content/") && !path.starts_with("content/data/");
            if is_text && !(is_asset && !path.ends_with(".md") && path.matches('/').count() > 1) {
                let text = String::from_utf8(content).unwrap();
                let text: String = text.trim_start_matches('\u{feff}').nfd().collect();
                let text = text.replace("\r\n", "\n").replace('\n', "\r\n");
                folder::write(twin.path(), &path, format!("\u{feff}{text}"));
            } else {
                folder::write(twin.path(), &path, content);
            }
        }
        assert_same(&clean(twin.path(), &[]), &clean(site.path(), &[]), &name);
    }
}

#[test]
fn the_address_of_the_site_shows_only_where_an_address_must() {
    for (name, site) in sites() {
        let [root, deep] = ["https://one.example/", "https://other.example/thi-dua/75/"];
        let neutral = |tree: Tree, base: &str, path: &str| -> Tree {
            let files = tree.into_iter().map(|(file, content)| {
                let Ok(text) = String::from_utf8(content.clone()) else { return (file, content) };
                let text = text.replace(base, "BASE/");
                // A server shows the 404 page at any address, so its links start at the host.
                let is_404 = file.ends_with("404.html");
                let text = if is_404 { text.replace(&format!("=\"{path}"), "=\"PATH/") } else { text };
                (file, text.into_bytes())
            });
            files.collect()
        };
        let [one, other] = [(root, "/"), (deep, "/thi-dua/75/")]
            .map(|(base, path)| neutral(clean(site.path(), &["--base-url", base]), base, path));
        assert_same(&one, &other, &name);
    }
}

// — what stands in the output folder

/// A site that can be built, and the last good build of it in `public/`.
fn built_site() -> TempDir {
    let site = small_site(&common::fixture("build/sections"));
    assert_eq!(program::build(site.path(), &[]).code, Some(0));
    site
}

#[test]
fn a_build_with_errors_leaves_the_last_good_one() {
    for (code, path, text) in [
        ("broken-link", "content/a.md", "---\ntitle: A\n---\n[b](b.md)\n"),
        ("broken-image", "content/a.md", "---\ntitle: A\n---\n![b](b.png)\n"),
        ("unknown-key", "content/a.md", "---\ntitle: A\ntitel: B\n---\n"),
        ("front-matter-unclosed", "content/a.md", "---\ntitle: A\n"),
        ("same-path", "content/TIN-TUC.md", "---\ntitle: A\n---\n"),
        ("unknown-theme", "content/site.yaml", "title: A\ntheme: none\n"),
        ("template-syntax", "themes/tiny/templates/page.html", "{% if %}"),
        ("template-render", "themes/tiny/templates/page.html", "{{ page.nothing.at.all }}"),
        ("template-render", "themes/tiny/templates/404.html", "{{ nothing }}"),
    ] {
        let site = built_site();
        let public = site.path().join("public");
        let (tree, times) = (folder::tree(&public), folder::times(&public));
        folder::write(site.path(), path, text);
        folder::write(site.path(), "content/tin-tuc/2024-06-07-bai-dau.md", "# Bài đầu\n\nKhác hẳn.\n");
        let answer = program::build(site.path(), &[]);
        assert_eq!((answer.code, answer.written()), (Some(1), None), "{code}: {}", answer.told());
        assert!(answer.codes().contains(&code), "{code}: {}", answer.told());
        assert_same(&folder::tree(&public), &tree, code);
        assert_eq!(folder::times(&public), times, "{code}");
    }
}

#[test]
fn a_warning_stops_only_a_strict_build() {
    let site = built_site();
    let public = site.path().join("public");
    let tree = folder::tree(&public);
    folder::write(site.path(), "content/khong-ten.md", "Chữ.\n");
    let strict = program::build(site.path(), &["--strict"]);
    assert_eq!((strict.code, strict.codes()), (Some(1), vec!["missing-title"]));
    assert_same(&folder::tree(&public), &tree, "strict");
    assert_eq!(program::build(site.path(), &[]).written(), Some([1, 1, tree.len() as u64 - 1, 0]));
}

#[test]
fn a_deleted_page_goes_away_and_its_empty_folder() {
    let site = built_site();
    let public = site.path().join("public");
    fs::remove_dir_all(site.path().join("content/Hoạt động")).unwrap();
    fs::remove_file(site.path().join("content/tin-tuc/2024-06-09-bai-sau.md")).unwrap();
    assert_eq!(program::build(site.path(), &[]).code, Some(0));
    assert_same(&folder::tree(&public), &clean(site.path(), &[]), "after deleting");
    assert!(!public.join("hoat-dong").exists());
    assert!(!public.join("tin-tuc/bai-sau").exists());
}

#[test]
fn files_of_others_survive_every_build() {
    let site = built_site();
    let public = site.path().join("public");
    let strangers =
        [".git/HEAD", ".gitignore", "CNAME", "tin-tuc/cua-toi.txt", "cua-toi/x/y.txt", "sau/xa/z"];
    for path in strangers {
        folder::write(&public, path, "của người khác");
    }
    for gone in ["content/sau", "content/khac", "content/tin-tuc"] {
        fs::remove_dir_all(site.path().join(gone)).unwrap();
        let answer = program::build(site.path(), &[]);
        assert_eq!(answer.code, Some(0), "{}{}", answer.told(), answer.stderr);
        let mut expected = clean(site.path(), &[]);
        expected.extend(strangers.map(|path| (path.to_owned(), "của người khác".into())));
        assert_same(&folder::tree(&public), &expected, gone);
    }
    // A folder that was never ours is not built into.
    let foreign = tempdir().unwrap();
    folder::write(foreign.path(), "index.html", "của người khác");
    let answer = program::build(site.path(), &["--output", foreign.path().to_str().unwrap()]);
    assert_eq!(answer.code, Some(2));
    assert_eq!(folder::text(&folder::tree(foreign.path())), "=== index.html\ncủa người khác\n");
}

#[test]
fn checking_writes_nothing() {
    for site in [small_site(&common::fixture("build/sections")), built_site()] {
        let before = everything(site.path());
        assert_eq!(program::check(site.path(), &[]).code, Some(0));
        assert_eq!(everything(site.path()), before);
    }
}

/// Every file and folder with its time, hidden ones too.
fn everything(root: &Path) -> Vec<(PathBuf, std::time::SystemTime)> {
    let entries = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().map(|entry| entry.unwrap());
    entries.map(|entry| (entry.path().to_owned(), entry.metadata().unwrap().modified().unwrap())).collect()
}

// — whatever came between

/// A site whose pages, assets, aliases and sections are drawn by lot; files of one draw stand where another has folders.
fn draw(root: &Path, random: &mut Random) {
    let _ = fs::remove_dir_all(root.join("content"));
    folder::write(
        root,
        "content/site.yaml",
        "title: Thử\ntheme: tiny\ntaxonomies:\n  tags: {slug: chu-de}\n",
    );
    for section in ["a", "b", "c/d"] {
        for page in 0..random.below(9) {
            let (tag, words) = (random.below(3), random.below(4));
            let alias = ["", "aliases: [/cu.html]\n", "aliases: [/cu.html/moi/]\n"]
                [random.below(3) * usize::from(page == 0 && section == "a")];
            let text = format!(
                "---\ntitle: Bài {page}\ndate: 2024-06-0{}\ntags: [t{tag}]\n{alias}---\n{}\n",
                page + 1,
                "Chữ. ".repeat(words)
            );
            folder::write(root, &format!("content/{section}/bai-{page}.md"), text);
        }
        if random.below(2) == 0 {
            folder::write(root, &format!("content/{section}/anh.bin"), vec![7; 1000 * random.below(3)]);
        }
    }
}

#[test]
fn any_edits_give_what_a_clean_build_gives() {
    let site = small_site(&common::fixture("build/sections"));
    let mut random = Random::new(75);
    for step in 0..25 {
        draw(site.path(), &mut random);
        let answer = program::build(site.path(), &[]);
        assert_eq!(answer.code, Some(0), "{step}: {}{}", answer.told(), answer.stderr);
        let clean = clean(site.path(), &[]);
        assert_same(&folder::tree(&site.path().join("public")), &clean, &format!("step {step}"));
    }
}

/// The power fails, the window is closed: each file is old or new, and whole; the next build makes all of them new.
#[test]
fn a_killed_build_loses_nothing_and_the_next_one_heals() {
    let site = small_site(&common::fixture("build/sections"));
    let public = site.path().join("public");
    let mut random = Random::new(1949);
    draw(site.path(), &mut random);
    let start = Instant::now();
    let mut old = clean(site.path(), &[]);
    let whole_build = start.elapsed().max(Duration::from_millis(20));
    program::build(site.path(), &[]);
    folder::write(&public, "cua-toi.txt", "của người khác");
    let stranger = ("cua-toi.txt".to_owned(), b"c\xe1\xbb\xa7a ng\xc6\xb0\xe1\xbb\x9di kh\xc3\xa1c".to_vec());
    for time in 0..200 {
        draw(site.path(), &mut random);
        let new = clean(site.path(), &[]);
        let mut command = program::command("build", site.path(), &[]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(whole_build.mul_f64(random.below(1000) as f64 / 800.0));
        child.kill().unwrap();
        child.wait().unwrap();
        for (path, content) in folder::tree(&public) {
            let is_whole = [&old, &new].iter().any(|tree| tree.get(&path) == Some(&content));
            assert!(is_whole || path == stranger.0, "{time}: {path} is neither old nor new");
        }
        let answer = program::build(site.path(), &[]);
        assert_eq!(answer.code, Some(0), "{time}: {}{}", answer.told(), answer.stderr);
        let mut expected = new.clone();
        expected.extend([stranger.clone()]);
        assert_same(&folder::tree(&public), &expected, &format!("after kill {time}"));
        let left: Vec<_> =
            fs::read_dir(public.join(".thidua")).unwrap().map(|it| name(&it.unwrap().path())).collect();
        assert!(left.iter().all(|name| name == "lock" || name == "manifest"), "{time}: {left:?}");
        let kept = fs::read_dir(site.path().join(".thidua")).unwrap().count();
        assert_eq!(kept, 3, "{time}: the memory, the clock, what git is told");
        old = new;
    }
}
