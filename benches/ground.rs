//! Where a bench works.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// A disk in memory, where there is one: a bench is of the program, not of a disk.
const MEMORY: &str = "/dev/shm";

/// The folder that benches work in when none is named.
pub(crate) fn usual() -> PathBuf {
    if Path::new(MEMORY).is_dir() { MEMORY.into() } else { env::temp_dir() }
}

/// Removes a folder, if it is there.
pub(crate) fn clear(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
