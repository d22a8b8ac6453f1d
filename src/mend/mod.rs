//! `thidua check --fix`: mends in the author's files what needs nobody's judgement.
//!
//! 1. [`plan`] reads the files anew, as they are on disk, and makes sure that they still say what was checked.
//! 2. [`apply`] makes the edits that the findings carry; every other byte stays: line ends, byte order mark, spelling.
//! 3. [`diff`] shows what will change, and [`Mend::write`] puts the mended file in the place of the old one, at once.

mod apply;
mod diff;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::diag::{Diagnostics, Edit};
use crate::files;
use crate::source::{self, Found, SourceFile, Sources};
use crate::span::SourcePath;

pub use apply::apply;
pub use diff::diff;

/// What is to be mended.
#[derive(Debug)]
pub struct Plan {
    /// The files, in order.
    pub mends: Vec<Mend>,
    /// Files left alone because they have changed since they were checked.
    pub changed: Vec<SourcePath>,
}

/// A file to be mended.
#[derive(Debug)]
pub struct Mend {
    /// The file, from the root.
    pub path: SourcePath,
    disk: PathBuf,
    before: String,
    after: String,
}

/// What can be mended in the files below `root`, whose text as it was checked is in `sources`. What an author has
/// acknowledged stays.
pub fn plan(root: &Path, findings: &Diagnostics, sources: &Sources) -> anyhow::Result<Plan> {
    let mut edits: BTreeMap<&SourcePath, Vec<&Edit>> = BTreeMap::new();
    let open = findings.iter().filter(|finding| finding.acknowledged.is_none());
    for edit in open.flat_map(|finding| &finding.fix) {
        edits.entry(&edit.span.path).or_default().push(edit);
    }
    let mut plan = Plan { mends: Vec::new(), changed: Vec::new() };
    if edits.is_empty() {
        return Ok(plan);
    }
    // The name on disk may be spelled in another way than the path.
    let (found, _) = source::walk(root)?;
    let disks: BTreeMap<SourcePath, PathBuf> =
        found.into_iter().map(|Found { path, disk }| (path, disk)).collect();
    for (path, edits) in edits {
        let before = match disks.get(path) {
            Some(disk) => files::read_if_exists(disk)?.map(|bytes| (disk, bytes)),
            None => None,
        };
        match before.and_then(|(disk, bytes)| Some((disk, as_checked(path, bytes, sources)?))) {
            Some((disk, before)) => {
                let after = apply(&before, edits);
                if after != before {
                    plan.mends.push(Mend { path: path.clone(), disk: disk.clone(), before, after });
                }
            }
            None => plan.changed.push(path.clone()),
        }
    }
    Ok(plan)
}

/// The text of a file, if it says what was checked.
fn as_checked(path: &SourcePath, bytes: Vec<u8>, sources: &Sources) -> Option<String> {
    let text = String::from_utf8(bytes).ok()?;
    let now = source::decode(&text);
    match sources.get(path.as_str())? {
        SourceFile::Text(checked) if checked.hash == now.hash && checked.decomposed == now.decomposed => {
            Some(text)
        }
        _ => None,
    }
}

impl Mend {
    /// What changes, as a unified diff.
    pub fn diff(&self) -> String {
        diff(self.path.as_str(), &self.before, &self.after)
    }

    /// Puts the mended file in its place; whether it did: it does not if the file has changed meanwhile.
    pub fn write(&self) -> anyhow::Result<bool> {
        let is_as_read =
            files::read_if_exists(&self.disk)?.is_some_and(|bytes| bytes == self.before.as_bytes());
        if is_as_read {
            files::write_atomic(&self.disk, self.after.as_bytes())?;
        }
        Ok(is_as_read)
    }
}
