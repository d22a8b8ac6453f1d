//! The plan as a document (văn bản kế hoạch): its heading, and its body in order.
//!
//! Each fact stands once in the file; the body refers to it (`show: purposes`), so that the page of the plan and the
//! other pages never differ.

use crate::diag::{Diagnostic, message};
use crate::yaml::{Fields, Node, Value};

use super::non_empty::NonEmpty;
use super::part::{Part, distinct};
use super::spanned::{Spanned, Text};

/// The plan (kế hoạch).
#[derive(Debug, Clone)]
pub struct Plan {
    /// The number as printed; `/KH-VP` where it is left blank.
    pub number: Text,
    /// The place (địa danh).
    pub place: Text,
    /// The date in the plan's words, which may lack the day.
    pub date_text: Text,
    /// The kind of document: KẾ HOẠCH.
    pub kind: Text,
    /// What it is about (trích yếu).
    pub title: Text,
    /// The body, in order.
    pub body: NonEmpty<PlanBlock>,
}

/// One block of the plan's body.
#[derive(Debug, Clone)]
pub enum PlanBlock {
    /// A paragraph.
    Text(Text),
    /// The heading of a part: I. MỤC ĐÍCH, YÊU CẦU.
    Heading(Text),
    /// A heading below it: 1. Thời gian phát động.
    Subheading(Text),
    /// What the campaign says elsewhere.
    Show(Spanned<Shown>),
}

/// A part of the campaign that the plan shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shown {
    /// Mục đích, yêu cầu.
    Purposes,
    /// Thời gian phát động.
    Period,
    /// Đối tượng thi đua.
    Participants,
    /// Nội dung thi đua.
    Contents,
    /// Hình thức khen thưởng.
    Awards,
    /// Trình tự xét khen thưởng.
    Flow,
    /// Thành phần hồ sơ.
    Dossier,
    /// Tổ chức thực hiện.
    Duties,
}

impl Shown {
    /// All of them, by their keys in the file.
    pub const ALL: [(&'static str, Self); 8] = [
        ("purposes", Self::Purposes),
        ("period", Self::Period),
        ("participants", Self::Participants),
        ("contents", Self::Contents),
        ("awards", Self::Awards),
        ("flow", Self::Flow),
        ("dossier", Self::Dossier),
        ("duties", Self::Duties),
    ];

    /// Its key in the file.
    pub fn key(self) -> &'static str {
        Self::ALL[self as usize].0
    }
}

impl Part for Spanned<Shown> {
    fn read(value: &Value<'_>) -> Option<Self> {
        Some(Spanned::new(value.choice(&Shown::ALL)?, value.place()))
    }
}

impl Part for PlanBlock {
    fn read(value: &Value<'_>) -> Option<Self> {
        let mut fields = value.fields()?;
        let kinds = [
            fields.get("text").map(|it| Part::read(&it).map(Self::Text)),
            fields.get("heading").map(|it| Part::read(&it).map(Self::Heading)),
            fields.get("subheading").map(|it| Part::read(&it).map(Self::Subheading)),
            fields.get("show").map(|it| Part::read(&it).map(Self::Show)),
        ];
        fields.finish(&[]);
        let mut given = kinds.into_iter().flatten();
        let (first, second) = (given.next(), given.next());
        let is_blank = match value.node() {
            Node::Map(entries) => entries.iter().all(|(_, it)| *it == Node::Null),
            _ => true,
        };
        if second.is_some() || is_blank {
            value.error(
                "plan-block",
                message!("mỗi mục của bản kế hoạch chỉ có một khóa", "a block of the plan has one key"),
                Some(message!(
                    "tách mỗi khóa thành một mục riêng, bắt đầu bằng “- text:”, “- heading:”, “- subheading:” hoặc “- show:”",
                    "write each key as a block of its own: “- text:”, “- heading:”, “- subheading:” or “- show:”"
                )),
            );
        }
        second.or(first)?
    }

    fn texts<'a>(&'a self, found: &mut Vec<&'a Text>) {
        match self {
            Self::Text(text) | Self::Heading(text) | Self::Subheading(text) => found.push(text),
            Self::Show(_) => {}
        }
    }
}

/// Reports what the body shows twice, and what it never shows.
pub(super) fn shows_each_once(fields: &mut Fields<'_>, body: &Option<NonEmpty<PlanBlock>>) {
    let (Some(blocks), Some(body)) = (body, fields.get("body")) else { return };
    let shown: Vec<_> = blocks.iter().filter_map(PlanBlock::shown).collect();
    distinct(&body, shown.iter().copied().map(Some), |again| {
        let key = again.key();
        Diagnostic::error(
            "plan-repeats",
            message!("bản kế hoạch đưa “{key}” vào hai lần", "the plan shows “{key}” twice"),
        )
        .help(message!("giữ lại một dòng “- show: {key}”", "keep one line “- show: {key}”"))
    });
    if blocks.len() < body.items().len() {
        return; // A block could not be read: what it shows is not known.
    }
    for (key, _) in Shown::ALL.iter().filter(|(_, part)| !shown.iter().any(|it| ***it == *part)) {
        let what = message!(
            "“{key}” có trong dữ liệu nhưng không có trên trang kế hoạch",
            "“{key}” is in the data but not on the plan page"
        );
        let help = message!(
            "thêm dòng “- show: {key}” vào đúng chỗ trong body",
            "add a line “- show: {key}” where it belongs in body"
        );
        body.report(Diagnostic::warning("plan-incomplete", what).at(body.span()).help(help));
    }
}

impl PlanBlock {
    fn shown(&self) -> Option<&Spanned<Shown>> {
        match self {
            Self::Show(shown) => Some(shown),
            _ => None,
        }
    }
}
