//! What a running program keeps at hand between one edition of a site and the next: files, documents, bodies and the theme,
//! just as they are in use. They are shared, not copied.
//!
//! Like all that is remembered, each is the result of a pure function of what its key names.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use blake3::Hash;

use crate::config::SITE_FILE;
use crate::content::Document;
use crate::diag::Diagnostics;
use crate::files::Stat;
use crate::markdown::{Body, Written};
use crate::render::Engine;
use crate::site::{Bodies, Checked, Checks, Hidden, Node, Routed, Site};
use crate::source::{SourceFile, Sources};
use crate::span::SourcePath;
use crate::theme::Theme;

use super::{AT_REST, Key, Memory, Sighting};

/// What is at hand.
#[derive(Debug, Default)]
pub(super) struct Warm {
    files: HashMap<SourcePath, Kept>,
    documents: HashMap<SourcePath, Arc<Document>>,
    /// Of the settings, which say what documents mean.
    settings: Option<Hash>,
    bodies: HashMap<SourcePath, Arc<Body>>,
    theme: Option<(Key, Arc<Theme>, Arc<Engine>)>,
    placed: Option<(Key, Arc<Placed>)>,
    /// What links mean, by the name of all they may lead to, and the bodies that have them.
    checks: Option<(Key, Checks, Bodies)>,
    routed: Option<((Key, Key), Arc<Routed>)>,
}

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

#[derive(Debug)]
struct Kept {
    stat: Stat,
    /// The disk's clock when it was last read.
    read: i64,
    file: SourceFile,
}

/// What an edition leaves to the next.
#[derive(Debug)]
pub struct Held<'a> {
    /// The files as it met them.
    pub sightings: &'a [Sighting],
    /// What was in them.
    pub sources: &'a Sources,
    /// Its documents, those kept back too.
    pub documents: &'a [Arc<Document>],
    /// The site that they make, by the name of what it was made from.
    pub placed: (Key, Arc<Placed>),
    /// Its bodies.
    pub bodies: &'a Bodies,
    /// What their links mean, by the name of all that they may lead to.
    pub checks: (Key, &'a Checks),
    /// Its routes, by the names of what was put together and of the theme; none if anything is wrong with that.
    pub routed: Option<((Key, Key), Arc<Routed>)>,
    /// The files that something is wrong with, which is to be told again.
    pub wrong: &'a HashSet<SourcePath>,
    /// Its theme and the compiled templates, by what they were made from; none if anything is wrong with them.
    pub theme: Option<(Key, Arc<Theme>, Arc<Engine>)>,
}

impl Warm {
    pub(super) fn file(&self, path: &SourcePath, stat: Stat) -> Option<SourceFile> {
        let kept = self.files.get(path).filter(|kept| kept.stat == stat && stat.modified != 0)?;
        (kept.read.checked_sub(stat.modified)? >= AT_REST).then(|| kept.file.clone())
    }

    /// When a file was read whose content is at hand.
    fn read(&self, path: &SourcePath, stat: Stat) -> Option<i64> {
        self.files.get(path).filter(|kept| kept.stat == stat).map(|kept| kept.read)
    }
}

impl Memory {
    /// The document of a text that is at hand, if the settings are those it was read with.
    pub fn document(&self, path: &SourcePath, hash: Hash, settings: Option<Hash>) -> Option<Arc<Document>> {
        let kept = self
            .warm
            .files
            .get(path)
            .filter(|kept| kept.file.hash() == hash && self.warm.settings == settings);
        kept.and_then(|_| self.warm.documents.get(path).cloned())
    }

    /// The body of a text that is at hand, if it was read in the same way.
    pub fn body(&self, written: &Written, hash: Hash) -> Option<Arc<Body>> {
        self.warm.files.get(&written.path).filter(|kept| kept.file.hash() == hash)?;
        let body = self.warm.bodies.get(&written.path)?;
        let same = body.written.options == written.options && body.written.range == written.range;
        same.then(|| Arc::clone(body))
    }

    /// The theme that was made from what the key names.
    pub fn theme(&self, key: &Key) -> Option<(Arc<Theme>, Arc<Engine>)> {
        let (_, theme, engine) = self.warm.theme.as_ref().filter(|(of, ..)| of == key)?;
        Some((Arc::clone(theme), Arc::clone(engine)))
    }

    /// The site that was put together from what the key names; the Markdown of bodies is not of it.
    pub fn placed(&self, key: &Key) -> Option<&Placed> {
        self.warm.placed.as_ref().filter(|(of, _)| of == key).map(|(_, placed)| &**placed)
    }

    /// What the links of a body mean, if it and all they may lead to are as they were.
    pub fn checked(&self, outward: &Key, node: Node, body: &Arc<Body>) -> Option<Arc<Checked>> {
        let (_, checks, bodies) = self.warm.checks.as_ref().filter(|(of, ..)| of == outward)?;
        bodies.get(node).filter(|before| Arc::ptr_eq(before, body))?;
        checks.get(node).cloned()
    }

    /// The routes of the site and the theme that the key names.
    pub fn routed(&self, key: &(Key, Key)) -> Option<Arc<Routed>> {
        self.warm.routed.as_ref().filter(|(of, _)| of == key).map(|(_, routed)| Arc::clone(routed))
    }

    /// Keeps an edition at hand, and nothing of those before it.
    pub fn hold(&mut self, held: Held<'_>) {
        let Held { sightings, sources, documents, placed, bodies, wrong, theme, checks, routed } = held;
        let files = sightings.iter().filter_map(|Sighting { path, stat, is_known }| {
            let before = self.warm.read(path, *stat).or_else(|| Some(self.index.files.get(path)?.read));
            let read = before.filter(|_| *is_known).unwrap_or(self.now);
            let file = sources.get(path.as_str())?.clone();
            let is_whole = !matches!(&file, SourceFile::Text(text) if text.is_damaged);
            is_whole.then(|| (path.clone(), Kept { stat: *stat, read, file }))
        });
        let files = files.collect();
        let documents = documents.iter().filter(|document| !wrong.contains(&document.path));
        let right = bodies.values().filter(|body| !wrong.contains(&body.written.path));
        self.warm = Warm {
            files,
            documents: documents.map(|document| (document.path.clone(), Arc::clone(document))).collect(),
            settings: sources.get(SITE_FILE).map(SourceFile::hash),
            bodies: right.map(|body| (body.written.path.clone(), Arc::clone(body))).collect(),
            theme,
            placed: Some(placed),
            checks: Some((checks.0, checks.1.clone(), bodies.clone())),
            routed,
        };
    }
}
