//! The shapes of JSON Feed 1.1.

use serde::Serialize;

use super::feed::{Feed, rfc3339};

/// The feed as JSON.
pub(super) fn write(feed: &Feed<'_>) -> Vec<u8> {
    let items = feed.entries.iter().map(|entry| Item {
        id: &entry.address,
        url: &entry.address,
        title: &entry.title,
        summary: &entry.summary,
        content_html: entry.html(),
        date_published: rfc3339(entry.published),
        date_modified: rfc3339(entry.updated),
        authors: entry.authors.iter().map(|name| Author { name }).collect(),
    });
    let feed = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        description: feed.description,
        language: feed.lang,
        home_page_url: &feed.home,
        feed_url: &feed.address,
        items: items.collect(),
    };
    let mut text = serde_json::to_vec_pretty(&feed).unwrap_or_default();
    text.push(b'\n');
    text
}

#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'a str,
    title: &'a str,
    description: &'a str,
    language: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    summary: &'a str,
    content_html: &'a str,
    date_published: String,
    date_modified: String,
    authors: Vec<Author<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
}
