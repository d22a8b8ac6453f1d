//! What nobody means to write: ways out of the site, bombs, heaps, names that machines refuse, HTML where text belongs.
//! The program ends soon, in little memory, with a page or a clear error, and touches nothing that is not its own.

#![allow(unreachable_pub, clippy::disallowed_methods, clippy::panic, clippy::unwrap_used, reason = "tests")]

mod anything;
#[path = "../common/mod.rs"]
mod common;
mod ground;
mod heaps;
mod markup;
mod names;
mod ways_out;
