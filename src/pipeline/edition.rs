//! A site as its files are at one moment: all of it but its outputs.
//!
//! 1. `draft.rs` makes it of the files that were read. Builds write the outputs of an edition, and are done.
//! 2. [`Editions`] makes one edition after another, for as long as the program runs. What has not changed is in use already,
//!    and is taken as it is.

use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use crate::content::Document;
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::lint::{self, Context};
use crate::memory::{Held, Key, Memory, Placed, Sighting};
use crate::permalink::BaseUrl;
use crate::render::{self, Engine, Indexes, Renderer};
use crate::search::{Found, Index, Standing};
use crate::site::{Bodies, Checked, Checks, Hidden, Node, Route, Routed, Site};
use crate::source::Sources;
use crate::span::SourcePath;
use crate::text::Locale;
use crate::theme::Theme;

use super::acknowledge::Reasons;
use super::documents::{self, Read};
use super::request::{Progress, Request, Stage};
use super::stopwatch::Stopwatch;
use super::{draft, keys, outputs, search, texts};

/// A site at one moment.
pub struct Edition {
    pub(super) placed: Arc<Placed>,
    pub(super) sources: Arc<Sources>,
    pub(super) routed: Arc<Routed>,
    pub(super) today: Date,
    pub(super) locale: Locale,
    /// How many pages and sections have a document.
    pub(super) size: usize,
    /// What the stages found.
    pub(super) findings: Diagnostics,
    /// The name of what the site was put together from.
    pub(super) placed_key: Key,
    /// The name of all that every output can see.
    pub(super) outward: Key,
    pub(super) sightings: Arc<Vec<Sighting>>,
    /// All documents, those kept back too.
    pub(super) documents: Arc<Vec<Arc<Document>>>,
    /// The files of documents that something is wrong with in themselves.
    pub(super) wrong: Arc<HashSet<SourcePath>>,
    pub(super) theme: Arc<Theme>,
    pub(super) engine: Option<Arc<Engine>>,
    pub(super) theme_key: Option<Key>,
    pub(super) bodies: Arc<Bodies>,
    pub(super) checks: Arc<Checks>,
    /// Made when it is first asked for.
    pub(super) search: OnceLock<Searched>,
    pub(super) is_renderable: bool,
    pub(super) portable: bool,
    pub(super) reasons: Reasons,
    pub(super) on_files: Diagnostics,
}

/// What search in the browser reads.
pub(super) struct Searched {
    indexes: Vec<Index>,
    routes: Vec<Route>,
}

impl Searched {
    /// Of all words, where some shards stand.
    pub(super) fn of(site: &Site, found: &Found<'_>, standing: &Standing) -> Self {
        let indexes = search::indexes(&search::catalogues(site, found), standing);
        Self { routes: search::routes(&indexes).collect(), indexes }
    }
}

impl Indexes for Edition {
    fn all(&self) -> &[Index] {
        &self.searched().indexes
    }
}

impl Edition {
    /// What its outputs are made of; none if no page of it can be rendered.
    pub fn input(&self) -> Option<render::Input<'_>> {
        let engine = self.engine.as_deref().filter(|_| self.is_renderable)?;
        Some(render::Input {
            site: &self.placed.site,
            theme: &self.theme,
            engine,
            bodies: &self.bodies,
            checked: &self.checks,
            sources: &self.sources,
            routes: self.routes(),
            indexes: self,
            today: self.today,
            portable: self.portable,
        })
    }

    /// The site.
    pub fn site(&self) -> &Site {
        &self.placed.site
    }

    /// The files it is made from.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// All its outputs, but for what search reads.
    pub fn routes(&self) -> &[Route] {
        &self.routed.routes
    }

    /// The outputs that search reads.
    pub fn search_routes(&self) -> &[Route] {
        &self.searched().routes
    }

    /// Takes its index of search, which was made beside it.
    pub(super) fn take_index(&self, searched: Searched) {
        // What was asked for before is the same.
        drop(self.search.set(searched));
    }

    fn searched(&self) -> &Searched {
        self.search.get_or_init(|| {
            Searched::of(self.site(), &texts::words(self.site(), &self.bodies), &Standing::default())
        })
    }

    /// Pages kept back, and why.
    pub fn hidden(&self) -> &[Hidden] {
        &self.placed.hidden
    }

    /// How many pages it has.
    pub fn pages(&self) -> usize {
        self.size
    }

    /// The site's own language.
    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// Whether the stages found it good enough to be published.
    pub fn is_sound(&self) -> bool {
        self.is_renderable && self.engine.is_some() && !self.findings.has_errors()
    }

    /// Where its links mean to stand, if it has an address.
    pub fn base_url(&self) -> Option<&BaseUrl> {
        self.placed.site.config.base_url.as_ref()
    }

    /// The name of what its routes are made from; none if anything is wrong with the theme.
    fn made_of(&self) -> Option<(Key, Key)> {
        self.theme_key.map(|theme_key| (self.placed_key, theme_key))
    }

    /// What each link of a page means.
    pub fn checked(&self, node: Node) -> Option<&Checked> {
        self.checks.get(node).map(|checked| &**checked)
    }

    /// The name of all that an output can be made from.
    pub fn inputs(&self, renderer: &Renderer<'_>, route: &Route) -> [u8; 16] {
        keys::inputs(&self.outward, &renderer.shown(route), &self.bodies)
    }

    /// All findings, with those that rendering gave, by file and place.
    pub fn told(&self, rendering: impl IntoIterator<Item = Diagnostic>) -> Diagnostics {
        let mut findings = self.findings.clone();
        findings.extend(self.reasons.mark(outputs::once(rendering.into_iter())));
        on_readable(findings, &self.sources, &self.on_files).sorted()
    }

    /// What the texts of a site are held against.
    pub fn context(&self) -> Context {
        let nodes = self.placed.site.nodes();
        let documents = nodes.iter().filter_map(|&node| self.placed.site.document(node));
        Context::new(self.placed.site.campaign.as_ref(), documents)
    }

    /// What the checks on the text, which builds leave out, find in one page.
    pub fn check_text(&self, node: Node, context: &Context) -> Diagnostics {
        let (Some(document), Some(body)) = (self.placed.site.document(node), self.bodies.get(node)) else {
            return Diagnostics::new();
        };
        let (found, _) = lint::check(lint::of_document(document).iter().chain(&body.words()), context);
        self.reasons.mark(found).sorted()
    }
}

