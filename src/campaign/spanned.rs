//! What was read, with the place it was read at.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::{Deref, Range};

use crate::span::Span;
use crate::yaml::Place;

/// A value and where it stands in the file. Two are the same if their values are, wherever they stand.
#[derive(Clone)]
pub struct Spanned<T> {
    value: T,
    place: Place,
}

/// A text of the plan, as written.
pub type Text = Spanned<String>;

impl<T> Spanned<T> {
    pub(super) fn new(value: T, place: Place) -> Self {
        Self { value, place }
    }

    pub(super) fn into_inner(self) -> T {
        self.value
    }

    /// Where it stands; looked up when asked for.
    pub fn span(&self) -> Span {
        self.place.span()
    }
}

impl Text {
    /// Where the bytes `part` of the text stand; the whole text where the file spells it in another way.
    pub fn part(&self, part: Range<usize>) -> Span {
        self.place.part(&self.value, part)
    }

    /// Where it stands, to be kept.
    pub fn place(&self) -> &Place {
        &self.place
    }
}

impl<T> Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Spanned<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<T: fmt::Display> fmt::Display for Spanned<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Spanned<T> {}

impl<T: Hash> Hash for Spanned<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

impl<T: Ord> Ord for Spanned<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}

impl<T: PartialOrd> PartialOrd for Spanned<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.value.partial_cmp(&other.value)
    }
}
