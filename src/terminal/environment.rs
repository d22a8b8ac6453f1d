//! What the environment says of language and terminal; its only reader.

#![expect(clippy::disallowed_methods, reason = "the one reader of the environment")]

use std::env;
use std::io::{self, IsTerminal};

use crate::text::Locale;

use super::Style;

/// What the environment says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Environment {
    /// The language of its user; none on Windows, and where nobody has chosen one.
    pub(super) locale: Option<Locale>,
    /// Whether a person sees standard error on a terminal.
    pub(super) is_watched: bool,
    /// Whether a person can be asked something there.
    pub(super) can_ask: bool,
    has_colour: bool,
    columns: Option<usize>,
}

impl Environment {
    /// Reads it.
    pub(super) fn read() -> Self {
        let is_watched = io::stderr().is_terminal();
        Self {
            locale: locale(variable),
            is_watched,
            can_ask: is_watched && io::stdin().is_terminal(),
            // A Windows console shows colours only after a call that std does not make.
            has_colour: is_watched && !cfg!(windows) && wants_colour(variable),
            columns: variable("COLUMNS").and_then(|columns| columns.parse().ok()),
        }
    }

    /// How findings look here.
    pub(super) fn style(self) -> Style {
        let default = Style::default();
        Style { colour: self.has_colour, columns: self.columns.unwrap_or(default.columns) }
    }
}

/// A variable of the environment that is set, not empty, and text.
fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

/// The language of messages as POSIX orders the variables: the first that is set decides, even for neither.
fn locale(variable: impl Fn(&str) -> Option<String>) -> Option<Locale> {
    let value = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(variable)?;
    Locale::from_code(value.split(['.', '@']).next()?)
}

/// See <https://no-color.org>.
fn wants_colour(variable: impl Fn(&str) -> Option<String>) -> bool {
    variable("NO_COLOR").is_none() && variable("TERM").is_none_or(|term| term != "dumb")
}

#[cfg(test)]
mod tests {
    use super::{locale, wants_colour};
    use crate::text::Locale;

    /// An environment written as `NAME=value NAME=value`.
    fn variables(text: &str) -> impl Fn(&str) -> Option<String> {
        move |name| {
            text.split(' ').find_map(|entry| {
                Some(entry.split_once('=')?).filter(|(key, _)| *key == name)?.1.to_owned().into()
            })
        }
    }

    #[test]
    fn the_first_variable_that_is_set_decides_the_language() {
        for (environment, expected) in [
            ("", None),
            ("LANG=vi_VN.UTF-8", Some(Locale::Vi)),
            ("LANG=vi", Some(Locale::Vi)),
            ("LANG=en_US.UTF-8", Some(Locale::En)),
            ("LANG=en_GB@euro", Some(Locale::En)),
            ("LANG=C.UTF-8", None),
            ("LANG=POSIX", None),
            ("LANG=fr_FR.UTF-8", None),
            ("LANG=en_US.UTF-8 LC_MESSAGES=vi_VN", Some(Locale::Vi)),
            ("LANG=en_US.UTF-8 LC_MESSAGES=vi_VN LC_ALL=C", None),
        ] {
            assert_eq!(locale(variables(environment)), expected, "{environment}");
        }
    }

    #[test]
    fn colour_is_refused_by_name() {
        for (environment, expected) in
            [("", true), ("TERM=xterm", true), ("TERM=dumb", false), ("TERM=xterm NO_COLOR=1", false)]
        {
            assert_eq!(wants_colour(variables(environment)), expected, "{environment}");
        }
    }
}
