//! What is wrong with the content, said to the person who can mend it.
//!
//! A [`Diagnostic`] has a stable code, a severity, the place, what is wrong and what to do, each worded in Vietnamese
//! and in English side by side ([`Message`]). Stages collect all of them in [`Diagnostics`]; nothing stops at the
//! first. How they look on a terminal is `terminal`'s business.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use crate::allow::CODES;
use crate::span::Span;
use crate::text::Locale;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// The site cannot be published as it stands.
    Error,
    /// The site is published; with `--strict` it is not.
    Warning,
    /// Worth knowing.
    Note,
}

/// One wording in each language of the program's users.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Message {
    vi: String,
    en: String,
}

impl Message {
    /// The Vietnamese wording, then the English one.
    pub fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { vi: vi.into(), en: en.into() }
    }

    /// The wording in `locale`.
    pub fn in_locale(&self, locale: Locale) -> &str {
        match locale {
            Locale::Vi => &self.vi,
            Locale::En => &self.en,
        }
    }
}

/// Makes a [`Message`] of two format strings, Vietnamese first: `message!("thiếu {key}", "{key} is missing")`.
macro_rules! message {
    ($vi:literal, $en:literal $(, $($arg:tt)*)?) => {
        $crate::diag::Message::new(format!($vi $(, $($arg)*)?), format!($en $(, $($arg)*)?))
    };
}
pub(crate) use message;

/// The code of a finding: one of [`CODES`].
pub type Code = &'static str;

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Stable, for `allow:` and for tools: `unknown-key`, `broken-link`.
    #[serde(deserialize_with = "code")]
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: Message,
    /// Where; none only when no file can be blamed.
    pub span: Option<Span>,
    /// What to do.
    pub help: Option<Message>,
    /// Other places that belong to it, such as the other of two files that collide.
    pub related: Vec<(Span, Message)>,
    /// The reason given by the author who acknowledged it (`allow:`); it then counts as neither error nor warning.
    pub acknowledged: Option<String>,
    /// What mends it without anybody's judgement: all of these together; empty where a person must.
    pub fix: Vec<Edit>,
}

/// A run of bytes of a file, and what is to stand there instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The bytes.
    pub span: Span,
    /// What replaces them. It may be what they read as already: then the file spells it in another way, which is to go.
    pub replacement: String,
}

impl Diagnostic {
    /// A finding that stops publication.
    pub fn error(code: &'static str, message: Message) -> Self {
        Self::new(code, Severity::Error, message)
    }

    /// A finding that stops only a strict build.
    pub fn warning(code: &'static str, message: Message) -> Self {
        Self::new(code, Severity::Warning, message)
    }

    /// A finding that stops nothing.
    pub fn note(code: &'static str, message: Message) -> Self {
        Self::new(code, Severity::Note, message)
    }

    fn new(code: &'static str, severity: Severity, message: Message) -> Self {
        Self {
            code,
            severity,
            message,
            span: None,
            help: None,
            related: Vec::new(),
            acknowledged: None,
            fix: Vec::new(),
        }
    }

    /// The place it stands.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// What to do about it.
    #[must_use]
    pub fn help(mut self, help: Message) -> Self {
        self.help = Some(help);
        self
    }

    /// The help, if there is one to give.
    #[must_use]
    pub fn help_if(mut self, help: Option<Message>) -> Self {
        self.help = help.or(self.help);
        self
    }

    /// Another place that belongs to it.
    #[must_use]
    pub fn and_at(mut self, span: Span, why: Message) -> Self {
        self.related.push((span, why));
        self
    }

    /// What mends it.
    #[must_use]
    pub fn fix(mut self, fix: Vec<Edit>) -> Self {
        self.fix = fix;
        self
    }
}

/// One of the codes there are, as it was remembered.
fn code<'de, D: Deserializer<'de>>(from: D) -> Result<Code, D::Error> {
    let code = String::deserialize(from)?;
    let known = CODES.into_iter().find(|known| *known == code);
    known.ok_or_else(|| D::Error::custom("no code of a finding"))
}

/// All findings of a stage, or of a build.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds those of another stage.
    pub fn extend(&mut self, others: impl IntoIterator<Item = Diagnostic>) {
        self.0.extend(others);
    }

    /// In the order found, or after [`Diagnostics::sorted`] in the order shown.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many count with this severity: acknowledged ones do not.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|found| found.severity == severity && found.acknowledged.is_none()).count()
    }

    /// Whether the site must not be published.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// By file and place, each finding once: the order in which an editor works them off.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.0.sort_by(|a, b| {
            (&a.span, a.severity, a.code, &a.message.vi).cmp(&(&b.span, b.severity, b.code, &b.message.vi))
        });
        self.0.dedup();
        self
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(found: I) -> Self {
        Self(found.into_iter().collect())
    }
}
