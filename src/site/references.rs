//! What pages say of the campaign: the units, contents, movements, undertakings, awards and criteria they name by id.

use std::sync::Arc;

use crate::campaign::{Campaign, Content};
use crate::content::Document;
use crate::diag::Diagnostic;

use super::board::{self, Known};
use super::nominations;

/// What the documents name and the campaign does not have.
pub(super) fn check(documents: &[Arc<Document>], campaign: Option<&Campaign>) -> Vec<Diagnostic> {
    let Some(campaign) = campaign else { return Vec::new() };
    let known = Known::of(campaign);
    let mut findings = Vec::new();
    for document in documents {
        findings.extend(board::check_document(document, campaign, &known));
        findings.extend(unknown_units(document, campaign));
        findings.extend(unknown_parts(document, campaign));
        findings.extend(nominations::check_document(document, campaign));
    }
    findings
}

fn unknown_units(document: &Document, campaign: &Campaign) -> Vec<Diagnostic> {
    let front = &document.front;
    let named = front.terms("unit").iter().map(|unit| (unit, None));
    let reporting = front.report.iter().map(|report| (&report.unit, Some("report")));
    let nominating = front.nomination.iter().filter_map(|nomination| nomination.unit.as_ref());
    let nominating = nominating.map(|unit| (unit, Some("nomination")));
    let all = named.chain(reporting).chain(nominating);
    // A place is looked up for what is wrong alone: it costs a reading of the file.
    all.filter(|(unit, _)| !unit.is_empty() && campaign.unit(unit).is_none())
        .map(|(unit, block)| {
            campaign.units.unknown(unit).at(match block {
                Some(block) => document.yaml.place(&[block, "unit"]),
                None => document.yaml.place_of(&["unit"], unit),
            })
        })
        .collect()
}

/// Contents and movements that a document counts itself to.
fn unknown_parts(document: &Document, campaign: &Campaign) -> Vec<Diagnostic> {
    let place = |key: &str, id: &str| document.yaml.place_of(&[key], id);
    let contents = document.front.terms("content").iter().filter(|id| campaign.content(id).is_none());
    let contents = contents.map(|id| Content::unknown(id, &campaign.contents).at(place("content", id)));
    let movements = document.front.terms("movement").iter().filter(|id| campaign.movement(id).is_none());
    let movements = movements.map(|id| campaign.movements.unknown(id).at(place("movement", id)));
    contents.chain(movements).collect()
}
