//! The interface's packages and its build.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use crate::command::{command, finish};
use crate::{Failure, Outcome, terminal, workspace};

/// npm, about to run in the folder of the interface.
pub(crate) fn npm() -> Command {
    let mut npm = command(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.current_dir(workspace::ui());
    npm
}

/// Installs the packages of the lock file, if they are not the ones installed last.
///
/// # Errors
/// There is no lock file, or npm fails.
pub(crate) fn install() -> Outcome {
    let lock = workspace::ui().join("package-lock.json");
    let lock = fs::read_to_string(&lock).map_err(|e| Failure::new(format!("cannot read {}: {e}", lock.display())))?;
    let stamp = modules().join(".animato-installed");
    if fs::read_to_string(&stamp).is_ok_and(|last| last == lock) {
        return Ok(());
    }
    terminal::say("Installing the interface's packages with npm ci.");
    finish(npm().args(["ci", "--no-audit", "--no-fund"]))?;
    write(&stamp, &lock)
}

/// Builds the interface into ui/dist, but only when a file has changed since the last time: a new ui/dist means a new
/// program.
///
/// # Errors
/// The build fails.
pub(crate) fn build() -> Outcome {
    let made = |path: &Path| fs::metadata(path).and_then(|m| m.modified()).ok();
    let index = workspace::ui().join("dist").join("index.html");
    let newest = sources().iter().filter_map(|path| made(path)).max();
    if index.is_file() && is_fresh(made(&built()), newest) {
        return Ok(());
    }
    terminal::say("Building the interface.");
    finish(npm().args(["run", "build"]))?;
    write(&built(), "")
}

fn is_fresh(built: Option<SystemTime>, newest_source: Option<SystemTime>) -> bool {
    matches!((built, newest_source), (Some(built), Some(source)) if source <= built)
}

/// Everything that a build reads. The message compiler writes beside its settings with each run.
fn sources() -> Vec<PathBuf> {
    let made = |name: &str| matches!(name, "node_modules" | "dist" | "paraglide" | "project.inlang");
    let mut sources = workspace::files(&workspace::ui(), made);
    sources.push(workspace::ui().join("project.inlang").join("settings.json"));
    sources
}

fn modules() -> PathBuf {
    workspace::ui().join("node_modules")
}

fn built() -> PathBuf {
    modules().join(".animato-built")
}

fn write(path: &Path, text: &str) -> Outcome {
    fs::write(path, text).map_err(|e| Failure::new(format!("cannot write {}: {e}", path.display())))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_build_is_fresh_only_while_no_source_is_newer() {
        let then = SystemTime::UNIX_EPOCH;
        let later = then + Duration::from_secs(1);
        assert!(is_fresh(Some(later), Some(then)));
        assert!(is_fresh(Some(then), Some(then)));
        assert!(!is_fresh(Some(then), Some(later)));
        assert!(!is_fresh(None, Some(then)));
        assert!(!is_fresh(Some(then), None));
    }
}
