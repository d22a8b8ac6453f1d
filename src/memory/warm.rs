//! What a running program keeps at hand between one edition of a site and the next: files, documents, bodies and the theme,
//! just as they are in use. They are shared, not copied, and mostly stand where they stood: so each is looked for at its
//! place first.
//!
//! Like all that is remembered, each is the result of a pure function of what its key names.

use std::collections::HashSet;
use std::sync::Arc;

use blake3::Hash;

use crate::content::Document;
use crate::diag::Diagnostics;
use crate::files::Stat;
use crate::markdown::{Body, Options, Written};
use crate::render::Engine;
use crate::site::{Bodies, Checked, Checks, Hidden, Node, Routed, Site};
use crate::source::{SourceFile, SourceText, Sources, TextFile};
use crate::span::SourcePath;
use crate::theme::Theme;

use super::{Key, Memory, Sighting, is_at_rest};

/// Documents put in their places.
#[derive(Debug)]
pub struct Placed {
    /// The site they make.
    pub site: Site,
    /// Those kept back, and why.
    pub hidden: Vec<Hidden>,
    /// What is wrong with their places.
    pub findings: Diagnostics,
}

/// What an edition leaves to the next.
#[derive(Debug)]
pub struct Held {
    /// The files as it met them, by path.
    pub sightings: Arc<Vec<Sighting>>,
    /// What was in them.
    pub sources: Arc<Sources>,
    /// Of the settings, which say what documents mean.
    pub settings: Option<Hash>,
    /// Its documents by path, those kept back too.
    pub documents: Arc<Vec<Arc<Document>>>,
    /// The site that they make, by the name of what it was made from.
    pub placed: (Key, Arc<Placed>),
    /// Its bodies.
    pub bodies: Arc<Bodies>,
    /// What their links mean, by the name of all that they may lead to.
    pub checks: (Key, Arc<Checks>),
    /// Its routes, by the names of what was put together and of the theme; none if anything is wrong with that.
    pub routed: Option<((Key, Key), Arc<Routed>)>,
    /// The files that something is wrong with, which is to be told again.
    pub wrong: Arc<HashSet<SourcePath>>,
    /// Its theme and the compiled templates, by what they were made from; none if anything is wrong with them.
    pub theme: Option<(Key, Arc<Theme>, Arc<Engine>)>,
}

impl Held {
    /// A file as it was met, and when it was read; not one that may have changed since, nor one whose text is damaged.
    pub(super) fn file(&self, path: &SourcePath, stat: Stat) -> Option<(SourceFile, i64)> {
        let at = self.sightings.binary_search_by(|sighting| sighting.path.cmp(path)).ok()?;
        let sighting = &self.sightings[at];
        if sighting.stat != stat || !is_at_rest(sighting.read, stat) {
            return None;
        }
        let file = self.sources.get(path.as_str())?;
        let is_damaged = matches!(file, SourceFile::Text(text) if text.is_damaged);
        (!is_damaged).then(|| (file.clone(), sighting.read))
    }
}

impl Memory {
    /// A file that was read again; its text as it is in use, if it says the same.
    pub fn with_text_in_use(&self, path: &SourcePath, file: SourceFile) -> SourceFile {
        let before = self.warm.as_ref().and_then(|held| held.sources.get(path.as_str()));
        match (file, before) {
            (SourceFile::Text(file), Some(SourceFile::Text(before))) if file.hash == before.hash => {
                SourceFile::Text(TextFile { text: before.text.clone(), ..file })
            }
            (file, _) => file,
        }
    }

    /// The document of a text in use, by its number among all, if the settings are those it was read with.
    pub fn document(
        &self,
        number: usize,
        (path, text): (&SourcePath, &SourceText),
        settings: Option<Hash>,
    ) -> Option<Arc<Document>> {
        let held = self.warm.as_ref()?;
        let documents = &held.documents;
        let document = documents.get(number).filter(|document| document.path == *path).or_else(|| {
            let at = documents.binary_search_by(|document| document.path.cmp(path)).ok()?;
            documents.get(at)
        })?;
        let is_same = document.text.is(text) && held.settings == settings;
        (is_same && !held.wrong.contains(path)).then(|| Arc::clone(document))
    }

    /// The body of a text in use, if it was read in the same way.
    pub fn body(&self, node: Node, document: &Document, options: &Options) -> Option<Arc<Body>> {
        let held = self.warm.as_ref()?;
        let of = |node| held.bodies.get(node).filter(|body| body.written.path == document.path);
        let body = of(node).or_else(|| of(held.placed.1.site.node(&document.path)?))?;
        let Written { path, text, range, options: read_with } = &body.written;
        let is_same = text.is(&document.text) && *range == document.body && read_with == options;
        (is_same && !held.wrong.contains(path)).then(|| Arc::clone(body))
    }

    /// The theme that was made from what the key names.
    pub fn theme(&self, key: &Key) -> Option<(Arc<Theme>, Arc<Engine>)> {
        let (_, theme, engine) = self.warm.as_ref()?.theme.as_ref().filter(|(of, ..)| of == key)?;
        Some((Arc::clone(theme), Arc::clone(engine)))
    }

    /// The site that was put together from what the key names; the Markdown of bodies is not of it.
    pub fn placed(&self, key: &Key) -> Option<&Placed> {
        let (of, placed) = &self.warm.as_ref()?.placed;
        (of == key).then_some(placed)
    }

    /// What the links of a body mean, if it and all they may lead to are as they were.
    pub fn checked(&self, outward: &Key, node: Node, body: &Arc<Body>) -> Option<Arc<Checked>> {
        let Held { checks: (_, checks), bodies, .. } =
            self.warm.as_ref().filter(|held| held.checks.0 == *outward)?;
        bodies.get(node).filter(|before| Arc::ptr_eq(before, body))?;
        checks.get(node).cloned()
    }

    /// The routes of the site and the theme that the key names.
    pub fn routed(&self, key: &(Key, Key)) -> Option<Arc<Routed>> {
        self.warm.as_ref()?.routed.as_ref().filter(|(of, _)| of == key).map(|(_, routed)| Arc::clone(routed))
    }

    /// Keeps an edition at hand, and nothing of those before it.
    pub fn hold(&mut self, held: Held) {
        self.warm = Some(held);
    }
}
