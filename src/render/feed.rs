//! The newest posts of a site, section or term, in the three formats readers know: Atom (RFC 4287), RSS 2.0 and
//! JSON Feed 1.1. Links are absolute, so there are feeds only where the site has a base URL.
//!
//! A post stands in many feeds in the same words, so [`Feeds`] remembers each [`Entry`] once made.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::OnceLock;

use jiff::civil::Date;
use quick_xml::escape::escape;
use quick_xml::events::BytesText;

use crate::config::FeedFormat;
use crate::diag::Diagnostic;
use crate::lang::Lang;
use crate::permalink::{LinkBase, Permalink};
use crate::site::{FeedOf, Node, PageId, Route, Site, What};

use super::json_feed;
use super::renderer::Renderer;
use super::xml::{Xml, allowed, document, text};

/// A feed, before it has a format.
pub(super) struct Feed<'a> {
    pub(super) title: String,
    pub(super) description: &'a str,
    pub(super) lang: &'a str,
    /// Whose posts they are where no author is named.
    pub(super) office: &'a str,
    /// The page it is about.
    pub(super) home: String,
    /// Its own address.
    pub(super) address: String,
    pub(super) entries: Vec<&'a Entry>,
}

/// A post in a feed. The same in every feed that has it, so it is made once.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) title: String,
    pub(super) address: String,
    pub(super) published: Date,
    pub(super) updated: Date,
    pub(super) authors: Vec<String>,
    pub(super) summary: String,
    pub(super) html: String,
    /// The HTML once more, escaped for XML.
    pub(super) xml: String,
}

/// What all feeds are made from: the posts of each, newest first, and every post that stands in one.
#[derive(Debug, Default)]
pub(super) struct Feeds {
    posts: HashMap<FeedOf, Vec<PageId>>,
    entries: HashMap<PageId, OnceLock<Result<Entry, Vec<Diagnostic>>>>,
}

impl Feeds {
    /// Finds the newest posts of every feed among the routes.
    pub(super) fn new(site: &Site, routes: &[Route]) -> Self {
        let mut feeds = Self::default();
        for route in routes {
            let What::Feed(of, _) = &route.what else { continue };
            if !feeds.posts.contains_key(of) {
                let posts = newest(site, of);
                feeds.entries.extend(posts.iter().map(|&post| (post, OnceLock::new())));
                feeds.posts.insert(of.clone(), posts);
            }
        }
        feeds
    }

    /// Whether there is a feed of `of`.
    pub(super) fn contains(&self, of: &FeedOf) -> bool {
        self.posts.contains_key(of)
    }
}

/// Renders the feed of `of` that stands at `permalink`.
pub(super) fn render(
    renderer: &Renderer<'_>,
    of: &FeedOf,
    format: FeedFormat,
    permalink: &Permalink,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let feed = gather(renderer, of, permalink)?;
    Ok(match format {
        FeedFormat::Atom => atom(&feed),
        FeedFormat::Rss => rss(&feed),
        FeedFormat::Json => json_feed::write(&feed),
    })
}

/// What a feed is called: the site's name, and that of the section or term.
pub(super) fn title(site: &Site, of: &FeedOf) -> String {
    let lang = match of {
        FeedOf::Section(section) => &site[*section].lang,
        FeedOf::Term(term) => &site[site[*term].taxonomy].lang,
    };
    let whole = &site.config.language(lang).title;
    name(site, of).map_or_else(|| whole.clone(), |own| format!("{own} – {whole}"))
}

/// The name of the section or term whose feed it is; none for that of all the site.
pub(super) fn name<'a>(site: &'a Site, of: &FeedOf) -> Option<&'a str> {
    match of {
        FeedOf::Section(section) => site[*section].parent.map(|_| site[*section].title.as_str()),
        FeedOf::Term(term) => Some(&site[*term].title),
    }
}

/// The page a feed is about.
pub(super) fn subject<'a>(site: &'a Site, of: &FeedOf) -> &'a Permalink {
    match of {
        FeedOf::Section(section) => &site[*section].permalink,
        FeedOf::Term(term) => &site[*term].permalink,
    }
}

/// The name of a format in templates.
pub(super) fn kind(format: FeedFormat) -> &'static str {
    match format {
        FeedFormat::Atom => "atom",
        FeedFormat::Rss => "rss",
        FeedFormat::Json => "json",
    }
}

/// The name of a format for readers.
pub(super) fn label(format: FeedFormat) -> &'static str {
    match format {
        FeedFormat::Atom => "Atom",
        FeedFormat::Rss => "RSS",
        FeedFormat::Json => "JSON",
    }
}

/// The media type of a format.
pub(super) fn mime(format: FeedFormat) -> &'static str {
    match format {
        FeedFormat::Atom => "application/atom+xml",
        FeedFormat::Rss => "application/rss+xml",
        FeedFormat::Json => "application/feed+json",
    }
}

/// The dated posts of a section and of those below it, or of a term; as many as feeds hold.
fn newest(site: &Site, of: &FeedOf) -> Vec<PageId> {
    let mut posts = match of {
        FeedOf::Section(section) => site.descendants(*section),
        FeedOf::Term(term) => site[*term].pages.clone(),
    };
    posts.retain(|&post| site[post].document.date.is_some());
    posts.sort_by_key(|&post| (Reverse(site[post].document.date), post));
    posts.truncate(site.config.feeds.limit);
    posts
}

