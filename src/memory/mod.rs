//! What one build remembers of the sources for the next, so that it need not read again what has not changed.
//!
//! Everything remembered is the result of a pure function, by the hash of the text it was made from; what is not
//! remembered is made again. So the memory may be lost, or thrown away, at any time.
//!
//! 1. [`Memory::recall`] opens it; one that is damaged, or was made by another program, machine or folder, is none.
//! 2. [`Memory::file`] knows a file again by its length and time, without reading it; [`Memory::scan`],
//!    [`Memory::outline`] and [`Memory::words`] know what was in it; [`Memory::built`] knows what a whole build found.
//! 3. [`Memory::begin`] writes what this build learned (`store`), [`Memory::finish`] puts it in its place, in one step.
//! 4. A program that goes on running keeps it all at hand besides ([`Memory::hold`], `warm`).
//!
//! **A file that changed just now** may change again within the same tick of the disk's clock, and keep its length. So a
//! file is known again only if it had been at rest for a while when it was last read (`AT_REST`). The disk's own clock
//! tells: that of a file which the build writes before it looks at any other.

mod shelf;
mod store;
mod warm;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::path::{Path, PathBuf};

use blake3::Hash;
use serde::{Deserialize, Serialize};

use crate::content::Scan;
use crate::diag::Diagnostics;
use crate::files::Stat;
use crate::markdown::{Options, Outline};
use crate::search::Words;
use crate::site::Hidden;
use crate::source::{Blob, CONTENT, Origin, SourceFile, SourceText, Sources, TextFile, is_markdown};
use crate::span::SourcePath;

pub use shelf::{Piece, Shelf};
pub use store::clean;
use store::{Kept, Saving};
pub use warm::{Held, Placed};

/// How long a file must have been at rest before it was read, in nanoseconds: the coarsest clock of a disk (FAT's).
const AT_REST: i64 = 2_000_000_000;

/// Whether a file with that length and time had been at rest when it was read.
fn is_at_rest(read: i64, stat: Stat) -> bool {
    stat.modified != 0 && read.checked_sub(stat.modified).is_some_and(|rest| rest >= AT_REST)
}

/// Builds remembered: with and without drafts, portable or not.
const BUILDS: usize = 4;

/// What earlier builds learned.
#[derive(Debug, Default)]
pub struct Memory {
    /// Where it is kept; none if nothing is to be kept.
    home: Option<PathBuf>,
    /// The disk's clock when this build began.
    now: i64,
    index: Index,
    /// What the ranges in the index are of.
    kept: Kept,
    /// What the last edition of a running program left.
    warm: Option<Held>,
}

/// All that is remembered, but for the documents' parts.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Index {
    files: HashMap<SourcePath, Known>,
    builds: Vec<(Key, Built)>,
    /// The hash of the documents' parts.
    parts: [u8; 32],
}

/// The name of a whole build: a hash of all that went into it.
pub type Key = [u8; 32];

/// What a whole build found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Built {
    /// All findings, by file and place.
    pub findings: Diagnostics,
    /// Pages kept back, and why.
    pub hidden: Vec<Hidden>,
    /// How many pages the site has.
    pub pages: usize,
    /// The name of all that was written.
    pub state: [u8; 32],
}

/// What is known of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    len: u64,
    modified: i64,
    /// The disk's clock when it was last read.
    read: i64,
    hash: [u8; 32],
    kind: Kind,
    scan: Option<Range<usize>>,
    outline: Option<Range<usize>>,
    words: Option<Range<usize>>,
    /// What those are numbered by; others may be too.
    glossary: Option<Range<usize>>,
}

/// What a file is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum Kind {
    /// Markdown, with the runs of its text that were not in NFC.
    Markdown { decomposed: Vec<Range<usize>> },
    /// A file that is copied.
    Blob { dimensions: Option<(u32, u32)> },
    /// A file that is read in every build.
    Other,
}

/// A file as this build met it.
#[derive(Debug, Clone)]
pub struct Sighting {
    /// The file.
    pub path: SourcePath,
    /// Its length and time.
    pub stat: Stat,
    /// The disk's clock when it was last read.
    pub read: i64,
}

/// What this build knows of a part of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Learned {
    /// What the memory says.
    #[default]
    Known,
    /// This.
    New(Piece),
    /// Nothing to be remembered: something is wrong with it, which is to be told again.
    Nothing,
}

/// What this build knows of the parts of one document. Where nothing is said, the memory knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parts {
    /// Its [`Scan`].
    pub scan: Learned,
    /// Its [`Outline`].
    pub outline: Learned,
    /// Its [`Words`].
    pub words: Learned,
    /// Their glossary, as bytes.
    pub glossary: Learned,
}

impl Learned {
    /// What was learned, if it is new, as bytes.
    pub fn bytes(&self) -> Option<&[u8]> {
        let Self::New(piece) = self else { return None };
        piece.bytes()
    }

