//! The keyboard alone.

use libtest_mimic::Trial;

use crate::chromium::{Look, Tab};
use crate::sites::{SHIPPED, Way};
use crate::trial;

pub fn trials() -> Vec<Trial> {
    vec![
        trial("keys::skip-link", skip_link),
        trial("keys::menu", menu),
        trial("keys::menu-on-a-phone", menu_on_a_phone),
        trial("keys::register", register),
        trial("keys::dark-colours", dark_colours),
        trial("keys::copy-the-link", copy_the_link),
    ]
}

/// Goes on from stop to stop until a stop fits; each must show that it has the focus.
#[track_caller]
fn tab_to(tab: &Tab, selector: &str) {
    for _ in 0..150 {
        tab.press("Tab");
        let (is_there, is_seen): (bool, bool) = tab.evaluate(&format!(
            "(() => {{ const it = document.activeElement; const style = getComputedStyle(it); \
             return [it.matches(`{selector}`), it === document.body || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2)]; }})()"
        ));
        assert!(
            is_seen,
            "the focus is not to be seen: {}",
            tab.evaluate::<String>("document.activeElement.outerHTML")
        );
        if is_there {
            return;
        }
    }
    panic!("no key leads to {selector}");
}

/// With and without script a group opens by a key, and its entries are the next stops; Escape closes it where scripts run.
#[track_caller]
fn menu() {
    for look in [Look::DESK, Look::DESK.without_script()] {
        let tab = Tab::open(look, &SHIPPED.at(Way::Disk, ""));
        tab_to(&tab, ".main-menu summary");
        tab.press("Enter");
        tab.wait_for("document.querySelector('.main-menu details').open");
        tab.press("Tab");
        assert!(tab.evaluate::<bool>("document.activeElement.matches('.main-menu details[open] a')"));
        if look.script {
            tab.press("Escape");
            tab.wait_for("!document.querySelector('.main-menu details').open");
            assert!(tab.evaluate::<bool>("document.activeElement.matches('.main-menu summary')"));
        } else {
            tab.press("Enter");
            tab.wait_for("location.pathname.includes('/ke-hoach/')");
        }
    }
}

#[track_caller]
fn menu_on_a_phone() {
    for look in [Look::PHONE, Look::PHONE.without_script()] {
        let tab = Tab::open(look, &SHIPPED.at(Way::Disk, "tin-tuc/"));
        let shown = "document.querySelector('#main_menu').checkVisibility()";
        assert!(!tab.evaluate::<bool>(shown));
        tab_to(&tab, ".menu-open");
        tab.press("Enter");
        tab.wait_for(shown);
        tab_to(&tab, ".menu-close");
        tab.press("Enter");
        tab.wait_for(&format!("!{shown}"));
    }
}

/// The reader's choice of colours holds on the next page, whatever the system prefers.
#[track_caller]
fn dark_colours() {
    let tab = Tab::open(Look::PHONE, &SHIPPED.at(Way::Root, ""));
    let ground = "getComputedStyle(document.body).backgroundColor";
    let light: String = tab.evaluate(ground);
    tab_to(&tab, "[data-scheme-switch]");
    tab.press("Space");
    tab.wait_for("document.querySelector('[data-scheme-switch]').getAttribute('aria-pressed') === 'true'");
    let dark: String = tab.evaluate(ground);
    assert_ne!(light, dark);
    tab.go(&SHIPPED.at(Way::Root, "tin-tuc/"));
    assert_eq!(tab.evaluate::<String>(ground), dark);
}

/// The address is copied, or shown where the browser does not let it be copied; and the reader is told.
#[track_caller]
fn copy_the_link() {
    let tab = Tab::open(Look::DESK, &SHIPPED.at(Way::Disk, "tin-tuc/tu-09-8-den-24-8-1949/"));
    tab_to(&tab, "[data-tool='copy']");
    tab.press("Enter");
    tab.wait_for("document.querySelector('.tools [role=status]').textContent !== ''");
    let told: String = tab.evaluate("document.querySelector('.tools [role=status]').textContent");
    let address = "https://thidua75.example/tin-tuc/tu-09-8-den-24-8-1949/";
    assert!(told == "Đã chép liên kết." || told == address, "{told}");
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
    tab_to(&tab, "[data-register-filter] input");
    tab.write("nghi dinh 98");
    tab.wait_for("document.querySelectorAll('.register tbody tr:not([hidden])').length === 1");
}
