//! A snapshot of the site's files: all a build may see of the disk.
//!
//! 1. [`walk`] lists the files below `content/` and `themes/`, in order, never through a symbolic link.
//! 2. [`load`] reads one: text that the program parses is decoded and cleaned, anything else only measured and hashed.
//! 3. [`Alignment`] leads from cleaned text back to the bytes of the file.
//! 4. [`Sources`] holds them by path. It can be made of strings too, so tests need no disk.

mod align;
mod load;
mod source_text;
mod walk;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use blake3::Hash;

use crate::span::SourcePath;

pub use align::Alignment;
pub use load::{Blob, Origin, SourceFile, TextFile, decode, load, load_bytes};
pub use source_text::SourceText;
pub use walk::{Found, path_of, walk};

/// The folder of everything an author writes.
pub const CONTENT: &str = "content";
/// The folder of the themes.
pub const THEMES: &str = "themes";

/// The files of a site.
#[derive(Debug, Default, Clone)]
pub struct Sources(BTreeMap<SourcePath, SourceFile>);

impl Sources {
    /// The file at `path`.
    pub fn get(&self, path: &str) -> Option<&SourceFile> {
        self.0.get(path)
    }

    /// The path as the snapshot holds it, and its text, if it is a text file.
    pub fn text(&self, path: &str) -> Option<(&SourcePath, &SourceText)> {
        match self.0.get_key_value(path) {
            Some((path, SourceFile::Text(file))) => Some((path, &file.text)),
            _ => None,
        }
    }

    /// All files, in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&SourcePath, &SourceFile)> {
        self.0.iter()
    }

    /// The hash of the file at `path`; of a text, of what it says once cleaned.
    pub fn hash(&self, path: &SourcePath) -> Option<Hash> {
        self.0.get(path).map(SourceFile::hash)
    }

    /// Whether the file at `path` was no UTF-8, so that its text is not what its author wrote.
    pub fn is_damaged(&self, path: &SourcePath) -> bool {
        matches!(self.0.get(path), Some(SourceFile::Text(file)) if file.is_damaged)
    }

    /// The files below `folder`, in the order of their paths.
    pub fn below<'a>(&'a self, folder: &str) -> impl Iterator<Item = (&'a SourcePath, &'a SourceFile)> {
        let first = SourcePath::new(&format!("{folder}/"));
        let prefix = first.clone();
        self.0.range(first..).take_while(move |(path, _)| path.as_str().starts_with(prefix.as_str()))
    }

    /// Adds a file, and tells whether it could: the one already there stays.
    pub fn add(&mut self, path: SourcePath, file: SourceFile) -> bool {
        match self.0.entry(path) {
            Entry::Vacant(place) => {
                place.insert(file);
                true
            }
            Entry::Occupied(_) => false,
        }
    }
}

impl Extend<(SourcePath, SourceFile)> for Sources {
    /// Puts files in the place of those of the same path.
    fn extend<I: IntoIterator<Item = (SourcePath, SourceFile)>>(&mut self, files: I) {
        self.0.extend(files);
    }
}

impl FromIterator<(SourcePath, SourceFile)> for Sources {
    fn from_iter<I: IntoIterator<Item = (SourcePath, SourceFile)>>(files: I) -> Self {
        Self(files.into_iter().collect())
    }
}

/// Whether the file holds Markdown. Some Windows programs write `.MD`.
pub fn is_markdown(path: &SourcePath) -> bool {
    path.extension().eq_ignore_ascii_case("md")
}

/// Whether the program parses the file; all others are only copied.
fn is_parsed(path: &SourcePath) -> bool {
    let extension = path.extension();
    match path.below(CONTENT) {
        Some(below) => {
            is_markdown(path)
                || (below.starts_with("data/") && matches!(extension, "yaml" | "yml" | "json" | "csv"))
                || (!below.contains('/') && matches!(extension, "yaml" | "yml"))
        }
        None => matches!(extension, "html" | "yaml" | "css" | "md"),
    }
}
