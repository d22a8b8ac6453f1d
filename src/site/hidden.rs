//! Which documents are kept back, and why.

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::content::{Document, FrontMatter};
use crate::diag::{Message, message};
use crate::span::SourcePath;
use crate::text::{Locale, dates};

/// A document kept back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hidden {
    /// Its file.
    pub path: SourcePath,
    /// Why, with the day.
    pub reason: Message,
}

/// Parts the documents that are to be seen on `today` from those kept back. A section that is kept back keeps back all
/// below it.
pub(super) fn part(
    documents: Vec<Arc<Document>>,
    today: Date,
    drafts: bool,
) -> (Vec<Arc<Document>>, Vec<Hidden>) {
    let closed: Vec<(String, crate::lang::Lang)> = documents
        .iter()
        .filter(|document| document.kind == crate::content::Kind::Section)
        .filter(|document| reason(&document.front, today, drafts).is_some())
        .map(|document| (document.folder.clone(), document.lang.clone()))
        .collect();
    let mut shown = Vec::with_capacity(documents.len());
    let mut hidden = Vec::new();
    for document in documents {
        let above = || {
            closed
                .iter()
                .any(|(folder, lang)| *lang == document.lang && is_below(&document.folder, folder))
                .then(|| message!("chuyên mục của trang đang được giữ lại", "its section is kept back"))
        };
        match reason(&document.front, today, drafts).or_else(above) {
            Some(reason) => hidden.push(Hidden { path: document.path.clone(), reason }),
            None => shown.push(document),
        }
    }
    (shown, hidden)
}

/// Whether `folder` is `above` or below it.
pub(super) fn is_below(folder: &str, above: &str) -> bool {
    above.is_empty()
        || folder.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn reason(front: &FrontMatter, today: Date, drafts: bool) -> Option<Message> {
    let day = |date: Date| (dates::short(date, Locale::Vi), dates::short(date, Locale::En));
    if front.draft && !drafts {
        return Some(message!("bản nháp (draft: true)", "a draft (draft: true)"));
    }
    if let Some(publish) = front.publish.filter(|publish| *publish > today) {
        let (vi, en) = day(publish);
        return Some(message!("đến ngày {vi} mới đăng (publish)", "to be published on {en} (publish)"));
    }
    if let Some(expires) = front.expires.filter(|expires| *expires <= today) {
        let (vi, en) = day(expires);
        return Some(message!("đã hết hạn từ ngày {vi} (expires)", "expired on {en} (expires)"));
    }
    None
}
