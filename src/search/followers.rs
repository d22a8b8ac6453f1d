//! What often follows a sign in the texts: for each sign a list of others, and how likely each of them is.

use std::hint::select_unpredictable;

use super::coder::Coder;
use super::pairs::Pairs;
use super::signs::parted;
use super::steps::{Chance, Portion, WHOLE};
use super::table::Table;

/// How often a pair must be met to be listed.
const OFTEN: u32 = 3;

/// What is left at least for all that is not listed.
const REST: u32 = 64;
/// In how many bits it is told which.
const BITS_OF_LEVEL: u32 = 4;
/// The chances there are, each seven tenths of the one before it.
const CHANCES: [u32; 1 << BITS_OF_LEVEL] =
    [2896, 2048, 1448, 1024, 724, 512, 362, 256, 181, 128, 91, 64, 45, 32, 23, 16];

/// For each sign those that often follow it.
#[derive(Debug, Default)]
pub(super) struct Followers {
    /// For each pair where its part begins and its level, for each sign where the part of all others begins: [`told`].
    parts: Pairs,
    /// The lists, written.
    written: Coder,
}

/// Where a part begins, and its level, in one number.
fn told(start: u16, level: u16) -> u16 {
    start << BITS_OF_LEVEL | level
}

impl Followers {
    /// Of pairs that are met so often, and signs that are.
    pub(super) fn learn(met: &[u32], pairs: &Table) -> Self {
        let all: u64 = met.iter().map(|met| u64::from(*met)).sum();
        let mut lists: Vec<Vec<(u32, u16)>> = vec![Vec::new(); met.len()];
        for (pair, count) in pairs.iter() {
            let (before, next) = parted(pair);
            // What is not at least twice as likely as elsewhere is told well enough by its code.
            let [here, elsewhere] = [before, next].map(|sign| u64::from(met[usize::from(sign)]));
            let is_likely = u64::from(count) * all > 2 * here * elsewhere;
            if count >= OFTEN && is_likely {
                lists[usize::from(before)].push((count, next));
            }
        }
        let (mut parts, mut rests) = (Vec::new(), Vec::new());
        let mut levels = [Chance::default(); 1 << BITS_OF_LEVEL];
        let mut followers = Self::default();
        for (before, mut list) in lists.into_iter().enumerate() {
            list.sort_unstable_by_key(|&(count, next)| (std::cmp::Reverse(count), next));
            let mut left = WHOLE - REST;
            let mut chosen: Vec<(u16, usize)> = Vec::new();
            for (count, next) in list {
                // To the nearest: nineteen hundredths are half a step.
                let most = u64::from(2 * count - 1) * u64::from(WHOLE) * 119;
                let fits =
                    |chance: u32| chance <= left && u64::from(chance) * u64::from(met[before]) * 200 <= most;
                if let Some(level) = CHANCES.iter().position(|chance| fits(*chance)) {
                    left -= CHANCES[level];
                    chosen.push((next, level));
                }
            }
            chosen.sort_unstable();
            let signs: Vec<u32> = chosen.iter().map(|(next, _)| u32::from(*next)).collect();
            followers.written.rising(&signs, met.len() as u32);
            let mut rest = Portion::WHOLE;
            for (next, level) in chosen {
                followers.written.choice(&mut levels, level as u32, BITS_OF_LEVEL);
                let part = rest.cut(CHANCES[level] as u16);
                parts.push(((before as u16, next), told(part.start, level as u16)));
            }
            rests.push(told(rest.start, 0));
        }
        followers.parts = Pairs::of(&parts, &rests);
        followers
    }

    /// The part of `next`, if it is one of those that often follow; if not, that of all others, which is the last one.
    #[inline(always)]
    pub(super) fn part(&self, before: u16, next: u16) -> Portion {
        let (part, is_listed) = self.parts.get(before, next);
        let start = part >> BITS_OF_LEVEL;
        let [listed, others] =
            [CHANCES[usize::from(part % (1 << BITS_OF_LEVEL))] as u16, WHOLE as u16 - start];
        Portion { start, size: select_unpredictable(is_listed, listed, others) }
    }

    /// The lists as the reader gets them.
    pub(super) fn table(&self) -> String {
        self.written.clone().finish()
    }
}
