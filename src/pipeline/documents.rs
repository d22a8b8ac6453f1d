//! The first two stages: files into memory, and what each of them says.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use blake3::Hash;
use rayon::prelude::*;

use crate::campaign::{self, Campaign};
use crate::config::{self, Config, SITE_FILE};
use crate::content::{self, Document, Rules};
use crate::data::{self, Data};
use crate::diag::{Diagnostic, Diagnostics, message};
use crate::files::{self, Stat};
use crate::lint;
use crate::memory::{Key, Learned, Memory, Shelf, Sighting};
use crate::prose::Prose;
use crate::render::Engine;
use crate::scaffold;
use crate::source::{self, CONTENT, Found, SourceFile, Sources};
use crate::span::{SourcePath, Span};
use crate::theme::{self, Theme};
use crate::yaml::{self, Yaml};

use super::keys;
use super::request::Request;

/// The campaign's file, from the root.
pub(super) const CAMPAIGN_FILE: &str = "content/campaign.yaml";

/// The folder of the data files, and of notes on them; nothing in it is published.
const DATA: &str = "content/data";

/// What the files of a site say.
pub(super) struct Parsed {
    pub(super) config: Config,
    pub(super) campaign: Option<Campaign>,
    pub(super) theme: Arc<Theme>,
    /// None if the theme could not be read, or its templates do not compile.
    pub(super) engine: Option<Arc<Engine>>,
    /// What both were made from; none if anything is wrong with them.
    pub(super) theme_key: Option<Key>,
    /// Whether what all pages show could be read: if not, no page can be rendered.
    pub(super) is_renderable: bool,
    pub(super) documents: Vec<Arc<Document>>,
    /// What is now known of them, but for their bodies, where the memory did not know it.
    pub(super) learned: Vec<(SourcePath, Learned)>,
    /// Those that something is wrong with.
    pub(super) wrong: HashSet<SourcePath>,
    /// Files that are published as they are.
    pub(super) assets: Vec<SourcePath>,
    /// Data files, by their path below `content/`.
    pub(super) data: BTreeMap<String, Data>,
    /// What readers see of the settings.
    pub(super) settings: Vec<Prose>,
}

/// The files of a site. Cheap to clone.
#[derive(Clone)]
pub(super) struct Read {
    pub(super) sources: Arc<Sources>,
    /// As they were met on the disk.
    pub(super) sightings: Arc<Vec<Sighting>>,
    /// What is wrong with the files themselves.
    pub(super) findings: Diagnostics,
}

impl Read {
    /// Whether the same was read, though perhaps at another time.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let content = |(path, file): (_, &SourceFile)| (path, file.hash());
        self.findings == other.findings
            && (Arc::ptr_eq(&self.sources, &other.sources)
                || self.sources.iter().map(content).eq(other.sources.iter().map(content)))
    }
}

/// Reads the files below `root`, but for those known again. The default theme is part of the program; a copy of it on disk stands in front.
pub(super) fn read(root: &Path, memory: &Memory) -> anyhow::Result<Read> {
    let (found, mut findings) = source::walk(root)?;
    let loaded: Vec<_> = found
        .into_par_iter()
        .map(|Found { path, disk }| meet(path, &disk, files::metadata(&disk)?, memory))
        .collect::<anyhow::Result<_>>()?;
    let mut sources = Sources::default();
    let mut sightings = Vec::with_capacity(loaded.len());
    for (sighting, file, finding) in loaded {
        findings.extend(finding);
        if sources.add(sighting.path.clone(), file) {
            sightings.push(sighting);
        } else {
            findings.push(same_name(&sighting.path));
        }
    }
    sightings.sort_unstable_by(|one, other| one.path.cmp(&other.path));
    if sources.get("themes/bac-kan/theme.yaml").is_none() {
        for (path, bytes) in scaffold::embedded_theme() {
            let path = SourcePath::new(&path);
            let (file, _) = source::load_bytes(&path, bytes);
            sources.add(path, file);
        }
    }
    Ok(Read { sources: Arc::new(sources), sightings: Arc::new(sightings), findings })
}

