//! What became of the masked lines in the parse.

use pulldown_cmark::{Event, Tag};

use super::line::Line;
use crate::diag::{Diagnostic, message};
use crate::markdown::events::Parsed;
use crate::markdown::place::Place;

/// Where a masked line came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::markdown) enum Standing {
    /// As a block of its own: the directive's line is the event `event`, directly in the container that the event
    /// `container` starts (`usize::MAX` for the body itself).
    Block {
        /// Index of the event.
        event: usize,
        /// Index of the event that starts the container.
        container: usize,
    },
    /// In code or raw HTML: not a directive.
    Verbatim {
        /// Whether it is raw HTML.
        html: bool,
    },
    /// Within a paragraph or a definition.
    Swallowed,
}

/// How each of `lines` stands in the parse of the masked text.
pub(in crate::markdown) fn standings(lines: &[Line], parsed: &Parsed<'_>) -> Vec<Standing> {
    let mut standings = vec![Standing::Swallowed; lines.len()];
    if lines.is_empty() {
        return standings;
    }
    let first_from = |offset: usize| lines.partition_point(|line| line.range.start < offset);
    let mut open = Vec::new();
    for (at, (event, range)) in parsed.events.iter().enumerate() {
        match event {
            Event::Rule => {
                let line = first_from(range.start);
                if lines.get(line).is_some_and(|line| line.range.start < range.end) {
                    let container = open.last().copied().unwrap_or(usize::MAX);
                    standings[line] = Standing::Block { event: at, container };
                }
            }
            Event::Start(tag) => {
                open.push(at);
                if matches!(tag, Tag::CodeBlock(_) | Tag::HtmlBlock) {
                    let verbatim = Standing::Verbatim { html: matches!(tag, Tag::HtmlBlock) };
                    standings[first_from(range.start)..first_from(range.end)].fill(verbatim);
                }
            }
            Event::End(_) => {
                open.pop();
            }
            _ => {}
        }
    }
    standings
}

/// Reports a line that is part of something else.
pub(in crate::markdown) fn swallowed(line: &Line, place: &Place<'_>) -> Diagnostic {
    Diagnostic::error(
        "directive-indented",
        message!(
            "dòng này thụt lề quá sâu nên bị coi là phần tiếp của đoạn văn ở trên",
            "this line is indented so far that it continues the paragraph above"
        ),
    )
    .at(place.span(line.range.clone()))
    .help(message!(
        "đưa dòng về thẳng lề với phần trên, và để một dòng trống phía trước",
        "align it with what is above, and leave an empty line before it"
    ))
}
