//! What was measured, as a table.

use std::time::Duration;

use super::measure::Sample;
use super::serve::Saves;

/// The samples of one size, line by line.
#[derive(Default)]
pub(crate) struct Table {
    lines: Vec<Line>,
}

/// What one program was asked to do.
struct Line {
    who: &'static str,
    what: &'static str,
    measured: Measured,
}

enum Measured {
    Runs(Vec<Sample>),
    Saves(Saves),
    Nothing(String),
}

const HEADINGS: [&str; 6] = ["", "", "median (least – most)", "CPU", "peak memory", "written"];

impl Table {
    /// Adds a run to its line.
    pub(crate) fn run(&mut self, who: &'static str, what: &'static str, sample: Sample) {
        let line = self.lines.iter_mut().find(|line| (line.who, line.what) == (who, what));
        match line.map(|line| &mut line.measured) {
            Some(Measured::Runs(samples)) => samples.push(sample),
            _ => self.lines.push(Line { who, what, measured: Measured::Runs(vec![sample]) }),
        }
    }

    /// Adds a line of saves.
    pub(crate) fn saves(&mut self, who: &'static str, saves: Saves) {
        self.lines.push(Line { who, what: "serve: from save to served", measured: Measured::Saves(saves) });
    }

    /// Adds a line of what could not be measured.
    pub(crate) fn nothing(&mut self, who: &'static str, why: String) {
        self.lines.push(Line { who, what: "", measured: Measured::Nothing(why) });
    }

    /// How many times as long `who` took for `what` as `other` did for its own: the median of the runs, one beside the other.
    pub(crate) fn ratio(&self, (who, what): (&str, &str), other: (&str, &str)) -> Option<f64> {
        let (times, others) = (self.times(who, what)?, self.times(other.0, other.1)?);
        let ratios = times.zip(others).map(|(time, other)| time.as_secs_f64() / other.as_secs_f64());
        let mut ratios: Vec<_> = ratios.collect();
        ratios.sort_by(f64::total_cmp);
        Some(median(&ratios))
    }

    fn times(&self, who: &str, what: &str) -> Option<impl Iterator<Item = Duration>> {
        let line = self.lines.iter().find(|line| (line.who, line.what) == (who, what))?;
        let Measured::Runs(samples) = &line.measured else { return None };
        Some(samples.iter().map(|sample| sample.time))
    }

    /// For the screen.
    pub(crate) fn plain(&self) -> String {
        let rows = self.rows();
        let widths: [usize; 6] = std::array::from_fn(|at| {
            rows.iter().map(|row| row[at].chars().count()).max().unwrap_or_default()
        });
        let line = |row: &[String; 6]| {
            let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
        };
        rows.iter().map(line).collect()
    }

    /// For the README.
    pub(crate) fn markdown(&self) -> String {
        let line = |row: &[String; 6]| format!("| {} |\n", row.join(" | "));
        let mut lines: Vec<_> = self.rows().iter().map(line).collect();
        lines.insert(1, "|---|---|---|---|---|---|\n".to_owned());
        lines.concat()
    }

    fn rows(&self) -> Vec<[String; 6]> {
        let headings = HEADINGS.map(str::to_owned);
        std::iter::once(headings).chain(self.lines.iter().map(Line::row)).collect()
    }
}

impl Line {
    fn row(&self) -> [String; 6] {
        let none = || "–".to_owned();
        let [time, cpu, memory, written] = match &self.measured {
            Measured::Runs(samples) => {
                let times = sorted(samples, |sample| sample.time);
                let (least, most) = (seconds(times[0]), seconds(times[times.len() - 1]));
                let ((files, length), aside) =
                    median(&sorted(samples, |sample| (sample.written, sample.aside)));
                let aside = match aside {
                    0 => String::new(),
                    aside => format!("; {} remembered", bytes(aside)),
                };
                [
                    format!("{} ({least} – {most})", seconds(median(&times))),
                    seconds(median(&sorted(samples, |sample| sample.cpu))),
                    bytes(samples.iter().map(|sample| sample.memory).max().unwrap_or_default()),
                    format!("{} files, {}{aside}", count(files), bytes(length)),
                ]
            }
            Measured::Saves(saves) => {
                let times = &saves.times;
                let p95 = times[(times.len() * 95).div_ceil(100) - 1];
                let (least, most) = (seconds(times[0]), seconds(times[times.len() - 1]));
                [
                    format!(
                        "{} ({least} – {most}), p95 {}, {} saves",
                        seconds(median(times)),
                        seconds(p95),
                        times.len()
                    ),
                    saves.cpu.map_or_else(none, seconds),
                    bytes(saves.memory),
                    none(),
                ]
            }
            Measured::Nothing(why) => [why.clone(), none(), none(), none()],
        };
        [self.who.to_owned(), self.what.to_owned(), time, cpu, memory, written]
    }
}

/// Bytes as people say them.
pub(crate) fn bytes(count: u64) -> String {
    match count {
        0..1_000 => format!("{count} B"),
        1_000..1_000_000 => format!("{:.0} kB", count as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", count as f64 / 1e6),
        _ => format!("{:.2} GB", count as f64 / 1e9),
    }
}

/// A number in groups of three.
pub(crate) fn count(number: usize) -> String {
    match number {
        0..1_000 => number.to_string(),
        _ => format!("{},{:03}", count(number / 1_000), number % 1_000),
    }
}

fn seconds(time: Duration) -> String {
    match time.as_secs_f64() {
        seconds if seconds < 1.0 => format!("{:.0} ms", seconds * 1e3),
        seconds if seconds < 10.0 => format!("{seconds:.2} s"),
        seconds => format!("{seconds:.1} s"),
    }
}

fn sorted<T: Ord>(samples: &[Sample], value: impl Fn(&Sample) -> T) -> Vec<T> {
    let mut values: Vec<_> = samples.iter().map(value).collect();
    values.sort_unstable();
    values
}

/// The middle one; of an even number the upper of the two.
fn median<T: Copy>(sorted: &[T]) -> T {
    sorted[sorted.len() / 2]
}
