//! Pages at their limits: every component, empty, with one entry, with a thousand, with a title of 200 characters, before
//! the campaign and behind it, in a narrow window, with large letters, in another theme.

use std::sync::LazyLock;

use libtest_mimic::Trial;

use crate::chromium::{Look, Tab};
use crate::looks::{PAGES, PEOPLE};
use crate::sites::{AFTER, BEFORE, COMPONENTS, SECOND, SHIPPED, Site, THOUSAND, Way};
use crate::trial;

type Made = &'static LazyLock<Site>;

/// A name, a site, its pages.
const STATES: &[(&str, Made, &[&str])] = &[
    (
        "components",
        &COMPONENTS,
        &["", "mau-giao-dien/", "van-ban/", "tin/", "tin/trang/3/", "tin/dai/", "rong/", "mot/"],
    ),
    ("second-theme", &SECOND, &["", "mau-giao-dien/", "van-ban/", "tin/", "tin/dai/", "rong/"]),
    ("thousand", &THOUSAND, &["tin/", "tin/trang/25/", "tin/trang/50/"]),
    ("before", &BEFORE, &["", "tien-do/", "ban-tin-tuan/", "don-vi/don-vi-mau-a/"]),
    ("after", &AFTER, &["", "tien-do/", "ban-tin-tuan/", "bang-vang/", "khen-thuong/"]),
];

pub fn trials() -> Vec<Trial> {
    let mut trials = Vec::new();
    for &(name, site, pages) in STATES {
        for &page in pages {
            trials.push(trial(format!("states::{name}::{page}"), move || check(site, page)));
        }
    }
    for &(kind, page) in PAGES {
        trials.push(trial(format!("states::narrow::{kind}"), move || narrow(page)));
    }
    trials.push(trial("states::alias", alias));
    trials.push(trial("states::options", options));
    trials.push(trial("states::second-theme-is-another", second_theme));
    trials
}

#[track_caller]
fn check(site: &Site, page: &str) {
    let address = site.at(Way::Root, page);
    let mut tab = Tab::empty(Look::DESK);
    for look in [Look::DESK, Look::DESK.dark(), Look::PHONE, Look::PHONE.dark()] {
        tab.look_again(look);
        tab.go(&address);
        assert_eq!(tab.complaints(), [""; 0], "{address} {look:?}");
        let problems: Vec<String> = tab.evaluate(PEOPLE);
        assert_eq!(problems, [""; 0], "{address} {look:?}");
        assert_fits(&tab, &address);
    }
}

/// At 320 pixels, and with letters twice as large on a desk.
#[track_caller]
fn narrow(page: &str) {
    let address = SHIPPED.at(Way::Root, page);
    let mut tab = Tab::open(Look { width: 320, ..Look::PHONE }, &address);
    assert_fits(&tab, &address);
    tab.look_again(Look::DESK);
    tab.evaluate::<()>("void (document.documentElement.style.fontSize = '200%')");
    assert_fits(&tab, &address);
}

#[track_caller]
fn assert_fits(tab: &Tab, address: &str) {
    let (wide, width): (f64, f64) = tab.evaluate("[document.documentElement.scrollWidth, innerWidth]");
    assert!(wide <= width, "{address}: {wide} px wide, the screen {width}");
}

/// An old address leads to the new one, from a disk too.
#[track_caller]
fn alias() {
    for way in Way::ALL {
        let tab = Tab::open(Look::PHONE.without_script(), &COMPONENTS.at(way, "cu/"));
        tab.wait_for("location.pathname.includes('/mau-giao-dien/') && document.readyState === 'complete'");
        assert_eq!(tab.complaints(), [""; 0], "{way}");
    }
}

/// The emblem is that of the site; the blocks of the home page stand in the order that site.yaml has.
#[track_caller]
fn options() {
    let tab = Tab::open(Look::DESK, &COMPONENTS.at(Way::Below, ""));
    let emblems: Vec<String> =
        tab.evaluate("[...document.querySelectorAll('.brand__emblem, .hero__emblem')].map((it) => it.src)");
    assert_eq!(emblems, [COMPONENTS.at(Way::Below, "hinh.svg"), COMPONENTS.at(Way::Below, "hinh.svg")]);
    let blocks: Vec<String> =
        tab.evaluate("[...document.querySelectorAll('.home > *')].map((it) => it.className)");
    assert_eq!(blocks, ["band home__half", "band home__half", "home__intro prose", "band"]);
}

/// The second theme has the words, colours and face of its own, and all the pages of the first.
#[track_caller]
fn second_theme() {
    let style = |site: &Site| {
        let tab = Tab::open(Look::DESK, &site.at(Way::Root, "mau-giao-dien/"));
        tab.evaluate::<[String; 4]>(
            "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('h1')).fontFamily, \
             getComputedStyle(document.querySelector('main a')).color, document.querySelector('.site-header').innerText]",
        )
    };
    let (first, second) = (style(&COMPONENTS), style(&SECOND));
    for (one, other) in first.iter().zip(&second) {
        assert_ne!(one, other);
    }
}
