//! `cargo xtask bundle`: the packages in which the program comes to people.

use crate::command::{command, finish};
use crate::setup::{self, Need};
use crate::{Failure, Outcome, terminal, workspace};

/// Builds the packages of this system, optimised. Further arguments go to `tauri build`.
///
/// # Errors
/// Something cannot be set up, or the build fails.
pub(crate) fn bundle(args: &[String]) -> Outcome {
    setup::ready(&[Need::Window, Need::Interface])?;
    let tauri =
        workspace::ui().join("node_modules").join(".bin").join(if cfg!(windows) { "tauri.cmd" } else { "tauri" });
    if !tauri.is_file() {
        return Err(Failure::new("the Tauri CLI is missing from ui/package.json"));
    }
    finish(command(tauri).args(["build", "--ci", "--bundles", kinds(std::env::consts::OS)]).args(args))?;
    terminal::say(format!("The packages are in {}", workspace::target().join("release").join("bundle").display()));
    Ok(())
}

/// What this system can build with nothing but its own tools.
fn kinds(os: &str) -> &'static str {
    match os {
        "macos" => "app,dmg",
        "windows" => "nsis,msi",
        _ => "deb,rpm",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_system_builds_its_own_packages() {
        assert_eq!((kinds("linux"), kinds("macos"), kinds("windows")), ("deb,rpm", "app,dmg", "nsis,msi"));
    }
}
