//! What all pages of one language at one depth share: menus, strings, static files, the campaign; and, made when first
//! asked for, the links to terms, sections and units, which many of them show.
//!
//! Links are relative to the page, so they depend on its depth alone; each scene is made once and shared.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;
use std::mem;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use jiff::civil::Date;
use tera::{Context, Map, Value};

use crate::campaign::{Content, Movement, Unit};
use crate::config::{MenuItem, MenuTarget};
use crate::diag::Diagnostic;
use crate::lang::Lang;
use crate::permalink::{LinkBase, Permalink};
use crate::site::{PageId, SectionId, Site, Taxonomy, TermId, menu_node};
use crate::span::SourcePath;
use crate::theme::{OptionValue, Theme};
use crate::yaml;

use super::board::Entries;
use super::frame::{self, Frame};
use super::key::{Key, Naming};
use super::{campaign, views};

/// What all pages of one language at one depth share.
#[derive(Debug)]
pub(super) struct Scene {
    /// The language.
    pub(super) lang: Lang,
    /// How links are written.
    pub(super) base: LinkBase,
    /// The names that every template sees.
    pub(super) shared: Context,
    /// The names that directives see besides their attributes.
    pub(super) implicit: Context,
    /// What only some templates ask for, made with the first that does.
    pub(super) asked: Asked,
    units: BTreeMap<String, Value>,
    contents: BTreeMap<String, Value>,
    movements: BTreeMap<String, Value>,
    sources: Vec<OnceLock<Value>>,
    undertakings: Vec<OnceLock<Entries>>,
    terms: Vec<OnceLock<Value>>,
    cards: Vec<Mutex<Option<Arc<Card>>>>,
    /// The names of what templates see under the names that pages share.
    keys: RwLock<HashMap<String, Key>>,
    /// Days as templates see them: many things of a campaign are due on the same.
    days: RwLock<HashMap<Date, Value>>,
    sections: Vec<OnceLock<SectionParts>>,
    menus: BTreeMap<String, Vec<views::MenuItem>>,
    /// The paths that menus lead to.
    in_menus: BTreeSet<String>,
    home: Permalink,
    frames_of_sections: Vec<OnceLock<Frame>>,
    frames_of_terms: Vec<OnceLock<Frame>>,
}

/// A page in a list.
#[derive(Debug)]
pub(super) struct Card {
    /// The name of the fields.
    pub(super) key: Key,
    /// Until it is shown.
    fields: Mutex<Map>,
    shown: OnceLock<Result<Value, Vec<Diagnostic>>>,
}

impl Card {
    fn new(fields: Map) -> Self {
        let mut naming = Naming::of("card");
        naming.map(&fields);
        Self { key: naming.finish(), fields: Mutex::new(fields), shown: OnceLock::new() }
    }

    /// As templates see it; `make` adds to the fields what is made of them, the first time.
    pub(super) fn shown(
        &self,
        make: impl FnOnce(Map) -> Result<Value, Vec<Diagnostic>>,
    ) -> Result<Value, Vec<Diagnostic>> {
        let take = || mem::take(&mut *self.fields.lock().unwrap_or_else(PoisonError::into_inner));
        self.shown.get_or_init(|| make(take())).clone()
    }
}

/// What only some templates ask for, by name.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// Where the campaign stands on the day.
    pub(super) clock: OnceLock<Value>,
    /// The plan of the campaign.
    pub(super) plan: OnceLock<Value>,
    /// The whole site, as nested on disk.
    pub(super) tree: OnceLock<Value>,
    /// Where the index of search is.
    pub(super) search: OnceLock<Value>,
    /// The board of the campaign.
    pub(super) board: OnceLock<Value>,
    /// The weeks of the campaign, for the pages of units.
    pub(super) weeks: OnceLock<Value>,
    /// The nominations for awards.
    pub(super) nominations: OnceLock<Value>,
    /// The honour board.
    pub(super) honours: OnceLock<Value>,
    /// The weekly bulletin.
    pub(super) bulletin: OnceLock<Value>,
    /// The ways to the files for other programs.
    pub(super) exports: OnceLock<Value>,
    /// The register of official documents.
    pub(super) documents: OnceLock<Value>,
}

/// What all pages of a section show of it.
#[derive(Debug)]
pub(super) struct SectionParts {
    /// Its title, and where it leads.
    pub(super) link: Value,
    /// The links from the home page down to it.
    pub(super) trail: Value,
    /// The feeds of the language, and its own.
    pub(super) feeds: Value,
}

