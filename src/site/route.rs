//! Every output exactly once.
//!
//! 1. [`routes`] names all outputs of a site in a fixed order.
//! 2. What is wrong with their paths is found by `collision`.

use std::ops::Range;

use crate::config::FeedFormat;
use crate::diag::{Diagnostic, Diagnostics, message};
use crate::lang::Lang;
use crate::permalink::Permalink;
use crate::span::SourcePath;
use crate::text::Locale;

use super::collision::collisions;
use super::export::{Export, exports};
use super::model::{Node, PageId, SectionId, Site, TaxonomyId, TermId};

/// The most addresses a sitemap may hold, by its protocol.
const SITEMAP_LIMIT: usize = 50_000;

/// An output: where it stands and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// Where it stands.
    pub permalink: Permalink,
    /// What it is.
    pub what: What,
}

/// What an output is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A page.
    Page(PageId),
    /// A section, or one page of its list.
    Section(SectionId, Pager),
    /// The terms of a taxonomy.
    Taxonomy(TaxonomyId),
    /// A term, or one page of its list.
    Term(TermId, Pager),
    /// The newest posts of something.
    Feed(FeedOf, FeedFormat),
    /// An old address that leads to a new one.
    Alias {
        /// The page or section it leads to.
        node: Node,
        /// As written.
        written: String,
    },
    /// The addresses of all pages, or a part of them where they are too many for one file.
    Sitemap(Range<usize>),
    /// The names of a sitemap's parts.
    SitemapIndex(Vec<Permalink>),
    /// A file for other programs.
    Export(Export),
    /// What search in the browser loads, by its places in the list of indexes and in the index.
    Search {
        /// Of a language.
        index: usize,
        /// One of its shards.
        shard: usize,
    },
    /// What search engines may read.
    Robots,
    /// What a server shows where there is nothing.
    NotFound(Lang),
    /// A file published as it is.
    Asset(SourcePath),
    /// A file of the theme, by its place in the list given.
    Static(usize),
}

/// Whose newest posts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum FeedOf {
    /// A section's and those below it; of a home page, the whole language's.
    Section(SectionId),
    /// A term's.
    Term(TermId),
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pager {
    /// From 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
    /// Which entries of the list it shows.
    pub items: Range<usize>,
}

/// All outputs and what is wrong with their paths.
#[derive(Debug)]
pub struct Routed {
    /// In a fixed order.
    pub routes: Vec<Route>,
    /// What is wrong.
    pub findings: Diagnostics,
}

/// Names every output of the site; `statics` are the theme's own files.
pub fn routes(site: &Site, statics: &[(SourcePath, Permalink)]) -> Routed {
    let mut routes = Vec::new();
    for (id, section) in site.sections() {
        let size = section.document.as_ref().and_then(|document| document.front.paginate_by);
        for pager in pagers(section.pages.len(), size.unwrap_or(site.config.paginate_by)) {
            let permalink = pager_permalink(&section.permalink, pager.number, section.lang.locale());
            routes.push(Route { permalink, what: What::Section(id, pager) });
        }
    }
    routes.extend(
        site.pages().map(|(id, page)| Route { permalink: page.permalink.clone(), what: What::Page(id) }),
    );
    for (index, taxonomy) in site.taxonomies.iter().enumerate() {
        let what = What::Taxonomy(TaxonomyId::at(index));
        routes.push(Route { permalink: taxonomy.permalink.clone(), what });
        let size = site.config.taxonomies[taxonomy.config].paginate_by.unwrap_or(site.config.paginate_by);
        for &id in &taxonomy.terms {
            for pager in pagers(site[id].pages.len(), size) {
                let permalink = pager_permalink(&site[id].permalink, pager.number, taxonomy.lang.locale());
                routes.push(Route { permalink, what: What::Term(id, pager) });
            }
        }
    }
    let addresses = routes.len();
    for (lang, home) in &site.homes {
        let permalink = site[*home].permalink.child_file("404.html");
        routes.push(Route { permalink, what: What::NotFound(lang.clone()) });
    }
    for node in site.nodes() {
        let aliases = site.document(node).map_or(&[][..], |document| &document.front.aliases);
        routes.extend(aliases.iter().filter_map(|written| {
            Some(Route { permalink: alias(written)?, what: What::Alias { node, written: written.clone() } })
        }));
    }
    if site.config.base_url.is_some() {
        routes.extend(feeds(site));
        routes.extend(sitemap(addresses, SITEMAP_LIMIT));
    }
    let exports = exports(site).into_iter();
    routes.extend(exports.map(|export| Route { permalink: export.permalink(), what: What::Export(export) }));
    routes.push(Route { permalink: Permalink::file("robots.txt"), what: What::Robots });
    let assets = site.assets.iter();
    routes.extend(
        assets
            .map(|(path, permalink)| Route { permalink: permalink.clone(), what: What::Asset(path.clone()) }),
    );
    let statics_routes = statics.iter().enumerate();
    routes.extend(
        statics_routes.map(|(index, (_, at))| Route { permalink: at.clone(), what: What::Static(index) }),
    );

    let mut findings = bad_aliases(site);
    findings.extend(collisions(site, statics, &routes));
    Routed { routes, findings }
}

/// The pages of a list of `total` entries; an empty list has one.
fn pagers(total: usize, size: usize) -> impl Iterator<Item = Pager> {
    let of = total.div_ceil(size).max(1);
    (1..=of).map(move |number| Pager { number, of, items: (number - 1) * size..(number * size).min(total) })
}

