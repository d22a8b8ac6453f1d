//! The crate's only door to `std::fs`: every error says what was tried and on which path.
//!
//! Errors are machine failures (`anyhow::Error`). Where "it is not there" is an ordinary answer, the function
//! says so by `Option` or `bool`, so that no caller has to take an error apart.

#![expect(clippy::disallowed_methods, reason = "the one owner of the disk")]

use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, BufWriter, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{self, Component, Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result};

/// What the file system says of one path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stat {
    /// File, folder, link, or something else.
    pub kind: Kind,
    /// Length in bytes.
    pub len: u64,
    /// Time of the last change of the content, in nanoseconds since 1970; negative before.
    pub modified: i64,
}

/// The kind of thing a path names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link, whatever it leads to.
    Link,
    /// A socket, a pipe, a device.
    Other,
}

/// The whole content of a file.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

/// The whole content of a file, or `None` where there is none.
pub fn read_if_exists(path: &Path) -> Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        read => read.map(Some).with_context(|| format!("cannot read {}", path.display())),
    }
}

/// A file that stays open, as it was when it was opened, whatever takes its place.
#[derive(Debug)]
pub struct Opened {
    file: File,
    path: PathBuf,
}

/// Opens a file to be read piece by piece; `None` where there is none.
pub fn open_if_exists(path: &Path) -> Result<Option<Opened>> {
    match File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        opened => {
            let file = opened.with_context(|| format!("cannot open {}", path.display()))?;
            Ok(Some(Opened { file, path: path.to_owned() }))
        }
    }
}

impl Opened {
    /// How many bytes it has.
    pub fn size(&self) -> Result<u64> {
        let metadata = self.file.metadata();
        Ok(metadata.with_context(|| format!("cannot look at {}", self.path.display()))?.len())
    }

    /// The bytes from `start` on, `most` of them at most.
    pub fn read(&self, start: u64, most: u64) -> Result<Vec<u8>> {
        let read = || -> io::Result<Vec<u8>> {
            let mut file = &self.file;
            file.seek(SeekFrom::Start(start))?;
            let len = file.metadata()?.len().saturating_sub(start).min(most);
            let mut bytes = Vec::with_capacity(usize::try_from(len).unwrap_or_default());
            file.take(most).read_to_end(&mut bytes)?;
            Ok(bytes)
        };
        read().with_context(|| format!("cannot read {}", self.path.display()))
    }
}

/// What a path leads to, through symbolic links; an error where that is nothing.
pub fn metadata(path: &Path) -> Result<Stat> {
    let found = fs::metadata(path).with_context(|| format!("cannot look at {}", path.display()))?;
    Ok(stat(&found))
}

/// What stands at a path, a symbolic link being a link; `None` where nothing does.
pub fn look(path: &Path) -> Result<Option<Stat>> {
    match fs::symlink_metadata(path) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        found => {
            let found = found.with_context(|| format!("cannot look at {}", path.display()))?;
            Ok(Some(stat(&found)))
        }
    }
}

/// A path from the root of the disk, without links, `.` and `..`; as far as it exists, then as it would be made.
pub fn resolve(path: &Path) -> Result<PathBuf> {
    let context = || format!("cannot look at {}", path.display());
    let mut resolved = path::absolute(".").and_then(fs::canonicalize).with_context(context)?;
    for part in path::absolute(path).with_context(context)?.components() {
        match part {
            Component::ParentDir => drop(resolved.pop()),
            Component::CurDir => {}
            part => resolved.push(part),
        }
        match fs::canonicalize(&resolved) {
            Ok(found) => resolved = found,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
            Err(error) => return Err(error).with_context(context),
        }
    }
    Ok(resolved)
}

/// The entries of a folder, sorted by path, each with its kind; links are not followed.
pub fn list(folder: &Path) -> Result<Vec<(PathBuf, Kind)>> {
    let context = || format!("cannot list {}", folder.display());
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).with_context(context)? {
        let entry = entry.with_context(context)?;
        entries.push((entry.path(), kind(entry.file_type().with_context(context)?)));
    }
    entries.sort_by(|left, right| left.0.cmp(&right.0));
    Ok(entries)
}

