//! The text as a list of events.

use std::ops::Range;

use pulldown_cmark::{Event, OffsetIter, Options, Parser};

/// Deeper nesting than this is no text but an accident.
pub(super) const MAX_DEPTH: usize = 100;

/// A parsed text.
#[derive(Debug)]
pub(super) struct Parsed<'a> {
    /// Every event with its place in the body.
    pub(super) events: Vec<(Event<'a>, Range<usize>)>,
    /// Spent, but it knows the `[label]: target` definitions.
    parser: OffsetIter<'a>,
}

/// Where the text is nested deeper than [`MAX_DEPTH`].
#[derive(Debug, Clone, Copy)]
pub(super) struct TooDeep(pub(super) usize);

/// Parses `text`, which has its directives masked.
pub(super) fn parse(text: &str) -> Result<Parsed<'_>, TooDeep> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut parser = Parser::new_ext(text, options).into_offset_iter();
    let mut events = Vec::with_capacity(text.len() / 16);
    let mut depth = 0;
    for (event, range) in parser.by_ref() {
        match event {
            Event::Start(_) if depth == MAX_DEPTH => return Err(TooDeep(range.start)),
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        events.push((event, range));
    }
    Ok(Parsed { events, parser })
}

impl Parsed<'_> {
    /// Where `[label]: target` stands.
    pub(super) fn definition(&self, label: &str) -> Option<Range<usize>> {
        self.parser.reference_definitions().get(label).map(|definition| definition.span.clone())
    }

    /// The event that ends what the event `start` starts.
    pub(super) fn end_of(&self, start: usize) -> usize {
        let mut depth = 0usize;
        for (at, (event, _)) in self.events.iter().enumerate().skip(start) {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return at;
            }
        }
        self.events.len()
    }

    /// The words among `events`, without any markup.
    pub(super) fn plain_text(&self, events: Range<usize>) -> String {
        let mut plain = String::new();
        for (event, _) in &self.events[events] {
            match event {
                Event::Text(text) | Event::Code(text) => plain.push_str(text),
                Event::SoftBreak | Event::HardBreak => plain.push(' '),
                _ => {}
            }
        }
        plain
    }
}
