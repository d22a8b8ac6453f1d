//! The manifest: what we wrote. The journal is the one that is to be, while it comes true.
//!
//! It is text: a line that names the format, then a line for each file, `hash length time made path`. The first line tells the
//! version, so another version's is never misread. `made` is what [`Made`] says, or `-`; version 1 had none.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use anyhow::Result;

use super::{OutputPath, Refused};
use crate::files::{self, Stat};

const MANIFEST: &str = "thidua manifest 2";
const MANIFEST_1: &str = "thidua manifest 1";

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
    /// What it was made from, if anybody said so.
    pub(super) made: Option<Made>,
}

/// What an output was made from, by two names. Whoever gives them says what they mean: as long as one of them is the same,
/// so is the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// Of everything that it could have been made from.
    pub inputs: [u8; 16],
    /// Of what of that it does show.
    pub view: [u8; 16],
}

impl Entry {
    /// Whether a file, by its length and time, is still the one we wrote.
    pub(super) fn matches(&self, stat: Stat) -> bool {
        self.modified != 0 && self.len == stat.len && self.modified == stat.modified
    }
}

/// The manifest or the journal, or `None` where there is none.
pub(super) fn read_manifest(file: &Path) -> Result<Option<Manifest>> {
    let Some(bytes) = files::read_if_exists(file)? else { return Ok(None) };
    let parsed = lines(&bytes, MANIFEST, parse_entry);
    let parsed = parsed.or_else(|| lines(&bytes, MANIFEST_1, |line| parse_entry(&with_made(line)?)));
    parsed.map(Some).ok_or_else(|| Refused::Unreadable { file: file.to_owned() }.into())
}

/// The text of a manifest with these entries, in the order of their paths.
pub(super) fn manifest_text<'a>(entries: impl Iterator<Item = (&'a OutputPath, &'a Entry)>) -> String {
    let mut text = format!("{MANIFEST}\n");
    entries.for_each(|(path, entry)| push_entry(&mut text, path, entry));
    text
}

/// The name of what a manifest says: of its text.
pub(super) fn state(text: &str) -> [u8; 32] {
    *blake3::hash(text.as_bytes()).as_bytes()
}

fn lines(
    bytes: &[u8],
    format: &str,
    parse: impl Fn(&str) -> Option<(OutputPath, Entry)>,
) -> Option<Manifest> {
    let text = str::from_utf8(bytes).ok()?;
    let lines = text.strip_prefix(format)?.strip_prefix('\n')?;
    lines.lines().map(parse).collect()
}

/// A line of version 1 as one of today.
fn with_made(line: &str) -> Option<String> {
    let mut parts = line.splitn(4, ' ');
    let [hash, len, modified, path] = [parts.next()?, parts.next()?, parts.next()?, parts.next()?];
    Some(format!("{hash} {len} {modified} - {path}"))
}

fn parse_entry(line: &str) -> Option<(OutputPath, Entry)> {
    let mut parts = line.splitn(5, ' ');
    let hash = blake3::Hash::from_hex(parts.next()?).ok()?;
    let len = parts.next()?.parse().ok()?;
    let modified = parts.next()?.parse().ok()?;
    let made = match parts.next()? {
        "-" => None,
        made => Some(Made::parse(made)?),
    };
    Some((OutputPath::new(parts.next()?)?, Entry { hash, len, modified, made }))
}

fn push_entry(text: &mut String, path: &OutputPath, entry: &Entry) {
    let Entry { hash, len, modified, made } = entry;
    let made = made.map_or_else(|| "-".to_owned(), Made::to_hex);
    let _ = writeln!(text, "{} {len} {modified} {made} {path}", hash.to_hex());
}

impl Made {
    /// Both names, one after the other: as long as a hash, and written as one.
    fn to_hex(self) -> String {
        let mut both = [0; 32];
        both[..16].copy_from_slice(&self.inputs);
        both[16..].copy_from_slice(&self.view);
        blake3::Hash::from_bytes(both).to_hex().to_string()
    }

    fn parse(hex: &str) -> Option<Self> {
        let both = *blake3::Hash::from_hex(hex).ok()?.as_bytes();
        let (inputs, view) = both.split_first_chunk::<16>()?;
        Some(Self { inputs: *inputs, view: view.try_into().ok()? })
    }
}
