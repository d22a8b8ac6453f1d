//! Every finding that a site can have, word for word in both languages.
//!
//! A fixture is one text file, `fixtures/diagnostics/<code>/<case>.txt`:
//!
//! ```text
//! -- content/bai.md --
//! (the file)
//! -- vi --
//! (what `thidua check --lang vi` says of it)
//! -- en --
//! (and `--lang en`)
//! ```
//!
//! It holds the files that matter; [`DEFAULTS`] are there besides, and the theme that is part of the program. A name may
//! be followed by how the file is written:
//!
//! - `(part)`: its keys, before the other ones of the default file
//! - `(absent)`: not at all, though there is a default
//! - `(crlf)`, `(bom)`, `(nfd)`: with such line ends, a byte order mark, marks apart from their letters
//! - `(bytes)`: `\xE9` is a byte
//! - `(nfd name)`: its name has the marks apart
//! - `(link)`: a symbolic link to what follows
//!
//! `SNAPSHOTS=overwrite cargo test --test diagnostics` writes what is said now.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    reason = "tests write files, and fail where they cannot go on"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use jiff::civil::date;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use snapbox::assert::DEFAULT_ACTION_ENV;
use snapbox::cmd::cargo_bin;
use snapbox::data::DataFormat;
use snapbox::{Assert, Data, IntoData};
use tempfile::TempDir;
use thidua::allow::CODES;
use thidua::diag::Diagnostic;
use thidua::pipeline::{self, Output, Progress, Request, Stage};
use thidua::terminal::{Style, finding};
use thidua::text::Locale;
use unicode_normalization::UnicodeNormalization;

/// The files of a site, where a fixture has none of its own.
const DEFAULTS: [(&str, &str); 2] = [
    ("content/site.yaml", "title: Trang thử nghiệm\n"),
    ("content/campaign.yaml", include_str!("../src/campaign/fixtures/thu-vien.yaml")),
];

/// Fixtures about several findings at once, which no one code claims.
const SEVERAL: &str = "several";

/// A file of fixtures, read.
struct Fixture {
    path: PathBuf,
    /// `unknown-key/title`.
    name: String,
    /// All up to what is expected.
    input: String,
    files: Vec<File>,
}

/// A file of a fixture's site.
struct File {
    path: String,
    how: Vec<String>,
    text: String,
}

/// What a fixture's site comes to.
struct Outcome {
    found: Vec<Diagnostic>,
    /// The fixture with what is said now.
    actual: String,
}

/// The fixtures and what they come to; none where the file system cannot hold the files.
static CHECKED: LazyLock<Vec<(Fixture, Option<Outcome>)>> = LazyLock::new(|| {
    let fixtures: Vec<_> = paths().iter().map(|path| read(path)).collect();
    let outcomes: Vec<_> = fixtures.par_iter().map(outcome).collect();
    fixtures.into_iter().zip(outcomes).collect()
});

#[test]
fn each_fixture_says_what_it_expects() {
    let assert = Assert::new().action_env(DEFAULT_ACTION_ENV);
    let failures: Vec<_> = checked()
        .filter_map(|(fixture, outcome)| {
            let expected = Data::read_from(&fixture.path, Some(DataFormat::Text)).raw();
            assert.try_eq(Some(&"now"), outcome.actual.as_str().into_data(), expected).err()
        })
        .collect();
    let report = failures.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    assert!(failures.is_empty(), "{} fixtures differ:\n{report}", failures.len());
}

