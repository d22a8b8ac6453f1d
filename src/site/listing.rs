//! The lists that pages ask for in their front matter (`lists:`).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::campaign::{Campaign, Content};
use crate::content::{Document, Listing, SortBy};
use crate::diag::{Diagnostic, Diagnostics, message};
use crate::span::Span;
use crate::text::suggest;

use super::hidden::is_below;
use super::model::{Page, PageId, Section};
use super::order::Order;

/// Keys whose terms the campaign declares, so that there may be no page with one yet.
const OF_CAMPAIGN: [&str; 3] = ["unit", "content", "movement"];

/// Fills the lists of all pages and sections.
pub(super) fn fill(
    sections: &mut [Section],
    pages: &mut [Page],
    order: &Order,
    campaign: Option<&Campaign>,
) -> Diagnostics {
    let mut findings = Diagnostics::new();
    let mut orders: HashMap<SortBy, Vec<PageId>> = HashMap::new();
    let mut answer = |asking: &Document, sections: &[Section], pages: &[Page]| {
        let mut lists = BTreeMap::new();
        for (name, listing) in &asking.front.lists {
            findings.extend(check(asking, name, listing, sections, campaign));
            let by = listing.sort_by.unwrap_or(SortBy::Date);
            let candidates = orders.entry(by).or_insert_with(|| order.all(by, pages));
            let selected = select(listing, asking, candidates, pages);
            if selected.is_empty() {
                findings.extend(unknown_terms(asking, name, listing, pages));
            }
            lists.insert(name.clone(), selected);
        }
        lists
    };
    let of_sections: Vec<_> = sections
        .iter()
        .map(|section| section.document.as_ref().map(|document| answer(document, sections, pages)))
        .collect();
    let of_pages: Vec<_> = pages.iter().map(|page| answer(&page.document, sections, pages)).collect();
    for (section, lists) in sections.iter_mut().zip(of_sections) {
        section.lists = lists.unwrap_or_default();
    }
    for (page, lists) in pages.iter_mut().zip(of_pages) {
        page.lists = lists;
    }
    findings
}

/// The pages of `listing`: in the language of the one that asks, and not itself.
fn select(listing: &Listing, asking: &Document, candidates: &[PageId], pages: &[Page]) -> Vec<PageId> {
    let fits = |page: &Document| {
        page.lang == asking.lang
            && page.path != asking.path
            && listing.section.as_ref().is_none_or(|section| is_below(page.section_folder(), section))
            && listing.terms.iter().all(|(key, term)| match key.as_str() {
                "unit" => page.front.unit() == Some(term),
                _ => page.front.terms(key).contains(term),
            })
    };
    let found = candidates.iter().copied().filter(|page| fits(&pages[page.index()].document));
    found.take(listing.limit.unwrap_or(usize::MAX)).collect()
}

/// What a list names and that is not there: a section, or a part of the campaign.
fn check(
    asking: &Document,
    name: &str,
    listing: &Listing,
    sections: &[Section],
    campaign: Option<&Campaign>,
) -> Vec<Diagnostic> {
    let span = |key: &str| asking.yaml.place(&["lists", name, key]);
    let folders =
        || sections.iter().filter(|section| section.lang == asking.lang).map(|section| &*section.folder);
    let section = listing.section.as_ref().filter(|section| !folders().any(|folder| folder == **section));
    let section = section.map(|section| unknown_section(section, folders(), span("section")));
    let of_campaign = campaign.into_iter().flat_map(|campaign| {
        let term = |key: &str| listing.terms.get(key);
        let unit = term("unit").filter(|id| campaign.unit(id).is_none());
        let content = term("content").filter(|id| campaign.content(id).is_none());
        let movement = term("movement").filter(|id| campaign.movement(id).is_none());
        [
            unit.map(|id| campaign.units.unknown(id).at(span("unit"))),
            content.map(|id| Content::unknown(id, &campaign.contents).at(span("content"))),
            movement.map(|id| campaign.movements.unknown(id).at(span("movement"))),
        ]
    });
    section.into_iter().chain(of_campaign.flatten()).collect()
}

fn unknown_section<'a>(folder: &str, known: impl Iterator<Item = &'a str>, span: Span) -> Diagnostic {
    let mut known: Vec<&str> = known.filter(|folder| !folder.is_empty()).collect();
    known.sort_unstable();
    let list = known.join(", ");
    Diagnostic::error(
        "unknown-section",
        message!("không có chuyên mục “{folder}”", "there is no section “{folder}”"),
    )
    .at(span)
    .help(match suggest::nearest(folder, known) {
        Some(near) => message!("có phải là “{near}”?", "did you mean “{near}”?"),
        None => message!("các chuyên mục: {list}", "the sections: {list}"),
    })
}

/// The terms of an empty list that no page has.
fn unknown_terms(asking: &Document, name: &str, listing: &Listing, pages: &[Page]) -> Vec<Diagnostic> {
    let asked = listing.terms.iter().filter(|(key, _)| !OF_CAMPAIGN.contains(&key.as_str()));
    let missing = asked.filter_map(|(key, term)| {
        let known: BTreeSet<&str> =
            pages.iter().flat_map(|page| page.document.front.terms(key)).map(String::as_str).collect();
        if known.contains(term.as_str()) {
            return None;
        }
        let near = suggest::nearest(term, known);
        let written = if key == "tags" { "tag" } else { key };
        Some(
            Diagnostic::warning(
                "unknown-term",
                message!("không trang nào mang “{term}”", "no page has “{term}”"),
            )
            .at(asking.yaml.place(&["lists", name, written]))
            .help(match near {
                Some(near) => message!("có phải là “{near}”?", "did you mean “{near}”?"),
                None => message!(
                    "kiểm tra cách viết, hoặc bỏ điều kiện này cho đến khi có trang như vậy",
                    "check the spelling, or take this out until there is such a page"
                ),
            }),
        )
    });
    missing.collect()
}
