//! The clock of the campaign, on the reader's day.

use libtest_mimic::Trial;

use crate::chromium::{Look, Tab};
use crate::sites::{SHIPPED, Way};
use crate::trial;

/// A moment at the reader's, and what the clock says then; the days are those of Việt Nam.
const DAYS: &[(&str, &str)] = &[
    ("2024-05-19T16:59:59Z", "Còn 1 ngày đến ngày phát động"),
    ("2024-05-19T17:00:00Z", "Ngày thứ 1/78"),
    ("2024-08-05T16:59:59Z", "Ngày thứ 78/78"),
    ("2024-08-05T17:00:00Z", "Đợt thi đua đã kết thúc; còn 18 ngày đến ngày 24/8/2024"),
    ("2024-08-24T08:00:00+07:00", "Hôm nay là ngày kỷ niệm, ngày 24/8/2024"),
    ("2024-08-25T08:00:00+07:00", "Đợt thi đua đã kết thúc"),
];

pub fn trials() -> Vec<Trial> {
    vec![trial("clock::days", || {
        for (now, words) in DAYS {
            let tab = Tab::open(Look::PHONE.at(now), &SHIPPED.at(Way::Root, ""));
            let told: String = tab.evaluate("document.querySelector('[data-clock-main]').textContent");
            assert_eq!(told, *words, "{now}");
        }
        // Without script the day of the build stands.
        let tab = Tab::open(Look::DESK.without_script(), &SHIPPED.at(Way::Disk, ""));
        let told: String = tab.evaluate("document.querySelector('[data-clock-main]').textContent");
        assert_eq!(told, "Ngày thứ 22/78");
    })]
}
