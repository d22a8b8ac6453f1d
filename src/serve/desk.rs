//! One edition of the site, shown.
//!
//! Each has a thread of its own, which owns the edition and what is rendered of it, and clears them away when nobody can ask
//! for them any more. It renders what is asked for; in its spare time it looks through all the rest, to find what only
//! rendering finds. What it cannot render, or must not show, it leaves to the last good edition.

use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender, TryRecvError};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;

use tokio::sync::oneshot;

use crate::diag::{Diagnostic, Diagnostics};
use crate::lint::Context;
use crate::permalink::{BaseUrl, LinkBase};
use crate::pipeline::Edition;
use crate::render::Renderer;
use crate::search::FOLDER;
use crate::site::{Node, Route, What};
use crate::text::Locale;

use super::around::{self, Around};
use super::notes::{self, PageNotes};
use super::shelf::{Kept, Made, Shelf};
use super::workshop::Order;

/// How long a desk waits that may not work now, but may again.
const BREATH: Duration = Duration::from_millis(3);

/// What a desk is asked.
pub(super) enum Ask {
    /// What stands at a path of the host.
    Page(String, oneshot::Sender<Answer>),
    /// What the preview says of the page there, with what was told by a newer edition that left the question to this one.
    Notes(String, Option<Told>, oneshot::Sender<Vec<u8>>),
}

/// What stands at a path.
pub(super) enum Answer {
    /// An output, and the name of its file, which tells its type.
    Found(Made, String),
    /// Nothing, and the page that says so, if the site has one.
    Missing(Option<Made>),
    /// It stands at this path.
    Moved(String),
    /// Nothing can be shown before the content is mended.
    Nothing,
}

/// How the preview speaks of places in the files.
#[derive(Clone)]
pub(super) struct Telling {
    /// The folder of the site.
    pub(super) root: Arc<Path>,
    /// What opens an editor.
    pub(super) editor: Arc<str>,
    /// None is the language of the site.
    pub(super) locale: Option<Locale>,
}

/// What is known of the newest edition.
#[derive(Clone)]
pub(super) struct Told {
    pub(super) number: u64,
    pub(super) edition: Arc<Edition>,
    pub(super) findings: Arc<Diagnostics>,
}

/// What a desk works with.
pub(super) struct Setup {
    /// Counts the editions from 1.
    pub(super) number: u64,
    pub(super) edition: Arc<Edition>,
    pub(super) shelf: Arc<Mutex<Shelf>>,
    /// The last good edition.
    pub(super) fallback: Fallback,
    /// The desk that may work in its spare time; 0 while the next edition is made.
    pub(super) duty: Arc<AtomicU64>,
    pub(super) telling: Telling,
    /// Where it tells that it has looked through everything.
    pub(super) orders: Sender<Order>,
}

/// The desk that a question is left to. It is let go when its edition has no more to say, or all of them would stay for good.
#[derive(Clone, Default)]
pub(super) struct Fallback(Arc<Mutex<Option<Sender<Ask>>>>);

impl Fallback {
    /// To that desk, if there is one.
    pub(super) fn new(asks: Option<Sender<Ask>>) -> Self {
        Self(Arc::new(Mutex::new(asks)))
    }