impl Scene {
    pub(super) fn new(site: &Site, theme: &Theme, lang: &Lang, base: LinkBase) -> Self {
        let language = site.config.language(lang);
        let home = site.home(lang).or_else(|| site.homes.first().map(|(_, home)| *home));
        let site_view = views::Site {
            title: language.title.clone(),
            description: language.description.clone(),
            organisation: site.config.organisation.clone(),
            language: site.config.main().lang.to_string(),
            languages: site.config.languages.iter().map(|language| language.lang.to_string()).collect(),
            search: site.search_page(lang).map(|page| base.href(site.permalink(page))),
            home: home.map_or_else(|| base.href(&Permalink::home()), |home| base.href(&site[home].permalink)),
        };
        let names = site.config.menus.iter().map(|menu| menu.name.as_str());
        let menus: BTreeMap<String, Vec<views::MenuItem>> =
            names.map(|name| (name.to_owned(), menu(site, site.config.menu(name, lang), &base))).collect();
        let mut in_menus = BTreeSet::new();
        menus.values().for_each(|items| collect_paths(items, &mut in_menus));
        let statics: BTreeMap<&str, String> =
            theme.statics.iter().map(|file| (file.name.as_str(), base.href(&file.permalink))).collect();
        let option = |it: &OptionValue| match it {
            OptionValue::Plain(node) => value(node),
            OptionValue::File(path) => {
                let published = path.as_ref().and_then(|path| site.assets.get(path));
                Value::from_serializable(&published.map(|permalink| base.href(permalink)))
            }
        };
        let options: BTreeMap<&str, Value> =
            theme.options.iter().map(|(key, it)| (key, option(it))).collect();
        let strings =
            Value::from_serializable(&theme.strings.get(lang).or_else(|| theme.strings.values().next()));
        let units = units(site, lang, &base);
        let undertakings = site.campaign.as_ref().map_or(0, |campaign| campaign.undertakings.len());
        let mut implicit = Context::new();
        implicit.insert("lang", lang.code());
        implicit.insert("root", base.root());
        implicit.insert_value("t", strings);
        let mut shared = implicit.clone();
        shared.insert("generator", concat!("thidua ", env!("CARGO_PKG_VERSION")));
        shared.insert("site", &site_view);
        shared.insert("menu", &menus);
        shared.insert("static", &statics);
        shared.insert("options", &options);
        shared.insert_value("campaign", campaign::campaign(site, lang, &base, &units));
        Self {
            lang: lang.clone(),
            asked: Asked::default(),
            units,
            contents: contents(site, lang, &base),
            movements: movements(site, lang, &base),
            sources: vec![OnceLock::new(); site.pages.len()],
            undertakings: vec![OnceLock::new(); undertakings],
            terms: vec![OnceLock::new(); site.terms.len()],
            cards: site.pages.iter().map(|_| Mutex::default()).collect(),
            keys: RwLock::default(),
            days: RwLock::default(),
            sections: site.sections.iter().map(|_| OnceLock::new()).collect(),
            menus,
            in_menus,
            home: home.map_or_else(Permalink::home, |home| site[home].permalink.clone()),
            frames_of_sections: vec![OnceLock::new(); site.sections.len()],
            frames_of_terms: vec![OnceLock::new(); site.terms.len()],
            base,
            shared,
            implicit,
        }
    }

    /// A unit by its id.
    pub(super) fn unit(&self, id: &str) -> Value {
        self.units.get(id).cloned().unwrap_or_else(Value::none)
    }

    /// A content by its id.
    pub(super) fn content(&self, id: &str) -> Value {
        self.contents.get(id).cloned().unwrap_or_else(Value::none)
    }

    /// A movement by its id.
    pub(super) fn movement(&self, id: &str) -> Value {
        self.movements.get(id).cloned().unwrap_or_else(Value::none)
    }

    /// A title, and the way to what bears it.
    pub(super) fn link(&self, title: &str, target: &Permalink) -> Value {
        Value::from_serializable(&views::Link { title: title.to_owned(), href: self.base.href(target) })
    }

    /// The link to a page that something comes from.
    pub(super) fn source(&self, site: &Site, id: PageId) -> Value {
        let page = &site[id];
        let link = || self.link(&page.document.title, &page.permalink);
        self.sources[id.index()].get_or_init(link).clone()
    }

