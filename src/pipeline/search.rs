//! The stage of search: the words of all pages into an index for each language that has a page to search with.

use std::path::Path;
use std::sync::LazyLock;

use rayon::prelude::*;

use crate::lang::Lang;
use crate::output::{self, Intact};
use crate::search::{
    self, Catalogue, FOLDER, Found, Index, Part, Plan, Reader, Shard, Standing, Terms, Vocabulary, Weight,
};
use crate::site::{Route, Site, What};

/// How many heads of pages are read together.
const TOGETHER: usize = 256;

/// The shards that stand in an output folder.
///
/// # Errors
///
/// A failure of the disk.
pub(super) fn standing(folder: &Path) -> anyhow::Result<Standing> {
    let Intact { files, is_all } = output::intact(folder, FOLDER)?;
    let shards = files.iter().map(|(path, made, bytes)| (made.inputs, path.as_str(), *bytes));
    Ok(Standing::of(shards, is_all))
}

/// The pages of each language that search finds.
pub(super) fn catalogues<'a>(site: &'a Site, found: &'a Found<'a>) -> Vec<Catalogue<'a>> {
    let homes = site.homes.iter().filter(|(lang, _)| site.search_page(lang).is_some());
    let catalogue = |lang: &Lang| {
        let listed = search::listed(site, lang, found);
        let entries = listed
            .par_chunks(TOGETHER)
            .map_init(Reader::default, |reader, nodes| search::entries(site, nodes, found, reader));
        Catalogue::of(site, lang, found, entries.collect())
    };
    homes.map(|(lang, _)| catalogue(lang)).collect()
}

/// The index of each language, of which some shards stand.
pub(super) fn indexes(catalogues: &[Catalogue<'_>], standing: &Standing) -> Vec<Index> {
    let index =
        |catalogue| Index::standing(catalogue, standing).unwrap_or_else(|| of_language(catalogue, standing));
    catalogues.iter().map(index).collect()
}

fn of_language(catalogue: &Catalogue<'_>, standing: &Standing) -> Index {
    // A run for each core: they are put together by one of them.
    let glossaries: Vec<usize> = (0..catalogue.glossaries()).collect();
    let runs = glossaries.par_chunks(glossaries.len().div_ceil(rayon::current_num_threads()).max(1));
    let forms: Vec<Vocabulary<'_>> = runs.map(|run| Vocabulary::of(catalogue, run)).collect();
    let plan = Plan::new(catalogue, forms, standing);
    let signs = LazyLock::new(|| plan.learn());
    if !plan.has_all_texts() {
        LazyLock::force(&signs);
    }
    // Each is much work.
    let numbers = (0..plan.parts()).into_par_iter().with_max_len(1);
    let (parts, texts): (Vec<Part>, Vec<Vec<Shard>>) =
        numbers.map(|number| plan.part(number, &signs)).unzip();
    let all = || (0..plan.terms()).into_par_iter();
    let counts: Vec<u32> = all().map(|term| plan.count(term, &parts)).collect();
    let together = plan.together(&counts);
    let weights: Vec<Weight> =
        all().map(|term| plan.weigh(term, &parts, counts[term], together[term])).collect();
    // A few are on all pages, and most are rare.
    let runs = plan.cut(&weights).into_par_iter().with_max_len(1);
    let terms: Vec<Terms> = runs.map(|run| plan.shard_of_terms(run, &weights, &parts)).collect();
    drop(parts);
    plan.finish(&signs, texts.into_iter().flatten().collect(), terms)
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