/// The hash of a file's content, read piece by piece.
pub fn hash(path: &Path) -> Result<blake3::Hash> {
    let mut hasher = blake3::Hasher::new();
    each_piece(path, |piece| {
        hasher.update(piece);
        Ok(())
    })?;
    Ok(hasher.finalize())
}

/// Writes a file that must not be there yet, and says what the disk now holds. A file half written goes again.
pub fn create_new(path: &Path, bytes: &[u8]) -> Result<Stat> {
    create_with(path, |file| Ok(file.write_all(bytes)?))
}

/// Copies a file, piece by piece, to a path where there must be none yet; returns the hash of what was copied.
/// The copy gets the permissions of a new file, not those of the original.
pub fn copy_new(from: &Path, to: &Path) -> Result<(blake3::Hash, Stat)> {
    let mut hasher = blake3::Hasher::new();
    let stat = create_with(to, |file| {
        each_piece(from, |piece| {
            hasher.update(piece);
            file.write_all(piece).with_context(|| format!("cannot write {}", to.display()))
        })
    })?;
    Ok((hasher.finalize(), stat))
}

/// Puts bytes at a path so that at any moment, even if the power fails, it holds the old content or the new one, whole.
/// The file keeps the permissions it had. A link standing there is replaced, not followed.
pub fn write_atomic(path: &Path, bytes: &[u8]) -> Result<()> {
    let permissions = fs::symlink_metadata(path).ok().filter(Metadata::is_file).map(|old| old.permissions());
    let mut pending = Pending::beside(path)?;
    pending.write_with(|file| {
        file.write_all(bytes)?;
        if let Some(permissions) = permissions {
            file.set_permissions(permissions)?;
        }
        file.sync_all()
    })?;
    pending.finish()?;
    Ok(())
}

/// Puts bytes at a path so that it holds the old content or the new one, whole, as long as the power does not fail; says
/// what the disk now holds.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<Stat> {
    let mut pending = Pending::beside(path)?;
    pending.write(&[bytes])?;
    pending.finish()
}

/// A file that is written beside its place and moved there when all of it is written. Let go before, it leaves nothing.
#[derive(Debug)]
pub struct Pending {
    file: File,
    temporary: PathBuf,
    path: PathBuf,
    is_moved: bool,
}

impl Pending {
    /// One that is to stand at `path`.
    pub fn beside(path: &Path) -> Result<Self> {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{}-{}.tmp", process::id(), COUNT.fetch_add(1, Ordering::Relaxed)));
        let temporary = PathBuf::from(name);
        let file =
            File::create_new(&temporary).with_context(|| format!("cannot write {}", temporary.display()))?;
        Ok(Self { file, temporary, path: path.to_owned(), is_moved: false })
    }

    /// Writes pieces behind what is there, one after the other.
    pub fn write(&mut self, pieces: &[&[u8]]) -> Result<()> {
        self.write_with(|file| {
            let mut file = BufWriter::with_capacity(1 << 18, file);
            pieces.iter().try_for_each(|piece| file.write_all(piece))?;
            file.flush()
        })
    }

    fn write_with(&mut self, write: impl FnOnce(&mut File) -> io::Result<()>) -> Result<()> {
        write(&mut self.file).with_context(|| format!("cannot write {}", self.temporary.display()))
    }

    /// Puts it in its place, in one step; says what the disk now holds.
    pub fn finish(mut self) -> Result<Stat> {
        let metadata = self.file.metadata();
        let stat = stat(&metadata.with_context(|| format!("cannot look at {}", self.temporary.display()))?);
        rename(&self.temporary, &self.path)?;
        self.is_moved = true;
        Ok(stat)
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if !self.is_moved {
            let _ = fs::remove_file(&self.temporary);
        }
    }
}

/// Moves a file, replacing the file or link that stands at the new path.
pub fn rename(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to).with_context(|| format!("cannot move {} to {}", from.display(), to.display()))
}

/// Moves a folder to where none is. Where the system does not move it as a whole, since a file in it is open or a folder came
/// to stand there, what it holds is moved, file by file; one that a disk took for another, moved before, is there already.
pub fn move_folder(from: &Path, to: &Path) -> Result<()> {
    if fs::rename(from, to).is_ok() || !is_folder(from) && is_folder(to) {
        return Ok(());
    }
    let held = list(from)?;
    create_dir(to)?;
    for (path, kind) in held {
        let to = to.join(path.file_name().unwrap_or_default());
        if kind == Kind::Folder { move_folder(&path, &to)? } else { rename(&path, &to)? }
    }
    Ok(())
}

