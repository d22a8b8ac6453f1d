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

    /// Runs two stages side by side, neither of which tells its steps. How long each took is by the clock, whatever the other did.
    pub(super) fn time_both<A: Send, B: Send>(
        &mut self,
        stages: [Stage; 2],
        one: impl FnOnce() -> A + Send,
        other: impl FnOnce() -> B + Send,
    ) -> (A, B) {
        self.progress.begin(stages[0], 0);
        let ((one, took), (other, other_took)) = rayon::join(|| timed(one), || timed(other));
        stages.into_iter().zip([took, other_took]).for_each(|(stage, took)| self.add(stage, took));
        (one, other)
    }

    /// A stage may come in two parts, with another one between them.
    fn add(&mut self, stage: Stage, took: Duration) {
        match self.timings.iter_mut().find(|(known, _)| *known == stage) {
            Some((_, sum)) => *sum += took,
            None => self.timings.push((stage, took)),
        }
    }

    /// How long all has taken by now, and each stage.
    pub(super) fn stop(self) -> (Duration, Vec<(Stage, Duration)>) {
        (self.began.elapsed(), self.timings)
    }
}

fn timed<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let made = run();
    (made, start.elapsed())
}
