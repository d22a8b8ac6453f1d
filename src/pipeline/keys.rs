//! The names of what builds and outputs are made from: hashes, so that a build can tell that nothing changed.
//!
//! 1. [`whole`]: of every file and of what is asked for. A build of the same name makes the same site.
//! 2. [`outward`]: of all that but the bodies, of which only what any other page may see counts.
//! 3. [`inputs`]: of that and of the bodies that an output shows, whole or as cards. While it is the same, so is the output.

use blake3::Hash;
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
    let mut named = Named::asked(request, today);
    for (path, file) in sources.iter() {
        named.add(path, file.hash().as_bytes());
    }
    named.key()
}

/// The name of what the theme is made from: the files of all themes, and the settings.
pub(super) fn theme(sources: &Sources) -> Key {
    let mut named = Named::default();
    let settings = sources.get(SITE_FILE).map(|file| (SourcePath::new(SITE_FILE), file));
    for (path, file) in sources.below(THEMES).map(|(path, file)| (path.clone(), file)).chain(settings) {
        named.add(&path, file.hash().as_bytes());
    }
    named.key()
}

/// The name of all but the Markdown of bodies, which is what the site is put together from. `fronts` are the documents with
/// the hashes of what they say outside their bodies, those kept back too.
pub(super) fn placed<'a>(
    sources: &Sources,
    request: &Request,
    today: Date,
    fronts: impl Iterator<Item = (&'a SourcePath, [u8; 32])>,
) -> Key {
    let mut named = Named::asked(request, today);
    for (path, file) in sources.iter().filter(|(path, _)| !is_markdown(path)) {
        named.add(path, file.hash().as_bytes());
    }
    for (path, front) in fronts {
        named.add(path, &front);
    }
    named.key()
}

/// The name of all that every output can see.
pub(super) fn outward(placed: &Key, site: &Site, bodies: &Bodies) -> Key {
    let mut named = Named::default();
    named.bytes(placed);
    for node in site.nodes() {
        let (Some(document), Some(body)) = (site.document(node), bodies.get(node)) else { continue };
        named.add(&document.path, &body.outline.outward);
    }
    named.key()
}

/// The name of all that an output can be made from which shows these bodies.
pub(super) fn inputs(outward: &Key, shown: &Shown, bodies: &Bodies) -> [u8; 16] {
    if let Some(shard) = shown.shard {
        return shard;
    }
    let mut named = Named::default();
    named.bytes(outward);
    for outline in shown.bodies.iter().filter_map(|&node| bodies.get(node)).map(|body| &body.outline) {
        named.bytes(&outline.hash);
        named.bytes(&outline.told);
    }
    for card in shown.cards.iter().filter_map(|&page| bodies.get(Node::Page(page))) {
        named.bytes(&card.outline.told);
    }
    named.bytes(shown.index.as_ref().map_or("", |index| index.as_str()).as_bytes());
    short(named.hash())
}

/// Half a hash: enough to tell outputs apart, and short in a manifest.
pub(super) fn short(hash: Hash) -> [u8; 16] {
    hash.as_bytes().first_chunk().copied().unwrap_or_default()
}

/// What a name is made of. The pieces are many and short: they are gathered, and hashed all at once.
#[derive(Default)]
struct Named(Vec<u8>);

impl Named {
    /// What is asked of the program, and the program itself.
    fn asked(request: &Request, today: Date) -> Self {
        let Request { root: _, output: _, base_url, date: _, drafts, strict, portable, cache: _ } = request;
        let program = env!("THIDUA_SOURCES");
        Self(format!("{program} {base_url:?} {today} {drafts} {strict} {portable}\n").into_bytes())
    }

    fn add(&mut self, path: &SourcePath, hash: &[u8; 32]) {
        self.bytes(path.as_str().as_bytes());
        self.bytes(&[0]); // No byte of a path.
        self.bytes(hash);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn hash(&self) -> Hash {
        blake3::hash(&self.0)
    }

    fn key(&self) -> Key {
        *self.hash().as_bytes()
    }
}