    /// What was learned, if it is new.
    pub fn value<'a, T: Deserialize<'a>>(&'a self) -> Option<T> {
        postcard::from_bytes(self.bytes()?).ok()
    }
}

/// What a build is about to remember.
#[derive(Debug, Default)]
pub struct Keeping(Option<Saving>);

impl Memory {
    /// The memory of the site at `root`.
    ///
    /// # Errors
    ///
    /// None: what cannot be read is not remembered, and where nothing can be written nothing is kept.
    pub fn recall(root: &Path) -> Self {
        store::open(root).unwrap_or_default()
    }

    /// The disk's clock when this edition began.
    pub fn clock(&self) -> i64 {
        self.now
    }

    /// Looks at the disk's clock again: another edition begins.
    pub fn tick(&mut self) {
        if let Some(now) = self.home.as_deref().and_then(store::now) {
            self.now = now;
        }
    }

    /// A file known again, and the disk's clock when it was read. Markdown is not read, but may be looked at.
    pub fn file(&self, path: &SourcePath, disk: &Path, stat: Stat) -> Option<(SourceFile, i64)> {
        if let Some(file) = self.warm.as_ref().and_then(|held| held.file(path, stat)) {
            return Some(file);
        }
        let known = self.index.files.get(path)?;
        let is_same = known.len == stat.len && known.modified == stat.modified;
        if !is_same || !is_at_rest(known.read, stat) {
            return None;
        }
        let hash = Hash::from_bytes(known.hash);
        let file = match &known.kind {
            Kind::Markdown { decomposed } => SourceFile::Text(TextFile {
                text: SourceText::on_disk(disk),
                hash,
                decomposed: decomposed.clone(),
                is_damaged: false,
            }),
            Kind::Blob { dimensions } => SourceFile::Blob(Blob {
                origin: Origin::Disk(disk.to_owned()),
                len: stat.len,
                hash,
                dimensions: *dimensions,
            }),
            Kind::Other => return None,
        };
        Some((file, known.read))
    }

    /// The parts of the document at `path`, if its text has this hash.
    pub fn scan(&self, path: &SourcePath, hash: Hash) -> Option<Scan> {
        let known = self.with_hash(path, hash)?;
        postcard::from_bytes(self.kept.get(known.scan.clone()?)?).ok()
    }

    /// The outline of its body, if that was read with the same options.
    pub fn outline(&self, path: &SourcePath, hash: Hash, options: &Options) -> Option<Outline> {
        let known = self.with_hash(path, hash)?;
        let (read_with, outline): (Options, Outline) =
            postcard::from_bytes(self.kept.get(known.outline.clone()?)?).ok()?;
        (read_with == *options).then_some(outline)
    }

