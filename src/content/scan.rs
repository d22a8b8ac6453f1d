//! What the text of a Markdown file says by itself, whatever the site's settings.
//!
//! This is all of a document that needs its text, but for the body. It is small, and may be remembered from one build to
//! the next.

use std::ops::Range;

use pulldown_cmark::{Event, Parser};
use serde::{Deserialize, Serialize};

use crate::diag::Diagnostics;
use crate::source::SourceText;
use crate::span::SourcePath;
use crate::yaml::{self, Node};

use super::split::split;

/// The parts of a Markdown file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scan {
    /// The front matter, without the lines that part it off; empty where there is none.
    pub(super) front: Range<usize>,
    /// What it says.
    pub(super) root: Node,
    /// The Markdown after it.
    pub(super) body: Range<usize>,
    /// What may be its title.
    pub(super) heading: Option<LeadingHeading>,
    /// Whether the front matter could be read.
    pub(super) is_sound: bool,
    /// Of the front matter and the heading as written.
    pub(super) hash: [u8; 32],
}

/// A `# heading` that the body begins with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct LeadingHeading {
    /// Plain text.
    pub(super) text: String,
    /// Where it ends in the file.
    pub(super) end: usize,
}

/// Finds the parts of one Markdown file below `content/`.
pub fn scan(path: &SourcePath, text: &SourceText) -> (Scan, Diagnostics) {
    let mut findings = Diagnostics::new();
    let (parts, finding) = split(path, text);
    findings.extend(finding);
    let root = match yaml::parse(path, text, parts.front.clone()) {
        Ok(yaml) => yaml.into_root(),
        Err(finding) => {
            findings.push(finding);
            Node::Null
        }
    };
    let heading = leading_heading(text, parts.body.clone());
    let is_sound = findings.is_empty();
    let mut hash = blake3::Hasher::new();
    hash.update(text.get(parts.front.clone()).unwrap_or_default().as_bytes());
    hash.update(heading.as_ref().map_or("", |heading| &heading.text).as_bytes());
    let hash = *hash.finalize().as_bytes();
    (Scan { front: parts.front, root, body: parts.body, heading, is_sound, hash }, findings)
}

fn leading_heading(text: &str, body: Range<usize>) -> Option<LeadingHeading> {
    let markdown = &text[body.clone()];
    let start = markdown.len() - markdown.trim_start_matches('\n').len();
    let line = markdown[start..].split_inclusive('\n').next()?;
    let heading = line.strip_prefix("# ")?;
    let plain: String = Parser::new(heading)
        .filter_map(|event| match event {
            Event::Text(text) | Event::Code(text) => Some(text.into_string()),
            _ => None,
        })
        .collect();
    let plain = plain.trim().trim_end_matches('#').trim_end().to_owned();
    (!plain.is_empty()).then_some(LeadingHeading { text: plain, end: body.start + start + line.len() })
}
