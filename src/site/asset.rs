//! Where files that are published as they are go.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::content::Kind;
use crate::lang::Lang;
use crate::permalink::Permalink;
use crate::source::CONTENT;
use crate::span::SourcePath;

use super::hidden::Hidden;
use super::model::{Page, Section};

/// A file that is published goes beside the page that owns its folder, else into its section.
pub(super) fn place(
    assets: Vec<SourcePath>,
    main: &Lang,
    sections: &[Section],
    pages: &[Page],
    hidden: &[Hidden],
) -> BTreeMap<SourcePath, Permalink> {
    let mut owners: HashMap<&str, &Permalink> = HashMap::new();
    for section in sections.iter().filter(|section| section.lang == *main) {
        owners.insert(&section.folder, &section.permalink);
    }
    let bundles = || pages.iter().filter(|page| page.document.kind == Kind::Bundle);
    for page in bundles().filter(|page| page.document.lang != *main).chain(bundles()) {
        if page.document.lang == *main || !owners.contains_key(page.document.folder.as_str()) {
            owners.insert(&page.document.folder, &page.permalink);
        }
    }
    let closed: BTreeSet<&str> = hidden
        .iter()
        .filter(|hidden| {
            hidden.path.name().starts_with("index.") || hidden.path.name().starts_with("_index.")
        })
        .filter_map(|hidden| hidden.path.folder().strip_prefix("content/"))
        .filter(|folder| !owners.contains_key(folder))
        .collect();
    let placed = assets.into_iter().filter_map(|path| {
        let below = path.below(CONTENT)?.to_owned();
        let (mut folder, _) = below.rsplit_once('/').unwrap_or(("", &below));
        loop {
            if closed.contains(folder) {
                return None;
            }
            if let Some(owner) = owners.get(folder) {
                let rest = below[folder.len()..].trim_start_matches('/');
                return Some((path, owner.child_file(rest)));
            }
            if folder.is_empty() {
                return Some((path, Permalink::file(&below)));
            }
            folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
        }
    });
    placed.collect()
}
