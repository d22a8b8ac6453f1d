//! How long the program takes for sites of thousands of posts, and what it writes: `cargo bench --bench build`.
//!
//! 1. [`posts`] writes a site of made-up news, the same every time.
//! 2. The released program builds it as a process of its own: from nothing, again with nothing changed, and after each
//!    of several edits of one post's text.
//! 3. [`measure`] takes the time, the peak of memory, and what the disk says was written.
//!
//! Beside it stands the floor: how long it takes only to copy the finished site. Quote the ratio to it; the seconds are
//! those of one machine on one day.
//!
//! ```text
//! cargo bench --bench build                          1,000, 10,000 and 20,000 posts
//! cargo bench --bench build -- 1000                  one size, or several
//! cargo bench --bench build -- --runs 9 --on /srv    each nine times; the sites in that folder
//! cargo bench --bench build -- --campaign            what the campaign costs of a build
//! ```
//!
//! What the campaign costs is counted in instructions of one thread where `valgrind` is installed, so that what else the
//! machine does changes nothing; elsewhere in processor time.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench owns its disk and its screen"
)]

mod campaign;
mod measure;
mod posts;
#[path = "../random.rs"]
mod random;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

use measure::{Sample, Snapshot};

/// The sizes measured when none is asked for.
const SIZES: [usize; 3] = [1_000, 10_000, 20_000];

/// A disk in memory, where there is one: the bench is of the program, not of a disk.
const MEMORY: &str = "/dev/shm";

fn main() -> ExitCode {
    let options = match Options::read(env::args().skip(1)) {
        Ok(options) => options,
        Err(unknown) => {
            eprintln!(
                "{unknown}\nusage: cargo bench --bench build -- [POSTS]... [--runs N] [--on FOLDER] [--campaign]"
            );
            return ExitCode::from(2);
        }
    };
    match bench(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

struct Options {
    sizes: Vec<usize>,
    runs: usize,
    on: PathBuf,
    campaign: bool,
}

impl Options {
    fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let on = if Path::new(MEMORY).is_dir() { MEMORY.into() } else { env::temp_dir() };
        let mut options = Self { sizes: Vec::new(), runs: 5, on, campaign: false };
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
            match argument.as_str() {
                // What cargo itself says to every bench.
                "--bench" => {}
                "--runs" => options.runs = count(&value()?)?,
                "--campaign" => options.campaign = true,
                "--on" => options.on = value()?.into(),
                size => options.sizes.push(count(size)?),
            }
        }
        if options.sizes.is_empty() {
            options.sizes = SIZES.to_vec();
        }
        Ok(options)
    }
}

fn count(text: &str) -> Result<usize, String> {
    let count = text.replace([',', '_', '.'], "").parse().ok().filter(|count| *count > 0);
    count.ok_or(format!("not a number from 1 up: {text}"))
}

fn bench(options: &Options) -> io::Result<()> {
    let folder = options.on.join(format!("thidua-bench-{}", std::process::id()));
    let benched = if options.campaign {
        bench_campaign(&folder, options.runs)
    } else {
        let on = options.on.display();
        println!("{} runs each, in {on}; time: median (fastest – slowest)", options.runs);
        options.sizes.iter().try_for_each(|&size| bench_size(&folder, size, options.runs))
    };
    let cleared = fs::remove_dir_all(&folder);
    benched.and(cleared)
}

fn bench_size(folder: &Path, size: usize, runs: usize) -> io::Result<()> {
    let (site, public) = (folder.join("site"), folder.join("public"));
    clear(&site)?;
    let bytes = posts::write_site(&site, size)?;
    println!("\n{size} posts, {} of Markdown", measure::bytes(bytes));
    println!("{:18} {:>32} {:>8} {:>9}   written", "", "time", "CPU", "memory");

    let full = measure::repeat(runs, || {
        clear(&public)?;
        Sample::take(&public, || measure::build(&site, &public))
    })?;
    println!("{}", measure::row("full build", &full));

    let unchanged = measure::repeat(runs, || Sample::take(&public, || measure::build(&site, &public)))?;
    println!("{}", measure::row("nothing changed", &unchanged));

    let mut edits = 0..;
    let edited = measure::repeat(runs, || {
        posts::edit(&site, size / 2, edits.next().unwrap_or(0))?;
        Sample::take(&public, || measure::build(&site, &public))
    })?;
    println!("{}", measure::row("one text edited", &edited));

    let copy = folder.join("copy");
    let outputs = Snapshot::of(&public)?;
    let copied = measure::repeat(runs, || {
        clear(&copy)?;
        Sample::take(&copy, || measure::copy(&public, &copy, &outputs))
    })?;
    println!("{}", measure::row("floor: copying it", &copied));
    println!("a full build takes {:.1} times the copying", measure::ratio(&full, &copied));
    Ok(())
}

fn bench_campaign(folder: &Path, runs: usize) -> io::Result<()> {
    let public = folder.join("public");
    let mut costs = Vec::new();
    for (name, with_campaign) in [("with reports", true), ("without", false)] {
        let site = folder.join(name);
        let bytes = campaign::write_site(&site, with_campaign)?;
        let cost = measure::work(&site, &public, campaign::DAY, runs, || clear(&public))?;
        println!("{name:18} {cost}, {} of Markdown", measure::bytes(bytes));
        costs.push(cost.amount());
    }
    let [with, without] = costs[..] else { return Ok(()) };
    println!("the campaign's part: {:.1} %", 100.0 * (1.0 - without / with));
    Ok(())
}

/// Removes a folder, if it is there.
fn clear(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
