//! Small sites, built: `tests/fixtures/build/<case>/site` gives `expected/`, the whole of it, and `report.txt`.
//!
//! Every site gets the tiny theme of `tests/fixtures/build/theme` besides its own. After a change that is meant,
//! `SNAPSHOTS=overwrite cargo test --test build` writes what is expected anew.

mod common;

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs};

use common::folder::{self, Tree};
use common::program;
use tempfile::tempdir;

/// The case `name`, built with `arguments`, gives the folder and the report that are expected; returns the folder.
#[track_caller]
fn check(name: &str, arguments: &[&str]) -> BTreeMap<String, String> {
    let case = common::fixture("build").join(name);
    let root = tempdir().unwrap();
    folder::copy(&common::fixture("build/theme"), &root.path().join("themes/tiny"));
    folder::copy(&case.join("site"), root.path());
    let answer = program::build(root.path(), arguments);
    let built = folder::tree(&root.path().join("public"));
    let report = format!(
        "exit code {}, {} pages\n{}",
        answer.code.unwrap(),
        answer.report["pages"],
        answer.told()
    );
    if env::var_os("SNAPSHOTS").is_some_and(|how| how == "overwrite") {
        overwrite(&case, &built, &report);
    }
    let expected = fs::read_to_string(case.join("report.txt")).unwrap_or_default();
    snapbox::assert_data_eq!(report, snapbox::IntoData::raw(expected));
    let expected = folder::text(&folder::tree(&case.join("expected")));
    snapbox::assert_data_eq!(folder::text(&built), snapbox::IntoData::raw(expected));
    built.into_iter().map(|(path, content)| (path, String::from_utf8_lossy(&content).into_owned())).collect()
}

fn overwrite(case: &Path, built: &Tree, report: &str) {
    let expected = case.join("expected");
    let _ = fs::remove_dir_all(&expected);
    for (path, content) in built {
        folder::write(&expected, path, content);
    }
    fs::write(case.join("report.txt"), report).unwrap();
}
