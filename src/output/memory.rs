//! Outputs that touch no disk: kept in memory to be served, or dropped when only the building matters.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::{Mutex, PoisonError};

use anyhow::{Result, bail};

use super::{Content, Outcome, OutputPath, Sink};

/// Keeps the outputs in memory; copies stay with the files they are of.
#[derive(Debug, Default)]
pub struct Memory(Mutex<BTreeMap<OutputPath, Content>>);

/// Keeps nothing.
#[derive(Debug, Default)]
pub struct Discard;

impl Memory {
    /// The outputs, by path.
    #[must_use]
    pub fn into_outputs(self) -> BTreeMap<OutputPath, Content> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink for Memory {
    fn put(&self, path: OutputPath, content: Content) -> Result<Outcome> {
        match self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(path) {
            Entry::Occupied(taken) => bail!("two outputs at the path {}", taken.key()),
            Entry::Vacant(free) => free.insert(content),
        };
        Ok(Outcome::New)
    }
}

impl Sink for Discard {
    fn put(&self, _: OutputPath, _: Content) -> Result<Outcome> {
        Ok(Outcome::New)
    }
}