#[test]
fn each_fixture_is_about_its_code_alone() {
    let mut wrong = Vec::new();
    for (fixture, outcome) in checked() {
        let claimed = fixture.name.split('/').next().unwrap_or_default();
        let found: BTreeSet<_> = outcome.found.iter().map(|finding| finding.code).collect();
        if claimed != SEVERAL && found != BTreeSet::from([claimed]) {
            wrong.push(format!("{}: {found:?}", fixture.name));
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn nothing_is_said_twice() {
    for (fixture, outcome) in checked() {
        for (at, finding) in outcome.found.iter().enumerate() {
            let again = outcome.found[at + 1..].iter().find(|other| {
                (other.code, &other.message, &other.span) == (finding.code, &finding.message, &finding.span)
                    || other.span == finding.span
                        && other.related == finding.related
                        && other.code != finding.code
            });
            assert!(again.is_none(), "{}: {finding:#?} and {again:#?}", fixture.name);
        }
    }
}

#[test]
fn each_code_has_a_fixture() {
    let claimed: BTreeSet<_> =
        CHECKED.iter().filter_map(|(fixture, _)| Some(fixture.name.split_once('/')?.0.to_owned())).collect();
    let made = codes();
    let missing: Vec<_> = made.difference(&claimed).collect();
    let stale: Vec<_> = claimed.difference(&made).filter(|code| *code != SEVERAL).collect();
    assert!(missing.is_empty(), "codes without a fixture: {missing:?}");
    assert!(stale.is_empty(), "fixtures of codes that nothing makes: {stale:?}");
}

/// `allow:` knows each code.
#[test]
fn each_code_is_listed() {
    let listed: Vec<_> = CODES.map(str::to_owned).into();
    assert_eq!(listed, codes().into_iter().collect::<Vec<_>>());
}

#[test]
fn the_program_prints_what_the_fixtures_say() {
    let (fixture, outcome) =
        checked().find(|(fixture, _)| fixture.name.starts_with(SEVERAL)).expect("a fixture");
    let folder = site(fixture).expect("its files");
    for lang in ["vi", "en"] {
        let output = Command::new(cargo_bin!("thidua"))
            .args(["check", "--date", "2025-09-10", "--lang", lang, "--root"])
            .arg(folder.path())
            .env_remove("COLUMNS")
            .output()
            .expect("the program");
        let said = String::from_utf8(output.stderr).expect("text");
        let (file, said) = said.split_once("\n\n").expect("the line that names the file");
        let expected = section(&outcome.actual, lang);
        assert!(file.starts_with("── content/"), "{file}");
        assert_eq!(
            (said.trim_end(), output.status.code()),
            (expected.trim_end(), Some(1)),
            "{}",
            fixture.name
        );
    }
}

fn checked() -> impl Iterator<Item = (&'static Fixture, &'static Outcome)> {
    CHECKED.iter().filter_map(|(fixture, outcome)| Some((fixture, outcome.as_ref()?)))
}

/// The fixtures' files, sorted.
fn paths() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/diagnostics");
    let entries = walkdir::WalkDir::new(root).sort_by_file_name().into_iter();
    let files = entries.map(|entry| entry.expect("a fixture")).filter(|entry| entry.file_type().is_file());
    files.map(walkdir::DirEntry::into_path).collect()
}

fn read(path: &Path) -> Fixture {
    let text = fs::read_to_string(path).expect("a fixture").replace("\r\n", "\n");
    let code = path.parent().and_then(Path::file_name).expect("a folder").to_string_lossy();
    let case = path.file_stem().expect("a name").to_string_lossy();
    let input = text.split_inclusive('\n').take_while(|line| marker(line) != Some("vi")).collect::<String>();
    let mut files: Vec<File> = Vec::new();
    for line in input.split_inclusive('\n') {
        match (marker(line), files.last_mut()) {
            (Some(name), _) => {
                let (path, how) = name.split_once(" (").unwrap_or((name, ""));
                let how = how.trim_end_matches(')').split(", ").map(str::to_owned).collect();
                files.push(File { path: path.to_owned(), how, text: String::new() });
            }
            (None, Some(file)) => file.text.push_str(line),
            (None, None) => {}
        }
    }
    Fixture { path: path.to_owned(), name: format!("{code}/{case}"), input, files }
}

/// What stands in a line `-- … --`.
fn marker(line: &str) -> Option<&str> {
    line.trim_end().strip_prefix("-- ")?.strip_suffix(" --")
}

/// What follows a line `-- name --`.
fn section(text: &str, name: &str) -> String {
    let lines = text.split_inclusive('\n').skip_while(|line| marker(line) != Some(name)).skip(1);
    lines.take_while(|line| marker(line).is_none()).collect()
}

/// Checks the site of a fixture.
fn outcome(fixture: &Fixture) -> Option<Outcome> {
    let folder = site(fixture)?;
    let request = Request {
        root: folder.path().to_owned(),
        output: Output::Nowhere,
        base_url: None,
        date: Some(date(2025, 9, 10)),
        drafts: false,
        strict: false,
        portable: false,
        cache: false,
    };
    let report =
        pipeline::run(&request, &Silent).unwrap_or_else(|error| panic!("{}: {error:#}", fixture.name));
    let said = |locale| {
        let open = report.findings.iter().filter(|found| found.acknowledged.is_none());
        let said = open.map(|found| finding(found, &report.sources, locale, Style::default()));
        said.collect::<Vec<_>>().join("\n\n")
    };
    let actual = format!("{}-- vi --\n{}\n-- en --\n{}\n", fixture.input, said(Locale::Vi), said(Locale::En));
    Some(Outcome { found: report.findings.into_iter().collect(), actual })
}

/// The site of a fixture on disk; none if the file system cannot hold its files apart, or has no links.
fn site(fixture: &Fixture) -> Option<TempDir> {
    let folder = TempDir::new().expect("a temporary folder");
    let defaults = DEFAULTS.iter().filter(|(path, _)| fixture.files.iter().all(|file| file.path != *path));
    for (path, text) in defaults {
        write(&folder.path().join(path), text.as_bytes());
    }
    for file in &fixture.files {
        let is = |how: &str| file.how.iter().any(|it| it == how);
        if is("absent") {
            continue;
        }
        let name = if is("nfd name") { file.path.nfd().collect() } else { file.path.clone() };
        let path = folder.path().join(name);
        if path.exists() || is("link") && cfg!(windows) {
            return None;
        }
        if is("link") {
            link(&path, file.text.trim());
            continue;
        }
        let mut text = file.text.clone();
        if is("part") {
            let default = DEFAULTS.iter().find(|(path, _)| *path == file.path);
            text.push_str(&without(default.expect("a default").1, &text));
        }
        if is("nfd") {
            text = text.nfd().collect();
        }
        if is("crlf") {
            text = text.replace('\n', "\r\n");
        }
        if is("bom") {
            text.insert(0, '\u{feff}');
        }
        write(&path, &if is("bytes") { bytes(&text) } else { text.into_bytes() });
    }
    Some(folder)
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, bytes).expect("a file");
}

#[cfg(unix)]
fn link(path: &Path, target: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::os::unix::fs::symlink(target, path).expect("a link");
}

#[cfg(not(unix))]
fn link(_: &Path, _: &str) {}

/// The top-level entries of `default` whose keys `part` does not have.
fn without(default: &str, part: &str) -> String {
    let key = |line: &str| line.split_once(':').map(|(key, _)| key.to_owned());
    let keys: BTreeSet<_> = part.lines().filter_map(key).collect();
    let mut kept = String::new();
    let mut is_kept = true;
    for line in default.split_inclusive('\n') {
        if !line.starts_with([' ', '-', '#']) {
            is_kept = key(line).is_none_or(|key| !keys.contains(&key));
        }
        if is_kept {
            kept.push_str(line);
        }
    }
    kept
}

/// `\xE9` as the byte it names.
fn bytes(text: &str) -> Vec<u8> {
    let mut parts = text.split("\\x");
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (digits, rest) = part.split_at(2);
        bytes.push(u8::from_str_radix(digits, 16).expect("two hexadecimal digits"));
        bytes.extend(rest.as_bytes());
    }
    bytes
}

/// The codes in the source: each stands right in the call that makes the finding.
fn codes() -> BTreeSet<String> {
    let source = walkdir::WalkDir::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let mut codes = BTreeSet::new();
    for entry in source {
        let path = entry.expect("a source file").into_path();
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a source file");
        for call in ["Diagnostic::error(", "Diagnostic::warning(", "Diagnostic::note(", ".error("] {
            for (at, _) in text.match_indices(call) {
                let argument = text[at + call.len()..].trim_start();
                match argument.strip_prefix('"').and_then(|rest| rest.split_once('"')) {
                    Some((code, _)) => codes.extend([code.to_owned()]),
                    // The one helper, whose callers name the code.
                    None => {
                        assert!(argument.starts_with("code,"), "a code that is not plain: {}", path.display())
                    }
                }
            }
        }
    }
    codes
}

/// Hears nothing.
struct Silent;

impl Progress for Silent {
    fn begin(&self, _: Stage, _: usize) {}
    fn step(&self) {}
}
