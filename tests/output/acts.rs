//! What a build writes, removes and leaves alone, whatever others did to the folder before.

use std::fs;
#[cfg(unix)]
use std::path::PathBuf;

use tempfile::tempdir;

use crate::text::{ADOPT, build, build_with, remove, told, tree, write};

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
    let journal = |act| [Build("a=1", "+a"), Write(".thidua/journal=thidua"), act];
    check("a journal of another version", &journal(Build("a=1", "unreadable: journal")), "a=1");
    check("a journal of another version, adopted", &journal(Adopt("a=1", "=1")), "a=1");
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
