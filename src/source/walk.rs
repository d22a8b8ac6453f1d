//! Which files there are: sorted, without hidden ones and what editors and systems leave behind.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use walkdir::WalkDir;

use crate::diag::{Diagnostic, Diagnostics, message};
use crate::span::{SourcePath, Span};
use crate::text::nfc;

use super::{CONTENT, THEMES};

/// A file of the site on disk.
#[derive(Debug, Clone)]
pub struct Found {
    /// Its path from the root, NFC.
    pub path: SourcePath,
    /// Where its bytes are.
    pub disk: PathBuf,
}

/// Lists the files below `root`. Fails where a folder cannot be read.
pub fn walk(root: &Path) -> anyhow::Result<(Vec<Found>, Diagnostics)> {
    let mut found = Vec::new();
    let mut findings = Diagnostics::new();
    for top in [CONTENT, THEMES] {
        let folder = root.join(top);
        let is_link = folder.symlink_metadata().is_ok_and(|folder| folder.is_symlink());
        if !is_link && !folder.is_dir() {
            continue;
        }
        let entries = WalkDir::new(&folder).follow_root_links(false).sort_by_file_name();
        for entry in
            entries.into_iter().filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.file_name()))
        {
            let entry = entry
                .with_context(|| format!("không đọc được thư mục / cannot read {}", folder.display()))?;
            let path = source_path(root, entry.path());
            if entry.path_is_symlink() {
                findings.push(link_refused(&path));
            } else if entry.file_type().is_file() {
                found.push(Found { path, disk: entry.into_path() });
            }
        }
    }
    Ok((found, findings))
}

/// Files that are nobody's content: hidden ones, and the traces of Word, Windows, macOS and text editors.
fn is_hidden(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || name.ends_with(".swp")
        || ["thumbs.db", "desktop.ini"].contains(&name.to_ascii_lowercase().as_str())
}

/// The path that [`walk`] gives a file; none if it is not looked at.
pub fn path_of(root: &Path, disk: &Path) -> Option<SourcePath> {
    let below = disk.strip_prefix(root).ok()?;
    let is_source = [CONTENT, THEMES].iter().any(|top| below.starts_with(top));
    (is_source && !below.iter().any(is_hidden)).then(|| source_path(root, disk))
}

fn source_path(root: &Path, disk: &Path) -> SourcePath {
    let below = disk.strip_prefix(root).unwrap_or(disk);
    let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
    SourcePath::new(&nfc(&parts.join("/")))
}

fn link_refused(path: &SourcePath) -> Diagnostic {
    Diagnostic::error(
        "symbolic-link",
        message!(
            "“{path}” là liên kết tượng trưng, không được đọc",
            "“{path}” is a symbolic link and is not read"
        ),
    )
    .at(Span::file(path))
    .help(message!("chép tệp thật vào đây", "copy the real file here"))
}
