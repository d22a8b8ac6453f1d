//! What of ours stands in an output folder, seen before a build of it is open: nothing is locked, healed or made.

use std::path::Path;

use anyhow::Result;

use super::folders::{Folders, Way};
use super::manifest::Entry;
use super::own_folder::OwnFolder;
use super::{Made, OutputPath};
use crate::files::{self, Kind};

/// The files that we wrote below a folder.
#[derive(Debug)]
pub struct Intact {
    /// Those that are there as we wrote them, by length and time: what each was made from, and its length.
    pub files: Vec<(OutputPath, Made, u64)>,
    /// Whether that is all of them.
    pub is_all: bool,
}

/// What we wrote below a folder, and is there. Nothing where what we know of the folder cannot be read: who opens it is told.
///
/// # Errors
///
/// A failure of the disk.
pub fn intact(output: &Path, below: &str) -> Result<Intact> {
    let ours = OwnFolder::read_manifest(output).ok().flatten().unwrap_or_default();
    let folders = Folders::below(output);
    let mut files = Vec::new();
    let mut is_all = true;
    for (path, entry) in ours.into_iter().filter(|(path, _)| path.as_str().starts_with(below)) {
        if let Entry { made: Some(made), len, .. } = entry
            && folders.way_to(&path)? == Way::Open
            && let Some(stat) = files::look(&path.below(output))?
            && stat.kind == Kind::File
            && entry.matches(stat)
        {
            files.push((path, made, len));
        } else {
            is_all = false;
        }
    }
    Ok(Intact { files, is_all })
}
