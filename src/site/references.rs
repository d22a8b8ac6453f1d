//! What pages say of the campaign: the units, awards and criteria they name by id.

use crate::campaign::{Award, Campaign, Content};
use crate::content::{Document, Nomination, NomineeKind};
use crate::diag::{Diagnostic, message};
use crate::span::Span;
use crate::text::suggest;

use super::board::{Known, check_document};

/// What the documents name and the campaign does not have.
pub(super) fn check(documents: &[Document], campaign: Option<&Campaign>) -> Vec<Diagnostic> {
    let Some(campaign) = campaign else { return Vec::new() };
    let known = Known::of(campaign);
    let mut findings = Vec::new();
    for document in documents {
        findings.extend(check_document(document, campaign, &known));
        findings.extend(unknown_units(document, campaign));
        findings.extend(unknown_parts(document, campaign));
        if let Some(nomination) = &document.front.nomination {
            findings.extend(unknown_award(document, nomination, campaign));
        }
    }
    findings
}

fn unknown_units(document: &Document, campaign: &Campaign) -> Vec<Diagnostic> {
    let front = &document.front;
    let named = front.terms("unit").iter().map(|unit| (unit, document.yaml.place_of(&["unit"], unit)));
    let place = |block: &str| document.yaml.place(&[block, "unit"]);
    let reporting = front.report.iter().map(|report| (&report.unit, place("report")));
    let nominating = front.nomination.iter().filter_map(|nomination| nomination.unit.as_ref());
    let nominating = nominating.map(|unit| (unit, place("nomination")));
    named
        .chain(reporting)
        .chain(nominating)
        .filter(|(unit, _)| !unit.is_empty() && campaign.unit(unit).is_none())
        .map(|(unit, at)| campaign.units.unknown(unit).at(at))
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

fn unknown_award(document: &Document, nomination: &Nomination, campaign: &Campaign) -> Vec<Diagnostic> {
    let written = &nomination.award;
    if written.is_empty() {
        return Vec::new();
    }
    let Some(award) = campaign.awards.iter().find(|award| award.id.as_str() == written) else {
        let known: Vec<_> = campaign.awards.iter().map(|award| award.id.as_str()).collect();
        let what = message!(
            "không có hình thức khen thưởng nào mang mã “{written}”",
            "no award has the id “{written}”"
        );
        let at = document.yaml.place(&["nomination", "award"]);
        return vec![unknown(Diagnostic::error("unknown-award", what), written, &known, at)];
    };
    let known = criteria(award, nomination.kind);
    let strange = nomination.criteria.iter().filter(|criterion| !known.contains(&criterion.as_str()));
    let unknown_criterion = |criterion: &String| {
        let what = match nomination.kind {
            NomineeKind::Collective => message!(
                "không có tiêu chuẩn “{criterion}” cho tập thể ở “{award}”",
                "“{award}” has no criterion “{criterion}” for collectives",
                award = award.id
            ),
            NomineeKind::Individual => message!(
                "không có tiêu chuẩn “{criterion}” cho cá nhân ở “{award}”",
                "“{award}” has no criterion “{criterion}” for individuals",
                award = award.id
            ),
        };
        let at = document.yaml.place_of(&["nomination", "criteria"], criterion);
        unknown(Diagnostic::error("unknown-criterion", what), criterion, &known, at)
    };
    strange.map(unknown_criterion).collect()
}

/// The ids of an award's criteria for such a nominee.
fn criteria(award: &Award, kind: NomineeKind) -> Vec<&str> {
    let criteria = match kind {
        NomineeKind::Collective => &award.collective,
        NomineeKind::Individual => &award.individual,
    };
    criteria.criteria.iter().map(|criterion| criterion.id.as_str()).collect()
}

fn unknown(finding: Diagnostic, written: &str, known: &[&str], at: Span) -> Diagnostic {
    let list = known.join(", ");
    finding.at(at).help(match suggest::nearest(written, known.iter().copied()) {
        Some(near) => message!("có phải là “{near}”?", "did you mean “{near}”?"),
        None => message!("các mã dùng được: {list}", "the ids that can be used: {list}"),
    })
}
