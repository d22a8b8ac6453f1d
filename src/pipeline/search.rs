//! The stage of search: the words of all pages into an index for each language that has a page to search with.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::search::{self, Index, Part, Plan, Words};
use crate::site::{Node, Route, Site, What};

/// The words that the stage of texts found, by page.
pub(super) type Found = HashMap<Node, Words>;

/// Makes the indexes.
pub(super) fn index(site: &Site, words: &Found) -> Vec<Index> {
    let homes = site.homes.iter().filter(|(lang, _)| site.search_page(lang).is_some());
    homes.map(|(lang, _)| of_language(&search::catalogue(site, lang, words))).collect()
}

fn of_language(catalogue: &search::Catalogue<'_>) -> Index {
    let plan = Plan::new(catalogue);
    let parts: Vec<Part> = (0..plan.parts()).into_par_iter().map(|number| plan.part(number)).collect();
    let records = (0..plan.terms()).into_par_iter().with_min_len(64).map(|term| plan.record(term, &parts));
    let records: Vec<_> = records.collect();
    plan.finish(parts, records)
}

/// Where their shards stand.
pub(super) fn routes(indexes: &[Index]) -> impl Iterator<Item = Route> {
    indexes.iter().enumerate().flat_map(|(index, of_language)| {
        let shards = of_language.shards.iter().enumerate();
        shards.map(move |(shard, at)| Route {
            permalink: at.permalink.clone(),
            what: What::Search { index, shard },
        })
    })
}
