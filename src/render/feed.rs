//! The newest posts of a site, section or term, in the three formats readers know: Atom (RFC 4287), RSS 2.0 and
//! JSON Feed 1.1. Links are absolute, so there are feeds only where the site has a base URL.

use jiff::civil::Date;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use serde_json::json;

use crate::config::FeedFormat;
use crate::diag::Diagnostic;
use crate::permalink::Permalink;
use crate::site::{FeedOf, Node, PageId, Site, descendants};

use super::page::Renderer;

/// A feed, before it has a format.
struct Feed {
    title: String,
    description: String,
    lang: String,
    /// Whose posts they are where no author is named.
    office: String,
    /// The page it is about.
    home: String,
    /// Its own address.
    address: String,
    entries: Vec<Entry>,
}

struct Entry {
    title: String,
    address: String,
    published: Date,
    updated: Date,
    authors: Vec<String>,
    summary: String,
    html: String,
}

/// Renders the feed of `of` that stands at `permalink`.
pub(super) fn render(
    renderer: &Renderer<'_>,
    of: &FeedOf,
    format: FeedFormat,
    permalink: &Permalink,
) -> Result<String, Vec<Diagnostic>> {
    let feed = gather(renderer, of, permalink)?;
    Ok(match format {
        FeedFormat::Atom => atom(&feed),
        FeedFormat::Rss => rss(&feed),
        FeedFormat::Json => json_feed(&feed),
    })
}

/// What a feed is called: the site's name, and that of the section or term.
pub(super) fn title(site: &Site, of: &FeedOf) -> String {
    let (own, lang) = match of {
        FeedOf::Section(section) if site[*section].parent.is_none() => (None, &site[*section].lang),
        FeedOf::Section(section) => (Some(&site[*section].title), &site[*section].lang),
        FeedOf::Term(term) => (Some(&site[*term].title), &site[site[*term].taxonomy].lang),
    };
    let whole = &site.config.language(lang).title;
    own.map_or_else(|| whole.clone(), |own| format!("{own} – {whole}"))
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

/// The media type of a format.
pub(super) fn mime(format: FeedFormat) -> &'static str {
    match format {
        FeedFormat::Atom => "application/atom+xml",
        FeedFormat::Rss => "application/rss+xml",
        FeedFormat::Json => "application/feed+json",
    }
}

fn gather(renderer: &Renderer<'_>, of: &FeedOf, permalink: &Permalink) -> Result<Feed, Vec<Diagnostic>> {
    let site = renderer.input().site;
    let Some(base) = renderer.absolute() else { return Err(Vec::new()) };
    let lang = match of {
        FeedOf::Section(section) => &site[*section].lang,
        FeedOf::Term(term) => &site[site[*term].taxonomy].lang,
    };
    let pages = match of {
        FeedOf::Section(section) => descendants(site, *section),
        FeedOf::Term(term) => site[*term].pages.clone(),
    };
    let mut dated: Vec<(Date, PageId)> =
        pages.into_iter().filter_map(|page| Some((site[page].document.date?, page))).collect();
    dated.sort_by(|(a, page), (b, other)| b.cmp(a).then(page.cmp(other)));
    dated.truncate(site.config.feeds.limit);
    let implicit = renderer.implicit_for(lang, &base);
    let mut entries = Vec::with_capacity(dated.len());
    for (published, page) in dated {
        let document = &site[page].document;
        entries.push(Entry {
            title: document.title.clone(),
            address: base.href(&site[page].permalink),
            published,
            updated: document.front.updated.unwrap_or(published),
            authors: document.front.terms("author").to_vec(),
            summary: renderer.summary(Node::Page(page)),
            html: renderer.content(Node::Page(page), &base, false, &implicit)?,
        });
    }
    let language = site.config.language(lang);
    let office = Some(&site.config.organisation).filter(|office| !office.is_empty());
    Ok(Feed {
        title: title(site, of),
        description: language.description.clone(),
        office: office.unwrap_or(&language.title).clone(),
        lang: lang.to_string(),
        home: base.href(subject(site, of)),
        address: base.href(permalink),
        entries,
    })
}

/// The start of a day in Việt Nam, as Atom and JSON Feed write it.
fn rfc3339(date: Date) -> String {
    format!("{date}T00:00:00+07:00")
}

/// The start of a day in Việt Nam, as RSS writes it.
fn rfc2822(date: Date) -> String {
    date.strftime("%a, %d %b %Y 00:00:00 +0700").to_string()
}

fn atom(feed: &Feed) -> String {
    let updated = feed.entries.iter().map(|entry| entry.updated).max();
    document(|xml| {
        let root = [("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", feed.lang.as_str())];
        xml.create_element("feed").with_attributes(root).write_inner_content(|xml| {
            text(xml, "title", &feed.title)?;
            text(xml, "subtitle", &feed.description)?;
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
                    let authors =
                        if entry.authors.is_empty() { vec![feed.office.as_str()] } else { names(entry) };
                    for author in authors {
                        xml.create_element("author").write_inner_content(|xml| text(xml, "name", author))?;
                    }
                    text(xml, "summary", &entry.summary)?;
                    let html = BytesText::new(&entry.html);
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

fn rss(feed: &Feed) -> String {
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
                text(xml, "description", &feed.description)?;
                text(xml, "language", &feed.lang)?;
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
                        text(xml, "content:encoded", &entry.html)
                    })?;
                }
                Ok(())
            })?;
            Ok(())
        })?;
        Ok(())
    })
}

fn json_feed(feed: &Feed) -> String {
    let items: Vec<_> = feed
        .entries
        .iter()
        .map(|entry| {
            let authors: Vec<_> = entry.authors.iter().map(|name| json!({ "name": name })).collect();
            json!({
                "id": entry.address, "url": entry.address, "title": entry.title, "summary": entry.summary,
                "content_html": entry.html, "date_published": rfc3339(entry.published),
                "date_modified": rfc3339(entry.updated), "authors": authors,
            })
        })
        .collect();
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1", "title": feed.title, "description": feed.description,
        "language": feed.lang, "home_page_url": feed.home, "feed_url": feed.address, "items": items,
    });
    format!("{feed:#}\n")
}

fn names(entry: &Entry) -> Vec<&str> {
    entry.authors.iter().map(String::as_str).collect()
}

/// An XML document in memory; writing to memory does not fail.
pub(super) fn document(content: impl FnOnce(&mut Xml) -> std::io::Result<()>) -> String {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    let written = xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    let written = written.and_then(|()| content(&mut xml));
    debug_assert!(written.is_ok(), "writing to memory does not fail");
    let mut text = String::from_utf8_lossy(&xml.into_inner()).into_owned();
    text.push('\n');
    text
}

/// Writes XML into memory.
pub(super) type Xml = Writer<Vec<u8>>;

/// An element with text in it.
pub(super) fn text(xml: &mut Xml, name: &str, text: &str) -> std::io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(text))?;
    Ok(())
}

fn link(xml: &mut Xml, attributes: &[(&str, &str)]) -> std::io::Result<()> {
    xml.create_element("link").with_attributes(attributes.iter().copied()).write_empty()?;
    Ok(())
}
