//! The output folder: what a build writes, removes and leaves alone; and what is left when it is killed.
//!
//! Folders are written as text, one `path=content` after the other, sorted: an empty folder as `path/`, a link as
//! `path->target`. `.thidua` is not among them, but for [`left_overs`].

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests"
)]

use std::collections::BTreeMap;
use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{self, Command};
use std::time::{Duration, UNIX_EPOCH};

use anyhow::Result;
use proptest::prelude::{ProptestConfig, Strategy, any, prop_oneof, proptest};
use proptest::{collection, sample};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use tempfile::{TempDir, tempdir};
use thidua::files;
use thidua::output::{
    Content, Discard, Memory, Obstacle, ObstacleKind, Options, Outcome, OutputPath, Refused, Sink, Stage,
    Step, Written,
};

/// Something that happens to an output folder. `Build` and `Adopt` say what they are to answer.
enum Act {
    Build(&'static str, &'static str),
    Adopt(&'static str, &'static str),
    /// Somebody writes files.
    Write(&'static str),
    /// Somebody removes a file or a folder.
    Remove(&'static str),
    /// Somebody makes a link to a folder outside, which holds `a/b=1 e/ kept=1`, or to something in it.
    #[cfg(unix)]
    LinkOutside(&'static str, &'static str),
}

use Act::{Adopt, Build, Remove, Write};

#[cfg(unix)]
use Act::LinkOutside;

/// Acts happen one after the other; then the folder is as expected, and what is outside untouched.
fn check(name: &str, acts: &[Act], expected: &str) {
    let (temp, outside) = (tempdir().unwrap(), tempdir().unwrap());
    let folder = temp.path().join("public");
    write(outside.path(), "a/b=1 e/ kept=1");
    for act in acts {
        match act {
            Build(site, answer) => assert_eq!(told(build(&folder, site)), *answer, "{name}: {site}"),
            Adopt(site, answer) => {
                assert_eq!(told(build_with(&folder, ADOPT, site)), *answer, "{name}: {site}");
            }
            Write(files) => write(&folder, files),
            Remove(path) => remove(&folder.join(path)),
            #[cfg(unix)]
            LinkOutside(path, to) => {
                fs::create_dir_all(folder.join(path).parent().unwrap()).unwrap();
                std::os::unix::fs::symlink(
                    outside.path().join(to).components().collect::<PathBuf>(),
                    folder.join(path),
                )
                .unwrap();
            }
        }
    }
    let expected = expected.replace("OUTSIDE", &outside.path().display().to_string());
    assert_eq!(tree(&folder), expected, "{name}");
    assert_eq!(tree(outside.path()), "a/b=1 e/ kept=1", "{name}");
}

#[test]
fn writes_what_changed_and_removes_what_is_stale() {
    check("first", &[Build("a/b=1 c=2", "+a/b +c")], "a/b=1 c=2");
    check("same", &[Build("a/b=1 c=2", "+a/b +c"), Build("a/b=1 c=2", "=2")], "a/b=1 c=2");
    check("changed", &[Build("a=1 b=2", "+a +b"), Build("a=1 b=3", "+b =1")], "a=1 b=3");
    check("stale", &[Build("a=1 b=2", "+a +b"), Build("a=1", "=1 -b")], "a=1");
    check("empty folders go", &[Build("a/b/c=1 d=2", "+a/b/c +d"), Build("d=2", "=1 -a/b/c")], "d=2");
    check(
        "folders in use stay",
        &[Build("a/b/c=1 a/d=2", "+a/b/c +a/d"), Build("a/d=2", "=1 -a/b/c")],
        "a/d=2",
    );
    check("nothing left", &[Build("a/b=1", "+a/b"), Build("", "-a/b")], "");
}

#[test]
fn a_file_becomes_a_folder_and_a_folder_a_file() {
    check("folder", &[Build("a=1", "+a"), Build("a/b/c=2", "+a/b/c -a")], "a/b/c=2");
    check("file", &[Build("a/b/c=1 a/d=2", "+a/b/c +a/d"), Build("a=3", "+a -a/b/c -a/d")], "a=3");
    let strange_folder = [Build("a/b=1", "+a/b"), Write("a/mine=9"), Build("a=2", "! a/mine FileBelow")];
    check("file, a stranger inside", &strange_folder, "a/b=1 a/mine=9");
    let strange_folder = [Build("a/b=1", "+a/b"), Write("a/mine=9"), Adopt("a=2", "! a/mine FileBelow")];
    check("file, a stranger inside, adopting", &strange_folder, "a/b=1 a/mine=9");
    check("file, an empty folder", &[Build("", ""), Write("a/b/"), Build("a=1", "+a")], "a=1");
}

#[test]
fn heals_what_others_did_to_our_files() {
    check("edited", &[Build("a=1 b=2", "+a +b"), Write("a=99"), Build("a=1 b=2", "+a =1")], "a=1 b=2");
    check("same length", &[Build("a=1", "+a"), Write("a=7"), Build("a=1", "+a")], "a=1");
    check("edited, then stale", &[Build("a=1", "+a"), Write("a=7"), Build("", "-a")], "");
    check("removed", &[Build("a/b=1", "+a/b"), Remove("a"), Build("a/b=1", "+a/b")], "a/b=1");
    check("removed, then stale", &[Build("a/b=1", "+a/b"), Remove("a/b"), Build("", "")], "");
    check("edited to be right", &[Build("a=1", "+a"), Write("a=2"), Build("a=2", "=1"), Build("", "-a")], "");
}

#[test]
fn keeps_what_others_wrote() {
    check(
        "beside",
        &[Build("a/b=1", "+a/b"), Write("a/mine=9 own/x=9"), Build("", "-a/b")],
        "a/mine=9 own/x=9",
    );
    check("dotfiles", &[Write(".git/x=9 .gitignore=9"), Build("a=1", "+a")], ".git/x=9 .gitignore=9 a=1");
    check("empty folders", &[Write("x/y/"), Build("a=1", "+a")], "a=1 x/y/");
    check("in the way", &[Build("a=1", "+a"), Write("b=9"), Build("a=2 b=1", "! b File")], "a=1 b=9");
    check("the same in the way", &[Build("a=1", "+a"), Write("b=9"), Build("b=9", "! b File")], "a=1 b=9");
    check(
        "all in the way",
        &[Build("", ""), Write("b=9 c=9"), Build("b/x=1 c=1", "! b File, c File")],
        "b=9 c=9",
    );
    check("a dotfile in the way", &[Write(".x=9"), Build(".x=1 a=1", "! .x File")], ".x=9");
    check("now a folder", &[Build("a=1", "+a"), Remove("a"), Write("a/x=9"), Build("", "")], "a/x=9");
    check("never ours", &[Write("b=9 c/d=9"), Build("a=1", "not ours: b c")], "b=9 c/d=9");
    let after_a_failure = [Build("a=1 a/b=1", "failed"), Write("b=9"), Build("a=1", "not ours: b")];
    check("never ours, after a failure", &after_a_failure, "b=9");
    check("never ours, one below", &[Write("c/d/e=9"), Build("a=1", "not ours: c")], "c/d/e=9");
}

#[test]
fn adopts_when_asked() {
    check("beside", &[Write("b=9"), Adopt("a=1", "+a"), Build("", "-a")], "b=9");
    check("replaces", &[Write("b=9"), Adopt("b=1", "+b"), Build("", "-b")], "");
    check("same content", &[Write("b=9"), Adopt("b=9", "=1"), Build("b=9", "=1"), Build("", "-b")], "");
    check("a file for a folder", &[Write("b=9"), Adopt("b/c=1", "+b/c")], "b/c=1");
    check(
        "own folder lost",
        &[Build("a=1 b=2", "+a +b"), Remove(".thidua"), Adopt("a=1 b=3", "+b =1")],
        "a=1 b=3",
    );
    check(
        "damaged",
        &[Build("a=1", "+a"), Write(".thidua/manifest=x"), Build("a=1", "unreadable: manifest")],
        "a=1",
    );
    check("damaged, adopted", &[Build("a=1", "+a"), Write(".thidua/manifest=x"), Adopt("a=1", "=1")], "a=1");
}

#[cfg(unix)]
#[test]
fn follows_no_link() {
    let linked = |act| [Build("c=1", "+c"), LinkOutside("a", ""), act];
    check("folder", &linked(Build("a/b=2 c=1", "! a LinkedFolder")), "a->OUTSIDE c=1");
    check("folder, deep", &linked(Build("a/b/c=2", "! a LinkedFolder")), "a->OUTSIDE c=1");
    check("folder, same content", &linked(Adopt("a/kept=1", "! a LinkedFolder")), "a->OUTSIDE c=1");
    check("folder, adopting", &linked(Adopt("a/b=2", "! a LinkedFolder")), "a->OUTSIDE c=1");
    check("file", &linked(Build("a=2 c=1", "! a File")), "a->OUTSIDE c=1");
    check("file, adopting", &linked(Adopt("a=2 c=1", "+a =1")), "a=2 c=1");
    let taken = |act| [Build("a/b=1 c=1", "+a/b +c"), Remove("a"), LinkOutside("a", ""), act];
    check("instead of our folder", &taken(Build("a/b=1 c=1", "! a LinkedFolder")), "a->OUTSIDE c=1");
    check("instead of a stale folder", &taken(Build("c=1", "=1")), "a->OUTSIDE c=1");
    let taken = [Build("a/e/x=1 c=1", "+a/e/x +c"), Remove("a"), LinkOutside("a", ""), Build("c=1", "=1")];
    check("instead of a stale folder, an empty one in it", &taken, "a->OUTSIDE c=1");
    let taken = [Build("a=1 c=1", "+a +c"), Remove("a"), LinkOutside("a", ""), Build("c=1", "=1")];
    check("instead of a stale file", &taken, "a->OUTSIDE c=1");
    let inside = [Build("a/b=1", "+a/b"), LinkOutside("a/x", ""), Build("a=1", "! a/x FileBelow")];
    check("in a folder to be removed", &inside, "a/b=1 a/x->OUTSIDE");
    check("never ours", &[LinkOutside("x", ""), Build("a=1", "not ours: x")], "x->OUTSIDE");
    check("our own folder", &[LinkOutside(".thidua", ""), Build("a=1", "failed")], "");
    check("our lock", &[LinkOutside(".thidua/lock", "kept"), Build("a=1", "failed")], "");
    let staged = [Build("a=1", "+a"), LinkOutside(".thidua/staged", ""), Build("a=2", "+a")];
    check("our staging folder", &staged, "a=2");
}

/// A link has a length too, that of the path in it.
#[cfg(unix)]
#[test]
fn takes_no_link_for_a_file() {
    let temp = tempdir().unwrap();
    build(temp.path(), "a=1234").unwrap();
    write(temp.path(), "mine=1234");
    remove(&temp.path().join("a"));
    std::os::unix::fs::symlink("mine", temp.path().join("a")).unwrap();
    assert_eq!(told(build(temp.path(), "a=1234")), "! a File");
    assert_eq!(told(build_with(temp.path(), ADOPT, "a=1234")), "+a");
    assert_eq!(tree(temp.path()), "a=1234 mine=1234");
}

#[test]
fn does_not_touch_what_is_unchanged() {
    let temp = tempdir().unwrap();
    let folder = temp.path();
    let other_time = UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    build(folder, "a=1 b=2").unwrap();
    set_time(&folder.join("a"), 1_000_000_000);

    // Another time, the same content: read, found to be the same, and not written.
    assert_eq!(told(build(folder, "a=1 b=2")), "=2");
    assert_eq!(fs::metadata(folder.join("a")).unwrap().modified().unwrap(), other_time);

    // Now the manifest knows the time. Length and time being right, the file is not even read.
    fs::write(folder.join("a"), "7").unwrap();
    set_time(&folder.join("a"), 1_000_000_000);
    assert_eq!(told(build(folder, "a=1 b=2")), "=2");
    assert_eq!(tree(folder), "a=7 b=2");

    // With other content to be written, it is.
    assert_eq!(told(build(folder, "a=3 b=2")), "+a =1");
    assert_eq!(tree(folder), "a=3 b=2");

    // A disk that keeps no times gives the time 0, which proves nothing.
    for (text, answer) in [("3", "=2"), ("7", "+a =1")] {
        fs::write(folder.join("a"), text).unwrap();
        set_time(&folder.join("a"), 0);
        assert_eq!(told(build(folder, "a=3 b=2")), answer);
    }
}

#[test]
fn tells_of_each_output_what_it_means() {
    let temp = tempdir().unwrap();
    build(temp.path(), "same=1 other=1 gone=1").unwrap();
    remove(&temp.path().join("gone"));
    let stage = Stage::open(temp.path(), Options::default()).unwrap();
    let put = |name, text: &str| stage.put(path(name), bytes(text)).unwrap();
    assert_eq!(put("same", "1"), Outcome::Unchanged);
    assert_eq!(put("other", "2"), Outcome::Changed);
    assert_eq!(put("gone", "1"), Outcome::New);
    assert_eq!(put("new/x", "1"), Outcome::New);
}

#[test]
fn leaves_the_folder_as_it_was_when_dropped() {
    let temp = tempdir().unwrap();
    build(temp.path(), "a=1 b=2").unwrap();
    let before = (tree(temp.path()), left_overs(temp.path()));
    let stage = put_all(temp.path(), "a=7 c/d=8").unwrap();
    assert_eq!(left_overs(temp.path()), "lock manifest staged");
    drop(stage);
    assert_eq!((tree(temp.path()), left_overs(temp.path())), before);
    drop(put_all(temp.path(), "a=7 c/d=8").unwrap().prepare().unwrap());
    assert_eq!((tree(temp.path()), left_overs(temp.path())), before);
}

#[test]
fn copies_files() {
    let temp = tempdir().unwrap();
    let (from, folder) = (temp.path().join("from"), temp.path().join("public"));
    let big = vec![7; 300_000];
    fs::write(&from, &big).unwrap();
    let copy = Content::Copy { from: from.clone(), hash: blake3::hash(&big), len: big.len() as u64 };
    for outcome in [Outcome::New, Outcome::Unchanged] {
        let stage = Stage::open(&folder, Options::default()).unwrap();
        assert_eq!(stage.put(path("a/b"), copy.clone()).unwrap(), outcome);
        stage.commit().unwrap();
        assert_eq!(fs::read(folder.join("a/b")).unwrap(), big);
    }

    fs::write(&from, "other").unwrap();
    let stage = Stage::open(&folder, Options::default()).unwrap();
    let error = stage.put(path("c"), copy.clone()).unwrap_err();
    assert_eq!(format!("{error:#}"), format!("{} was changed during the build", from.display()));

    fs::remove_file(&from).unwrap();
    assert_eq!(stage.put(path("a/b"), copy.clone()).unwrap(), Outcome::Unchanged, "not read");
    let error = format!("{:#}", stage.put(path("d"), copy).unwrap_err());
    assert!(error.contains(&from.display().to_string()), "{error}");
}

#[test]
fn takes_outputs_from_many_threads() {
    let temp = tempdir().unwrap();
    let name = |number| path(&format!("{}/{number}", number % 7));
    let stage = Stage::open(temp.path(), Options::default()).unwrap();
    (0..500).into_par_iter().for_each(|number| {
        stage.put(name(number), bytes(&number.to_string())).unwrap();
    });
    let mut expected: Vec<_> = (0..500).map(name).collect();
    expected.sort();
    let written = stage.commit().unwrap();
    assert_eq!(written, Written { written: expected, unchanged: 0, removed: vec![] });
    let found = (0..500)
        .all(|number| fs::read_to_string(name(number).below(temp.path())).unwrap() == number.to_string());
    assert!(found);
}

#[test]
fn refuses_outputs_that_exclude_each_other() {
    let temp = tempdir().unwrap();
    let stage = put_all(temp.path(), "a=1").unwrap();
    let error = stage.put(path("a"), bytes("2")).unwrap_err();
    assert_eq!(error.to_string(), "two outputs at the path a");
    drop(stage);
    let error = put_all(temp.path(), "a=1 a.b=1 a/b/c=1").unwrap().commit().unwrap_err();
    assert_eq!(error.to_string(), "an output at the path a, and another in a folder of that path: a/b/c");
    assert_eq!(tree(temp.path()), "");
}

#[test]
fn lets_one_build_in_at_a_time() {
    let temp = tempdir().unwrap();
    let folder = temp.path().to_owned();
    let first = Stage::open(&folder, Options::default()).unwrap();
    let error = Stage::open(&folder, ADOPT).unwrap_err();
    let holder = cfg!(unix).then(|| format!("process {}", process::id()));
    assert_eq!(*error.downcast_ref::<Refused>().unwrap(), Refused::Busy { folder: folder.clone(), holder });
    first.commit().unwrap();
    Stage::open(&folder, Options::default()).unwrap();
}

#[test]
fn says_in_words_why_it_refuses() {
    let temp = tempdir().unwrap();
    let folder = temp.path().display();
    let kinds =
        [("a", ObstacleKind::LinkedFolder), ("b", ObstacleKind::FileBelow), ("c", ObstacleKind::File)];
    let obstacles = kinds.map(|(path, kind)| Obstacle { path: path.to_owned(), kind }).to_vec();
    let refused = Refused::InTheWay { folder: temp.path().to_owned(), obstacles };
    assert!(!refused.adopting_helps());
    let expected = format!(
        "in {folder}, what thidua did not write stands in the way of the site:\n  \
         a (a link, where a folder is to be)\n  b (its folder stands where a file is to be)\n  c"
    );
    assert_eq!(refused.to_string(), expected);

    write(temp.path(), "x=1 y/z=1");
    let refused = build(temp.path(), "").unwrap_err();
    assert!(refused.downcast_ref::<Refused>().unwrap().adopting_helps());
    assert_eq!(refused.to_string(), format!("{folder} holds files, and none that thidua wrote:\n  x\n  y"));
    assert_eq!(tree(temp.path()), "x=1 y/z=1");
    assert!(!temp.path().join(".thidua").exists());
}

#[test]
fn names_the_path_when_the_machine_fails() {
    let temp = tempdir().unwrap();
    fs::write(temp.path().join("file"), "").unwrap();
    let folder = temp.path().join("file/public");
    let error = format!("{:#}", Stage::open(&folder, Options::default()).unwrap_err());
    assert!(error.starts_with(&format!("cannot make the folder {}: ", folder.display())), "{error}");
}

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
fn keeps_outputs_in_memory() {
    let memory = Memory::default();
    let sink: &dyn Sink = &memory;
    assert_eq!(sink.put(path("a/b"), bytes("1")).unwrap(), Outcome::New);
    assert_eq!(sink.put(path("a/b"), bytes("2")).unwrap_err().to_string(), "two outputs at the path a/b");
    assert_eq!(memory.into_outputs(), BTreeMap::from([(path("a/b"), bytes("1"))]));
    assert_eq!(Discard.put(path("a/b"), bytes("1")).unwrap(), Outcome::New);
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

// — kills

/// Old and new sites, with the strangers between them, that bring every kind of step.
const KILLS: [(&str, &str, &str); 4] = [
    ("", ".gitignore=9", "a=1 b/c/d=2 e=3"),
    ("a=1 b/c=2 gone/x/y=3 same=4", "b/mine=9 gone/x/mine=9", "a=5 b/c=6 new/x/y=7 same=4"),
    ("a=1 b/c=2 b/d/e=3 f/g=4", "mine=9", "a/x/y=5 b=6 h=7"),
    ("a=1 b/c=2", "mine=9", ""),
];

/// A site to be built after a kill that is neither the old nor the new one.
const THIRD: &str = "a/q=8 b/c/r=8";

/// The process dies, without unwinding, after so many puts or so many steps of the commit.
#[test]
fn heals_after_a_kill_at_any_moment() {
    for (old, strangers, new) in KILLS {
        for when in 0.. {
            let mut finished = false;
            for next in [new, old, THIRD, ""] {
                let temp = tempdir().unwrap();
                let name = format!("{old} | {new} | {next}, killed at {when}");
                write(temp.path(), strangers);
                build_with(temp.path(), ADOPT, old).unwrap();

                finished = build_and_die(temp.path(), new, when);
                for file in tree(temp.path()).split(' ').filter(|file| !file.ends_with('/')) {
                    let whole =
                        [old, strangers, new].iter().any(|files| files.split(' ').any(|it| it == file));
                    assert!(whole || file.is_empty(), "{name}: {file}");
                }

                build(temp.path(), next).unwrap();
                assert_eq!(tree(temp.path()), sorted(&[strangers, next]), "{name}");
                assert_eq!(left_overs(temp.path()), "lock manifest", "{name}");
                build(temp.path(), "").unwrap();
                assert_eq!(tree(temp.path()), sorted(&[strangers]), "{name}: removed");
            }
            if finished {
                break;
            }
        }
    }
}

/// A stranger's file at a place that the killed build did not come to fill stays a stranger's.
#[test]
fn a_kill_gives_us_no_file_of_others() {
    let temp = tempdir().unwrap();
    build(temp.path(), "").unwrap();
    let mut commit = put_all(temp.path(), "a=1 b=2").unwrap().prepare().unwrap();
    while tree(temp.path()) != "a=1" {
        assert!(commit.advance().unwrap());
    }
    drop(commit);
    write(temp.path(), "b=9");
    assert_eq!(told(build(temp.path(), "a=1 b=2")), "! b File");
    assert_eq!(told(build(temp.path(), "")), "-a");
    assert_eq!(tree(temp.path()), "b=9");
}

/// A refusal leaves what is needed to heal.
#[test]
fn heals_also_after_a_refusal() {
    let temp = tempdir().unwrap();
    build(temp.path(), "").unwrap();
    let mut commit = put_all(temp.path(), "a=1 b=2").unwrap().prepare().unwrap();
    while tree(temp.path()) != "a=1" {
        assert!(commit.advance().unwrap());
    }
    drop(commit);
    write(temp.path(), ".thidua/manifest=x b=9");
    assert_eq!(told(build(temp.path(), "a=1")), "unreadable: manifest");
    assert_eq!(told(build_with(temp.path(), ADOPT, "a=1")), "=1");
    assert_eq!(told(build(temp.path(), "")), "-a");
    assert_eq!(tree(temp.path()), "b=9");
}

#[test]
fn commits_by_small_steps() {
    let temp = tempdir().unwrap();
    build(temp.path(), "a=1 b/c=2 d/e=3").unwrap();
    let commit = put_all(temp.path(), "a/x/y=4 b=5").unwrap().prepare().unwrap();
    let named: Vec<_> =
        commit.steps().iter().filter(|step| !matches!(step, Step::Place(..))).cloned().collect();
    let expected = [
        Step::Journal,
        Step::RemoveFile(path("a")),
        Step::RemoveFile(path("b/c")),
        Step::RemoveFolder(PathBuf::from("b")),
        Step::MakeFolder(PathBuf::from("a")),
        Step::MakeFolder(PathBuf::from("a/x")),
        Step::RemoveFile(path("d/e")),
        Step::RemoveFolder(PathBuf::from("d")),
        Step::RemoveFolder(PathBuf::from("b")),
        Step::Manifest,
        Step::EndJournal,
        Step::ClearStaged,
    ];
    assert_eq!(named, expected);
    assert_eq!(commit.steps().len(), expected.len() + 2);
}

/// Builds in a process that dies after `when` puts and steps; whether it came to its end before.
fn build_and_die(folder: &Path, site: &str, when: usize) -> bool {
    let status = Command::new(env::current_exe().unwrap())
        .args(["--exact", "dies", "--ignored", "--quiet"])
        .env("OUTPUT_TEST_DIES", format!("{when}|{}|{site}", folder.display()))
        .stdout(process::Stdio::null())
        .status()
        .unwrap();
    match status.code() {
        Some(FINISHED) => true,
        Some(KILLED) => false,
        _ => panic!("{status}"),
    }
}

const FINISHED: i32 = 40;
const KILLED: i32 = 41;

/// `process::exit` runs no destructor: what the process holds is lost as by a kill.
#[test]
#[ignore = "the process that build_and_die starts"]
fn dies() {
    let order = env::var("OUTPUT_TEST_DIES").unwrap();
    let [when, folder, site] = order.splitn(3, '|').collect::<Vec<_>>().try_into().unwrap();
    let mut left: usize = when.parse().unwrap();
    let mut count = || match left.checked_sub(1) {
        Some(less) => left = less,
        None => process::exit(KILLED),
    };
    let stage = Stage::open(Path::new(folder), Options::default()).unwrap();
    for (name, text) in entries(site) {
        count();
        stage.put(path(name), bytes(text)).unwrap();
    }
    let mut commit = stage.prepare().unwrap();
    loop {
        count();
        if !commit.advance().unwrap() {
            process::exit(FINISHED);
        }
    }
}

// — any sequence

#[derive(Debug, Clone)]
enum Event {
    Build(String),
    /// Drops the commit after so many steps.
    Kill(String, usize),
    /// Somebody writes other content of the same length into one of our files.
    Edit(usize),
    /// Somebody removes one of our files.
    Remove(usize),
}

const STRANGERS: &str = "d/mine=9 own/x=9";

fn site() -> impl Strategy<Value = String> {
    let names = vec!["a", "a/b", "a/b/c", "a/e", "d/x", "d/y", "f/g/h", "f/g/i/j", "z"];
    let chosen = sample::subsequence(names, 0..=9);
    (chosen, collection::vec(0..3, 9)).prop_map(|(chosen, contents)| {
        let above = |name: &str| chosen.iter().any(|other| name.starts_with(&format!("{other}/")));
        let files = chosen.iter().zip(contents).filter(|(name, _)| !above(name));
        files.map(|(name, content)| format!("{name}={content}")).collect::<Vec<_>>().join(" ")
    })
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        4 => site().prop_map(Event::Build),
        4 => (site(), 0..30_usize).prop_map(|(site, steps)| Event::Kill(site, steps)),
        1 => any::<usize>().prop_map(Event::Edit),
        1 => any::<usize>().prop_map(Event::Remove),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// After any sequence of events, a build gives what a clean build gives, and the strangers' files.
    #[test]
    fn any_sequence_of_builds_gives_a_clean_build(
        events in collection::vec(event(), 1..12),
    ) {
        let last = Event::Build(String::new());
        let temp = tempdir().unwrap();
        build(temp.path(), "").unwrap();
        write(temp.path(), STRANGERS);
        for (time, event) in events.into_iter().chain([last]).enumerate() {
            happen(&temp, event, time);
        }
    }
}

fn happen(temp: &TempDir, event: Event, time: usize) {
    let folder = temp.path();
    let files = tree(folder);
    let ours: Vec<_> = entries(&files).filter(|(_, content)| *content != "9").collect();
    let chosen = |number: usize| (!ours.is_empty()).then(|| folder.join(ours[number % ours.len()].0));
    match event {
        Event::Build(site) => {
            build(folder, &site).unwrap();
            assert_eq!(tree(folder), sorted(&[STRANGERS, &site]));
            assert_eq!(left_overs(folder), "lock manifest");
        }
        Event::Kill(site, steps) => {
            let mut commit = put_all(folder, &site).unwrap().prepare().unwrap();
            for _ in 0..steps {
                commit.advance().unwrap();
            }
        }
        Event::Edit(number) => {
            if let Some(file) = chosen(number) {
                fs::write(&file, "7").unwrap();
                set_time(&file, 1_000_000_000 + time as u64);
            }
        }
        Event::Remove(number) => {
            if let Some(file) = chosen(number) {
                fs::remove_file(file).unwrap();
            }
        }
    }
}

// — folders as text

const ADOPT: Options = Options { adopt: true };

fn build(folder: &Path, site: &str) -> Result<Written> {
    build_with(folder, Options::default(), site)
}

fn build_with(folder: &Path, options: Options, site: &str) -> Result<Written> {
    put_all_with(folder, options, site)?.commit()
}

fn put_all(folder: &Path, site: &str) -> Result<Stage> {
    put_all_with(folder, Options::default(), site)
}

fn put_all_with(folder: &Path, options: Options, site: &str) -> Result<Stage> {
    let stage = Stage::open(folder, options)?;
    for (name, text) in entries(site) {
        stage.put(path(name), bytes(text))?;
    }
    Ok(stage)
}

/// `+` for written, `=` and a number for unchanged, `-` for removed.
fn told(answer: Result<Written>) -> String {
    let written = match answer {
        Ok(written) => written,
        Err(error) => return told_refused(error.downcast_ref::<Refused>()),
    };
    let mut words: Vec<_> = written.written.iter().map(|path| format!("+{path}")).collect();
    words.extend((written.unchanged > 0).then(|| format!("={}", written.unchanged)));
    words.extend(written.removed.iter().map(|path| format!("-{path}")));
    words.join(" ")
}

fn told_refused(refused: Option<&Refused>) -> String {
    match refused {
        None => "failed".to_owned(),
        Some(Refused::Busy { .. }) => "busy".to_owned(),
        Some(Refused::NotOurs { strangers, .. }) => format!("not ours: {}", strangers.join(" ")),
        Some(Refused::Unreadable { file }) => {
            format!("unreadable: {}", file.file_name().unwrap().to_str().unwrap())
        }
        Some(Refused::InTheWay { obstacles, .. }) => {
            let obstacles = obstacles.iter().map(|it| format!("{} {:?}", it.path, it.kind));
            format!("! {}", obstacles.collect::<Vec<_>>().join(", "))
        }
    }
}

fn entries(files: &str) -> impl Iterator<Item = (&str, &str)> {
    files.split_whitespace().filter_map(|file| file.split_once('='))
}

fn sorted(parts: &[&str]) -> String {
    let mut files: Vec<_> = parts.iter().flat_map(|files| files.split_whitespace()).collect();
    files.sort_unstable();
    files.join(" ")
}

/// Writes files as somebody else would; they get a time that no build gives.
fn write(folder: &Path, files: &str) {
    for name in files.split_whitespace().filter(|file| file.ends_with('/')) {
        fs::create_dir_all(folder.join(name)).unwrap();
    }
    for (name, text) in entries(files) {
        let file = folder.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, text).unwrap();
        set_time(&file, 1_200_000_000);
    }
}

fn remove(path: &Path) {
    if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
}

fn set_time(file: &Path, seconds: u64) {
    let file = File::options().write(true).open(file).unwrap();
    file.set_modified(UNIX_EPOCH + Duration::from_secs(seconds)).unwrap();
}

fn tree(folder: &Path) -> String {
    let mut found = Vec::new();
    collect(folder, "", &mut found);
    found.sort_unstable();
    found.join(" ")
}

fn collect(folder: &Path, above: &str, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{above}{}", entry.file_name().to_str().unwrap());
        let kind = entry.file_type().unwrap();
        if name == ".thidua" {
            continue;
        } else if kind.is_symlink() {
            found.push(format!("{name}->{}", fs::read_link(entry.path()).unwrap().display()));
        } else if kind.is_file() {
            found.push(format!("{name}={}", fs::read_to_string(entry.path()).unwrap()));
        } else if fs::read_dir(entry.path()).unwrap().next().is_none() {
            found.push(format!("{name}/"));
        } else {
            collect(&entry.path(), &format!("{name}/"), found);
        }
    }
}

/// What lies in `.thidua`.
fn left_overs(folder: &Path) -> String {
    let mut names: Vec<_> = fs::read_dir(folder.join(".thidua"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort_unstable();
    names.join(" ")
}

fn path(text: &str) -> OutputPath {
    OutputPath::new(text).unwrap()
}

fn bytes(text: &str) -> Content {
    Content::Bytes(text.as_bytes().to_vec())
}
