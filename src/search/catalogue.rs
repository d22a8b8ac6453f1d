//! Which pages of a language are to be found, and what is known of them besides their words.

use std::collections::HashMap;

use jiff::civil::Date;

use super::standing::{Inputs, Key};
use super::synonyms::{Synonym, synonyms};
use super::words::{Words, read_head};
use crate::content::Document;
use crate::lang::Lang;
use crate::permalink::{LinkBase, Permalink};
use crate::site::{Node, Site};

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
    /// The name of all of it.
    pub(super) key: Key,
}

/// A page to be found.
#[derive(Debug)]
pub struct Page<'a> {
    /// The words of its title and labels.
    pub head: Words<'static>,
    /// Those of its body.
    pub body: &'a Words<'a>,
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
    /// The name of all of it but its tags.
    pub(super) key: Key,
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

/// The pages of `lang`, of all the words of whose bodies are given.
pub fn catalogue<'a>(site: &'a Site, lang: &Lang, words: &'a HashMap<Node, Words<'a>>) -> Catalogue<'a> {
    let mut nodes: Vec<(Option<Date>, &Permalink, Node)> = site
        .nodes()
        .into_iter()
        .filter(|node| site.lang(*node) == lang && words.contains_key(node))
        .map(|node| (site.document(node).and_then(|document| document.date), site.permalink(node), node))
        .collect();
    nodes.sort_unstable();
    let mut sections = Names::default();
    let (mut units, mut tags) = (Names::default(), Names::default());
    let base = LinkBase::relative(0, false);
    let href = |permalink: &Permalink| base.href(permalink).trim_start_matches("./").to_owned();
    let page = |(date, permalink, node): (Option<Date>, &Permalink, Node)| {
        let document = site.document(node)?;
        let section = match node {
            Node::Page(page) => site[page].section,
            Node::Section(section) => section,
        };
        let section = &site[section];
        let mut page = Page {
            head: read_head(site.title(node), labels(site, document)),
            body: words.get(&node)?,
            href: href(permalink),
            date,
            section: section
                .parent
                .map(|_| sections.number((section.title.clone(), href(&section.permalink)))),
            unit: unit(site, document).map(|unit| units.number(unit.to_owned())),
            tags: document.front.terms("tags").iter().map(|tag| tags.number(tag.clone())).collect(),
            sample: document.front.sample,
            key: Key::default(),
        };
        page.key = page.name(lang);
        Some(page)
    };
    let pages = nodes.into_iter().filter_map(page).collect();
    let mut catalogue = Catalogue {
        lang: lang.clone(),
        pages,
        sections: sections.list,
        units: units.list,
        tags: tags.list,
        synonyms: synonyms(site),
        key: Key::default(),
    };
    catalogue.key = catalogue.name();
    catalogue
}

impl Catalogue<'_> {
    fn name(&self) -> Key {
        let mut inputs = Inputs::of("index", &self.lang);
        for page in &self.pages {
            inputs.bytes(&page.key);
            inputs.numbers([&page.tags[..]].into_iter());
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
    fn name(&self, lang: &Lang) -> Key {
        let mut inputs = Inputs::of("page", lang);
        inputs.bytes(self.line(0).as_bytes());
        for words in [&self.head, self.body] {
            words.pieces().iter().for_each(|piece| inputs.bytes(piece));
        }
        inputs.key()
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

impl<T: Clone + Eq + std::hash::Hash> Names<T> {
    fn number(&mut self, name: T) -> u32 {
        let list = &mut self.list;
        *self.places.entry(name).or_insert_with_key(|name| {
            list.push(name.clone());
            list.len() as u32 - 1
        })
    }
}
