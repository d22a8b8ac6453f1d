//! The live preview: what browsers are answered, and what becomes of changes in the files.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests"
)]

#[path = "../common/mod.rs"]
mod common;

mod answers;
mod changes;
mod errors;
mod ground;