/// Reads again those files that are told to have changed; all others are as they were read before. None where that is not
/// enough: where a file came or went, or is not as it should be, all of them are to be looked at.
pub(super) fn read_at(
    root: &Path,
    places: &BTreeSet<PathBuf>,
    before: &Read,
    memory: &Memory,
) -> anyhow::Result<Option<Read>> {
    if !before.findings.is_empty() {
        return Ok(None);
    }
    let mut read = before.clone();
    for disk in places {
        let Some(path) = source::path_of(root, disk) else { continue };
        let known = read.sightings.binary_search_by(|sighting| sighting.path.cmp(&path));
        match (known, files::look(disk)?) {
            // It came and went.
            (Err(_), None) => {}
            (Ok(known), Some(stat)) if stat.kind == files::Kind::File => {
                let (sighting, file, finding) = meet(path.clone(), disk, stat, memory)?;
                if finding.is_some() {
                    return Ok(None);
                }
                Arc::make_mut(&mut read.sightings)[known] = sighting;
                Arc::make_mut(&mut read.sources).extend([(path, file)]);
            }
            _ => return Ok(None),
        }
    }
    Ok(Some(read))
}

/// A file as it is met: known again, or read.
fn meet(
    path: SourcePath,
    disk: &Path,
    stat: Stat,
    memory: &Memory,
) -> anyhow::Result<(Sighting, SourceFile, Option<Diagnostic>)> {
    if let Some((file, read)) = memory.file(&path, disk, stat) {
        return Ok((Sighting { path, stat, read }, file, None));
    }
    let (file, finding) = source::load(&path, disk)?;
    let file = memory.with_text_in_use(&path, file);
    Ok((Sighting { path, stat, read: memory.clock() }, file, finding))
}

/// Reads the settings; without them, those of a site of which nothing can be told: they say what its pages mean.
pub(super) fn config(sources: &Sources, request: &Request) -> (Config, Option<Yaml>, Diagnostics) {
    let mut findings = Diagnostics::new();
    let settings = settings(sources, &mut findings);
    let Some(settings) = settings else {
        let (config, _) = config::read(&Yaml::empty(&config::site_file()));
        return (config, None, findings);
    };
    let (mut config, found) = config::read(&settings);
    findings.extend(found);
    if let Some(base_url) = &request.base_url {
        config.base_url = Some(base_url.clone());
    }
    (config, Some(settings), findings)
}

/// Reads what each file says.
pub(super) fn parse(sources: &Sources, request: &Request, memory: &Memory) -> (Parsed, Diagnostics) {
    let (config, settings, mut findings) = config(sources, request);
    let Some(settings) = settings else { return (Parsed::without_settings(config), findings) };
    let campaign = whole_file(sources, CAMPAIGN_FILE, &mut findings).and_then(|yaml| {
        let (campaign, found) = campaign::read(&yaml);
        findings.extend(found);
        campaign
    });
    let is_renderable = campaign.is_some() || sources.get(CAMPAIGN_FILE).is_none();
    let Themed { theme, engine, key: theme_key, findings: found } =
        themed(sources, &config, &settings, memory);
    findings.extend(found);
    let Documents { documents, learned, wrong, findings: found } = documents(sources, &config, memory);
    findings.extend(found);
    let (data, found) = data_files(sources);
    findings.extend(found);
    let assets = assets(sources);
    let languages: Vec<_> = config.languages.iter().map(|language| language.lang.code()).collect();
    let settings = lint::of_settings(&settings, &languages);
    (
        Parsed {
            config,
            campaign,
            theme,
            engine,
            theme_key,
            is_renderable,
            documents,
            learned,
            wrong,
            assets,
            data,
            settings,
        },
        findings,
    )
}

impl Parsed {
    /// A site of which nothing can be told.
    fn without_settings(config: Config) -> Self {
        Self {
            config,
            campaign: None,
            theme: Arc::default(),
            engine: None,
            theme_key: None,
            is_renderable: false,
            documents: Vec::new(),
            learned: Vec::new(),
            wrong: HashSet::new(),
            assets: Vec::new(),
            data: BTreeMap::new(),
            settings: Vec::new(),
        }
    }
}

fn settings(sources: &Sources, findings: &mut Diagnostics) -> Option<Yaml> {
    if sources.get(SITE_FILE).is_none() {
        findings.push(no_settings(&config::site_file()));
    }
    whole_file(sources, SITE_FILE, findings)
}

fn whole_file(sources: &Sources, path: &str, findings: &mut Diagnostics) -> Option<Yaml> {
    let (path, text) = sources.text(path)?;
    match yaml::parse(path, text, 0..text.len()) {
        Ok(yaml) => Some(yaml),
        Err(finding) => {
            findings.push(finding);
            None
        }
    }
}

struct Themed {
    theme: Arc<Theme>,
    engine: Option<Arc<Engine>>,
    key: Option<Key>,
    findings: Diagnostics,
}

