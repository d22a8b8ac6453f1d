//! Runs the stages of a build, from the files to the written site. The only user of threads.
//!
//! [`run`] is the whole program; each line of it is a stage. `check` is the same with nowhere to write to.

mod acknowledge;
mod documents;
mod keys;
mod outputs;
mod request;
mod stopwatch;
mod texts;
mod unchanged;

use std::collections::HashMap;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::memory::{Built, Memory, Parts};
use crate::render::{self, Engine, Renderer};
use crate::site::{self, Bodies, Checked, Node, Route, Site};
use crate::source::Sources;
use crate::span::SourcePath;
use crate::theme::Theme;

pub use crate::site::Hidden;
pub use request::{Account, Fate, Output, Progress, Report, Request, Stage, Why, Written};

use acknowledge::Reasons;
use documents::{Parsed, Read};
use stopwatch::Stopwatch;
use texts::Texts;

/// Builds the site of `request`. What is wrong with the content is in the report; an error is the machine's.
pub fn run(request: &Request, progress: &dyn Progress) -> anyhow::Result<Report> {
    let mut watch = Stopwatch::start(progress);
    let (memory, read, unchanged) = watch.time(Stage::Read, 0, || {
        let (memory, read) = recall_and_read(request)?;
        let unchanged = unchanged::report(request, &memory, &read)?;
        anyhow::Ok((memory, read, unchanged))
    })?;
    match unchanged {
        Some(report) => Ok(Report { sources: read.sources, timings: watch.timings(), ..report }),
        None => build(request, &memory, read, watch, progress, |_, _| ()).map(|(report, ())| report),
    }
}

/// [`run`]s the stages, and makes something of the site and the day it is seen on besides.
pub fn run_with<T>(
    request: &Request,
    progress: &dyn Progress,
    make: impl FnOnce(&Site, Date) -> T,
) -> anyhow::Result<(Report, T)> {
    let mut watch = Stopwatch::start(progress);
    let (memory, read) = watch.time(Stage::Read, 0, || recall_and_read(request))?;
    build(request, &memory, read, watch, progress, make)
}

fn recall_and_read(request: &Request) -> anyhow::Result<(Memory, Read)> {
    let memory = if request.remembers() { Memory::recall(&request.root) } else { Memory::default() };
    let read = documents::read(&request.root, &memory)?;
    Ok((memory, read))
}

