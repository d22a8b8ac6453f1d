//! The checks that know the text, at work: on the plan as it was published, on any text at all, and what `--fix` makes of
//! files. Each code by itself is in `tests/diagnostics.rs`.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests write files, and fail where they cannot go on"
)]

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::folder;
use common::{fixture, program};
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use snapbox::data::DataFormat;
use snapbox::{Assert, Data, IntoData, assert_data_eq, str};
use tempfile::{TempDir, tempdir};
use thidua::lint::{self, Context};
use thidua::markdown::{self, HtmlPolicy, Options, Wanted, Written};
use thidua::mend::{self, Plan};
use thidua::pipeline::{self, Output, Progress, Request, Stage};
use thidua::prose::Prose;
use thidua::source::{SourceText, decode};
use thidua::span::SourcePath;
use thidua::text::Locale;
use unicode_normalization::UnicodeNormalization;

/// The plan, word for word as it was published, as a post: what is wrong with it is found, and nothing else.
#[test]
fn the_plan_has_its_own_faults_and_no_others() {
    for lang in ["vi", "en"] {
        let said = checked(&fixture("lint"), lang);
        expect(&format!("lint/ke-hoach.{lang}.txt"), &said);
    }
    let plan = folder::tree(&fixture("lint"))["content/ke-hoach.md"].clone();
    let text = String::from_utf8(plan).unwrap();
    assert!(text.ends_with(&fs::read_to_string(fixture("plan.txt")).unwrap()), "the plan's own words");
}

/// The portal dates the plan's basis otherwise; both dates must be there for the conflict to be seen.
#[test]
fn the_date_on_the_portal_is_a_conflict() {
    let site = copy(&fixture("lint"));
    let portal = "---\ntitle: Cổng thông tin\n---\n\nKế hoạch số 327/KH-UBND ngày 12/5/2024 của UBND tỉnh.\n";
    folder::write(site.path(), "content/cong-thong-tin.md", portal);
    let told = program::check(site.path(), &[]).told();
    let conflicts: Vec<_> = told.lines().filter(|line| line.contains("doc-date-conflict")).collect();
    assert_eq!(
        conflicts,
        [
            "warning doc-date-conflict content/ke-hoach.md:14:40: 327/KH-UBND is dated 10 May 2024 here, and 12 May 2024 \
          elsewhere (look at the document itself)"
        ]
    );
}

/// What the program says on standard error.
fn checked(root: &Path, lang: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_thidua"))
        .args(["check", "--quiet", "--date", "2024-06-10", "--lang", lang, "--root"])
        .arg(root)
        .env_remove("COLUMNS")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    String::from_utf8(output.stderr).unwrap()
}

fn expect(path: &str, said: &str) {
    let expected = Data::read_from(&fixture(path), Some(DataFormat::Text)).raw();
    Assert::new().action_env(snapbox::assert::DEFAULT_ACTION_ENV).eq(said.into_data(), expected);
}

fn copy(site: &Path) -> TempDir {
    let folder = tempdir().unwrap();
    folder::copy(site, folder.path());
    folder
}

// — --fix

/// A post as Word and a Mac leave it: byte order mark, CRLF, marks apart, look-alikes, characters that do not show.
const POST: &str = "\u{feff}---\r\ntitle: Ðo\u{323}\u{302}i xe\u{301}t\r\n---\r\n\r\nNǎm 2024,\u{200B} Ðơn vị\tmẫu; `Ð` là\u{AD} chữ khác.\r\n\r\nCuối";

const MENDED: &str =
    "\u{feff}---\r\ntitle: Đội xét\r\n---\r\n\r\nNăm 2024, Đơn vị\tmẫu; `Ð` là chữ khác.\r\n\r\nCuối";

fn post() -> TempDir {
    let site = tempdir().unwrap();
    folder::write(site.path(), "content/site.yaml", "title: Trang Ǎ\n");
    folder::write(site.path(), "content/bai.md", POST);
    folder::write(
        site.path(),
        "content/khac.md",
        "---\ntitle: Ð\nallow: [{code: lookalike, reason: Chữ của tiếng khác.}]\n---\n",
    );
    site
}

