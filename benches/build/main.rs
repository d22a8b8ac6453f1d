//! How long the program takes for sites of thousands of posts, and what it writes: `cargo bench --bench build`.
//!
//! 1. [`site`] writes the same made-up news for each program, the same every time; [`posts`] makes them up.
//! 2. [`tools`] finds the programs: the released `thidua`, and Hugo and Zola where they stand on the path or are named by the
//!    variables `HUGO` and `ZOLA`. Their templates are beside this file, and make the same outputs.
//! 3. [`measure`] takes the time of a build, the peak of memory, and what the disk says was written. All programs take
//!    turns, build by build, so that what else the machine does falls on all of them.
//! 4. [`serve`] saves posts and waits until they are served.
//! 5. [`table`] is what comes out, for the screen or for the README.
//!
//! Beside them stands the [`floor`]: how long it takes only to copy the finished site. Quote the ratios; the seconds are
//! those of one machine on one day.
//!
//! ```text
//! cargo bench --bench build                            1,000 and 10,000 posts
//! cargo bench --bench build -- 100000                  one size, or several
//! cargo bench --bench build -- --runs 9 --saves 200    each build nine times; 200 saves
//! cargo bench --bench build -- --alone                 without Hugo and Zola
//! cargo bench --bench build -- --on /srv               the sites in that folder, not on a disk in memory
//! cargo bench --bench build -- --markdown              as the README has it
//! cargo bench --bench build -- --campaign              what the campaign costs of a build
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

#[path = "../arguments.rs"]
mod arguments;
mod campaign;
mod floor;
#[path = "../ground.rs"]
mod ground;
mod measure;
mod posts;
#[path = "../random.rs"]
mod random;
mod serve;
mod site;
mod table;
mod tools;
mod words;

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use arguments::Values;
use site::Site;
use table::{Table, bytes, count};
use tools::{Kind, Tool};
use words::Language;

/// The sizes measured when none is asked for.
const SIZES: [usize; 2] = [1_000, 10_000];

const USAGE: &str = "cargo bench --bench build -- [POSTS]... [--runs N] [--saves N] [--alone] [--on FOLDER] [--markdown] [--campaign]";

/// The day that sites are built on, in the midst of their campaign, and the next.
const DAY: &str = "2025-07-01";
const NEXT_DAY: &str = "2025-07-02";

/// The lines that are compared with each other.
const FULL: &str = "full build";
const COPYING: &str = "copying the finished site";

struct Options {
    sizes: Vec<usize>,
    runs: usize,
    saves: usize,
    on: PathBuf,
    /// Whether other programs are left out.
    alone: bool,
    markdown: bool,
    campaign: bool,
    /// From where to where the floor copies: what the bench asks of itself.
    copy: Option<(PathBuf, PathBuf)>,
}

fn main() -> ExitCode {
    let options = Options {
        sizes: Vec::new(),
        runs: 5,
        saves: 50,
        on: ground::usual(),
        alone: false,
        markdown: false,
        campaign: false,
        copy: None,
    };
    arguments::run(options, USAGE, Options::take, bench)
}

impl Options {
    fn take(&mut self, option: &str, values: &mut Values<'_>) -> Result<(), String> {
        match option {
            "--runs" => self.runs = values.count()?,
            "--saves" => self.saves = values.count()?,
            "--on" => self.on = values.text()?.into(),
            "--alone" => self.alone = true,
            "--markdown" => self.markdown = true,
            "--campaign" => self.campaign = true,
            "--copy" => self.copy = Some((values.text()?.into(), values.text()?.into())),
            size => self.sizes.push(arguments::count(size)?),
        }
        Ok(())
    }
}

fn bench(options: &Options) -> io::Result<()> {
    if let Some((from, to)) = &options.copy {
        return floor::copy(from, to);
    }
    let folder = std::path::absolute(&options.on)?.join(format!("thidua-bench-{}", std::process::id()));
    let benched =
        if options.campaign { bench_campaign(&folder, options.runs) } else { bench_sizes(&folder, options) };
    let cleared = ground::clear(&folder);
    benched.and(cleared)
}

fn bench_sizes(folder: &Path, options: &Options) -> io::Result<()> {
    let mut tools = vec![Tool::own()];
    let mut missing = Vec::new();
    for kind in [Kind::Hugo, Kind::Zola].into_iter().filter(|_| !options.alone) {
        match Tool::find(kind)? {
            Some(tool) => tools.push(tool),
            None => missing.push(kind),
        }
    }
    let versions: Vec<_> =
        tools.iter().map(|tool| format!("{} {}", tool.kind.name(), tool.version)).collect();
    println!("{}; {}; in {}.", versions.join(", "), tools::machine(), options.on.display());
    if let Some(load) = tools::load() {
        println!("{} runs each. Load of the machine before they began: {load}.", options.runs);
    }
    let language = Language::new();
    let sizes = if options.sizes.is_empty() { &SIZES[..] } else { &options.sizes };
    sizes.iter().try_for_each(|&size| {
        let measured = bench_size(folder, size, &tools, &missing, &language, options);
        ground::clear(folder)?;
        measured
    })
}

