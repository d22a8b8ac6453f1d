//! Where the campaign stands on a day (đồng hồ đợt thi đua).

use jiff::civil::Date;

use super::period::{Anniversary, Period, days_between};

/// Where the campaign stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// It has not begun.
    Before {
        /// Days until the first day; 1 on its eve.
        days_to_start: u32,
    },
    /// It runs: from the first day to the last, both counted.
    Running {
        /// Which day of it, from 1.
        day: u32,
        /// Of how many.
        days: u32,
    },
    /// It is over, and the anniversary is to come or is today.
    Awaiting {
        /// Days until the anniversary; 0 on the day itself.
        days_to_anniversary: u32,
    },
    /// It is over, and so is the anniversary.
    Ended {
        /// Days since the anniversary; 1 on the day after. More than the days since the end if it fell earlier.
        days_since_anniversary: u32,
    },
}

/// Where the campaign stands on the day `today`. While it runs it is running, even past the anniversary.
pub fn clock(period: &Period, anniversary: &Anniversary, today: Date) -> Clock {
    if today < period.start {
        Clock::Before { days_to_start: days_between(today, period.start) }
    } else if today <= period.end {
        Clock::Running { day: days_between(period.start, today) + 1, days: period.days() }
    } else if today <= anniversary.date {
        Clock::Awaiting { days_to_anniversary: days_between(today, anniversary.date) }
    } else {
        Clock::Ended { days_since_anniversary: days_between(anniversary.date, today) }
    }
}
