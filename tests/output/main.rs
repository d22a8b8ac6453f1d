//! The output folder: what a build writes, removes and leaves alone; and what is left when it is killed.

#![allow(
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests"
)]

mod acts;
mod ground;
mod kills;
mod sequences;
mod stage;
mod text;
