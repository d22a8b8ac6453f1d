//! Offsets in the body as places in the author's file.

use std::ops::Range;

use crate::span::{SourcePath, Span};

/// Where the body stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    /// The file.
    pub(super) path: &'a SourcePath,
    /// Where in the file the body begins.
    pub(super) base: usize,
}

impl Place<'_> {
    /// The place in the file of a run of bytes of the body.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.path, self.base + range.start..self.base + range.end)
    }
}
