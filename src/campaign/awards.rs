//! How good work is honoured (khen thưởng): the awards and their criteria, the dossier, the procedure.

use jiff::civil::Date;

use crate::diag::{Diagnostic, message};
use crate::yaml::{Fields, Value};

use super::id::{AwardId, CriterionId, DossierPartId, StepId};
use super::non_empty::NonEmpty;
use super::part::{Part, distinct};
use super::spanned::Text;

/// An award (hình thức khen thưởng).
#[derive(Debug, Clone)]
pub struct Award {
    /// Its id.
    pub id: AwardId,
    /// Its name: Bằng khen của Chủ tịch UBND tỉnh.
    pub name: Text,
    /// Who confers it (cấp khen thưởng).
    pub authority: Text,
    /// The plan's words.
    pub text: Text,
    /// What a collective (tập thể) must meet.
    pub collective: Criteria,
    /// What an individual (cá nhân) must meet.
    pub individual: Criteria,
}

/// The criteria (tiêu chuẩn) of an award, for a collective or for an individual.
#[derive(Debug, Clone)]
pub struct Criteria {
    /// How many of them must be met.
    pub rule: Rule,
    /// The words that lead in to them.
    pub text: Option<Text>,
    /// The criteria.
    pub criteria: NonEmpty<Criterion>,
}

/// How many of the criteria must be met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Every one of them.
    All,
    /// Any one of them (một trong các tiêu chuẩn).
    Any,
}

/// One criterion (tiêu chuẩn).
#[derive(Debug, Clone)]
pub struct Criterion {
    /// Its id.
    pub id: CriterionId,
    /// The plan's words.
    pub text: Text,
}

/// What is handed in for an award (hồ sơ khen thưởng).
#[derive(Debug, Clone)]
pub struct Dossier {
    /// The words that lead in to the parts.
    pub text: Text,
    /// The parts.
    pub parts: NonEmpty<DossierPart>,
}

/// One paper of the dossier.
#[derive(Debug, Clone)]
pub struct DossierPart {
    /// Its id.
    pub id: DossierPartId,
    /// Its name: Biên bản họp xét.
    pub name: Text,
    /// The plan's words.
    pub text: Text,
    /// The form it is written on, where one is prescribed.
    pub form: Option<Form>,
}

/// A prescribed form (mẫu).
#[derive(Debug, Clone)]
pub struct Form {
    /// Its name: Mẫu số 08.
    pub name: Text,
    /// The appendix of the decree it is in: Phụ lục I.
    pub appendix: Text,
    /// The number of the decree: 98/2023/NĐ-CP.
    pub decree: Text,
    /// The date of the decree.
    pub date: Date,
    /// The decree's number as the plan prints it, where that differs.
    pub as_printed: Option<Text>,
    /// Forms that it has taken the place of, and that a dossier must not be written on.
    pub replaces: Vec<OldForm>,
}

/// A form that is out of use.
#[derive(Debug, Clone)]
pub struct OldForm {
    /// Its name: Mẫu số 07.
    pub name: String,
    /// The number of its decree: 91/2017/NĐ-CP.
    pub decree: String,
}

/// The way of a dossier (trình tự xét khen thưởng).
#[derive(Debug, Clone)]
pub struct Flow {
    /// The plan's words.
    pub text: Text,
    /// The steps, in order.
    pub steps: NonEmpty<Step>,
}

/// One step of the procedure.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its id.
    pub id: StepId,
    /// Who takes it.
    pub actor: Text,
    /// What is done.
    pub text: Text,
}

impl Award {
    /// Its criteria of both kinds.
    pub fn criteria(&self) -> impl Iterator<Item = &Criterion> {
        [&self.collective, &self.individual].into_iter().flat_map(|kind| &kind.criteria)
    }
}

impl Part for Rule {
    fn read(value: &Value<'_>) -> Option<Self> {
        value.choice(&[("all", Self::All), ("any", Self::Any)])
    }
}

/// Reports a criterion that has the id of one in another list of criteria; within a list the list itself does.
pub(super) fn share_no_criterion(fields: &Fields<'_>, awards: &Option<NonEmpty<Award>>) {
    let lists = awards.iter().flatten().flat_map(|award| [&award.collective, &award.individual]);
    distinct(&fields.whole(), lists.map(|list| list.criteria.iter().map(|it| it.id.text())), |id| {
        Diagnostic::error(
            "duplicate-id",
            message!("hai tiêu chuẩn cùng mang mã “{id}”", "two criteria have the id “{id}”"),
        )
        .help(message!("đổi một trong hai mã", "change one of the two"))
    });
}