fn bench_size(
    folder: &Path,
    size: usize,
    tools: &[Tool],
    missing: &[Kind],
    language: &Language,
    options: &Options,
) -> io::Result<()> {
    let mut sites = Vec::new();
    for tool in tools {
        let root = folder.join(tool.kind.program());
        sites.push((tool, Site::write(&root, tool.kind, size, language)?));
    }
    println!("\n{} posts, {} of Markdown\n", count(size), bytes(sites[0].1.bytes));

    let mut table = Table::default();
    for run in 1..=options.runs {
        eprintln!("{} posts: run {run} of {}", count(size), options.runs);
        for (tool, site) in &mut sites {
            match tool.kind {
                Kind::Thidua => own_builds(tool, site, &mut table)?,
                Kind::Hugo | Kind::Zola => builds(tool, site, &mut table)?,
            }
        }
        let (public, copied) = (sites[0].1.public(), folder.join("copied"));
        ground::clear(&copied)?;
        let sample = measure::sample(&copied, floor::command(&public, &copied.join("public"))?)?;
        table.run("floor", COPYING, sample);
    }
    for (tool, site) in &mut sites {
        eprintln!("{} posts: {} serves", count(size), tool.kind.name());
        match serve::measure(tool, site, DAY, options.saves) {
            Ok(saves) => table.saves(tool.kind.name(), saves),
            // What has been measured until now took long, and is not lost for it.
            Err(error) => table.nothing(tool.kind.name(), error.to_string()),
        }
    }
    for kind in missing {
        let why = format!("not found: not on the path, nor named by `{}`", kind.variable());
        table.nothing(kind.name(), why);
    }

    println!("{}", if options.markdown { table.markdown() } else { table.plain() });
    let own = (Kind::Thidua.name(), FULL);
    if let Some(ratio) = table.ratio(own, ("floor", COPYING)) {
        println!("A full build takes {ratio:.1} times as long as the copying.");
    }
    for tool in &tools[1..] {
        if let Some(ratio) = table.ratio((tool.kind.name(), FULL), own) {
            println!("{} takes {ratio:.1} times as long.", tool.kind.name());
        }
    }
    Ok(())
}

/// What others do: each of their builds is of all there is.
fn builds(tool: &Tool, site: &mut Site, table: &mut Table) -> io::Result<()> {
    let name = tool.kind.name();
    site.clean()?;
    table.run(name, FULL, measure::sample(&site.root, tool.build(&site.root, DAY))?);
    site.edit_body()?;
    table.run(name, "one text edited", measure::sample(&site.root, tool.build(&site.root, DAY))?);
    Ok(())
}

/// A build from nothing, and builds after each kind of edit.
fn own_builds(tool: &Tool, site: &mut Site, table: &mut Table) -> io::Result<()> {
    let name = tool.kind.name();
    site.clean()?;
    // Few build within two seconds of writing everything; files as new as that are read again by the next build.
    thread::sleep(Duration::from_secs(2));
    let mut build = |what, site: &Site, day| -> io::Result<()> {
        table.run(name, what, measure::sample(&site.root, tool.build(&site.root, day))?);
        Ok(())
    };
    build(FULL, site, DAY)?;
    build("nothing changed", site, DAY)?;
    site.edit_body()?;
    build("one text edited", site, DAY)?;
    site.edit_title()?;
    build("one title edited", site, DAY)?;
    site.edit_sheet()?;
    build("a style sheet edited", site, DAY)?;
    site.edit_template()?;
    build("the template of posts edited", site, DAY)?;
    build("the next day", site, NEXT_DAY)?;
    let check = measure::sample(&site.root, tool.check(&site.root, DAY))?;
    table.run(name, "check: texts too, nothing written", check);
    Ok(())
}

fn bench_campaign(folder: &Path, runs: usize) -> io::Result<()> {
    let public = folder.join("public");
    let mut costs = Vec::new();
    for (name, with_campaign) in [("with reports", true), ("without", false)] {
        let site = folder.join(name);
        let written = campaign::write_site(&site, with_campaign)?;
        let cost = measure::work(&site, &public, campaign::DAY, runs, || ground::clear(&public))?;
        println!("{name:18} {cost}, {} of Markdown", bytes(written));
        costs.push(cost.amount());
    }
    let [with, without] = costs[..] else { return Ok(()) };
    println!("the campaign's part: {:.1} %", 100.0 * (1.0 - without / with));
    Ok(())
}
