//! The only printing: progress, findings, results, failures.
//!
//! 1. `environment` says which language and whether colours.
//! 2. [`findings`], [`summary`] and [`json`] turn a [`Report`] into text; they are pure, and so is [`failure()`],
//!    which words what the machine refused.
//! 3. [`Bar`] is drawn while a build runs.
//! 4. [`Terminal`] writes: findings, hints and failures to standard error, results to standard output; and asks.
//!
//! A reader that has gone away (`thidua build | head -1`) is no failure.

mod accounts;
mod counts;
mod environment;
mod failure;
mod findings;
mod json;
mod progress;
mod summary;

use std::io::{self, BufRead, ErrorKind, Write};
use std::path::Path;

use crate::diag::{Message, Severity};
use crate::pipeline::Report;
use crate::text::{Locale, nfc};

pub use accounts::explanation;
pub use failure::{Failure, failure};
pub use findings::{Style, finding, findings};
pub use json::json;
pub use progress::Bar;
pub use summary::{summary, timings};

use environment::Environment;

/// How the result of a build is told.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// As one JSON object, and nothing else.
    pub json: bool,
    /// With the time each stage took.
    pub timings: bool,
    /// Only what is wrong.
    pub quiet: bool,
}

/// A build that has come to its end.
#[derive(Debug, Clone, Copy)]
pub struct Run<'a> {
    /// What was asked for.
    pub task: Task<'a>,
    /// Whether warnings stop publication.
    pub strict: bool,
    /// What was found and done.
    pub report: &'a Report,
}

/// What was asked for.
#[derive(Debug, Clone, Copy)]
pub enum Task<'a> {
    /// To write the site.
    Build {
        /// Into this folder.
        output: &'a Path,
        /// And to tell of this output why it was made, or was not.
        explain: Option<&'a str>,
    },
    /// To find what is wrong.
    Check,
}

impl Run<'_> {
    /// Whether the content is too wrong to be published.
    pub fn is_refused(&self) -> bool {
        let findings = &self.report.findings;
        findings.has_errors() || self.strict && findings.count(Severity::Warning) > 0
    }
}

/// What a person said to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Yes.
    Yes,
    /// Anything else.
    No,
    /// Nobody sits there to be asked.
    Nobody,
}

/// Where the program speaks to its user, in the language chosen.
#[derive(Debug)]
pub struct Terminal {
    environment: Environment,
    chosen: Option<Locale>,
}

impl Terminal {
    /// The terminal the program was started in. `lang` is the language asked for in the arguments, which goes before
    /// that of the environment.
    pub fn new(lang: Option<Locale>) -> Self {
        let environment = Environment::read();
        Self { chosen: lang.or(environment.locale), environment }
    }

    /// The same, speaking the site's language where nothing else chooses one.
    #[must_use]
    pub fn for_site(&self, locale: Locale) -> Self {
        Self { chosen: self.chosen.or(Some(locale)), ..*self }
    }

    /// A progress bar, which shows itself when a build takes long and a person is watching.
    pub fn progress(&self, form: Form) -> Bar {
        Bar::new(self.locale(), self.environment.is_watched && !form.json && !form.quiet)
    }

    /// Tells the result of a build.
    pub fn report(&self, run: &Run<'_>, form: Form) -> anyhow::Result<()> {
        let report = run.report;
        let locale = self.chosen.unwrap_or(report.locale);
        if form.json {
            return print(&format!("{}\n", json(report, locale)?));
        }
        complain(&findings(&report.findings, &report.sources, locale, self.environment.style()));
        if !form.quiet {
            print(&summary(run, locale))?;
        }
        if form.timings {
            print(&timings(report, locale))?;
        }
        if let Task::Build { explain: Some(path), .. } = run.task {
            print(&explanation(report, path, locale))?;
        }
        Ok(())
    }

    /// Prints a result: a line, or lines.
    pub fn say(&self, message: &Message) -> anyhow::Result<()> {
        print(&format!("{}\n", message.in_locale(self.locale())))
    }

    /// Asks a question that a person answers with yes or no; anything else is a no.
    pub fn ask(&self, question: &Message) -> anyhow::Result<Answer> {
        if !self.environment.can_ask {
            return Ok(Answer::Nobody);
        }
        complain(question.in_locale(self.locale()));
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line)?;
        let is_yes = ["c", "có", "co", "y", "yes"].contains(&nfc(line.trim()).to_lowercase().as_str());
        Ok(if is_yes { Answer::Yes } else { Answer::No })
    }

    /// Prints a text as it is.
    pub fn print(&self, text: &str) -> anyhow::Result<()> {
        print(text)
    }

    /// Prints advice, apart from the results.
    pub fn hint(&self, message: &Message) {
        complain(&format!("{}\n", message.in_locale(self.locale())));
    }

    /// Says why the program could not do its work.
    pub fn failure(&self, error: &anyhow::Error) {
        complain(&failure(error, self.locale(), self.environment.style()));
    }

    /// The language where none of the site is known yet.
    fn locale(&self) -> Locale {
        self.chosen.unwrap_or_default()
    }
}

/// Writes to standard output.
fn print(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

/// Writes to standard error. There is nowhere to say that this failed.
fn complain(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
