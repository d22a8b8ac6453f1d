//! Lists of pages and their order.

use std::cmp::Reverse;

use crate::content::{Document, Listing, SortBy};
use crate::text::collate::{self, SortKey};

use super::hidden::is_below;
use super::model::{PageId, SectionId, Site};

/// The keys by which pages are put in order, one row a page.
pub(super) struct Order {
    titles: Vec<SortKey>,
}

impl Order {
    pub(super) fn new<'a>(documents: impl Iterator<Item = &'a Document>) -> Self {
        Self { titles: documents.map(|document| collate::key(&document.title)).collect() }
    }

    /// Puts `pages` in order. Ties are broken by title, then by file.
    pub(super) fn sort<'a>(
        &self,
        pages: &mut [PageId],
        by: SortBy,
        document: impl Fn(PageId) -> &'a Document,
    ) {
        let title = |page: PageId| &self.titles[page.index()];
        pages.sort_by(|&a, &b| {
            let (left, right) = (document(a), document(b));
            let first = match by {
                SortBy::Date => Reverse(left.date).cmp(&Reverse(right.date)),
                SortBy::Updated => {
                    let changed = |document: &Document| document.front.updated.or(document.date);
                    Reverse(changed(left)).cmp(&Reverse(changed(right)))
                }
                SortBy::Title => std::cmp::Ordering::Equal,
                SortBy::Weight => {
                    let weight = |document: &Document| document.front.weight.unwrap_or(i64::MAX);
                    weight(left).cmp(&weight(right))
                }
            };
            first.then_with(|| title(a).cmp(title(b))).then(a.cmp(&b))
        });
    }
}

/// The pages of `listing`, asked for by a document in `document`'s language.
pub(super) fn select<'a>(
    listing: &Listing,
    asking: &Document,
    candidates: &[PageId],
    document: impl Fn(PageId) -> &'a Document,
) -> Vec<PageId> {
    let fits = |page: &Document| {
        page.lang == asking.lang
            && page.path != asking.path
            && listing.section.as_ref().is_none_or(|section| is_below(page.section_folder(), section))
            && listing.terms.iter().all(|(key, term)| match key.as_str() {
                "unit" => page.front.unit() == Some(term),
                _ => page.front.terms(key).contains(term),
            })
    };
    let found = candidates.iter().copied().filter(|&page| fits(document(page)));
    found.take(listing.limit.unwrap_or(usize::MAX)).collect()
}

/// The pages of a section and of all sections below it.
pub fn descendants(site: &Site, section: SectionId) -> Vec<PageId> {
    let mut pages = site[section].pages.clone();
    for &below in &site[section].subsections {
        pages.extend(descendants(site, below));
    }
    pages
}
