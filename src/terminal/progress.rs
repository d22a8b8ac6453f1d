//! The bar that shows how far a build is.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::pipeline::{Progress, Stage};
use crate::text::Locale;

use super::summary::stage_name;

/// How long a build may take without saying anything.
const PATIENCE: Duration = Duration::from_millis(500);

/// A progress bar on standard error. It shows itself only after half a second, and goes away when dropped.
#[derive(Debug)]
pub struct Bar {
    bar: ProgressBar,
    locale: Locale,
    is_waiting: AtomicBool,
}

impl Bar {
    /// A bar not yet shown; unless `is_watched` it never is.
    pub(super) fn new(locale: Locale, is_watched: bool) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{msg:28} [{bar:30}] {pos}/{len}") {
            bar.set_style(style.progress_chars("=> "));
        }
        Self { bar, locale, is_waiting: AtomicBool::new(is_watched) }
    }

    fn show_if_due(&self) {
        if self.is_waiting.load(Ordering::Relaxed)
            && self.bar.elapsed() >= PATIENCE
            && self.is_waiting.swap(false, Ordering::Relaxed)
        {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

impl Progress for Bar {
    fn begin(&self, stage: Stage, steps: usize) {
        self.bar.set_length(steps as u64);
        self.bar.set_position(0);
        self.bar.set_message(stage_name(stage).in_locale(self.locale).to_owned());
        self.show_if_due();
    }

    fn step(&self) {
        self.bar.inc(1);
        self.show_if_due();
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
