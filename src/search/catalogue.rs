//! Which pages of a language are to be found, and what is known of them besides their words.

use std::collections::HashMap;
use std::hash::Hash;

use jiff::civil::Date;

use super::found::{Found, Text};
use super::standing::{Inputs, Key};
use super::synonyms::{Synonym, synonyms};
use super::words::{Glossary, Reader, Words};
use crate::config::RawHtml;
use crate::content::Document;
use crate::lang::Lang;
use crate::permalink::{LinkBase, Permalink};
use crate::site::{Node, SectionId, Site};

/// The pages of a language that search finds.
#[derive(Debug)]
pub struct Catalogue<'a> {
    /// The language.
    pub lang: Lang,
    /// By date, the oldest first, those without one before them: what is new changes least of what is there.
    pub pages: Vec<Page<'a>>,
    /// The sections that have such pages: their titles and addresses.
    pub sections: Vec<(String, String)>,
    /// The names of the units that do.
    pub units: Vec<String>,
    /// The tags.
    pub tags: Vec<String>,
    /// What is written in several ways.
    pub synonyms: Vec<Synonym>,
    /// The glossaries of bodies and heads, and for each the pages that have words of it.
    pub(super) glossaries: Vec<Glossary<'a>>,
    pub(super) pages_of_glossary: Vec<Vec<usize>>,
    /// The name of all of it.
    pub(super) key: Key,
}

/// A page to be found.
#[derive(Debug)]
pub struct Page<'a> {
    /// The words of its title and labels.
    pub head: Text<'static>,
    /// Those of its body.
    pub body: &'a Text<'a>,
    /// From the root of the site.
    pub href: String,
    /// Its day.
    pub date: Option<Date>,
    /// Its section, unit and tags, by their places in the lists.
    pub section: Option<u32>,
    /// See `section`.
    pub unit: Option<u32>,
    /// See `section`.
    pub tags: Vec<u32>,
    /// Whether it is an example.
    pub sample: bool,
    /// The name of all that is told of it, but for those places.
    pub(super) key: Key,
}

/// What of a page needs no other to be known.
#[derive(Debug)]
struct Entry<'a> {
    node: Node,
    head: Words<'static>,
    body: &'a Text<'a>,
    href: String,
    key: Key,
}

/// Some pages, whose heads were read together.
#[derive(Debug)]
pub struct Entries<'a> {
    entries: Vec<Entry<'a>>,
    heads: Glossary<'static>,
}

/// What a page is known by besides its title: its description, tags, unit, the number of its document.
fn labels<'a>(site: &'a Site, document: &'a Document) -> Vec<&'a str> {
    let front = &document.front;
    let mut labels: Vec<&str> = front.description.iter().map(String::as_str).collect();
    labels.extend(front.terms("tags").iter().map(String::as_str));
    labels.extend(unit(site, document));
    if let Some(document) = &front.document {
        labels.push(&document.number);
        let more = [&document.kind, &document.issuer, &document.signer, &document.summary];
        labels.extend(more.into_iter().flatten().map(String::as_str));
    }
    labels.extend(front.nomination.iter().map(|nomination| nomination.nominee.as_str()));
    labels
}

/// The pages of `lang` that search finds, of all the words of whose bodies are given, in the order of a [`Catalogue`].
pub fn listed(site: &Site, lang: &Lang, found: &Found<'_>) -> Vec<Node> {
    let is_listed = |node: &Node| site.lang(*node) == lang && found.contains(*node);
    let mut nodes = site.nodes();
    nodes.retain(is_listed);
    nodes.sort_by_cached_key(|node| (date(site, *node), site.permalink(*node)));
    nodes
}

/// Some pages by themselves.
pub fn entries<'a>(site: &'a Site, nodes: &[Node], found: &'a Found<'a>, reader: &mut Reader) -> Entries<'a> {
    let entries = nodes.iter().filter_map(|&node| entry(site, node, found, reader)).collect();
    Entries { entries, heads: reader.finish() }
}

fn entry<'a>(site: &'a Site, node: Node, found: &'a Found<'a>, reader: &mut Reader) -> Option<Entry<'a>> {
    let (document, (body, made_from)) = (site.document(node)?, found.get(node)?);
    let (title, labels) = (site.title(node), labels(site, document));
    let head = reader.read_head(title, labels.iter().copied());
    let href = href(site.permalink(node));
    let mut inputs = Inputs::of("page", &document.lang);
    inputs.bytes(href.as_bytes());
    inputs.list(document.date.as_slice(), |date| days(*date).to_le_bytes());
    // The words are read from what these name.
    inputs.bytes(made_from);
    inputs.bytes(&[site.config.raw_html == RawHtml::Trusted, document.front.sample].map(u8::from));
    std::iter::once(title).chain(labels).for_each(|text| inputs.bytes(text.as_bytes()));
    Some(Entry { node, head, body, href, key: inputs.key() })
}

