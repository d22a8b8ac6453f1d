//! `thidua check`: all of a build but the writing.

use crate::cli::Check;
use crate::pipeline::Output;
use crate::terminal::{Task, Terminal};

use super::Outcome;
use super::build::{form, request, run_pipeline};

/// Checks the site.
pub(super) fn run(arguments: &Check, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let request = request(&arguments.site, Output::Nowhere);
    run_pipeline(&request, Task::Check, form(&arguments.form), terminal)
}
