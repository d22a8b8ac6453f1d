//! What a build is asked for, and what it answers.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::Date;

use crate::config::Config;
use crate::diag::Diagnostics;
use crate::permalink::{BaseUrl, Permalink};
use crate::site::Hidden;
use crate::source::Sources;
use crate::span::SourcePath;
use crate::text::Locale;
use crate::today;

/// What is to be built, and how.
#[derive(Debug, Clone)]
pub struct Request {
    /// The folder that holds `content/` and `themes/`.
    pub root: PathBuf,
    /// Where the site goes.
    pub output: Output,
    /// Instead of the address in `site.yaml`.
    pub base_url: Option<BaseUrl>,
    /// The day the site is built for; none means today in the site's time zone.
    pub date: Option<Date>,
    /// Publish drafts too.
    pub drafts: bool,
    /// Warnings stop publication.
    pub strict: bool,
    /// Links name `index.html`, for `file://`.
    pub portable: bool,
    /// Use what earlier builds learned, and remember what this one learns.
    pub cache: bool,
}

impl Request {
    /// Whether what the text says is checked too: by `check`, and where warnings stop publication.
    pub(super) fn checks_text(&self) -> bool {
        self.strict || matches!(self.output, Output::Nowhere)
    }

    /// Whether the build uses what earlier ones learned. One that checks the text reads all of it anyway.
    pub(super) fn remembers(&self) -> bool {
        self.cache && !self.checks_text()
    }

    /// The day the site is built for.
    pub(super) fn day(&self, config: &Config) -> Date {
        self.date.unwrap_or_else(|| today::today(&config.time_zone))
    }
}

/// Where the site goes.
#[derive(Debug, Clone)]
pub enum Output {
    /// Nowhere: everything is made and checked, nothing is written.
    Nowhere,
    /// Nowhere: whoever asked takes from the editions what he wants.
    Memory,
    /// Into a folder.
    Folder {
        /// The folder.
        path: PathBuf,
        /// Take over a folder that holds files of others.
        adopt: bool,
    },
}

/// What a build found and did.
#[derive(Debug)]
pub struct Report {
    /// All findings, by file and place.
    pub findings: Diagnostics,
    /// The files they point into.
    pub sources: Arc<Sources>,
    /// Pages kept back, and why.
    pub hidden: Vec<Hidden>,
    /// How many pages the site has.
    pub pages: usize,
    /// What was done to the output; none if nothing was to be written or the content is wrong.
    pub written: Option<Written>,
    /// How long all of it took.
    pub took: Duration,
    /// How long each stage took, in order. Some are done side by side, so together they may be longer than all of it.
    pub timings: Vec<(Stage, Duration)>,
    /// Every output, and how it came to be in its place; none where nothing at all had changed.
    pub outputs: Vec<Account>,
    /// The sources that are not as an earlier build met them, those that are gone too.
    pub changed: Vec<SourcePath>,
    /// The site's own language, for messages when nothing else chooses one.
    pub locale: Locale,
}

/// One output, and how it came to be in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Where it stands.
    pub permalink: Permalink,
    /// The template or the format that makes it; none if that was not even looked at.
    pub maker: Option<String>,
    /// Whether it was made.
    pub fate: Fate,
    /// How long that took.
    pub took: Duration,
}

/// Whether an output was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// No: nothing that it could show has changed.
    Untouched,
    /// No: something that it could show has changed, but nothing that it does show.
    Unaffected,
    /// It was made.
    Made(Why),
}

/// Why an output was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// What it shows has changed.
    Changed,
    /// It was not there as a build that remembers left it.
    NotThere,
    /// The build was not to use what is remembered.
    Asked,
}

/// What was done to the output folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The page to open first.
    pub entry: PathBuf,
    /// Files that were not there before.
    pub new: usize,
    /// Files that differ now.
    pub changed: usize,
    /// Files left untouched.
    pub unchanged: usize,
    /// Files that are gone.
    pub removed: usize,
}

/// The stages, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Files into memory.
    Read,
    /// Settings, campaign, theme and front matter.
    Parse,
    /// Pages, sections and taxonomies.
    Assemble,
    /// Markdown into bodies.
    Markdown,
    /// Words into the index of search.
    Search,
    /// Links, directives and addresses.
    Check,
    /// Templates into outputs.
    Render,
    /// Outputs into the folder.
    Write,
}

/// Hears how far a build is.
pub trait Progress: Sync {
    /// A stage begins that has `steps` steps.
    fn begin(&self, stage: Stage, steps: usize);
    /// One step of it is done.
    fn step(&self);
}
