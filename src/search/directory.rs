//! Where everything is: the names of all shards, as the index of them tells them.

use super::coder::Coder;
use super::plan::Shard;
use super::shards::Terms;

/// The digits of a name, by what their bits say.
const BITS: u32 = 5;
const DIGITS: &[u8; 1 << BITS] = b"0123456789abcdefghijklmnopqrstuv";
/// How many digits a name has.
const LONG: usize = 10;
/// How many are written at once.
const SOME: usize = 5;

/// A name that stands for the content.
pub(super) fn name(content: &str) -> String {
    let hash = blake3::hash(content.as_bytes());
    hash.as_bytes()[..LONG].iter().map(|byte| char::from(DIGITS[usize::from(*byte) % DIGITS.len()])).collect()
}

/// How many pages each shard of texts has, and its name; then for each run of terms the name of the shard of its pages, and
/// its kilobytes, whether it is told what follows, and of that shard the same.
pub(super) fn directory<'s>(texts: impl Iterator<Item = (usize, &'s Shard)>, terms: &[Terms]) -> String {
    let mut coder = Coder::default();
    for (pages, shard) in texts {
        coder.number(pages as u32 - 1);
        write_name(shard, &mut coder);
    }
    for Terms { pages, next, .. } in terms {
        write_name(pages, &mut coder);
        coder.number(kilobytes(pages));
        coder.bits(next.is_some().into(), 1);
        if let Some(next) = next {
            write_name(next, &mut coder);
            coder.number(kilobytes(next));
        }
    }
    coder.finish()
}

fn write_name(shard: &Shard, coder: &mut Coder) {
    for digits in shard.name().as_bytes().chunks(SOME) {
        let digit = |digit: &u8| char::from(*digit).to_digit(1 << BITS).unwrap_or_default();
        let number = digits.iter().map(digit).fold(0, |number, digit| number << BITS | digit);
        coder.bits(number, SOME as u32 * BITS);
    }
}

fn kilobytes(shard: &Shard) -> u32 {
    shard.bytes as u32 / 1024
}
