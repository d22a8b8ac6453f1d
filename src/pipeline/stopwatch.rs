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
        let (made, took) = timed(run);
        self.timings.push((stage, took));
        made
    }

    /// Runs two stages side by side, neither of which tells its steps. Each takes as long as if the other were part of it.
    pub(super) fn time_both<A: Send, B: Send>(
        &mut self,
        stages: [Stage; 2],
        one: impl FnOnce() -> A + Send,
        other: impl FnOnce() -> B + Send,
    ) -> (A, B) {
        self.progress.begin(stages[0], 0);
        let ((one, took), (other, other_took)) = rayon::join(|| timed(one), || timed(other));
        self.timings.extend(stages.into_iter().zip([took, other_took]));
        (one, other)
    }

    pub(super) fn timings(self) -> Vec<(Stage, Duration)> {
        self.timings
    }
}

fn timed<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let made = run();
    (made, start.elapsed())
}
