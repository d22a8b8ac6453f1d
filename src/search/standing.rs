//! What stands of an index from the last build. Each shard is known by the name of what it was made from, so one that stands
//! need not be made again.

use std::collections::HashMap;

use blake3::Hasher;

use crate::lang::Lang;

/// The name of what a shard is made from.
pub type Key = [u8; 16];

/// The shards that stand: by what each was made from, its name and its length in bytes.
#[derive(Debug, Default)]
pub struct Standing(HashMap<Key, (String, u64)>);

impl Standing {
    /// The name and the length of the shard that was made from what `key` names.
    pub(super) fn get(&self, key: &Key) -> Option<(&str, u64)> {
        self.0.get(key).map(|(name, bytes)| (name.as_str(), *bytes))
    }
}

/// Of what each was made from, where it stands, and its length.
impl<'a> FromIterator<(Key, &'a str, u64)> for Standing {
    fn from_iter<I: IntoIterator<Item = (Key, &'a str, u64)>>(shards: I) -> Self {
        let name =
            |path: &str| path.rsplit('/').next().and_then(|file| file.strip_suffix(".js")).map(str::to_owned);
        Self(shards.into_iter().filter_map(|(key, path, bytes)| Some((key, (name(path)?, bytes)))).collect())
    }
}

/// What a shard is made from, piece by piece.
#[derive(Debug, Clone)]
pub(super) struct Inputs(Hasher);

impl Inputs {
    /// Of a shard of that kind in a language. Another program may make another one of the same.
    pub(super) fn of(kind: &str, lang: &Lang) -> Self {
        let mut inputs = Self(Hasher::new());
        for piece in [env!("THIDUA_SOURCES"), kind, lang.code()] {
            inputs.bytes(piece.as_bytes());
        }
        inputs
    }

    /// Takes in a piece; where it ends is part of the name.
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.0.update(&(bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    /// Takes in numbers, one list behind the other.
    pub(super) fn numbers<'n>(&mut self, lists: impl Iterator<Item = &'n [u32]>) {
        let mut count = 0_u64;
        for some in lists.flat_map(|list| list.chunks(64)) {
            let mut bytes = [0; 256];
            for (place, number) in bytes.chunks_exact_mut(4).zip(some) {
                place.copy_from_slice(&number.to_le_bytes());
            }
            self.0.update(&bytes[..some.len() * 4]);
            count += some.len() as u64;
        }
        self.0.update(&count.to_le_bytes());
    }

    /// The name of all of it.
    pub(super) fn key(&self) -> Key {
        self.0.finalize().as_bytes().first_chunk().copied().unwrap_or_default()
    }
}
