//! The commit: a plan of small steps, each of which may be the last before a kill.
//!
//! 1. The journal says what will be ours.
//! 2. What is ours and in the way of an output goes: a file where a folder is to be, a folder where a file is.
//! 3. Staged files are moved to their places: new folders with all they hold, others one by one.
//! 4. Stale files of ours go, then the folders they leave empty.
//! 5. The journal becomes the manifest; then the staging folder goes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use anyhow::{Result, bail};

use super::folders::{Folders, Way, deepest_first};
use super::manifest::{Manifest, manifest_text, state};
use super::own_folder::{OwnFolder, Waits};
use super::stage::{Put, Stage};
use super::{Obstacle, ObstacleKind, OutputPath, Refused};
use crate::files::{self, Kind};

/// What a commit did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// The outputs that were new or changed, sorted.
    pub written: Vec<OutputPath>,
    /// How many outputs were there already.
    pub unchanged: usize,
    /// The stale files that were removed, sorted.
    pub removed: Vec<OutputPath>,
    /// The name of all that is there now ([`Stage::state`]).
    pub state: [u8; 32],
}

/// A planned commit. Dropped half way, as by a kill, it leaves the rest to the next build.
#[derive(Debug)]
pub struct Commit {
    folder: PathBuf,
    own: OwnFolder,
    /// The text of the manifest that is to be.
    manifest: String,
    steps: Vec<Step>,
    done: usize,
    written: Written,
}

/// A step of a commit. A kill leaves each done as a whole or not at all, but for the last, and for folders that the system does
/// not move as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Write the journal.
    Journal,
    /// Remove a file.
    RemoveFile(OutputPath),
    /// Remove a folder, by its path in the output folder, if it is empty.
    RemoveFolder(PathBuf),
    /// Move a new folder to its place, with all that is staged in it.
    PlaceFolder(String),
    /// Move a staged file to its place.
    Place(OutputPath),
    /// Make the journal the manifest.
    Manifest,
    /// Remove the staging folder.
    ClearStaged,
}

/// Takes one step of a run.
pub type Take<'a> = dyn Fn(&Step) -> Result<()> + Sync + 'a;

impl Commit {
    /// All the steps, in their order.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Takes the next step; whether there was one.
    ///
    /// # Errors
    ///
    /// A failure of the disk.
    pub fn advance(&mut self) -> Result<bool> {
        let Some(step) = self.steps.get(self.done) else { return Ok(false) };
        match step {
            Step::Journal => self.own.write_journal(&self.manifest)?,
            Step::RemoveFile(path) => drop(files::remove_file(&path.below(&self.folder))?),
            Step::RemoveFolder(path) => drop(files::remove_empty_dir(&self.folder.join(path))?),
            Step::PlaceFolder(folder) => {
                files::move_folder(&self.own.staged_folder(folder), &self.folder.join(folder))?;
            }
            Step::Place(_) => self.place(step)?,
            Step::Manifest => self.own.end_journal()?,
            Step::ClearStaged => self.own.clear_staged()?,
        }
        self.done += 1;
        Ok(true)
    }

