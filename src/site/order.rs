//! The order of pages in a list.

use std::cmp::{Ordering, Reverse};

use crate::content::{Document, SortBy};
use crate::text::collate::{self, SortKey};

use super::model::{Page, PageId};

/// The keys by which pages are put in order, one row a page.
pub(super) struct Order {
    titles: Vec<SortKey>,
}

impl Order {
    pub(super) fn new(pages: &[Page]) -> Self {
        Self { titles: pages.iter().map(|page| collate::key(&page.document.title)).collect() }
    }

    /// Puts some of `pages` in order. Ties are broken by title, then by file.
    pub(super) fn sort(&self, ids: &mut [PageId], by: SortBy, pages: &[Page]) {
        let document = |id: PageId| &pages[id.index()].document;
        let title = |id: PageId| &self.titles[id.index()];
        ids.sort_by(|&a, &b| {
            let (left, right) = (document(a), document(b));
            let first = match by {
                SortBy::Date => Reverse(left.date).cmp(&Reverse(right.date)),
                SortBy::Updated => {
                    let changed = |document: &Document| document.front.updated.or(document.date);
                    Reverse(changed(left)).cmp(&Reverse(changed(right)))
                }
                SortBy::Title => Ordering::Equal,
                SortBy::Weight => {
                    let weight = |document: &Document| document.front.weight.unwrap_or(i64::MAX);
                    weight(left).cmp(&weight(right))
                }
            };
            first.then_with(|| title(a).cmp(title(b))).then(a.cmp(&b))
        });
    }

    /// All of `pages` in order.
    pub(super) fn all(&self, by: SortBy, pages: &[Page]) -> Vec<PageId> {
        let mut ids: Vec<_> = (0..pages.len()).map(PageId::at).collect();
        self.sort(&mut ids, by, pages);
        ids
    }
}
