//! The stage of texts: Markdown into bodies, and, while its words are at hand, the checks on what it says.
//!
//! A body whose outline is remembered is not rendered here: its content is, when its page is.
//!
//! The checks on the text change nothing of the site, and cost half as much as all the rest. So a plain build, which tells
//! nobody to mend anything, leaves them out.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::RawHtml;
use crate::content::Document;
use crate::diag::Diagnostics;
use crate::lang::Lang;
use crate::lint::{self, Context};
use crate::markdown::{self, BlockReader, Body, HtmlPolicy, Options, Rendered, Wanted, Written};
use crate::memory::{Learned, Memory, Parts, Shelf};
use crate::prose::Prose;
use crate::search::{Found, OfBody, Reader, Words};
use crate::site::{Bodies, Node, Site};
use crate::source::{CONTENT, SourceFile, Sources};
use crate::span::SourcePath;

use super::request::Progress;

/// How many pages are read one after another, at least and at most: what is learned of them stands together, and they share the
/// forms of their words.
const TOGETHER: [usize; 2] = [32, 512];

/// So many such runs of pages there should be, that no core is without one for long.
const RUNS: usize = 32;

/// The pages in runs.
fn runs(nodes: &[Node]) -> rayon::slice::Chunks<'_, Node> {
    let [least, most] = TOGETHER;
    nodes.par_chunks((nodes.len() / RUNS).clamp(least, most))
}

/// What the stage works with.
pub(super) struct Input<'a> {
    pub(super) site: &'a Site,
    pub(super) nodes: &'a [Node],
    /// The words in `site.yaml`; none if texts are not to be checked.
    pub(super) settings: Option<&'a [Prose]>,
    pub(super) sources: &'a Sources,
    pub(super) memory: &'a Memory,
    /// Whether what search looks at is wanted too.
    pub(super) wants_search: bool,
}

/// What it makes.
pub(super) struct Texts {
    pub(super) bodies: Bodies,
    /// What search looks at, where that is not to be remembered.
    pub(super) unremembered: Found<'static>,
    /// What is now known of the bodies, where the memory did not know it.
    pub(super) learned: Vec<(SourcePath, Parts)>,
    pub(super) findings: Diagnostics,
}

/// Renders each body by itself; with settings, it checks every text: those, the campaign's and those of the pages.
pub(super) fn read(input: &Input<'_>, progress: &dyn Progress) -> Texts {
    let Input { site, nodes, settings, .. } = *input;
    let documents = nodes.iter().filter_map(|&node| site.document(node));
    let searched = if input.wants_search { searched(site) } else { HashSet::new() };
    let context = settings.map(|_| Context::new(site.campaign.as_ref(), documents));
    let read = runs(nodes).map_init(Room::default, |room, nodes| {
        let read = nodes.iter().filter_map(|&node| {
            let document = site.document(node)?;
            let asked = Asked { words: context.is_some(), search: is_searched(document, &searched) };
            let mut read = body(input, node, document, options(site, document), asked, room);
            let mut mentions = Vec::new();
            if let Some(context) = &context {
                let titles = lint::of_document(document);
                let (found, named) = lint::check(titles.iter().chain(&read.prose), context);
                read.findings.extend(found);
                mentions = named;
            }
            progress.step();
            Some((node, document, Read { prose: None, ..read }, mentions))
        });
        let read: Vec<_> = read.collect();
        let glossary = room.reader.finish();
        let of_words = room.shelf.put_bytes(glossary.bytes());
        room.shelf.close();
        (read, of_words, glossary)
    });
    let read: Vec<_> = read.collect();
    let mut bodies = Vec::with_capacity(nodes.len());
    let (mut unremembered, mut learned) = (Found::default(), Vec::new());
    let (mut findings, mut mentions) = (Vec::new(), Vec::new());
    for (read, of_words, glossary) in read {
        let mut others = Vec::new();
        for (node, document, read, named) in read {
            others.extend(read.unremembered.map(|words| of_body(node, &read.body, words)));
            bodies.push((node, read.body));
            if (&read.outline, &read.words) != (&Learned::Known, &Learned::Known) {
                let glossary = match &read.words {
                    Learned::New(_) => of_words.clone(),
                    words => words.clone(),
                };
                let parts = Parts { outline: read.outline, words: read.words, glossary, ..Parts::default() };
                learned.push((document.path.clone(), parts));
            }
            findings.push(read.findings);
            mentions.push(named);
        }
        if !others.is_empty() {
            unremembered.push(glossary, others);
        }
    }
    if let (Some(settings), Some(context)) = (settings, context) {
        let campaign = site.campaign.as_ref().map(lint::of_campaign).unwrap_or_default();
        for texts in [&campaign[..], settings] {
            let (found, named) = lint::check(texts, &context);
            findings.push(found);
            mentions.push(named);
        }
        findings.push(lint::conflicts(mentions.into_iter().flatten().collect(), &context));
        findings.push(files(input.sources));
    }
    Texts {
        bodies: bodies.into_iter().collect(),
        unremembered,
        learned,
        findings: findings.into_iter().flatten().collect(),
    }
}

