//! Why a build is refused for the sake of files that are not ours.

use std::error::Error;
use std::fmt;
use std::path::PathBuf;

/// The output folder is not in a state to build into; nothing in it was changed. Travels as an `anyhow::Error`:
/// `error.downcast_ref::<Refused>()` finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// Another build is writing into the folder.
    Busy {
        /// The output folder.
        folder: PathBuf,
        /// What the other build says it is, such as `process 4711`.
        holder: Option<String>,
    },
    /// We never wrote into the folder, and it holds files.
    NotOurs {
        /// The output folder.
        folder: PathBuf,
        /// Its files, and folders with files, at the top; sorted.
        strangers: Vec<String>,
    },
    /// The manifest or the journal cannot be understood, so what is ours is not known.
    Unreadable {
        /// The manifest or the journal.
        file: PathBuf,
    },
    /// What is not ours stands where outputs are to go.
    InTheWay {
        /// The output folder.
        folder: PathBuf,
        /// All of them, sorted.
        obstacles: Vec<Obstacle>,
    },
}

/// Something not ours that stands where an output is to go.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Obstacle {
    /// Its path in the output folder.
    pub path: String,
    /// What it is.
    pub kind: ObstacleKind,
}

/// What stands in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ObstacleKind {
    /// A file or a link at the path of an output, or a file at the path of its folder. Adopting replaces it.
    File,
    /// A link at the path of a folder that an output lies in.
    LinkedFolder,
    /// A file in a folder that stands at the path of an output.
    FileBelow,
}

impl Refused {
    /// Whether the same build would go through with [`Options::adopt`](super::Options::adopt).
    #[must_use]
    pub fn adopting_helps(&self) -> bool {
        match self {
            Self::Busy { .. } => false,
            Self::NotOurs { .. } | Self::Unreadable { .. } => true,
            Self::InTheWay { obstacles, .. } => obstacles.iter().all(|it| it.kind == ObstacleKind::File),
        }
    }
}

impl Error for Refused {}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Busy { folder, holder } => {
                let holder = holder.as_deref().unwrap_or("another build");
                write!(f, "{} is being written to by {holder}", folder.display())
            }
            Self::NotOurs { folder, strangers } => {
                let folder = folder.display();
                write!(f, "{folder} holds files, and none that thidua wrote:")?;
                strangers.iter().try_for_each(|name| write!(f, "\n  {name}"))
            }
            Self::Unreadable { file } => {
                write!(f, "{} was not written by this version of thidua, or is damaged", file.display())
            }
            Self::InTheWay { folder, obstacles } => {
                let folder = folder.display();
                write!(f, "in {folder}, what thidua did not write stands in the way of the site:")?;
                obstacles.iter().try_for_each(|obstacle| write!(f, "\n  {obstacle}"))
            }
        }
    }
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = &self.path;
        match self.kind {
            ObstacleKind::File => write!(f, "{path}"),
            ObstacleKind::LinkedFolder => write!(f, "{path} (a link, where a folder is to be)"),
            ObstacleKind::FileBelow => write!(f, "{path} (its folder stands where a file is to be)"),
        }
    }
}
