//! The default theme and the skeletons are part of the program: it is built anew when a file joins or leaves them.
//!
//! `THIDUA_SOURCES` is a hash of all that the program is made of. What one program remembers on disk is nothing to another.

#![allow(clippy::disallowed_methods, reason = "runs before the program is there")]

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::Path;

fn main() {
    let mut hasher = DefaultHasher::new();
    for part in ["src", "themes/bac-kan", "build.rs", "Cargo.toml", "Cargo.lock"] {
        println!("cargo:rerun-if-changed={part}");
        read(Path::new(part), &mut hasher);
    }
    println!("cargo:rustc-env=THIDUA_SOURCES={:016x}", hasher.finish());
}

fn read(path: &Path, hasher: &mut DefaultHasher) {
    path.hash(hasher);
    if let Ok(entries) = fs::read_dir(path) {
        let mut entries: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        entries.sort();
        entries.iter().for_each(|entry| read(entry, hasher));
    } else if let Ok(bytes) = fs::read(path) {
        bytes.hash(hasher);
    }
}
