//! What is wrong with the register: numbers given twice, and two documents that replace each other.

use std::collections::HashMap;

use crate::diag::{Diagnostic, message};
use crate::span::Span;
use crate::text::document_number;

use super::super::model::{PageId, Site};
use super::Entry;

/// What is wrong with the register of `site`.
pub(in super::super) fn check(site: &Site) -> Vec<Diagnostic> {
    let mut findings = duplicates(site);
    findings.extend(site.register.entries().iter().filter_map(|entry| circle(site, entry)));
    findings
}

/// Documents with the number of another.
fn duplicates(site: &Site) -> Vec<Diagnostic> {
    let mut first: HashMap<String, PageId> = HashMap::new();
    let mut findings = Vec::new();
    let mut pages: Vec<_> = site.register.entries().iter().map(Entry::page).collect();
    pages.sort_unstable();
    for page in pages {
        let Some(document) = &site[page].document.front.document else { continue };
        let key = document_number::key(&document.number);
        if key.is_empty() || document_number::is_blank(&key) {
            continue;
        }
        let first = *first.entry(key).or_insert(page);
        if first == page {
            continue;
        }
        let number = &document.number;
        let at = |page| place(site, page, "number");
        findings.push(
            Diagnostic::error(
                "duplicate-document",
                message!(
                    "văn bản số {number} được đăng ký hai lần",
                    "the document {number} is registered twice"
                ),
            )
            .at(at(page))
            .and_at(at(first), message!("lần đầu ở đây", "first here"))
            .help(message!(
                "sửa số, ký hiệu nếu ghi nhầm; nếu là một văn bản thì chỉ giữ một trang",
                "mend the number if it is wrong; keep one page if it is one document"
            )),
        );
    }
    findings
}

/// A document that replaces what it is replaced by. Of two that do, the first tells it.
fn circle(site: &Site, entry: &Entry) -> Option<Diagnostic> {
    let other = entry.replaces.iter().find(|it| it.entry.is_some() && entry.replaced_by.contains(it))?;
    let (one, other) = (entry.page(), site.register.entries()[other.entry?].page());
    if other < one {
        return None;
    }
    let number = |page: PageId| site[page].document.front.document.as_ref().map(|it| it.number.as_str());
    let (this, that) = (number(one)?, number(other)?);
    let what = message!(
        "văn bản {this} vừa thay thế, vừa được thay thế bởi {that}",
        "the document {this} both replaces {that} and is replaced by it"
    );
    let finding = Diagnostic::error("document-circle", what).at(says(site, one)).help(message!(
        "chỉ giữ một chiều: văn bản mới ghi replaces, văn bản cũ để máy tự ghi",
        "keep one way: the new document says replaces, what the old one says follows by itself"
    ));
    Some(if other == one {
        finding
    } else {
        finding.and_at(says(site, other), message!("văn bản kia", "the other one"))
    })
}

/// Where a document says what it replaces or is replaced by; else its number.
fn says(site: &Site, page: PageId) -> Span {
    let yaml = &site[page].document.yaml;
    let keys = ["replaces", "replaced_by", "number"];
    let said = keys.into_iter().find(|key| yaml.find(&["document", key]).is_some());
    place(site, page, said.unwrap_or("number"))
}

fn place(site: &Site, page: PageId, key: &str) -> Span {
    site[page].document.yaml.place(&["document", key])
}
