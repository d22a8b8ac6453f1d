//! Every kind of page in every look, served in every way: nothing goes wrong, nothing is asked of others, nothing is
//! wider than the screen, nothing jumps, and everyone can use it (`people.js`).

use std::env;
use std::path::Path;

use libtest_mimic::Trial;

use crate::chromium::{Look, Tab};
use crate::sites::{SHIPPED, Way};
use crate::trial;

/// A page of each kind, of the shipped site: a name for it, and where it is.
pub const PAGES: &[(&str, &str)] = &[
    ("home", ""),
    ("home-english", "en/"),
    ("page", "gioi-thieu/"),
    ("page-english", "en/about/"),
    ("article", "tin-tuc/tu-09-8-den-24-8-1949/"),
    ("section", "tin-tuc/"),
    ("plan", "ke-hoach/"),
    ("plan-english", "en/plan/"),
    ("awards", "the-le-khen-thuong/"),
    ("dossier", "ho-so-bieu-mau/"),
    ("movements", "phong-trao/"),
    ("movement", "phong-trao/nong-thon-moi/"),
    ("progress", "tien-do/"),
    ("progress-second-page", "tien-do/trang/2/"),
    ("report", "tien-do/don-vi-mau-a-tuan-1/"),
    ("units", "don-vi/"),
    ("unit", "don-vi/don-vi-mau-a/"),
    ("content", "noi-dung/tuyen-truyen/"),
    ("topics", "chu-de/"),
    ("honours", "bang-vang/"),
    ("nominations", "khen-thuong/"),
    ("nomination", "khen-thuong/don-vi-mau-b/"),
    ("documents", "van-ban/"),
    ("document", "van-ban/ke-hoach-327-kh-ubnd/"),
    ("history", "lich-su/"),
    ("gallery", "thu-vien/"),
    ("slogans", "khau-hieu/"),
    ("contact", "lien-he/"),
    ("bulletin", "ban-tin-tuan/"),
    ("guide", "huong-dan-bien-tap/"),
    ("site-map", "so-do-trang/"),
];

/// What is wrong with a page for those who hear it, press its keys, or see little.
pub const PEOPLE: &str = include_str!("people.js");

pub fn trials() -> Vec<Trial> {
    let mut trials = Vec::new();
    for &(kind, path) in PAGES {
        for way in Way::ALL {
            trials.push(trial(format!("looks::{kind}::{way}"), move || check(kind, path, way)));
        }
    }
    trials.push(trial("looks::unknown-address", check_unknown_address));
    trials
}

#[track_caller]
fn check(kind: &str, path: &str, way: Way) {
    let (home, address) = (SHIPPED.folder_at(way), SHIPPED.at(way, path));
    let mut tab = Tab::empty(Look::DESK);
    for size in [Look::DESK, Look::PHONE] {
        for look in [size, size.dark(), size.without_script(), size.dark().without_script()] {
            tab.look_again(look);
            tab.go(&address);
            let described = format!("{address} {look:?}");
            assert_eq!(tab.complaints(), [""; 0], "{described}");
            let elsewhere: Vec<_> =
                tab.requests().into_iter().filter(|asked| !asked.starts_with(&home)).collect();
            assert_eq!(elsewhere, [""; 0], "{described}: asked of others");
            let (wide, width): (f64, f64) =
                tab.evaluate("[document.documentElement.scrollWidth, innerWidth]");
            assert!(wide <= width, "{described}: {wide} px wide, the screen {width}");
            // What people need is the same wherever the page comes from.
            if way == Way::Disk {
                let problems: Vec<String> = tab.evaluate(PEOPLE);
                assert_eq!(problems, [""; 0], "{described}");
            }
            if look.script {
                assert_still(&tab, &address, &described);
            }
            if let Some(folder) = env::var_os("PICTURES") {
                tab.picture(&Path::new(&folder).join(file_name(kind, way, look)));
            }
        }
    }
}

/// Nothing jumps while the page is loaded. What jumps by itself does so each time; a face that comes in the very moment in
/// which the page is first drawn, on a machine that is busy, does not.
#[track_caller]
fn assert_still(tab: &Tab, address: &str, described: &str) {
    let mut shifts = Vec::new();
    for _ in 0..4 {
        shifts.push(tab.layout_shift());
        if shifts.last() == Some(&0.0) {
            return;
        }
        tab.go(address);
    }
    panic!("{described}: the page has jumped: {shifts:?}");
}

/// Where a picture of a look is put: `PICTURES=/tmp cargo test --test browser looks::article`.
fn file_name(kind: &str, way: Way, look: Look) -> String {
    let scheme = if look.dark { "dark" } else { "light" };
    let script = if look.script { "" } else { "-no-script" };
    format!("{kind}-{way}-{}-{scheme}{script}.png", look.width)
}

/// What a server shows for an address that it does not know.
#[track_caller]
fn check_unknown_address() {
    let tab = Tab::open(Look::PHONE, &SHIPPED.at(Way::Root, "khong/co/trang/nay/"));
    tab.wait_for("document.querySelector('h1') !== null");
    // The browser tells that there was none.
    let told = tab.complaints();
    assert!(matches!(&told[..], [one] if one.contains("404")), "{told:?}");
    let home: String = tab.evaluate("document.querySelector('main a').href");
    assert_eq!(home, SHIPPED.at(Way::Root, ""));
}
