//! Where something stands in the author's files.
//!
//! A [`SourcePath`] names a file of the site from its root; a [`Span`] is a run of bytes in it. Line and column are
//! worked out only when a message is shown ([`Positions`]).

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A file of the site: relative to the root, `/`-separated, NFC. `content/tin-tuc/bai.md`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// The path as given; the walk makes it relative, `/`-separated and NFC.
    pub fn new(path: &str) -> Self {
        Self(Arc::from(path))
    }

    /// The whole path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder the file is in, without a trailing `/`; empty at the root.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The file's own name.
    pub fn name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// The name without its last extension: `bai.en` of `bai.en.md`.
    pub fn stem(&self) -> &str {
        let name = self.name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The last extension as written, without its dot; empty if there is none.
    pub fn extension(&self) -> &str {
        self.name().rsplit_once('.').map_or("", |(_, extension)| extension)
    }

    /// The path below `folder`, if it is below it.
    pub fn below(&self, folder: &str) -> Option<&str> {
        self.0.strip_prefix(folder)?.strip_prefix('/')
    }
}

/// So that a map of paths can be asked for one that is only a string.
impl Borrow<str> for SourcePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl From<String> for SourcePath {
    fn from(path: String) -> Self {
        Self::new(&path)
    }
}

impl From<SourcePath> for String {
    fn from(path: SourcePath) -> Self {
        path.as_str().to_owned()
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// A run of bytes in a file's text (after its BOM is dropped, its line ends are `\n` and it is NFC).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The file.
    pub path: SourcePath,
    /// The bytes; empty at 0 means the file as a whole.
    pub range: Range<usize>,
}

impl Span {
    /// A run of bytes in `path`.
    pub fn new(path: &SourcePath, range: Range<usize>) -> Self {
        Self { path: path.clone(), range }
    }

    /// The file as a whole.
    pub fn file(path: &SourcePath) -> Self {
        Self::new(path, 0..0)
    }
}

impl Ord for Span {
    /// By file, then by place.
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |span: &Self| (span.path.clone(), span.range.start, span.range.end);
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Span {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A place as an editor counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

impl Position {
    /// The place of the byte `offset` in `text`; of many, [`Positions`] is quicker. An offset past the end is the end.
    pub fn of(text: &str, offset: usize) -> Self {
        Positions::new(text).of(offset)
    }
}

/// Finds one position after the other in a text. Each is counted from the one before it, so that those of many
/// findings, which are in the order of the text, cost no more than reading it once.
#[derive(Debug, Clone)]
pub struct Positions<'a> {
    text: &'a str,
    offset: usize,
    at: Position,
}

impl<'a> Positions<'a> {
    /// At the beginning of `text`.
    pub fn new(text: &'a str) -> Self {
        Self { text, offset: 0, at: Position { line: 1, column: 1 } }
    }

    /// The place of the byte `offset`. An offset past the end is the end.
    pub fn of(&mut self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        if offset < self.offset {
            *self = Self::new(self.text);
        }
        let between = &self.text[self.offset..offset];
        match between.rfind('\n') {
            Some(end) => {
                self.at.line += between.bytes().filter(|&byte| byte == b'\n').count();
                self.at.column = between[end + 1..].chars().count() + 1;
            }
            None => self.at.column += between.chars().count(),
        }
        self.offset = offset;
        self.at
    }
}

#[cfg(test)]
mod tests {
    use super::{Position, Positions, SourcePath};

    #[test]
    fn positions_count_lines_and_characters_from_one() {
        let text = "một\nhai ba\n";
        let mut positions = Positions::new(text);
        for (offset, line, column) in
            [(0, 1, 1), (3, 1, 2), (6, 2, 1), (10, 2, 5), (12, 2, 7), (99, 3, 1), (7, 2, 2), (0, 1, 1)]
        {
            assert_eq!(positions.of(offset), Position { line, column }, "at byte {offset}");
        }
    }

    #[test]
    fn a_path_knows_its_parts() {
        let path = SourcePath::new("content/tin-tuc/bai.en.md");
        assert_eq!(
            (path.folder(), path.name(), path.stem(), path.extension(), path.below("content")),
            ("content/tin-tuc", "bai.en.md", "bai.en", "md", Some("tin-tuc/bai.en.md"))
        );
    }
}
