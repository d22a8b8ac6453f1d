//! What a reader reads: how much, and the summary.

use crate::text;

/// Reads the text of a body block by block: paragraphs, headings, cells.
pub trait BlockReader {
    /// The next block: its text without any markup. Tells how many syllables (tiếng) it has, as [`text::syllables`] counts them:
    /// who looks for its words comes upon them.
    fn read(&mut self, block: &str, is_heading: bool) -> usize;
}

/// Collects the words of a body, block by block.
pub(super) struct Reading<'r> {
    /// The words of the block that is being written.
    block: String,
    is_heading: bool,
    syllables: usize,
    summary: String,
    wanted: Wanted,
    /// Who reads them, if anybody does.
    reader: Option<&'r mut dyn BlockReader>,
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

impl<'r> Reading<'r> {
    /// Begins; `has_more` tells whether the text holds a `<!-- more -->`.
    pub(super) fn new(has_more: bool, reader: Option<&'r mut dyn BlockReader>) -> Self {
        let wanted = if has_more { Wanted::UntilMore } else { Wanted::Paragraph };
        Self { block: String::new(), is_heading: false, syllables: 0, summary: String::new(), wanted, reader }
    }

    /// Words of the current block.
    pub(super) fn push(&mut self, words: &str) {
        self.block.push_str(words);
    }

    /// The current block is a heading.
    pub(super) fn heading(&mut self) {
        self.is_heading = true;
    }

    /// The current block is over.
    pub(super) fn end_block(&mut self, weight: Weight) {
        let is_heading = std::mem::take(&mut self.is_heading);
        if self.block.is_empty() {
            return;
        }
        self.syllables += match &mut self.reader {
            Some(reader) => reader.read(&self.block, is_heading),
            None => text::syllables(&self.block),
        };
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

    /// The summary and the number of syllables.
    pub(super) fn finish(self) -> (String, usize) {
        (self.summary, self.syllables)
    }
}

/// Whether a piece of raw HTML is the mark that ends the summary.
pub(super) fn is_more(html: &str) -> bool {
    let comment = html.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    comment.is_some_and(|text| text.trim() == "more")
}