    fn get(&self) -> Option<Sender<Ask>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// A desk, seen from outside.
pub(super) struct Desk {
    pub(super) asks: Sender<Ask>,
    pub(super) edition: Arc<Edition>,
    has_failed: Arc<AtomicBool>,
    fallback: Fallback,
}

impl Desk {
    /// Makes it answer for itself: it is the last good edition now.
    pub(super) fn stand_alone(&self) {
        self.fallback.0.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    /// Whether nothing is known that would keep its edition from being published.
    pub(super) fn is_good(&self) -> bool {
        self.edition.is_sound() && !self.has_failed.load(Ordering::Relaxed)
    }
}

/// Opens a desk.
pub(super) fn open(setup: Setup) -> Desk {
    let (asks, inbox) = mpsc::channel();
    let has_failed = Arc::new(AtomicBool::new(false));
    let desk = Desk {
        asks,
        edition: Arc::clone(&setup.edition),
        has_failed: Arc::clone(&has_failed),
        fallback: setup.fallback.clone(),
    };
    // A thread that cannot be started leaves its questions unanswered, which `http` tells.
    let _ = thread::Builder::new().name(format!("edition {}", setup.number)).spawn(move || {
        let edition = Arc::clone(&setup.edition);
        Clerk::new(&setup, &edition, &has_failed).work(&inbox);
    });
    desk
}

/// Who sits at a desk.
struct Clerk<'a> {
    setup: &'a Setup,
    edition: &'a Edition,
    renderer: Option<Renderer<'a>>,
    /// The routes by where they stand.
    places: HashMap<&'a str, &'a Route>,
    /// How links from the root of the host are written.
    base: LinkBase,
    has_failed: &'a AtomicBool,
    /// Routes looked through, in their order, and what was found.
    looked: usize,
    found: Vec<Diagnostic>,
    /// What the checks on the text hold it against; made when first wanted.
    context: OnceLock<Context>,
}

impl<'a> Clerk<'a> {
    fn new(setup: &'a Setup, edition: &'a Edition, has_failed: &'a AtomicBool) -> Self {
        let at_root = || BaseUrl::parse("http://localhost/");
        let base = edition.base_url().cloned().or_else(at_root).map(|url| LinkBase::rooted(&url));
        Self {
            renderer: edition.input().map(Renderer::new),
            places: edition.routes().iter().map(|route| (route.permalink.as_str(), route)).collect(),
            base: base.unwrap_or_else(|| LinkBase::relative(0, false)),
            setup,
            edition,
            has_failed,
            looked: 0,
            found: Vec::new(),
            context: OnceLock::new(),
        }
    }

    /// Answers until nobody is left who could ask.
    fn work(mut self, inbox: &Receiver<Ask>) {
        let mut is_done = false;
        loop {
            let ask = match inbox.try_recv() {
                Ok(ask) => ask,
                Err(TryRecvError::Disconnected) => return,
                Err(TryRecvError::Empty) => {
                    let duty = self.setup.duty.load(Ordering::Relaxed);
                    if is_done || (duty != 0 && duty != self.setup.number) {
                        match inbox.recv() {
                            Ok(ask) => ask,
                            Err(_) => return,
                        }
                    } else {
                        if duty == self.setup.number {
                            is_done = self.look_through();
                        } else {
                            thread::sleep(BREATH);
                        }
                        continue;
                    }
                }
            };
            match ask {
                Ask::Page(path, reply) => self.page(path, reply),
                Ask::Notes(path, told, reply) => self.notes(path, told, reply),
            }
        }
    }

    /// Looks at one more route; whether that was all.
    fn look_through(&mut self) -> bool {
        let route = self.renderer.as_ref().and_then(|_| self.edition.routes().get(self.looked));
        let Some(route) = route else {
            let _ = self.setup.orders.send(Order::Done(self.setup.number, self.found.clone()));
            return true;
        };
        self.looked += 1;
        if self.renderer.as_ref().is_some_and(|renderer| renderer.shows_index(route)) {
            return false; // It would keep others waiting; it is told when somebody searches.
        }
        if let Err(found) = self.make(route, false) {
            self.found.extend(found);
        }
        false
    }

    fn page(&self, path: String, reply: oneshot::Sender<Answer>) {
        match (self.answer(&path), self.setup.fallback.get()) {
            (Some(answer), _) => drop(reply.send(answer)),
            (None, Some(fallback)) => drop(fallback.send(Ask::Page(path, reply))),
            (None, None) => drop(reply.send(Answer::Nothing)),
        }
    }

    /// What stands at a path; none if it is not this edition that is to say so.
    fn answer(&self, path: &str) -> Option<Answer> {
        if !self.edition.is_sound() && self.setup.fallback.get().is_some() || self.renderer.is_none() {
            return None;
        }
        let Some(below) = path.strip_prefix(self.prefix()) else {
            let is_above = path == "/" || format!("{path}/") == self.prefix();
            return Some(if is_above {
                Answer::Moved(self.base.root().to_owned())
            } else {
                Answer::Missing(None)
            });
        };
        if let Some(route) = self.route(below) {
            let made = self.make(route, true).ok().flatten()?;
            return Some(Answer::Found(made, route.permalink.output_path()));
        }
        if let Some(route) = self.places.get(format!("{below}/").as_str()) {
            return Some(Answer::Moved(self.base.href(&route.permalink)));
        }
        let own = self.places.values().filter(|route| {
            matches!(route.what, What::NotFound(_))
                && route
                    .permalink
                    .as_str()
                    .strip_suffix("404.html")
                    .is_some_and(|home| below.starts_with(home))
        });
        let own = own.max_by_key(|route| route.permalink.as_str().len());
        Some(Answer::Missing(own.and_then(|route| self.make(route, true).ok().flatten())))
    }