/// The theme, and its templates compiled.
fn themed(sources: &Sources, config: &Config, settings: &Yaml, memory: &Memory) -> Themed {
    let key = keys::theme(sources);
    if let Some((theme, engine)) = memory.theme(&key) {
        return Themed { theme, engine: Some(engine), key: Some(key), findings: Diagnostics::new() };
    }
    let (theme, mut findings) = theme::load(sources, config, settings);
    let engine = if theme.is_whole {
        Engine::compile(&theme).map_err(|found| findings.extend(found)).ok()
    } else {
        None
    };
    let key = findings.is_empty().then_some(key);
    Themed { theme: Arc::new(theme), engine: engine.map(Arc::new), key, findings }
}

struct Documents {
    documents: Vec<Arc<Document>>,
    learned: Vec<(SourcePath, Learned)>,
    wrong: HashSet<SourcePath>,
    findings: Diagnostics,
}

fn documents(sources: &Sources, config: &Config, memory: &Memory) -> Documents {
    let languages: Vec<_> = config.languages.iter().map(|language| language.lang.clone()).collect();
    let term_keys = config.term_keys();
    let rules = Rules { languages: &languages, term_keys: &term_keys };
    let files: Vec<_> = sources
        .below(CONTENT)
        .filter(|(path, _)| source::is_markdown(path) && path.below(DATA).is_none())
        .filter_map(|(path, file)| match file {
            SourceFile::Text(file) => Some((path, file)),
            SourceFile::Blob(_) => None,
        })
        .collect();
    let settings = settings_hash(sources);
    let parsed = files.into_par_iter().enumerate().map(|(number, (path, file))| {
        if let Some(document) = memory.document(number, (path, &file.text), settings) {
            return (document, (None, Diagnostics::new()));
        }
        let (scan, mut findings, learned) = match memory.scan(path, file.hash) {
            Some(scan) => (scan, Diagnostics::new(), Learned::Known),
            None => {
                let (scan, findings) = content::scan(path, &file.text);
                let learned =
                    if findings.is_empty() { Shelf::default().put(&scan) } else { Learned::Nothing };
                (scan, findings, learned)
            }
        };
        let (document, found) = content::read(path, &file.text, scan, &rules);
        findings.extend(found);
        let learned = (learned != Learned::Known).then(|| (path.clone(), learned));
        (Arc::new(document), (learned, findings))
    });
    let (documents, (learned, findings)): (Vec<Arc<Document>>, (Vec<_>, Vec<_>)) = parsed.unzip();
    let learned = learned.into_iter().flatten().collect();
    let wrong = documents.iter().zip(&findings).filter(|(_, found): &(_, &Diagnostics)| !found.is_empty());
    let wrong = wrong.map(|(document, _)| document.path.clone()).collect();
    Documents { documents, learned, wrong, findings: findings.into_iter().flatten().collect() }
}

/// The hash of the settings, which say what documents mean.
pub(super) fn settings_hash(sources: &Sources) -> Option<Hash> {
    sources.get(SITE_FILE).map(SourceFile::hash)
}

fn data_files(sources: &Sources) -> (BTreeMap<String, Data>, Diagnostics) {
    let mut data = BTreeMap::new();
    let mut findings = Diagnostics::new();
    for (path, _) in sources.below(DATA) {
        let Some((path, text)) = sources.text(path.as_str()).filter(|_| !source::is_markdown(path)) else {
            continue;
        };
        let read = data::read(path, text).unwrap_or_else(|finding| {
            findings.push(finding);
            Data::unreadable(path)
        });
        data.insert(path.below(CONTENT).unwrap_or_default().to_owned(), read);
    }
    (data, findings)
}

/// Everything below `content/` that is neither parsed nor data.
fn assets(sources: &Sources) -> Vec<SourcePath> {
    let files = sources.below(CONTENT);
    let copied =
        files.filter(|(path, file)| matches!(file, SourceFile::Blob(_)) && path.below(DATA).is_none());
    copied.map(|(path, _)| path.clone()).collect()
}

fn no_settings(path: &SourcePath) -> Diagnostic {
    Diagnostic::error(
        "missing-settings",
        message!("thiếu tệp {SITE_FILE}", "the file {SITE_FILE} is missing"),
    )
    .at(Span::file(path))
    .help(message!(
        "tạo tệp với ít nhất một dòng title: …; hoặc bắt đầu trang mới bằng thidua init",
        "make the file with at least a line title: …; or start a new site with thidua init"
    ))
}

/// Two files on disk whose names are one in NFC.
fn same_name(path: &SourcePath) -> Diagnostic {
    Diagnostic::error(
        "same-name",
        message!(
            "có hai tệp cùng tên “{path}”, chỉ khác cách mã hóa dấu",
            "there are two files “{path}”; only the encoding of the marks in their names differs"
        ),
    )
    .at(Span::file(path))
    .help(message!("xóa hoặc đổi tên một tệp", "delete or rename one of them"))
}
