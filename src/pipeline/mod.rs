//! Runs the stages of a build, from the files to the written site. The only user of threads.
//!
//! [`run`] is the whole program; each line of it is a stage. `check` is the same with nowhere to write to.

mod acknowledge;
mod documents;
mod draft;
mod edition;
mod keys;
mod outputs;
mod request;
mod search;
mod stopwatch;
mod texts;
mod unchanged;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use crate::diag::Diagnostics;
use crate::memory::{Built, Memory};
use crate::render::Renderer;
use crate::search::Standing;
use crate::site::Site;

pub use crate::site::Hidden;
pub use edition::{Edition, Editions, Look};
pub use request::{Account, Fate, Output, Progress, Report, Request, Stage, Why, Written};

use documents::Read;
use edition::is_publishable;
use outputs::{Place, Rendering};
use stopwatch::{Stopwatch, timed};

/// Builds the site of `request`. What is wrong with the content is in the report; an error is the machine's.
pub fn run(request: &Request, progress: &dyn Progress) -> anyhow::Result<Report> {
    let mut watch = Stopwatch::start(progress);
    let (memory, read, unchanged) = watch.time(Stage::Read, 0, || {
        let (memory, read) = recall_and_read(request)?;
        let unchanged = unchanged::report(request, &memory, &read)?;
        anyhow::Ok((memory, read, unchanged))
    })?;
    match unchanged {
        Some(report) => {
            if memory.has_settled(&read.sightings) {
                memory.finish(memory.begin(&read.sightings, &read.sources, &HashMap::new()), None);
            }
            let (took, timings) = watch.stop();
            Ok(Report { sources: read.sources, took, timings, ..report })
        }
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
    let standing = match &request.output {
        Output::Folder { path, .. } if request.cache => search::standing(path)?,
        _ => Standing::default(),
    };
    let (draft, unindexed) = draft::draft(request, memory, read, &mut watch, progress, true);
    let slot = OnceLock::new();
    // Whatever one of them does that is alone on its core, the other has work for the rest.
    let ((index, took), begun) = rayon::join(
        || timed(|| unindexed.index(&standing)),
        || {
            let (edition, keeping) = watch.time(Stage::Check, 0, || draft.check(true));
            let edition: &Edition = slot.get_or_init(|| edition);
            let rendering = begin(request, edition, &mut watch, progress);
            (edition, keeping, rendering)
        },
    );
    watch.add(Stage::Search, took);
    let (edition, keeping, rendering) = begun;
    edition.take_index(index);
    let mut rendered = Diagnostics::new();
    let mut written = None;
    let mut accounts = Vec::new();
    if let Some((mut rendering, mut routes)) = rendering? {
        routes.extend((edition.routes().len()..).zip(edition.search_routes()));
        watch.time(Stage::Render, routes.len(), || rendering.render(routes, progress))?;
        let (outputs, renderer) = rendering.end();
        rendered = outputs.findings;
        accounts = outputs.accounts;
        let is_sound = is_publishable(&edition.findings, request);
        if is_sound && is_publishable(&edition.told(rendered.clone()), request) {
            let commit = || outputs.staged.map(outputs::commit).transpose();
            // What has been rendered is cleared away while the disk works.
            written = watch.time(Stage::Write, 0, || rayon::join(commit, || drop(renderer)).0)?;
        }
    }

    let made = make(edition.site(), edition.today);
    let findings = edition.told(rendered);
    let hidden = edition.hidden().to_vec();
    let sources = Arc::clone(&edition.sources);
    let (today, locale, pages) = (edition.today, edition.locale, edition.size);
    let (written, state) = written.unzip();
    let built = state.map(|state| {
        let facts = Built { findings: findings.clone(), hidden: hidden.clone(), pages, state };
        (keys::whole(&sources, request, today), facts)
    });
    memory.finish(keeping, built);
    let changed = memory.changes(&sources);
    // Nobody waits until the memory is given back.
    rayon::spawn(move || drop(slot));
    let (took, timings) = watch.stop();
    let report = Report {
        findings,
        pages,
        changed,
        sources,
        hidden,
        written,
        took,
        timings,
        outputs: accounts,
        locale,
    };
    Ok((report, made))
}

/// Renders what does not show where the index of search begins, and tells what does; nothing where no page can be rendered.
fn begin<'a>(
    request: &'a Request,
    edition: &'a Edition,
    watch: &mut Stopwatch<'_>,
    progress: &dyn Progress,
) -> anyhow::Result<Option<(Rendering<'a>, Vec<Place<'a>>)>> {
    let Some(input) = edition.input() else { return Ok(None) };
    let renderer = Renderer::new(input);
    let (waiting, routes): (Vec<_>, Vec<_>) =
        edition.routes().iter().enumerate().partition(|(_, route)| renderer.shows_index(route));
    let is_sound = is_publishable(&edition.findings, request);
    let mut rendering = Rendering::begin(outputs::Job {
        renderer,
        outward: edition.outward,
        bodies: input.bodies,
        target: if is_sound { &request.output } else { &Output::Nowhere },
        trusts_made: request.cache,
    })?;
    watch.time(Stage::Render, routes.len(), || rendering.render(routes, progress))?;
    Ok(Some((rendering, waiting)))
}
