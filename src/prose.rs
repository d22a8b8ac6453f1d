//! Text as a reader reads it: words without markup, with the way back to the author's file.
//!
//! 1. A [`Writer`] puts it together, piece by piece, each with the place it comes from; a text that stands by itself,
//!    such as a title, is one already ([`Prose::of_text`]).
//! 2. [`Prose::text`] holds the passages one after the other, each ended by a line feed.
//! 3. [`Prose::place`] tells where a run of it stands in the file.

use std::ops::Range;

use crate::span::{SourcePath, Span};
use crate::yaml::Place;

/// What stands for a thing in a sentence that is no words: code, an image. No rule on words reaches across it.
pub const THING: char = '\u{FFFC}';

/// A text to be read.
#[derive(Debug, Clone)]
pub struct Prose {
    text: String,
    passages: Vec<Passage>,
    links: Vec<Range<usize>>,
    origin: Origin,
}

/// A run of text that is read in one go: a paragraph, a heading, a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Its bytes in the text, without the line feed.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Sentences.
    Running {
        /// Whether nothing but an empty line parts them from the passage above.
        follows: bool,
    },
    /// A heading, a cell of a table, a title, a caption: words that need not be a sentence.
    Label,
}

/// Where the text comes from.
#[derive(Debug, Clone)]
enum Origin {
    /// From pieces of a file.
    Pieces(SourcePath, Vec<Piece>),
    /// From a value in a YAML file. Its place is looked up only when it is asked for.
    Value(Place),
}

/// A run of the text and the bytes of the file it was made of. If both are as long, they are the same, byte for byte.
#[derive(Debug, Clone)]
struct Piece {
    at: usize,
    length: usize,
    source: Range<usize>,
}

impl Prose {
    /// A text that stands at `place`, all of it one passage.
    pub fn of_text(text: &str, place: Place) -> Self {
        let passage = Passage { range: 0..text.len(), kind: Kind::Label };
        let text = format!("{text}\n");
        Self { text, passages: vec![passage], links: Vec::new(), origin: Origin::Value(place) }
    }

    /// The passages, each ended by a line feed. A line feed within one is a line that ends where its author wants.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The passages, in order.
    pub fn passages(&self) -> &[Passage] {
        &self.passages
    }

    /// The words that are links, as runs of the text; addresses that are shown as they are do not count.
    pub fn links(&self) -> &[Range<usize>] {
        &self.links
    }

    /// Where a run of the text stands in the author's file.
    pub fn place(&self, run: Range<usize>) -> Span {
        match &self.origin {
            Origin::Pieces(path, pieces) => {
                let start = piece_at(pieces, run.start).map_or(0, |piece| piece.start(run.start));
                let end =
                    piece_at(pieces, run.end.saturating_sub(1)).map_or(start, |piece| piece.end(run.end));
                Span::new(path, start..end.max(start))
            }
            Origin::Value(place) => place.part(&self.text[..self.text.len() - 1], run),
        }
    }
}

impl Piece {
    fn is_verbatim(&self) -> bool {
        self.length == self.source.len()
    }

    fn start(&self, at: usize) -> usize {
        if self.is_verbatim() {
            self.source.start + (at - self.at).min(self.length)
        } else {
            self.source.start
        }
    }

    fn end(&self, at: usize) -> usize {
        if self.is_verbatim() { self.source.start + (at - self.at).min(self.length) } else { self.source.end }
    }
}

/// The piece that the byte `at` of the text belongs to.
fn piece_at(pieces: &[Piece], at: usize) -> Option<&Piece> {
    pieces[..pieces.partition_point(|piece| piece.at <= at)].last()
}

/// Puts a text together.
#[derive(Debug)]
pub struct Writer {
    path: SourcePath,
    text: String,
    passages: Vec<Passage>,
    links: Vec<Range<usize>>,
    pieces: Vec<Piece>,
    /// Where the open passage begins, and what it is.
    open: Option<(usize, Kind)>,
}

impl Writer {
    /// An empty text made of the file `path`, of about `length` bytes.
    pub fn new(path: &SourcePath, length: usize) -> Self {
        Self {
            path: path.clone(),
            text: String::with_capacity(length),
            passages: Vec::new(),
            links: Vec::new(),
            pieces: Vec::new(),
            open: None,
        }
    }

    /// Appends what the file has at `source`; a passage of this kind begins with it if none is open.
    pub fn push(&mut self, text: &str, source: Range<usize>, kind: Kind) {
        if text.is_empty() {
            return;
        }
        let at = self.text.len();
        self.open.get_or_insert((at, kind));
        match self.pieces.last_mut() {
            Some(last)
                if last.is_verbatim() && last.source.end == source.start && text.len() == source.len() =>
            {
                last.length += text.len();
                last.source.end = source.end;
            }
            _ => self.pieces.push(Piece { at, length: text.len(), source }),
        }
        self.text.push_str(text);
    }

    /// Whether a passage is open.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Where the next piece will stand.
    pub fn at(&self) -> usize {
        self.text.len()
    }

    /// What was appended since `start` is a link.
    pub fn link(&mut self, start: usize) {
        if start < self.text.len() {
            self.links.push(start..self.text.len());
        }
    }

    /// Ends the passage that is open.
    pub fn end(&mut self) {
        if let Some((start, kind)) = self.open.take() {
            self.passages.push(Passage { range: start..self.text.len(), kind });
            let end = self.pieces.last().map_or(0, |piece| piece.source.end);
            self.pieces.push(Piece { at: self.text.len(), length: 1, source: end..end });
            self.text.push('\n');
        }
    }

    /// The whole text.
    pub fn finish(mut self) -> Prose {
        self.end();
        let origin = Origin::Pieces(self.path, self.pieces);
        Prose { text: self.text, passages: self.passages, links: self.links, origin }
    }
}
