//! The campaign (đợt thi đua): `campaign.yaml` as typed data.
//!
//! 1. [`read`] makes a [`Campaign`] of the file and reports all that does not fit; `schema` lists the keys.
//! 2. The model is what the plan says, part by part, each text with its place ([`Spanned`]).
//! 3. [`clock`](fn@clock) tells where the campaign stands on a day.

mod awards;
mod clock;
mod id;
mod non_empty;
mod part;
mod period;
mod plan;
mod reports;
mod schema;
mod spanned;
mod undertakings;
mod units;

#[cfg(test)]
mod tests;

use jiff::civil::Date;

use crate::allow::Acknowledged;
use crate::diag::{Diagnostic, Diagnostics, message};
use crate::span::{SourcePath, Span};
use crate::text::suggest;
use crate::yaml::{Findings, Node, Yaml};

pub use awards::{Award, Criteria, Criterion, Dossier, DossierPart, Flow, Form, OldForm, Rule, Step};
pub use clock::{Clock, clock};
pub use id::{AwardId, ContentId, CriterionId, DossierPartId, MovementId, StepId, UndertakingId, UnitId};
pub use non_empty::NonEmpty;
pub use period::{Anniversary, Period, Week};
pub use plan::{Plan, PlanBlock, Shown};
pub use reports::Reports;
pub use spanned::{Spanned, Text};
pub use undertakings::{Measure, Undertaking, Undertakings};
pub use units::{Unit, Units};

use part::Part;

/// Reads `campaign.yaml`. There is no campaign where a part is missing that nothing can stand in for, such as a day; a
/// missing text is empty. Either way the findings have an error.
pub fn read(yaml: &Yaml) -> (Option<Campaign>, Diagnostics) {
    let findings = Findings::new();
    let root = yaml.value(&findings);
    let campaign = if *root.node() == Node::Null {
        let help = message!("ghi đợt thi đua vào tệp này", "write the campaign into it");
        let what = message!("tệp không có nội dung", "there is nothing in this file");
        root.report(Diagnostic::error("empty-file", what).at(Span::file(yaml.path())).help(help));
        None
    } else {
        Campaign::read(&root)
    };
    (campaign, findings.into_diagnostics())
}

/// The campaign (đợt thi đua), as its plan states it.
#[derive(Debug, Clone)]
pub struct Campaign {
    /// The full name.
    pub name: Text,
    /// The name used where room is short.
    pub short_name: Text,
    /// Who issues the plan (cơ quan ban hành).
    pub issuer: Text,
    /// What it rests on (căn cứ).
    pub legal_basis: Vec<LegalBasis>,
    /// What it is for (mục đích, yêu cầu).
    pub purposes: NonEmpty<Text>,
    /// When it runs (thời gian).
    pub period: Period,
    /// When units report, if the office says so.
    pub reports: Option<Reports>,
    /// The day it leads up to (ngày kỷ niệm).
    pub anniversary: Anniversary,
    /// Who takes part (đối tượng).
    pub participants: Participants,
    /// What is done (nội dung thi đua).
    pub contents: NonEmpty<Content>,
    /// The movements it is tied to (phong trào).
    pub movements: Movements,
    /// How good work is honoured (hình thức khen thưởng).
    pub awards: NonEmpty<Award>,
    /// What is handed in for an award (hồ sơ).
    pub dossier: Dossier,
    /// The way of a dossier (trình tự).
    pub flow: Flow,
    /// Who does what (tổ chức thực hiện).
    pub duties: NonEmpty<Duty>,
    /// Who gets the plan (nơi nhận).
    pub recipients: Recipients,
    /// Who signs it (người ký).
    pub signer: Signer,
    /// The plan as a document.
    pub plan: Plan,
    /// The units (đơn vị).
    pub units: Units,
    /// What they have registered to do (công trình, phần việc).
    pub undertakings: Undertakings,
    /// Findings on this file that its author acknowledges.
    pub allow: Vec<Acknowledged>,
}

/// A document the plan rests on (căn cứ).
#[derive(Debug, Clone)]
pub struct LegalBasis {
    /// Its number: 327/KH-UBND.
    pub number: Text,
    /// Its date.
    pub date: Date,
    /// Who issued it.
    pub issuer: Text,
    /// Its kind: Kế hoạch.
    pub kind: Text,
    /// What it is about (trích yếu).
    pub title: Text,
}

/// Who takes part (đối tượng thi đua), in the plan's words.
#[derive(Debug, Clone)]
pub struct Participants {
    /// Collectives (tập thể).
    pub collectives: Text,
    /// Individuals (cá nhân).
    pub individuals: Text,
}

