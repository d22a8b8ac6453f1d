//! Codes of bits, short for what is met often. Codes of one length rise in the order of their signs, so that the lengths
//! alone tell them all.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The bits of a code, and how many.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Code {
    pub(super) bits: u32,
    pub(super) length: u32,
}

/// The codes of signs that are met as often as `weights` say, each at least once. None is longer than `longest`.
pub(super) fn codes(weights: &[u32], longest: u32) -> Vec<Code> {
    let mut weights = weights.to_vec();
    let lengths = loop {
        let lengths = lengths(&weights);
        if lengths.iter().all(|length| *length <= longest) {
            break lengths;
        }
        weights.iter_mut().for_each(|weight| *weight = *weight / 2 + 1);
    };
    let mut order: Vec<usize> = (0..lengths.len()).collect();
    order.sort_by_key(|&sign| lengths[sign]);
    let mut codes = vec![Code::default(); lengths.len()];
    let mut next = Code::default();
    for sign in order {
        next.bits <<= lengths[sign] - next.length;
        next.length = lengths[sign];
        codes[sign] = next;
        next.bits += 1;
    }
    codes
}

/// How long the code of each sign is.
fn lengths(weights: &[u32]) -> Vec<u32> {
    let mut parents: Vec<usize> = vec![0; weights.len()];
    let mut open: BinaryHeap<_> =
        weights.iter().enumerate().map(|(sign, &weight)| Reverse((u64::from(weight), sign))).collect();
    while let (Some(Reverse((one, first))), Some(Reverse((other, second)))) = (open.pop(), open.pop()) {
        let parent = parents.len();
        parents[first] = parent;
        parents[second] = parent;
        parents.push(0);
        open.push(Reverse((one + other, parent)));
        if open.len() == 1 {
            break;
        }
    }
    let mut depths = vec![0; parents.len()];
    for node in (0..parents.len().saturating_sub(1)).rev() {
        depths[node] = depths[parents[node]] + 1;
    }
    depths.truncate(weights.len());
    depths
}

#[cfg(test)]
mod tests {
    use super::codes;

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
                    let begins = one.bits >> (one.length - shorter) == other.bits >> (other.length - shorter);
                    assert!(at == other_at || !begins, "{one:?} {other:?}");
                }
            }
        }
    }
}
