//! Paths inside the output folder.

use std::borrow::Borrow;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The folder of ours at the top of the output folder, which no output may use.
pub(super) const OWN_FOLDER: &str = ".thidua";

/// The path of an output: relative to the output folder, its parts joined by `/`, sure to stay inside on every
/// system. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(Arc<str>);

impl OutputPath {
    /// Takes a path whose every part is a plain name: not empty, no `.` or `..`, no `\`, `:` or control
    /// character, no `.` or space at its end (Windows drops them). The first part is not `.thidua`.
    #[must_use]
    pub fn new(path: &str) -> Option<Self> {
        let first = path.split('/').next()?;
        let fine = path.split('/').all(is_plain_name) && !first.eq_ignore_ascii_case(OWN_FOLDER);
        fine.then(|| Self(path.into()))
    }

    /// The path as it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Where it is on disk, in that output folder.
    #[must_use]
    pub fn below(&self, folder: &Path) -> PathBuf {
        folder.join(&*self.0)
    }

    /// The folders it lies in, from the top: `a`, `a/b` for `a/b/c.html`.
    pub(super) fn folders(&self) -> impl Iterator<Item = &str> {
        self.0.match_indices('/').map(|(at, _)| &self.0[..at])
    }

    /// One of the [`folders`](Self::folders) as a path: what is inside with more behind it is inside by itself.
    pub(super) fn of_folder(folder: &str) -> Self {
        Self(folder.into())
    }
}

impl Borrow<str> for OutputPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl TryFrom<&str> for OutputPath {
    type Error = anyhow::Error;

    fn try_from(path: &str) -> Result<Self, Self::Error> {
        Self::new(path).ok_or_else(|| anyhow::anyhow!("{path:?} cannot be the path of an output"))
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_plain_name(part: &str) -> bool {
    !part.is_empty()
        && !part.ends_with(['.', ' '])
        && !part.chars().any(|c| matches!(c, '\\' | ':') || c.is_control())
}
