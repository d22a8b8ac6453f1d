//! Search: the index that the program writes, read by the theme's reader in a JavaScript engine.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    dead_code,
    reason = "tests"
)]

#[path = "../common/mod.rs"]
mod common;
mod engine;
mod examples;
mod faults;
mod names;
mod spelling;

use std::path::Path;

use common::{folder, program, script};
use engine::Engine;
use tempfile::{TempDir, tempdir};

/// A site of these pages, each its path below `content/` and its text, with a page that searches.
fn site(pages: &[(&str, &str)]) -> TempDir {
    let root = tempdir().unwrap();
    folder::write(root.path(), "content/site.yaml", "title: Trang thử\nlanguage: vi\n");
    folder::write(root.path(), "content/_index.md", "---\ntitle: Trang chủ\n---\n");
    let search = "---\ntitle: Tìm kiếm\ntemplate: search\nsearch: false\n---\n";
    folder::write(root.path(), "content/tim-kiem.md", search);
    for (path, text) in pages {
        folder::write(root.path(), &format!("content/{path}"), *text);
    }
    root
}

/// Builds a site, and opens its search.
#[track_caller]
fn open(root: &Path, arguments: &[&str]) -> Engine {
    let public = root.join("public");
    let answer = program::build(root, arguments);
    assert_eq!(answer.code, Some(0), "{}{}", answer.told(), answer.stderr);
    Engine::open(&public, "tim-kiem/index.html", "vi")
}

/// The addresses of the first results.
fn found(engine: &Engine, query: &str) -> Vec<String> {
    engine.ask(query).results.into_iter().map(|[href, ..]| href).collect()
}