fn build<T>(
    request: &Request,
    memory: &Memory,
    read: Read,
    mut watch: Stopwatch<'_>,
    progress: &dyn Progress,
    make: impl FnOnce(&Site, Date) -> T,
) -> anyhow::Result<(Report, T)> {
    let Read { sources, sightings, findings: on_files } = read;
    let mut findings = on_files.clone();

    let (parsed, found) = watch.time(Stage::Parse, 0, || documents::parse(&sources, request, memory));
    findings.extend(found);
    let Parsed { config, campaign, theme, engine, is_renderable, documents, assets, data, settings, learned } =
        parsed;
    let mut parts: HashMap<SourcePath, Parts> =
        learned.into_iter().map(|(path, scan)| (path, Parts { scan, ..Parts::default() })).collect();
    let locale = config.main().lang.locale();
    let today = request.day(&config);

    let (reasons, found) = Reasons::of(&config, campaign.as_ref(), &documents);
    findings.extend(found);
    let fronts: Vec<_> = documents.iter().map(|document| (document.path.clone(), document.hash)).collect();
    let input = site::Input { config, campaign, documents, assets, data, today, drafts: request.drafts };
    let (site, hidden, found) = watch.time(Stage::Assemble, 0, || site::assemble(input));
    findings.extend(found);

    let nodes = site.nodes();
    let words = request.checks_text().then_some(&settings[..]);
    let input = texts::Input { site: &site, nodes: &nodes, settings: words, sources: &sources, memory };
    let Texts { bodies, learned, findings: found } =
        watch.time(Stage::Markdown, nodes.len(), || texts::read(&input, progress));
    findings.extend(found);
    for (path, outline) in learned {
        parts.entry(path).or_default().outline = outline;
    }

    let (checked, routes, found) = watch
        .time(Stage::Check, nodes.len(), || check(&site, &bodies, &nodes, &theme, engine.as_ref(), progress));
    findings.extend(found);
    findings = reasons.mark(findings);

    let mut written = None;
    let mut accounts = Vec::new();
    if let (Some(engine), true) = (&engine, is_renderable) {
        let input = render::Input {
            site: &site,
            theme: &theme,
            engine,
            bodies: &bodies,
            checked: &checked,
            sources: &sources,
            routes: &routes,
            today,
            portable: request.portable,
        };
        let target = if is_publishable(&findings, request) { &request.output } else { &Output::Nowhere };
        let fronts = fronts.iter().map(|(path, hash)| (path, *hash));
        let outward = keys::outward(&sources, request, today, fronts, &site, &bodies);
        let renderer = Renderer::new(input);
        let job = outputs::Job {
            renderer: &renderer,
            routes: &routes,
            outward,
            bodies: &bodies,
            target,
            trusts_made: request.cache,
        };
        let outputs = watch.time(Stage::Render, routes.len(), || outputs::render(&job, progress))?;
        findings.extend(reasons.mark(outputs.findings));
        accounts = outputs.accounts;
        if is_publishable(&findings, request) {
            let commit = || outputs.staged.map(outputs::commit).transpose();
            // What has been rendered is cleared away while the disk works.
            written = watch.time(Stage::Write, 0, || rayon::join(commit, || drop(renderer)).0)?;
        }
    }

    let made = make(&site, today);
    let findings = on_readable(findings, &sources, &on_files).sorted();
    let (written, state) = written.unzip();
    let built = state.map(|state| {
        let facts = Built { findings: findings.clone(), hidden: hidden.clone(), pages: nodes.len(), state };
        (keys::whole(&sources, request, today), facts)
    });
    memory.keep(&sightings, &sources, parts, built);
    let (pages, changed) = (nodes.len(), memory.changes(&sources));
    // Nobody waits until the memory is given back.
    rayon::spawn(move || drop((site, bodies, checked, routes, theme, engine)));
    let report = Report {
        findings,
        pages,
        changed,
        sources,
        hidden,
        written,
        timings: watch.timings(),
        outputs: accounts,
        locale,
    };
    Ok((report, made))
}

/// Without those on what files say whose text is damaged; those on the files themselves stay.
fn on_readable(findings: Diagnostics, sources: &Sources, on_files: &Diagnostics) -> Diagnostics {
    let is_damaged =
        |found: &Diagnostic| found.span.as_ref().is_some_and(|span| sources.is_damaged(&span.path));
    let is_kept = |found: &Diagnostic| !is_damaged(found) || on_files.iter().any(|told| told == found);
    findings.into_iter().filter(is_kept).collect()
}

/// Whether the last good site may give way to this one.
fn is_publishable(findings: &Diagnostics, request: &Request) -> bool {
    let blocking = if request.strict { findings.count(Severity::Warning) } else { 0 };
    !findings.has_errors() && blocking == 0
}

/// What every link means, where every output stands, and what of it is wrong.
fn check(
    site: &Site,
    bodies: &Bodies,
    nodes: &[Node],
    theme: &Theme,
    engine: Option<&Engine>,
    progress: &dyn Progress,
) -> (HashMap<Node, Checked>, Vec<Route>, Diagnostics) {
    let checked = nodes.par_iter().map(|&node| {
        let checked = site::check(site, bodies, node);
        progress.step();
        (node, checked)
    });
    let checked: HashMap<Node, Checked> = checked.collect();
    let statics: Vec<_> =
        theme.statics.iter().map(|file| (file.source.clone(), file.permalink.clone())).collect();
    let routed = site::routes(site, &statics);

    let mut findings = routed.findings;
    findings.extend(site::broken_links(site, bodies, &checked));
    findings.extend(site::check_named(site));
    findings.extend(site::check_mentions(site, bodies));
    findings.extend(site::check_honours(site));
    if let Some(engine) = engine {
        findings.extend(render::check_templates(site, engine));
        findings.extend(bodies.values().flat_map(|body| render::check_directives(engine, body)));
    }
    (checked, routed.routes, findings)
}
