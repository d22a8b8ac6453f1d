//! The typed blocks that make a page a unit's report, an award dossier or an official document.

use jiff::civil::Date;

use crate::yaml::{Fields, Value};

/// A unit's weekly report (báo cáo tuần của đơn vị); its results stand in the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The reporting unit's id in `campaign.yaml`.
    pub unit: String,
    /// The week of the campaign, from 1; else the week of `date`.
    pub week: Option<usize>,
    /// The day the report is about; else the page's own.
    pub date: Option<Date>,
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

impl Report {
    pub(super) fn read(mut fields: Fields<'_>) -> Self {
        let report = Self {
            unit: fields.required_text("unit"),
            week: fields.get("week").and_then(|value| value.count()),
            date: fields.date("date"),
        };
        fields.finish(&[]);
        report
    }
}

impl Nomination {
    pub(super) fn read(mut fields: Fields<'_>) -> Self {
        const KINDS: [(&str, NomineeKind); 2] =
            [("collective", NomineeKind::Collective), ("individual", NomineeKind::Individual)];
        let kind = |value: Value<'_>| value.choice(&KINDS);
        let nomination = Self {
            kind: fields.required("kind").and_then(kind).unwrap_or(NomineeKind::Individual),
            nominee: fields.required_text("nominee"),
            unit: fields.text("unit"),
            award: fields.required_text("award"),
            criteria: fields.texts("criteria"),
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
