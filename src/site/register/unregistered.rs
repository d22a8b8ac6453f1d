//! Documents that a site names and that are not in its register: in the `document:` block of a page, in running text, in
//! the texts of the campaign.
//!
//! Each number is told once a file, with all its places. A site without a register is told nothing, nor is anyone of a
//! number that may be none: left blank, of no known kind, or not formed as such numbers are, which `lint::doc_number`
//! tells.

use std::collections::HashMap;
use std::sync::Arc;

use crate::content::Document;
use crate::diag::{Diagnostic, Message, message};
use crate::span::Span;
use crate::text::{document_number, document_symbol};

use super::super::check::Bodies;
use super::super::model::Site;
use super::Register;
use super::named::{self, Named};

/// What the files of `site` name and its register does not have.
pub fn check_mentions(site: &Site, bodies: &Bodies) -> Vec<Diagnostic> {
    if site.register.entries().is_empty() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for node in site.nodes() {
        let Some(document) = site.document(node) else { continue };
        let mut told = Told::new(&site.register);
        told.in_block(document);
        told.in_text(named::in_document(document, bodies.get(node).map(Arc::as_ref)));
        findings.extend(told.findings);
    }
    if let Some(campaign) = &site.campaign {
        let mut told = Told::new(&site.register);
        told.in_text(named::in_campaign(campaign));
        findings.extend(told.findings);
    }
    findings
}

/// What is told of one file.
struct Told<'a> {
    register: &'a Register,
    findings: Vec<Diagnostic>,
    /// The finding on each number, by its key.
    by_number: HashMap<String, usize>,
}

impl<'a> Told<'a> {
    fn new(register: &'a Register) -> Self {
        Self { register, findings: Vec::new(), by_number: HashMap::new() }
    }

    /// Tells of what the block of a page lists by number, and not by title alone.
    fn in_block(&mut self, document: &Document) {
        let Some(block) = &document.front.document else { return };
        let lists: [(&str, &[String], Say); 3] = [
            ("replaced_by", &block.replaced_by, out_of_force),
            ("legal_basis", &block.legal_basis, without_page),
            ("replaces", &block.replaces, without_page),
        ];
        for (key, numbers, say) in lists {
            for number in numbers {
                let is_number = !document_number::find(number).is_empty();
                if is_number && !document_number::is_blank(&document_number::key(number)) {
                    self.tell(number, say, || document.yaml.place_of(&["document", key], number));
                }
            }
        }
    }

    /// Tells of numbers in running text.
    fn in_text<'t>(&mut self, numbers: impl Iterator<Item = Named<'t>>) {
        for named in numbers.filter(|named| document_symbol::is_well_formed(named.number)) {
            self.tell(named.number, without_page, || named.span());
        }
    }

    fn tell(&mut self, number: &str, say: Say, place: impl FnOnce() -> Span) {
        if self.register.find(number).is_some() {
            return;
        }
        let first = *self.by_number.entry(document_number::key(number)).or_insert(self.findings.len());
        match self.findings.get_mut(first) {
            Some(first) => first.related.push((place(), message!("lại ở đây", "again here"))),
            None => self.findings.push(say(number).at(place())),
        }
    }
}

/// The finding on a number, but for its place.
type Say = fn(&str) -> Diagnostic;

/// What a document rests on, or a text names, is often older than the site.
fn without_page(number: &str) -> Diagnostic {
    Diagnostic::note("unregistered-document", not_there(number)).help(message!(
        "nếu muốn có liên kết thì thêm một trang có document: number: \"{number}\"",
        "to have it linked, add a page with document: number: \"{number}\""
    ))
}

/// Readers of a document that is out of force are sent to what replaces it.
fn out_of_force(number: &str) -> Diagnostic {
    Diagnostic::warning("unregistered-document", not_there(number)).help(message!(
        "thêm một trang có document: number: \"{number}\", để người đọc tìm được văn bản đang có hiệu lực",
        "add a page with document: number: \"{number}\", so that readers find what is in force"
    ))
}

fn not_there(number: &str) -> Message {
    message!("văn bản {number} chưa có trong mục Văn bản", "the document {number} is not registered")
}
