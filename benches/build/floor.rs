//! The floor: only copying the files of a finished site, on as many threads as the program has.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, fs, io, thread};

use walkdir::WalkDir;

/// Asks this bench to copy a site, in a process of its own as the programs have.
pub(crate) fn command(from: &Path, to: &Path) -> io::Result<Command> {
    let mut command = Command::new(env::current_exe()?);
    command.arg("--copy").arg(from).arg(to).stdin(Stdio::null()).stdout(Stdio::null());
    Ok(command)
}

/// Copies the files below a folder, but for what a program remembers there.
pub(crate) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let mut files = Vec::new();
    let is_shown = |name: &std::ffi::OsStr| !name.as_encoded_bytes().starts_with(b".");
    for entry in WalkDir::new(from).into_iter().filter_entry(|entry| is_shown(entry.file_name())) {
        let entry = entry?;
        let target = to.join(entry.path().strip_prefix(from).unwrap_or(entry.path()));
        if entry.file_type().is_dir() {
            fs::create_dir_all(target)?;
        } else {
            files.push((entry.into_path(), target));
        }
    }
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some((file, target)) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            fs::copy(file, target)?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let all: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        all.into_iter()
            .try_for_each(|one| one.join().unwrap_or_else(|_| Err(io::Error::other("a thread failed"))))
    })
}
