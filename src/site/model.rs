//! What a site is made of, once everything has its place. Immutable; ids index its tables.

use std::collections::{BTreeMap, HashMap};
use std::ops::Index;
use std::sync::Arc;

use crate::campaign::Campaign;
use crate::config::Config;
use crate::content::Document;
use crate::data::Data;
use crate::lang::Lang;
use crate::permalink::Permalink;
use crate::span::SourcePath;

use super::register::Register;

/// Names a row of one of the site's tables.
macro_rules! id {
    ($(#[$doc:meta])* $id:ident, $row:ident, $table:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $id(u32);

        impl $id {
            pub(super) fn at(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }

            /// Its row.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl Index<$id> for Site {
            type Output = $row;

            fn index(&self, id: $id) -> &$row {
                &self.$table[id.index()]
            }
        }
    };
}

id!(
    /// Names a [`Page`].
    PageId, Page, pages
);
id!(
    /// Names a [`Section`].
    SectionId, Section, sections
);
id!(
    /// Names a [`Taxonomy`].
    TaxonomyId, Taxonomy, taxonomies
);
id!(
    /// Names a [`Term`].
    TermId, Term, terms
);

/// A whole site.
#[derive(Debug, Clone)]
pub struct Site {
    /// Its settings.
    pub config: Config,
    /// Its campaign, if it has one.
    pub campaign: Option<Campaign>,
    /// All pages, in the order of their files.
    pub pages: Vec<Page>,
    /// All sections, each after its parent.
    pub sections: Vec<Section>,
    /// The taxonomies that have terms, by language.
    pub taxonomies: Vec<Taxonomy>,
    /// Their terms.
    pub terms: Vec<Term>,
    /// The home page of each language that has content, the main language first.
    pub homes: Vec<(Lang, SectionId)>,
    /// The files that are published as they are.
    pub assets: BTreeMap<SourcePath, Permalink>,
    /// What each source file became.
    pub targets: HashMap<SourcePath, Target>,
    /// The official documents.
    pub register: Register,
    /// The data files, by their path below `content/`.
    pub data: BTreeMap<String, Data>,
}

/// What a source file became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A page.
    Page(PageId),
    /// A section.
    Section(SectionId),
    /// A file published as it is.
    Asset(Permalink),
    /// Nothing: the page is kept back.
    Hidden,
}

/// A page or a section: what has a title, an address and a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// A page.
    Page(PageId),
    /// A section.
    Section(SectionId),
}

/// A page in its place.
#[derive(Debug, Clone)]
pub struct Page {
    /// What its author wrote.
    pub document: Arc<Document>,
    /// Its address.
    pub permalink: Permalink,
    /// The section it belongs to.
    pub section: SectionId,
    /// The page before it in its section's order.
    pub previous: Option<PageId>,
    /// The page after it in its section's order.
    pub next: Option<PageId>,
    /// The same page in the other languages.
    pub translations: Vec<(Lang, Permalink)>,
    /// The terms it bears.
    pub terms: Vec<TermId>,
    /// The lists it asked for.
    pub lists: BTreeMap<String, Vec<PageId>>,
}

/// A folder in its place.
#[derive(Debug, Clone)]
pub struct Section {
    /// Its `_index.md`, if there is one.
    pub document: Option<Arc<Document>>,
    /// Its language.
    pub lang: Lang,
    /// Below `content/`; empty for a home page.
    pub folder: String,
    /// What readers see.
    pub title: String,
    /// Its address.
    pub permalink: Permalink,
    /// The section above; none for a home page.
    pub parent: Option<SectionId>,
    /// The sections right below, by weight, then title.
    pub subsections: Vec<SectionId>,
    /// The pages right in it, in its order.
    pub pages: Vec<PageId>,
    /// The same section in the other languages.
    pub translations: Vec<(Lang, Permalink)>,
    /// The lists it asked for.
    pub lists: BTreeMap<String, Vec<PageId>>,
}

/// A taxonomy in one language.
#[derive(Debug, Clone)]
pub struct Taxonomy {
    /// Its place in the settings.
    pub config: usize,
    /// Its language.
    pub lang: Lang,
    /// What readers see.
    pub title: String,
    /// Its address.
    pub permalink: Permalink,
    /// Its terms: those that the campaign declares in its order, then the others as in a dictionary.
    pub terms: Vec<TermId>,
}

