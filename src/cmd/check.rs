//! `thidua check`: all of a build but the writing; with `--fix`, what can be mended is mended first.

use crate::cli::Check;
use crate::diag::{Message, message};
use crate::mend::{self, Plan};
use crate::pipeline::{self, Output, Request};
use crate::span::SourcePath;
use crate::terminal::{Answer, Task, Terminal};

use super::build::{form, request, run_pipeline};
use super::{Outcome, require_site};

/// Checks the site.
pub(super) fn run(arguments: &Check, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let request = request(&arguments.site, Output::Nowhere);
    if arguments.fix {
        fix(&request, arguments, terminal)?;
    }
    run_pipeline(&request, Task::Check, form(&arguments.form), terminal)
}

/// Shows what can be mended, and mends it if that is wanted.
fn fix(request: &Request, arguments: &Check, terminal: &Terminal) -> anyhow::Result<()> {
    require_site(&request.root)?;
    let progress = terminal.progress(form(&arguments.form));
    let report = pipeline::run(request, &progress)?;
    // The bar goes before anything is said.
    drop(progress);
    let terminal = &terminal.for_site(report.locale);
    let Plan { mends, changed } = mend::plan(&request.root, &report.findings, &report.sources)?;
    for path in &changed {
        terminal.hint(&changed_meanwhile(path));
    }
    if mends.is_empty() {
        return terminal
            .say(&message!("Không có chỗ nào máy tự sửa được.", "There is nothing that can be mended."));
    }
    for mend in &mends {
        let diff = mend.diff();
        let diff = diff.trim_end();
        terminal.say(&message!("{diff}", "{diff}"))?;
    }
    let answer = if arguments.yes {
        Answer::Yes
    } else {
        terminal.ask(&message!("Sửa các tệp này? [c/K] ", "Mend these files? [y/N] "))?
    };
    match answer {
        Answer::Yes => {}
        Answer::No => return terminal.say(&message!("Không sửa gì.", "Nothing was changed.")),
        Answer::Nobody => {
            return terminal.say(&message!(
                "Không sửa gì: không có ai để hỏi. Muốn sửa luôn thì thêm --yes.",
                "Nothing was changed: there is nobody to ask. Add --yes to mend without asking."
            ));
        }
    }
    let mut count = 0;
    for mend in &mends {
        if mend.write()? {
            count += 1;
        } else {
            terminal.hint(&changed_meanwhile(&mend.path));
        }
    }
    terminal.say(&message!("Đã sửa {count} tệp.", "Files mended: {count}."))
}

fn changed_meanwhile(path: &SourcePath) -> Message {
    message!(
        "{path} vừa thay đổi trong lúc kiểm tra nên được giữ nguyên; chạy lại lệnh này.",
        "{path} has changed while it was checked, and is left alone; run this again."
    )
}
