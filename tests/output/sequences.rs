//! Builds, kills and the hands of others in any order.

use std::fs;

use proptest::prelude::{ProptestConfig, Strategy, any, prop_oneof, proptest};
use proptest::{collection, sample};
use tempfile::{TempDir, tempdir};

use crate::text::{build, entries, left_overs, put_all, set_time, sorted, tree, write};

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
