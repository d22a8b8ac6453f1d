//! The manifest and the journal: what we wrote, and what we are about to move.
//!
//! Both are text: a line that names the format, then a line for each file, `hash length time path`; in the
//! journal the number of the staged file stands before it. A line names the format and its version, so another
//! version's is never misread.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use anyhow::Result;

use super::{OutputPath, Refused};
use crate::files::{self, Stat};

const MANIFEST: &str = "thidua manifest 1";
const JOURNAL: &str = "thidua journal 1";

/// The files we wrote.
pub(super) type Manifest = BTreeMap<OutputPath, Entry>;

/// One file as we wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    /// The hash of its content.
    pub(super) hash: blake3::Hash,
    /// Its length in bytes.
    pub(super) len: u64,
    /// Its time of change, in nanoseconds since 1970; 0 if not known.
    pub(super) modified: i64,
}

impl Entry {
    /// Whether a file, by its length and time, is still the one we wrote.
    pub(super) fn matches(&self, stat: Stat) -> bool {
        self.modified != 0 && self.len == stat.len && self.modified == stat.modified
    }
}

/// A staged file, the path it is to be moved to, and what it will be there.
pub(super) type Move = (usize, OutputPath, Entry);

/// The manifest, or `None` where we never finished a build.
pub(super) fn read_manifest(file: &Path) -> Result<Option<Manifest>> {
    read(file, MANIFEST, parse_entry)
}

/// The journal, or `None` where no build was stopped while it moved files.
pub(super) fn read_journal(file: &Path) -> Result<Option<Vec<Move>>> {
    read(file, JOURNAL, |line| {
        let (number, entry) = line.split_once(' ')?;
        let (path, entry) = parse_entry(entry)?;
        Some((number.parse().ok()?, path, entry))
    })
}

/// The text of a manifest.
pub(super) fn manifest_text(manifest: &Manifest) -> String {
    let mut text = format!("{MANIFEST}\n");
    for (path, entry) in manifest {
        push_entry(&mut text, path, entry);
    }
    text
}

/// The text of a journal.
pub(super) fn journal_text<'a>(moves: impl Iterator<Item = (usize, &'a OutputPath, &'a Entry)>) -> String {
    let mut text = format!("{JOURNAL}\n");
    for (number, path, entry) in moves {
        let _ = write!(text, "{number} ");
        push_entry(&mut text, path, entry);
    }
    text
}

fn read<T, C: FromIterator<T>>(
    file: &Path,
    format: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<C>> {
    let Some(bytes) = files::read_if_exists(file)? else { return Ok(None) };
    let parsed = str::from_utf8(&bytes).ok().and_then(|text| {
        let lines = text.strip_prefix(format)?.strip_prefix('\n')?;
        lines.lines().map(parse).collect()
    });
    match parsed {
        Some(parsed) => Ok(Some(parsed)),
        None => Err(Refused::Unreadable { file: file.to_owned() }.into()),
    }
}

fn parse_entry(line: &str) -> Option<(OutputPath, Entry)> {
    let mut parts = line.splitn(4, ' ');
    let hash = blake3::Hash::from_hex(parts.next()?).ok()?;
    let len = parts.next()?.parse().ok()?;
    let modified = parts.next()?.parse().ok()?;
    Some((OutputPath::new(parts.next()?)?, Entry { hash, len, modified }))
}

fn push_entry(text: &mut String, path: &OutputPath, entry: &Entry) {
    let Entry { hash, len, modified } = entry;
    let _ = writeln!(text, "{} {len} {modified} {path}", hash.to_hex());
}
