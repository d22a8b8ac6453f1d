//! An open build into one folder: outputs are compared, and written to the staging folder where they differ.

use std::collections::{BTreeMap, HashSet, btree_map};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Result, anyhow, bail};

use super::folders::{Folders, Way};
use super::manifest::{Entry, Made, Manifest, manifest_text, state};
use super::own_folder::{OwnFolder, Waits};
use super::{Commit, Content, Outcome, OutputPath, Refused, Written, commit};
use crate::files::{self, Kind, Stat};

/// How a build treats the output folder.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// Build into a folder that holds files we did not write, and replace those in the way. The others stay.
    pub adopt: bool,
}

/// An open build into one folder. Dropped without [`Stage::commit`], it leaves the folder as it was.
#[derive(Debug)]
pub struct Stage {
    pub(super) folder: PathBuf,
    pub(super) options: Options,
    pub(super) own: OwnFolder,
    /// Whether there is no manifest yet.
    pub(super) first: bool,
    pub(super) ours: Manifest,
    pub(super) folders: Folders,
    pub(super) puts: Mutex<BTreeMap<OutputPath, Put>>,
    /// The folders that were made for what waits in them.
    made_folders: Mutex<HashSet<PathBuf>>,
}

/// An output that was put.
#[derive(Debug)]
pub(super) struct Put {
    /// What the manifest is to say of it.
    pub(super) entry: Entry,
    /// Where it waits, unless what is there already is the same.
    pub(super) staged: Option<Waits>,
    /// What stands at its path.
    pub(super) found: Option<Kind>,
}

impl Stage {
    /// Opens a build into a folder, made if missing, and heals what a killed build left in it.
    ///
    /// # Errors
    ///
    /// [`Refused`], or a failure of the disk.
    pub fn open(folder: &Path, options: Options) -> Result<Self> {
        files::create_dirs(folder)?;
        if !options.adopt && !OwnFolder::exists(folder)? {
            refuse_strangers(folder)?;
        }
        let mut own = OwnFolder::lock(folder)?;
        let ours = own.heal(folder, options.adopt)?;
        if !options.adopt && ours.is_none() {
            refuse_strangers(folder)?;
        }
        Ok(Self {
            folder: folder.to_owned(),
            options,
            own,
            first: ours.is_none(),
            ours: ours.unwrap_or_default(),
            folders: Folders::below(folder),
            puts: Mutex::default(),
            made_folders: Mutex::default(),
        })
    }

    /// Takes one output, and what it was `made` from if the next build is to know. It is an error to put two at the same path. Whether something not ours is in its way is told by the commit.
    ///
    /// # Errors
    ///
    /// A second output at the path, a file to copy that is not what it was said to be, a failure of the disk.
    pub fn put(&self, path: OutputPath, content: Content, made: Option<Made>) -> Result<Outcome> {
        let (hash, len) = (content.hash(), content.len());
        let file = path.below(&self.folder);
        // Where its folder is not there, nor is it.
        let is_open = self.is_open(&path)?;
        let stat = if is_open { files::look(&file)? } else { None };
        let found = stat.map(|stat| stat.kind);
        if let Some(stat) = stat
            && self.holds(&path, &file, stat, (hash, len))?
        {
            let entry = Entry { hash, len, modified: stat.modified, made };
            self.remember(path, Put { entry, staged: None, found })?;
            return Ok(Outcome::Unchanged);
        }
        let waits = if is_open { Waits::Alone } else { Waits::InFolder };
        let modified = match self.write_staged(&path, waits, &content) {
            Ok(staged) => staged.modified,
            // The one before it stands there.
            Err(_) if self.puts().contains_key(&path) => return Err(second(&path)),
            Err(error) => return Err(error),
        };
        let entry = Entry { hash, len, modified, made };
        self.remember(path, Put { entry, staged: Some(waits), found })?;
        Ok(if found.is_some() { Outcome::Changed } else { Outcome::New })
    }

    /// What the output at `path` was made from, if it is on the disk as we wrote it: by its length and time, unread.
    ///
    /// # Errors
    ///
    /// A failure of the disk.
    pub fn made(&self, path: &OutputPath) -> Result<Option<Made>> {
        let Some(Entry { made: Some(made), .. }) = self.ours.get(path) else { return Ok(None) };
        Ok(self.is_intact(path)?.then_some(*made))
    }

    /// Takes the output at `path` as it is: what [`Stage::made`] tells of it is what it would be made from now.
    ///
    /// # Errors
    ///
    /// A second output at the path.
    pub fn keep(&self, path: OutputPath, made: Made) -> Result<()> {
        let Some(entry) = self.ours.get(&path) else { bail!("{path} is not ours to keep") };
        let entry = Entry { made: Some(made), ..*entry };
        self.remember(path, Put { entry, staged: None, found: Some(Kind::File) })
    }

