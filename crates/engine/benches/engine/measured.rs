//! What was measured, as `cargo xtask bench` reads it, and how.

use std::time::{Duration, Instant};

/// One row of the table: what was measured, in which unit, and what it is held against.
pub(crate) struct Row<'a> {
    pub(crate) what: &'a str,
    pub(crate) value: f64,
    pub(crate) unit: &'a str,
    /// Who does the same, and what it came to there.
    pub(crate) beside: Option<(&'a str, f64)>,
    /// `ratio<=1.25`, `ratio>=3` or `value<=30`; empty: none was set.
    pub(crate) target: &'a str,
}

impl Row<'_> {
    /// Says it on a line of its own: fields between tabs.
    pub(crate) fn tell(&self) {
        let (other, its) = self.beside.map_or(("", String::new()), |(name, value)| (name, value.to_string()));
        println!("measured\t{}\t{}\t{}\t{other}\t{its}\t{}", self.what, self.value, self.unit, self.target);
    }
}

/// How often something short is done; the one in the middle counts.
const ROUNDS: usize = 5;

/// Milliseconds of one round. Those that take turns suffer alike from what else the machine does.
pub(crate) fn in_turn<const N: usize>(mut work: [&mut dyn FnMut() -> Duration; N]) -> [f64; N] {
    let mut rounds = [const { Vec::new() }; N];
    for _ in 0..ROUNDS {
        for (times, work) in rounds.iter_mut().zip(&mut work) {
            times.push(work());
        }
    }
    rounds.map(|mut times| {
        times.sort();
        times[ROUNDS / 2].as_secs_f64() * 1000.0
    })
}

/// How long it took.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let begun = Instant::now();
    std::hint::black_box(work());
    begun.elapsed()
}
