//! What templates see, exactly as `themes/README.md` tells it. Every key is always there; what is not given is null.
//!
//! A view that holds values made elsewhere, such as cards, gets them as keys added to its own ([`fields`]): they are
//! shared then, not copied.

use jiff::civil;
use serde::{Serialize, Serializer};
use tera::{Map, Value};

use crate::campaign;
use crate::lang::Lang;
use crate::text::{Locale, dates, typography};

/// The keys of a view.
pub(super) fn fields<T: Serialize>(view: &T) -> Map {
    Value::from_serializable(view).into_map().unwrap_or_default()
}

/// Words for readers: no line ends between what belongs together.
pub(super) fn words<T: AsRef<str>, S: Serializer>(text: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&typography::bind(text.as_ref()))
}

/// [`words`] as a value.
pub(super) fn word_value(text: &str) -> Value {
    typography::bind(text).into()
}

/// [`words`], where there are any.
pub(super) fn words_if_any<T: AsRef<str>, S: Serializer>(
    text: &Option<T>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match text {
        Some(text) => words(text, serializer),
        None => serializer.serialize_none(),
    }
}

/// HTML that a template made, for another to show.
pub(super) fn html(made: &[u8]) -> Value {
    Value::safe_string(simdutf8::basic::from_utf8(made).unwrap_or_default())
}

/// A list of links where there are none.
pub(super) fn no_links() -> Value {
    Vec::<Value>::new().into()
}

/// A day in the ways a reader may see it.
#[derive(Debug, Serialize)]
pub(super) struct Date {
    iso: String,
    short: String,
    #[serde(serialize_with = "words")]
    long: String,
    weekday: &'static str,
}

impl Date {
    pub(super) fn new(date: civil::Date, locale: Locale) -> Self {
        Self {
            iso: date.to_string(),
            short: dates::short(date, locale),
            long: dates::long(date, locale),
            weekday: dates::weekday(date, locale),
        }
    }
}

/// A title and where it leads.
#[derive(Debug, Serialize)]
pub(super) struct Link {
    #[serde(serialize_with = "words")]
    pub(super) title: String,
    pub(super) href: String,
}

/// A picture.
#[derive(Debug, Serialize)]
pub(super) struct Image {
    pub(super) src: String,
    #[serde(serialize_with = "words")]
    pub(super) alt: String,
    pub(super) width: Option<u32>,
    pub(super) height: Option<u32>,
}

/// A content or movement of the campaign.
#[derive(Debug, Serialize)]
pub(super) struct Part<'a> {
    pub(super) id: &'a str,
    pub(super) number: Option<usize>,
    #[serde(serialize_with = "words")]
    pub(super) name: &'a str,
    pub(super) href: Option<String>,
}

/// A unit of the campaign.
#[derive(Debug, Serialize)]
pub(super) struct Unit {
    pub(super) id: String,
    #[serde(serialize_with = "words")]
    pub(super) name: String,
    #[serde(serialize_with = "words")]
    pub(super) short_name: String,
    #[serde(serialize_with = "words_if_any")]
    pub(super) head: Option<String>,
    pub(super) sample: bool,
    pub(super) href: Option<String>,
}

/// A page in a list, but for its links.
#[derive(Debug, Serialize)]
pub(super) struct Facts<'a> {
    #[serde(serialize_with = "words")]
    pub(super) title: &'a str,
    pub(super) path: &'a str,
    pub(super) lang: &'a str,
    pub(super) date: Option<Date>,
    pub(super) updated: Option<Date>,
    #[serde(serialize_with = "words")]
    pub(super) summary: String,
    pub(super) sample: bool,
    pub(super) draft: bool,
    pub(super) words: usize,
    pub(super) reading_minutes: u32,
    pub(super) weight: Option<i64>,
}

/// What a page by itself has besides the keys of a page in a list; further `lists` and `data`.
#[derive(Debug, Serialize)]
pub(super) struct Page<'a> {
    #[serde(serialize_with = "words_if_any")]
    pub(super) description: Option<&'a str>,
    pub(super) previous: Option<Link>,
    pub(super) next: Option<Link>,
}

