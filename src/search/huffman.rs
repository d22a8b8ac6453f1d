//! Codes of bits, short for what is met often. Codes of one length rise in the order of their signs, so that the lengths
//! alone tell them all.

use super::bits::Bits;

/// The bits of a code, the first one lowest, and how many.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Code {
    pub(super) bits: u32,
    pub(super) length: u32,
}

/// The codes of signs that are met as often as `weights` say; what is never met has none. None is longer than `longest`.
pub(super) fn codes(weights: &[u32], longest: u32) -> Vec<Code> {
    let mut weights = weights.to_vec();
    let lengths = loop {
        let lengths = lengths(&weights);
        if lengths.iter().all(|length| *length <= longest) {
            break lengths;
        }
        weights.iter_mut().filter(|weight| **weight > 0).for_each(|weight| *weight = *weight / 2 + 1);
    };
    let mut order: Vec<usize> = (0..lengths.len()).filter(|sign| lengths[*sign] > 0).collect();
    order.sort_by_key(|&sign| lengths[sign]);
    let mut codes = vec![Code::default(); lengths.len()];
    // The next code, its first bit highest.
    let (mut next, mut before) = (0_u32, 0);
    for sign in order {
        let length = lengths[sign];
        next <<= length - before;
        codes[sign] = Code { bits: next.reverse_bits() >> (u32::BITS - length), length };
        (next, before) = (next + 1, length);
    }
    codes
}

/// Tells codes by their lengths, each in `count` bits.
pub(super) fn push_lengths(codes: impl IntoIterator<Item = Code>, count: u32, to: &mut Bits) {
    codes.into_iter().for_each(|code| to.push(code.length.into(), count));
}

/// How long the code of each sign is; 0 of what is never met.
fn lengths(weights: &[u32]) -> Vec<u32> {
    let mut signs: Vec<usize> = (0..weights.len()).filter(|sign| weights[*sign] > 0).collect();
    signs.sort_unstable_by_key(|sign| (weights[*sign], *sign));
    // The nodes of a tree: the signs, and behind them what is made of two nodes, the rarest that are left. The weights of both
    // rise.
    let count = signs.len();
    let mut nodes: Vec<u64> = signs.iter().map(|sign| weights[*sign].into()).collect();
    let mut parents = Vec::with_capacity(count * 2);
    parents.resize(count, 0);
    let (mut sign, mut made) = (0, count);
    let mut rarest = |nodes: &[u64]| {
        let is_sign = sign < count && (made == nodes.len() || nodes[sign] <= nodes[made]);
        let next = if is_sign { &mut sign } else { &mut made };
        *next += 1;
        *next - 1
    };
    for _ in 1..count {
        let [one, other] = [rarest(&nodes), rarest(&nodes)];
        parents[one] = nodes.len();
        parents[other] = nodes.len();
        parents.push(0);
        nodes.push(nodes[one] + nodes[other]);
    }
    let mut depths = vec![0; nodes.len()];
    for node in (0..nodes.len().saturating_sub(1)).rev() {
        depths[node] = depths[parents[node]] + 1;
    }
    let mut lengths = vec![0; weights.len()];
    // One alone has a bit too: by that it is known.
    signs.iter().zip(depths).for_each(|(sign, depth): (_, u32)| lengths[*sign] = depth.max(1));
    lengths
}

#[cfg(test)]
mod tests {
    use super::{Code, codes};

    #[test]
    fn what_is_never_met_has_no_code() {
        let code = |bits, length| Code { bits, length };
        let none = Code::default();
        assert_eq!(codes(&[0, 3, 0, 5, 1], 24), [none, code(0b01, 2), none, code(0, 1), code(0b11, 2)]);
        assert_eq!(
            [codes(&[], 24), codes(&[0], 24), codes(&[0, 7], 24)],
            [vec![], vec![none], vec![none, code(0, 1)]]
        );
    }

    #[test]
    fn what_is_met_often_is_short_and_no_code_begins_another() {
        let mut growing = vec![1_u32, 1];
        while growing.len() < 40 {
            growing.push(growing[growing.len() - 1] + growing[growing.len() - 2]);
        }
        for weights in [vec![1, 1], vec![5, 1, 1, 9], vec![3; 100], growing] {
            let longest = 24;
            let codes = codes(&weights, longest);
            let filled: f64 = codes.iter().map(|code| 0.5_f64.powi(code.length as i32)).sum();
            assert!((filled - 1.0).abs() < 1e-9 && codes.iter().all(|code| code.length <= longest));
            for (at, one) in codes.iter().enumerate() {
                for (other_at, other) in codes.iter().enumerate() {
                    assert!(weights[at] <= weights[other_at] || one.length <= other.length);
                    let shorter = one.length.min(other.length);
                    let begins = (one.bits ^ other.bits).trailing_zeros() >= shorter;
                    assert!(at == other_at || !begins, "{one:?} {other:?}");
                }
            }
        }
    }
}
