//! What a build costs: time, memory, and what the disk says was written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};
use std::{fmt, fs, io};

use wait4::Wait4;
use walkdir::WalkDir;

/// One run.
pub(crate) struct Sample {
    time: Duration,
    cost: Cost,
    /// How many files are new or were written again, and their bytes.
    written: (usize, u64),
}

/// What a process used.
#[derive(Default)]
pub(crate) struct Cost {
    /// Of the processors, together.
    cpu: Duration,
    /// The peak of its resident memory, in bytes.
    memory: u64,
}

/// The files of a folder as they are at one moment.
pub(crate) struct Snapshot(BTreeMap<PathBuf, (SystemTime, u64)>);

impl Snapshot {
    /// The files below `folder`, but for those that begin with a dot; none if it is not there.
    pub(crate) fn of(folder: &Path) -> io::Result<Self> {
        let mut files = BTreeMap::new();
        if folder.is_dir() {
            let shown = |name: &std::ffi::OsStr| !name.to_string_lossy().starts_with('.');
            let entries = WalkDir::new(folder).min_depth(1);
            for entry in entries.into_iter().filter_entry(|entry| shown(entry.file_name())) {
                let entry = entry?;
                let found = entry.metadata()?;
                if found.is_file() {
                    let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
                    files.insert(path.to_owned(), (found.modified()?, found.len()));
                }
            }
        }
        Ok(Self(files))
    }

    /// How many files are not as they were in `before`, and their bytes.
    fn written_since(&self, before: &Self) -> (usize, u64) {
        let written = self.0.iter().filter(|(path, file)| before.0.get(*path) != Some(file));
        written.fold((0, 0), |(count, bytes), (_, (_, len))| (count + 1, bytes + len))
    }
}

impl Sample {
    /// Takes the time of `run`, which writes to `folder`.
    pub(crate) fn take(folder: &Path, run: impl FnOnce() -> io::Result<Cost>) -> io::Result<Self> {
        let before = Snapshot::of(folder)?;
        let start = Instant::now();
        let cost = run()?;
        let time = start.elapsed();
        Ok(Self { time, cost, written: Snapshot::of(folder)?.written_since(&before) })
    }
}

/// Takes `runs` samples.
pub(crate) fn repeat(runs: usize, mut sample: impl FnMut() -> io::Result<Sample>) -> io::Result<Vec<Sample>> {
    (0..runs).map(|_| sample()).collect()
}

/// Builds a site as a user does.
pub(crate) fn build(site: &Path, public: &Path) -> io::Result<Cost> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_thidua"))
        .args(["build", "--quiet", "--strict", "--date", "2024-07-01", "--root"])
        .arg(site)
        .arg("--output")
        .arg(public)
        .stdout(Stdio::null())
        .spawn()?;
    let used = child.wait4()?;
    if !used.status.success() {
        return Err(io::Error::other(format!("the build failed: {}", used.status)));
    }
    Ok(Cost { cpu: used.rusage.utime + used.rusage.stime, memory: used.rusage.maxrss })
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

/// Copies the files of a snapshot.
pub(crate) fn copy(from: &Path, to: &Path, files: &Snapshot) -> io::Result<Cost> {
    let mut last = PathBuf::new();
    for path in files.0.keys() {
        let target = to.join(path);
        let parent = target.parent().unwrap_or(to);
        if last != parent {
            fs::create_dir_all(parent)?;
            parent.clone_into(&mut last);
        }
        fs::copy(from.join(path), target)?;
    }
    Ok(Cost::default())
}

/// One line of the table.
pub(crate) fn row(name: &str, samples: &[Sample]) -> String {
    let times = sorted(samples, |sample| sample.time);
    let spread = (seconds(times[0]), seconds(times[times.len() - 1]));
    let time = format!("{} ({} – {})", seconds(median(&times)), spread.0, spread.1);
    let cpu = median(&sorted(samples, |sample| sample.cost.cpu));
    let memory = samples.iter().map(|sample| sample.cost.memory).max().unwrap_or_default();
    let (cpu, memory) = match memory {
        0 => ("–".to_owned(), "–".to_owned()),
        memory => (seconds(cpu), bytes(memory)),
    };
    let (files, len) = median(&sorted(samples, |sample| sample.written));
    format!("{name:18} {time:>32} {cpu:>8} {memory:>9}   {files} files, {}", bytes(len))
}

/// How many times the time of `floor` the others take.
pub(crate) fn ratio(samples: &[Sample], floor: &[Sample]) -> f64 {
    let median = |samples| median(&sorted(samples, |sample: &Sample| sample.time)).as_secs_f64();
    median(samples) / median(floor)
}

/// Bytes as people say them.
pub(crate) fn bytes(count: u64) -> String {
    match count {
        0..1_000 => format!("{count} B"),
        1_000..1_000_000 => format!("{:.1} kB", count as f64 / 1e3),
        _ => format!("{:.1} MB", count as f64 / 1e6),
    }
}

fn seconds(time: Duration) -> String {
    format!("{:.3} s", time.as_secs_f64())
}

fn sorted<T: Ord>(samples: &[Sample], value: impl Fn(&Sample) -> T) -> Vec<T> {
    let mut values: Vec<_> = samples.iter().map(value).collect();
    values.sort_unstable();
    values
}

/// The middle one; of an even number the lower of the two.
fn median<T: Copy>(sorted: &[T]) -> T {
    sorted[(sorted.len() - 1) / 2]
}
