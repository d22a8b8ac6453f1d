//! Word of changes in the files.
//!
//! Where something changed is told as the system tells it; each does so in its own way, some twice, some not at all. Whoever
//! gets word looks for himself: there at once, and everywhere soon after.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::source::{CONTENT, THEMES};

use super::workshop::{Order, Word};

/// Sends word for as long as it is held.
pub(super) struct Watch {
    watcher: Option<RecommendedWatcher>,
    folders: [PathBuf; 2],
    /// One of the folders came or went, and is to be watched anew.
    is_stale: Arc<AtomicBool>,
}

/// Watches the sources of the site at `root`. Where the system watches nothing, the workshop looks by itself.
pub(super) fn start(root: &Path, orders: Sender<Order>) -> Watch {
    let folders = [CONTENT, THEMES].map(|folder| root.join(folder));
    let is_stale = Arc::new(AtomicBool::new(true));
    let (watched, stale) = (folders.clone(), Arc::clone(&is_stale));
    let hear = move |heard: notify::Result<Event>| {
        let word = match heard {
            Ok(event) if !is_change(event.kind) => None,
            Ok(event) => {
                if event.paths.iter().any(|path| watched.contains(path)) {
                    stale.store(true, Ordering::Relaxed);
                }
                let concerns = |path: &PathBuf| watched.iter().any(|folder| path.starts_with(folder));
                if event.need_rescan() || event.paths.is_empty() {
                    Some(Word::Everywhere)
                } else {
                    let places: BTreeSet<_> = event.paths.into_iter().filter(concerns).collect();
                    (!places.is_empty()).then_some(Word::At(places))
                }
            }
            Err(_) => Some(Word::Everywhere),
        };
        if let Some(word) = word {
            let _ = orders.send(Order::Look(word, None));
        }
    };
    let watcher = notify::recommended_watcher(hear).ok();
    let mut watch = Watch { watcher, folders, is_stale };
    if let Some(watcher) = &mut watch.watcher {
        let _ = watcher.watch(root, RecursiveMode::NonRecursive);
    }
    watch.renew();
    watch
}

impl Watch {
    /// Watches folders that came since.
    pub(super) fn renew(&mut self) {
        let Some(watcher) = &mut self.watcher else { return };
        if self.is_stale.swap(false, Ordering::Relaxed) {
            for folder in &self.folders {
                let _ = watcher.watch(folder, RecursiveMode::Recursive);
            }
        }
    }
}

/// Whether it may have changed a file: looking at one does not.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        EventKind::Any
        | EventKind::Create(_)
        | EventKind::Modify(_)
        | EventKind::Remove(_)
        | EventKind::Other => true,
    }
}
