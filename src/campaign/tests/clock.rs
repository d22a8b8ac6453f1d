//! Where a campaign stands around every boundary; the days are counted by hand.

use jiff::civil::{Date, date};

use super::{BAC_KAN, Campaign, LIBRARY, good};
use crate::campaign::Clock;

#[test]
fn the_clock_at_every_boundary() {
    let around = |campaign: &Campaign, days: &[(Date, Clock)]| {
        for (today, expected) in days {
            assert_eq!(campaign.clock(*today), *expected, "on {today}");
        }
    };
    let before = |days_to_start| Clock::Before { days_to_start };
    let running = |day, days| Clock::Running { day, days };
    let awaiting = |days_to_anniversary| Clock::Awaiting { days_to_anniversary };
    let ended = |days_since_anniversary| Clock::Ended { days_since_anniversary };
    around(
        &good(BAC_KAN),
        &[
            (date(2024, 5, 1), before(19)),
            (date(2024, 5, 19), before(1)),
            (date(2024, 5, 20), running(1, 78)),
            (date(2024, 6, 12), running(24, 78)),
            (date(2024, 8, 2), running(75, 78)),
            (date(2024, 8, 5), running(78, 78)),
            (date(2024, 8, 6), awaiting(18)),
            (date(2024, 8, 10), awaiting(14)),
            (date(2024, 8, 23), awaiting(1)),
            (date(2024, 8, 24), awaiting(0)),
            (date(2024, 8, 25), ended(1)),
            (date(2024, 9, 1), ended(8)),
        ],
    );
    let anniversary_on = |day: &str| good(&LIBRARY.replace("date: 10/10/2025", &format!("date: {day}")));
    // The anniversary within the period, on its last day, and before it.
    around(
        &anniversary_on("15/9/2025"),
        &[(date(2025, 9, 15), running(15, 30)), (date(2025, 10, 1), ended(16))],
    );
    around(
        &anniversary_on("30/9/2025"),
        &[(date(2025, 9, 30), running(30, 30)), (date(2025, 10, 1), ended(1))],
    );
    around(
        &anniversary_on("20/8/2025"),
        &[(date(2025, 8, 25), before(7)), (date(2025, 9, 1), running(1, 30)), (date(2025, 10, 1), ended(42))],
    );
}
