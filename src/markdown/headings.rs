//! Headings: their ids, and the table of contents.

use std::collections::{BTreeSet, HashMap};

use crate::text;

/// One entry of the table of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// What a `#fragment` names.
    pub id: String,
    /// Plain text.
    pub title: String,
    /// 1 to 6.
    pub level: u8,
    /// The deeper headings that follow, up to the next one of this level.
    pub children: Vec<Heading>,
}

/// The tree of `flat`, which is in the order of the page and has no children yet. A skipped level is no level.
pub(super) fn tree(flat: Vec<Heading>) -> Vec<Heading> {
    let mut top = Vec::new();
    let mut open: Vec<Heading> = Vec::new(); // each deeper than the one before
    for heading in flat {
        close(&mut open, &mut top, heading.level);
        open.push(heading);
    }
    close(&mut open, &mut top, 0);
    top
}

/// Moves those of `open` that are not above `level` to their parents.
fn close(open: &mut Vec<Heading>, top: &mut Vec<Heading>, level: u8) {
    while let Some(done) = open.pop_if(|heading| heading.level >= level) {
        open.last_mut().map_or(&mut *top, |parent| &mut parent.children).push(done);
    }
}

/// The ids of a body: gives out new ones and remembers all.
#[derive(Debug, Default)]
pub(super) struct Ids {
    given: BTreeSet<String>,
    /// Written by the author further down, so not to be given out.
    reserved: BTreeSet<String>,
    next: HashMap<String, usize>,
}

impl Ids {
    /// No ids given, and `reserved` kept for the headings that ask for them.
    pub(super) fn new(reserved: BTreeSet<String>) -> Self {
        Self { reserved, ..Self::default() }
    }

    /// The id of a heading that names none: its slug, with `-2`, `-3` … when taken; `muc-1`, `muc-2` … without one.
    pub(super) fn of_title(&mut self, title: &str) -> String {
        let slug = text::slug(title);
        let (base, first) = if slug.is_empty() { ("muc", 1) } else { (slug.as_str(), 2) };
        if !slug.is_empty() && !self.reserved.contains(base) && self.given.insert(base.to_owned()) {
            return slug;
        }
        let mut number = self.next.get(base).copied().unwrap_or(first);
        loop {
            let id = format!("{base}-{number}");
            number += 1;
            if !self.reserved.contains(&id) && self.given.insert(id.clone()) {
                self.next.insert(base.to_owned(), number);
                return id;
            }
        }
    }

    /// Remembers an id as the author wrote it; false if it is taken.
    pub(super) fn claim(&mut self, id: &str) -> bool {
        self.given.insert(id.to_owned())
    }

    /// All ids given.
    pub(super) fn into_anchors(self) -> BTreeSet<String> {
        self.given
    }
}
