//! Documents into a site.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Date;

use crate::campaign::Campaign;
use crate::config::Config;
use crate::content::{Document, Kind, SortBy};
use crate::data::Data;
use crate::diag::Diagnostics;
use crate::lang::Lang;
use crate::permalink::Permalink;
use crate::span::SourcePath;
use crate::text::{collate, slug};

use super::asset;
use super::board::check_reports;
use super::hidden::{self, Hidden};
use super::listing;
use super::model::{Page, PageId, Section, SectionId, Site, Target};
use super::nominations::check_nominations;
use super::order::Order;
use super::register::{self, Register};
use super::{references, taxonomy};

/// What a site is made of.
#[derive(Debug)]
pub struct Input {
    /// Its settings.
    pub config: Config,
    /// Its campaign, if it has one.
    pub campaign: Option<Campaign>,
    /// Its documents, in the order of their files.
    pub documents: Vec<Arc<Document>>,
    /// The other files below `content/`, published as they are.
    pub assets: Vec<SourcePath>,
    /// The data files, by their path below `content/`.
    pub data: BTreeMap<String, Data>,
    /// The day it is built for.
    pub today: Date,
    /// Show drafts.
    pub drafts: bool,
}

/// Puts every document in its place. The hidden ones are listed, with the reason.
pub fn assemble(input: Input) -> (Site, Vec<Hidden>, Diagnostics) {
    let Input { config, campaign, documents, assets, data, today, drafts } = input;
    let mut findings = Diagnostics::new();
    findings.extend(references::check(&documents, campaign.as_ref()));
    let (documents, hidden) = hidden::part(documents, today, drafts);

    let (indexes, documents): (Vec<_>, Vec<_>) =
        documents.into_iter().partition(|document| document.kind == Kind::Section);
    let mut sections = sections(&config, indexes, &documents);
    let in_folder: HashMap<(Lang, String), SectionId> = sections
        .iter()
        .enumerate()
        .map(|(index, section)| ((section.lang.clone(), section.folder.clone()), SectionId::at(index)))
        .collect();
    let mut pages = pages(documents, &sections, &in_folder);

    let order = Order::new(&pages);
    arrange(&mut sections, &mut pages, &order);
    translate(&mut sections, &mut pages);
    findings.extend(listing::fill(&mut sections, &mut pages, &order, campaign.as_ref()));
    let newest_first = order.all(SortBy::Date, &pages);
    let (taxonomies, terms) =
        taxonomy::group(&config, campaign.as_ref(), &pages, &newest_first, |lang| home(&config, lang));
    for (index, term) in terms.iter().enumerate() {
        for page in &term.pages {
            pages[page.index()].terms.push(super::TermId::at(index));
        }
    }

    let assets = asset::place(assets, &config.main().lang, &sections, &pages, &hidden);
    let mut targets: HashMap<SourcePath, Target> = HashMap::new();
    for (index, page) in pages.iter().enumerate() {
        targets.insert(page.document.path.clone(), Target::Page(PageId::at(index)));
    }
    for (index, section) in sections.iter().enumerate() {
        if let Some(document) = &section.document {
            targets.insert(document.path.clone(), Target::Section(SectionId::at(index)));
        }
    }
    targets.extend(assets.iter().map(|(path, permalink)| (path.clone(), Target::Asset(permalink.clone()))));
    targets.extend(hidden.iter().map(|hidden| (hidden.path.clone(), Target::Hidden)));
    let homes = config
        .languages
        .iter()
        .filter_map(|language| {
            let home = in_folder.get(&(language.lang.clone(), String::new()))?;
            Some((language.lang.clone(), *home))
        })
        .collect();
    let register = Register::of(&pages, &config.main().lang);
    let site =
        Site { config, campaign, pages, sections, taxonomies, terms, homes, assets, targets, register, data };
    findings.extend(check_reports(&site));
    findings.extend(check_nominations(&site));
    findings.extend(register::check(&site));
    (site, hidden, findings)
}

/// The home page of a language: the main one is at the root.
fn home(config: &Config, lang: &Lang) -> Permalink {
    if *lang == config.main().lang { Permalink::home() } else { Permalink::page([lang.code()]) }
}