    /// The path below which the site stands.
    fn prefix(&self) -> &'a str {
        self.edition.base_url().map_or("/", BaseUrl::path)
    }

    fn route(&self, below: &str) -> Option<&'a Route> {
        let folder =
            || below.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/'));
        self.places.get(below).or_else(|| self.places.get(folder()?)).copied().or_else(|| self.shard(below))
    }

    /// What search reads stands in a folder of its own: where nobody asks for that, it need not be made.
    fn shard(&self, below: &str) -> Option<&'a Route> {
        let routes = if below.starts_with(FOLDER) { self.edition.search_routes() } else { &[] };
        routes.iter().find(|route| route.permalink.as_str() == below)
    }

    /// Makes an output, unless it is there already; gives it if it is wanted.
    fn make(&self, route: &Route, is_wanted: bool) -> Result<Option<Made>, Vec<Diagnostic>> {
        let Some(renderer) = &self.renderer else { return Err(Vec::new()) };
        let inputs = self.edition.inputs(renderer, route);
        let before = self.shelf().get(&route.permalink).cloned();
        let is_enough = |kept: &Kept| !is_wanted || kept.made.is_some();
        if let Some(kept) = before.as_ref().filter(|kept| kept.inputs == inputs && is_enough(kept)) {
            return Ok(kept.made.clone());
        }
        let made = renderer.prepare(route).and_then(|prepared| {
            let view = renderer.key(&prepared);
            if let Some(kept) = before.filter(|kept| kept.view == view && is_enough(kept)) {
                self.shelf().same(&route.permalink, inputs);
                return Ok(kept.made);
            }
            let rendered = renderer.make(prepared)?;
            let made = is_wanted.then(|| Made::of(rendered));
            self.shelf().put(&route.permalink, Kept { inputs, view, made: made.clone() });
            Ok(made)
        });
        if made.is_err() {
            self.has_failed.store(true, Ordering::Relaxed);
        }
        made
    }

    fn shelf(&self) -> MutexGuard<'a, Shelf> {
        self.setup.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn notes(&self, path: String, told: Option<Told>, reply: oneshot::Sender<Vec<u8>>) {
        let told = told.unwrap_or_else(|| Told {
            number: self.setup.number,
            edition: Arc::clone(&self.setup.edition),
            findings: Arc::new(self.edition.told(self.found.clone())),
        });
        let answer = self.answer(&path);
        if let (None, Some(fallback)) = (&answer, self.setup.fallback.get()) {
            let _ = fallback.send(Ask::Notes(path, Some(told), reply));
            return;
        }
        let tag = match &answer {
            Some(Answer::Found(made, _) | Answer::Missing(Some(made))) => &*made.tag,
            _ => "",
        };
        let node = match answer {
            Some(Answer::Found(..)) => self.node(&path),
            _ => None,
        };
        let page = node.map(|(node, around)| {
            let document = self.edition.site().document(node);
            let context = self.context.get_or_init(|| self.edition.context());
            PageNotes {
                document,
                text: self.edition.check_text(node, context),
                sources: self.edition.sources(),
                around,
            }
        });
        let locale = self.setup.telling.locale.unwrap_or(told.edition.locale());
        let _ = reply.send(notes::write(&told, tag, page, &self.setup.telling, locale));
    }

    /// The page or section shown at a path, and what shows it besides.
    fn node(&self, path: &str) -> Option<(Node, Vec<Around>)> {
        let node = match &self.route(path.strip_prefix(self.prefix())?)?.what {
            What::Page(id) => Node::Page(*id),
            What::Section(id, _) => Node::Section(*id),
            _ => return None,
        };
        let renderer = self.renderer.as_ref()?;
        Some((node, around::of(self.edition, renderer, node, &self.base)))
    }
}
