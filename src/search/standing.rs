//! What stands of an index from the last build. Each shard is known by the name of what it was made from, so one that stands
//! need not be made again; and the index of shards by that of everything, so if it stands all of them do.

use std::collections::HashMap;

use crate::lang::Lang;
use crate::permalink::Permalink;

/// The name of what a shard is made from.
pub type Key = [u8; 16];

/// The shards that stand, by what each was made from.
#[derive(Debug, Default)]
pub struct Standing {
    shards: HashMap<Key, Stands>,
    /// Whether all do that were made.
    is_whole: bool,
}

/// A shard that stands.
#[derive(Debug, Clone)]
pub(super) struct Stands {
    pub(super) permalink: Permalink,
    /// Its length.
    pub(super) bytes: u64,
}

impl Standing {
    /// Those of which we are told what each was made from, its path and its length; and whether these are `all` there were.
    pub fn of<'a>(shards: impl Iterator<Item = (Key, &'a str, u64)>, all: bool) -> Self {
        let stands = |bytes, path| Stands { permalink: Permalink::file(path), bytes };
        Self { shards: shards.map(|(key, path, bytes)| (key, stands(bytes, path))).collect(), is_whole: all }
    }

    /// The one that was made from what `key` names.
    pub(super) fn get(&self, key: &Key) -> Option<&Stands> {
        self.shards.get(key)
    }

    /// All shards below `folder`, that which was made from what `last` names behind the others; none unless it and all that
    /// it speaks of stand.
    pub(super) fn whole(&self, folder: &str, last: &Key) -> Option<Vec<(Key, &Stands)>> {
        let entry = self.shards.get(last).filter(|_| self.is_whole)?;
        let others = self.shards.iter().filter(|(key, _)| *key != last);
        let others = others.filter(|(_, stands)| stands.permalink.as_str().starts_with(folder));
        let mut shards: Vec<_> = others.map(|(key, stands)| (*key, stands)).collect();
        shards.sort_unstable_by(|(_, one), (_, other)| one.permalink.cmp(&other.permalink));
        shards.push((*last, entry));
        Some(shards)
    }
}

/// How much room there is at first: enough for most.
const ROOM: usize = 1 << 10;

/// What a shard is made from, piece by piece. They are gathered, since many bytes at once are named in less time.
#[derive(Debug, Clone)]
pub(super) struct Inputs(Vec<u8>);

impl Inputs {
    /// Of a shard of that kind in a language. Another program may make another one of the same.
    pub(super) fn of(kind: &str, lang: &Lang) -> Self {
        let mut inputs = Self(Vec::with_capacity(ROOM));
        for piece in [env!("THIDUA_SOURCES"), kind, lang.code()] {
            inputs.bytes(piece.as_bytes());
        }
        inputs
    }

    /// Takes in a piece; where it ends is part of the name.
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend((bytes.len() as u64).to_le_bytes());
        self.0.extend(bytes);
    }

    /// Takes in a list of texts.
    pub(super) fn texts<'t>(&mut self, texts: impl Iterator<Item = &'t String>) {
        let mut count = 0_u64;
        for text in texts {
            self.bytes(text.as_bytes());
            count += 1;
        }
        self.0.extend(count.to_le_bytes());
    }

    /// Takes in a list of what has always as many bytes.
    pub(super) fn list<T, const BYTES: usize>(&mut self, list: &[T], bytes: impl Fn(&T) -> [u8; BYTES]) {
        self.0.extend((list.len() as u64).to_le_bytes());
        let start = self.0.len();
        self.0.resize(start + list.len() * BYTES, 0);
        let (places, _) = self.0[start..].as_chunks_mut();
        places.iter_mut().zip(list).for_each(|(place, one)| *place = bytes(one));
    }

    /// The name of all of it.
    pub(super) fn key(&self) -> Key {
        blake3::hash(&self.0).as_bytes().first_chunk().copied().unwrap_or_default()
    }
}
