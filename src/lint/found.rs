//! The findings in one file, each mistake told once however often the file repeats it.

use std::collections::HashMap;

use crate::diag::{Diagnostic, Diagnostics, Edit, message};
use crate::span::Span;

/// Collects them.
#[derive(Default)]
pub(super) struct Found {
    findings: Vec<Diagnostic>,
    /// The finding of each mistake told, by code and what is wrong.
    told: HashMap<(&'static str, String), usize>,
}

impl Found {
    /// Adds a finding.
    pub(super) fn push(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    /// Adds a finding on what is written as `wrong` at `place`. If the file has had it before, the place is added to the
    /// first one: whoever mends one mends all.
    pub(super) fn once(&mut self, wrong: &str, place: Span, fix: Vec<Edit>, finding: Diagnostic) {
        let first = *self.told.entry((finding.code, wrong.to_owned())).or_insert(self.findings.len());
        match self.findings.get_mut(first) {
            Some(first) => {
                first.related.push((place, message!("lại ở đây", "again here")));
                first.fix.extend(fix);
            }
            None => self.findings.push(finding.at(place).fix(fix)),
        }
    }

    pub(super) fn into_diagnostics(self) -> Diagnostics {
        self.findings.into_iter().collect()
    }
}
