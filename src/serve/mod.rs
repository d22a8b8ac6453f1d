//! The live preview: the site as its files are now, shown to the one who writes it.
//!
//! 1. [`start`] makes the first edition of the site, and listens.
//! 2. `watch` hears of changes in the files; the `workshop` makes the next edition of the site.
//! 3. A `desk` shows one edition: it renders what is asked for, keeps it on the `shelf`, and looks through the rest in its
//!    spare time. The desk of the last good edition stays open beside one with errors.
//! 4. `http` answers browsers; `notes` are what the preview says of a page, which its own script shows over it.
//!
//! What is shown comes from the same stages and the same renderer as what a build writes: there is no other way.

mod around;
mod deliver;
mod desk;
mod guard;
mod http;
mod notes;
mod shelf;
mod watch;
mod workshop;

use std::collections::BTreeSet;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::Context as _;

use crate::diag::Diagnostics;
use crate::files;
use crate::permalink::BaseUrl;
use crate::pipeline::{Edition, Editions, Look, Output, Progress, Request};
use crate::text::Locale;

use workshop::{Order, Word, Workshop};

/// The paths that are the preview's own, whatever the site has.
const OWN: &str = "/_thidua/";

/// How the preview is shown.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where it listens; with port 0, where there is room.
    pub address: SocketAddr,
    /// The path below which the site stands, instead of that of its address.
    pub base_path: Option<String>,
    /// What opens a place in an editor: an address with `{path}`, `{line}` and `{column}`.
    pub editor: String,
    /// The language of what the preview says; none means that of the site.
    pub locale: Option<Locale>,
    /// Whether changes are looked for without being asked; else only [`Server::look`] looks.
    pub watch: bool,
}

/// Hears what becomes of each edition.
pub trait Listener: Send {
    /// An edition is shown, or more has been found in it.
    fn shown(&self, edition: &Edition, news: &News);
    /// The files could not be read; the last edition stays.
    fn failed(&self, error: &anyhow::Error);
}

/// What there is to say of an edition.
#[derive(Debug)]
pub struct News {
    /// All that was found so far.
    pub findings: Diagnostics,
    /// From when the change was seen; none if it is shown already, and more was found.
    pub took: Option<Duration>,
    /// Whether an earlier edition is shown in its place.
    pub is_withheld: bool,
}

/// A preview that runs until it is stopped.
pub struct Server {
    address: SocketAddr,
    entry: String,
    orders: Sender<Order>,
    threads: Vec<JoinHandle<()>>,
}

/// Shows the site of `request`.
///
/// # Errors
///
/// Where the port is taken, or the files cannot be read.
pub fn start(
    request: Request,
    options: &Options,
    progress: &dyn Progress,
    listener: Box<dyn Listener>,
) -> anyhow::Result<Server> {
    let begun = Instant::now();
    let socket = TcpListener::bind(options.address)
        .with_context(|| format!("cannot listen on {}", options.address))?;
    let address = socket.local_addr().context("cannot listen")?;
    let root = files::resolve(&request.root)?;
    let base_url = match &options.base_path {
        Some(path) => BaseUrl::parse(&format!("http://{address}/{}", path.trim_matches('/'))),
        None => request.base_url.clone(),
    };
    // As the system names the files that it tells of.
    let request = Request { root: root.clone(), output: Output::Memory, base_url, ..request };
    let mut editions = Editions::new(request);
    let first = workshop::patient(&mut editions, Look::Everywhere, progress)?.context("nothing to show")?;
    let entry = format!("http://{address}{}", first.base_url().map_or("/", BaseUrl::path));

    let (orders, inbox) = mpsc::channel();
    let watch = options.watch.then(|| watch::start(&root, orders.clone()));
    let telling =
        desk::Telling { root: Arc::from(root), editor: Arc::from(&*options.editor), locale: options.locale };
    let (workshop, front) = Workshop::open(editions, first, begun, telling, orders.clone(), listener);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.context("cannot start the threads of the server")?;
    let work = move || workshop.run(&inbox, watch);
    let named = |name: &str| thread::Builder::new().name(name.to_owned());
    let serve = move || http::serve(&runtime, socket, address, front);
    let threads = vec![
        named("workshop").spawn(work).context("cannot start a thread")?,
        named("server").spawn(serve).context("cannot start a thread")?,
    ];
    Ok(Server { address, entry, orders, threads })
}

impl Server {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The home page.
    pub fn entry(&self) -> &str {
        &self.entry
    }

    /// Looks at the files now, without waiting to hear of a change, and returns when what they are is shown.
    pub fn look(&self) {
        self.wait(Word::Everywhere);
    }

    /// Looks at files that are said to have changed, and returns when what they are is shown.
    pub fn look_at(&self, places: BTreeSet<PathBuf>) {
        self.wait(Word::At(places));
    }

    fn wait(&self, word: Word) {
        let (reply, done) = mpsc::channel();
        let _ = self.orders.send(Order::Look(word, Some(reply)));
        let _ = done.recv();
    }

    /// Returns when all of the site as it is now has been looked through; gives all that was found.
    pub fn findings(&self) -> Diagnostics {
        let (reply, found) = mpsc::channel();
        let _ = self.orders.send(Order::Findings(reply));
        found.recv().unwrap_or_default()
    }

    /// Ends it, when the answers on their way are out.
    pub fn stop(self) {
        let _ = self.orders.send(Order::Stop);
        for thread in self.threads {
            let _ = thread.join();
        }
    }
}

/// Waits until the user ends the program with Ctrl-C.
///
/// # Errors
///
/// Where the system does not tell of it.
pub fn until_interrupted() -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    Ok(runtime.block_on(tokio::signal::ctrl_c())?)
}
