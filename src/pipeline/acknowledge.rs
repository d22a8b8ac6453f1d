//! Findings that an author knows and keeps: `allow:` in the front matter of a page, in `campaign.yaml` or `site.yaml`.

use std::collections::HashMap;
use std::sync::Arc;

use crate::allow::Acknowledged;
use crate::campaign::Campaign;
use crate::config::{self, Config};
use crate::content::Document;
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::span::SourcePath;

use super::documents::CAMPAIGN_FILE;

/// The reasons given, by file and code.
pub(super) struct Reasons(HashMap<(SourcePath, String), String>);

impl Reasons {
    /// What the files acknowledge, those kept back too; and the codes in them that no finding has.
    pub(super) fn of(
        config: &Config,
        campaign: Option<&Campaign>,
        documents: &[Arc<Document>],
    ) -> (Self, Diagnostics) {
        let mut reasons = HashMap::new();
        let mut findings = Diagnostics::new();
        let mut keep = |path: SourcePath, allow: &[Acknowledged]| {
            for known in allow {
                findings.extend(known.unknown());
                reasons.insert((path.clone(), known.code.clone()), known.reason.clone());
            }
        };
        keep(config::site_file(), &config.allow);
        keep(
            SourcePath::new(CAMPAIGN_FILE),
            campaign.map(|campaign| &campaign.allow[..]).unwrap_or_default(),
        );
        for document in documents.iter().filter(|document| !document.front.allow.is_empty()) {
            keep(document.path.clone(), &document.front.allow);
        }
        (Self(reasons), findings)
    }

    /// Marks the warnings and notes that their file acknowledges. An error cannot be acknowledged away.
    pub(super) fn mark(&self, findings: Diagnostics) -> Diagnostics {
        let mark = |mut found: Diagnostic| {
            let place = found.span.as_ref().map(|span| (span.path.clone(), found.code.to_owned()));
            let reason = place.and_then(|place| self.0.get(&place));
            if let (Some(reason), true) = (reason, found.severity != Severity::Error) {
                found.acknowledged = Some(reason.clone());
            }
            found
        };
        findings.into_iter().map(mark).collect()
    }
}
