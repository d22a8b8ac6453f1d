//! What an open build answers, and what it refuses.

use std::fs;
use std::process;
use std::time::{Duration, UNIX_EPOCH};

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use tempfile::tempdir;
use thidua::output::{Content, Obstacle, ObstacleKind, Options, Outcome, Refused, Stage, Written};

use crate::text::{ADOPT, build, bytes, left_overs, path, put_all, remove, set_time, told, tree, write};

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
    let put = |name, text: &str| stage.put(path(name), bytes(text), None).unwrap();
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
        assert_eq!(stage.put(path("a/b"), copy.clone(), None).unwrap(), outcome);
        stage.commit().unwrap();
        assert_eq!(fs::read(folder.join("a/b")).unwrap(), big);
    }

    fs::write(&from, "other").unwrap();
    let stage = Stage::open(&folder, Options::default()).unwrap();
    let error = stage.put(path("c"), copy.clone(), None).unwrap_err();
    assert_eq!(format!("{error:#}"), format!("{} was changed during the build", from.display()));

    fs::remove_file(&from).unwrap();
    assert_eq!(stage.put(path("a/b"), copy.clone(), None).unwrap(), Outcome::Unchanged, "not read");
    let error = format!("{:#}", stage.put(path("d"), copy, None).unwrap_err());
    assert!(error.contains(&from.display().to_string()), "{error}");
}

#[test]
fn takes_outputs_from_many_threads() {
    let temp = tempdir().unwrap();
    let name = |number| path(&format!("{}/{number}", number % 7));
    let stage = Stage::open(temp.path(), Options::default()).unwrap();
    (0..500).into_par_iter().for_each(|number| {
        stage.put(name(number), bytes(&number.to_string()), None).unwrap();
    });
    let mut expected: Vec<_> = (0..500).map(name).collect();
    expected.sort();
    let written = stage.commit().unwrap();
    assert_eq!(written, Written { written: expected, unchanged: 0, removed: vec![], state: written.state });
    let found = (0..500)
        .all(|number| fs::read_to_string(name(number).below(temp.path())).unwrap() == number.to_string());
    assert!(found);
}

#[test]
fn refuses_outputs_that_exclude_each_other() {
    let temp = tempdir().unwrap();
    let stage = put_all(temp.path(), "a=1").unwrap();
    let error = stage.put(path("a"), bytes("2"), None).unwrap_err();
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
