//! `.thidua/` in the output folder: the lock, the manifest, the journal, the staged files; and the healing of
//! what a killed build left.

use std::path::{Path, PathBuf};
use std::process;

use anyhow::{Result, bail};

use super::folders::{Folders, Way, deepest_first};
use super::manifest::{Manifest, manifest_text, read_manifest};
use super::path::OWN_FOLDER;
use super::{OutputPath, Refused};
use crate::files::{self, Kind, Lock, Locking};

/// Where a file waits to be moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Waits {
    /// By itself: the folder that it is to be in is there.
    Alone,
    /// In its folder, which is new and is moved as a whole.
    InFolder,
}

/// The folder of ours, locked until dropped. Staged files go with it, unless a journal may speak of them.
#[derive(Debug)]
pub(super) struct OwnFolder {
    root: PathBuf,
    keep_staged: bool,
    _lock: Lock,
}

impl OwnFolder {
    /// Whether there was ever one in the output folder.
    pub(super) fn exists(output: &Path) -> Result<bool> {
        Ok(files::look(&output.join(OWN_FOLDER).join("lock"))?.is_some())
    }

    /// What the manifest says, whoever else may be at work; `None` where we never finished a build.
    pub(super) fn read_manifest(output: &Path) -> Result<Option<Manifest>> {
        read_manifest(&output.join(OWN_FOLDER).join("manifest"))
    }

    /// Makes it if missing, and locks it.
    pub(super) fn lock(output: &Path) -> Result<Self> {
        let root = output.join(OWN_FOLDER);
        files::create_dir(&root)?;
        let lock = root.join("lock");
        if files::look(&lock)?.is_some_and(|stat| stat.kind != Kind::File) {
            bail!("{} is not a file", lock.display());
        }
        match files::lock(&lock, &format!("process {}", process::id()))? {
            Locking::Ours(lock) => Ok(Self { root, keep_staged: true, _lock: lock }),
            Locking::Theirs(holder) => {
                let holder = holder.filter(|note| !note.is_empty());
                Err(Refused::Busy { folder: output.to_owned(), holder }.into())
            }
        }
    }

    /// What is ours in the output folder; `None` where we never placed a file. After a build that was killed:
    ///
    /// 1. what it had placed is ours, the folders it had made for the rest go;
    /// 2. the manifest learns it, then the journal goes, then the staged files.
    ///
    /// A kill amid this finds the next one doing the same again.
    pub(super) fn heal(&mut self, output: &Path, adopt: bool) -> Result<Option<Manifest>> {
        let mut ours = readable(read_manifest(&self.manifest_file()), adopt)?;
        if let Some(next) = readable(read_manifest(&self.journal_file()), adopt)? {
            let manifest = ours.get_or_insert_default();
            remove_empty_folders(output, &self.sort_out(next, manifest)?)?;
            files::create_dirs(&self.staged())?;
            self.write(&self.manifest_file(), &manifest_text(manifest.iter()))?;
        }
        files::remove_file(&self.journal_file())?;
        self.keep_staged = false;
        self.clear_staged()?;
        files::create_dir(&self.staged())?;
        files::create_dir(&self.alone())?;
        Ok(ours)
    }

    /// Where the file that is to stand at a path waits.
    pub(super) fn staged_file(&self, path: &OutputPath, waits: Waits) -> PathBuf {
        match waits {
            Waits::Alone => self.alone().join(&*blake3::hash(path.as_str().as_bytes()).to_hex()),
            Waits::InFolder => self.staged_folder(path.as_str()),
        }
    }

    /// Where a new folder waits.
    pub(super) fn staged_folder(&self, folder: &str) -> PathBuf {
        self.staged().join("folders").join(folder)
    }

    /// Says what is to be ours, before anything is moved. It has the form of a manifest.
    pub(super) fn write_journal(&mut self, manifest: &str) -> Result<()> {
        self.keep_staged = true;
        self.write(&self.journal_file(), manifest)
    }

    /// What the journal says is now so: the manifest alone counts.
    pub(super) fn end_journal(&mut self) -> Result<()> {
        files::rename(&self.journal_file(), &self.manifest_file())?;
        self.keep_staged = false;
        Ok(())
    }

    /// Removes what is staged. Not while there is a journal.
    pub(super) fn clear_staged(&self) -> Result<()> {
        files::remove_tree(&self.staged())
    }

    /// Adds to the manifest what came to its place, of what was to be ours next, and returns the paths of what did not.
    fn sort_out(&self, next: Manifest, manifest: &mut Manifest) -> Result<Vec<OutputPath>> {
        let mut missing = Vec::new();
        for (path, entry) in next {
            if manifest.get(&path) == Some(&entry) {
                continue;
            }
            if self.is_staged(&path)? {
                missing.push(path);
            } else {
                manifest.insert(path, entry);
            }
        }
        Ok(missing)
    }

    fn is_staged(&self, path: &OutputPath) -> Result<bool> {
        for waits in [Waits::Alone, Waits::InFolder] {
            if files::look(&self.staged_file(path, waits))?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// By way of the staging folder, so that a kill leaves nothing that is not cleared.
    fn write(&self, file: &Path, text: &str) -> Result<()> {
        let written = self.staged().join("written");
        files::remove_file(&written)?;
        files::create_new(&written, text.as_bytes())?;
        files::rename(&written, file)
    }

    fn manifest_file(&self) -> PathBuf {
        self.root.join("manifest")
    }

    fn journal_file(&self) -> PathBuf {
        self.root.join("journal")
    }

    fn staged(&self) -> PathBuf {
        self.root.join("staged")
    }

    fn alone(&self) -> PathBuf {
        self.staged().join("files")
    }
}

impl Drop for OwnFolder {
    fn drop(&mut self) {
        if !self.keep_staged {
            let _ = self.clear_staged();
        }
    }
}

/// With adopting, what cannot be understood is as good as not there.
fn readable<T>(read: Result<Option<T>>, adopt: bool) -> Result<Option<T>> {
    match read {
        Err(error) if adopt && error.is::<Refused>() => Ok(None),
        read => read,
    }
}

fn remove_empty_folders(output: &Path, paths: &[OutputPath]) -> Result<()> {
    let folders = Folders::below(output);
    for folder in deepest_first(paths.iter()) {
        if folders.way(folder)? == Way::Open {
            files::remove_empty_dir(&output.join(folder))?;
        }
    }
    Ok(())
}
