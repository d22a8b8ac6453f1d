//! The last two stages: routes into outputs, and outputs into the folder.
//!
//! Each output is rendered and handed to its folder's stage at once, so that few are in memory; the stage puts them in
//! their places only when all of them are right.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use rayon::prelude::*;

use crate::diag::{Diagnostic, Diagnostics, message};
use crate::memory::Key;
use crate::output::{Content, Made, Options, Outcome, OutputPath, Stage};
use crate::render::{Rendered, Renderer};
use crate::site::{Bodies, Route};
use crate::source::{Blob, Origin};
use crate::text::Locale;

use super::keys;
use super::request::{Account, Fate, Output, Progress, Why, Written};

/// How many routes a core takes at once, at most: some are a hundred times the work of others, and stand side by side.
const TOGETHER: usize = 4;

/// What was rendered.
pub(super) struct Outputs {
    /// What templates could not render, and places that pages lack.
    pub(super) findings: Diagnostics,
    /// How each output came to be.
    pub(super) accounts: Vec<Account>,
    /// What waits to be written; none if nothing is to be.
    pub(super) staged: Option<Staged>,
}

/// Outputs that wait to be put in their places.
pub(super) struct Staged {
    stage: Stage,
    folder: PathBuf,
    new: usize,
    changed: usize,
}

/// What is to be rendered, and where to.
pub(super) struct Job<'a> {
    pub(super) renderer: Renderer<'a>,
    /// The name of all that every output can see.
    pub(super) outward: Key,
    /// What outputs show besides.
    pub(super) bodies: &'a Bodies,
    /// Nowhere, only to see whether it can be rendered.
    pub(super) target: &'a Output,
    /// Whether outputs that are there already, and made from the same, need not be made again.
    pub(super) trusts_made: bool,
}

/// A route, and its place among all.
pub(super) type Place<'a> = (usize, &'a Route);

/// Outputs that are being rendered.
pub(super) struct Rendering<'a> {
    job: Job<'a>,
    stage: Option<(Stage, PathBuf)>,
    new: AtomicUsize,
    changed: AtomicUsize,
    /// What was wrong with each that was brought, and how it came to be, with its place among all.
    made: Vec<(usize, (Vec<Diagnostic>, Account))>,
}

impl<'a> Rendering<'a> {
    /// Opens the folder that is to be written to, if any.
    pub(super) fn begin(job: Job<'a>) -> anyhow::Result<Self> {
        let stage = match job.target {
            Output::Folder { path, adopt } => {
                Some((Stage::open(path, Options { adopt: *adopt })?, path.clone()))
            }
            Output::Nowhere | Output::Memory => None,
        };
        Ok(Self { job, stage, new: AtomicUsize::new(0), changed: AtomicUsize::new(0), made: Vec::new() })
    }

    /// Renders those of some routes that are not there already.
    pub(super) fn render(
        &mut self,
        mut routes: Vec<Place<'_>>,
        progress: &dyn Progress,
    ) -> anyhow::Result<()> {
        // Those at one depth share what is large, and are done with it together.
        let depth = |route: &Route| route.permalink.depth();
        routes.sort_by_key(|(_, route)| depth(route));
        for level in routes.chunk_by(|(_, one), (_, other)| depth(one) == depth(other)) {
            let brought = level.par_iter().with_max_len(TOGETHER);
            let brought = brought.map(|&(at, route)| Ok((at, self.bring(route, progress)?)));
            let brought = brought.collect::<anyhow::Result<Vec<_>>>()?;
            self.made.extend(brought);
            let left = level.first().map(|(_, route)| self.job.renderer.leave(depth(route)));
            // To let it go takes a while.
            rayon::spawn(move || drop(left));
        }
        Ok(())
    }

    fn bring(&self, route: &Route, progress: &dyn Progress) -> anyhow::Result<(Vec<Diagnostic>, Account)> {
        let stage = self.stage.as_ref().map(|(stage, _)| stage);
        let Brought { outcome, maker, fate, took } = self.job.bring(stage, route)?;
        progress.step();
        let findings = match outcome {
            Ok(outcome) => {
                match outcome {
                    Outcome::New => self.new.fetch_add(1, Ordering::Relaxed),
                    Outcome::Changed => self.changed.fetch_add(1, Ordering::Relaxed),
                    Outcome::Unchanged => 0,
                };
                Vec::new()
            }
            Err(findings) => findings,
        };
        Ok((findings, Account { permalink: route.permalink.clone(), maker, fate, took }))
    }

    /// What came of it, and who rendered it.
    pub(super) fn end(self) -> (Outputs, Renderer<'a>) {
        let Self { job, stage, new, changed, mut made } = self;
        made.sort_unstable_by_key(|(at, _)| *at);
        let (findings, accounts): (Vec<_>, Vec<_>) = made.into_iter().map(|(_, made)| made).unzip();
        let staged = stage.map(|(stage, folder)| Staged {
            stage,
            folder,
            new: new.into_inner(),
            changed: changed.into_inner(),
        });
        (Outputs { findings: once(findings.into_iter().flatten()), accounts, staged }, job.renderer)
    }
}

