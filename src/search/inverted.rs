//! Which pages a term is on.

use std::ops::Range;

use super::standing::Inputs;

/// For each term, where it is met: numbers that rise with the pages.
#[derive(Debug, Default)]
pub(super) struct Inverted<N> {
    starts: Vec<u32>,
    entries: Vec<N>,
}

impl<N: Copy + Default> Inverted<N> {
    /// Of `terms` terms, met as `met` says, in the order of the pages.
    pub(super) fn of(terms: usize, met: &[(u32, N)]) -> Self {
        let mut starts = vec![0; terms + 1];
        met.iter().for_each(|(term, _)| starts[*term as usize + 1] += 1);
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut entries = vec![N::default(); met.len()];
        for &(term, entry) in met {
            let next = &mut next[term as usize];
            entries[*next as usize] = entry;
            *next += 1;
        }
        Self { starts, entries }
    }

    /// Where a term is met.
    pub(super) fn get(&self, term: usize) -> &[N] {
        &self.entries[self.starts[term] as usize..self.starts[term + 1] as usize]
    }

    /// Takes in where each of a run of terms is met.
    pub(super) fn name<const BYTES: usize>(
        &self,
        terms: &Range<usize>,
        inputs: &mut Inputs,
        bytes: impl Fn(&N) -> [u8; BYTES],
    ) {
        let starts = &self.starts[terms.start..=terms.end];
        let (start, end) = (starts[0], starts[terms.len()]);
        inputs.list(starts, |at| (at - start).to_le_bytes());
        inputs.list(&self.entries[start as usize..end as usize], bytes);
    }
}