/// What a page or section shows of its body.
#[derive(Debug, Serialize)]
pub(super) struct Content {
    pub(super) content: String,
    pub(super) toc: Vec<Heading>,
    pub(super) show_toc: bool,
}

/// A section, or one page of its list; further [`Content`], `pages`, `lists` and `data`.
#[derive(Debug, Serialize)]
pub(super) struct Section {
    #[serde(serialize_with = "words")]
    pub(super) title: String,
    pub(super) href: String,
    pub(super) path: String,
    pub(super) lang: String,
    #[serde(serialize_with = "words_if_any")]
    pub(super) description: Option<String>,
    pub(super) total: usize,
    pub(super) subsections: Vec<SubSection>,
    pub(super) pager: Option<Pager>,
    pub(super) sample: bool,
    pub(super) cover: Option<Image>,
    pub(super) updated: Option<Date>,
    pub(super) previous: Option<Link>,
    pub(super) next: Option<Link>,
}

/// A section below another.
#[derive(Debug, Serialize)]
pub(super) struct SubSection {
    #[serde(serialize_with = "words")]
    pub(super) title: String,
    pub(super) href: String,
    #[serde(serialize_with = "words_if_any")]
    pub(super) description: Option<String>,
    pub(super) total: usize,
}

/// A heading of the table of contents.
#[derive(Debug, Serialize)]
pub(super) struct Heading {
    pub(super) id: String,
    #[serde(serialize_with = "words")]
    pub(super) title: String,
    pub(super) level: u8,
    pub(super) children: Vec<Heading>,
}

/// The pages of a list: the current one, its neighbours, and the ways to the others.
#[derive(Debug, Serialize)]
pub(super) struct Pager {
    pub(super) current: usize,
    pub(super) total: usize,
    pub(super) pages: Vec<PagerPage>,
    pub(super) first: String,
    pub(super) last: String,
    pub(super) previous: Option<String>,
    pub(super) next: Option<String>,
}

/// One page of a list.
#[derive(Debug, Serialize)]
pub(super) struct PagerPage {
    pub(super) number: usize,
    pub(super) href: String,
}

/// All terms of a taxonomy; further `terms`.
#[derive(Debug, Serialize)]
pub(super) struct Taxonomy {
    pub(super) name: String,
    #[serde(serialize_with = "words")]
    pub(super) title: String,
    pub(super) href: String,
    pub(super) path: String,
}

/// A term in a list of terms; further `unit`.
#[derive(Debug, Serialize)]
pub(super) struct TermLink {
    #[serde(serialize_with = "words")]
    pub(super) title: String,
    pub(super) href: String,
    pub(super) total: usize,
}

/// A term, or one page of its list; further `pages`, `taxonomy` and `unit`.
#[derive(Debug, Serialize)]
pub(super) struct Term {
    #[serde(serialize_with = "words")]
    pub(super) title: String,
    pub(super) href: String,
    pub(super) path: String,
    pub(super) total: usize,
    pub(super) pager: Option<Pager>,
}

/// The facts of an official document; further `abstract`.
#[derive(Debug, Serialize)]
pub(super) struct Document {
    pub(super) number: String,
    pub(super) issued: Option<Date>,
    pub(super) effective: Option<Date>,
    #[serde(serialize_with = "words_if_any")]
    pub(super) issuer: Option<String>,
    #[serde(serialize_with = "words_if_any")]
    pub(super) kind: Option<String>,
    #[serde(serialize_with = "words_if_any")]
    pub(super) signer: Option<String>,
    #[serde(serialize_with = "words_if_any")]
    pub(super) signer_title: Option<String>,
    pub(super) file: Option<String>,
    pub(super) source: Option<String>,
    pub(super) legal_basis: Vec<Cited>,
    pub(super) replaces: Vec<Cited>,
    pub(super) replaced_by: Vec<Cited>,
}

