//! The commands: one file each, from arguments to exit code.
//!
//! 1. [`main`] reads the arguments and finds the language.
//! 2. A command runs; what it has to say goes through [`Terminal`].
//! 3. Content that is wrong is exit code 1, a machine or arguments that are is 2.

mod build;
mod check;
mod clean;
mod init;
mod new;
mod report;
mod serve;

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;

use crate::cli::{Cli, Command};
use crate::diag::message;
use crate::files;
use crate::source::CONTENT;
use crate::terminal::{Failure, Terminal};

/// Runs the program with these arguments, the first being its own name.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Nobody is left to tell when this cannot be printed.
            let _ = error.print();
            return u8::try_from(error.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from);
        }
    };
    let terminal = Terminal::new(cli.lang);
    let outcome = match &cli.command {
        Command::Build(arguments) => build::run(arguments, &terminal),
        Command::Serve(arguments) => serve::run(arguments, &terminal),
        Command::Check(arguments) => check::run(arguments, &terminal),
        Command::New(arguments) => new::run(arguments, &terminal),
        Command::Report(arguments) => report::run(arguments, &terminal),
        Command::Clean(arguments) => clean::run(arguments, &terminal),
        Command::Init(arguments) => init::run(arguments, &terminal),
    };
    match outcome {
        Ok(Outcome::Well) => ExitCode::SUCCESS,
        Ok(Outcome::ContentWrong) => ExitCode::from(1),
        Err(error) => {
            terminal.failure(&error);
            ExitCode::from(2)
        }
    }
}

/// How a command went, when the machine did its part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// All is well.
    Well,
    /// The content is wrong, and the user has been told.
    ContentWrong,
}

/// Makes sure that `root` holds a site: the commonest mistake is to stand in another folder.
fn require_site(root: &Path) -> anyhow::Result<()> {
    if files::look(&root.join(CONTENT))?.is_some() {
        return Ok(());
    }
    let failure = match root.display().to_string().as_str() {
        "." => Failure::new(message!(
            "trong thư mục hiện tại không có thư mục content",
            "there is no content folder in the current folder"
        )),
        root => Failure::new(message!(
            "trong {root} không có thư mục content",
            "there is no content folder in {root}"
        )),
    };
    let failure = failure.help(message!(
        "mở thư mục của trang rồi chạy lại, hoặc chỉ ra thư mục đó bằng --root; \
         tạo trang mới bằng: thidua init TEN-THU-MUC",
        "run it in the folder of the site, or name that folder with --root; \
         start a site with: thidua init FOLDER"
    ));
    Err(failure.into())
}
