//! The last two stages: routes into outputs, and outputs into the folder.
//!
//! Each output is rendered and handed to its folder's stage at once, so that few are in memory; the stage puts them in
//! their places only when all of them are right.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Context as _;
use rayon::prelude::*;

use crate::diag::{Diagnostic, Diagnostics, message};
use crate::output::{Content, Options, Outcome, OutputPath, Stage};
use crate::render::{Rendered, Renderer};
use crate::site::Route;
use crate::source::{Blob, Origin};
use crate::text::Locale;

use super::request::{Output, Progress, Written};

/// What was rendered.
pub(super) struct Outputs {
    /// What templates could not render, and places that pages lack.
    pub(super) findings: Diagnostics,
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

/// Renders every route, to `target`; to nowhere only to see whether it can be.
pub(super) fn render(
    renderer: &Renderer<'_>,
    routes: &[Route],
    target: &Output,
    progress: &dyn Progress,
) -> anyhow::Result<Outputs> {
    let stage = match target {
        Output::Folder { path, adopt } => Some((Stage::open(path, Options { adopt: *adopt })?, path.clone())),
        Output::Nowhere => None,
    };
    let sink = stage.as_ref().map(|(stage, _)| stage);
    let (new, changed) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let findings = routes
        .par_iter()
        .map(|route| {
            let findings = match renderer.render(route) {
                Ok(rendered) => {
                    match sink.map(|sink| put(sink, route, rendered)).transpose()? {
                        Some(Outcome::New) => new.fetch_add(1, Ordering::Relaxed),
                        Some(Outcome::Changed) => changed.fetch_add(1, Ordering::Relaxed),
                        Some(Outcome::Unchanged) | None => 0,
                    };
                    Vec::new()
                }
                Err(findings) => findings,
            };
            progress.step();
            Ok(findings)
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    let staged = stage.map(|(stage, folder)| Staged {
        stage,
        folder,
        new: new.into_inner(),
        changed: changed.into_inner(),
    });
    Ok(Outputs { findings: once(findings.into_iter().flatten()), staged })
}

/// One mistake in a template hits many pages, and is told with the first.
fn once(findings: impl Iterator<Item = Diagnostic>) -> Diagnostics {
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

/// Puts the outputs in their places.
pub(super) fn commit(staged: Staged) -> anyhow::Result<Written> {
    let Staged { stage, folder, new, changed } = staged;
    let done = stage.commit()?;
    Ok(Written {
        entry: folder.join("index.html"),
        new,
        changed,
        unchanged: done.unchanged,
        removed: done.removed.len(),
    })
}

fn put(stage: &Stage, route: &Route, rendered: Rendered) -> anyhow::Result<Outcome> {
    let path = route.permalink.output_path();
    let path = OutputPath::new(&path).with_context(|| format!("not a path for an output: {path}"))?;
    let content = match rendered {
        Rendered::Made(bytes) => Content::Bytes(bytes),
        Rendered::Blob(Blob { origin: Origin::Memory(bytes), .. }) => Content::Bytes(bytes.to_vec()),
        Rendered::Blob(Blob { origin: Origin::Disk(from), hash, len, .. }) => {
            Content::Copy { from, hash, len }
        }
    };
    stage.put(path, content)
}