/// A section for each folder that holds pages, and for those above it; each after its parent.
fn sections(config: &Config, indexes: Vec<Arc<Document>>, documents: &[Arc<Document>]) -> Vec<Section> {
    let rank = |lang: &Lang| config.languages.iter().position(|language| language.lang == *lang);
    let mut folders: BTreeSet<(Option<usize>, Lang, &str)> = BTreeSet::new();
    folders.insert((rank(&config.main().lang), config.main().lang.clone(), ""));
    for document in indexes.iter().chain(documents) {
        let mut folder = document.section_folder();
        while folders.insert((rank(&document.lang), document.lang.clone(), folder)) && !folder.is_empty() {
            folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
        }
    }
    let folders: Vec<(Lang, String)> =
        folders.into_iter().map(|(_, lang, folder)| (lang, folder.to_owned())).collect();
    let mut indexes: HashMap<(Lang, String), Arc<Document>> =
        indexes.into_iter().map(|index| ((index.lang.clone(), index.folder.clone()), index)).collect();

    let mut sections: Vec<Section> = Vec::with_capacity(folders.len());
    let mut ids: HashMap<(Lang, String), SectionId> = HashMap::new();
    for key in folders {
        let document = indexes.remove(&key);
        let (lang, folder) = key.clone();
        let parent = (!folder.is_empty()).then(|| folder.rsplit_once('/').map_or("", |(above, _)| above));
        let parent = parent.and_then(|above| ids.get(&(lang.clone(), above.to_owned())).copied());
        let same_in_main =
            ids.get(&(config.main().lang.clone(), folder.clone())).map(|id| &sections[id.index()]);
        let written =
            document.as_ref().map(|document| document.title.clone()).filter(|title| !title.is_empty());
        let name = folder.rsplit('/').next().unwrap_or_default();
        let title = match parent {
            None => written.unwrap_or_else(|| config.language(&lang).title.clone()),
            Some(_) => written
                .or_else(|| same_in_main.map(|section| section.title.clone()))
                .unwrap_or_else(|| name.replace(['-', '_'], " ")),
        };
        let permalink = match parent {
            None => home(config, &lang),
            Some(parent) => {
                let chosen = document.as_ref().and_then(|document| document.front.slug.clone());
                let from_main = || {
                    let permalink = same_in_main?.permalink.as_str().trim_end_matches('/');
                    permalink.rsplit('/').next().map(str::to_owned)
                };
                let segment = chosen.or_else(from_main).unwrap_or_else(|| slug(name));
                sections[parent.index()].permalink.child(&segment)
            }
        };
        ids.insert(key, SectionId::at(sections.len()));
        sections.push(Section {
            document,
            lang,
            folder,
            title,
            permalink,
            parent,
            subsections: Vec::new(),
            pages: Vec::new(),
            translations: Vec::new(),
            lists: BTreeMap::new(),
        });
    }
    sections
}

fn pages(
    documents: Vec<Arc<Document>>,
    sections: &[Section],
    in_folder: &HashMap<(Lang, String), SectionId>,
) -> Vec<Page> {
    let placed = documents.into_iter().map(|document| {
        let key = (document.lang.clone(), document.section_folder().to_owned());
        let section = in_folder.get(&key).copied().unwrap_or(SectionId::at(0));
        let segment = document.front.slug.clone().unwrap_or_else(|| slug(document.own_name()));
        Page {
            permalink: sections[section.index()].permalink.child(&segment),
            document,
            section,
            previous: None,
            next: None,
            translations: Vec::new(),
            terms: Vec::new(),
            lists: BTreeMap::new(),
        }
    });
    placed.collect()
}

/// Puts pages and subsections in order, and neighbours beside each other.
fn arrange(sections: &mut [Section], pages: &mut [Page], order: &Order) {
    for (index, page) in pages.iter().enumerate() {
        sections[page.section.index()].pages.push(PageId::at(index));
    }
    for section in sections.iter_mut() {
        let front = section.document.as_ref().map(|document| &document.front);
        let weighted = section.pages.iter().any(|page| pages[page.index()].document.front.weight.is_some());
        let by = front.and_then(|front| front.sort_by);
        let by = by.unwrap_or(if weighted { SortBy::Weight } else { SortBy::Date });
        order.sort(&mut section.pages, by, pages);
        if front.is_some_and(|front| front.reverse) {
            section.pages.reverse();
        }
        for pair in section.pages.windows(2) {
            pages[pair[0].index()].next = Some(pair[1]);
            pages[pair[1].index()].previous = Some(pair[0]);
        }
    }
    let mut below: Vec<(SectionId, SectionId)> = sections
        .iter()
        .enumerate()
        .filter_map(|(index, section)| Some((section.parent?, SectionId::at(index))))
        .collect();
    below.sort_by_cached_key(|(_, id)| {
        let section = &sections[id.index()];
        let weight = section.document.as_ref().and_then(|document| document.front.weight);
        (weight.unwrap_or(i64::MAX), collate::key(&section.title), *id)
    });
    for (parent, child) in below {
        sections[parent.index()].subsections.push(child);
    }
}

/// Joins what is the same in several languages: files with the same folder and name.
fn translate(sections: &mut [Section], pages: &mut [Page]) {
    let mut same: HashMap<(String, String), Vec<(Lang, Permalink)>> = HashMap::new();
    let page_key = |page: &Page| (page.document.folder.clone(), page.document.name.clone());
    let section_key = |section: &Section| (section.folder.clone(), "_index".to_owned());
    for page in pages.iter() {
        same.entry(page_key(page)).or_default().push((page.document.lang.clone(), page.permalink.clone()));
    }
    for section in sections.iter() {
        same.entry(section_key(section)).or_default().push((section.lang.clone(), section.permalink.clone()));
    }
    let others = |key: (String, String), lang: &Lang| -> Vec<(Lang, Permalink)> {
        let all = same.get(&key).map_or(&[][..], Vec::as_slice);
        all.iter().filter(|(other, _)| other != lang).cloned().collect()
    };
    for page in pages.iter_mut() {
        page.translations = others(page_key(page), &page.document.lang);
    }
    for section in sections.iter_mut() {
        section.translations = others(section_key(section), &section.lang);
    }
}
