//! Folders as maps from path to content.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use walkdir::WalkDir;

/// The files of a folder by their `/`-separated path in it.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// The files below `folder`, but for the program's own `.thidua/`. No folder is an empty one.
pub fn tree(folder: &Path) -> Tree {
    files(folder).map(|path| (path.clone(), fs::read(folder.join(&path)).unwrap())).collect()
}

/// When each file below `folder` was changed last, `.thidua/` apart.
pub fn times(folder: &Path) -> BTreeMap<String, SystemTime> {
    files(folder)
        .map(|path| (path.clone(), fs::metadata(folder.join(&path)).unwrap().modified().unwrap()))
        .collect()
}

fn files(folder: &Path) -> impl Iterator<Item = String> {
    let entries = WalkDir::new(folder).into_iter().filter_entry(|entry| entry.file_name() != ".thidua");
    let paths = entries.filter_map(|entry| entry.ok()).filter(|entry| !entry.file_type().is_dir());
    paths.map(move |entry| entry.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/"))
}

/// Copies all files of `from` to `to`, where others may be already.
pub fn copy(from: &Path, to: &Path) {
    for path in files(from) {
        write(to, &path, fs::read(from.join(&path)).unwrap());
    }
}

/// Writes a file, with the folders it needs.
pub fn write(folder: &Path, path: &str, content: impl AsRef<[u8]>) {
    let file = folder.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, content).unwrap();
}

/// A tree as one text, to be compared and read: each file's path, then its content.
pub fn text(tree: &Tree) -> String {
    let files = tree.iter().map(|(path, content)| {
        let content = String::from_utf8_lossy(content);
        format!("=== {path}\n{content}{}", if content.ends_with('\n') { "" } else { "\n" })
    });
    files.collect()
}
