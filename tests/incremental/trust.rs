//! A memory that cannot be trusted is not used, and one that is gone is not missed.

use std::fs::{self, File};
use std::time::{Duration, SystemTime};

use jiff::civil::{Date, date};
use thidua::pipeline::{Fate, Report, Why};

use crate::common::folder;
use crate::common::random::Random;
use crate::site::{OnDisk, run};
use crate::world::World;

const DAY: Date = date(2025, 9, 12);

/// A site that was built, and some edits of it that were not.
fn edited(seed: u64) -> (OnDisk, World) {
    let mut random = Random::new(seed);
    let mut world = World::draw(&mut random);
    let mut site = OnDisk::new();
    site.become_(world.files());
    assert!(site.build(DAY).written.is_some());
    for _ in 0..3 {
        world.edit(&mut random);
    }
    site.become_(world.files());
    (site, world)
}

/// Builds, and holds what comes of it against a build from nothing.
#[track_caller]
fn check(site: &OnDisk) -> Report {
    let report = site.build(DAY);
    let (clean, tree) = site.clean(DAY);
    assert_eq!(report.findings, clean.findings);
    assert!(report.written.is_some());
    assert_eq!(folder::text(&folder::tree(&site.public())), folder::text(&tree));
    report
}

#[test]
fn a_damaged_memory_is_not_used() {
    let mut random = Random::new(1);
    for seed in 0..12 {
        let (site, _) = edited(seed);
        let file = site.root.path().join(".thidua/memory");
        let mut bytes = fs::read(&file).unwrap();
        match seed % 4 {
            0 => bytes.truncate(random.below(bytes.len())),
            1 => {
                let at = random.below(bytes.len());
                bytes[at] ^= 1 << random.below(8);
            }
            2 => bytes.extend_from_slice(b"hon"),
            _ => bytes = b"\xff\x00".to_vec(),
        }
        fs::write(&file, bytes).unwrap();
        check(&site);
    }
}

#[test]
fn a_memory_of_another_folder_or_program_is_not_used() {
    let (site, _) = edited(7);
    let (other, _) = edited(8);
    let file = |site: &OnDisk| site.root.path().join(".thidua/memory");
    fs::copy(file(&other), file(&site)).unwrap();
    check(&site);

    let (site, _) = edited(9);
    let memory = fs::read(file(&site)).unwrap();
    let end = memory.iter().position(|&byte| byte == b'\n').unwrap();
    let heading = String::from_utf8(memory[..end].to_vec()).unwrap();
    assert!(heading.starts_with(concat!("thidua ", env!("CARGO_PKG_VERSION"), " ")), "{heading}");
    let other = [b"thidua 0.0.0 0123456789abcdef".as_slice(), &memory[end..]].concat();
    fs::write(file(&site), other).unwrap();
    check(&site);
}

#[test]
fn a_memory_thrown_away_is_not_missed() {
    for what in [".thidua", "public/.thidua", "public"] {
        let (site, _) = edited(3);
        fs::remove_dir_all(site.root.path().join(what)).unwrap();
        if what == "public/.thidua" {
            // Without the manifest nothing in the folder is known to be ours.
            let _ = fs::remove_dir_all(site.public());
        }
        check(&site);
    }
}

#[test]
fn where_nothing_can_be_kept_the_site_is_built() {
    let (site, _) = edited(4);
    let home = site.root.path().join(".thidua");
    fs::remove_dir_all(&home).unwrap();
    fs::write(&home, "của người khác").unwrap();
    check(&site);
    assert_eq!(fs::read(&home).unwrap(), "của người khác".as_bytes());
}

#[test]
fn the_memory_does_not_grow_and_git_leaves_it_alone() {
    let (mut site, mut world) = edited(5);
    let mut random = Random::new(5);
    let size = |site: &OnDisk| fs::metadata(site.root.path().join(".thidua/memory")).unwrap().len();
    check(&site);
    let first = size(&site);
    for _ in 0..30 {
        world.edit(&mut random);
        site.become_(world.files());
        site.build(DAY);
    }
    assert!(size(&site) < first * 3, "{} after {first}", size(&site));
    assert_eq!(fs::read_to_string(site.root.path().join(".thidua/.gitignore")).unwrap(), "*\n");
    let kept: Vec<_> =
        fs::read_dir(site.root.path().join(".thidua")).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert_eq!(kept.len(), 3, "{kept:?}");
}

/// Some programs write a file and put its time back; a disk's clock may stand still between two writes.
#[test]
fn a_file_that_changed_within_a_tick_is_read_again() {
    let (site, _) = edited(6);
    let now = SystemTime::now();
    let set = |text: &str, time: SystemTime| {
        let file = site.root.path().join("content/moi.md");
        fs::write(&file, text).unwrap();
        File::options().append(true).open(file).unwrap().set_modified(time).unwrap();
    };
    // However long a build takes, this is not long ago.
    let soon = now + Duration::from_secs(3600);
    for text in ["# A\n\nmột\n", "# A\n\nhai\n", "# B\n\nhai\n"] {
        set(text, soon);
        check(&site);
    }
    // One that has been at rest for long is taken for the same by its length and time.
    let old = now - Duration::from_secs(3600);
    set("# A\n\nmột\n", old);
    check(&site);
    assert!(site.build(DAY).outputs.is_empty(), "known again");
}

#[test]
fn without_the_cache_all_is_made_and_nothing_kept() {
    let (site, _) = edited(2);
    let memory = fs::read(site.root.path().join(".thidua/memory")).unwrap();
    let report = run(&site.request(&site.public(), DAY, false));
    assert!(report.outputs.iter().all(|output| output.fate == Fate::Made(Why::Asked)));
    assert_eq!(fs::read(site.root.path().join(".thidua/memory")).unwrap(), memory);
    // What the others wrote meanwhile is told by the manifest, so it is not in the way.
    check(&site);
}

#[test]
fn builds_of_many_kinds_do_not_disturb_each_other() {
    let (site, _) = edited(10);
    let usb = site.root.path().join("usb");
    for _ in 0..2 {
        check(&site);
        let mut portable = site.request(&usb, DAY, true);
        portable.portable = true;
        run(&portable);
    }
    let mut portable = site.request(&usb, DAY, true);
    portable.portable = true;
    assert!(run(&portable).outputs.is_empty(), "both are remembered");
    assert!(site.build(DAY).outputs.is_empty(), "both are remembered");
}

#[test]
fn two_at_once_do_no_harm() {
    let (site, _) = edited(11);
    std::thread::scope(|scope| {
        for name in ["public", "hai", "ba"] {
            let output = site.root.path().join(name);
            let request = site.request(&output, DAY, true);
            scope.spawn(move || run(&request));
        }
    });
    let report = check(&site);
    assert!(report.outputs.is_empty() || report.written.is_some());
}
