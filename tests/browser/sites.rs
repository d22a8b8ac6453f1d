//! Built sites, and the three ways they are read.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, OnceLock};

use crate::common::{program, project};
use crate::server;

/// How a reader comes to a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// At the root of a host.
    Root,
    /// Below a path of a host, among other sites.
    Below,
    /// From a disk, without a server.
    Disk,
}

impl Way {
    pub const ALL: [Self; 3] = [Self::Root, Self::Below, Self::Disk];
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Root => "root",
            Self::Below => "below",
            Self::Disk => "disk",
        })
    }
}

/// A site, built once for a server and once for a disk.
pub struct Site {
    /// What `thidua build` made, for a server.
    pub folder: PathBuf,
    portable: PathBuf,
    root: OnceLock<String>,
    below: OnceLock<String>,
}

/// The shipped site on the day of [`program::TODAY`].
pub static SHIPPED: LazyLock<Site> = LazyLock::new(|| Site::build("shipped", &project(), &[]));

impl Site {
    /// Builds the site whose `content/` is below `root`.
    #[track_caller]
    pub fn build(name: &str, root: &Path, arguments: &[&str]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser").join(name);
        let build = |kind: &str, more: &[&str]| {
            let output = folder.join(kind);
            // What another run has left could hide what this one lacks.
            fs::remove_dir_all(&output)
                .or_else(|error| if output.exists() { Err(error) } else { Ok(()) })
                .unwrap();
            fs::create_dir_all(&output).unwrap();
            let answer =
                program::build(root, &[&["--output", output.to_str().unwrap()], arguments, more].concat());
            assert_eq!(answer.code, Some(0), "{name}: {}{}", answer.told(), answer.stderr);
            output
        };
        let (folder, portable) = (build("served", &[]), build("portable", &["--portable"]));
        Self { folder, portable, root: OnceLock::new(), below: OnceLock::new() }
    }

    /// The address that all files of the site begin with, for one who comes this way.
    pub fn folder_at(&self, way: Way) -> String {
        match way {
            Way::Root | Way::Below => self.at(way, ""),
            Way::Disk => format!("file://{}/", self.portable.display()),
        }
    }

    /// The address of a page, `tin-tuc/` or `404.html`, for one who comes this way.
    pub fn at(&self, way: Way, path: &str) -> String {
        match way {
            Way::Root => format!("{}{path}", self.root.get_or_init(|| server::serve(&self.folder, "/"))),
            Way::Below => {
                format!("{}{path}", self.below.get_or_init(|| server::serve(&self.folder, "/thi-dua/75/")))
            }
            Way::Disk => {
                let index = if path.is_empty() || path.ends_with('/') { "index.html" } else { "" };
                format!("file://{}/{path}{index}", self.portable.display())
            }
        }
    }
}
