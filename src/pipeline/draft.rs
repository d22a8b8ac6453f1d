//! A site of which all texts are read: from it an edition is made, and beside that its index of search.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::content::Document;
use crate::diag::Diagnostics;
use crate::memory::{Keeping, Key, Learned, Memory, Parts, Placed, Sighting};
use crate::render::{self, Engine};
use crate::search::{Found, Standing};
use crate::site::{self, Bodies, Checked, Checks, Node, Routed, Site};
use crate::source::Sources;
use crate::span::SourcePath;
use crate::text::Locale;
use crate::theme::Theme;

use super::acknowledge::Reasons;
use super::documents::{self, Parsed, Read};
use super::edition::{Edition, Searched};
use super::keys;
use super::request::{Progress, Request, Stage};
use super::stopwatch::Stopwatch;
use super::texts::{self, Texts};

/// A site of which all texts are read, and nothing is checked yet that takes more than one of them.
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
}

/// All that the index of search is made from.
pub(super) struct Unindexed<'a> {
    memory: &'a Memory,
    placed: Arc<Placed>,
    sources: Arc<Sources>,
    bodies: Arc<Bodies>,
    parts: Arc<HashMap<SourcePath, Parts>>,
    /// What search looks at, where that is not to be remembered.
    unremembered: Found<'static>,
}

/// Runs the stages from what was read to the texts. What the index is made from is whole only if search is wanted.
pub(super) fn draft<'a>(
    request: &Request,
    memory: &'a Memory,
    read: Read,
    watch: &mut Stopwatch<'_>,
    progress: &dyn Progress,
    wants_search: bool,
) -> (Draft<'a>, Unindexed<'a>) {
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
    let (placed, bodies, parts) = (Arc::new(placed), Arc::new(bodies), Arc::new(parts));
    let unindexed = Unindexed {
        memory,
        placed: Arc::clone(&placed),
        sources: Arc::clone(&sources),
        bodies: Arc::clone(&bodies),
        parts: Arc::clone(&parts),
        unremembered,
    };
    let draft = Draft {
        memory,
        placed,
        placed_key,
        sources,
        sightings,
        documents: all,
        theme,
        engine,
        theme_key,
        bodies,
        today,
        locale,
        is_renderable,
        portable: request.portable,
        reasons,
        findings,
        on_files,
        wrong,
        parts,
    };
    (draft, unindexed)
}

impl Draft<'_> {
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