    /// What is always told of an undertaking, by its place in the campaign's list; `make` makes it the first time.
    pub(super) fn undertaking(&self, at: usize, make: impl FnOnce() -> Entries) -> Entries {
        self.undertakings[at].get_or_init(make).clone()
    }

    /// The link to a term.
    pub(super) fn term(&self, site: &Site, id: TermId) -> Value {
        let term = &site[id];
        self.terms[id.index()].get_or_init(|| self.link(&term.title, &term.permalink)).clone()
    }

    /// A page in a list; `make` makes it the first time.
    pub(super) fn card(&self, id: PageId, make: impl FnOnce() -> Map) -> Arc<Card> {
        let mut card = self.cards[id.index()].lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(card.get_or_insert_with(|| Arc::new(Card::new(make()))))
    }

    /// Gives the cards away: they are large, and are made again if they are asked for.
    pub(super) fn take_cards(&self) -> impl Iterator<Item = Arc<Card>> {
        self.cards.iter().filter_map(|card| card.lock().unwrap_or_else(PoisonError::into_inner).take())
    }

    /// The name of what templates see under a name; `make` makes it the first time.
    pub(super) fn key_of_name(&self, name: &str, make: impl FnOnce() -> Key) -> Key {
        remembered(&self.keys, name, make)
    }

    /// A day.
    pub(super) fn day(&self, day: Date) -> Value {
        remembered(&self.days, &day, || Value::from_serializable(&views::Date::new(day, self.lang.locale())))
    }

    /// The frame of the pages of a section; `make` makes it the first time.
    pub(super) fn frame_of_section(&self, id: SectionId, make: impl FnOnce() -> Frame) -> Frame {
        self.frames_of_sections[id.index()].get_or_init(make).clone()
    }

    /// The frame of the list of a term; `make` makes it the first time.
    pub(super) fn frame_of_term(&self, id: TermId, make: impl FnOnce() -> Frame) -> Frame {
        self.frames_of_terms[id.index()].get_or_init(make).clone()
    }

    /// Whether a menu leads to this very page.
    pub(super) fn is_in_menu(&self, permalink: &Permalink) -> bool {
        self.in_menus.contains(permalink.as_str())
    }

    /// The menus as a page shows them, with what leads to it marked.
    pub(super) fn menus_at(&self, here: &Permalink) -> BTreeMap<String, Vec<views::MenuItem>> {
        let mut menus = self.menus.clone();
        frame::mark(&mut menus, here, &self.home);
        menus
    }

    /// What all pages of a section show of it; `make` makes it the first time.
    pub(super) fn section(&self, id: SectionId, make: impl FnOnce() -> SectionParts) -> &SectionParts {
        self.sections[id.index()].get_or_init(make)
    }
}

fn collect_paths(items: &[views::MenuItem], paths: &mut BTreeSet<String>) {
    for item in items {
        paths.extend(item.path.clone());
        collect_paths(&item.children, paths);
    }
}

fn units(site: &Site, lang: &Lang, base: &LinkBase) -> BTreeMap<String, Value> {
    let pages: HashMap<&str, &Permalink> = terms(site, lang, "unit").collect();
    let units = site.campaign.iter().flat_map(|campaign| campaign.units.iter());
    let view = |unit: &Unit| views::Unit {
        id: unit.id.to_string(),
        name: unit.name.to_string(),
        short_name: unit.short_name().to_string(),
        head: unit.head.as_ref().map(ToString::to_string),
        sample: unit.sample,
        href: pages.get(unit.id.as_str()).map(|permalink| base.href(permalink)),
    };
    units.map(|unit| (unit.id.to_string(), Value::from_serializable(&view(unit)))).collect()
}

fn contents(site: &Site, lang: &Lang, base: &LinkBase) -> BTreeMap<String, Value> {
    let contents = site.campaign.iter().flat_map(|campaign| campaign.contents.iter().enumerate());
    let view = |(at, content): (usize, &Content)| {
        let id = content.id.to_string();
        let href = page_permalink(site, lang, "content", &id, content.page.as_deref());
        let view = views::Part {
            id: &id,
            number: Some(at + 1),
            name: &content.name,
            href: href.map(|it| base.href(it)),
        };
        (id.clone(), Value::from_serializable(&view))
    };
    contents.map(view).collect()
}

