//! The programs that are measured: `thidua`, and beside it Hugo and Zola where they are found.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs, io};

/// A kind of program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Thidua,
    Hugo,
    Zola,
}

/// A program of this machine.
pub(crate) struct Tool {
    pub(crate) kind: Kind,
    path: PathBuf,
    /// What it says of itself, such as `0.168.0`.
    pub(crate) version: String,
}

impl Kind {
    /// As people call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Thidua => "thidua",
            Self::Hugo => "Hugo",
            Self::Zola => "Zola",
        }
    }

    /// The name of its file, and of the folder of its templates beside this file.
    pub(crate) fn program(self) -> &'static str {
        match self {
            Self::Thidua => "thidua",
            Self::Hugo => "hugo",
            Self::Zola => "zola",
        }
    }

    /// The variable of the environment that names its file.
    pub(crate) fn variable(self) -> &'static str {
        match self {
            Self::Thidua => "THIDUA",
            Self::Hugo => "HUGO",
            Self::Zola => "ZOLA",
        }
    }
}

impl Tool {
    /// The program that was compiled for this bench.
    pub(crate) fn own() -> Self {
        Self {
            kind: Kind::Thidua,
            path: env!("CARGO_BIN_EXE_thidua").into(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }

    /// The program that its variable names, or that stands on the path.
    pub(crate) fn find(kind: Kind) -> io::Result<Option<Self>> {
        let named = env::var_os(kind.variable()).map(PathBuf::from);
        let on_path = || {
            let file = format!("{}{}", kind.program(), env::consts::EXE_SUFFIX);
            let folders: Vec<_> = env::split_paths(&env::var_os("PATH").unwrap_or_default()).collect();
            folders.into_iter().map(|folder| folder.join(&file)).find(|file| file.is_file())
        };
        let Some(path) = named.or_else(on_path) else { return Ok(None) };
        let ask = if kind == Kind::Hugo { "version" } else { "--version" };
        let said = Command::new(&path).arg(ask).output();
        let said = said.map_err(|error| io::Error::other(format!("{}: {error}", path.display())))?;
        let said = String::from_utf8_lossy(&said.stdout);
        // `hugo v0.168.0-e27a…+extended linux/amd64 …`, `zola 0.22.1`.
        let version = said.split_whitespace().nth(1).unwrap_or("?").trim_start_matches('v');
        let version = version.split(['-', '+']).next().unwrap_or(version).to_owned();
        Ok(Some(Self { kind, path, version }))
    }

    /// Builds a site as a user does, as on `day`.
    pub(crate) fn build(&self, site: &Path, day: &str) -> Command {
        let (mut command, public) = (self.command(site), site.join("public"));
        match self.kind {
            Kind::Thidua => command.args(["build", "--quiet", "--date", day, "--root"]).arg(site),
            Kind::Hugo => command.args(["build", "--source"]).arg(site).arg("--destination").arg(public),
            Kind::Zola => {
                command.arg("--root").arg(site).args(["build", "--force", "--output-dir"]).arg(public)
            }
        };
        command
    }

    /// Looks at all there is and writes nothing, which only `thidua` does.
    pub(crate) fn check(&self, site: &Path, day: &str) -> Command {
        let mut command = self.command(site);
        command.args(["check", "--quiet", "--no-cache", "--date", day, "--root"]).arg(site);
        // Words that chance puts beside each other look like mistakes now and then.
        command.stderr(Stdio::null());
        command
    }

    /// Shows a site from memory while it is edited, as on `day`.
    pub(crate) fn serve(&self, site: &Path, port: u16, day: &str) -> Command {
        let mut command = self.command(site);
        match self.kind {
            Kind::Thidua => command.args(["serve", "--date", day, "--root"]).arg(site),
            Kind::Hugo => {
                command.args(["server", "--renderToMemory", "--bind", "127.0.0.1", "--source"]).arg(site)
            }
            Kind::Zola => command.arg("--root").arg(site).args(["serve", "--interface", "127.0.0.1"]),
        };
        // What it says of each save is nothing new.
        command.arg("--port").arg(port.to_string()).stderr(Stdio::null());
        command
    }

    fn command(&self, site: &Path) -> Command {
        let mut command = Command::new(&self.path);
        if self.kind == Kind::Hugo {
            // Not the cache of whoever runs this.
            command.env("HUGO_CACHEDIR", site.join("cache"));
        }
        command.stdin(Stdio::null()).stdout(Stdio::null());
        command
    }
}

/// Says what the bench runs on: processors, memory, system.
pub(crate) fn machine() -> String {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let after = |text: &str, key: &str| {
        let line = text.lines().find(|line| line.starts_with(key))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let model = after(&read("/proc/cpuinfo"), "model name").unwrap_or_else(|| env::consts::ARCH.to_owned());
    let memory = after(&read("/proc/meminfo"), "MemTotal")
        .and_then(|said| said.trim_end_matches(" kB").parse::<f64>().ok())
        .map(|kilobytes| format!(", {:.0} GB of memory", kilobytes / 1e6))
        .unwrap_or_default();
    let kernel = read("/proc/sys/kernel/osrelease");
    let kernel = kernel.split('-').next().unwrap_or_default().trim();
    format!("{threads} × {model}{memory}, {} {kernel}", env::consts::OS)
}

/// How many programs wanted a processor in the last minute, on average.
pub(crate) fn load() -> Option<f64> {
    fs::read_to_string("/proc/loadavg").ok()?.split(' ').next()?.parse().ok()
}
