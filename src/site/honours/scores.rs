//! The scores that the office supplies (`data/cham-diem.csv`), by its own scale.

use std::collections::HashMap;

use crate::campaign::Campaign;
use crate::data::Data;
use crate::diag::{Diagnostic, message};
use crate::span::Span;
use crate::text::{Decimal, dates, nfc, slug};
use crate::yaml::{Findings, Node};

use super::super::model::Site;
use super::entry::Entry;

/// Whom a score is of: the id of a unit, and a person of it or nobody.
type Whom = (Option<String>, Option<String>);

/// The scores by whom they are of.
pub(super) struct Scores(HashMap<Whom, Decimal>);

/// A column, by the slugs of the names it may have.
type Column = [&'static str; 4];

const UNIT: Column = ["unit", "don-vi", "ma-don-vi", "tap-the"];
const PERSON: Column = ["person", "name", "ho-va-ten", "ca-nhan"];
const SCORE: Column = ["score", "diem", "so-diem", "tong-diem"];
const APPROVER: Column = ["approver", "approved-by", "nguoi-duyet", "nguoi-phe-duyet"];
const DATE: Column = ["date", "approved-on", "ngay-duyet", "ngay"];

impl Scores {
    /// The scores in the file; none if the office has supplied none.
    pub(super) fn read(site: &Site, findings: &Findings) -> Option<Self> {
        let data = site.data.get(super::SCORES)?;
        let mut scores: HashMap<Whom, (Decimal, usize)> = HashMap::new();
        let Node::List(rows) = data.root() else { return Some(Self(HashMap::new())) };
        for (at, row) in rows.iter().enumerate() {
            match score(row, site.campaign.as_ref()) {
                Ok((whom, score)) => {
                    if let Some((_, first)) = scores.get(&whom) {
                        findings.push(repeated(data, at, *first));
                    } else {
                        scores.insert(whom, (score, at));
                    }
                }
                Err(finding) => {
                    let at = data.row(at);
                    findings.push(finding.at(at));
                }
            }
        }
        Some(Self(scores.into_iter().map(|(whom, (score, _))| (whom, score)).collect()))
    }

    /// The score of an entry; of a person also where the file does not say the unit.
    pub(super) fn of(&self, entry: &Entry<'_>) -> Option<Decimal> {
        let person = entry.person.as_deref().map(known_as);
        let exact = self.0.get(&(Some(entry.unit.clone()), person.clone()));
        exact.or_else(|| self.0.get(&(None, Some(person?)))).copied()
    }
}

/// Whom a row scores, and how.
fn score(row: &Node, campaign: Option<&Campaign>) -> Result<(Whom, Decimal), Diagnostic> {
    let person = cell(row, PERSON).map(known_as);
    let unit = cell(row, UNIT).map(|unit| unit_id(unit, campaign)).transpose()?;
    let (Some(written), true) = (cell(row, SCORE), unit.is_some() || person.is_some()) else {
        return Err(incomplete(message!(
            "dòng này chưa cho biết điểm của đơn vị hay người nào",
            "this line does not say whose score it is, or which"
        )));
    };
    if cell(row, APPROVER).is_none() || cell(row, DATE).is_none_or(|date| dates::parse(date).is_err()) {
        return Err(incomplete(message!(
            "điểm này chưa có người duyệt, ngày duyệt",
            "this score lacks who has approved it, or the day"
        )));
    }
    let score = Decimal::parse(written).map_err(|_| {
        Diagnostic::error(
            "number-invalid",
            message!("điểm “{written}” không phải là một số", "the score “{written}” is not a number"),
        )
        .help(message!("viết số bằng chữ số, như 95 hoặc 95,5", "write it in digits, like 95 or 95,5"))
    })?;
    Ok(((unit, person), score))
}

/// The unit of this id or name.
fn unit_id(written: &str, campaign: Option<&Campaign>) -> Result<String, Diagnostic> {
    let Some(campaign) = campaign else { return Ok(written.to_owned()) };
    let unit = campaign.unit(written).or_else(|| campaign.unit_named(written));
    unit.map(|unit| unit.id.to_string()).ok_or_else(|| campaign.units.unknown(written))
}

/// What stands in a column; none where there is nothing.
fn cell(row: &Node, column: Column) -> Option<&str> {
    let Node::Map(cells) = row else { return None };
    cells.iter().find_map(|(name, cell)| match (name, cell) {
        (Node::Text(name), Node::Text(cell)) if column.contains(&slug(name).as_str()) && !cell.is_empty() => {
            Some(cell.as_str())
        }
        _ => None,
    })
}

/// A name as names are compared: with single spaces, in NFC.
fn known_as(name: &str) -> String {
    nfc(name).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn incomplete(what: crate::diag::Message) -> Diagnostic {
    Diagnostic::error("score-incomplete", what).help(message!(
        "tệp cần các cột: Đơn vị hoặc Họ và tên, Điểm, Người duyệt, Ngày duyệt (07/6/2024)",
        "the columns needed: unit or person, score, approver, date (2024-06-07)"
    ))
}

fn repeated(data: &Data, at: usize, first: usize) -> Diagnostic {
    let place = |row: usize| -> Span { data.row(row) };
    Diagnostic::error(
        "score-repeated",
        message!("một đơn vị hoặc cá nhân có hai điểm", "a unit or person has two scores"),
    )
    .at(place(at))
    .and_at(place(first), message!("lần đầu ở đây", "first here"))
    .help(message!("giữ lại một dòng", "keep one of the lines"))
}
