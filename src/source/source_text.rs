//! The text of a file, which may still be on the disk.

use std::fmt;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::files;

use super::load::cleaned;

/// The cleaned text of a file: no BOM, `\n` line ends, NFC. Cheap to clone.
///
/// A file that is known from an earlier build is read only when somebody looks at its text. Should it be gone by then it
/// reads as empty, and findings on it are told without its lines.
#[derive(Clone)]
pub struct SourceText(Arc<Held>);

struct Held {
    disk: Option<PathBuf>,
    text: OnceLock<Box<str>>,
}

impl SourceText {
    /// The text of the file at `disk`, to be read when it is looked at.
    pub fn on_disk(disk: &Path) -> Self {
        Self(Arc::new(Held { disk: Some(disk.to_owned()), text: OnceLock::new() }))
    }

    /// Whether both are one: a text that is in use already, not one that reads like it.
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for SourceText {
    type Target = str;

    fn deref(&self) -> &str {
        let Held { disk, text } = &*self.0;
        text.get_or_init(|| {
            let bytes = disk.as_deref().and_then(|disk| files::read(disk).ok()).unwrap_or_default();
            cleaned(&String::from_utf8_lossy(&bytes)).into()
        })
    }
}

impl From<&str> for SourceText {
    fn from(text: &str) -> Self {
        Self(Arc::new(Held { disk: None, text: OnceLock::from(Box::from(text)) }))
    }
}

impl From<String> for SourceText {
    fn from(text: String) -> Self {
        Self(Arc::new(Held { disk: None, text: OnceLock::from(text.into_boxed_str()) }))
    }
}

impl fmt::Debug for SourceText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.text.get() {
            Some(text) => fmt::Debug::fmt(text, f),
            None => f.write_str("(on disk)"),
        }
    }
}
