//! `thidua report`, whole, on the campaign of the exports' fixture: `tests/fixtures/report/<case>.md`.
//!
//! `SNAPSHOTS=overwrite cargo test --test report` writes what is made now.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests")]

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::{fixture, folder};
use snapbox::assert::DEFAULT_ACTION_ENV;
use snapbox::{Assert, Data};
use tempfile::{TempDir, tempdir};

/// The site of the fixture, with the theme it wants.
fn site() -> TempDir {
    let root = tempdir().unwrap();
    folder::copy(&fixture("build/theme"), &root.path().join("themes/tiny"));
    folder::copy(&fixture("build/exports/site"), root.path());
    root
}

/// The exit code of `thidua report` in the folder `root`, and what it says: standard output, then standard error.
fn report(root: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_thidua"));
    command.current_dir(root).args(["report", "--lang", "en"]).args(arguments);
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// The report made with these arguments is the one that is expected, and each of its links leads to a file.
#[track_caller]
fn check(case: &str, arguments: &[&str]) {
    let root = site();
    let (code, text, said) = report(root.path(), arguments);
    assert_eq!((code, said.as_str()), (Some(0), ""));
    check_links(root.path(), &text);
    let expected = Data::read_from(&fixture(&format!("report/{case}.md")), None).raw();
    Assert::new().action_env(DEFAULT_ACTION_ENV).eq(text, expected);
}

#[track_caller]
fn check_links(folder: &Path, text: &str) {
    let targets: Vec<_> = text.split("](").skip(1).map(|rest| rest.split(')').next().unwrap()).collect();
    assert!(!targets.is_empty());
    for target in targets {
        assert!(folder.join(target).is_file(), "{target}");
    }
}

#[test]
fn the_whole_campaign() {
    check("whole", &["--date", "2025-09-12"]);
}

#[test]
fn one_unit_for_some_days() {
    let days = ["--from", "01/9/2025", "--to", "07/9/2025"];
    check("unit", &[&["--date", "2025-09-12", "--unit", "phong-ban-doc"], &days[..]].concat());
}

#[test]
fn a_file_is_not_overwritten_unasked() {
    let root = site();
    fs::create_dir(root.path().join("giay to")).unwrap();
    let arguments = ["--date", "2025-09-12", "--output", "giay to/bao-cao.md"];
    assert_eq!(report(root.path(), &arguments), (Some(0), String::new(), String::new()));
    let text = fs::read_to_string(root.path().join("giay to/bao-cao.md")).unwrap();
    check_links(&root.path().join("giay to"), &text);
    let (code, _, said) = report(root.path(), &arguments);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("is there already"), "{said}");
    assert_eq!(report(root.path(), &[&arguments[..], &["--force"]].concat()).0, Some(0));
}

#[test]
fn what_cannot_be_reported_on_is_told() {
    let root = site();
    for (arguments, code, expected) in [
        (&["--unit", "phong-ban-do"][..], 2, "did you mean “phong-ban-doc”?"),
        (&["--from", "2025-09-10", "--to", "2025-09-01"], 2, "--to is before --from"),
    ] {
        let (actual, text, said) = report(root.path(), arguments);
        assert_eq!((actual, text.as_str()), (Some(code), ""));
        assert!(said.contains(expected), "{said}");
    }
    fs::write(root.path().join("content/bai.md"), "---\ntitle: Bài\n---\n[x](khong-co.md)\n").unwrap();
    let (code, text, said) = report(root.path(), &["--date", "2025-09-12"]);
    assert_eq!((code, text.as_str()), (Some(1), ""));
    assert!(said.contains("broken-link"), "{said}");
    fs::remove_file(root.path().join("content/bai.md")).unwrap();
    fs::remove_file(root.path().join("content/campaign.yaml")).unwrap();
    let (code, _, said) = report(root.path(), &["--date", "2025-09-12"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("this site has no campaign"), "{said}");
}
