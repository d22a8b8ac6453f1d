//! The languages a site is written in, and texts that differ by them.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::text::Locale;

/// A language of the site, by its code: `vi`, `en`, `tay`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(Arc<str>);

impl Lang {
    /// The language of a code of two to eight lower-case letters.
    pub fn parse(code: &str) -> Option<Self> {
        let plain = (2..=8).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase());
        plain.then(|| Self(Arc::from(code)))
    }

    /// Its code.
    pub fn code(&self) -> &str {
        &self.0
    }

    /// How dates, numbers and messages are written in it: as in Vietnamese, else as in English.
    pub fn locale(&self) -> Locale {
        Locale::from_code(&self.0).unwrap_or(Locale::En)
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text in one wording for all languages, or in one for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Localised {
    /// The same everywhere.
    All(String),
    /// By language.
    By(BTreeMap<Lang, String>),
}

impl Localised {
    /// The wording in `lang`, else in `fallback`, else any.
    pub fn get(&self, lang: &Lang, fallback: &Lang) -> &str {
        match self {
            Self::All(text) => text,
            Self::By(texts) => texts
                .get(lang)
                .or_else(|| texts.get(fallback))
                .or_else(|| texts.values().next())
                .map_or("", String::as_str),
        }
    }
}