/// One of the contents (nội dung thi đua).
#[derive(Debug, Clone)]
pub struct Content {
    /// Its id.
    pub id: ContentId,
    /// A short name.
    pub name: Text,
    /// The plan's words.
    pub text: Text,
    /// The Markdown file of its page, from the site's root.
    pub page: Option<Spanned<SourcePath>>,
}

/// The movements (phong trào) the campaign is tied to.
#[derive(Debug, Clone)]
pub struct Movements {
    /// Whether the plan leaves the list open (“…”).
    pub open: bool,
    /// Those it names.
    pub items: Vec<Movement>,
}

/// A movement (phong trào).
#[derive(Debug, Clone)]
pub struct Movement {
    /// Its id.
    pub id: MovementId,
    /// Its name.
    pub name: Text,
    /// The Markdown file of its page, from the site's root.
    pub page: Option<Spanned<SourcePath>>,
}

/// A duty (nhiệm vụ) in carrying out the plan.
#[derive(Debug, Clone)]
pub struct Duty {
    /// The unit it is given to; none where it is every unit's.
    pub unit: Option<UnitId>,
    /// The plan's words.
    pub text: Text,
}

/// Who gets the plan (nơi nhận).
#[derive(Debug, Clone)]
pub struct Recipients {
    /// The words that lead in to them.
    pub lead: Text,
    /// The recipients.
    pub items: NonEmpty<Text>,
}

/// Who signs the plan (người ký).
#[derive(Debug, Clone)]
pub struct Signer {
    /// The office held: CHÁNH VĂN PHÒNG.
    pub title: Text,
    /// The name.
    pub name: Text,
}

impl Campaign {
    /// The unit with this id.
    pub fn unit(&self, id: &str) -> Option<&Unit> {
        self.units.get(id)
    }

    /// The content with this id.
    pub fn content(&self, id: &str) -> Option<&Content> {
        self.contents.iter().find(|content| content.id.as_str() == id)
    }

    /// The movement with this id.
    pub fn movement(&self, id: &str) -> Option<&Movement> {
        self.movements.items.iter().find(|movement| movement.id.as_str() == id)
    }

    /// The award with this id.
    pub fn award(&self, id: &str) -> Option<&Award> {
        self.awards.iter().find(|award| award.id.as_str() == id)
    }

    /// The unit called just so: by its name, short name or an alias.
    pub fn unit_named(&self, name: &str) -> Option<&Unit> {
        self.units.named(name)
    }

    /// Where the campaign stands on the day `today`.
    pub fn clock(&self, today: Date) -> Clock {
        clock(&self.period, &self.anniversary, today)
    }

    /// Every text that readers of the site see, for the checks on the text.
    pub fn texts(&self) -> Vec<&Text> {
        let mut found = Vec::new();
        Part::texts(self, &mut found);
        found
    }
}

impl Content {
    /// The finding that `id` is none of `contents`, with what may be meant instead; its place is the caller's to add.
    pub fn unknown(id: &str, contents: &[Self]) -> Diagnostic {
        let ids: Vec<_> = contents.iter().map(|content| content.id.as_str()).collect();
        let list = ids.join(", ");
        Diagnostic::error(
            "unknown-content",
            message!("không có nội dung thi đua nào mang mã “{id}”", "no content has the id “{id}”"),
        )
        .help(match suggest::nearest(id, ids) {
            Some(near) => message!("có phải là “{near}”?", "did you mean “{near}”?"),
            None => message!("các mã nội dung: {list}", "the ids of the contents: {list}"),
        })
    }
}

impl Movements {
    /// The finding that `id` is no movement's, with what may be meant instead; its place is the caller's to add.
    pub fn unknown(&self, id: &str) -> Diagnostic {
        let ids: Vec<_> = self.items.iter().map(|movement| movement.id.as_str()).collect();
        let list = ids.join(", ");
        Diagnostic::error(
            "unknown-movement",
            message!("không có phong trào nào mang mã “{id}”", "no movement has the id “{id}”"),
        )
        .help(match suggest::nearest(id, ids) {
            Some(near) => message!("có phải là “{near}”?", "did you mean “{near}”?"),
            None if list.is_empty() => message!(
                "ghi phong trào này vào movements trong campaign.yaml",
                "add the movement to movements in campaign.yaml"
            ),
            None => message!("các mã phong trào: {list}", "the ids of the movements: {list}"),
        })
    }
}
