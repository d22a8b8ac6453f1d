//! A site beside a folder that is none of its business, and what building it must leave as it was.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::{TempDir, tempdir};

use crate::common;
use crate::common::folder::{self, Tree};
use crate::common::program::{self, Answer};

/// A site with the tiny theme in a folder of its own, beside a folder that is none of its business.
pub struct Ground(TempDir);

/// What stands in the files outside and must never be seen.
pub const SECRET: &str = "BÍ-MẬT-7575";

impl Ground {
    pub fn new(files: &[(&str, &str)]) -> Self {
        let ground = Self(tempdir().unwrap());
        folder::copy(&common::fixture("build/theme"), &ground.root().join("themes/tiny"));
        folder::write(
            &ground.root(),
            "content/site.yaml",
            "title: Thử\ntheme: tiny\ntaxonomies: {tags: {}}\n",
        );
        for file in ["secret.txt", "secret.md", "secret.html", "secret.svg", "templates/page.html"] {
            folder::write(&ground.outside(), file, SECRET);
        }
        let theme = "name: X\nversion: 1.0.0\nthidua: '>=0'\n";
        folder::write(&ground.outside(), "theme.yaml", format!("# {SECRET}\n{theme}"));
        for (path, text) in files {
            folder::write(&ground.root(), path, text);
        }
        ground
    }

    pub fn root(&self) -> PathBuf {
        self.0.path().join("site")
    }

    pub fn outside(&self) -> PathBuf {
        self.0.path().join("outside")
    }

    pub fn public(&self) -> Tree {
        folder::tree(&self.root().join("public"))
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        folder::write(&self.root(), path, text);
    }

    /// Builds, within a time and a memory that are ample for anything linear, optimised or not.
    #[track_caller]
    pub fn build(&self, arguments: &[&str]) -> Answer {
        let command = program::command("build", &self.root(), arguments);
        program::bounded(command, 20, 1500)
    }

    /// Builds; the program ends in order, and everything that is not its own is as it was, and unseen.
    #[track_caller]
    pub fn survive(&self, arguments: &[&str]) -> Answer {
        let before = (everything(&self.outside()), everything(&self.root().join("content")));
        let answer = self.build(arguments);
        assert!(matches!(answer.code, Some(0 | 1)), "{:?} {}{}", answer.code, answer.told(), answer.stderr);
        assert!(answer.code == Some(0) || !answer.codes().is_empty(), "refused without a reason");
        assert!(!answer.stderr.contains("panicked"), "{}", answer.stderr);
        assert_eq!((everything(&self.outside()), everything(&self.root().join("content"))), before);
        let mut beside: Vec<_> =
            fs::read_dir(self.0.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        beside.sort();
        assert_eq!(beside, ["outside", "site"]);
        for (path, content) in self.public() {
            assert!(!String::from_utf8_lossy(&content).contains(SECRET), "{path} shows what is outside");
        }
        answer
    }
}

/// The paths and the contents of all files, links as where they lead.
pub fn everything(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(|entry| entry.unwrap());
    let files = entries.filter(|entry| !entry.file_type().is_dir()).map(|entry| {
        let content = match fs::read_link(entry.path()) {
            Ok(target) => target.into_os_string().into_encoded_bytes(),
            Err(_) => fs::read(entry.path()).unwrap(),
        };
        (entry.into_path(), content)
    });
    files.collect()
}

/// A text as YAML writes it.
pub fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

/// Front matter, then Markdown.
pub fn page(front: &str, body: &str) -> String {
    format!("---\ntitle: T\n{front}\n---\n{body}\n")
}
