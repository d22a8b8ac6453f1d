//! One result of the honour board as its file has it.

use jiff::civil::Date;

use crate::diag::{Diagnostic, message};
use crate::source::CONTENT;
use crate::span::{SourcePath, Span};
use crate::yaml::{Findings, Value, Yaml};

use super::super::check::{Resolved, resolve_file};
use super::super::model::{Node, Site, Target};

/// A result, and its place in the file.
pub(super) struct Entry<'a> {
    yaml: &'a Yaml,
    number: String,
    pub(super) person: Option<String>,
    pub(super) unit: String,
    pub(super) achievement: String,
    approved_by: Option<String>,
    approved_on: Option<Date>,
    /// As written.
    pub(super) evidence: Option<String>,
    pub(super) is_sample: bool,
}

/// The results in the file, if there is one.
pub(super) fn read<'a>(site: &'a Site, findings: &Findings) -> Vec<Entry<'a>> {
    let Some(data) = site.data.get(super::RESULTS) else { return Vec::new() };
    let Some(yaml) = data.yaml().filter(|yaml| *yaml.root() != crate::yaml::Node::Null) else {
        return Vec::new();
    };
    let items = yaml.value(findings).items();
    items.iter().enumerate().filter_map(|(at, value)| entry(site, yaml, at, value)).collect()
}

fn entry<'a>(site: &Site, yaml: &'a Yaml, at: usize, value: &Value<'_>) -> Option<Entry<'a>> {
    let mut fields = value.fields()?;
    let entry = Entry {
        yaml,
        number: at.to_string(),
        person: fields.text("name"),
        unit: fields.required_text("unit"),
        achievement: fields.required_text("achievement"),
        approved_by: fields.text("approved_by"),
        approved_on: fields.date("approved_on"),
        evidence: fields.text("evidence"),
        is_sample: fields.flag("sample", false),
    };
    fields.finish(&[]);
    let is_unknown = |campaign: &&crate::campaign::Campaign| campaign.unit(&entry.unit).is_none();
    if let Some(campaign) = site.campaign.as_ref().filter(is_unknown).filter(|_| !entry.unit.is_empty()) {
        value.report(campaign.units.unknown(&entry.unit).at(entry.place(&["unit"])));
        return None;
    }
    Some(entry)
}

impl Entry<'_> {
    /// Where it stands, or one of its values.
    pub(super) fn place(&self, keys: &[&str]) -> Span {
        self.yaml.place(&[&[self.number.as_str()], keys].concat())
    }

    /// Who has approved it, and when.
    pub(super) fn approval(&self) -> Option<(&str, Date)> {
        Some((self.approved_by.as_deref()?, self.approved_on?))
    }
}

/// The post that is named as evidence; what is wrong with it otherwise.
pub(super) fn evidence(site: &Site, written: &str) -> Result<Node, Diagnostic> {
    if let Some(Resolved::Page { node: node @ Node::Page(_), .. }) = resolve_file(site, "", written) {
        return Ok(node);
    }
    let path = SourcePath::new(&format!("{CONTENT}/{written}"));
    let (what, help) = if site.targets.get(&path) == Some(&Target::Hidden) {
        (
            message!("bài làm căn cứ “{written}” đang được giữ lại", "the evidence “{written}” is kept back"),
            message!(
                "đăng bài đó trước, hoặc bỏ kết quả này",
                "publish that post first, or take the result out"
            ),
        )
    } else {
        (
            message!("không có bài làm căn cứ “{written}”", "there is no post “{written}” as evidence"),
            message!(
                "ghi tên tệp của bài, tính từ content/, như guong-tot/bai.md",
                "name the post's file, from content/, like guong-tot/post.md"
            ),
        )
    };
    Err(Diagnostic::error("honour-no-evidence", what).help(help))
}
