//! Where editions are made, one after another.
//!
//! Word of a change is but a hint. The files it names are looked at and compared at once, and nothing happens where they are
//! as they were; all the others are, when it is quiet. They are looked at from time to time without any word too, for there
//! are disks that send none (those of other machines).

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::watch::{self as news, Receiver as Fronts};

use crate::diag::{Diagnostic, Diagnostics};
use crate::pipeline::{Edition, Editions, Look, Progress, Stage};

use super::desk::{self, Ask, Desk, Fallback, Setup, Telling};
use super::shelf::Shelf;
use super::watch::Watch;
use super::{Listener, News};

/// How long no further word must come before the files are looked at, and how long one waits for that.
const QUIET: Duration = Duration::from_millis(8);
const LONGEST: Duration = Duration::from_millis(25);

/// How often the files are looked at when there is no word; more seldom where that takes long.
const ROUND: Duration = Duration::from_secs(2);
const SHARE: u32 = 50;

/// How long it must have been quiet before all files are looked at, where only some were.
const CALM: Duration = Duration::from_millis(150);

/// What the workshop is told.
pub(super) enum Order {
    /// Something may have changed; who asks is told when what there is now is shown.
    Look(Word, Option<Sender<()>>),
    /// A desk has looked through all of its edition, and found this.
    Done(u64, Vec<Diagnostic>),
    /// Tell all that was found in the site as it is, when that is known.
    Findings(Sender<Diagnostics>),
    /// The end.
    Stop,
}

/// Where something may have changed.
pub(super) enum Word {
    Everywhere,
    /// In these files.
    At(BTreeSet<PathBuf>),
}

impl Word {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::At(mut places), Self::At(more)) => {
                places.extend(more);
                Self::At(places)
            }
            _ => Self::Everywhere,
        }
    }
}

/// What browsers are shown.
#[derive(Clone)]
pub(super) struct Front {
    /// Counts what browsers should hear of.
    pub(super) turn: u64,
    /// Who answers.
    pub(super) asks: Sender<Ask>,
}

/// Makes editions, and puts each on its desk.
pub(super) struct Workshop {
    editions: Editions,
    front: news::Sender<Front>,
    shelf: Arc<Mutex<Shelf>>,
    /// The desk that may work in its spare time; 0 is none.
    duty: Arc<AtomicU64>,
    telling: Telling,
    orders: Sender<Order>,
    listener: Box<dyn Listener>,
    number: u64,
    now: Desk,
    /// The last edition of which nothing bad is known, where it is not the one now.
    good: Option<Sender<Ask>>,
    /// What looking through the edition found; none before that is done.
    rendering: Option<Vec<Diagnostic>>,
    waiting: Vec<Sender<Diagnostics>>,
}

impl Workshop {
    /// With the first edition on its desk.
    pub(super) fn open(
        editions: Editions,
        first: Edition,
        begun: Instant,
        telling: Telling,
        orders: Sender<Order>,
        listener: Box<dyn Listener>,
    ) -> (Self, Fronts<Front>) {
        let (shelf, duty) = (Arc::default(), Arc::new(AtomicU64::new(1)));
        let setup = Setup {
            number: 1,
            edition: Arc::new(first),
            shelf: Arc::clone(&shelf),
            fallback: Fallback::default(),
            duty: Arc::clone(&duty),
            telling: telling.clone(),
            orders: orders.clone(),
        };
        let now = desk::open(setup);
        let (front, fronts) = news::channel(Front { turn: 1, asks: now.asks.clone() });
        let workshop = Self {
            editions,
            front,
            shelf,
            duty,
            telling,
            orders,
            listener,
            number: 1,
            now,
            good: None,
            rendering: None,
            waiting: Vec::new(),
        };
        workshop.tell(Some(begun));
        (workshop, fronts)
    }

