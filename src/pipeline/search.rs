//! The stage of search: the words of all pages into an index for each language that has a page to search with.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::search::{self, Index, Part, Plan, Record, Shard, Words};
use crate::site::{Node, Route, Site, What};

/// The words that the stage of texts found, by page.
pub(super) type Found<'a> = HashMap<Node, Words<'a>>;

/// Makes the indexes.
pub(super) fn index(site: &Site, words: &Found<'_>) -> Vec<Index> {
    let homes = site.homes.iter().filter(|(lang, _)| site.search_page(lang).is_some());
    homes.map(|(lang, _)| of_language(&search::catalogue(site, lang, words))).collect()
}

fn of_language(catalogue: &search::Catalogue<'_>) -> Index {
    let plan = Plan::new(catalogue);
    let numbers = || (0..plan.parts()).into_par_iter();
    let terms = || {
        let parts: Vec<Part> = numbers().map(|number| plan.part(number)).collect();
        // A few are on all pages, and most are rare.
        let all = (0..plan.terms()).into_par_iter().with_max_len(8);
        all.map(|term| plan.record(term, &parts)).collect::<Vec<Record>>()
    };
    let (phrases, records) = rayon::join(|| plan.learn(), terms);
    let texts: Vec<Vec<Shard>> = numbers().map(|number| plan.texts(number, &phrases)).collect();
    plan.finish(&phrases, texts.into_iter().flatten().collect(), records)
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
