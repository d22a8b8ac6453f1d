//! The way to a path in the output folder: are all the folders on it real ones?

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use anyhow::Result;

use super::OutputPath;
use crate::files::{self, Kind};

/// Looks at every folder once and remembers it, for as long as no folder is made or removed.
#[derive(Debug)]
pub(super) struct Folders {
    root: PathBuf,
    seen: RwLock<HashMap<Box<str>, Way>>,
}

/// The way to a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Way {
    /// It is there.
    Open,
    /// It is not there, but could be made.
    Missing,
    /// At this path, its own or above it, there is a file or a link.
    Blocked { at: OutputPath, by: Kind },
}

impl Folders {
    /// The folders below one that is there.
    pub(super) fn below(root: &Path) -> Self {
        Self { root: root.to_owned(), seen: RwLock::default() }
    }

    /// The way to the folder that a path lies in.
    pub(super) fn way_to(&self, path: &OutputPath) -> Result<Way> {
        path.as_str().rsplit_once('/').map_or(Ok(Way::Open), |(folder, _)| self.way(folder))
    }

    /// The way to a folder.
    pub(super) fn way(&self, folder: &str) -> Result<Way> {
        if let Some(way) = self.seen.read().unwrap_or_else(PoisonError::into_inner).get(folder) {
            return Ok(way.clone());
        }
        let above = folder.rsplit_once('/').map_or(Ok(Way::Open), |(above, _)| self.way(above))?;
        let way = match above {
            Way::Open => match files::look(&self.root.join(folder))?.map(|stat| stat.kind) {
                None => Way::Missing,
                Some(Kind::Folder) => Way::Open,
                Some(by) => Way::Blocked { at: OutputPath::of_folder(folder), by },
            },
            missing_or_blocked => missing_or_blocked,
        };
        self.seen.write().unwrap_or_else(PoisonError::into_inner).insert(folder.into(), way.clone());
        Ok(way)
    }
}

/// The folders that any of the paths lies in, those deep down before those above them.
pub(super) fn deepest_first<'a>(
    paths: impl Iterator<Item = &'a OutputPath>,
) -> impl Iterator<Item = &'a str> {
    let folders: BTreeSet<&str> = paths.flat_map(OutputPath::folders).collect();
    folders.into_iter().rev()
}
