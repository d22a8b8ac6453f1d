//! Findings that an author knows and keeps: `allow:` in the front matter of a page, or in `campaign.yaml`.

use std::collections::HashMap;

use crate::diag::{Diagnostics, Severity};
use crate::site::Site;
use crate::span::SourcePath;

use super::documents::CAMPAIGN_FILE;

/// Marks the warnings and notes that their file acknowledges. An error cannot be acknowledged away.
pub(super) fn apply(site: &Site, findings: Diagnostics) -> Diagnostics {
    let documents = site.nodes().into_iter().filter_map(|node| site.document(node));
    let mut reasons: HashMap<(&SourcePath, &str), &str> = HashMap::new();
    for document in documents {
        for known in &document.front.allow {
            reasons.insert((&document.path, &known.code), &known.reason);
        }
    }
    let campaign_file = SourcePath::new(CAMPAIGN_FILE);
    for known in site.campaign.iter().flat_map(|campaign| &campaign.allow) {
        reasons.insert((&campaign_file, &known.code), &known.reason);
    }
    let mark = |mut found: crate::diag::Diagnostic| {
        let place = found.span.as_ref().map(|span| (&span.path, found.code));
        let reason = place.and_then(|place| reasons.get(&place));
        if let (Some(reason), true) = (reason, found.severity != Severity::Error) {
            found.acknowledged = Some((*reason).to_owned());
        }
        found
    };
    findings.into_iter().map(mark).collect()
}