/// A document that another one names; the title and the way to it only if it is in the register.
#[derive(Debug, Serialize)]
pub(super) struct Cited {
    pub(super) number: String,
    pub(super) title: Option<String>,
    pub(super) href: Option<String>,
}

/// An entry of a menu. In a frame, `current` says whether it leads to the page (`page`) or above it (`true`), and
/// `holds_current` whether it or an entry below it does.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct MenuItem {
    #[serde(serialize_with = "words")]
    pub(super) title: String,
    pub(super) href: Option<String>,
    pub(super) path: Option<String>,
    pub(super) external: bool,
    pub(super) current: Option<&'static str>,
    pub(super) holds_current: bool,
    pub(super) children: Vec<MenuItem>,
}

/// The same page in another language.
#[derive(Debug, Serialize)]
pub(super) struct Translation {
    pub(super) lang: String,
    pub(super) name: String,
    pub(super) href: String,
}

/// A feed of what the page shows.
#[derive(Debug, Serialize)]
pub(super) struct Feed {
    #[serde(serialize_with = "words")]
    pub(super) title: String,
    #[serde(serialize_with = "words_if_any")]
    pub(super) name: Option<String>,
    pub(super) formats: Vec<FeedFormat>,
}

/// A feed in one format.
#[derive(Debug, Serialize)]
pub(super) struct FeedFormat {
    pub(super) kind: &'static str,
    pub(super) label: &'static str,
    pub(super) mime: &'static str,
    pub(super) href: String,
}

/// The site as a whole.
#[derive(Debug, Serialize)]
pub(super) struct Site {
    #[serde(serialize_with = "words")]
    pub(super) title: String,
    #[serde(serialize_with = "words")]
    pub(super) description: String,
    #[serde(serialize_with = "words")]
    pub(super) organisation: String,
    pub(super) language: String,
    pub(super) languages: Vec<String>,
    pub(super) home: String,
    pub(super) search: Option<String>,
}

/// Where search begins.
#[derive(Debug, Serialize)]
pub(super) struct Search {
    pub(super) index: String,
}

/// A branch of the tree of a site.
#[derive(Debug, Serialize)]
pub(super) struct Branch {
    #[serde(serialize_with = "words")]
    pub(super) title: String,
    pub(super) href: String,
    pub(super) pages: Vec<Link>,
    pub(super) sections: Vec<Branch>,
}

/// Where the campaign stands on the day of the build.
#[derive(Debug, Serialize)]
pub(super) struct Clock {
    state: &'static str,
    day: i32,
    days: i32,
    days_to_start: i32,
    days_to_anniversary: i32,
    days_since_anniversary: i32,
    today: Date,
    start: Date,
    end: Date,
    anniversary: Date,
}

impl Clock {
    pub(super) fn new(campaign: &campaign::Campaign, today: civil::Date, lang: &Lang) -> Self {
        let clock = campaign::clock(&campaign.period, &campaign.anniversary, today);
        let date = |date| Date::new(date, lang.locale());
        let (state, day, days_to_start) = match clock {
            campaign::Clock::Before { days_to_start } => ("before", 0, days_to_start),
            campaign::Clock::Running { day, .. } => ("running", day, 0),
            campaign::Clock::Awaiting { .. } => ("awaiting", 0, 0),
            campaign::Clock::Ended { .. } => ("ended", 0, 0),
        };
        let to_anniversary = days_between(today, campaign.anniversary.date);
        Self {
            state,
            day: i32::try_from(day).unwrap_or_default(),
            days: i32::try_from(campaign.period.days()).unwrap_or_default(),
            days_to_start: i32::try_from(days_to_start).unwrap_or_default(),
            days_to_anniversary: to_anniversary.max(0),
            days_since_anniversary: (-to_anniversary).max(0),
            today: date(today),
            start: date(campaign.period.start),
            end: date(campaign.period.end),
            anniversary: date(campaign.anniversary.date),
        }
    }
}

fn days_between(from: civil::Date, to: civil::Date) -> i32 {
    from.until(to).map(|span| span.get_days()).unwrap_or_default()
}