/// What search looks at, after the bodies were read: as it stands where it is remembered, or is to be.
pub(super) fn remembered_words<'a>(
    site: &Site,
    sources: &Sources,
    memory: &'a Memory,
    bodies: &Bodies,
    parts: &'a HashMap<SourcePath, Parts>,
    mut found: Found<'a>,
) -> Found<'a> {
    let searched = searched(site);
    let remembered = site.nodes().into_par_iter().filter_map(|node| {
        let document = site.document(node).filter(|document| is_searched(document, &searched))?;
        let options = options(site, document);
        let learned = |parts: &'a Parts| {
            let (_, words): (Options, Words<'_>) = parts.words.value()?;
            Some((words, parts.glossary.bytes()?))
        };
        let learned = parts.get(&document.path).and_then(learned);
        let (words, glossary) =
            learned.or_else(|| memory.words(&document.path, sources.hash(&document.path)?, &options))?;
        Some((of_body(node, bodies.get(node)?, words), glossary))
    });
    let remembered: Vec<_> = remembered.collect();
    found.extend(remembered);
    found
}

fn of_body<'a>(node: Node, body: &Body, words: Words<'a>) -> OfBody<'a> {
    OfBody { node, words, made_from: body.outline.hash }
}

/// What search looks at, read anew.
pub(super) fn words(site: &Site, bodies: &Bodies) -> Found<'static> {
    let searched = searched(site);
    let nodes = site.nodes();
    let read = runs(&nodes).map_init(Reader::default, |reader, nodes| {
        let read = nodes.iter().filter_map(|&node| {
            site.document(node).filter(|document| is_searched(document, &searched))?;
            let body = bodies.get(node)?;
            body.read(reader);
            Some(of_body(node, body, reader.words()))
        });
        let read: Vec<_> = read.collect();
        (reader.finish(), read)
    });
    let read: Vec<_> = read.collect();
    let mut found = Found::default();
    read.into_iter().for_each(|(glossary, bodies)| found.push(glossary, bodies));
    found
}

/// The languages that have a page to search with.
fn searched(site: &Site) -> HashSet<&Lang> {
    site.homes.iter().map(|(lang, _)| lang).filter(|lang| site.search_page(lang).is_some()).collect()
}

/// How the body of a document is read.
fn options(site: &Site, document: &Document) -> Options {
    let html = match site.config.raw_html {
        RawHtml::Sanitised => HtmlPolicy::Sanitised,
        RawHtml::Trusted => HtmlPolicy::Trusted,
    };
    Options { html, locale: document.lang.locale() }
}

fn is_searched(document: &Document, searched: &HashSet<&Lang>) -> bool {
    document.front.search && searched.contains(&document.lang)
}

/// What the bodies of some pages are read with.
#[derive(Default)]
struct Room {
    shelf: Shelf,
    reader: Reader,
}

/// What is to be read of a body besides its outline.
#[derive(Clone, Copy)]
struct Asked {
    /// The words, for the checks on the text.
    words: bool,
    /// What search looks at.
    search: bool,
}

/// What was read of a document's body.
struct Read {
    body: Arc<Body>,
    prose: Option<Prose>,
    findings: Diagnostics,
    outline: Learned,
    words: Learned,
    /// What search looks at, if that is not to be remembered.
    unremembered: Option<Words<'static>>,
}

/// The body of a document, remembered or rendered.
fn body(
    input: &Input<'_>,
    node: Node,
    document: &Document,
    options: Options,
    asked: Asked,
    room: &mut Room,
) -> Read {
    let written = || {
        let (path, text, range) = (document.path.clone(), document.text.clone(), document.body.clone());
        Written { path, text, range, options }
    };
    let remembered = || {
        let hash = input.sources.hash(&document.path)?;
        let outline = input.memory.outline(&document.path, hash, &options)?;
        let has_words = || input.memory.words(&document.path, hash, &options).is_some();
        (!asked.search || has_words()).then(|| Arc::new(Body::remembered(written(), outline)))
    };
    let in_use = || input.memory.body(node, document, &options).filter(|_| !asked.search);
    if !asked.words
        && let Some(body) = in_use().or_else(remembered)
    {
        return Read {
            body,
            prose: None,
            findings: Diagnostics::new(),
            outline: Learned::Known,
            words: Learned::Known,
            unremembered: None,
        };
    }
    let written = written();
    let reader = asked.search.then_some(&mut room.reader as &mut dyn BlockReader);
    let wanted = Wanted { words: asked.words, reader };
    let Rendered { outline, content, words: prose, findings } = markdown::render(&written, wanted);
    let words = asked.search.then(|| room.reader.words());
    let (mut known, mut learned) = (Learned::Nothing, Learned::Nothing);
    if findings.is_empty() {
        known = room.shelf.put(&(options, &outline));
        learned = words.as_ref().map_or(Learned::Nothing, |words| room.shelf.put(&(options, words)));
    }
    let unremembered = words.filter(|_| learned == Learned::Nothing);
    let body = Arc::new(Body::new(written, outline, content));
    Read { body, prose, findings, outline: known, words: learned, unremembered }
}

/// What is told of the author's files as such.
fn files(sources: &Sources) -> Diagnostics {
    let texts = sources.below(CONTENT).filter_map(|(path, file)| match file {
        SourceFile::Text(text) => Some((path, text)),
        SourceFile::Blob(_) => None,
    });
    texts.filter_map(|(path, text)| lint::nfd(path, text)).collect()
}