    /// The files we wrote.
    pub fn paths(&self) -> Vec<&OutputPath> {
        self.ours.keys().collect()
    }

    /// Whether a file is, by its length and time, the one we wrote.
    ///
    /// # Errors
    ///
    /// A failure of the disk.
    pub fn is_intact(&self, path: &OutputPath) -> Result<bool> {
        let Some(entry) = self.ours.get(path) else { return Ok(false) };
        if !self.is_open(path)? {
            return Ok(false);
        }
        let stat = files::look(&path.below(&self.folder))?;
        Ok(stat.is_some_and(|stat| stat.kind == Kind::File && entry.matches(stat)))
    }

    /// The name of all we wrote, with its times: the hash of the manifest.
    pub fn state(&self) -> [u8; 32] {
        state(&manifest_text(self.ours.iter()))
    }

    /// Puts everything in its place and removes what is stale.
    ///
    /// # Errors
    ///
    /// [`Refused`], with the folder as it was; or a failure of the disk, which the next build heals.
    pub fn commit(self) -> Result<Written> {
        self.prepare()?.finish(|steps, take| steps.iter().try_for_each(take))
    }

    /// The commit, planned and not begun.
    ///
    /// # Errors
    ///
    /// [`Refused`], with the folder as it was; an output at the path of another's folder; a failure of the disk.
    pub fn prepare(self) -> Result<Commit> {
        commit::plan(self)
    }

    /// Whether the folder that a path lies in is there.
    fn is_open(&self, path: &OutputPath) -> Result<bool> {
        Ok(self.folders.way_to(path)? == Way::Open)
    }

    /// Whether the file at a path may count as ours and has that content. It is read only if it is not, by
    /// length and time, the one we wrote.
    fn holds(
        &self,
        path: &OutputPath,
        file: &Path,
        stat: Stat,
        content: (blake3::Hash, u64),
    ) -> Result<bool> {
        let (hash, len) = content;
        let known = self.ours.get(path);
        if stat.kind != Kind::File || stat.len != len || (known.is_none() && !self.options.adopt) {
            return Ok(false);
        }
        match known {
            Some(entry) if entry.matches(stat) => Ok(entry.hash == hash),
            _ => Ok(files::hash(file)? == hash),
        }
    }

    fn write_staged(&self, path: &OutputPath, waits: Waits, content: &Content) -> Result<Stat> {
        let staged = self.own.staged_file(path, waits);
        if let (Waits::InFolder, Some(folder)) = (waits, staged.parent()) {
            self.make(folder)?;
        }
        match content {
            Content::Bytes(bytes) => files::create_new(&staged, bytes),
            Content::Known { bytes, .. } => files::create_new(&staged, bytes),
            Content::Copy { from, hash, .. } => {
                let (copied, stat) = files::copy_new(from, &staged)?;
                if copied != *hash {
                    bail!("{} was changed during the build", from.display());
                }
                Ok(stat)
            }
        }
    }

    /// Makes a folder for what is to wait in it, once: thousands of files may share it.
    fn make(&self, folder: &Path) -> Result<()> {
        let made = || self.made_folders.lock().unwrap_or_else(PoisonError::into_inner);
        if !made().contains(folder) {
            files::create_dirs(folder)?;
            made().insert(folder.to_owned());
        }
        Ok(())
    }

    fn remember(&self, path: OutputPath, put: Put) -> Result<()> {
        match self.puts().entry(path) {
            btree_map::Entry::Occupied(taken) => return Err(second(taken.key())),
            btree_map::Entry::Vacant(free) => free.insert(put),
        };
        Ok(())
    }

    fn puts(&self) -> MutexGuard<'_, BTreeMap<OutputPath, Put>> {
        self.puts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn second(path: &OutputPath) -> anyhow::Error {
    anyhow!("two outputs at the path {path}")
}

/// What stands at the top under a name with a leading dot, such as `.gitignore` or `.git`, is nobody's site; nor
/// is a folder without files.
fn refuse_strangers(folder: &Path) -> Result<()> {
    let mut strangers = Vec::new();
    for (path, kind) in files::list(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if !name.starts_with('.') && holds_files(&path, kind)? {
            strangers.push(name.into_owned());
        }
    }
    if strangers.is_empty() {
        return Ok(());
    }
    Err(Refused::NotOurs { folder: folder.to_owned(), strangers }.into())
}

fn holds_files(path: &Path, kind: Kind) -> Result<bool> {
    if kind != Kind::Folder {
        return Ok(true);
    }
    for (path, kind) in files::list(path)? {
        if holds_files(&path, kind)? {
            return Ok(true);
        }
    }
    Ok(false)
}
