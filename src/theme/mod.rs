//! What a site looks like: templates, static files, strings and options of a theme and of those it extends.
//!
//! 1. [`load`] reads `theme.yaml` of the chosen theme, and of each theme it extends.
//! 2. Templates and static files of a theme stand in front of those of the theme it extends; strings and options are
//!    merged by key.
//! 3. A style sheet takes in those it imports and the values of the options it names; static files get the hash of their
//!    content into their names, also where a style sheet names them.

mod contrast;
mod manifest;
mod options;
mod sheet;
mod statics;
mod strings;

use std::collections::{BTreeMap, BTreeSet};

use crate::config::{Config, site_file};
use crate::diag::{Diagnostic, Diagnostics, message};
use crate::lang::Lang;
use crate::source::{SourceFile, SourceText, Sources, THEMES};
use crate::span::{SourcePath, Span};
use crate::text::suggest;
use crate::yaml::Yaml;

use manifest::Manifest;
pub use options::{OptionValue, Options};
use sheet::Files;
pub use statics::{StaticContent, StaticFile};

/// A theme, ready to render with.
#[derive(Debug, Clone, Default)]
pub struct Theme {
    /// The templates by name: `page.html`, `components/card.html`.
    pub templates: BTreeMap<String, Template>,
    /// The static files.
    pub statics: Vec<StaticFile>,
    /// The strings by language, each complete.
    pub strings: BTreeMap<Lang, BTreeMap<String, String>>,
    /// The options with the site's values, else the theme's defaults.
    pub options: Options,
    /// Whether all of it could be read. If not, what its templates lack is no fault of theirs.
    pub is_whole: bool,
}

/// A template of a theme.
#[derive(Debug, Clone)]
pub struct Template {
    /// Its file.
    pub path: SourcePath,
    /// Its text.
    pub text: SourceText,
}

/// Reads the theme that the settings choose.
pub fn load(sources: &Sources, config: &Config, settings: &Yaml) -> (Theme, Diagnostics) {
    let mut findings = Diagnostics::new();
    let (chain, is_whole) = chain(sources, &config.theme, settings, &mut findings);
    let mut theme = Theme { is_whole, ..Theme::default() };
    let mut static_files = Files::new();
    for manifest in &chain {
        let folder = format!("{THEMES}/{}", manifest.name);
        for (path, file) in sources.below(&format!("{folder}/templates")) {
            let name = path.below(&format!("{folder}/templates")).unwrap_or_default().to_owned();
            if let (SourceFile::Text(file), "html") = (file, path.extension()) {
                let template = Template { path: path.clone(), text: file.text.clone() };
                theme.templates.entry(name).or_insert(template);
            }
        }
        for (path, file) in sources.below(&format!("{folder}/static")) {
            let name = path.below(&format!("{folder}/static")).unwrap_or_default().to_owned();
            static_files.entry(name).or_insert((path.clone(), file));
        }
    }
    let (strings, found) = strings::merge(sources, config, &chain);
    theme.is_whole &= !found.has_errors();
    findings.extend(found);
    theme.strings = strings;
    let (options, found) = options::settle(sources, config, &chain);
    findings.extend(found);
    // What a theme that is not whole lacks is told already.
    let (statics, found) = statics::fingerprint(&static_files, &options);
    if theme.is_whole {
        findings.extend(found);
    }
    theme.statics = statics;
    theme.options = options;
    (theme, findings)
}

/// The chosen theme, then the one it extends, and so on; and whether that is all of them.
fn chain(
    sources: &Sources,
    chosen: &str,
    settings: &Yaml,
    findings: &mut Diagnostics,
) -> (Vec<Manifest>, bool) {
    let mut chain: Vec<Manifest> = Vec::new();
    let mut next = Some((chosen.to_owned(), settings.place(&["theme"])));
    while let Some((name, asked_at)) = next {
        if chain.iter().any(|known| known.name == name) {
            findings.push(circular(&name, asked_at));
            return (chain, false);
        }
        let path = format!("{THEMES}/{name}/theme.yaml");
        let Some((path, text)) = sources.text(&path) else {
            findings.push(unknown_theme(sources, &name, asked_at));
            return (chain, false);
        };
        let (manifest, found) = manifest::read(&name, path, text);
        findings.extend(found);
        next = manifest.extends.clone();
        chain.push(manifest);
    }
    let is_whole = chain.iter().all(|manifest| manifest.is_whole);
    (chain, is_whole)
}

fn unknown_theme(sources: &Sources, name: &str, asked_at: Span) -> Diagnostic {
    let known: BTreeSet<&str> = sources
        .below(THEMES)
        .filter_map(|(path, _)| path.below(THEMES)?.strip_suffix("/theme.yaml"))
        .filter(|name| !name.contains('/'))
        .collect();
    let list = known.iter().copied().collect::<Vec<_>>().join(", ");
    let at = if asked_at.path.as_str().is_empty() { Span::file(&site_file()) } else { asked_at };
    Diagnostic::error(
        "unknown-theme",
        message!(
            "không có giao diện “{name}”: thiếu tệp themes/{name}/theme.yaml",
            "there is no theme “{name}”: the file themes/{name}/theme.yaml is missing"
        ),
    )
    .at(at)
    .help(match suggest::nearest(name, known.iter().copied()) {
        Some(near) => message!("có phải là “{near}”?", "did you mean “{near}”?"),
        None => message!("các giao diện hiện có: {list}", "the themes there are: {list}"),
    })
}

fn circular(name: &str, asked_at: Span) -> Diagnostic {
    Diagnostic::error(
        "theme-circle",
        message!(
            "giao diện “{name}” kế thừa vòng tròn chính nó",
            "the theme “{name}” extends itself in a circle"
        ),
    )
    .at(asked_at)
    .help(message!("bỏ một dòng extends", "take out one of the extends lines"))
}
