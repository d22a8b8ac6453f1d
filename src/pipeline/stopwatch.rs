//! How long each stage took. Timings are told to the user and go nowhere else.

use std::time::{Duration, Instant};

use super::request::{Progress, Stage};

/// Times the stages, and tells of each as it begins.
pub(super) struct Stopwatch<'a> {
    progress: &'a dyn Progress,
    began: Instant,
    timings: Vec<(Stage, Duration)>,
}

impl<'a> Stopwatch<'a> {
    pub(super) fn start(progress: &'a dyn Progress) -> Self {
        Self { progress, began: Instant::now(), timings: Vec::new() }
    }

    /// Runs a stage of `steps` steps.
    pub(super) fn time<T>(&mut self, stage: Stage, steps: usize, run: impl FnOnce() -> T) -> T {
        self.progress.begin(stage, steps);
        let (made, took) = timed(run);
        self.add(stage, took);
        made
    }

    /// A stage may come in two parts, or be done beside others.
    pub(super) fn add(&mut self, stage: Stage, took: Duration) {
        match self.timings.iter_mut().find(|(known, _)| *known == stage) {
            Some((_, sum)) => *sum += took,
            None => self.timings.push((stage, took)),
        }
    }

    /// How long all has taken by now, and each stage, in their order.
    pub(super) fn stop(mut self) -> (Duration, Vec<(Stage, Duration)>) {
        self.timings.sort_unstable_by_key(|(stage, _)| *stage);
        (self.began.elapsed(), self.timings)
    }
}

/// What is made, and how long that takes by the clock.
pub(super) fn timed<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let made = run();
    (made, start.elapsed())
}