fn date(site: &Site, node: Node) -> Option<Date> {
    site.document(node).and_then(|document| document.date)
}

/// The days from the year 1 to a day.
pub(super) fn days(date: Date) -> u32 {
    let first = jiff::civil::date(1, 1, 1);
    u32::try_from((date - first).get_days()).unwrap_or_default()
}

fn href(permalink: &Permalink) -> String {
    LinkBase::relative(0, false).href(permalink).trim_start_matches("./").to_owned()
}

impl<'a> Catalogue<'a> {
    /// Of pages, as they are [`listed`].
    pub fn of(site: &Site, lang: &Lang, found: &'a Found<'a>, all: Vec<Entries<'a>>) -> Self {
        let mut sections = Names::default();
        let (mut units, mut tags) = (Names::default(), Names::default());
        let mut page = |Entry { node, head, body, href, key }: Entry<'a>, glossary| {
            let document = site.document(node)?;
            let section = match node {
                Node::Page(page) => site[page].section,
                Node::Section(section) => section,
            };
            Some(Page {
                head: Text { words: head, glossary },
                body,
                href,
                date: document.date,
                section: site[section].parent.map(|_| sections.number(section)),
                unit: unit(site, document).map(|unit| units.number(unit)),
                tags: document.front.terms("tags").iter().map(|tag| tags.number(tag.as_str())).collect(),
                sample: document.front.sample,
                key,
            })
        };
        let mut glossaries: Vec<_> = found.glossaries.iter().map(Glossary::borrowed).collect();
        let mut pages = Vec::new();
        for Entries { entries, heads } in all {
            pages.extend(entries.into_iter().filter_map(|entry| page(entry, glossaries.len())));
            glossaries.push(heads);
        }
        let mut pages_of_glossary = vec![Vec::new(); glossaries.len()];
        for (number, page) in pages.iter().enumerate() {
            pages_of_glossary[page.head.glossary].push(number);
            pages_of_glossary[page.body.glossary].push(number);
        }
        let section = |id: SectionId| (site[id].title.clone(), href(&site[id].permalink));
        let texts = |names: Names<&str>| names.list.into_iter().map(str::to_owned).collect();
        let mut catalogue = Self {
            lang: lang.clone(),
            pages,
            sections: sections.list.into_iter().map(section).collect(),
            units: texts(units),
            tags: texts(tags),
            synonyms: synonyms(site),
            glossaries,
            pages_of_glossary,
            key: Key::default(),
        };
        catalogue.key = catalogue.name();
        catalogue
    }

    /// How many glossaries its pages have words of.
    pub fn glossaries(&self) -> usize {
        self.glossaries.len()
    }

    /// The address of the section of a page: its own mostly begins so.
    pub(super) fn above(&self, page: &Page<'_>) -> &str {
        page.section.map_or("", |section| &self.sections[section as usize].1)
    }

    fn name(&self) -> Key {
        let mut inputs = Inputs::of("index", &self.lang);
        for page in &self.pages {
            page.name(&mut inputs);
            inputs.list(&page.tags, |tag| tag.to_le_bytes());
        }
        let sections = self.sections.iter().map(|(title, href)| [title, href]);
        let synonyms = self.synonyms.iter().map(|synonym| [&synonym.one, &synonym.other]);
        for list in [&self.units, &self.tags] {
            inputs.texts(list.iter());
        }
        inputs.texts(sections.flatten());
        inputs.texts(synonyms.flatten());
        inputs.key()
    }
}

impl Page<'_> {
    /// Takes in all that is written of it with its text.
    pub(super) fn name(&self, inputs: &mut Inputs) {
        inputs.bytes(&self.key);
        inputs.list(&[self.section, self.unit], |place| place.map_or(0, |place| place + 1).to_le_bytes());
    }
}

/// The name of the unit whose page it is.
fn unit<'a>(site: &'a Site, document: &Document) -> Option<&'a str> {
    let campaign = site.campaign.as_ref()?;
    campaign.unit(document.front.unit()?).map(|unit| unit.name.as_str())
}

/// Names in the order met, each once.
struct Names<T> {
    list: Vec<T>,
    places: HashMap<T, u32>,
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self { list: Vec::new(), places: HashMap::new() }
    }
}

impl<T: Copy + Eq + Hash> Names<T> {
    fn number(&mut self, name: T) -> u32 {
        let list = &mut self.list;
        *self.places.entry(name).or_insert_with(|| {
            list.push(name);
            list.len() as u32 - 1
        })
    }
}
