//! A site on the disk, and builds of it inside this process.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use jiff::civil::Date;
use tempfile::{TempDir, tempdir};
use thidua::pipeline::{self, Output, Progress, Report, Request, Stage};

use crate::common::folder::{self, Tree};
use crate::common::{self};

/// A site on the disk, and where it is built to.
pub(crate) struct OnDisk {
    pub(crate) root: TempDir,
    /// What the files are now.
    files: Tree,
    /// Files written, which makes each later than the one before.
    written: u64,
}

impl OnDisk {
    /// An empty site with the small theme of the tests.
    pub(crate) fn new() -> Self {
        let root = tempdir().unwrap();
        folder::copy(&common::fixture("build/theme"), &root.path().join("themes/tiny"));
        Self { root, files: Tree::new(), written: 0 }
    }

    pub(crate) fn public(&self) -> PathBuf {
        self.root.path().join("public")
    }

    /// Makes the files those of `wanted`, touching no other; tells which it touched. They look long at
    /// rest, so that they are known again.
    pub(crate) fn become_(&mut self, wanted: Tree) -> BTreeSet<PathBuf> {
        let mut changed = BTreeSet::new();
        for path in self.files.keys().filter(|path| !wanted.contains_key(*path)) {
            fs::remove_file(self.root.path().join(path)).unwrap();
            changed.insert(self.root.path().join(path));
        }
        for (path, content) in &wanted {
            if self.files.get(path) != Some(content) {
                folder::write(self.root.path(), path, content);
                self.rest(path);
                changed.insert(self.root.path().join(path));
            }
        }
        self.files = wanted;
        changed
    }

    /// Gives a file a time of its own, long ago.
    pub(crate) fn rest(&mut self, path: &str) {
        self.written += 1;
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000 + self.written);
        File::options().append(true).open(self.root.path().join(path)).unwrap().set_modified(time).unwrap();
    }

    pub(crate) fn request(&self, output: &Path, day: Date, cache: bool) -> Request {
        Request {
            root: self.root.path().to_owned(),
            output: Output::Folder { path: output.to_owned(), adopt: false },
            base_url: None,
            date: Some(day),
            drafts: false,
            strict: false,
            portable: false,
            cache,
        }
    }

    /// Builds with what is remembered.
    pub(crate) fn build(&self, day: Date) -> Report {
        run(&self.request(&self.public(), day, true))
    }

    /// Builds from nothing, into an empty folder.
    pub(crate) fn clean(&self, day: Date) -> (Report, Tree) {
        let output = tempdir().unwrap();
        let report = run(&self.request(output.path(), day, false));
        (report, folder::tree(output.path()))
    }
}

pub(crate) fn run(request: &Request) -> Report {
    pipeline::run(request, &Silent).unwrap()
}

/// Hears nothing.
pub(crate) struct Silent;

impl Progress for Silent {
    fn begin(&self, _: Stage, _: usize) {}
    fn step(&self) {}
}