/// A term of a taxonomy in one language.
#[derive(Debug, Clone)]
pub struct Term {
    /// Whose term it is.
    pub taxonomy: TaxonomyId,
    /// As written in front matter: for units, contents and movements, the id.
    pub key: String,
    /// What readers see.
    pub title: String,
    /// Its address.
    pub permalink: Permalink,
    /// Its pages, newest first.
    pub pages: Vec<PageId>,
}

impl Site {
    /// The same site with the documents as they are now, none of which says anything else than before but in its body. They
    /// are in the order of their files, those kept back among them.
    #[must_use]
    pub fn with_texts(&self, documents: &[Arc<Document>]) -> Self {
        let mut site = self.clone();
        let mut rest = documents.iter();
        for page in &mut site.pages {
            // Pages have the order of their files too.
            if let Some(now) = rest.find(|now| now.path == page.document.path) {
                page.document = Arc::clone(now);
            }
        }
        for document in site.sections.iter_mut().filter_map(|section| section.document.as_mut()) {
            if let Ok(at) = documents.binary_search_by(|now| now.path.cmp(&document.path)) {
                *document = Arc::clone(&documents[at]);
            }
        }
        site
    }

    /// The pages with their ids.
    pub fn pages(&self) -> impl Iterator<Item = (PageId, &Page)> {
        self.pages.iter().enumerate().map(|(index, page)| (PageId::at(index), page))
    }

    /// The news of the main language: no reports, nominations or documents.
    pub fn news(&self) -> impl Iterator<Item = (PageId, &Page)> {
        let main = &self.config.main().lang;
        self.pages().filter(move |(_, page)| {
            let front = &page.document.front;
            let is_other = front.report.is_some() || front.nomination.is_some() || front.document.is_some();
            page.document.lang == *main && !is_other
        })
    }

    /// The sections with their ids.
    pub fn sections(&self) -> impl Iterator<Item = (SectionId, &Section)> {
        self.sections.iter().enumerate().map(|(index, section)| (SectionId::at(index), section))
    }

    /// The document of a page or section.
    pub fn document(&self, node: Node) -> Option<&Document> {
        match node {
            Node::Page(page) => Some(&self[page].document),
            Node::Section(section) => self[section].document.as_deref(),
        }
    }

    /// The address of a page or section.
    pub fn permalink(&self, node: Node) -> &Permalink {
        match node {
            Node::Page(page) => &self[page].permalink,
            Node::Section(section) => &self[section].permalink,
        }
    }

    /// The title of a page or section.
    pub fn title(&self, node: Node) -> &str {
        match node {
            Node::Page(page) => &self[page].document.title,
            Node::Section(section) => &self[section].title,
        }
    }

    /// The language of a page or section.
    pub fn lang(&self, node: Node) -> &Lang {
        match node {
            Node::Page(page) => &self[page].document.lang,
            Node::Section(section) => &self[section].lang,
        }
    }

    /// The home page of `lang`.
    pub fn home(&self, lang: &Lang) -> Option<SectionId> {
        self.homes.iter().find(|(home, _)| home == lang).map(|(_, id)| *id)
    }

    /// The section and those above it, from the home page down.
    pub fn ancestors(&self, section: SectionId) -> Vec<SectionId> {
        let mut above: Vec<_> = std::iter::successors(Some(section), |id| self[*id].parent).collect();
        above.reverse();
        above
    }

    /// The pages of a section and of all sections below it.
    pub fn descendants(&self, section: SectionId) -> Vec<PageId> {
        let mut pages = self[section].pages.clone();
        for &below in &self[section].subsections {
            pages.extend(self.descendants(below));
        }
        pages
    }

    /// The page or section a source file became.
    pub fn node(&self, path: &SourcePath) -> Option<Node> {
        match self.targets.get(path)? {
            Target::Page(page) => Some(Node::Page(*page)),
            Target::Section(section) => Some(Node::Section(*section)),
            Target::Asset(_) | Target::Hidden => None,
        }
    }

    /// The pages and sections that have a document, in a fixed order.
    pub fn nodes(&self) -> Vec<Node> {
        let sections = self.sections().filter(|(_, section)| section.document.is_some());
        let sections = sections.map(|(id, _)| Node::Section(id));
        sections.chain(self.pages().map(|(id, _)| Node::Page(id))).collect()
    }
}
