//! A site as its files are at one moment: all of it but its outputs.
//!
//! 1. [`draft`] runs the stages on the files that were read, up to the texts; [`Draft::check`] makes an edition of it. Beside
//!    that the index of search can be made ([`Unindexed`]). Builds write the outputs of an edition, and are done.
//! 2. [`Editions`] makes one edition after another, for as long as the program runs. What has not changed is in use already,
//!    and is taken as it is.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::content::Document;
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::lint::{self, Context};
use crate::memory::{Held, Keeping, Key, Learned, Memory, Parts, Placed, Sighting};
use crate::permalink::BaseUrl;
use crate::render::{self, Engine, Indexes, Renderer};
use crate::search::{Found, Index, Standing};
use crate::site::{self, Bodies, Checked, Checks, Hidden, Node, Route, Routed, Site};
use crate::source::Sources;
use crate::span::SourcePath;
use crate::text::Locale;
use crate::theme::Theme;

use super::acknowledge::Reasons;
use super::documents::{self, Parsed, Read};
use super::request::{Progress, Request, Stage};
use super::stopwatch::Stopwatch;
use super::texts::{self, Texts};
use super::{keys, outputs, search};

/// A site at one moment.
pub struct Edition {
    pub(super) placed: Arc<Placed>,
    pub(super) sources: Arc<Sources>,
    routed: Arc<Routed>,
    pub(super) today: Date,
    pub(super) locale: Locale,
    /// How many pages and sections have a document.
    pub(super) size: usize,
    /// What the stages found.
    pub(super) findings: Diagnostics,
    /// The name of what the site was put together from.
    placed_key: Key,
    /// The name of all that every output can see.
    pub(super) outward: Key,
    pub(super) sightings: Arc<Vec<Sighting>>,
    /// All documents, those kept back too.
    documents: Arc<Vec<Arc<Document>>>,
    /// The files of documents that something is wrong with in themselves.
    wrong: Arc<HashSet<SourcePath>>,
    theme: Arc<Theme>,
    engine: Option<Arc<Engine>>,
    theme_key: Option<Key>,
    bodies: Arc<Bodies>,
    checks: Arc<Checks>,
    /// Made when it is first asked for.
    search: OnceLock<Searched>,
    is_renderable: bool,
    portable: bool,
    reasons: Reasons,
    on_files: Diagnostics,
}

/// What search in the browser reads.
pub(super) struct Searched {
    indexes: Vec<Index>,
    routes: Vec<Route>,
}

impl Searched {
    fn of(site: &Site, found: &Found<'_>, standing: &Standing) -> Self {
        let indexes = search::indexes(&search::catalogues(site, found), standing);
        Self { routes: search::routes(&indexes).collect(), indexes }
    }
}

impl Indexes for Edition {
    fn all(&self) -> &[Index] {
        &self.searched().indexes
    }
}

/// An edition of which all texts are read, and nothing is checked yet that takes more than one of them.
pub(super) struct Draft<'a> {
    memory: &'a Memory,
    placed: Arc<Placed>,
    placed_key: Key,
    sources: Arc<Sources>,
    sightings: Arc<Vec<Sighting>>,
    documents: Vec<Arc<Document>>,
    theme: Arc<Theme>,
    engine: Option<Arc<Engine>>,
    theme_key: Option<Key>,
    bodies: Arc<Bodies>,
    today: Date,
    locale: Locale,
    is_renderable: bool,
    portable: bool,
    reasons: Reasons,
    findings: Diagnostics,
    on_files: Diagnostics,
    wrong: HashSet<SourcePath>,
    /// What is to be remembered of the documents. It is large.
    parts: Arc<HashMap<SourcePath, Parts>>,
    /// What search looks at, where that is not to be remembered.
    unremembered: Found<'static>,
}

/// All that the index of search is made from.
pub(super) struct Unindexed<'a> {
    memory: &'a Memory,
    placed: Arc<Placed>,
    sources: Arc<Sources>,
    bodies: Arc<Bodies>,
    parts: Arc<HashMap<SourcePath, Parts>>,
    unremembered: Found<'static>,
}

/// Runs the stages from what was read to the texts.
pub(super) fn draft<'a>(
    request: &Request,
    memory: &'a Memory,
    read: Read,
    watch: &mut Stopwatch<'_>,
    progress: &dyn Progress,
    wants_search: bool,
) -> Draft<'a> {
    let Read { sources, sightings, findings: on_files } = read;
    let mut findings = on_files.clone();

    let (parsed, found) = watch.time(Stage::Parse, 0, || documents::parse(&sources, request, memory));
    findings.extend(found);
    let Parsed { config, campaign, theme, engine, theme_key, is_renderable, documents, .. } = parsed;
    let Parsed { assets, data, settings, learned, mut wrong, .. } = parsed;
    let mut parts: HashMap<SourcePath, Parts> =
        learned.into_iter().map(|(path, scan)| (path, Parts { scan, ..Parts::default() })).collect();
    let locale = config.main().lang.locale();
    let today = request.day(&config);

    let (reasons, found) = Reasons::of(&config, campaign.as_ref(), &documents);
    findings.extend(found);
    let all = documents.clone();
    let fronts = all.iter().map(|document| (&document.path, document.hash));
    let placed_key = keys::placed(&sources, request, today, fronts);
    let input = site::Input { config, campaign, documents, assets, data, today, drafts: request.drafts };
    let placed = watch.time(Stage::Assemble, 0, || match memory.placed(&placed_key) {
        Some(Placed { site, hidden, findings }) => {
            Placed { site: site.with_texts(&all), hidden: hidden.clone(), findings: findings.clone() }
        }
        None => {
            let (site, hidden, mut findings) = site::assemble(input);
            findings.extend(site::check_named(&site));
            findings.extend(site::check_honours(&site));
            findings.extend(crate::search::check_synonyms(&site));
            Placed { site, hidden, findings }
        }
    });
    findings.extend(placed.findings.clone());
    let site = &placed.site;

    let nodes = site.nodes();
    let words = request.checks_text().then_some(&settings[..]);
    let input =
        texts::Input { site, nodes: &nodes, settings: words, sources: &sources, memory, wants_search };
    let Texts { bodies, unremembered, learned, findings: found } =
        watch.time(Stage::Markdown, nodes.len(), || texts::read(&input, progress));
    findings.extend(found);
    for (path, of_body) in learned {
        if of_body.outline == Learned::Nothing {
            wrong.insert(path.clone());
        }
        let parts = parts.entry(path).or_default();
        *parts = Parts { scan: std::mem::take(&mut parts.scan), ..of_body };
    }
    Draft {
        memory,
        placed: Arc::new(placed),
        placed_key,
        sources,
        sightings,
        documents: all,
        theme,
        engine,
        theme_key,
        bodies: Arc::new(bodies),
        today,
        locale,
        is_renderable,
        portable: request.portable,
        reasons,
        findings,
        on_files,
        wrong,
        parts: Arc::new(parts),
        unremembered,
    }
}

