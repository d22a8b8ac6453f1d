//! The site in a real browser: every kind of page, on a desk and on a phone, light and dark, with and without script,
//! from a server and from a disk.
//!
//! Needs Chromium, on the path or named by `CHROMIUM`. Without one the tests are left out, and say so; CI must have it.

#![allow(
    unreachable_pub,
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests"
)]

#[path = "../common/mod.rs"]
mod common;

mod budget;
mod chromium;
mod clock;
mod keys;
mod looks;
mod paper;
mod search;
mod server;
mod sites;
mod states;

use std::env;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    if chromium::installed().is_none() {
        println!("\nthe browser tests are left out: no Chromium on the path, and CHROMIUM names none");
        // CI has to look at pages.
        return if env::var_os("CI").is_some() { ExitCode::FAILURE } else { ExitCode::SUCCESS };
    }
    let conclusion = libtest_mimic::run(&arguments, trials());
    chromium::close();
    conclusion.exit_code()
}

fn trials() -> Vec<Trial> {
    let all = [
        looks::trials(),
        budget::trials(),
        clock::trials(),
        keys::trials(),
        paper::trials(),
        search::trials(),
        states::trials(),
    ];
    all.into_iter().flatten().collect()
}

/// A test under a name; it fails by a panic.
fn trial(name: impl Into<String>, test: impl FnOnce() + Send + 'static) -> Trial {
    Trial::test(name, move || {
        test();
        Ok(())
    })
}
