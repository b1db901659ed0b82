//! `cargo xtask bench`: how fast the program is, measured on the real one. `docs/performance.md` tells what it came to.

use crate::command::{cargo, finish};
use crate::setup::{self, Need};
use crate::test::window_test;
use crate::{Outcome, workspace};

/// The variable that tells the window test which program to drive.
const PROGRAM: &str = "ANIMATO_WINDOW_PROGRAM";

/// Measures and prints.
///
/// # Errors
/// The window cannot be driven.
pub(crate) fn bench() -> Outcome {
    setup::ready(&[Need::WindowTest, Need::Interface])?;
    // As people get it; the tests' own is not optimised.
    finish(cargo().args(["build", "--release", "--package", "animato", "--bin", "animato"]))?;
    let program = workspace::target().join("release").join("animato");
    finish(window_test(&["bench", "--ignored", "--nocapture"]).env(PROGRAM, program))
}
