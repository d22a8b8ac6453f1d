//! The names of what builds and outputs are made from: hashes, so that a build can tell that nothing changed.
//!
//! 1. [`whole`]: of every file and of what is asked for. A build of the same name makes the same site.
//! 2. [`outward`]: of all that but the bodies, of which only what any other page may see counts.
//! 3. [`inputs`]: of that and of the bodies that an output shows, whole or as cards. While it is the same, so is the output.

use blake3::{Hash, Hasher};
use jiff::civil::Date;

use crate::config::SITE_FILE;
use crate::memory::Key;
use crate::render::Shown;
use crate::site::{Bodies, Node, Site};
use crate::source::{Sources, THEMES, is_markdown};
use crate::span::SourcePath;

use super::request::Request;

/// The name of a whole build for the day `today`.
pub(super) fn whole(sources: &Sources, request: &Request, today: Date) -> Key {
    let mut hasher = asked(request, today);
    for (path, file) in sources.iter() {
        add(&mut hasher, path, file.hash().as_bytes());
    }
    *hasher.finalize().as_bytes()
}

/// The name of what the theme is made from: the files of all themes, and the settings.
pub(super) fn theme(sources: &Sources) -> Key {
    let mut hasher = Hasher::new();
    let settings = sources.get(SITE_FILE).map(|file| (SourcePath::new(SITE_FILE), file));
    for (path, file) in sources.below(THEMES).map(|(path, file)| (path.clone(), file)).chain(settings) {
        add(&mut hasher, &path, file.hash().as_bytes());
    }
    *hasher.finalize().as_bytes()
}

/// The name of all but the Markdown of bodies, which is what the site is put together from. `fronts` are the documents with
/// the hashes of what they say outside their bodies, those kept back too.
pub(super) fn placed<'a>(
    sources: &Sources,
    request: &Request,
    today: Date,
    fronts: impl Iterator<Item = (&'a SourcePath, [u8; 32])>,
) -> Key {
    let mut hasher = asked(request, today);
    for (path, file) in sources.iter().filter(|(path, _)| !is_markdown(path)) {
        add(&mut hasher, path, file.hash().as_bytes());
    }
    for (path, front) in fronts {
        add(&mut hasher, path, &front);
    }
    *hasher.finalize().as_bytes()
}

/// The name of all that every output can see.
pub(super) fn outward(placed: &Key, site: &Site, bodies: &Bodies) -> Key {
    let mut hasher = Hasher::new();
    hasher.update(placed);
    for node in site.nodes() {
        let (Some(document), Some(body)) = (site.document(node), bodies.get(&node)) else { continue };
        add(&mut hasher, &document.path, &body.outline.outward);
    }
    *hasher.finalize().as_bytes()
}

/// The name of all that an output can be made from which shows these bodies.
pub(super) fn inputs(outward: &Key, shown: &Shown, bodies: &Bodies) -> [u8; 16] {
    let mut hasher = Hasher::new();
    hasher.update(outward);
    for outline in shown.bodies.iter().filter_map(|node| bodies.get(node)).map(|body| &body.outline) {
        hasher.update(&outline.hash);
        hasher.update(&outline.told);
    }
    for card in shown.cards.iter().filter_map(|&page| bodies.get(&Node::Page(page))) {
        hasher.update(&card.outline.told);
    }
    hasher.update(shown.index.as_ref().map_or("", |index| index.as_str()).as_bytes());
    short(hasher.finalize())
}

/// Half a hash: enough to tell outputs apart, and short in a manifest.
pub(super) fn short(hash: Hash) -> [u8; 16] {
    hash.as_bytes().first_chunk().copied().unwrap_or_default()
}

/// What is asked of the program, and the program itself.
fn asked(request: &Request, today: Date) -> Hasher {
    let Request { root: _, output: _, base_url, date: _, drafts, strict, portable, cache: _ } = request;
    let said = format!("{} {base_url:?} {today} {drafts} {strict} {portable}\n", env!("THIDUA_SOURCES"));
    let mut hasher = Hasher::new();
    hasher.update(said.as_bytes());
    hasher
}

fn add(hasher: &mut Hasher, path: &SourcePath, hash: &[u8; 32]) {
    hasher.update(path.as_str().as_bytes());
    hasher.update(&[0]); // No byte of a path.
    hasher.update(hash);
}
