//! Terms: which pages share a tag, a unit, an author. What the campaign declares (units, contents, movements) has its
//! term, and so its page, before there is a post about it.

use std::collections::{BTreeMap, HashMap};

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
        let main = &config.main().lang;
        let titles = campaign.map(|campaign| titles(campaign, &declared.key)).unwrap_or_default();
        let mut found: BTreeMap<Lang, BTreeMap<&str, Vec<PageId>>> = BTreeMap::new();
        if !titles.is_empty() {
            found.insert(main.clone(), titles.keys().map(|key| (*key, Vec::new())).collect());
        }
        for &page in newest_first {
            let document = &pages[page.index()].document;
            let keys: Vec<&str> = match declared.key.as_str() {
                "unit" => document.front.unit().into_iter().collect(),
                key => document.front.terms(key).iter().map(String::as_str).collect(),
            };
            for key in keys {
                found.entry(document.lang.clone()).or_default().entry(key).or_default().push(page);
            }
        }
        for (lang, keys) in found {
            let taxonomy = TaxonomyId::at(taxonomies.len());
            let permalink = home(&lang).child(declared.slug.get(&lang, main));
            let mut of_taxonomy: Vec<Term> = keys
                .into_iter()
                .map(|(key, pages)| {
                    let title = titles.get(key).map_or(key, |(_, title)| title).to_owned();
                    Term {
                        taxonomy,
                        key: key.to_owned(),
                        permalink: permalink.child(&slug(key)),
                        title,
                        pages,
                    }
                })
                .collect();
            of_taxonomy.sort_by_cached_key(|term| {
                let rank = titles.get(term.key.as_str()).map_or(usize::MAX, |(rank, _)| *rank);
                (rank, collate::key(&term.title), term.key.clone())
            });
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

/// What the campaign declares under a key of front matter: each id with its place in the campaign's order, and its name.
fn titles<'a>(campaign: &'a Campaign, key: &str) -> HashMap<&'a str, (usize, &'a str)> {
    let declared: Vec<(&str, &str)> = match key {
        "unit" => campaign.units.iter().map(|unit| (unit.id.as_str(), unit.name.as_str())).collect(),
        "content" => campaign.contents.iter().map(|it| (it.id.as_str(), it.name.as_str())).collect(),
        "movement" => campaign.movements.items.iter().map(|it| (it.id.as_str(), it.name.as_str())).collect(),
        _ => Vec::new(),
    };
    declared.into_iter().enumerate().map(|(rank, (id, name))| (id, (rank, name))).collect()
}
