//! How long each stage took. Timings are told to the user and go nowhere else.

use std::time::{Duration, Instant};

use super::request::{Progress, Stage};

/// Times the stages, and tells of each as it begins.
pub(super) struct Stopwatch<'a> {
    progress: &'a dyn Progress,
    timings: Vec<(Stage, Duration)>,
}

impl<'a> Stopwatch<'a> {
    pub(super) fn start(progress: &'a dyn Progress) -> Self {
        Self { progress, timings: Vec::new() }
    }

    /// Runs a stage of `steps` steps.
    pub(super) fn time<T>(&mut self, stage: Stage, steps: usize, run: impl FnOnce() -> T) -> T {
        self.progress.begin(stage, steps);
        let start = Instant::now();
        let made = run();
        self.timings.push((stage, start.elapsed()));
        made
    }

    pub(super) fn timings(self) -> Vec<(Stage, Duration)> {
        self.timings
    }
}