/// Without those on what files say whose text is damaged; those on the files themselves stay.
fn on_readable(findings: Diagnostics, sources: &Sources, on_files: &Diagnostics) -> Diagnostics {
    let is_damaged =
        |found: &Diagnostic| found.span.as_ref().is_some_and(|span| sources.is_damaged(&span.path));
    let is_kept = |found: &Diagnostic| !is_damaged(found) || on_files.iter().any(|told| told == found);
    findings.into_iter().filter(is_kept).collect()
}

/// Makes the editions of a site, one after another.
pub struct Editions {
    request: Request,
    memory: Memory,
    /// What the last edition was made from, and the day it is of.
    last: Option<(Date, Read)>,
}

/// Which files to look at.
#[derive(Debug, Clone, Copy)]
pub enum Look<'a> {
    /// All of them.
    Everywhere,
    /// Those that are said to have changed, on the disk; if that does not tell all, the others too. What nobody said is not
    /// seen.
    At(&'a BTreeSet<PathBuf>),
}

impl Editions {
    /// Of the site that is asked for; its output is nobody's business here.
    pub fn new(request: Request) -> Self {
        let memory = if request.remembers() { Memory::recall(&request.root) } else { Memory::default() };
        Self { request, memory, last: None }
    }

    /// Looks at files, and makes the edition that they are now; none if it would be the last one again.
    ///
    /// # Errors
    ///
    /// Where the disk cannot be read, and where files go while it is.
    pub fn next(&mut self, look: Look<'_>, progress: &dyn Progress) -> anyhow::Result<Option<Edition>> {
        self.memory.tick();
        let mut watch = Stopwatch::start(progress);
        let read = watch.time(Stage::Read, 0, || self.read(look))?;
        let (config, _, _) = documents::config(&read.sources, &self.request);
        let day = self.request.day(&config);
        let is_same = |(last, before): &(Date, Read)| *last == day && before.is_same(&read);
        let is_same = self.last.as_ref().is_some_and(is_same);
        let is_first = self.last.is_none();
        self.last = Some((day, read.clone()));
        if is_same {
            return Ok(None);
        }
        let (draft, _) = draft::draft(&self.request, &self.memory, read, &mut watch, progress, false);
        // For the builds and previews to come.
        let (edition, keeping) = watch.time(Stage::Check, 0, || draft.check(is_first));
        self.memory.finish(keeping, None);
        self.hold(&edition);
        Ok(Some(edition))
    }

    fn read(&self, look: Look<'_>) -> anyhow::Result<Read> {
        let root = &self.request.root;
        if let (Look::At(places), Some((_, before))) = (look, &self.last)
            && let Some(read) = documents::read_at(root, places, before, &self.memory)?
        {
            return Ok(read);
        }
        documents::read(root, &self.memory)
    }

    /// Keeps at hand what the next edition may need of this one.
    fn hold(&mut self, edition: &Edition) {
        let theme = |(key, engine): (_, &Arc<Engine>)| (key, Arc::clone(&edition.theme), Arc::clone(engine));
        self.memory.hold(Held {
            sightings: Arc::clone(&edition.sightings),
            sources: Arc::clone(&edition.sources),
            settings: documents::settings_hash(&edition.sources),
            documents: Arc::clone(&edition.documents),
            placed: (edition.placed_key, Arc::clone(&edition.placed)),
            bodies: Arc::clone(&edition.bodies),
            checks: (edition.outward, Arc::clone(&edition.checks)),
            routed: edition.made_of().map(|made_of| (made_of, Arc::clone(&edition.routed))),
            wrong: Arc::clone(&edition.wrong),
            theme: edition.theme_key.zip(edition.engine.as_ref()).map(theme),
        });
    }
}

/// Whether the last good site may give way to one with these findings.
pub(super) fn is_publishable(findings: &Diagnostics, request: &Request) -> bool {
    let blocking = if request.strict { findings.count(Severity::Warning) } else { 0 };
    !findings.has_errors() && blocking == 0
}
