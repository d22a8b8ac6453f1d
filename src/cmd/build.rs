//! `thidua build`: makes the site and writes what changed.

use std::mem::ManuallyDrop;
use std::path::Path;

use crate::cli::{self, Build};
use crate::diag::message;
use crate::files;
use crate::pipeline::{self, Output, Request};
use crate::source::{CONTENT, THEMES};
use crate::terminal::{Failure, Form, Run, Task, Terminal};

use super::{Outcome, require_site};

/// Builds the site.
pub(super) fn run(arguments: &Build, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let root = &arguments.site.root;
    let path = arguments.output.clone().unwrap_or_else(|| {
        // Said without the `./`: the path is shown to the user.
        if root.as_os_str() == "." { "public".into() } else { root.join("public") }
    });
    require_apart(root, &path)?;
    let output = Output::Folder { path: path.clone(), adopt: arguments.adopt };
    let request = Request { portable: arguments.portable, ..request(&arguments.site, output) };
    let form = form(&arguments.form);
    run_pipeline(
        &request,
        Task::Build { output: &path, explain: arguments.explain.as_deref() },
        form,
        terminal,
    )
}

/// Makes sure that the output does not lie among the sources, where the next build would read it, nor around them.
fn require_apart(root: &Path, output: &Path) -> anyhow::Result<()> {
    let resolved = files::resolve(output)?;
    for folder in [CONTENT, THEMES] {
        let sources = files::resolve(&root.join(folder))?;
        if resolved.starts_with(&sources) || sources.starts_with(&resolved) {
            let output = output.display();
            let failure = Failure::new(message!(
                "không ghi trang vào {output}: ở đó là thư mục {folder} của trang",
                "the site cannot be written to {output}: the folder {folder} of its sources is there"
            ));
            let help = message!(
                "chọn thư mục khác với --output, ví dụ --output public",
                "choose another folder with --output, such as --output public"
            );
            return Err(failure.help(help).into());
        }
    }
    Ok(())
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
        cache: !site.no_cache,
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
    // Kept to the end: the program is about to, and nobody waits until its memory is given back.
    let report = ManuallyDrop::new(report?);
    let run = Run { task, strict: request.strict, report: &report };
    terminal.report(&run, form)?;
    Ok(if run.is_refused() { Outcome::ContentWrong } else { Outcome::Well })
}