    /// Takes all the steps left. `all` takes those of a run that may go in any order, for they move files, by calling what it is
    /// given for each.
    ///
    /// # Errors
    ///
    /// A failure of the disk.
    pub fn finish(mut self, all: impl Fn(&[Step], &Take<'_>) -> Result<()>) -> Result<Written> {
        loop {
            let left = &self.steps[self.done..];
            let run = left.iter().take_while(|step| matches!(step, Step::Place(_))).count();
            if run > 1 {
                all(&left[..run], &|step| self.place(step))?;
                self.done += run;
            } else if !self.advance()? {
                return Ok(self.written);
            }
        }
    }

    /// Moves a file to its place.
    fn place(&self, step: &Step) -> Result<()> {
        let Step::Place(path) = step else { return Ok(()) };
        files::rename(&self.own.staged_file(path, Waits::Alone), &path.below(&self.folder))
    }
}

/// Plans the commit of all that was put.
pub(super) fn plan(stage: Stage) -> Result<Commit> {
    let Stage { folder, options, own, first, ours, folders, puts, .. } = stage;
    let puts = puts.into_inner().unwrap_or_else(PoisonError::into_inner);
    refuse_overlaps(&puts)?;
    let stale = find_stale(&ours, &puts, &folder, &folders)?;

    let ground = Ground { folder: &folder, folders: &folders, ours: &ours, adopt: options.adopt };
    let clearing = ground.clear(&puts)?;
    if !clearing.obstacles.is_empty() {
        let obstacles = clearing.obstacles.into_iter().collect();
        return Err(Refused::InTheWay { folder, obstacles }.into());
    }

    let staged = || puts.iter().filter_map(|(path, put)| Some((path, put.staged?)));
    let alone = staged().filter(|(_, waits)| *waits == Waits::Alone);
    let entries = || puts.iter().map(|(path, put)| (path, &put.entry));
    let is_new = first || !entries().eq(ours.iter());
    let rest = stale.files.iter().filter(|path| !clearing.files.contains(*path));
    let mut steps = Vec::new();
    steps.extend(is_new.then_some(Step::Journal));
    steps.extend(clearing.files.iter().cloned().map(Step::RemoveFile));
    steps.extend(clearing.emptied.into_iter().map(Step::RemoveFolder));
    steps.extend(clearing.new.into_iter().map(Step::PlaceFolder));
    steps.extend(alone.map(|(path, _)| Step::Place(path.clone())));
    steps.extend(rest.cloned().map(Step::RemoveFile));
    steps.extend(stale.folders.into_iter().map(Step::RemoveFolder));
    steps.extend(is_new.then_some(Step::Manifest));
    steps.push(Step::ClearStaged);

    let manifest = manifest_text(entries());
    let written: Vec<_> = staged().map(|(path, _)| path.clone()).collect();
    let unchanged = puts.len() - written.len();
    let written = Written { written, unchanged, removed: stale.files, state: state(&manifest) };
    Ok(Commit { folder, own, manifest, steps, done: 0, written })
}

/// No path can be both a file and a folder.
fn refuse_overlaps(puts: &BTreeMap<OutputPath, Put>) -> Result<()> {
    let mut before = "";
    for path in puts.keys() {
        let mut new = path.folders().filter(|folder| !is_below(before, folder));
        if let Some(folder) = new.find(|folder| puts.contains_key(*folder)) {
            bail!("an output at the path {folder}, and another in a folder of that path: {path}");
        }
        before = path.as_str();
    }
    Ok(())
}

fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// What is ours and no longer wanted.
struct Stale {
    /// The files that are there; a link or a folder that took the place of one is not ours.
    files: Vec<OutputPath>,
    /// The folders of them, deepest first; also of those gone already, for a kill may have come between.
    folders: Vec<PathBuf>,
}

fn find_stale(
    ours: &Manifest,
    puts: &BTreeMap<OutputPath, Put>,
    folder: &Path,
    folders: &Folders,
) -> Result<Stale> {
    let unwanted: Vec<_> = ours.keys().filter(|path| !puts.contains_key(*path)).collect();
    let mut stale = Stale { files: Vec::new(), folders: Vec::new() };
    for path in &unwanted {
        if folders.way_to(path)? == Way::Open {
            let found = files::look(&path.below(folder))?;
            stale.files.extend(found.filter(|stat| stat.kind == Kind::File).map(|_| (*path).clone()));
        }
    }
    for folder in deepest_first(unwanted.into_iter()) {
        if folders.way(folder)? == Way::Open {
            stale.folders.push(folder.into());
        }
    }
    Ok(stale)
}

/// The output folder as it stands.
struct Ground<'a> {
    folder: &'a Path,
    folders: &'a Folders,
    ours: &'a Manifest,
    adopt: bool,
}

/// What has to be done before files can be moved to their places.
#[derive(Default)]
struct Clearing {
    /// The files to remove.
    files: BTreeSet<OutputPath>,
    /// The folders to remove after that, deepest first.
    emptied: Vec<PathBuf>,
    /// The new folders to place after that, none in another.
    new: Vec<String>,
    /// What is not ours and forbids it.
    obstacles: BTreeSet<Obstacle>,
}

impl Ground<'_> {
    fn clear(&self, puts: &BTreeMap<OutputPath, Put>) -> Result<Clearing> {
        let mut clearing = Clearing::default();
        for (path, put) in puts.iter().filter(|(_, put)| put.staged.is_some()) {
            self.clear_way(&mut clearing, path)?;
            match put.found {
                None => {}
                Some(Kind::Folder) => {
                    self.clear_folder(&mut clearing, Path::new(path.as_str()), path.as_str())?;
                }
                Some(Kind::File) if self.ours.contains_key(path) => {}
                Some(_) if self.adopt => {}
                Some(_) => clearing.object(path.as_str(), ObstacleKind::File),
            }
        }
        Ok(clearing)
    }

    /// For the folders on the way to a path; paths come in order.
    fn clear_way(&self, clearing: &mut Clearing, path: &OutputPath) -> Result<()> {
        if clearing.new.last().is_some_and(|folder| is_below(path.as_str(), folder)) {
            return Ok(());
        }
        match self.folders.way_to(path)? {
            Way::Open => return Ok(()),
            Way::Missing => {}
            Way::Blocked { at, by: Kind::Link } => {
                clearing.object(at.as_str(), ObstacleKind::LinkedFolder);
            }
            Way::Blocked { at, by } => {
                if self.adopt || (by == Kind::File && self.ours.contains_key(&at)) {
                    clearing.files.insert(at);
                } else {
                    clearing.object(at.as_str(), ObstacleKind::File);
                }
            }
        }
        for folder in path.folders() {
            if self.folders.way(folder)? != Way::Open {
                clearing.new.push(folder.to_owned());
                break;
            }
        }
        Ok(())
    }

    /// For a folder that stands where a file is to be.
    fn clear_folder(&self, clearing: &mut Clearing, folder: &Path, name: &str) -> Result<()> {
        for (path, kind) in files::list(&self.folder.join(folder))? {
            let file_name = path.file_name().unwrap_or_default();
            let name = format!("{name}/{}", file_name.to_string_lossy());
            match (kind, self.ours.get_key_value(name.as_str())) {
                (Kind::Folder, _) => self.clear_folder(clearing, &folder.join(file_name), &name)?,
                (Kind::File, Some((ours, _))) => drop(clearing.files.insert(ours.clone())),
                _ => clearing.object(&name, ObstacleKind::FileBelow),
            }
        }
        clearing.emptied.push(folder.to_owned());
        Ok(())
    }
}

impl Clearing {
    fn object(&mut self, path: &str, kind: ObstacleKind) {
        self.obstacles.insert(Obstacle { path: path.to_owned(), kind });
    }
}
