//! The memory on disk: one file in `.thidua/` below the root, which git leaves alone.
//!
//! ```text
//! what it is, and the program that made it     one line
//! the root it is of                            one line
//! the hash of all that follows                 32 bytes
//! the length of the index                       8 bytes
//! the index, the parts of documents            postcard
//! ```
//!
//! It is written beside its place and moved there, so that two builds at once do no harm: the later one is remembered.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;
use blake3::Hasher;
use serde::Serialize;

use crate::files;
use crate::span::SourcePath;

use super::{Built, Index, Key, Known, Memory};

/// The folder of ours below the root.
const FOLDER: &str = ".thidua";
const NAME: &str = "memory";

/// Anything larger is not kept: 100,000 pages take some 150 MB.
const LARGEST: usize = 1 << 30;

/// The program that makes and reads it: another one may see the same bytes as something else.
const PROGRAM: &str = concat!("thidua ", env!("CARGO_PKG_VERSION"), " ", env!("THIDUA_SOURCES"));

/// What is to be remembered.
pub(super) struct Image<'a> {
    pub(super) files: &'a BTreeMap<SourcePath, Known>,
    pub(super) builds: &'a [(Key, Built)],
    /// The parts of documents, one after the other.
    pub(super) parts: &'a [&'a [u8]],
}

/// Opens the memory of the site at `root`; one that cannot be used is empty.
pub(super) fn open(root: &Path) -> Result<Memory> {
    let home = files::resolve(&root.join(FOLDER))?;
    files::create_dir(&home)?;
    let mine = home.join(".gitignore");
    if files::look(&mine)?.is_none() {
        files::replace(&mine, &[b"*\n"])?;
    }
    for (left, _) in files::list(&home)? {
        // Of a build that was killed; if of one under way, that remembers nothing.
        if left.extension().is_some_and(|extension| extension == "tmp") {
            files::remove_file(&left)?;
        }
    }
    let now = now(&home).unwrap_or_default();
    let file = files::read_if_exists(&home.join(NAME))?.unwrap_or_default();
    let (index, bytes) = parse(file, &heading(&home)).unwrap_or_default();
    Ok(Memory { home: Some(home), now, index, bytes, ..Memory::default() })
}

/// The disk's clock: that of a file written now.
pub(super) fn now(home: &Path) -> Option<i64> {
    files::replace(&home.join("clock"), &[]).ok().map(|written| written.modified)
}

/// Writes the memory. Without it the next build is only slower.
pub(super) fn save(home: &Path, image: &Image<'_>) {
    #[derive(Serialize)]
    struct Outgoing<'a> {
        files: &'a BTreeMap<SourcePath, Known>,
        builds: &'a [(Key, Built)],
    }
    let Ok(index) = postcard::to_allocvec(&Outgoing { files: image.files, builds: image.builds }) else {
        return;
    };
    let length = u64::try_from(index.len()).unwrap_or(u64::MAX).to_le_bytes();
    let payload = || [&length[..], &index].into_iter().chain(image.parts.iter().copied());
    if payload().map(<[u8]>::len).sum::<usize>() > LARGEST {
        return;
    }
    let Ok(hash) = hash(payload()) else { return };
    let heading = heading(home);
    let pieces: Vec<&[u8]> = [&heading[..], hash.as_bytes()].into_iter().chain(payload()).collect();
    let _ = files::replace(&home.join(NAME), &pieces);
}

/// The hash of pieces, one after the other. They are small: many are hashed at once in less time.
fn hash<'a>(mut pieces: impl Iterator<Item = &'a [u8]>) -> io::Result<blake3::Hash> {
    let mut hasher = BufWriter::with_capacity(1 << 18, Hasher::new());
    pieces.try_for_each(|piece| hasher.write_all(piece))?;
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

fn parse(mut file: Vec<u8>, heading: &[u8]) -> Option<(Index, Vec<u8>)> {
    let rest = file.strip_prefix(heading)?;
    let (hash, payload) = rest.split_first_chunk::<32>()?;
    if blake3::hash(payload) != *hash {
        return None;
    }
    let (length, payload) = payload.split_first_chunk::<8>()?;
    let (index, bytes) = payload.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
    let index = postcard::from_bytes(index).ok()?;
    let parts = file.len() - bytes.len();
    Some((index, file.split_off(parts)))
}
