//! What is remembered between builds never shows: after any edits, a build that remembers gives what one from nothing gives,
//! byte for byte, and the same findings.
//!
//! 1. [`world`] draws a site by lot, with everything a site can have, and edits it by lot.
//! 2. [`sequences`] builds it after each edit; [`through_serve`] shows it.
//! 3. [`counts`] says for named edits which outputs are made again.
//! 4. [`trust`] damages what is remembered.

#![allow(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "tests"
)]

#[path = "../common/mod.rs"]
mod common;
mod counts;
mod sequences;
mod site;
mod through_serve;
mod trust;
mod world;