/// Where a page of a list stands: the first is the list's own.
pub(crate) fn pager_permalink(list: &Permalink, number: usize, locale: Locale) -> Permalink {
    let word = match locale {
        Locale::Vi => "trang",
        Locale::En => "page",
    };
    if number == 1 { list.clone() } else { list.child(word).child(&number.to_string()) }
}

/// The permalink of an old address: from the root, no way out of it.
fn alias(written: &str) -> Option<Permalink> {
    let path = written.trim_start_matches('/');
    let folder = path.trim_end_matches('/');
    let safe = !folder.is_empty()
        && !is_own(path)
        && !path.contains(['\\', '?', '#'])
        && folder.split('/').all(|part| !part.is_empty() && part != "." && part != "..");
    let is_file = !path.ends_with('/') && folder.ends_with(".html");
    safe.then(|| if is_file { Permalink::file(path) } else { Permalink::page(folder.split('/')) })
}

/// Whether a path leads into the folder that the program keeps in its output.
fn is_own(path: &str) -> bool {
    path.split('/').next().is_some_and(|first| first.eq_ignore_ascii_case(".thidua"))
}

fn bad_aliases(site: &Site) -> Diagnostics {
    let mut findings = Diagnostics::new();
    for document in site.nodes().into_iter().filter_map(|node| site.document(node)) {
        for written in document.front.aliases.iter().filter(|written| alias(written).is_none()) {
            findings.push(
                Diagnostic::error(
                    "alias-invalid",
                    message!(
                        "“{written}” không phải đường dẫn trong trang web",
                        "“{written}” is not an address within the site"
                    ),
                )
                .at(document.yaml.place_of(&["aliases"], written))
                .help(message!("viết như /tin-tuc/bai-cu/", "write it like /news/old-post/")),
            );
        }
    }
    findings
}

/// Feeds of every home page, section and term that has dated posts and wants them.
fn feeds(site: &Site) -> Vec<Route> {
    let dated = |pages: &[PageId]| pages.iter().any(|&page| site[page].document.date.is_some());
    let sections = site.sections().filter_map(|(id, section)| {
        let wanted = section.document.as_ref().is_none_or(|document| document.front.feed);
        (wanted && dated(&site.descendants(id))).then_some((&section.permalink, FeedOf::Section(id)))
    });
    let terms = site.terms.iter().enumerate().filter_map(|(index, term)| {
        let wanted = site.config.taxonomies[site[term.taxonomy].config].feed;
        (wanted && dated(&term.pages)).then_some((&term.permalink, FeedOf::Term(TermId::at(index))))
    });
    let of_all = sections.chain(terms).flat_map(|(permalink, of)| {
        site.config.feeds.formats.iter().map(move |&format| Route {
            permalink: permalink.child_file(feed_file(format)),
            what: What::Feed(of.clone(), format),
        })
    });
    of_all.collect()
}

/// The name of a feed's file.
pub(crate) fn feed_file(format: FeedFormat) -> &'static str {
    match format {
        FeedFormat::Atom => "atom.xml",
        FeedFormat::Rss => "rss.xml",
        FeedFormat::Json => "feed.json",
    }
}

/// One file, or an index and parts where the first `addresses` routes are more than `limit`.
fn sitemap(addresses: usize, limit: usize) -> Vec<Route> {
    let whole = Permalink::file("sitemap.xml");
    if addresses <= limit {
        return vec![Route { permalink: whole, what: What::Sitemap(0..addresses) }];
    }
    let starts = (0..addresses).step_by(limit).enumerate();
    let mut parts: Vec<Route> = starts
        .map(|(index, start)| Route {
            permalink: Permalink::file(&format!("sitemap-{}.xml", index + 1)),
            what: What::Sitemap(start..(start + limit).min(addresses)),
        })
        .collect();
    let names = parts.iter().map(|part| part.permalink.clone()).collect();
    parts.push(Route { permalink: whole, what: What::SitemapIndex(names) });
    parts
}

#[cfg(test)]
mod tests {
    use super::{Pager, What, alias, pagers, sitemap};

    #[test]
    fn lists_are_cut_into_pages() {
        for (total, size, expected) in [
            (0, 10, vec![(1, 0..0)]),
            (10, 10, vec![(1, 0..10)]),
            (21, 10, vec![(1, 0..10), (2, 10..20), (3, 20..21)]),
        ] {
            let of = expected.len();
            let expected: Vec<_> =
                expected.into_iter().map(|(number, items)| Pager { number, of, items }).collect();
            assert_eq!(pagers(total, size).collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn a_sitemap_is_split_at_its_limit() {
        let kinds =
            |addresses| sitemap(addresses, 10).into_iter().map(|route| route.what).collect::<Vec<_>>();
        assert_eq!(kinds(10), [What::Sitemap(0..10)]);
        let parts = kinds(21);
        assert_eq!(parts[..3], [What::Sitemap(0..10), What::Sitemap(10..20), What::Sitemap(20..21)]);
        assert!(matches!(&parts[3], What::SitemapIndex(names) if names.len() == 3));
    }

    #[test]
    fn an_alias_stays_within_the_site() {
        for (written, expected) in [
            ("/cu/bai/", Some("cu/bai/")),
            ("cu/bai", Some("cu/bai/")),
            ("/cu.html", Some("cu.html")),
            ("/", None),
            ("/../x/", None),
            ("/a//b/", None),
            ("/a\\b/", None),
            ("/a/?b", None),
            ("/.Thidua/manifest/", None),
        ] {
            assert_eq!(alias(written).as_ref().map(|alias| alias.as_str()), expected, "{written}");
        }
    }
}
