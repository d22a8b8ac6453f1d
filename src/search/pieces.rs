//! What is found: a page, or a piece of one that is long. A query loads the texts of what may be meant, so none of them should be
//! much longer than others; and what stands in one block stands in one piece.

use std::ops::Range;

use super::catalogue::Page;

/// A page with so many words, and what parts them, is in pieces: each ends with the first block that makes it long enough.
const MOST: usize = 2_000;
const ENOUGH: usize = 1_000;

/// A page, or a piece of one.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// The page, by its number.
    pub(super) page: usize,
    /// Which piece of it: the first one has the title and the labels too.
    pub(super) nth: u32,
    /// Where its words stand in those of the body.
    pub(super) body: Range<usize>,
}

impl Piece {
    /// All of a page.
    pub(super) fn whole(page: usize, of_page: &Page<'_>) -> Self {
        Self { page, nth: 0, body: 0..of_page.body.words.count() }
    }
}

/// All pages in order, those that are long in pieces.
pub(super) fn pieces(pages: &[Page<'_>]) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(pages.len());
    for (page, of_page) in pages.iter().enumerate() {
        let words = &of_page.body.words;
        if words.count() < MOST {
            pieces.push(Piece::whole(page, of_page));
        } else {
            let runs = (0..).zip(words.cut(ENOUGH));
            pieces.extend(runs.map(|(nth, body)| Piece { page, nth, body }));
        }
    }
    pieces
}
