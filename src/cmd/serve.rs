//! `thidua serve`: the live preview.

use std::net::SocketAddr;

use crate::cli::Serve;
use crate::diag::message;
use crate::pipeline::{Edition, Output, Request};
use crate::serve::{self, Listener, News, Options};
use crate::terminal::{Failure, Form, Terminal};

use super::{Outcome, require_site};

/// Shows the site until the user has seen enough.
pub(super) fn run(arguments: &Serve, terminal: &Terminal) -> anyhow::Result<Outcome> {
    require_site(&arguments.root)?;
    let request = Request {
        root: arguments.root.clone(),
        output: Output::Memory,
        base_url: None,
        date: arguments.date,
        drafts: arguments.drafts,
        strict: false,
        portable: false,
        cache: !arguments.no_cache,
    };
    let options = Options {
        address: SocketAddr::new(arguments.host, arguments.port),
        base_path: arguments.base_path.clone(),
        editor: arguments.editor.clone(),
        locale: terminal.chosen(),
        watch: true,
    };
    let progress = terminal.progress(Form::default());
    let started = serve::start(request, &options, &progress, Box::new(Teller(terminal.clone())));
    // The bar goes before anything is said.
    drop(progress);
    let server =
        started.map_err(|error| if is_taken(&error) { taken(arguments.port).into() } else { error })?;
    let entry = server.entry();
    terminal.say(&message!(
        "Xem trước tại {entry} (bấm Ctrl+C để dừng).",
        "The preview is at {entry} (Ctrl+C ends it)."
    ))?;
    if arguments.open && open::that(entry).is_err() {
        terminal.hint(&message!(
            "Không mở được trình duyệt; hãy tự mở địa chỉ trên.",
            "No browser could be opened; open that address yourself."
        ));
    }
    serve::until_interrupted()?;
    server.stop();
    Ok(Outcome::Well)
}

/// Tells what becomes of each edition.
struct Teller(Terminal);

impl Listener for Teller {
    fn shown(&self, edition: &Edition, news: &News) {
        self.0.preview(edition, news);
    }

    fn failed(&self, error: &anyhow::Error) {
        self.0.failure(error);
    }
}

fn is_taken(error: &anyhow::Error) -> bool {
    let cause = error.chain().find_map(|cause| cause.downcast_ref::<std::io::Error>());
    cause.is_some_and(|cause| cause.kind() == std::io::ErrorKind::AddrInUse)
}

fn taken(port: u16) -> Failure {
    let failure = Failure::new(message!(
        "cổng {port} đang có chương trình khác dùng",
        "another program is using port {port}"
    ));
    failure.help(message!(
        "dừng lần xem trước đang chạy, hoặc chọn cổng khác, ví dụ --port 1976",
        "end the preview that is running, or choose another port, such as --port 1976"
    ))
}
