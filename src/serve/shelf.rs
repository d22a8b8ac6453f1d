//! Outputs that were made, for as long as they would be made the same again.

use std::collections::{HashMap, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;

use crate::permalink::Permalink;
use crate::render::{Key, Rendered};
use crate::source::Origin;

/// Bytes of outputs that are kept; of more, the oldest go.
const ROOM: usize = 64 << 20;

/// Outputs by where they stand.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    kept: HashMap<Permalink, Kept>,
    /// Those whose bytes are kept, the oldest first, and how many bytes that is.
    order: VecDeque<(Permalink, usize)>,
    used: usize,
}

/// What is known of an output.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    /// The name of all that it can be made from.
    pub(super) inputs: [u8; 16],
    /// The name of what it shows.
    pub(super) view: Key,
    /// Itself; none if nobody has asked for it yet.
    pub(super) made: Option<Made>,
}

/// An output.
#[derive(Debug, Clone)]
pub(super) struct Made {
    pub(super) content: Content,
    /// Another one has another tag.
    pub(super) tag: Arc<str>,
}

/// The bytes of an output.
#[derive(Debug, Clone)]
pub(super) enum Content {
    Bytes(Arc<[u8]>),
    File(PathBuf, u64),
}

impl Made {
    pub(super) fn of(rendered: Rendered) -> Self {
        let tag = Arc::from(&rendered.hash().to_hex().as_str()[..32]);
        let content = match rendered {
            Rendered::Made(bytes) => Content::Bytes(Arc::from(bytes)),
            Rendered::Blob(blob) => match blob.origin {
                Origin::Memory(bytes) => Content::Bytes(bytes),
                Origin::Disk(path) => Content::File(path, blob.len),
            },
        };
        Self { content, tag }
    }

    fn size(&self) -> usize {
        match &self.content {
            Content::Bytes(bytes) => bytes.len(),
            Content::File(..) => 0,
        }
    }
}

impl Shelf {
    /// What is known of an output.
    pub(super) fn get(&self, permalink: &Permalink) -> Option<&Kept> {
        self.kept.get(permalink)
    }

    /// Keeps an output in the place of what was there.
    pub(super) fn put(&mut self, permalink: &Permalink, kept: Kept) {
        let size = kept.made.as_ref().map_or(0, Made::size);
        if size > 0 {
            self.used += size;
            self.order.push_back((permalink.clone(), size));
        }
        self.kept.insert(permalink.clone(), kept);
        while self.used > ROOM {
            let Some((oldest, size)) = self.order.pop_front() else { return };
            self.used -= size;
            // What came after it in the same place is not in its way: it is made again.
            if let Some(kept) = self.kept.get_mut(&oldest) {
                kept.made = None;
            }
        }
    }

    /// Notes that an output is the same, though it could be made from something else now.
    pub(super) fn same(&mut self, permalink: &Permalink, inputs: [u8; 16]) {
        if let Some(kept) = self.kept.get_mut(permalink) {
            kept.inputs = inputs;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Kept, Made, ROOM, Shelf};
    use crate::permalink::Permalink;
    use crate::render::Rendered;

    #[test]
    fn the_oldest_bytes_go() {
        let mut shelf = Shelf::default();
        let place = |number: usize| Permalink::page([number.to_string().as_str()]);
        for number in 0..5 {
            let made = Some(Made::of(Rendered::Made(vec![0; ROOM / 4])));
            shelf.put(&place(number), Kept { inputs: [0; 16], view: [0; 16], made });
        }
        let is_kept = |number| shelf.get(&place(number)).is_some_and(|kept| kept.made.is_some());
        assert_eq!([0, 1, 2, 3, 4].map(is_kept), [false, true, true, true, true]);
    }
}
