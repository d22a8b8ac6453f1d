//! Vietnamese text.
use std::borrow::Cow;

/// The language of messages and formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Locale {
    /// Vietnamese.
    Vi,
    /// English.
    En,
}

impl Locale {
    /// from code
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "vi" => Some(Self::Vi),
            "en" => Some(Self::En),
            _ => None,
        }
    }
}

/// NFC.
pub fn nfc(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}
/// dates
pub mod dates {
    /// error
    pub enum DateError {
        /// not a date
        Unrecognised,
        /// no such day
        Impossible {
            /// year
            year: i16,
            /// month
            month: i8,
            /// day
            day: i8,
        },
    }
    /// parse
    pub fn parse(_: &str) -> Result<jiff::civil::Date, DateError> {
        Err(DateError::Unrecognised)
    }
}
/// suggest
pub mod suggest {
    /// nearest
    pub fn nearest<'a>(_: &str, _: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
        None
    }
}
/// encoding
pub mod encoding {
    /// guess
    pub fn guess(_: &[u8]) -> Option<&'static str> {
        None
    }
}
/// slug
pub fn slug(text: &str) -> String {
    text.to_lowercase().replace(' ', "-")
}
/// syllables
pub fn syllables(text: &str) -> usize {
    text.split_whitespace().count()
}
/// typography
pub mod typography {
    /// bind
    pub fn bind(text: &str) -> std::borrow::Cow<'_, str> {
        std::borrow::Cow::Borrowed(text)
    }
}
