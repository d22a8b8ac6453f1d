//! What a build costs: time, memory, and what the disk says was written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};
use std::{fmt, io};

use wait4::Wait4 as _;
use walkdir::WalkDir;

/// One run of a program.
pub(crate) struct Sample {
    pub(crate) time: Duration,
    /// Of the processors, together, for the user and for the system.
    pub(crate) cpu: Duration,
    /// The peak of resident memory, in bytes.
    pub(crate) memory: u64,
    /// How many files of the site are new or were written again, and their bytes.
    pub(crate) written: (usize, u64),
    /// The bytes that the program wrote besides, to remember them.
    pub(crate) aside: u64,
}

/// Runs a program that writes to `root`, the site to its folder `public`.
pub(crate) fn sample(root: &Path, mut command: Command) -> io::Result<Sample> {
    let before = Snapshot::of(root)?;
    let start = Instant::now();
    let used = command.spawn()?.wait4()?;
    let time = start.elapsed();
    if !used.status.success() {
        return Err(io::Error::other(format!("{command:?} failed: {}", used.status)));
    }
    let (written, aside) = Snapshot::of(root)?.written_since(&before);
    let usage = used.rusage;
    Ok(Sample { time, cpu: usage.utime + usage.stime, memory: usage.maxrss, written, aside })
}

/// The files below a folder as they are at one moment.
struct Snapshot(BTreeMap<PathBuf, (SystemTime, u64)>);

impl Snapshot {
    /// None, if the folder is not there.
    fn of(root: &Path) -> io::Result<Self> {
        let mut files = BTreeMap::new();
        for entry in WalkDir::new(root).into_iter().filter(|_| root.is_dir()) {
            let entry = entry?;
            if entry.file_type().is_file() {
                let found = entry.metadata()?;
                let path = entry.path().strip_prefix(root).unwrap_or(entry.path());
                files.insert(path.to_owned(), (found.modified()?, found.len()));
            }
        }
        Ok(Self(files))
    }

    /// What is not as it was in `before`: the files of the site and their bytes; the bytes of other files.
    fn written_since(&self, before: &Self) -> ((usize, u64), u64) {
        let (mut site, mut aside) = ((0, 0), 0);
        for (path, file) in self.0.iter().filter(|(path, file)| before.0.get(*path) != Some(file)) {
            let mut folders = path.iter();
            let is_public = folders.next().is_some_and(|first| first == "public");
            if is_public && folders.all(|name| !name.as_encoded_bytes().starts_with(b".")) {
                site = (site.0 + 1, site.1 + file.1);
            } else {
                aside += file.1;
            }
        }
        (site, aside)
    }
}

/// How much work a build is.
pub(crate) enum Work {
    /// Instructions of one thread.
    Instructions(f64),
    /// Seconds of the processors, the least of some runs.
    Seconds(f64),
}

impl Work {
    pub(crate) fn amount(&self) -> f64 {
        match self {
            Self::Instructions(amount) | Self::Seconds(amount) => *amount,
        }
    }
}

impl fmt::Display for Work {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Instructions(count) => write!(f, "{:.0} million instructions", count / 1e6),
            Self::Seconds(seconds) => write!(f, "{seconds:.3} s of processor time"),
        }
    }
}

/// How much work it is to build a site as on `day` into a folder that `clear` empties: counted by `valgrind`, which tells
/// the same each time, or, where there is none, taken from the clock.
pub(crate) fn work(
    site: &Path,
    public: &Path,
    day: &str,
    runs: usize,
    clear: impl Fn() -> io::Result<()>,
) -> io::Result<Work> {
    let arguments = |command: &mut Command| {
        command.args(["build", "--quiet", "--date", day, "--root"]).arg(site).arg("--output").arg(public);
        command.env("RAYON_NUM_THREADS", "1").stdout(Stdio::null());
    };
    clear()?;
    let mut counter = Command::new("valgrind");
    counter.args(["--tool=callgrind", "--callgrind-out-file=/dev/null", env!("CARGO_BIN_EXE_thidua")]);
    arguments(&mut counter);
    match counter.stderr(Stdio::piped()).output() {
        Ok(counted) => {
            let said = String::from_utf8_lossy(&counted.stderr);
            if !counted.status.success() {
                return Err(io::Error::other(format!("the build failed: {said}")));
            }
            let count = said.lines().find_map(|line| line.split_once("Collected :")?.1.trim().parse().ok());
            return count.map(Work::Instructions).ok_or_else(|| io::Error::other(said.into_owned()));
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    let mut least = f64::INFINITY;
    for _ in 0..runs {
        clear()?;
        let mut command = Command::new(env!("CARGO_BIN_EXE_thidua"));
        arguments(&mut command);
        let used = command.spawn()?.wait4()?;
        if !used.status.success() {
            return Err(io::Error::other(format!("the build failed: {}", used.status)));
        }
        least = least.min((used.rusage.utime + used.rusage.stime).as_secs_f64());
    }
    Ok(Work::Seconds(least))
}