    /// Works until told to stop.
    pub(super) fn run(mut self, orders: &Receiver<Order>, mut watch: Option<Watch>) {
        let mut round = ROUND;
        loop {
            let order = match &watch {
                Some(_) => orders.recv_timeout(round),
                None => orders.recv().map_err(RecvTimeoutError::from),
            };
            let mut asked = Vec::new();
            let (begun, word) = match order {
                Ok(Order::Look(word, who)) => {
                    let begun = Instant::now();
                    asked.extend(who);
                    let word = if asked.is_empty() {
                        self.gather(orders, begun, word, &mut asked)
                    } else {
                        Some(word)
                    };
                    let Some(word) = word else { return };
                    (begun, word)
                }
                Err(RecvTimeoutError::Timeout) => (Instant::now(), Word::Everywhere),
                Ok(Order::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                Ok(other) => {
                    self.hear(other);
                    continue;
                }
            };
            self.duty.store(0, Ordering::Relaxed);
            if let Some(watch) = &mut watch {
                watch.renew();
            }
            self.next(begun, &word);
            self.duty.store(self.number, Ordering::Relaxed);
            round = match word {
                Word::Everywhere => ROUND.max(begun.elapsed() * SHARE),
                Word::At(_) => CALM,
            };
            for who in asked {
                let _ = who.send(()); // Who does not wait any more is not told.
            }
        }
    }

    /// Waits until nothing more is heard of for a moment, or long enough; gives all that was. None is the end.
    fn gather(
        &mut self,
        orders: &Receiver<Order>,
        begun: Instant,
        mut word: Word,
        asked: &mut Vec<Sender<()>>,
    ) -> Option<Word> {
        while let Some(left) = LONGEST.checked_sub(begun.elapsed()) {
            match orders.recv_timeout(left.min(QUIET)) {
                Ok(Order::Look(more, who)) => {
                    word = word.and(more);
                    asked.extend(who);
                }
                Ok(Order::Stop) | Err(RecvTimeoutError::Disconnected) => return None,
                Ok(other) => self.hear(other),
                Err(RecvTimeoutError::Timeout) => break,
            }
        }
        Some(word)
    }

    fn hear(&mut self, order: Order) {
        match order {
            Order::Done(number, found) if number == self.number => {
                let is_news = !found.is_empty();
                self.rendering = Some(found);
                self.answer();
                if is_news {
                    self.tell(None);
                    self.front.send_modify(|front| front.turn += 1);
                }
            }
            Order::Findings(reply) => {
                self.waiting.push(reply);
                self.answer();
            }
            Order::Done(..) | Order::Look(..) | Order::Stop => {}
        }
    }

    /// Tells all that is known to those who wait for it, if it is all.
    fn answer(&mut self) {
        let Some(rendering) = &self.rendering else { return };
        if !self.waiting.is_empty() {
            let findings = self.now.edition.told(rendering.clone());
            self.waiting.drain(..).for_each(|who| drop(who.send(findings.clone())));
        }
    }

    /// Makes the edition that the files are now, if it is another one, and shows it.
    fn next(&mut self, begun: Instant, word: &Word) {
        let look = match word {
            Word::Everywhere => Look::Everywhere,
            Word::At(places) => Look::At(places),
        };
        let edition = match patient(&mut self.editions, look, &Unheard) {
            Ok(Some(edition)) => Arc::new(edition),
            Ok(None) => return,
            Err(error) => return self.listener.failed(&error),
        };
        self.number += 1;
        self.rendering = None;
        if self.now.is_good() {
            self.now.stand_alone();
            self.good = Some(self.now.asks.clone());
        }
        self.now = desk::open(Setup {
            number: self.number,
            edition,
            shelf: Arc::clone(&self.shelf),
            fallback: Fallback::new(self.good.clone()),
            duty: Arc::clone(&self.duty),
            telling: self.telling.clone(),
            orders: self.orders.clone(),
        });
        let asks = self.now.asks.clone();
        self.front.send_modify(|front| *front = Front { turn: front.turn + 1, asks });
        self.tell(Some(begun));
    }

    fn tell(&self, begun: Option<Instant>) {
        let edition = &self.now.edition;
        let news = News {
            findings: edition.told(self.rendering.clone().unwrap_or_default()),
            took: begun.map(|begun| begun.elapsed()),
            is_withheld: !edition.is_sound() && self.good.is_some(),
        };
        self.listener.shown(edition, &news);
    }
}

/// The edition that the files are now; none if it is the last one. A file that went while the others were read, as happens
/// when an editor saves, is no failure at first.
pub(super) fn patient(
    editions: &mut Editions,
    look: Look<'_>,
    progress: &dyn Progress,
) -> anyhow::Result<Option<Edition>> {
    const TRIES: u32 = 5;
    for pause in 1..TRIES {
        match editions.next(look, progress) {
            Err(_) => thread::sleep(Duration::from_millis(5) * pause),
            made => return made,
        }
    }
    editions.next(look, progress)
}

/// Nobody watches how far the work is.
struct Unheard;

impl Progress for Unheard {
    fn begin(&self, _: Stage, _: usize) {}
    fn step(&self) {}
}
