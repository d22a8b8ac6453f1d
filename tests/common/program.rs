//! The program as its users call it, and what it answers.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

/// The day on which sites are built unless a test says otherwise: the 22nd of the campaign.
pub const TODAY: &str = "2024-06-10";

/// What the program answered.
#[derive(Debug)]
pub struct Answer {
    /// 0: all is well; 1: the content is wrong; 2: the machine is. None: killed.
    pub code: Option<i32>,
    /// The report; null where there is none.
    pub report: Value,
    /// What went to standard error.
    pub stderr: String,
}

/// `thidua build` of the site in `root`, into its `public/` unless the arguments say otherwise.
pub fn build(root: &Path, arguments: &[&str]) -> Answer {
    answer(command("build", root, arguments).output().unwrap())
}

/// `thidua check` of the site in `root`.
pub fn check(root: &Path, arguments: &[&str]) -> Answer {
    answer(command("check", root, arguments).output().unwrap())
}

/// The program with a report in JSON and English, on a day that does not change.
pub fn command(name: &str, root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_thidua"));
    command.args([name, "--json", "--lang", "en", "--root"]).arg(root).args(arguments);
    if !arguments.contains(&"--date") {
        command.args(["--date", TODAY]);
    }
    command
}

/// What a process that has ended answered.
pub fn answer(output: Output) -> Answer {
    Answer {
        code: output.status.code(),
        report: serde_json::from_slice(&output.stdout).unwrap_or(Value::Null),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// The time that a bounded command may take where the system does not tell how much of it was its own.
const PATIENCE: Duration = Duration::from_secs(300);

/// Runs a command that must end by itself within so many seconds of its own time, however busy the machine is, and in at
/// most so many megabytes of memory.
#[track_caller]
pub fn bounded(mut command: Command, seconds: u64, megabytes: u64) -> Answer {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (stdout, stderr) = (drain(child.stdout.take().unwrap()), drain(child.stderr.take().unwrap()));
    let (start, mut most) = (Instant::now(), 0);
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        let (used, resident) = usage(child.id()).unwrap_or_default();
        most = most.max(resident);
        if used > seconds || most > megabytes || start.elapsed() > PATIENCE {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("{command:?}: more than {used} s or {most} MB");
        }
        thread::sleep(Duration::from_millis(5));
    };
    answer(Output { status, stdout: stdout.join().unwrap(), stderr: stderr.join().unwrap() })
}

fn drain(mut pipe: impl Read + Send + 'static) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        pipe.read_to_end(&mut bytes).unwrap();
        bytes
    })
}

/// The seconds a process has run, and its megabytes of memory; none where the system does not tell.
fn usage(process: u32) -> Option<(u64, u64)> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // Behind the name in brackets: 11 fields, then the hundredths of a second in the program and in the system.
    let times: Vec<u64> = stat
        .rsplit_once(')')?
        .1
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|it| it.parse().ok())
        .collect();
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = resident.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some((times.iter().sum::<u64>() / 100, kilobytes / 1024))
}

impl Answer {
    /// Panics unless the site was built and nothing at all was found.
    #[track_caller]
    pub fn assert_spotless(&self) {
        assert_eq!((self.code, self.told().as_str()), (Some(0), ""), "{}", self.stderr);
    }

    /// The codes of the findings that count, in their order.
    pub fn codes(&self) -> Vec<&str> {
        self.open().map(|finding| finding["code"].as_str().unwrap()).collect()
    }

    /// What was hidden and found, a line each.
    pub fn told(&self) -> String {
        let mut lines = String::new();
        for hidden in self.list("hidden") {
            lines += &format!("hidden {}: {}\n", string(&hidden["path"]), string(&hidden["reason"]));
        }
        for finding in self.open() {
            let mut place = string(&finding["path"]).to_owned();
            if let (Some(line), Some(column)) = (finding["line"].as_u64(), finding["column"].as_u64()) {
                place += &format!(":{line}:{column}");
            }
            lines += &format!(
                "{} {} {place}: {}",
                string(&finding["severity"]),
                string(&finding["code"]),
                string(&finding["message"])
            );
            if let Some(help) = finding["help"].as_str() {
                lines += &format!(" ({help})");
            }
            lines.push('\n');
        }
        lines
    }

    /// How many files were written: new, changed, unchanged, removed. None if nothing was to be.
    pub fn written(&self) -> Option<[u64; 4]> {
        let written = self.report["written"].as_object()?;
        Some(["new", "changed", "unchanged", "removed"].map(|key| written[key].as_u64().unwrap()))
    }

    fn open(&self) -> impl Iterator<Item = &Value> {
        self.list("findings").iter().filter(|finding| finding["acknowledged"].is_null())
    }

    fn list(&self, key: &str) -> &[Value] {
        self.report[key].as_array().map_or(&[], Vec::as_slice)
    }
}

fn string(value: &Value) -> &str {
    value.as_str().unwrap_or("-")
}
