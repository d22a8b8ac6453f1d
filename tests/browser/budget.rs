//! What a first visit costs: bytes as they are on the disk, not compressed, without faces and pictures.

use std::fs;

use libtest_mimic::Trial;

use crate::chromium::{Look, Tab};
use crate::sites::{SHIPPED, Way};
use crate::trial;

/// A page, and the most kilobytes that it may ask for.
const BUDGETS: &[(&str, usize)] = &[("tin-tuc/tu-09-8-den-24-8-1949/", 60), ("", 120)];

/// The most bytes of all faces together.
const FACES: usize = 120 * 1024;

/// The most requests besides those for pictures.
const REQUESTS: usize = 6;

pub fn trials() -> Vec<Trial> {
    let trials = BUDGETS.iter().map(|&(path, kilobytes)| {
        trial(format!("budget::{}", if path.is_empty() { "home" } else { "article" }), move || {
            check(path, kilobytes)
        })
    });
    trials.collect()
}

#[track_caller]
fn check(path: &str, kilobytes: usize) {
    let home = SHIPPED.at(Way::Root, "");
    let tab = Tab::open(Look::DESK, &SHIPPED.at(Way::Root, path));
    let requests = tab.requests();
    let besides_pictures: Vec<_> = requests
        .iter()
        .filter(|it| ![".svg", ".png", ".jpg", ".webp"].iter().any(|kind| it.ends_with(kind)))
        .collect();
    assert!(besides_pictures.len() <= REQUESTS, "{besides_pictures:#?}");
    let size = |it: &&String| -> usize {
        let file = it.strip_prefix(&home).unwrap();
        let file = if file.is_empty() || file.ends_with('/') {
            format!("{file}index.html")
        } else {
            file.to_owned()
        };
        fs::metadata(SHIPPED.folder.join(file)).unwrap().len().try_into().unwrap()
    };
    let (faces, others): (Vec<_>, Vec<_>) =
        besides_pictures.iter().copied().partition(|it| it.ends_with(".woff2"));
    let bytes: usize = others.iter().map(size).sum();
    assert!(bytes <= kilobytes * 1024, "{bytes} bytes: {besides_pictures:#?}");
    let faces: usize = faces.iter().map(size).sum();
    assert!((1..=FACES).contains(&faces), "faces of {faces} bytes");
}
