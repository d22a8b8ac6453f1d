//! The stage of texts: Markdown into bodies, and, while its words are at hand, the checks on what it says.
//!
//! The checks on the text change nothing of the site, and cost half as much as all the rest. So a plain build, which tells
//! nobody to mend anything, leaves them out.

use std::collections::HashSet;

use rayon::prelude::*;

use crate::config::RawHtml;
use crate::diag::Diagnostics;
use crate::lang::Lang;
use crate::lint::{self, Context};
use crate::markdown::{self, HtmlPolicy};
use crate::prose::Prose;
use crate::search;
use crate::site::{Bodies, Node, Site};
use crate::source::{CONTENT, SourceFile, Sources};

use super::request::Progress;
use super::search::Found;

/// Renders each body by itself. With `settings`, the words in `site.yaml`, it checks every text: those, the campaign's and
/// those of the pages of `nodes`.
pub(super) fn read(
    site: &Site,
    nodes: &[Node],
    settings: Option<&[Prose]>,
    sources: &Sources,
    progress: &dyn Progress,
) -> (Bodies, Found, Diagnostics) {
    let html = match site.config.raw_html {
        RawHtml::Sanitised => HtmlPolicy::Sanitised,
        RawHtml::Trusted => HtmlPolicy::Trusted,
    };
    let documents = nodes.iter().filter_map(|&node| site.document(node));
    let searched: HashSet<&Lang> =
        site.homes.iter().map(|(lang, _)| lang).filter(|lang| site.search_page(lang).is_some()).collect();
    let context = settings.map(|_| Context::new(site.campaign.as_ref(), documents));
    let rendered = nodes.par_iter().filter_map(|&node| {
        let document = site.document(node)?;
        let plain = document.front.search && searched.contains(&document.lang);
        let options = markdown::Options { html, locale: document.lang.locale(), words: context.is_some(), plain };
        let (mut body, prose, mut findings) =
            markdown::render(&document.path, &document.text, document.body.clone(), &options);
        let mut mentions = Vec::new();
        if let Some(context) = &context {
            let titles = lint::of_document(document);
            let (found, named) = lint::check(titles.iter().chain(&prose), context);
            findings.extend(found);
            mentions = named;
        }
        // The plain text is as large as the body: what is kept of it is its words.
        let text = std::mem::take(&mut body.plain);
        let words = if plain { search::words_of(site, node, &text) } else { None };
        progress.step();
        Some(((node, body), (words.map(|words| (node, words)), findings, mentions)))
    });
    let (bodies, told): (Bodies, Vec<_>) = rendered.unzip();
    let (mut findings, mut mentions, mut found) = (Vec::new(), Vec::new(), Found::new());
    for (words, findings_of_one, mentions_of_one) in told {
        found.extend(words);
        findings.push(findings_of_one);
        mentions.push(mentions_of_one);
    }
    let (Some(settings), Some(context)) = (settings, context) else {
        return (bodies, found, findings.into_iter().flatten().collect());
    };
    let campaign = site.campaign.as_ref().map(lint::of_campaign).unwrap_or_default();
    for texts in [&campaign[..], settings] {
        let (found, named) = lint::check(texts, &context);
        findings.push(found);
        mentions.push(named);
    }
    findings.push(lint::conflicts(mentions.into_iter().flatten().collect(), &context));
    findings.push(files(sources));
    (bodies, found, findings.into_iter().flatten().collect())
}

/// What is told of the author's files as such.
fn files(sources: &Sources) -> Diagnostics {
    let texts = sources.below(CONTENT).filter_map(|(path, file)| match file {
        SourceFile::Text(text) => Some((path, text)),
        SourceFile::Blob(_) => None,
    });
    texts.filter_map(|(path, text)| lint::nfd(path, text)).collect()
}
