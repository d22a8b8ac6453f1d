//! The stage of texts: Markdown into bodies, and, while its words are at hand, the checks on what it says.
//!
//! A body whose outline is remembered is not rendered here: its content is, when its page is.
//!
//! The checks on the text change nothing of the site, and cost half as much as all the rest. So a plain build, which tells
//! nobody to mend anything, leaves them out.

use rayon::prelude::*;

use crate::config::RawHtml;
use crate::content::Document;
use crate::diag::Diagnostics;
use crate::lint::{self, Context};
use crate::markdown::{self, Body, HtmlPolicy, Options, Rendered, Written};
use crate::memory::{Learned, Memory};
use crate::prose::Prose;
use crate::site::{Bodies, Node, Site};
use crate::source::{CONTENT, SourceFile, Sources};
use crate::span::SourcePath;

use super::request::Progress;

/// What the stage works with.
pub(super) struct Input<'a> {
    pub(super) site: &'a Site,
    pub(super) nodes: &'a [Node],
    /// The words in `site.yaml`; none if texts are not to be checked.
    pub(super) settings: Option<&'a [Prose]>,
    pub(super) sources: &'a Sources,
    pub(super) memory: &'a Memory,
}

/// What it makes.
pub(super) struct Texts {
    pub(super) bodies: Bodies,
    /// What is now known of the bodies' outlines.
    pub(super) learned: Vec<(SourcePath, Learned)>,
    pub(super) findings: Diagnostics,
}

/// Renders each body by itself; with settings, it checks every text: those, the campaign's and those of the pages.
pub(super) fn read(input: &Input<'_>, progress: &dyn Progress) -> Texts {
    let Input { site, nodes, settings, .. } = *input;
    let html = match site.config.raw_html {
        RawHtml::Sanitised => HtmlPolicy::Sanitised,
        RawHtml::Trusted => HtmlPolicy::Trusted,
    };
    let documents = nodes.iter().filter_map(|&node| site.document(node));
    let context = settings.map(|_| Context::new(site.campaign.as_ref(), documents));
    let rendered = nodes.par_iter().filter_map(|&node| {
        let document = site.document(node)?;
        let options = Options { html, locale: document.lang.locale() };
        let (body, words, mut findings, learned) = body(input, document, options, context.is_some());
        let mut mentions = Vec::new();
        if let Some(context) = &context {
            let titles = lint::of_document(document);
            let (found, named) = lint::check(titles.iter().chain(&words), context);
            findings.extend(found);
            mentions = named;
        }
        progress.step();
        Some(((node, body), ((document.path.clone(), learned), (findings, mentions))))
    });
    let (bodies, (learned, told)): (Bodies, (Vec<_>, Vec<_>)) = rendered.unzip();
    let (mut findings, mut mentions): (Vec<_>, Vec<_>) = told.into_iter().unzip();
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
    Texts { bodies, learned, findings: findings.into_iter().flatten().collect() }
}

/// The body of a document, remembered or rendered.
fn body(
    input: &Input<'_>,
    document: &Document,
    options: Options,
    wants_words: bool,
) -> (Body, Option<Prose>, Diagnostics, Learned) {
    let (path, text, range) = (document.path.clone(), document.text.clone(), document.body.clone());
    let hash = input.sources.hash(&path);
    let written = Written { path, text, range, options };
    if let (false, Some(hash)) = (wants_words, hash)
        && let Some(outline) = input.memory.outline(&written.path, hash, &options)
    {
        return (Body::remembered(written, outline), None, Diagnostics::new(), Learned::Known);
    }
    let Rendered { outline, content, words, findings } = markdown::render(&written, wants_words);
    let learned = if findings.is_empty() { Learned::new(&(options, &outline)) } else { Learned::Nothing };
    (Body::new(written, outline, content), words, findings, learned)
}

/// What is told of the author's files as such.
fn files(sources: &Sources) -> Diagnostics {
    let texts = sources.below(CONTENT).filter_map(|(path, file)| match file {
        SourceFile::Text(text) => Some((path, text)),
        SourceFile::Blob(_) => None,
    });
    texts.filter_map(|(path, text)| lint::nfd(path, text)).collect()
}
