//! The honour board (bảng vàng): results that were approved, each with the post that is its evidence.
//!
//! 1. `entry` reads `data/bang-vang.yaml`.
//! 2. `scores` reads `data/cham-diem.csv`, where the office supplies one.
//! 3. [`honours`] puts them in order: by score where there are scores, the same rank for the same score; else by name.

mod entry;
mod scores;

use std::cmp::Reverse;

use jiff::civil::Date;

use crate::campaign::Unit;
use crate::diag::{Diagnostic, message};
use crate::text::{Decimal, collate};
use crate::yaml::Findings;

use super::model::{Node, Site};

use entry::Entry;
use scores::Scores;

/// The file of the results, below `content/`.
const RESULTS: &str = "data/bang-vang.yaml";
/// The file of the scores, below `content/`.
const SCORES: &str = "data/cham-diem.csv";

/// The honour board on a day.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Honours {
    /// Whether the office has supplied scores.
    pub is_ranked: bool,
    /// Collectives (tập thể), in order.
    pub collectives: Vec<Honour>,
    /// Individuals (cá nhân), in order.
    pub individuals: Vec<Honour>,
}

/// An approved result.
#[derive(Debug, PartialEq, Eq)]
pub struct Honour {
    /// The person; none where the unit itself is honoured.
    pub person: Option<String>,
    /// The unit, by its id.
    pub unit: String,
    /// The unit's name, or its id where the campaign does not have it.
    pub unit_name: String,
    /// What was achieved (thành tích).
    pub achievement: String,
    /// Who has approved it.
    pub approved_by: String,
    /// When.
    pub approved_on: Date,
    /// The post that tells of it.
    pub evidence: Node,
    /// The score the office has given, and the rank it makes.
    pub score: Option<(Decimal, usize)>,
    /// Whether it is a sample.
    pub is_sample: bool,
}

/// The honour board of `site`: what was approved by the day `today`.
pub fn honours(site: &Site, today: Date) -> Honours {
    let unheard = Findings::new();
    let scores = Scores::read(site, &unheard);
    let (persons, units): (Vec<_>, Vec<_>) = entry::read(site, &unheard)
        .into_iter()
        .filter_map(|entry| honour(site, entry, scores.as_ref()))
        .filter(|honour| honour.approved_on <= today)
        .partition(|honour| honour.person.is_some());
    Honours {
        is_ranked: scores.is_some(),
        collectives: ranked(units, |honour| collate::key(&honour.unit_name)),
        individuals: ranked(persons, |honour| {
            collate::person_key(honour.person.as_deref().unwrap_or_default())
        }),
    }
}

/// What is wrong with the files of results and scores.
pub fn check_honours(site: &Site) -> Vec<Diagnostic> {
    let findings = Findings::new();
    let scores = Scores::read(site, &findings);
    for entry in entry::read(site, &findings) {
        let Some(evidence) = &entry.evidence else {
            findings.push(no_evidence(&entry));
            continue;
        };
        if let Err(finding) = entry::evidence(site, evidence) {
            findings.push(finding.at(entry.place(&["evidence"])));
        } else if entry.approval().is_none() {
            findings.push(not_approved(&entry));
        } else if scores.as_ref().is_some_and(|scores| scores.of(&entry).is_none()) {
            findings.push(unscored(&entry));
        }
    }
    findings.into_diagnostics().into_iter().collect()
}

/// An entry that may be shown: approved, with its evidence on the site.
fn honour(site: &Site, entry: Entry<'_>, scores: Option<&Scores>) -> Option<Honour> {
    let evidence = entry::evidence(site, entry.evidence.as_ref()?).ok()?;
    let (approved_by, approved_on) = entry.approval()?;
    let unit: Option<&Unit> = site.campaign.as_ref().and_then(|campaign| campaign.unit(&entry.unit));
    Some(Honour {
        unit_name: unit.map_or_else(|| entry.unit.clone(), |unit| unit.name.to_string()),
        approved_by: approved_by.to_owned(),
        approved_on,
        evidence,
        score: scores.and_then(|scores| scores.of(&entry)).map(|score| (score, 0)),
        is_sample: entry.is_sample,
        person: entry.person,
        unit: entry.unit,
        achievement: entry.achievement,
    })
}

/// By score, the highest first, then by name; the same score is the same rank, and the ranks after it are passed over.
fn ranked(mut honours: Vec<Honour>, name: impl Fn(&Honour) -> collate::SortKey) -> Vec<Honour> {
    honours.sort_by_cached_key(|honour| {
        (honour.score.is_none(), Reverse(honour.score), name(honour), honour.unit.clone())
    });
    let mut before: Option<(Decimal, usize)> = None;
    for (at, honour) in honours.iter_mut().enumerate() {
        if let Some((score, rank)) = &mut honour.score {
            *rank = before.filter(|(same, _)| same == score).map_or(at + 1, |(_, rank)| rank);
            before = Some((*score, *rank));
        }
    }
    honours
}

fn no_evidence(entry: &Entry<'_>) -> Diagnostic {
    Diagnostic::error(
        "honour-no-evidence",
        message!("kết quả này chưa có bài làm căn cứ", "this result has no post as its evidence"),
    )
    .at(entry.place(&[]))
    .help(message!(
        "thêm evidence: và tên tệp của bài, tính từ content/, như guong-tot/bai.md",
        "add evidence: and the post's file, from content/, like guong-tot/post.md"
    ))
}

fn not_approved(entry: &Entry<'_>) -> Diagnostic {
    Diagnostic::warning(
        "honour-not-approved",
        message!(
            "kết quả này chưa được duyệt nên không lên bảng vàng",
            "this result is not approved, and so not on the honour board"
        ),
    )
    .at(entry.place(&[]))
    .help(message!(
        "khi được duyệt, ghi approved_by (người duyệt) và approved_on (ngày duyệt)",
        "when it is, add approved_by (who) and approved_on (when)"
    ))
}

fn unscored(entry: &Entry<'_>) -> Diagnostic {
    Diagnostic::warning(
        "honour-unscored",
        message!("{SCORES} không có điểm cho kết quả này", "{SCORES} has no score for this result"),
    )
    .at(entry.place(&[]))
    .help(message!(
        "thêm một dòng vào tệp điểm; chưa có điểm thì xếp sau, không ghi hạng",
        "add a line to the scores; without one it stands last, without a rank"
    ))
}
