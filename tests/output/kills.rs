//! What is left when a build is killed, and how the next one heals it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Command};

use tempfile::tempdir;
use thidua::output::{Options, Stage, Step};

use crate::text::{
    ADOPT, build, build_with, bytes, entries, left_overs, path, put_all, sorted, told, tree, write,
};

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
    let expected = [
        Step::Journal,
        Step::RemoveFile(path("a")),
        Step::RemoveFile(path("b/c")),
        Step::RemoveFolder(PathBuf::from("b")),
        Step::PlaceFolder("a".to_owned()),
        Step::Place(path("b")),
        Step::RemoveFile(path("d/e")),
        Step::RemoveFolder(PathBuf::from("d")),
        Step::RemoveFolder(PathBuf::from("b")),
        Step::Manifest,
        Step::ClearStaged,
    ];
    assert_eq!(commit.steps(), expected);
}

/// New folders are moved as they are, none in another; what is new in folders that are there, file by file.
#[test]
fn moves_new_folders_as_a_whole() {
    let temp = tempdir().unwrap();
    build(temp.path(), "a/b/c=1").unwrap();
    let commit =
        put_all(temp.path(), "a-b/c=2 a/b/c=1 a/b/d=3 a/e/f/g=4 a/e/h=5 a/i/j=6").unwrap().prepare().unwrap();
    let placed = commit.steps().iter().filter_map(|step| match step {
        Step::PlaceFolder(folder) => Some(format!("{folder}/")),
        Step::Place(path) => Some(path.to_string()),
        _ => None,
    });
    assert_eq!(placed.collect::<Vec<_>>(), ["a-b/", "a/e/", "a/i/", "a/b/d"]);
}

/// Somebody makes a folder while a build is under way that is to make the same.
#[test]
fn a_folder_that_comes_to_be_meanwhile_is_shared() {
    let temp = tempdir().unwrap();
    build(temp.path(), "").unwrap();
    let commit = put_all(temp.path(), "a/b/c=1 a/d=2 e/f=3").unwrap().prepare().unwrap();
    write(temp.path(), "a/b/mine=9 e/");
    commit.finish(|steps, take| steps.iter().try_for_each(take)).unwrap();
    assert_eq!(tree(temp.path()), "a/b/c=1 a/b/mine=9 a/d=2 e/f=3");
    build(temp.path(), "").unwrap();
    assert_eq!(tree(temp.path()), "a/b/mine=9");
}

/// Where the system does not move a folder as a whole, a kill may come between two of its files.
#[test]
fn heals_a_folder_that_came_to_its_place_in_part() {
    let temp = tempdir().unwrap();
    build(temp.path(), "").unwrap();
    let mut commit = put_all(temp.path(), "a/b/c=1 a/d=2 a/e=3").unwrap().prepare().unwrap();
    assert!(commit.advance().unwrap());
    drop(commit);
    write(temp.path(), "a/mine=9");
    fs::rename(temp.path().join(".thidua/staged/folders/a/d"), temp.path().join("a/d")).unwrap();
    fs::create_dir(temp.path().join("a/b")).unwrap();
    assert_eq!(told(build(temp.path(), "")), "-a/d");
    assert_eq!(tree(temp.path()), "a/mine=9");
}

/// Builds in a process that dies after `when` puts and steps; whether it came to its end before.
fn build_and_die(folder: &Path, site: &str, when: usize) -> bool {
    let status = Command::new(env::current_exe().unwrap())
        .args(["--exact", "kills::dies_when_told_to", "--quiet"])
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

/// The process that [`build_and_die`] starts; without its orders there is nothing to do. `process::exit` runs no
/// destructor: what the process holds is lost as by a kill.
#[test]
fn dies_when_told_to() {
    let Ok(order) = env::var("OUTPUT_TEST_DIES") else { return };
    let [when, folder, site] = order.splitn(3, '|').collect::<Vec<_>>().try_into().unwrap();
    let mut left: usize = when.parse().unwrap();
    let mut count = || match left.checked_sub(1) {
        Some(less) => left = less,
        None => process::exit(KILLED),
    };
    let stage = Stage::open(Path::new(folder), Options::default()).unwrap();
    for (name, text) in entries(site) {
        count();
        stage.put(path(name), bytes(text), None).unwrap();
    }
    let mut commit = stage.prepare().unwrap();
    loop {
        count();
        if !commit.advance().unwrap() {
            process::exit(FINISHED);
        }
    }
}