    /// What search looks at in its body, if that was read with the same options, and the bytes of its glossary.
    pub fn words(&self, path: &SourcePath, hash: Hash, options: &Options) -> Option<(Words<'_>, &[u8])> {
        let known = self.with_hash(path, hash)?;
        let (read_with, words): (Options, Words<'_>) =
            postcard::from_bytes(self.kept.get(known.words.clone()?)?).ok()?;
        let glossary = self.kept.get(known.glossary.clone()?)?;
        (read_with == *options).then_some((words, glossary))
    }

    /// Whether any whole build is remembered.
    pub fn has_builds(&self) -> bool {
        !self.index.builds.is_empty()
    }

    /// What a whole build found.
    pub fn built(&self, key: &Key) -> Option<&Built> {
        self.index.builds.iter().find(|(of, _)| of == key).map(|(_, built)| built)
    }

    /// The files that are not as they were met before, those that are gone too; none if nothing is remembered.
    pub fn changes(&self, sources: &Sources) -> Vec<SourcePath> {
        let before = &self.index.files;
        if before.is_empty() {
            return Vec::new();
        }
        let is_new = |path: &SourcePath, file: &SourceFile| {
            before.get(path).is_none_or(|known| known.hash != *file.hash().as_bytes())
        };
        let on_disk = |path: &SourcePath| before.contains_key(path) || path.below(CONTENT).is_some();
        let new = sources.iter().filter(|(path, file)| on_disk(path) && is_new(path, file));
        let gone = before.keys().filter(|path| sources.get(path.as_str()).is_none());
        let mut changes: Vec<_> = new.map(|(path, _)| path.clone()).chain(gone.cloned()).collect();
        changes.sort();
        changes
    }

    /// Whether some of the files have come to rest since they were last read, so that they can be known again from now on.
    pub fn has_settled(&self, sightings: &[Sighting]) -> bool {
        sightings.iter().any(|Sighting { path, stat, read }| {
            let known = self.index.files.get(path).filter(|known| known.kind != Kind::Other);
            known.is_some_and(|known| !is_at_rest(known.read, *stat) && is_at_rest(*read, *stat))
        })
    }

    /// Begins to remember what this build learned. Failing to is no failure of the build.
    pub fn begin<'p>(
        &'p self,
        sightings: &[Sighting],
        sources: &Sources,
        parts: &'p HashMap<SourcePath, Parts>,
    ) -> Keeping {
        let Some(home) = &self.home else { return Keeping(None) };
        // Where they are: together they are as large as half of all texts.
        let (mut pieces, mut len) = (Vec::new(), 0);
        let mut put = |piece: &'p [u8]| {
            pieces.push(piece);
            len += piece.len();
            len - piece.len()..len
        };
        // Several documents have one glossary; it is put once.
        let mut glossaries: HashMap<*const u8, Range<usize>> = HashMap::new();
        let mut files = BTreeMap::new();
        for sighting in sightings {
            let before = self.index.files.get(&sighting.path);
            let parts = parts.get(&sighting.path);
            let Some(mut known) = self.known(sighting, sources) else { continue };
            let old = before.filter(|before| before.hash == known.hash);
            let piece =
                |of: fn(&Parts) -> &Learned, kept: fn(&Known) -> &Option<Range<usize>>| match parts.map(of) {
                    None | Some(Learned::Known) => self.kept.get(kept(old?).clone()?),
                    Some(Learned::New(piece)) => piece.bytes(),
                    Some(Learned::Nothing) => None,
                };
            known.scan = piece(|parts| &parts.scan, |old| &old.scan).map(&mut put);
            known.outline = piece(|parts| &parts.outline, |old| &old.outline).map(&mut put);
            known.words = piece(|parts| &parts.words, |old| &old.words).map(&mut put);
            let glossary = piece(|parts| &parts.glossary, |old| &old.glossary);
            known.glossary =
                glossary.map(|it| glossaries.entry(it.as_ptr()).or_insert_with(|| put(it)).clone());
            files.insert(sighting.path.clone(), known);
        }
        Keeping(store::begin(home, files, &pieces))
    }

    /// Remembers it, and what the whole build found, if it came to its end.
    pub fn finish(&self, Keeping(saving): Keeping, built: Option<(Key, Built)>) {
        let Some(saving) = saving else { return };
        let mut builds = self.index.builds.clone();
        if let Some((key, built)) = built {
            builds.retain(|(of, _)| *of != key);
            builds.insert(0, (key, built));
            builds.truncate(BUILDS);
        }
        let _ = store::finish(saving, &builds);
    }

    fn with_hash(&self, path: &SourcePath, hash: Hash) -> Option<&Known> {
        self.index.files.get(path).filter(|known| known.hash == *hash.as_bytes())
    }

    /// What is to be remembered of a file, but for its parts.
    fn known(&self, sighting: &Sighting, sources: &Sources) -> Option<Known> {
        let Sighting { path, stat, read } = sighting;
        let (hash, kind) = match sources.get(path.as_str())? {
            SourceFile::Text(file) if file.is_damaged => return None,
            SourceFile::Text(file) if is_markdown(path) => {
                (file.hash, Kind::Markdown { decomposed: file.decomposed.clone() })
            }
            SourceFile::Text(file) => (file.hash, Kind::Other),
            SourceFile::Blob(blob) => (blob.hash, Kind::Blob { dimensions: blob.dimensions }),
        };
        Some(Known {
            len: stat.len,
            modified: stat.modified,
            read: *read,
            hash: *hash.as_bytes(),
            kind,
            scan: None,
            outline: None,
            words: None,
            glossary: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::{AT_REST, Index, Kind, Known, Memory, Sighting};
    use crate::files::{self, Stat};
    use crate::span::SourcePath;

    #[test]
    fn what_comes_to_rest_is_to_be_remembered_once() {
        let path = SourcePath::new("content/bai.md");
        let stat = Stat { kind: files::Kind::File, len: 3, modified: 1_000 };
        let (early, late) = (1_000 + AT_REST - 1, 1_000 + AT_REST);
        let memory = |read, kind| Memory {
            index: Index {
                files: HashMap::from([(
                    path.clone(),
                    Known {
                        len: 3,
                        modified: 1_000,
                        read,
                        hash: [0; 32],
                        kind,
                        scan: None,
                        outline: None,
                        words: None,
                        glossary: None,
                    },
                )]),
                ..Index::default()
            },
            ..Memory::default()
        };
        let markdown = || Kind::Markdown { decomposed: Vec::new() };
        for (before, kind, now, expected) in [
            (early, markdown(), late, true),
            (early, markdown(), early, false),
            (late, markdown(), late, false),
            // It is read in every build.
            (early, Kind::Other, late, false),
        ] {
            let sighting = Sighting { path: path.clone(), stat, read: now };
            assert_eq!(
                memory(before, kind.clone()).has_settled(&[sighting]),
                expected,
                "{before} {kind:?} {now}"
            );
        }
    }
}
