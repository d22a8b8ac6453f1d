//! How well search finds what is known to be there, and what a query loads: `cargo bench --bench search`.
//!
//! 1. [`pages`] writes a site of made-up news, the same every time; or the texts of a folder's Markdown are taken.
//! 2. The released program builds it; the reader of the theme runs in a JavaScript engine and reads the shards from disk.
//! 3. [`queries`] takes words from pages, and asks at which place that page comes: the mean of 1, 1/2 … 1/10 or 0 (MRR@10);
//!    [`best`] tells at which place it would come for one who reads all texts.
//! 4. [`keys`] types them in a browser.
//!
//! ```text
//! cargo bench --bench search                       1,000 and 10,000 pages of 4 kB
//! cargo bench --bench search -- 1000 --seed 7      one size, or several; with other chance
//! cargo bench --bench search -- --folder DOCS      the Markdown below a folder
//! cargo bench --bench search -- --chromium         and how long it takes in a browser
//! cargo bench --bench search -- 1000 --keep SITE   leaves the site there, to be looked at
//! cargo bench --bench search -- --queries 20       so many of each kind instead of 200
//! cargo bench --bench search -- --lost             names the queries whose page does not come first
//! ```

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench owns its disk and its screen"
)]

#[path = "../arguments.rs"]
mod arguments;
mod best;
#[path = "../../tests/browser/chromium.rs"]
#[allow(dead_code, unreachable_pub, reason = "the tests use all of it, in a program of one module")]
mod chromium;
#[path = "../../tests/search/engine.rs"]
mod engine;
#[path = "../ground.rs"]
mod ground;
mod keys;
mod pages;
mod queries;
#[path = "../random.rs"]
mod random;
#[path = "../../tests/common/script.rs"]
#[allow(unreachable_pub, reason = "the tests are a program of one module")]
mod script;
#[path = "../../tests/browser/server.rs"]
#[allow(unreachable_pub, reason = "the tests are a program of one module")]
mod server;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;
use std::{fs, io};

use arguments::Values;
use engine::Engine;
use queries::Queries;
use walkdir::WalkDir;

/// The sizes measured when none is asked for.
const SIZES: [usize; 2] = [1_000, 10_000];

/// How many queries there are of each kind, unless told.
const QUERIES: usize = 200;

const USAGE: &str = "cargo bench --bench search -- [PAGES]... [--bytes N] [--seed N] [--queries N] [--folder DIR] [--keep DIR] [--chromium] [--lost]";

struct Options {
    sizes: Vec<usize>,
    bytes: usize,
    seed: u64,
    queries: usize,
    folder: Option<PathBuf>,
    keep: Option<PathBuf>,
    chromium: bool,
    /// Whether the queries are named whose page does not come first.
    lost: bool,
}

fn main() -> ExitCode {
    let options = Options {
        sizes: Vec::new(),
        bytes: 4_000,
        seed: 1,
        queries: QUERIES,
        folder: None,
        keep: None,
        chromium: false,
        lost: false,
    };
    arguments::run(options, USAGE, Options::take, bench)
}

impl Options {
    fn take(&mut self, option: &str, values: &mut Values<'_>) -> Result<(), String> {
        match option {
            "--bytes" => self.bytes = values.count()?,
            "--seed" => self.seed = values.count()? as u64,
            "--queries" => self.queries = values.count()?,
            "--folder" => self.folder = Some(values.text()?.into()),
            "--keep" => self.keep = Some(values.text()?.into()),
            "--chromium" => self.chromium = true,
            "--lost" => self.lost = true,
            size => self.sizes.push(arguments::count(size)?),
        }
        Ok(())
    }
}

fn bench(options: &Options) -> io::Result<()> {
    let sizes = if options.sizes.is_empty() { &SIZES[..] } else { &options.sizes };
    let own = ground::usual().join(format!("thidua-search-{}", std::process::id()));
    let site = options.keep.as_ref().unwrap_or(&own);
    println!("seed {}", options.seed);
    let benched = match &options.folder {
        Some(folder) => {
            take_folder(folder, site)?;
            bench_site(site, options)
        }
        None => sizes.iter().try_for_each(|&size| {
            ground::clear(site)?;
            pages::write_site(site, size, options.bytes, options.seed)?;
            bench_site(site, options)
        }),
    };
    if options.keep.is_none() {
        ground::clear(&own)?;
    }
    benched
}

/// The texts of the Markdown below a folder, as a site: links, images and what else may lead nowhere here are left out.
fn take_folder(folder: &Path, site: &Path) -> io::Result<()> {
    ground::clear(site)?;
    pages::write_site(site, 0, 0, 0)?;
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter().collect::<Result<Vec<_>, _>>()?;
    let files = entries.iter().map(walkdir::DirEntry::path);
    for (number, path) in files.filter(|path| path.extension().is_some_and(|it| it == "md")).enumerate() {
        let text = String::from_utf8_lossy(&fs::read(path)?).replace("\r\n", "\n");
        let (title, body) = queries::title_and_body(text.trim_start_matches('\u{FEFF}'), path);
        pages::write_text(site, number, &title, &queries::plain(&body))?;
    }
    Ok(())
}

