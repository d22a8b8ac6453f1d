//! Paths, outputs that touch no disk, single files.

use std::fs;

use tempfile::tempdir;
use thidua::files;
use thidua::output::OutputPath;

use crate::text::{tree, write};

#[test]
fn takes_only_paths_that_stay_inside() {
    let good = ["a", "a/b.html", ".nojekyll", "a/.thidua/b", "bài viết/ảnh 1.jpg", "..a", "a..b"];
    let bad = [
        "",
        "/",
        "/a",
        "a/",
        "a//b",
        ".",
        "..",
        "a/./b",
        "a/../b",
        "../a",
        "a\\b",
        "c:a",
        "a\nb",
        "a\0b",
        "a.",
        "a /b",
        ".thidua",
        ".thidua/a",
        ".THIDUA/a",
    ];
    for text in good {
        assert_eq!(OutputPath::new(text).unwrap().as_str(), text);
    }
    for text in bad {
        assert!(OutputPath::new(text).is_none(), "{text:?}");
        assert!(OutputPath::try_from(text).is_err(), "{text:?}");
    }
}

#[test]
fn writes_single_files() {
    let temp = tempdir().unwrap();
    let file = temp.path().join("file");
    files::create_new(&file, b"1").unwrap();
    let error = format!("{:#}", files::create_new(&file, b"2").unwrap_err());
    assert!(error.starts_with(&format!("cannot write {}: ", file.display())), "{error}");
    assert_eq!(tree(temp.path()), "file=1");
    files::write_atomic(&file, b"3").unwrap();
    assert_eq!(tree(temp.path()), "file=3");
    assert_eq!(files::metadata(&file).unwrap(), files::look(&file).unwrap().unwrap());
    fs::create_dir(temp.path().join("folder")).unwrap();
    files::write_atomic(&temp.path().join("folder"), b"4").unwrap_err();
    assert_eq!(tree(temp.path()), "file=3 folder/");
}

#[test]
fn a_file_that_is_not_finished_leaves_nothing() {
    let temp = tempdir().unwrap();
    let file = temp.path().join("file");
    fs::write(&file, b"1").unwrap();
    let begin = || {
        let mut pending = files::Pending::beside(&file).unwrap();
        pending.write(&[b"2", b"3"]).unwrap();
        pending.write(&[b"4"]).unwrap();
        pending
    };
    let pending = begin();
    assert_eq!(fs::read(&file).unwrap(), b"1");
    drop(pending);
    assert_eq!(tree(temp.path()), "file=1");
    assert_eq!(begin().finish().unwrap().len, 3);
    assert_eq!(tree(temp.path()), "file=234");
}

#[test]
fn moves_folders() {
    let temp = tempdir().unwrap();
    let folder = |name: &str| temp.path().join(name);
    write(temp.path(), "a/b/c=1 a/d=2");
    files::move_folder(&folder("a"), &folder("e")).unwrap();
    assert_eq!(tree(temp.path()), "e/b/c=1 e/d=2");
    files::move_folder(&folder("a"), &folder("e")).unwrap();
    files::move_folder(&folder("a"), &folder("f")).unwrap_err();
    write(temp.path(), "f/b/mine=9 g=9");
    files::move_folder(&folder("e"), &folder("g")).unwrap_err();
    assert_eq!(tree(temp.path()), "e/b/c=1 e/d=2 f/b/mine=9 g=9");
    files::move_folder(&folder("e"), &folder("f")).unwrap();
    assert_eq!(tree(temp.path()), "e/b/ f/b/c=1 f/b/mine=9 f/d=2 g=9");
}
