//! Where what is learned of some documents stands side by side. By itself each piece would stand among what lives longer,
//! and leave a gap that nothing else fits in.

use std::mem;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use serde::Serialize;

use super::Learned;

/// Takes pieces in; they can be read when it is closed or let go.
#[derive(Debug, Default)]
pub struct Shelf {
    bytes: Vec<u8>,
    full: Arc<OnceLock<Box<[u8]>>>,
}

/// A value as bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    shelf: Arc<OnceLock<Box<[u8]>>>,
    range: Range<usize>,
}

impl Shelf {
    /// What is to be remembered as this value.
    pub fn put(&mut self, value: &impl Serialize) -> Learned {
        let start = self.bytes.len();
        if postcard::to_io(value, &mut self.bytes).is_err() {
            self.bytes.truncate(start);
            return Learned::Nothing;
        }
        self.learned(start)
    }

    /// What is to be remembered as these bytes.
    pub fn put_bytes(&mut self, bytes: &[u8]) -> Learned {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        self.learned(start)
    }

    /// Lets what was put be read. What is put then stands on the next one.
    pub fn close(&mut self) {
        // A copy has the room that it needs; allocators leave what is half in use where it is.
        let _ = mem::take(&mut self.full).set(self.bytes.as_slice().into());
        self.bytes.clear();
    }

    fn learned(&self, start: usize) -> Learned {
        Learned::New(Piece { shelf: Arc::clone(&self.full), range: start..self.bytes.len() })
    }
}

impl Drop for Shelf {
    fn drop(&mut self) {
        self.close();
    }
}

impl Piece {
    /// None before its shelf is closed.
    pub(super) fn bytes(&self) -> Option<&[u8]> {
        self.shelf.get()?.get(self.range.clone())
    }
}
