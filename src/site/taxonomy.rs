//! Terms: which pages share a tag, a unit, an author.

use std::collections::BTreeMap;

use crate::campaign::Campaign;
use crate::config::Config;
use crate::lang::Lang;
use crate::permalink::Permalink;
use crate::text::{collate, slug};

use super::model::{Page, PageId, Taxonomy, TaxonomyId, Term, TermId};

/// Groups the pages, given newest first, under the taxonomies of the settings, in each language that has terms.
pub(super) fn group(
    config: &Config,
    campaign: Option<&Campaign>,
    pages: &[Page],
    newest_first: &[PageId],
    home: impl Fn(&Lang) -> Permalink,
) -> (Vec<Taxonomy>, Vec<Term>) {
    let mut taxonomies = Vec::new();
    let mut terms = Vec::new();
    for (index, declared) in config.taxonomies.iter().enumerate() {
        let mut found: BTreeMap<Lang, BTreeMap<&str, Vec<PageId>>> = BTreeMap::new();
        for &page in newest_first {
            let document = &pages[page.index()].document;
            let keys: Vec<&str> = match declared.key.as_str() {
                "unit" => document.front.unit().into_iter().collect(),
                key => document.front.terms(key).iter().map(String::as_str).collect(),
            };
            for key in keys {
                let pages = found.entry(document.lang.clone()).or_default().entry(key).or_default();
                if pages.last() != Some(&page) {
                    pages.push(page);
                }
            }
        }
        for (lang, keys) in found {
            let main = &config.main().lang;
            let taxonomy = TaxonomyId::at(taxonomies.len());
            let permalink = home(&lang).child(declared.slug.get(&lang, main));
            let mut of_taxonomy: Vec<Term> = keys
                .into_iter()
                .map(|(key, pages)| {
                    let unit =
                        campaign.filter(|_| declared.key == "unit").and_then(|campaign| campaign.unit(key));
                    let title = unit.map_or_else(|| key.to_owned(), |unit| unit.name.to_string());
                    Term {
                        taxonomy,
                        key: key.to_owned(),
                        permalink: permalink.child(&slug(key)),
                        title,
                        pages,
                    }
                })
                .collect();
            of_taxonomy.sort_by_cached_key(|term| (collate::key(&term.title), term.key.clone()));
            let first = terms.len();
            terms.extend(of_taxonomy);
            taxonomies.push(Taxonomy {
                config: index,
                title: declared.title.get(&lang, main).to_owned(),
                permalink,
                terms: (first..terms.len()).map(TermId::at).collect(),
                lang,
            });
        }
    }
    (taxonomies, terms)
}
