//! A build of which nothing changed since it was last made: the files are the same, and so is what was asked; and all that
//! was written is still there.

use std::sync::Arc;
use std::time::Duration;

use rayon::prelude::*;

use crate::memory::{Built, Memory};
use crate::output::{Options, OutputPath, Stage};

use super::documents::{self, Read};
use super::keys;
use super::request::{Output, Report, Request, Written};

/// What the build found when it was made; none if it is to be made now. The files it points into, and how long it took, are
/// the caller's to add.
pub(super) fn report(request: &Request, memory: &Memory, read: &Read) -> anyhow::Result<Option<Report>> {
    let Output::Folder { path: folder, adopt: false } = &request.output else { return Ok(None) };
    if !memory.has_builds() || !read.findings.is_empty() {
        return Ok(None);
    }
    let (config, _, _) = documents::config(&read.sources, request);
    let key = keys::whole(&read.sources, request, request.day(&config));
    let Some(Built { findings, hidden, pages, state }) = memory.built(&key) else { return Ok(None) };
    let stage = Stage::open(folder, Options::default())?;
    let paths = stage.paths();
    if stage.state() != *state || !all_intact(&stage, &paths)? {
        return Ok(None);
    }
    let entry = folder.join("index.html");
    Ok(Some(Report {
        findings: findings.clone(),
        hidden: hidden.clone(),
        pages: *pages,
        written: Some(Written { entry, new: 0, changed: 0, unchanged: paths.len(), removed: 0 }),
        sources: Arc::default(),
        took: Duration::ZERO,
        timings: Vec::new(),
        outputs: Vec::new(),
        changed: Vec::new(),
        locale: config.main().lang.locale(),
    }))
}

fn all_intact(stage: &Stage, paths: &[&OutputPath]) -> anyhow::Result<bool> {
    let intact: Vec<bool> =
        paths.par_iter().map(|path| stage.is_intact(path)).collect::<anyhow::Result<_>>()?;
    Ok(intact.into_iter().all(|intact| intact))
}
