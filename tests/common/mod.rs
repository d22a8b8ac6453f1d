//! What the end-to-end tests share: folders as maps, the program and its answers, HTML as pieces.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests, each of which uses a part of this"
)]

pub mod folder;
pub mod html;
pub mod http;
pub mod links;
pub mod program;
pub mod random;
pub mod script;

use std::path::{Path, PathBuf};

/// The project's own folder, which holds the shipped site.
pub fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A folder or file below `tests/fixtures`.
pub fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(path)
}
