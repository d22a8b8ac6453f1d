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
use crate::permalink::{LinkBase, Permalink};
use crate::site::{FeedOf, Node, PageId, Route, Site, What};

use super::json_feed;
use super::renderer::Renderer;
use super::xml::{Xml, allowed, document, text};

/// A feed, before it is written.
pub struct Feed<'a> {
    pub(super) format: FeedFormat,
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
    pub(super) post: PageId,
    pub(super) title: String,
    pub(super) address: String,
    pub(super) published: Date,
    pub(super) updated: Date,
    pub(super) authors: Vec<String>,
    pub(super) summary: String,
    /// Made when a feed is written.
    content: OnceLock<Result<Content, Vec<Diagnostic>>>,
}

/// The text of a post.
#[derive(Debug)]
struct Content {
    html: String,
    /// The HTML once more, escaped for XML.
    xml: String,
}

impl Entry {
    /// Its HTML, once a feed is being written.
    pub(super) fn html(&self) -> &str {
        self.content.get().and_then(|made| made.as_ref().ok()).map_or("", |content| &content.html)
    }

    fn xml(&self) -> &str {
        self.content.get().and_then(|made| made.as_ref().ok()).map_or("", |content| &content.xml)
    }
}

/// What all feeds are made from: the posts of each, newest first, and every post as it stands in them. Both are found when
/// they are first asked for.
#[derive(Debug)]
pub(super) struct Feeds<'a> {
    site: &'a Site,
    posts: HashMap<&'a FeedOf, OnceLock<Vec<PageId>>>,
    entries: Vec<OnceLock<Box<Entry>>>,
}

impl<'a> Feeds<'a> {
    /// Those among the routes.
    pub(super) fn new(site: &'a Site, routes: &'a [Route]) -> Self {
        let feeds = routes.iter().filter_map(|route| match &route.what {
            What::Feed(of, _) => Some((of, OnceLock::new())),
            _ => None,
        });
        let entries = std::iter::repeat_with(OnceLock::new).take(site.pages.len());
        Self { site, posts: feeds.collect(), entries: entries.collect() }
    }

    /// Whether there is a feed of `of`.
    pub(super) fn contains(&self, of: &FeedOf) -> bool {
        self.posts.contains_key(of)
    }

    /// The posts of a feed, newest first.
    pub(super) fn posts(&self, of: &FeedOf) -> &[PageId] {
        self.posts.get(of).map_or(&[], |posts| posts.get_or_init(|| newest(self.site, of)))
    }
}

/// Writes a feed in its format.
pub(super) fn write(renderer: &Renderer<'_>, feed: &Feed<'_>) -> Result<Vec<u8>, Vec<Diagnostic>> {
    for entry in &feed.entries {
        let made = entry.content.get_or_init(|| {
            let html = renderer.filler_of_feed(entry).map_or(Ok(String::new()), |filler| filler.html())?;
            Ok(Content { xml: escape(allowed(&html)).into_owned(), html })
        });
        made.as_ref().map_err(Clone::clone)?;
    }
    Ok(match feed.format {
        FeedFormat::Atom => atom(feed),
        FeedFormat::Rss => rss(feed),
        FeedFormat::Json => json_feed::write(feed),
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

/// The feed of `of` that stands at `permalink`.
pub(super) fn gather<'a>(
    renderer: &'a Renderer<'_>,
    of: &FeedOf,
    format: FeedFormat,
    permalink: &Permalink,
) -> Result<Feed<'a>, Vec<Diagnostic>> {
    let site = renderer.input.site;
    let Some(base) = &renderer.away else { return Err(Vec::new()) };
    let lang = match of {
        FeedOf::Section(section) => &site[*section].lang,
        FeedOf::Term(term) => &site[site[*term].taxonomy].lang,
    };
    let posts = renderer.feeds.posts(of).iter();
    let entries = posts.filter_map(|&post| {
        let known = renderer.feeds.entries.get(post.index())?;
        Some(&**known.get_or_init(|| Box::new(entry(renderer, base, post))))
    });
    let language = site.config.language(lang);
    let office = site.config.organisation.as_str();
    Ok(Feed {
        format,
        title: title(site, of),
        description: &language.description,
        office: if office.is_empty() { &language.title } else { office },
        lang: lang.code(),
        home: base.href(subject(site, of)),
        address: base.href(permalink),
        entries: entries.collect(),
    })
}

fn entry(renderer: &Renderer<'_>, base: &LinkBase, post: PageId) -> Entry {
    let page = &renderer.input.site[post];
    let document = &page.document;
    let published = document.date.unwrap_or_default();
    Entry {
        post,
        title: document.title.clone(),
        address: base.href(&page.permalink),
        published,
        updated: document.front.updated.unwrap_or(published),
        authors: document.front.terms("author").to_vec(),
        summary: renderer.summary(Node::Page(post)),
        content: OnceLock::new(),
    }
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
                    let html = BytesText::from_escaped(entry.xml());
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
                        let html = BytesText::from_escaped(entry.xml());
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
