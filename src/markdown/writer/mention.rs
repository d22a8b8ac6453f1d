//! Numbers of official documents in the text, as holes: whether there is a page to link to is not known here.

use std::ops::Range;

use pulldown_cmark::Event;

use super::Writer;
use crate::markdown::body::Mention;
use crate::markdown::sentinel::Mark;
use crate::text::{document_number, typography};

/// Raw elements in whose words nothing is linked.
const VERBATIM: [&str; 5] = ["a", "code", "kbd", "pre", "samp"];

impl Writer<'_, '_> {
    /// Appends words of running text, escaped, with a mark for each number of a document.
    pub(super) fn words(&mut self, words: &str) {
        let bound = typography::bind(words);
        let numbers = document_number::find(&bound);
        if numbers.is_empty() || self.is_verbatim() {
            return self.text(&bound);
        }
        let mut written = 0;
        // Binding changes spaces alone, and no number has one: they are the same in the words as written.
        for (number, source) in numbers.into_iter().zip(document_number::find(words)) {
            self.text(&bound[written..number.start]);
            self.mentions.push(Mention {
                number: bound[number.clone()].to_owned(),
                range: self.input.place.span(self.source_of(source)).range,
            });
            self.mark(Mark::Mention(self.mentions.len() - 1));
            written = number.end;
        }
        self.text(&bound[written..]);
    }

    /// Whether a link or code is open.
    fn is_verbatim(&self) -> bool {
        let mut open = self.frames.iter().flat_map(|frame| &frame.open);
        self.in_link || open.any(|element| VERBATIM.contains(element))
    }

    /// Where a run of the pending words stands in the body.
    fn source_of(&self, words: Range<usize>) -> Range<usize> {
        let (start, _) = self.place_of_word(words.start);
        // The last character, so that what follows in another piece does not count.
        let (_, end) = self.place_of_word(words.end - 1);
        start..end.max(start)
    }

    /// Where the byte `at` of the pending words begins and ends in the body.
    fn place_of_word(&self, at: usize) -> (usize, usize) {
        let mut length = 0;
        for (event, range) in &self.input.parsed.events[self.pending_since..] {
            let piece = match event {
                Event::Text(text) => text.len(),
                _ => 1,
            };
            if at < length + piece {
                let start = (range.start + at - length).min(range.end);
                return (start, (start + 1).min(range.end));
            }
            length += piece;
        }
        (0, 0)
    }
}
