//! The memory on disk: one file in `.thidua/` below the root, which git leaves alone.
//!
//! ```text
//! what it is, and the program that made it     one line
//! the root it is of                            one line
//! the parts of documents                       postcard, one after the other
//! the index, with the hash of the parts        postcard
//! the length of the index                       8 bytes
//! the hash of the index                        32 bytes
//! ```
//!
//! A build of which nothing changed reads the index only. One that makes something writes the parts as soon as it needs them
//! no longer, for they are large.
//!
//! It is written beside its place and moved there, so that two builds at once do no harm: one of them is remembered.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::Result;
use blake3::Hasher;
use serde::Serialize;

use crate::files::{self, Opened, Pending};
use crate::span::SourcePath;

use super::{Built, Index, Key, Known, Memory};

/// The folder of ours below the root.
const FOLDER: &str = ".thidua";
const NAME: &str = "memory";

/// Anything larger is not kept: 100,000 pages take some 450 MB.
const LARGEST: usize = 1 << 30;

/// The program that makes and reads it: another one may see the same bytes as something else.
const PROGRAM: &str = concat!("thidua ", env!("CARGO_PKG_VERSION"), " ", env!("THIDUA_SOURCES"));

/// How many bytes stand behind the index: its length and its hash.
const BEHIND: u64 = 8 + 32;

/// What is to be remembered: the parts of documents are on the disk already.
#[derive(Debug)]
pub(super) struct Saving {
    file: Pending,
    files: BTreeMap<SourcePath, Known>,
    /// The hash of the parts.
    parts: [u8; 32],
}

/// Opens the memory of the site at `root`; one that cannot be used is empty.
pub(super) fn open(root: &Path) -> Result<Memory> {
    let home = files::resolve(&root.join(FOLDER))?;
    files::create_dir(&home)?;
    let mine = home.join(".gitignore");
    if files::look(&mine)?.is_none() {
        files::replace(&mine, b"*\n")?;
    }
    for (left, _) in files::list(&home)? {
        // Of a build that was killed; if of one under way, that remembers nothing.
        if left.extension().is_some_and(|extension| extension == "tmp") {
            files::remove_file(&left)?;
        }
    }
    let now = now(&home).unwrap_or_default();
    let file = files::open_if_exists(&home.join(NAME))?;
    let (index, kept) = file.and_then(|file| parse(file, &heading(&home))).unwrap_or_default();
    Ok(Memory { home: Some(home), now, index, kept, ..Memory::default() })
}

/// The disk's clock: that of a file written now.
pub(super) fn now(home: &Path) -> Option<i64> {
    files::replace(&home.join("clock"), b"").ok().map(|written| written.modified)
}

/// Begins to write the memory: the parts of documents, one after the other. Without it the next build is only slower.
pub(super) fn begin(home: &Path, files: BTreeMap<SourcePath, Known>, parts: &[&[u8]]) -> Option<Saving> {
    if parts.iter().map(|part| part.len()).sum::<usize>() > LARGEST {
        return None;
    }
    let hash = hash(parts).ok()?.into();
    let mut file = Pending::beside(&home.join(NAME)).ok()?;
    file.write(&[&heading(home)]).and_then(|()| file.write(parts)).ok()?;
    Some(Saving { file, files, parts: hash })
}

/// Writes the rest of it, and puts it in its place.
pub(super) fn finish(saving: Saving, builds: &[(Key, Built)]) -> Option<()> {
    #[derive(Serialize)]
    struct Outgoing<'a> {
        files: BTreeMap<SourcePath, Known>,
        builds: &'a [(Key, Built)],
        parts: [u8; 32],
    }
    let Saving { mut file, files, parts } = saving;
    let index = postcard::to_allocvec(&Outgoing { files, builds, parts }).ok()?;
    let length = u64::try_from(index.len()).ok()?.to_le_bytes();
    file.write(&[&index, &length, blake3::hash(&index).as_bytes()]).ok()?;
    file.finish().ok().map(drop)
}

/// The hash of pieces, one after the other. They are small: many are hashed at once in less time.
fn hash(pieces: &[&[u8]]) -> io::Result<blake3::Hash> {
    let mut hasher = BufWriter::with_capacity(1 << 18, Hasher::new());
    pieces.iter().try_for_each(|piece| hasher.write_all(piece))?;
    Ok(hasher.into_inner()?.finalize())
}

/// Throws the memory of the site at `root` away; tells whether there was one.
pub fn clean(root: &Path) -> Result<bool> {
    let home: PathBuf = root.join(FOLDER);
    let was_there = files::look(&home)?.is_some();
    files::remove_tree(&home)?;
    Ok(was_there)
}

fn heading(home: &Path) -> Vec<u8> {
    format!("{PROGRAM}\n{}\n", home.display()).into_bytes()
}

fn parse(file: Opened, heading: &[u8]) -> Option<(Index, Kept)> {
    let start = heading.len() as u64;
    if file.read(0, start).ok()? != heading {
        return None;
    }
    let end = file.size().ok()?.checked_sub(BEHIND)?;
    let behind = file.read(end, BEHIND).ok()?;
    let (length, hash) = behind.split_first_chunk::<8>()?;
    let at = end.checked_sub(u64::from_le_bytes(*length)).filter(|at| *at >= start)?;
    let index = file.read(at, end - at).ok()?;
    if blake3::hash(&index).as_bytes() != hash {
        return None;
    }
    let index: Index = postcard::from_bytes(&index).ok()?;
    let kept = Kept { place: start..at, hash: index.parts, file: Some(file), bytes: OnceLock::new() };
    Some((index, kept))
}

/// The parts of documents, left where they are until one is asked for.
#[derive(Debug, Default)]
pub(super) struct Kept {
    file: Option<Opened>,
    /// Where they are there.
    place: Range<u64>,
    hash: [u8; 32],
    /// None if they are not what they were.
    bytes: OnceLock<Option<Vec<u8>>>,
}

impl Kept {
    /// One of them.
    pub(super) fn get(&self, range: Range<usize>) -> Option<&[u8]> {
        self.bytes.get_or_init(|| self.read()).as_ref()?.get(range)
    }

    fn read(&self) -> Option<Vec<u8>> {
        let bytes = self.file.as_ref()?.read(self.place.start, self.place.end - self.place.start).ok()?;
        (blake3::hash(&bytes) == self.hash).then_some(bytes)
    }
}
