//! The two languages of a site.

use serde::{Deserialize, Serialize};

/// A language that text, dates, numbers and messages are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Locale {
    /// Vietnamese (tiếng Việt), the language of the office.
    #[default]
    Vi,
    /// English, for the pages on structure and contacts that Nghị định 42/2022 asks for.
    En,
}

impl Locale {
    /// The locale of a language code: `vi`, `en`, or either with a region (`vi-VN`, `en_US`), in any case.
    pub fn from_code(code: &str) -> Option<Self> {
        let language = code.split(['-', '_']).next().unwrap_or(code);
        [Self::Vi, Self::En].into_iter().find(|locale| locale.code().eq_ignore_ascii_case(language))
    }

    /// The code that [`Locale::from_code`] reads and the `lang` attribute of HTML takes.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Locale;

    #[test]
    fn codes() {
        let table = [
            ("vi", Some(Locale::Vi)),
            ("en", Some(Locale::En)),
            ("vi-VN", Some(Locale::Vi)),
            ("EN_us", Some(Locale::En)),
            ("", None),
            ("fr", None),
            ("vie", None),
        ];
        for (code, expected) in table {
            assert_eq!(Locale::from_code(code), expected, "{code}");
        }
    }
}