/// An output brought to its stage.
struct Brought {
    outcome: Result<Outcome, Vec<Diagnostic>>,
    maker: Option<String>,
    fate: Fate,
    took: Duration,
}

impl Brought {
    fn kept(fate: Fate) -> Self {
        Self { outcome: Ok(Outcome::Unchanged), maker: None, fate, took: Duration::ZERO }
    }

    fn wrong(why: Why, findings: Vec<Diagnostic>) -> Self {
        Self { outcome: Err(findings), ..Self::kept(Fate::Made(why)) }
    }
}

impl Job<'_> {
    /// Brings the output of a route to the stage, if there is one, by as little work as will do.
    fn bring(&self, stage: Option<&Stage>, route: &Route) -> anyhow::Result<Brought> {
        match stage {
            Some(stage) => self.stage(stage, route),
            // Where nothing is to be written, an output only shows what is wrong with it.
            None => Ok(match self.renderer.render(route) {
                Ok(_) => Brought::kept(Fate::Made(Why::Asked)),
                Err(findings) => Brought::wrong(Why::Asked, findings),
            }),
        }
    }

    fn stage(&self, stage: &Stage, route: &Route) -> anyhow::Result<Brought> {
        let path = route.permalink.output_path();
        let path = OutputPath::new(&path).with_context(|| format!("not a path for an output: {path}"))?;
        let inputs = keys::inputs(&self.outward, &self.renderer.shown(route), self.bodies);
        let before = if self.trusts_made { stage.made(&path)? } else { None };
        if let Some(before) = before.filter(|before| before.inputs == inputs) {
            stage.keep(path, before)?;
            return Ok(Brought::kept(Fate::Untouched));
        }
        if self.renderer.stood(route) {
            bail!("{path} was changed during the build");
        }
        let start = Instant::now();
        let why = match (self.trusts_made, before) {
            (false, _) => Why::Asked,
            (true, None) => Why::NotThere,
            (true, Some(_)) => Why::Changed,
        };
        let prepared = match self.renderer.prepare(route) {
            Ok(prepared) => prepared,
            Err(findings) => return Ok(Brought::wrong(why, findings)),
        };
        let maker = prepared.maker().map(str::to_owned);
        let made = Made { inputs, view: self.renderer.key(&prepared) };
        if before.is_some_and(|before| before.view == made.view) {
            stage.keep(path, made)?;
            return Ok(Brought { maker, ..Brought::kept(Fate::Unaffected) });
        }
        let rendered = match self.renderer.make(prepared) {
            Ok(rendered) => rendered,
            Err(findings) => return Ok(Brought::wrong(why, findings)),
        };
        let took = start.elapsed();
        let outcome = Ok(stage.put(path, content(rendered), Some(made))?);
        Ok(Brought { outcome, maker, fate: Fate::Made(why), took })
    }
}

/// One mistake in a template hits many pages, and is told with the first.
pub(super) fn once(findings: impl Iterator<Item = Diagnostic>) -> Diagnostics {
    let mut found: Vec<(Diagnostic, usize)> = Vec::new();
    let mut known: HashMap<_, usize> = HashMap::new();
    for finding in findings {
        match known.entry((finding.code, finding.span.clone(), finding.help.clone())) {
            Entry::Occupied(first) => found[*first.get()].1 += 1,
            Entry::Vacant(place) => {
                place.insert(found.len());
                found.push((finding, 0));
            }
        }
    }
    let told = found.into_iter().map(|(finding, more)| {
        let (vi, en) = (finding.message.in_locale(Locale::Vi), finding.message.in_locale(Locale::En));
        match more {
            0 => finding,
            _ => Diagnostic {
                message: message!("{vi} và {more} trang nữa", "{en} and {more} more"),
                ..finding
            },
        }
    });
    told.collect()
}

/// Puts the outputs in their places; gives the name of all that is there now.
pub(super) fn commit(staged: Staged) -> anyhow::Result<(Written, [u8; 32])> {
    let Staged { stage, folder, new, changed } = staged;
    let done = stage.prepare()?.finish(|steps, take| steps.par_iter().try_for_each(take))?;
    let entry = folder.join("index.html");
    let written = Written { entry, new, changed, unchanged: done.unchanged, removed: done.removed.len() };
    Ok((written, done.state))
}

fn content(rendered: Rendered) -> Content {
    match rendered {
        Rendered::Made(bytes) => Content::Bytes(bytes),
        Rendered::Blob(Blob { origin: Origin::Memory(bytes), hash, .. }) => Content::Known { bytes, hash },
        Rendered::Blob(Blob { origin: Origin::Disk(from), hash, len, .. }) => {
            Content::Copy { from, hash, len }
        }
    }
}
