//! What a first visit costs: bytes as they are on the disk, not compressed, without faces and pictures.

use std::fs;

use libtest_mimic::Trial;

use crate::chromium::{Look, Tab};
use crate::sites::{SHIPPED, Way};
use crate::trial;

/// A page, and the most kilobytes that it may ask for.
const BUDGETS: &[(&str, usize)] = &[("tin-tuc/tu-09-8-den-24-8-1949/", 60), ("", 120)];

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
    let bytes = besides_pictures.iter().filter(|it| !it.ends_with(".woff2")).map(|it| {
        let file = it.strip_prefix(&home).unwrap();
        let file = if file.is_empty() || file.ends_with('/') {
            format!("{file}index.html")
        } else {
            file.to_owned()
        };
        fs::metadata(SHIPPED.folder.join(file)).unwrap().len() as usize
    });
    let bytes: usize = bytes.sum();
    assert!(bytes <= kilobytes * 1024, "{bytes} bytes: {besides_pictures:#?}");
}
