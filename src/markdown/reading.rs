//! What a reader reads: how much, and the summary.

use crate::text;

/// Stands before the words of a heading in the plain text.
const HEADING: char = '\u{2}';

/// Collects the words of a body, block by block.
#[derive(Debug)]
pub(super) struct Reading {
    /// The words of the block that is being written.
    block: String,
    syllables: usize,
    summary: String,
    wanted: Wanted,
    /// The plain text of all blocks, if it is wanted.
    plain: Option<String>,
}

/// What the summary still lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// All blocks up to `<!-- more -->`.
    UntilMore,
    /// One paragraph.
    Paragraph,
    /// Nothing.
    Nothing,
}

/// What a block may add to the summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// A paragraph of the page itself.
    Paragraph,
    /// Prose, such as the item of a list.
    Prose,
    /// Headings, tables, footnotes, what is in directives: nothing.
    Aside,
}

impl Reading {
    /// Begins; `has_more` tells whether the text holds a `<!-- more -->`, `plain` whether all of it is wanted, and how many
    /// bytes it may have.
    pub(super) fn new(has_more: bool, plain: Option<usize>) -> Self {
        let wanted = if has_more { Wanted::UntilMore } else { Wanted::Paragraph };
        let plain = plain.map(String::with_capacity);
        Self { block: String::new(), syllables: 0, summary: String::new(), wanted, plain }
    }

    /// Words of the current block.
    pub(super) fn push(&mut self, words: &str) {
        self.block.push_str(words);
    }

    /// The current block is a heading.
    pub(super) fn heading(&mut self) {
        if let Some(plain) = &mut self.plain {
            plain.push(HEADING);
        }
    }

    /// The current block is over.
    pub(super) fn end_block(&mut self, weight: Weight) {
        if self.block.is_empty() {
            return;
        }
        self.syllables += text::syllables(&self.block);
        if let Some(plain) = &mut self.plain {
            for line in self.block.split('\n') {
                plain.push_str(line);
                plain.push(' ');
            }
            plain.push('\n');
        }
        let adds = match self.wanted {
            Wanted::UntilMore => weight != Weight::Aside,
            Wanted::Paragraph => weight == Weight::Paragraph,
            Wanted::Nothing => false,
        };
        if adds {
            for word in self.block.split_ascii_whitespace() {
                if !self.summary.is_empty() {
                    self.summary.push(' ');
                }
                self.summary.push_str(word);
            }
            if self.wanted == Wanted::Paragraph && !self.summary.is_empty() {
                self.wanted = Wanted::Nothing;
            }
        }
        self.block.clear();
    }

    /// `<!-- more -->` is met.
    pub(super) fn more(&mut self, weight: Weight) {
        self.end_block(weight);
        self.wanted = Wanted::Nothing;
    }

    /// The summary, the plain text and the number of syllables.
    pub(super) fn finish(self) -> (String, String, usize) {
        (self.summary, self.plain.unwrap_or_default(), self.syllables)
    }
}

/// Whether a piece of raw HTML is the mark that ends the summary.
pub(super) fn is_more(html: &str) -> bool {
    let comment = html.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    comment.is_some_and(|text| text.trim() == "more")
}
