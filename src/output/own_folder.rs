//! `.thidua/` in the output folder: the lock, the manifest, the journal, the staged files; and the healing of
//! what a killed build left.

use std::path::{Path, PathBuf};
use std::process;

use anyhow::{Result, bail};

use super::folders::{Folders, Way, deepest_first};
use super::manifest::{Manifest, Move, journal_text, manifest_text, read_journal, read_manifest};
use super::path::OWN_FOLDER;
use super::{OutputPath, Refused};
use crate::files::{self, Kind, Lock, Locking};

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
        if let Some(moves) = readable(read_journal(&self.journal_file()), adopt)? {
            let manifest = ours.get_or_insert_default();
            remove_empty_folders(output, &self.sort_out(moves, manifest)?)?;
            files::create_dirs(&self.root.join("staged"))?;
            self.write_manifest(manifest)?;
        }
        self.end_journal()?;
        self.clear_staged()?;
        files::create_dir(&self.root.join("staged"))?;
        Ok(ours)
    }

    /// Where a staged file lies.
    pub(super) fn staged_file(&self, number: usize) -> PathBuf {
        self.root.join("staged").join(number.to_string())
    }

    /// Says which staged files are about to be moved where.
    pub(super) fn write_journal<'a>(
        &mut self,
        manifest: &Manifest,
        moves: impl Iterator<Item = (usize, &'a OutputPath)>,
    ) -> Result<()> {
        let moves = moves.filter_map(|(number, path)| Some((number, path, manifest.get(path)?)));
        let text = journal_text(moves);
        self.keep_staged = true;
        self.write("journal", &text)
    }

    /// Says what is ours now.
    pub(super) fn write_manifest(&self, manifest: &Manifest) -> Result<()> {
        self.write("manifest", &manifest_text(manifest))
    }

    /// After this the manifest alone counts.
    pub(super) fn end_journal(&mut self) -> Result<()> {
        files::remove_file(&self.journal_file())?;
        self.keep_staged = false;
        Ok(())
    }

    /// Removes what is staged. Not while there is a journal.
    pub(super) fn clear_staged(&self) -> Result<()> {
        files::remove_tree(&self.root.join("staged"))
    }

    /// Adds to the manifest what was moved, and returns the paths of what was not.
    fn sort_out(&self, moves: Vec<Move>, manifest: &mut Manifest) -> Result<Vec<OutputPath>> {
        let mut missing = Vec::new();
        for (number, path, entry) in moves {
            match files::look(&self.staged_file(number))? {
                None => drop(manifest.insert(path, entry)),
                Some(_) => missing.push(path),
            }
        }
        Ok(missing)
    }

    /// By way of the staging folder, so that a kill leaves nothing that is not cleared.
    fn write(&self, name: &str, text: &str) -> Result<()> {
        let staged = self.root.join("staged").join(name);
        files::remove_file(&staged)?;
        files::create_new(&staged, text.as_bytes())?;
        files::rename(&staged, &self.root.join(name))
    }

    fn manifest_file(&self) -> PathBuf {
        self.root.join("manifest")
    }

    fn journal_file(&self) -> PathBuf {
        self.root.join("journal")
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