fn bench_site(site: &Path, options: &Options) -> io::Result<()> {
    let public = site.join("public");
    let built = Command::new(env!("CARGO_BIN_EXE_thidua"))
        .args(["build", "--quiet", "--date", "2026-01-01", "--root"])
        .arg(site)
        .arg("--output")
        .arg(&public)
        .stdout(Stdio::null())
        .status()?;
    if !built.success() {
        return Err(io::Error::other(format!("the build failed: {built}")));
    }
    let queries = Queries::of(&site.join("content"), options.queries, options.seed)?;
    let shards = sizes(&public.join("static/search"));
    let index: u64 = shards.iter().sum();
    println!(
        "\n{} pages, {} of text; index: {} in {} files, {:.1} % of the text",
        queries.pages,
        bytes(queries.bytes),
        bytes(index),
        shards.len(),
        100.0 * index as f64 / queries.bytes as f64
    );

    println!("{:46} {:>7} {:>7} {:>8} {:>9}", "", "queries", "MRR@10", "at best", "as typed");
    let engine = Engine::open(&public, "tim-kiem/index.html", "vi");
    let (mut first, mut later, mut times) = (Vec::new(), Vec::new(), Vec::new());
    for (kind, of_kind) in &queries.kinds {
        let (mut sum, mut typed) = (0.0, 0.0);
        for query in of_kind {
            engine.loaded();
            let start = Instant::now();
            let answer = engine.ask(&query.text);
            times.push(start.elapsed().as_secs_f64() * 1e3);
            later.push(engine.loaded());
            let place = answer.results.iter().position(|result| result[0] == query.page);
            sum += place.map_or(0.0, |place| 1.0 / (place as f64 + 1.0));
            typed += queries.as_typed(&query.text, &answer);
            if options.lost && place != Some(0) && !query.page.is_empty() {
                println!("  {:?} {} → {place:?} of {}", query.text, query.page, answer.total);
            }
        }
        let count = of_kind.len().max(1) as f64;
        if of_kind.iter().any(|query| query.page.is_empty()) {
            println!("{kind:46} {:>7} {:>7} {:>8} {:>8.1}%", of_kind.len(), "–", "–", 100.0 * typed / count);
        } else {
            let best: f64 = of_kind.iter().map(|query| query.best).sum();
            println!("{kind:46} {:>7} {:>7.3} {:>8.3}", of_kind.len(), sum / count, best / count);
        }
    }
    // What a browser that has nothing yet loads for the first query, and for one after another of its kind.
    for query in queries.kinds.iter().flat_map(|(_, of_kind)| of_kind.iter().take(30)) {
        let engine = Engine::open(&public, "tim-kiem/index.html", "vi");
        engine.ask(&query.text);
        first.push(engine.loaded());
    }
    let alone: Vec<u64> = queries
        .kinds
        .iter()
        .flat_map(|(_, of_kind)| of_kind.windows(2).take(30))
        .map(|pair| {
            let engine = Engine::open(&public, "tim-kiem/index.html", "vi");
            engine.ask(&pair[0].text);
            engine.loaded();
            engine.ask(&pair[1].text);
            engine.loaded()
        })
        .collect();
    println!("loaded by the first query:  {}", spread(first));
    println!("by the second:              {}", spread(alone));
    // The first of all loaded what every query needs.
    println!("by later ones:              {}", spread(later.split_off(1.min(later.len()))));
    times.sort_by(f64::total_cmp);
    let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize];
    println!(
        "time in this engine, which does not compile: median {:.0} ms, p95 {:.0} ms, most {:.0} ms",
        at(0.5),
        at(0.95),
        at(1.0)
    );
    if options.chromium {
        keys::measure(&public, &queries);
    }
    Ok(())
}

fn spread(mut all: Vec<u64>) -> String {
    if all.is_empty() {
        return "–".to_owned();
    }
    all.sort_unstable();
    let at = |part: f64| bytes(all[((all.len() - 1) as f64 * part) as usize]);
    format!("median {}, p95 {}, most {}", at(0.5), at(0.95), at(1.0))
}

fn sizes(folder: &Path) -> Vec<u64> {
    let files = WalkDir::new(folder).into_iter().filter_map(Result::ok);
    files.filter_map(|file| file.metadata().ok()).filter(fs::Metadata::is_file).map(|it| it.len()).collect()
}

fn bytes(count: u64) -> String {
    match count {
        0..1_000_000 => format!("{:.1} kB", count as f64 / 1e3),
        _ => format!("{:.1} MB", count as f64 / 1e6),
    }
}