impl<'a> Draft<'a> {
    /// What its index of search is made from, if that was wanted; once.
    pub(super) fn unindexed(&mut self) -> Unindexed<'a> {
        Unindexed {
            memory: self.memory,
            placed: Arc::clone(&self.placed),
            sources: Arc::clone(&self.sources),
            bodies: Arc::clone(&self.bodies),
            parts: Arc::clone(&self.parts),
            unremembered: std::mem::take(&mut self.unremembered),
        }
    }

    /// Checks what leads from one text to another, and begins to remember what was learned of them, if it is to be.
    pub(super) fn check(self, remembers: bool) -> (Edition, Keeping) {
        let Self { memory, placed, placed_key, sources, sightings, theme, engine, theme_key, .. } = self;
        let Self { bodies, mut findings, parts, .. } = self;
        let site = &placed.site;
        let nodes = site.nodes();
        let outward = keys::outward(&placed_key, site, &bodies);
        let made_of = theme_key.map(|theme_key| (placed_key, theme_key));
        let input = Checking { memory, site, bodies: &bodies, nodes: &nodes, outward, made_of };
        let (checks, routed, found) = check(&input, &theme, engine.as_deref());
        let keeping = if remembers { memory.begin(&sightings, &sources, &parts) } else { Keeping::default() };
        findings.extend(found);
        // Nothing of what follows needs them.
        rayon::spawn(move || drop(parts));
        let edition = Edition {
            findings: self.reasons.mark(findings),
            size: nodes.len(),
            portable: self.portable,
            documents: Arc::new(self.documents),
            wrong: Arc::new(self.wrong),
            search: OnceLock::new(),
            placed,
            placed_key,
            sources,
            routed,
            today: self.today,
            locale: self.locale,
            outward,
            sightings,
            theme,
            engine,
            theme_key,
            bodies,
            checks: Arc::new(checks),
            is_renderable: self.is_renderable,
            reasons: self.reasons,
            on_files: self.on_files,
        };
        (edition, keeping)
    }
}

impl Unindexed<'_> {
    /// Makes the index, of which some shards stand.
    pub(super) fn index(self, standing: &Standing) -> Searched {
        let Self { memory, placed, sources, bodies, parts, unremembered } = self;
        let site = &placed.site;
        let found = texts::remembered_words(site, &sources, memory, &bodies, &parts, unremembered);
        Searched::of(site, &found, standing)
    }
}

/// What the links of a site are held against.
struct Checking<'a> {
    memory: &'a Memory,
    site: &'a Site,
    bodies: &'a Bodies,
    nodes: &'a [Node],
    /// The name of all that a link may lead to.
    outward: Key,
    /// The name of what routes are made from.
    made_of: Option<(Key, Key)>,
}

/// What every link means, where every output stands, and what of it is wrong.
fn check(input: &Checking<'_>, theme: &Theme, engine: Option<&Engine>) -> (Checks, Arc<Routed>, Diagnostics) {
    let Checking { memory, site, bodies, nodes, outward, made_of } = *input;
    let checks = nodes.par_iter().map(|&node| {
        let known = bodies.get(node).and_then(|body| memory.checked(&outward, node, body));
        let checked = known.unwrap_or_else(|| Arc::new(site::check(site, bodies, node)));
        (node, checked)
    });
    let checks: Vec<(Node, Arc<Checked>)> = checks.collect();
    let checks: Checks = checks.into_iter().collect();
    let known = made_of.and_then(|made_of| memory.routed(&made_of));
    let routed = known.unwrap_or_else(|| {
        let statics = theme.statics.iter().map(|file| (file.source.clone(), file.permalink.clone()));
        Arc::new(site::routes(site, &statics.collect::<Vec<_>>()))
    });

    let mut findings = routed.findings.clone();
    findings.extend(site::broken_links(site, bodies, &checks));
    findings.extend(site::check_mentions(site, bodies));
    if let Some(engine) = engine {
        findings.extend(render::check_templates(site, engine));
        findings.extend(bodies.values().flat_map(|body| render::check_directives(engine, body)));
    }
    (checks, routed, findings)
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
        let draft = draft(&self.request, &self.memory, read, &mut watch, progress, false);
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
