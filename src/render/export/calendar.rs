//! The days of the campaign as iCalendar (RFC 5545). All of them are days without an hour, so no time zone is named; and
//! nothing depends on the clock, so an event keeps its identity and its stamp from build to build.

use jiff::civil::Date;

use crate::campaign::Campaign;
use crate::permalink::Permalink;
use crate::site::{Event, Occasion, calendar};
use crate::text::{Locale, dates, slug};

use super::super::renderer::Renderer;

/// The most octets of a line, without its end.
const LONGEST: usize = 75;

/// Writes the calendar.
pub(super) fn write(renderer: &Renderer<'_>) -> Vec<u8> {
    let Some(campaign) = &renderer.input.site.campaign else { return Vec::new() };
    let locale = renderer.locale();
    let mut lines = Lines::default();
    let language = match locale {
        Locale::Vi => "VI",
        Locale::En => "EN",
    };
    lines.add("BEGIN", "VCALENDAR");
    lines.add("VERSION", "2.0");
    lines.add("PRODID", &format!("-//thidua//thidua//{language}"));
    lines.add("CALSCALE", "GREGORIAN");
    lines.text("NAME", &campaign.short_name);
    lines.text("X-WR-CALNAME", &campaign.short_name);
    let home = renderer.away.as_ref().map(|base| base.href(&Permalink::home()));
    for event in calendar(campaign) {
        let words = words(campaign, event.occasion, locale);
        lines.add("BEGIN", "VEVENT");
        lines.add("UID", &uid(campaign, event));
        lines.add("DTSTAMP", &format!("{}T000000Z", basic(campaign.period.start)));
        lines.add("DTSTART;VALUE=DATE", &basic(event.from));
        // The end is the first day that is no longer part of it.
        lines.add("DTEND;VALUE=DATE", &basic(event.to.saturating_add(jiff::Span::new().days(1))));
        lines.text("SUMMARY", &words.title);
        if let Some(text) = &words.text {
            lines.text("DESCRIPTION", text);
        }
        if let Some(home) = &home {
            lines.add("URL", home);
        }
        // Nobody is kept from a meeting by it.
        lines.add("TRANSP", "TRANSPARENT");
        lines.add("END", "VEVENT");
    }
    lines.add("END", "VCALENDAR");
    lines.0.into_bytes()
}

/// What is said of an event.
pub(in super::super) struct Words {
    /// In a few words.
    pub(in super::super) title: String,
    /// In more.
    pub(in super::super) text: Option<String>,
}

/// What is said of an event of `campaign`.
pub(in super::super) fn words(campaign: &Campaign, occasion: Occasion, locale: Locale) -> Words {
    let (title, text) = match occasion {
        Occasion::Period => (campaign.short_name.to_string(), Some(campaign.name.to_string())),
        Occasion::Report(week) => {
            let (from, to) = (dates::short(week.from, locale), dates::short(week.to, locale));
            match locale {
                Locale::Vi => (
                    format!("Báo cáo tuần {}", week.number),
                    Some(format!("Các đơn vị báo cáo tuần {}: từ {from} đến {to}.", week.number)),
                ),
                Locale::En => (
                    format!("Reports on week {}", week.number),
                    Some(format!("Units report on week {}: {from} to {to}.", week.number)),
                ),
            }
        }
        Occasion::Due(at) => {
            let Some(undertaking) = campaign.undertakings.iter().nth(at) else {
                return Words { title: String::new(), text: None };
            };
            let unit = campaign.unit(undertaking.unit.as_str()).map(|unit| unit.short_name().as_str());
            let (title, unit) = (undertaking.title.as_str(), unit.unwrap_or_default());
            let sample = match (undertaking.sample, locale) {
                (false, _) => "",
                (true, Locale::Vi) => " (mẫu)",
                (true, Locale::En) => " (sample)",
            };
            match locale {
                Locale::Vi => (format!("Hạn: {title} – {unit}{sample}"), None),
                Locale::En => (format!("Due: {title} – {unit}{sample}"), None),
            }
        }
        Occasion::Anniversary => {
            let day = &campaign.anniversary;
            let years = i32::from(day.date.year()) - i32::from(day.of.year());
            let is_round = (day.date.month(), day.date.day()) == (day.of.month(), day.of.day());
            let title = match locale {
                Locale::Vi if is_round => format!("{years} năm {}", *day.name),
                Locale::En if is_round => format!("{}: {years} years", *day.name),
                Locale::Vi | Locale::En => day.name.to_string(),
            };
            (title, Some(format!("{} - {}", dates::short(day.of, locale), dates::short(day.date, locale))))
        }
    };
    Words { title, text }
}

/// The same from build to build, and in no other campaign or office.
fn uid(campaign: &Campaign, event: Event) -> String {
    let what = match event.occasion {
        Occasion::Period => "thoi-gian".to_owned(),
        Occasion::Report(week) => format!("bao-cao-tuan-{}", week.number),
        Occasion::Due(at) => {
            let id = campaign.undertakings.iter().nth(at).map_or("", |undertaking| undertaking.id.as_str());
            format!("han-{id}")
        }
        Occasion::Anniversary => "ngay-ky-niem".to_owned(),
    };
    format!("{what}.{}@{}", basic(campaign.period.start), slug(&campaign.issuer))
}

/// `20240520`.
fn basic(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

/// Lines as RFC 5545 has them.
#[derive(Default)]
struct Lines(String);

impl Lines {
    /// A line whose value needs no escapes.
    fn add(&mut self, name: &str, value: &str) {
        let line = format!("{name}:{value}");
        let mut rest = line.as_str();
        let mut room = LONGEST;
        while rest.len() > room {
            let (now, later) = rest.split_at(rest.floor_char_boundary(room));
            self.0.push_str(now);
            self.0.push_str("\r\n ");
            rest = later;
            room = LONGEST - 1;
        }
        self.0.push_str(rest);
        self.0.push_str("\r\n");
    }

    /// A line of text.
    fn text(&mut self, name: &str, text: &str) {
        let mut escaped = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '\\' | ';' | ',' => escaped.extend(['\\', c]),
                '\n' => escaped.push_str("\\n"),
                c if c.is_control() => {}
                c => escaped.push(c),
            }
        }
        self.add(name, &escaped);
    }
}
