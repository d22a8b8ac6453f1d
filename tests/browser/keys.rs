//! The keyboard alone.

use libtest_mimic::Trial;

use crate::chromium::{Look, Tab};
use crate::sites::{SHIPPED, Way};
use crate::trial;

pub fn trials() -> Vec<Trial> {
    vec![trial("keys::skip-link", skip_link), trial("keys::register", register)]
}

#[track_caller]
fn skip_link() {
    for look in [Look::DESK, Look::PHONE.without_script()] {
        let tab = Tab::open(look, &SHIPPED.at(Way::Disk, "tin-tuc/"));
        tab.press("Tab");
        tab.press("Enter");
        tab.wait_for("document.activeElement.id === 'main_content'");
        // The next stop is in the page, not in the menu.
        tab.press("Tab");
        assert!(tab.evaluate::<bool>("document.activeElement.closest('main') !== null"));
    }
}

/// The filter of the register, typed without marks.
#[track_caller]
fn register() {
    let tab = Tab::open(Look::PHONE, &SHIPPED.at(Way::Disk, "van-ban/"));
    let reached = "document.activeElement.matches('[data-register-filter] input')";
    for _ in 0..100 {
        if tab.evaluate(reached) {
            break;
        }
        tab.press("Tab");
    }
    assert!(tab.evaluate::<bool>(reached));
    tab.write("nghi dinh 98");
    tab.wait_for("document.querySelectorAll('.register tbody tr:not([hidden])').length === 1");
}
