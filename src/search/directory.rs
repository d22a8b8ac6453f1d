//! Where everything is: the names of all shards, as the index of them tells them.

use blake3::Hash;

use super::bits::Bits;
use super::plan::{LARGEST_GROUP, Shard};
use super::shards::Terms;

/// The digits of a name, by what their bits say.
const BITS: u32 = 5;
const DIGITS: &[u8; 1 << BITS] = b"0123456789abcdefghijklmnopqrstuv";
/// How many digits a name has.
const LONG: usize = 10;

/// The name of what has this hash. Its first digit is that of a folder: if all files came into one, cores would wait for each
/// other.
pub(super) fn name(hash: &Hash) -> String {
    let digit = |byte: &u8| char::from(DIGITS[usize::from(*byte) % DIGITS.len()]);
    let mut name: String = hash.as_bytes()[..LONG].iter().map(digit).collect();
    name.insert(1, '/');
    name
}

/// In how many bits is told how many pages a shard of texts has, but for one; and the kilobytes of a shard of terms.
const BITS_OF_PAGES: u32 = 3;
const BITS_OF_SIZE: u32 = 10;
const _: () = assert!(LARGEST_GROUP <= 1 << BITS_OF_PAGES);

/// How many pages each shard of texts has; then for each run of terms the kilobytes of its shards, of pages and of what follows,
/// where none are of none; then the names of all of them. The reader looks at those it asks for: each has its place.
pub(super) fn directory<'s>(
    texts: impl Iterator<Item = (usize, &'s Shard)> + Clone,
    terms: &'s [Terms],
    to: &mut Bits,
) {
    for (pages, _) in texts.clone() {
        to.push(pages as u64 - 1, BITS_OF_PAGES);
    }
    for Terms { pages, next, .. } in terms {
        to.push(kilobytes(pages), BITS_OF_SIZE);
        to.push(next.as_ref().map_or(0, kilobytes), BITS_OF_SIZE);
    }
    let terms = terms.iter().flat_map(|Terms { pages, next, .. }| [Some(pages), next.as_ref()]);
    for shard in texts.map(|(_, shard)| shard).chain(terms.flatten()) {
        // All but what ends the folder.
        for digit in shard.name().chars().filter_map(|c| c.to_digit(1 << BITS)) {
            to.push(digit.into(), BITS);
        }
    }
}

/// The kilobytes of a shard that are begun.
fn kilobytes(shard: &Shard) -> u64 {
    (shard.bytes / 1024 + 1).min((1 << BITS_OF_SIZE) - 1)
}
