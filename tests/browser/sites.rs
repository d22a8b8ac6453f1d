//! Built sites, and the three ways they are read.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, OnceLock};

use crate::common::{fixture, folder, program, project};
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

/// A site, built for a server, and for a disk when that is asked for.
pub struct Site {
    /// What `thidua build` made, for a server.
    pub folder: PathBuf,
    portable: LazyLock<PathBuf, Box<dyn FnOnce() -> PathBuf + Send>>,
    root: OnceLock<String>,
    below: OnceLock<String>,
}

/// The shipped site on the day of [`program::TODAY`].
pub static SHIPPED: LazyLock<Site> = LazyLock::new(|| Site::build("shipped", &project(), &[]));

/// Every component of the theme, on pages of their own: tests/fixtures/theme/site.
pub static COMPONENTS: LazyLock<Site> =
    LazyLock::new(|| Site::build("components", &fixture("theme/site"), &[]));

/// The same in another theme, of a hundred lines: tests/fixtures/theme/second.
pub static SECOND: LazyLock<Site> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser/second-root");
    folder::copy(&fixture("theme/site"), &root);
    folder::copy(&fixture("theme/second"), &root);
    let settings = fs::read_to_string(root.join("content/site.yaml")).unwrap();
    fs::write(root.join("content/site.yaml"), format!("theme: ba-be\n{settings}")).unwrap();
    Site::build("second", &root, &[])
});

/// A section of a thousand posts.
pub static THOUSAND: LazyLock<Site> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser/thousand-root");
    folder::write(&root, "content/site.yaml", "title: Nghìn bài\npaginate_by: 20\n");
    for n in 1..=1000 {
        let post = format!("---\ntitle: Bài mẫu số {n}\n---\n\nNội dung của bài mẫu số {n}.\n");
        folder::write(&root, &format!("content/tin/bai-{n}.md"), post);
    }
    Site::build("thousand", &root, &[])
});

/// The shipped site before the campaign, and behind its anniversary.
pub static BEFORE: LazyLock<Site> =
    LazyLock::new(|| Site::build("before", &project(), &["--date", "2024-05-10"]));
pub static AFTER: LazyLock<Site> =
    LazyLock::new(|| Site::build("after", &project(), &["--date", "2024-09-02"]));

impl Site {
    /// Builds the site whose `content/` is below `root`.
    #[track_caller]
    pub fn build(name: &'static str, root: &Path, arguments: &'static [&'static str]) -> Self {
        let of_disk = root.to_owned();
        Self {
            folder: build(name, "served", root, arguments),
            portable: LazyLock::new(Box::new(move || {
                build(name, "portable", &of_disk, &[arguments, &["--portable"]].concat())
            })),
            root: OnceLock::new(),
            below: OnceLock::new(),
        }
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

#[track_caller]
fn build(name: &str, kind: &str, root: &Path, arguments: &[&str]) -> PathBuf {
    let output = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser").join(name).join(kind);
    // What another run has left could hide what this one lacks.
    if output.exists() {
        fs::remove_dir_all(&output).unwrap();
    }
    fs::create_dir_all(&output).unwrap();
    let answer = program::build(root, &[&["--output", output.to_str().unwrap()], arguments].concat());
    assert_eq!(answer.code, Some(0), "{name}: {}{}", answer.told(), answer.stderr);
    output
}
