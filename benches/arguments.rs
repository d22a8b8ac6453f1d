//! What a bench is told on its command line.

use std::process::ExitCode;
use std::{env, io};

/// The values that follow an option.
pub(crate) struct Values<'a> {
    option: String,
    rest: &'a mut dyn Iterator<Item = String>,
}

impl Values<'_> {
    /// The next value as it is.
    pub(crate) fn text(&mut self) -> Result<String, String> {
        self.rest.next().ok_or(format!("{} needs a value", self.option))
    }

    /// The next value as a number from 1 up.
    pub(crate) fn count(&mut self) -> Result<usize, String> {
        count(&self.text()?)
    }
}

/// A number from 1 up, in groups of three or not.
pub(crate) fn count(text: &str) -> Result<usize, String> {
    let count = text.replace([',', '_', '.'], "").parse().ok().filter(|count| *count > 0);
    count.ok_or(format!("not a number from 1 up: {text}"))
}

/// Reads the options, each by `take`, and runs the bench; says what is wrong with the one or the other.
pub(crate) fn run<O>(
    mut options: O,
    usage: &str,
    take: impl Fn(&mut O, &str, &mut Values<'_>) -> Result<(), String>,
    bench: impl FnOnce(&O) -> io::Result<()>,
) -> ExitCode {
    // What cargo itself says to every bench.
    let mut arguments = env::args().skip(1).filter(|argument| argument != "--bench");
    while let Some(option) = arguments.next() {
        let mut values = Values { option: option.clone(), rest: &mut arguments };
        if let Err(wrong) = take(&mut options, &option, &mut values) {
            eprintln!("{wrong}\nusage: {usage}");
            return ExitCode::from(2);
        }
    }
    match bench(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
