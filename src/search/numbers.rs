//! Many numbers in little room.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize, Serializer};

/// Numbers of two bytes each; of four where there are more than two can tell.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Numbers<'a> {
    #[serde(borrow, serialize_with = "at_once")]
    bytes: Cow<'a, [u8]>,
    is_wide: bool,
}

fn at_once<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bytes(bytes)
}

impl Numbers<'_> {
    /// Numbers less than `end`.
    pub(super) fn below(end: usize, numbers: &[u32]) -> Numbers<'static> {
        let is_wide = end > usize::from(u16::MAX) + 1;
        let numbers = numbers.iter();
        let bytes = if is_wide {
            numbers.map(|number| number.to_le_bytes()).collect::<Vec<_>>().into_flattened()
        } else {
            numbers.map(|number| (*number as u16).to_le_bytes()).collect::<Vec<_>>().into_flattened()
        };
        Numbers { bytes: bytes.into(), is_wide }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.bytes.len() / if self.is_wide { 4 } else { 2 }
    }

    /// The one at a place.
    #[inline(always)]
    pub(super) fn at(&self, place: usize) -> u32 {
        if self.is_wide {
            u32::from_le_bytes(self.bytes.as_chunks().0[place])
        } else {
            u16::from_le_bytes(self.bytes.as_chunks().0[place]).into()
        }
    }

    /// Those of a range, in order.
    pub(super) fn range(&self, range: Range<usize>) -> impl Iterator<Item = u32> {
        let ((twos, _), (fours, _)) = (self.bytes.as_chunks(), self.bytes.as_chunks());
        // One of both is empty.
        let (twos, fours) =
            if self.is_wide { (&twos[..0], &fours[range]) } else { (&twos[range], &fours[..0]) };
        let twos = twos.iter().map(|number| u32::from(u16::from_le_bytes(*number)));
        twos.chain(fours.iter().map(|number| u32::from_le_bytes(*number)))
    }
}
