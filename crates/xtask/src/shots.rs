//! `cargo xtask shots`: pictures of the window's main states, taken from the real program.

use std::fs;

use crate::command::finish;
use crate::setup::{self, Need};
use crate::test::window_test;
use crate::{Failure, Outcome, terminal, workspace};

/// The variable that tells the window test where to put pictures.
const FOLDER: &str = "ANIMATO_SHOTS";

/// Takes the pictures into target/shots.
///
/// # Errors
/// The window cannot be driven, or nothing came of it.
pub(crate) fn shots() -> Outcome {
    setup::ready(&[Need::WindowTest, Need::Interface, Need::Pictures])?;
    let folder = workspace::target().join("shots");
    // What is there at the end was taken now.
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|e| Failure::new(format!("cannot clear {}: {e}", folder.display())))?;
    }
    fs::create_dir_all(&folder).map_err(|e| Failure::new(format!("cannot make {}: {e}", folder.display())))?;
    let mut test = window_test(&["shots", "--ignored"]);
    finish(test.env(FOLDER, &folder))?;
    let pictures = workspace::files(&folder, |_| false);
    if pictures.is_empty() {
        return Err(Failure::new("the window test took no pictures"));
    }
    terminal::say(format!("{} pictures in {}", pictures.len(), folder.display()));
    Ok(())
}
