//! Folders as text: one `path=content` after the other, sorted; an empty folder as `path/`, a link as `path->target`.
//! `.thidua` is not among them, but for [`left_overs`].

use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use anyhow::Result;
use thidua::output::{Content, Options, OutputPath, Refused, Stage, Written};

pub const ADOPT: Options = Options { adopt: true };

pub fn build(folder: &Path, site: &str) -> Result<Written> {
    build_with(folder, Options::default(), site)
}

pub fn build_with(folder: &Path, options: Options, site: &str) -> Result<Written> {
    put_all_with(folder, options, site)?.commit()
}

pub fn put_all(folder: &Path, site: &str) -> Result<Stage> {
    put_all_with(folder, Options::default(), site)
}

pub fn put_all_with(folder: &Path, options: Options, site: &str) -> Result<Stage> {
    let stage = Stage::open(folder, options)?;
    for (name, text) in entries(site) {
        stage.put(path(name), bytes(text), None)?;
    }
    Ok(stage)
}

/// `+` for written, `=` and a number for unchanged, `-` for removed.
pub fn told(answer: Result<Written>) -> String {
    let written = match answer {
        Ok(written) => written,
        Err(error) => return told_refused(error.downcast_ref::<Refused>()),
    };
    let mut words: Vec<_> = written.written.iter().map(|path| format!("+{path}")).collect();
    words.extend((written.unchanged > 0).then(|| format!("={}", written.unchanged)));
    words.extend(written.removed.iter().map(|path| format!("-{path}")));
    words.join(" ")
}

fn told_refused(refused: Option<&Refused>) -> String {
    match refused {
        None => "failed".to_owned(),
        Some(Refused::Busy { .. }) => "busy".to_owned(),
        Some(Refused::NotOurs { strangers, .. }) => format!("not ours: {}", strangers.join(" ")),
        Some(Refused::Unreadable { file }) => {
            format!("unreadable: {}", file.file_name().unwrap().to_str().unwrap())
        }
        Some(Refused::InTheWay { obstacles, .. }) => {
            let obstacles = obstacles.iter().map(|it| format!("{} {:?}", it.path, it.kind));
            format!("! {}", obstacles.collect::<Vec<_>>().join(", "))
        }
    }
}

pub fn entries(files: &str) -> impl Iterator<Item = (&str, &str)> {
    files.split_whitespace().filter_map(|file| file.split_once('='))
}

pub fn sorted(parts: &[&str]) -> String {
    let mut files: Vec<_> = parts.iter().flat_map(|files| files.split_whitespace()).collect();
    files.sort_unstable();
    files.join(" ")
}

/// Writes files as somebody else would; they get a time that no build gives.
pub fn write(folder: &Path, files: &str) {
    for name in files.split_whitespace().filter(|file| file.ends_with('/')) {
        fs::create_dir_all(folder.join(name)).unwrap();
    }
    for (name, text) in entries(files) {
        let file = folder.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, text).unwrap();
        set_time(&file, 1_200_000_000);
    }
}

pub fn remove(path: &Path) {
    if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
}

pub fn set_time(file: &Path, seconds: u64) {
    let file = File::options().write(true).open(file).unwrap();
    file.set_modified(UNIX_EPOCH + Duration::from_secs(seconds)).unwrap();
}

pub fn tree(folder: &Path) -> String {
    let mut found = Vec::new();
    collect(folder, "", &mut found);
    found.sort_unstable();
    found.join(" ")
}

fn collect(folder: &Path, above: &str, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{above}{}", entry.file_name().to_str().unwrap());
        let kind = entry.file_type().unwrap();
        if name == ".thidua" {
            continue;
        } else if kind.is_symlink() {
            found.push(format!("{name}->{}", fs::read_link(entry.path()).unwrap().display()));
        } else if kind.is_file() {
            found.push(format!("{name}={}", fs::read_to_string(entry.path()).unwrap()));
        } else if fs::read_dir(entry.path()).unwrap().next().is_none() {
            found.push(format!("{name}/"));
        } else {
            collect(&entry.path(), &format!("{name}/"), found);
        }
    }
}

/// What lies in `.thidua`.
pub fn left_overs(folder: &Path) -> String {
    let mut names: Vec<_> = fs::read_dir(folder.join(".thidua"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort_unstable();
    names.join(" ")
}

pub fn path(text: &str) -> OutputPath {
    OutputPath::new(text).unwrap()
}

pub fn bytes(text: &str) -> Content {
    Content::Bytes(text.as_bytes().to_vec())
}
