//! The typed blocks that make a page a unit's report, an award dossier or an official document.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::text::Decimal;
use crate::yaml::{Fields, Node, Value};

/// A unit's weekly report (báo cáo tuần của đơn vị); its results stand in the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The reporting unit's id in `campaign.yaml`.
    pub unit: String,
    /// The week of the campaign, from 1; else the week of `date`.
    pub week: Option<usize>,
    /// The day the report is about; else the page's own.
    pub date: Option<Date>,
    /// How far the unit's undertakings are.
    pub progress: Vec<Progress>,
}

/// How far an undertaking (phần việc) is, by one report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The undertaking, by its id in `campaign.yaml`.
    pub undertaking: String,
    /// How much of it is done, from its beginning on.
    pub done: Done,
    /// What is to be said about it.
    pub note: Option<String>,
    /// Its place in the list as written, from 0, to point at.
    pub at: usize,
}

/// How much of an undertaking is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// So many of what is counted.
    Figure(Decimal),
    /// All of it, or not yet.
    Whether(bool),
}

/// An award dossier (hồ sơ đề nghị khen thưởng).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nomination {
    /// Collective or individual.
    pub kind: NomineeKind,
    /// Who is nominated.
    pub nominee: String,
    /// The nominee's unit, by its id.
    pub unit: Option<String>,
    /// The award, by its id in `campaign.yaml`.
    pub award: String,
    /// The criteria met, by their ids.
    pub criteria: Vec<String>,
    /// The parts of the dossier, by their ids, each with its file as written, from the page's folder; none where the author
    /// says that it is missing.
    pub dossier: BTreeMap<String, Option<String>>,
    /// How far it has come.
    pub state: NominationState,
}

/// How far a nomination has come on its way (trình tự xét khen thưởng).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NominationState {
    /// Đang chuẩn bị hồ sơ.
    #[default]
    Preparing,
    /// Đã nộp về đơn vị tổng hợp.
    Submitted,
    /// Hội đồng đã xét.
    Reviewed,
    /// Đã trình cấp có thẩm quyền.
    SentUp,
    /// Được khen thưởng.
    Awarded,
    /// Không được khen thưởng.
    NotAwarded,
}

/// Who an award is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NomineeKind {
    /// Tập thể.
    Collective,
    /// Cá nhân.
    Individual,
}

/// An official document (văn bản) that the page presents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficialDocument {
    /// Số, ký hiệu: `327/KH-UBND`.
    pub number: String,
    /// Ngày ban hành.
    pub issued: Option<Date>,
    /// Ngày có hiệu lực.
    pub effective: Option<Date>,
    /// Cơ quan ban hành.
    pub issuer: Option<String>,
    /// Loại văn bản: Kế hoạch, Nghị định.
    pub kind: Option<String>,
    /// Người ký.
    pub signer: Option<String>,
    /// Chức vụ người ký.
    pub signer_title: Option<String>,
    /// Trích yếu.
    pub summary: Option<String>,
    /// The document itself, a file beside the page.
    pub file: Option<String>,
    /// Where the text was taken from.
    pub source: Option<String>,
    /// Căn cứ: numbers of other documents.
    pub legal_basis: Vec<String>,
    /// Thay thế.
    pub replaces: Vec<String>,
    /// Được thay thế bởi.
    pub replaced_by: Vec<String>,
}

/// What stands for the file of a part of the dossier that there is none of yet.
const MISSING: &str = "missing";

impl Report {
    pub(super) fn read(mut fields: Fields<'_>) -> Self {
        let report = Self {
            unit: fields.required_text("unit"),
            week: fields.get("week").and_then(|value| value.count()),
            date: fields.date("date"),
            progress: fields
                .items("progress")
                .iter()
                .enumerate()
                .filter_map(|(at, value)| Progress::read(value, at))
                .collect(),
        };
        fields.finish(&[]);
        report
    }
}

impl Progress {
    fn read(value: &Value<'_>, at: usize) -> Option<Self> {
        let mut fields = value.fields()?;
        let undertaking = fields.required_text("undertaking");
        let done = fields.required("done").and_then(|done| match done.node() {
            Node::Bool(done) => Some(Done::Whether(*done)),
            _ => done.decimal().map(Done::Figure),
        });
        let note = fields.text("note");
        fields.finish(&[]);
        Some(Self { undertaking, done: done?, note, at })
    }
}

impl NominationState {
    /// All of them, in their order, by the words of the front matter.
    pub const ALL: [(&'static str, Self); 6] = [
        ("preparing", Self::Preparing),
        ("submitted", Self::Submitted),
        ("reviewed", Self::Reviewed),
        ("sent-up", Self::SentUp),
        ("awarded", Self::Awarded),
        ("not-awarded", Self::NotAwarded),
    ];

    /// Its word in the front matter.
    pub fn key(self) -> &'static str {
        Self::ALL[self as usize].0
    }
}

impl Nomination {
    pub(super) fn read(mut fields: Fields<'_>) -> Self {
        const KINDS: [(&str, NomineeKind); 2] =
            [("collective", NomineeKind::Collective), ("individual", NomineeKind::Individual)];
        let kind = |value: Value<'_>| value.choice(&KINDS);
        let file = |value: Value<'_>| value.text().map(|file| Some(file).filter(|file| file != MISSING));
        let nomination = Self {
            kind: fields.required("kind").and_then(kind).unwrap_or(NomineeKind::Individual),
            nominee: fields.required_text("nominee"),
            unit: fields.text("unit"),
            award: fields.required_text("award"),
            criteria: fields.texts("criteria"),
            dossier: fields
                .entries("dossier")
                .into_iter()
                .filter_map(|entry| Some((entry.name, file(entry.value)?)))
                .collect(),
            state: fields
                .get("state")
                .and_then(|value| value.choice(&NominationState::ALL))
                .unwrap_or_default(),
        };
        fields.finish(&[]);
        nomination
    }
}

impl OfficialDocument {
    pub(super) fn read(mut fields: Fields<'_>) -> Self {
        let document = Self {
            number: fields.required_text("number"),
            issued: fields.date("issued"),
            effective: fields.date("effective"),
            issuer: fields.text("issuer"),
            kind: fields.text("kind"),
            signer: fields.text("signer"),
            signer_title: fields.text("signer_title"),
            summary: fields.text("abstract"),
            file: fields.text("file"),
            source: fields.text("source"),
            legal_basis: fields.texts("legal_basis"),
            replaces: fields.texts("replaces"),
            replaced_by: fields.texts("replaced_by"),
        };
        fields.finish(&[]);
        document
    }
}
