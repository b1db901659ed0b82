//! `cargo xtask bench`: how fast and how light the program is, beside others. `docs/performance.md` tells what it came to.

mod machine;
mod sizes;
mod table;

use std::path::PathBuf;

use self::table::Row;
use crate::command::{cargo, finish, watched};
use crate::setup::{self, Need};
use crate::test::window_test;
use crate::{Failure, Outcome, terminal, workspace};

/// What can be measured, in this order. All but the window and the sizes are parts of the engine's own bench.
const PARTS: [&str; 6] = ["window", "ingest", "saving", "waiting", "making", "sizes"];

/// Measures these parts, or all, and prints the table.
///
/// # Errors
/// There is no such part, something cannot be built, or the window cannot be driven.
pub(crate) fn bench(parts: &[String]) -> Outcome {
    if let Some(unknown) = parts.iter().find(|part| !PARTS.contains(&part.as_str())) {
        return Err(Failure::new(format!("there is no part `{unknown}`: {}", PARTS.join(", "))));
    }
    setup::ready(&[Need::WindowTest, Need::Interface, Need::Beside])?;
    // As people get it; the tests' own is not optimised.
    finish(cargo().args(["build", "--release", "--bins", "--example", "floor"]))?;
    let mut rows = Vec::new();
    for part in PARTS.iter().filter(|part| parts.is_empty() || parts.iter().any(|named| named == *part)) {
        match *part {
            "window" => rows.extend(window()?),
            "sizes" => rows.extend(sizes::measure()?),
            engine => rows.extend(measured(cargo().args([
                "bench",
                "--package",
                "animato-engine",
                "--bench",
                "engine",
                "--",
                engine,
            ]))?),
        }
    }
    terminal::say(format!("\n{}\n\n{}", machine::described(), table::table(&rows)));
    Ok(())
}

fn window() -> Outcome<Vec<Row>> {
    let built = |path: &str| -> PathBuf { workspace::target().join("release").join(path) };
    let mut test = window_test(&["bench", "--ignored", "--nocapture"]);
    test.env("ANIMATO_WINDOW_PROGRAM", built("animato")).env("ANIMATO_FLOOR", built("examples/floor"));
    measured(&mut test)
}

/// Runs it and picks out what it measured.
fn measured(command: &mut std::process::Command) -> Outcome<Vec<Row>> {
    let (mut rows, mut unread) = (Vec::new(), None);
    watched(command, |line| match Row::read(line) {
        Some(row) => rows.push(row),
        None if line.starts_with("measured\t") => unread = Some(line.to_owned()),
        None => {}
    })?;
    match unread {
        Some(line) => Err(Failure::new(format!("this is no row of the table: {line}"))),
        None => Ok(rows),
    }
}
