//! What often follows a sign in the texts: for each sign a list of others, with a code for each of them.

use std::cmp::Reverse;

use super::bits::Bits;
use super::huffman::{self, Code};
use super::pairs::Pairs;
use super::signs::parted;
use super::table::Table;

/// How often a pair must be met to be listed.
const OFTEN: u32 = 3;
/// How many are listed at most.
const MOST: usize = 1 << 10;

/// How long a code is at most, and in how many bits that is told.
const LONGEST: u32 = 12;
const BITS_OF_LENGTH: u32 = 4;
const _: () = assert!(LONGEST + BITS_OF_LENGTH <= u16::BITS);

/// For each sign those that often follow it.
#[derive(Debug, Default)]
pub(super) struct Followers {
    /// For each pair its code, for each sign that of all others: [`told`].
    codes: Pairs,
    /// The lists, written.
    pub(super) table: Bits,
}

/// A code as one number.
fn told(Code { bits, length }: Code) -> u16 {
    (bits << BITS_OF_LENGTH | length) as u16
}

impl Followers {
    /// Of pairs that are met so often, and signs that are, whose codes are so long where nothing else tells them.
    pub(super) fn learn(met: &[u32], pairs: &Table, lengths: impl Fn(u16) -> u32) -> Self {
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
        let (mut codes, mut others) = (Vec::new(), Vec::new());
        let mut table = Bits::default();
        for (before, mut list) in (0..).zip(lists) {
            list.sort_unstable_by_key(|&(count, next)| (Reverse(count), next));
            list.truncate(MOST);
            list.sort_unstable_by_key(|(_, next)| *next);
            let listed: u32 = list.iter().map(|(count, _)| count).sum();
            let rest = met[usize::from(before)].saturating_sub(listed).max(1);
            let mut weights: Vec<u32> = list.iter().map(|(count, _)| *count).collect();
            weights.push(rest);
            let mut of_list = huffman::codes(&weights, LONGEST);
            // Where the list saves nothing there is none.
            let all = |(count, length): (u32, u32)| u64::from(count) * u64::from(length);
            let with: u64 =
                weights.iter().zip(&of_list).map(|(count, code)| all((*count, code.length))).sum();
            let without: u64 = list.iter().map(|&(count, next)| all((count, lengths(next)))).sum();
            if with >= without {
                list.clear();
                of_list.clear();
            }
            let signs: Vec<u32> = list.iter().map(|(_, next)| u32::from(*next)).collect();
            table.rising(&signs, met.len() as u32);
            huffman::push_lengths(of_list.iter().copied(), BITS_OF_LENGTH, &mut table);
            others.push(told(of_list.pop().unwrap_or_default()));
            codes.extend(list.iter().zip(of_list).map(|(&(_, next), code)| ((before, next), told(code))));
        }
        Self { codes: Pairs::of(&codes, &others), table }
    }

    /// The code of `next`, if it is one of those that often follow; if not, that of all others. And which of both it is.
    #[inline(always)]
    pub(super) fn code(&self, before: u16, next: u16) -> (Code, bool) {
        let (told, is_listed) = self.codes.get(before, next);
        let told = u32::from(told);
        (Code { bits: told >> BITS_OF_LENGTH, length: told % (1 << BITS_OF_LENGTH) }, is_listed)
    }
}