fn gather<'a>(
    renderer: &'a Renderer<'_>,
    of: &FeedOf,
    permalink: &Permalink,
) -> Result<Feed<'a>, Vec<Diagnostic>> {
    let site = renderer.input.site;
    let Some(base) = renderer.absolute() else { return Err(Vec::new()) };
    let lang = match of {
        FeedOf::Section(section) => &site[*section].lang,
        FeedOf::Term(term) => &site[site[*term].taxonomy].lang,
    };
    let posts = renderer.feeds.posts.get(of).map_or(&[][..], Vec::as_slice);
    let entries = posts.iter().filter_map(|post| {
        let made = renderer.feeds.entries.get(post)?.get_or_init(|| entry(renderer, &base, lang, *post));
        Some(made.as_ref().map_err(Clone::clone))
    });
    let language = site.config.language(lang);
    let office = site.config.organisation.as_str();
    Ok(Feed {
        title: title(site, of),
        description: &language.description,
        office: if office.is_empty() { &language.title } else { office },
        lang: lang.code(),
        home: base.href(subject(site, of)),
        address: base.href(permalink),
        entries: entries.collect::<Result<_, _>>()?,
    })
}

fn entry(
    renderer: &Renderer<'_>,
    base: &LinkBase,
    lang: &Lang,
    post: PageId,
) -> Result<Entry, Vec<Diagnostic>> {
    let page = &renderer.input.site[post];
    let document = &page.document;
    let published = document.date.unwrap_or_default();
    let html = renderer.content(Node::Page(post), base, false, &renderer.implicit_for(lang, base))?;
    Ok(Entry {
        title: document.title.clone(),
        address: base.href(&page.permalink),
        published,
        updated: document.front.updated.unwrap_or(published),
        authors: document.front.terms("author").to_vec(),
        summary: renderer.summary(Node::Page(post)),
        xml: escape(allowed(&html)).into_owned(),
        html,
    })
}

/// The start of a day in Việt Nam, as Atom and JSON Feed write it.
pub(super) fn rfc3339(date: Date) -> String {
    format!("{date}T00:00:00+07:00")
}

/// The start of a day in Việt Nam, as RSS writes it.
fn rfc2822(date: Date) -> String {
    date.strftime("%a, %d %b %Y 00:00:00 +0700").to_string()
}

fn atom(feed: &Feed) -> Vec<u8> {
    let updated = feed.entries.iter().map(|entry| entry.updated).max();
    document(|xml| {
        let root = [("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", feed.lang)];
        xml.create_element("feed").with_attributes(root).write_inner_content(|xml| {
            text(xml, "title", &feed.title)?;
            text(xml, "subtitle", feed.description)?;
            text(xml, "id", &feed.home)?;
            text(xml, "updated", &updated.map(rfc3339).unwrap_or_default())?;
            link(xml, &[("rel", "self"), ("type", "application/atom+xml"), ("href", &feed.address)])?;
            link(xml, &[("rel", "alternate"), ("type", "text/html"), ("href", &feed.home)])?;
            for entry in &feed.entries {
                xml.create_element("entry").write_inner_content(|xml| {
                    text(xml, "title", &entry.title)?;
                    text(xml, "id", &entry.address)?;
                    link(xml, &[("rel", "alternate"), ("type", "text/html"), ("href", &entry.address)])?;
                    text(xml, "published", &rfc3339(entry.published))?;
                    text(xml, "updated", &rfc3339(entry.updated))?;
                    let authors = if entry.authors.is_empty() { vec![feed.office] } else { names(entry) };
                    for author in authors {
                        xml.create_element("author").write_inner_content(|xml| text(xml, "name", author))?;
                    }
                    text(xml, "summary", &entry.summary)?;
                    let html = BytesText::from_escaped(&entry.xml);
                    xml.create_element("content")
                        .with_attribute(("type", "html"))
                        .write_text_content(html)?;
                    Ok(())
                })?;
            }
            Ok(())
        })?;
        Ok(())
    })
}

fn rss(feed: &Feed) -> Vec<u8> {
    document(|xml| {
        let root = [
            ("version", "2.0"),
            ("xmlns:atom", "http://www.w3.org/2005/Atom"),
            ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ];
        xml.create_element("rss").with_attributes(root).write_inner_content(|xml| {
            xml.create_element("channel").write_inner_content(|xml| {
                text(xml, "title", &feed.title)?;
                text(xml, "link", &feed.home)?;
                text(xml, "description", feed.description)?;
                text(xml, "language", feed.lang)?;
                let own = [("rel", "self"), ("type", "application/rss+xml"), ("href", feed.address.as_str())];
                xml.create_element("atom:link").with_attributes(own).write_empty()?;
                for entry in &feed.entries {
                    xml.create_element("item").write_inner_content(|xml| {
                        text(xml, "title", &entry.title)?;
                        text(xml, "link", &entry.address)?;
                        let id = BytesText::new(&entry.address);
                        xml.create_element("guid")
                            .with_attribute(("isPermaLink", "true"))
                            .write_text_content(id)?;
                        text(xml, "pubDate", &rfc2822(entry.published))?;
                        for author in names(entry) {
                            text(xml, "dc:creator", author)?;
                        }
                        text(xml, "description", &entry.summary)?;
                        let html = BytesText::from_escaped(&entry.xml);
                        xml.create_element("content:encoded").write_text_content(html)?;
                        Ok(())
                    })?;
                }
                Ok(())
            })?;
            Ok(())
        })?;
        Ok(())
    })
}

fn names(entry: &Entry) -> Vec<&str> {
    entry.authors.iter().map(String::as_str).collect()
}

fn link(xml: &mut Xml, attributes: &[(&str, &str)]) -> std::io::Result<()> {
    xml.create_element("link").with_attributes(attributes.iter().copied()).write_empty()?;
    Ok(())
}
