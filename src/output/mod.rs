//! The output folder: what a build puts there, and nothing else lost.
//!
//! 1. [`Stage::open`] locks the folder, heals what a killed build left, and reads the manifest: what we wrote
//!    last time.
//! 2. [`Stage::put`], from many threads, compares each output with the manifest and the disk. What differs is
//!    written to a staging folder inside the output folder; what is the same is not touched.
//! 3. [`Stage::commit`] puts the staged files in their places and removes the files of ours that no output wants
//!    any more, as a list of small [`Step`]s. A stage dropped instead leaves the folder as it was.
//!
//! All that is ours to remember lies in `.thidua/` at the top of the folder:
//!
//! - `lock`: held by the build that is under way;
//! - `manifest`: every file we wrote, with its hash, length and time;
//! - `staged/`: new files, until they are moved to their places; those of new folders in these;
//! - `journal`: while they are moved, the manifest that is to be.
//!
//! **A kill at any moment** leaves every file old or new, and whole, for files come to their places only by
//! renaming. The journal is there from before the first move until it becomes the manifest; with it the next build
//! tells files of ours from files of others: what is not staged any more has been moved to its place. Nothing is
//! forced to the platter, so after a power failure a folder may need a build with [`Options::adopt`].
//!
//! **Files of others** are never removed or changed. Where one stands in the way, the build is [`Refused`].
//! Symbolic links are others' too, and no way into another folder.

use std::path::PathBuf;
use std::sync::Arc;

pub use self::commit::{Commit, Step, Take, Written};
pub use self::intact::{Intact, intact};
pub use self::manifest::Made;
pub use self::path::OutputPath;
pub use self::refused::{Obstacle, ObstacleKind, Refused};
pub use self::stage::{Options, Stage};

mod commit;
mod folders;
mod intact;
mod manifest;
mod own_folder;
mod path;
mod refused;
mod stage;

/// The content of one output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The same, of which the hash is known.
    Known {
        /// The bytes.
        bytes: Arc<[u8]>,
        /// Their hash.
        hash: blake3::Hash,
    },
    /// A copy of a file, which is read only where it must be written.
    Copy {
        /// The file.
        from: PathBuf,
        /// The hash of its content.
        hash: blake3::Hash,
        /// Its length in bytes.
        len: u64,
    },
}

/// What an output means for the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// There was nothing at its path.
    New,
    /// There was something else at its path.
    Changed,
    /// It is there already.
    Unchanged,
}

impl Content {
    fn hash(&self) -> blake3::Hash {
        match self {
            Self::Bytes(bytes) => blake3::hash(bytes),
            Self::Known { hash, .. } | Self::Copy { hash, .. } => *hash,
        }
    }

    fn len(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::Known { bytes, .. } => bytes.len() as u64,
            Self::Copy { len, .. } => *len,
        }
    }
}
