//! The register of official documents (sổ văn bản): every page with a `document:` block, by its number.
//!
//! 1. [`Register::of`] puts the documents in order, joins what one says of the other (căn cứ, thay thế, được thay thế) so
//!    that both tell it, and knows each by its number.
//! 2. [`mentions`] tells which pages name a document.
//! 3. [`check`] tells what is wrong with it, [`check_mentions`] what is named and not in it.

mod check;
mod mentions;
mod named;
mod unregistered;

use std::cmp::Reverse;
use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use crate::content::OfficialDocument;
use crate::lang::Lang;
use crate::text::{collate, document_number};

use super::model::{Page, PageId};

pub use mentions::{Mentions, mentioned, mentions};
pub use unregistered::check_mentions;

pub(super) use check::check;

/// The official documents of a site: newest first, those without a day after them by title.
#[derive(Debug, Default)]
pub struct Register {
    entries: Vec<Entry>,
    /// By the key of their number; not those of a blank number that several have.
    by_number: HashMap<String, usize>,
    by_page: HashMap<PageId, usize>,
}

/// A document in the register.
#[derive(Debug)]
pub struct Entry {
    /// Its pages by language, that of the main language first; never empty.
    versions: Vec<(Lang, PageId)>,
    /// What it rests on (căn cứ).
    pub legal_basis: Vec<Cited>,
    /// What it replaces (thay thế), by its own word or by that of the other.
    pub replaces: Vec<Cited>,
    /// What replaces it (được thay thế bởi), by its own word or by that of the other.
    pub replaced_by: Vec<Cited>,
}

/// A document that another one names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// As written there, or the other's own number.
    pub number: String,
    /// Its place in the register, if it is there.
    pub entry: Option<usize>,
}

impl Register {
    /// The documents among `pages`. Those in several languages are one.
    pub(super) fn of(pages: &[Page], main: &Lang) -> Self {
        let mut versions: HashMap<(&str, &str), Vec<(Lang, PageId)>> = HashMap::new();
        for (index, page) in pages.iter().enumerate().filter(|(_, page)| block(page).is_some()) {
            let document = &page.document;
            let file = (document.folder.as_str(), document.name.as_str());
            versions.entry(file).or_default().push((document.lang.clone(), PageId::at(index)));
        }
        let page = |id: PageId| &pages[id.index()];
        let mut versions: Vec<_> = versions.into_values().collect();
        for of_one in &mut versions {
            of_one.sort_by_key(|(lang, id)| (lang != main, *id));
        }
        versions.sort_by_cached_key(|of_one| {
            let first = page(of_one[0].1);
            let issued = block(first).and_then(|document| document.issued);
            (Reverse(issued), collate::key(&first.document.title), of_one[0].1)
        });

        let mut register = Self::default();
        let mut shared = Vec::new();
        for (at, of_one) in versions.iter().enumerate() {
            register.by_page.extend(of_one.iter().map(|(_, id)| (*id, at)));
            let number = block(page(of_one[0].1)).map_or("", |document| &document.number);
            let key = document_number::key(number);
            if key.is_empty() {
                continue;
            }
            match register.by_number.entry(key) {
                Slot::Occupied(first) => shared.push(first.key().clone()),
                Slot::Vacant(slot) => {
                    slot.insert(at);
                }
            }
        }
        // A blank stands for any number, so it names none where there are two; a number told twice keeps its first.
        for key in shared.iter().filter(|key| document_number::is_blank(key)) {
            register.by_number.remove(key);
        }
        for of_one in versions {
            let blocks: Vec<_> = of_one.iter().filter_map(|(_, id)| block(page(*id))).collect();
            let cited = |list: fn(&OfficialDocument) -> &[String]| {
                let mut cited = Vec::new();
                for number in blocks.iter().flat_map(|block| list(block)) {
                    add(&mut cited, Cited { number: number.clone(), entry: register.index(number) });
                }
                cited
            };
            let legal_basis = cited(|block| &block.legal_basis);
            let (replaces, replaced_by) = (cited(|block| &block.replaces), cited(|block| &block.replaced_by));
            register.entries.push(Entry { versions: of_one, legal_basis, replaces, replaced_by });
        }
        register.join(|id| block(page(id)).map_or("", |document| &document.number));
        register
    }

    /// Has both of two documents tell that one replaces the other.
    fn join<'a>(&mut self, number_of: impl Fn(PageId) -> &'a str) {
        let numbers: Vec<_> = self.entries.iter().map(|entry| number_of(entry.page()).to_owned()).collect();
        for (at, number) in numbers.into_iter().enumerate() {
            let own = Cited { number, entry: Some(at) };
            let others = |list: &[Cited]| list.iter().filter_map(|cited| cited.entry).collect::<Vec<_>>();
            for other in others(&self.entries[at].replaces) {
                add(&mut self.entries[other].replaced_by, own.clone());
            }
            for other in others(&self.entries[at].replaced_by) {
                add(&mut self.entries[other].replaces, own.clone());
            }
        }
    }

    /// The documents, in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The document that a text names by its number.
    pub fn find(&self, written: &str) -> Option<&Entry> {
        self.index(written).map(|at| &self.entries[at])
    }

    /// The page in this language of the document that a text names by its number.
    pub fn page(&self, written: &str, lang: &Lang) -> Option<PageId> {
        self.find(written).map(|entry| entry.page_in(lang))
    }

    /// The document that a page presents.
    pub fn of_page(&self, page: PageId) -> Option<&Entry> {
        self.by_page.get(&page).map(|at| &self.entries[*at])
    }

    fn index(&self, written: &str) -> Option<usize> {
        self.by_number.get(&document_number::key(written)).copied()
    }
}

impl Entry {
    /// The page that speaks for it.
    pub fn page(&self) -> PageId {
        self.versions[0].1
    }

    /// Its page in this language; else the one that speaks for it.
    pub fn page_in(&self, lang: &Lang) -> PageId {
        self.versions.iter().find(|(version, _)| version == lang).map_or(self.page(), |(_, page)| *page)
    }

    /// Whether a page presents it, in whatever language.
    pub fn has(&self, page: PageId) -> bool {
        self.versions.iter().any(|(_, version)| *version == page)
    }
}

fn block(page: &Page) -> Option<&OfficialDocument> {
    page.document.front.document.as_ref()
}

/// Adds a document to a list unless it is in it.
fn add(list: &mut Vec<Cited>, cited: Cited) {
    let key = document_number::key(&cited.number);
    let is_same = |it: &Cited| match (it.entry, cited.entry) {
        (Some(one), Some(other)) => one == other,
        _ => document_number::key(&it.number) == key,
    };
    if !list.iter().any(is_same) {
        list.push(cited);
    }
}
