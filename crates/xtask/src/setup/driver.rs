//! tauri-driver, through which tests drive the window.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::command::{cargo, finish, on_path};
use crate::{Outcome, terminal, workspace};

/// Makes sure that tauri-driver is there, on the search path or below the target folder.
///
/// # Errors
/// It cannot be built.
pub(crate) fn ready() -> Outcome {
    if on_path("tauri-driver") || installed().is_file() {
        return Ok(());
    }
    terminal::say("Installing tauri-driver, through which the tests drive the window, into target/tools.");
    let mut install = cargo();
    install.args(["install", "tauri-driver", "--version", "^2", "--locked", "--root"]).arg(tools());
    finish(&mut install)
}

/// The search path, with the place where [`ready`] installs in front.
pub(crate) fn path_with_driver() -> OsString {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(tools().join("bin")).chain(std::env::split_paths(&path));
    std::env::join_paths(folders).unwrap_or(path)
}

fn installed() -> PathBuf {
    tools().join("bin").join(format!("tauri-driver{}", std::env::consts::EXE_SUFFIX))
}

fn tools() -> PathBuf {
    workspace::target().join("tools")
}