/// `thidua check --fix` with nobody to ask.
fn fix(root: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_thidua"))
        .args(["check", "--fix", "--quiet", "--date", "2024-06-10", "--lang", "en", "--root"])
        .arg(root)
        .args(arguments)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn what_needs_no_judgement_is_mended_and_nothing_else() {
    let site = post();
    let mut expected = folder::tree(site.path());
    assert_data_eq!(
        fix(site.path(), &["--yes"]),
        str![[r#"
--- content/bai.md
+++ content/bai.md
@@ -1,7 +1,7 @@
 <U+FEFF>---
-title: Ðội xét
+title: Đội xét
 ---
 
-Nǎm 2024,<U+200B> Ðơn vị	mẫu; `Ð` là<U+00AD> chữ khác.
+Năm 2024, Đơn vị	mẫu; `Ð` là chữ khác.
 
 Cuối
--- content/site.yaml
+++ content/site.yaml
@@ -1,1 +1,1 @@
-title: Trang Ǎ
+title: Trang Ă
Files mended: 2.

"#]]
        .raw()
    );
    expected.insert("content/bai.md".to_owned(), MENDED.into());
    expected.insert("content/site.yaml".to_owned(), "title: Trang Ă\n".into());
    assert_eq!(folder::text(&folder::tree(site.path())), folder::text(&expected));
    assert_eq!(fix(site.path(), &["--yes"]), "There is nothing that can be mended.\n");
}

#[test]
fn with_nobody_to_ask_nothing_is_mended() {
    let site = post();
    let before = folder::tree(site.path());
    let said = fix(site.path(), &[]);
    assert!(
        said.ends_with("Nothing was changed: there is nobody to ask. Add --yes to mend without asking.\n"),
        "{said}"
    );
    assert_eq!(folder::tree(site.path()), before);
}

/// Files are mended only as they were checked, and as they were shown.
#[test]
fn a_file_that_changes_meanwhile_is_left_alone() {
    let site = post();
    let request = Request {
        root: site.path().to_owned(),
        output: Output::Nowhere,
        base_url: None,
        date: None,
        drafts: false,
        strict: false,
        portable: false,
        cache: false,
    };
    let report = pipeline::run(&request, &Silent).unwrap();
    let plan = || mend::plan(site.path(), &report.findings, &report.sources).unwrap();
    let paths = |plan: &Plan| plan.mends.iter().map(|mend| mend.path.to_string()).collect::<Vec<_>>();
    let first = plan();
    assert_eq!(
        (paths(&first).join(" "), first.changed.len()),
        ("content/bai.md content/site.yaml".to_owned(), 0)
    );
    folder::write(site.path(), "content/bai.md", POST.replace("Cuối", "Hết"));
    assert!(!first.mends[0].write().unwrap());
    let second = plan();
    assert_eq!((paths(&second).join(" "), second.changed.len()), ("content/site.yaml".to_owned(), 1));
    assert!(second.mends[0].write().unwrap());
    fs::remove_file(site.path().join("content/site.yaml")).unwrap();
    assert_eq!(plan().changed.len(), 2);
}

/// Hears nothing.
struct Silent;

impl Progress for Silent {
    fn begin(&self, _: Stage, _: usize) {}
    fn step(&self) {}
}

/// `raw`, a whole Markdown file, mended once.
fn mended(raw: &str) -> String {
    let path = SourcePath::new("content/bai.md");
    let file = decode(raw);
    let (findings, _) = lint::check([&prose(&file.text)], &Context::new(None, []));
    let nfd = lint::nfd(&path, &file);
    let edits: Vec<_> = findings.iter().chain(&nfd).flat_map(|finding| &finding.fix).collect();
    mend::apply(raw, edits)
}

/// A text as `--fix` would have it, were all of it prose; what it does not touch stays.
fn smoothed(text: &str) -> String {
    let letters = text.nfc().filter(|c| !matches!(c, '\u{200B}' | '\u{AD}' | '\u{200D}' | '\u{FEFF}'));
    letters
        .map(|c| match c {
            'ǎ' => 'ă',
            'Ð' => 'Đ',
            'ð' => 'đ',
            'о' => 'o',
            c => c,
        })
        .collect()
}

fn prose(text: &str) -> Prose {
    let options = Options { html: HtmlPolicy::Sanitised, locale: Locale::Vi };
    let text = SourceText::from(text);
    let written = Written { path: SourcePath::new("content/bai.md"), range: 0..text.len(), text, options };
    markdown::render(&written, Wanted { words: true, reader: None }).words.unwrap()
}

/// Words that the checks look for, and what stands around them.
fn anything() -> impl Strategy<Value = String> {
    let words = "(ngày|đêm|tháng|năm|75|5/8/2024|31/6|số|/KH-VP|98/2023/NĐ-CP|thứ|Bảy|tinh|Bắc|HC-QT|MẬT|0912345678|[xem thêm](a.md)\
                 |ǎ|Ð|\u{200B}|®ua|caùc|!\\[a\\]\\(b\\)|<b>|`|\\*|\n|\n\n|- |> |# |\\| |\\(|\\)|,|\\.|&amp;|www\\.|a@b| ){0,40}";
    prop_oneof![any::<String>(), words]
}

proptest! {
    #[test]
    fn no_text_panics_and_every_finding_has_its_place(text in anything()) {
        let prose = prose(&text);
        let context = Context::new(None, []);
        let (findings, mentions) = lint::check([&prose], &context);
        for finding in findings.iter().chain(lint::conflicts(mentions, &context).iter()) {
            let range = finding.span.as_ref().unwrap().range.clone();
            prop_assert!(text.get(range.clone()).is_some(), "{:?} {range:?}", finding.code);
        }
    }

    #[test]
    fn mending_twice_is_mending_once_and_nothing_is_lost(
        raw in "\u{feff}?([a-cđêơ ]|a\u{30C}|e\u{323}\u{302}|o\u{31B}|ǎ|Ð|ð|о|\u{200B}|\u{AD}|\u{200D}|👨|`|\\*|\r\n|\n|\r|- |\\[a\\]\\(b\\)){0,40}",
    ) {
        let once = mended(&raw);
        // Without a character that did not show, marks may make other Markdown of a text, and so other words.
        if !raw.contains(['*', '`', '-', '[']) {
            prop_assert_eq!(mended(&once), once.clone());
        }
        prop_assert_eq!(smoothed(&once), smoothed(&raw));
        let ends = |text: &str| text.matches(['\r', '\n', '\u{feff}']).map(str::to_owned).collect::<Vec<_>>();
        prop_assert_eq!(ends(&once), ends(&raw));
    }

    /// The words of a text stand where they are said to stand.
    #[test]
    fn prose_leads_back_to_the_file(text in "([a-zđ ]|\\*\\*|`x`|&amp;|\\\\\\*|\n|\n\n- |\n> |!\\[a\\]\\(b\\)|\\[c\\]\\(d\\)){0,40}") {
        let prose = prose(&text);
        for (at, c) in prose.text().char_indices().filter(|(_, c)| c.is_alphabetic()) {
            let place = prose.place(at..at + c.len_utf8());
            let there = text.get(place.range.clone()).map(str::to_owned);
            prop_assert_eq!(there, Some(c.to_string()), "{:?}", prose.text());
        }
    }
}