/// Makes a folder and all the folders above it that are missing.
pub fn create_dirs(path: &Path) -> Result<()> {
    fs::create_dir_all(path).with_context(|| format!("cannot make the folder {}", path.display()))
}

/// Makes one folder. One that is there already will do; a link to one will not.
pub fn create_dir(path: &Path) -> Result<()> {
    match fs::create_dir(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists && is_folder(path) => Ok(()),
        made => made.with_context(|| format!("cannot make the folder {}", path.display())),
    }
}

/// Removes a file; whether there was one.
pub fn remove_file(path: &Path) -> Result<bool> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        removed => {
            removed.with_context(|| format!("cannot remove {}", path.display()))?;
            Ok(true)
        }
    }
}

/// Removes a folder if it is there and empty; whether it did.
pub fn remove_empty_dir(path: &Path) -> Result<bool> {
    const STAYS: [ErrorKind; 3] =
        [ErrorKind::NotFound, ErrorKind::NotADirectory, ErrorKind::DirectoryNotEmpty];
    match fs::remove_dir(path) {
        Err(error) if STAYS.contains(&error.kind()) => Ok(false),
        removed => {
            removed.with_context(|| format!("cannot remove the folder {}", path.display()))?;
            Ok(true)
        }
    }
}

/// Removes a folder, if it is there, with all it holds. Links in it go; what they lead to stays.
pub fn remove_tree(path: &Path) -> Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed.with_context(|| format!("cannot remove the folder {}", path.display())),
    }
}

/// The answer of [`lock`].
#[derive(Debug)]
pub enum Locking {
    /// It is ours until the value is dropped, or the process ends in whatever way.
    Ours(Lock),
    /// Another has it; with the note it left, which some systems do not let us read.
    Theirs(Option<String>),
}

/// A lock file held.
#[derive(Debug)]
pub struct Lock(File);

/// Takes the lock of a lock file, made if missing, without waiting; `note` tells the others who has it.
pub fn lock(path: &Path, note: &str) -> Result<Locking> {
    let context = || format!("cannot lock {}", path.display());
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
        .with_context(context)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(Locking::Theirs(fs::read_to_string(path).ok())),
        Err(TryLockError::Error(error)) => return Err(error).with_context(context),
    }
    file.set_len(0).and_then(|()| file.write_all(note.as_bytes())).with_context(context)?;
    Ok(Locking::Ours(Lock(file)))
}

impl Drop for Lock {
    /// Unlocks by name: closing alone would leave the lock to a child process that still has the handle.
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}

fn create_with(path: &Path, fill: impl FnOnce(&mut File) -> Result<()>) -> Result<Stat> {
    let context = || format!("cannot write {}", path.display());
    let mut file = File::create_new(path).with_context(context)?;
    let filled = fill(&mut file).and_then(|()| Ok(stat(&file.metadata()?)));
    if filled.is_err() {
        let _ = fs::remove_file(path);
    }
    filled.with_context(context)
}

fn each_piece(path: &Path, mut give: impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
    let context = || format!("cannot read {}", path.display());
    let mut file = File::open(path).with_context(context)?;
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(count) => give(&buffer[..count])?,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error).with_context(context),
        }
    }
}

fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
}

fn stat(found: &Metadata) -> Stat {
    Stat { kind: kind(found.file_type()), len: found.len(), modified: nanoseconds(found) }
}

fn kind(found: fs::FileType) -> Kind {
    match found {
        it if it.is_symlink() => Kind::Link,
        it if it.is_file() => Kind::File,
        it if it.is_dir() => Kind::Folder,
        _ => Kind::Other,
    }
}

/// Systems that keep no such time, and times beyond the year 2262, count as 0: a time that never helps to
/// recognise a file, so it is read instead.
fn nanoseconds(found: &Metadata) -> i64 {
    let Ok(modified) = found.modified() else { return 0 };
    match modified.duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_nanos()).unwrap_or(0),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(0, |nanoseconds| -nanoseconds),
    }
}
