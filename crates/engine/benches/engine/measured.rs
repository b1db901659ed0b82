//! How it is measured.

use std::time::{Duration, Instant};

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