fn movements(site: &Site, lang: &Lang, base: &LinkBase) -> BTreeMap<String, Value> {
    let movements = site.campaign.iter().flat_map(|campaign| &campaign.movements.items);
    let view = |movement: &Movement| {
        let id = movement.id.to_string();
        let href = page_permalink(site, lang, "movement", &id, movement.page.as_deref());
        let view =
            views::Part { id: &id, number: None, name: &movement.name, href: href.map(|it| base.href(it)) };
        (id.clone(), Value::from_serializable(&view))
    };
    movements.map(view).collect()
}

/// The page of a content or movement: the one that the campaign names, else that of its term.
pub(super) fn page_permalink<'a>(
    site: &'a Site,
    lang: &Lang,
    key: &str,
    id: &str,
    page: Option<&SourcePath>,
) -> Option<&'a Permalink> {
    let named = page.and_then(|page| site.node(page)).map(|node| site.permalink(node));
    named.or_else(|| term_permalink(site, lang, key, id))
}

/// The page of the posts that have this term under `key`.
fn term_permalink<'a>(site: &'a Site, lang: &Lang, key: &str, term: &str) -> Option<&'a Permalink> {
    terms(site, lang, key).find(|(it, _)| *it == term).map(|(_, permalink)| permalink)
}

/// The terms that pages have under `key`, and their pages.
fn terms<'a>(site: &'a Site, lang: &Lang, key: &str) -> impl Iterator<Item = (&'a str, &'a Permalink)> {
    let is_meant =
        |taxonomy: &&Taxonomy| taxonomy.lang == *lang && site.config.taxonomies[taxonomy.config].key == key;
    let taxonomy = site.taxonomies.iter().find(is_meant);
    let terms = taxonomy.into_iter().flat_map(|taxonomy| &taxonomy.terms).map(|id| &site[*id]);
    terms.map(|term| (term.key.as_str(), &term.permalink))
}

/// A node of YAML as templates see it.
pub(super) fn value(node: &yaml::Node) -> Value {
    match node {
        yaml::Node::Null => Value::none(),
        yaml::Node::Bool(value) => Value::from_serializable(value),
        yaml::Node::Int(value) => Value::from_serializable(value),
        yaml::Node::Float(value) => Value::from_serializable(value),
        yaml::Node::Text(text) => Value::from_serializable(text),
        yaml::Node::List(nodes) => Value::from_serializable(&nodes.iter().map(value).collect::<Vec<_>>()),
        yaml::Node::Map(entries) => {
            let entries = entries.iter().map(|(key, node)| (value(key).to_string(), value(node)));
            Value::from(entries.map(|(key, value)| (key.into(), value)).collect::<tera::Map>())
        }
    }
}

fn menu(site: &Site, items: &[MenuItem], base: &LinkBase) -> Vec<views::MenuItem> {
    let entries = items.iter().filter_map(|item| {
        let children = menu(site, &item.children, base);
        Some(match &item.target {
            Some(MenuTarget::Page(written)) => {
                // A page that is kept back has no entry.
                let node = menu_node(site, written)?;
                views::MenuItem {
                    title: title(item, Some(site.title(node))),
                    href: Some(base.href(site.permalink(node))),
                    path: Some(site.permalink(node).to_string()),
                    external: false,
                    children,
                    ..Default::default()
                }
            }
            Some(MenuTarget::Url(url)) => views::MenuItem {
                title: title(item, None),
                href: Some(url.clone()),
                path: None,
                external: true,
                children,
                ..Default::default()
            },
            None => views::MenuItem {
                title: title(item, None),
                href: None,
                path: None,
                external: false,
                children,
                ..Default::default()
            },
        })
    });
    entries.collect()
}

fn title(item: &MenuItem, of_page: Option<&str>) -> String {
    item.title.clone().or_else(|| of_page.map(str::to_owned)).unwrap_or_default()
}

/// What stands under `key`; `make` makes it the first time.
fn remembered<Q, V>(table: &RwLock<HashMap<Q::Owned, V>>, key: &Q, make: impl FnOnce() -> V) -> V
where
    Q: ToOwned<Owned: Borrow<Q> + Eq + Hash> + Eq + Hash + ?Sized,
    V: Clone,
{
    if let Some(value) = table.read().unwrap_or_else(PoisonError::into_inner).get(key) {
        return value.clone();
    }
    let value = make();
    table.write().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned(), value.clone());
    value
}
