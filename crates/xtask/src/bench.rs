//! `cargo xtask bench`: how fast the program is, measured on the real one. `docs/performance.md` tells what it came to.

use crate::Outcome;
use crate::command::finish;
use crate::setup::{self, Need};
use crate::test::window_test;

/// Measures and prints.
///
/// # Errors
/// The window cannot be driven.
pub(crate) fn bench() -> Outcome {
    setup::ready(&[Need::WindowTest, Need::Interface])?;
    finish(&mut window_test(&["bench", "--ignored", "--nocapture"]))
}
