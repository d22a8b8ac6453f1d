//! `thidua build`: makes the site and writes what changed.

use crate::cli::{self, Build};
use crate::pipeline::{self, Output, Request};
use crate::terminal::{Form, Run, Task, Terminal};

use super::{Outcome, require_site};

/// Builds the site.
pub(super) fn run(arguments: &Build, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let root = &arguments.site.root;
    let path = arguments.output.clone().unwrap_or_else(|| {
        // Said without the `./`: the path is shown to the user.
        if root.as_os_str() == "." { "public".into() } else { root.join("public") }
    });
    let output = Output::Folder { path: path.clone(), adopt: arguments.adopt };
    let request = Request { portable: arguments.portable, ..request(&arguments.site, output) };
    let form = form(&arguments.form);
    run_pipeline(&request, Task::Build { output: &path }, form, terminal)
}

/// What the arguments that all builds share ask for.
pub(super) fn request(site: &cli::Site, output: Output) -> Request {
    Request {
        root: site.root.clone(),
        output,
        base_url: site.base_url.clone(),
        date: site.date,
        drafts: site.drafts,
        strict: site.strict,
        portable: false,
    }
}

/// How the result is to be told.
pub(super) fn form(form: &cli::Form) -> Form {
    Form { json: form.json, timings: form.timings, quiet: form.quiet }
}

/// Runs the stages and tells the result.
pub(super) fn run_pipeline(
    request: &Request,
    task: Task<'_>,
    form: Form,
    terminal: &Terminal,
) -> anyhow::Result<Outcome> {
    require_site(&request.root)?;
    let progress = terminal.progress(form);
    let report = pipeline::run(request, &progress);
    // The bar goes before anything is said.
    drop(progress);
    let run = Run { task, strict: request.strict, report: &report? };
    terminal.report(&run, form)?;
    Ok(if run.is_refused() { Outcome::ContentWrong } else { Outcome::Well })
}
