//! The numbers of documents that a file names in its words: in its body, in what its front matter tells readers, in the
//! texts of the campaign.

use std::ops::Range;

use crate::campaign::Campaign;
use crate::content::Document;
use crate::markdown::Body;
use crate::span::Span;
use crate::text::document_number;
use crate::yaml::Place;

/// What front matter tells readers besides the title.
const TOLD: [&[&str]; 2] = [&["description"], &["document", "abstract"]];

/// A number in a text.
pub(super) struct Named<'a> {
    /// As written there.
    pub(super) number: &'a str,
    written: Written<'a>,
}

/// Where a number is written; looked up when asked for.
enum Written<'a> {
    Body(&'a Document, &'a Range<usize>),
    Title(&'a Document, Range<usize>),
    Value(Place, &'a str, Range<usize>),
}

impl Named<'_> {
    /// Where it stands.
    pub(super) fn span(&self) -> Span {
        match &self.written {
            Written::Body(document, range) => Span::new(&document.path, (*range).clone()),
            Written::Title(document, part) => document.place_in_title(part.clone()),
            Written::Value(place, text, part) => place.part(text, part.clone()),
        }
    }
}

/// The numbers that a Markdown file names, in the order of the file.
pub(super) fn in_document<'a>(
    document: &'a Document,
    body: Option<&'a Body>,
) -> impl Iterator<Item = Named<'a>> {
    let title = document.title.as_str();
    let in_title = document_number::find(title)
        .into_iter()
        .map(move |at| Named { number: &title[at.clone()], written: Written::Title(document, at) });
    let told = TOLD.into_iter().filter_map(|keys| document.yaml.text(keys));
    let told = told.flat_map(|(text, place)| in_value(text, place));
    let in_body = body.into_iter().flat_map(|body| &body.outline.mentions);
    let in_body = in_body.map(|it| Named { number: &it.number, written: Written::Body(document, &it.range) });
    in_title.chain(told).chain(in_body)
}

/// The numbers that the texts of the campaign name.
pub(super) fn in_campaign(campaign: &Campaign) -> impl Iterator<Item = Named<'_>> {
    campaign.texts().into_iter().flat_map(|text| in_value(text, text.place().clone()))
}

fn in_value(text: &str, place: Place) -> impl Iterator<Item = Named<'_>> {
    document_number::find(text)
        .into_iter()
        .map(move |at| Named { number: &text[at.clone()], written: Written::Value(place.clone(), text, at) })
}
