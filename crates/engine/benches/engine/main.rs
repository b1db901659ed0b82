//! How fast the engine works, beside programs that people know. Checks nothing, as machines differ: `cargo xtask bench` runs it
//! and prints what it comes to.

// Nothing of a person depends on it, and its words are for `cargo xtask bench`.
#![allow(clippy::expect_used, clippy::print_stdout, clippy::print_stderr)]

mod children;
mod ingest;
mod making;
mod measured;
mod pictures;
mod row;
mod saving;
mod studio;
mod waiting;

fn main() {
    let mut words = std::env::args().skip(1);
    let part = words.find(|word| !word.starts_with("--"));
    match part.as_deref() {
        None => {
            [ingest::measure, saving::measure, waiting::measure, making::measure].into_iter().for_each(|part| part())
        }
        Some("ingest") => ingest::measure(),
        Some("saving") => saving::measure(),
        Some("waiting") => waiting::measure(),
        Some("making") => making::measure(),
        // What is measured in a process of its own, for its memory.
        Some("save-one") => saving::save_one(&words.collect::<Vec<_>>()),
        Some("import-all") => ingest::import_all(&words.collect::<Vec<_>>()),
        Some(other) => panic!("there is no part `{other}`: ingest, saving, waiting, making"),
    }
}
