//! `cargo xtask bundle`: the packages in which the program comes to people.

mod notices;
mod overlay;
mod squeeze;
mod stage;

use std::fs;
use std::path::Path;

use crate::command::{cargo, command, finish};
use crate::setup::{self, Need};
use crate::{Failure, Outcome, terminal, workspace};

/// Builds the packages of this system, optimised. Further arguments go to `tauri bundle`.
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
    // Every program at once, the command line's as well: libraries that they share are compiled once.
    finish(cargo().args(["build", "--release", "--bins"]))?;

    let package = workspace::target().join("package");
    if package.exists() {
        fs::remove_dir_all(&package).map_err(|e| Failure::new(format!("cannot clear {}: {e}", package.display())))?;
    }
    fs::create_dir_all(&package).map_err(|e| Failure::new(format!("cannot make {}: {e}", package.display())))?;
    let notices = notices::write_into(&package)?;
    let staged = if cfg!(target_os = "linux") { stage::stage(&package)? } else { vec![] };
    let overlay = package.join("tauri.json");
    write(&overlay, overlay::overlay(&notices, &staged))?;

    let kinds = kinds(std::env::consts::OS);
    finish(command(tauri).args(["bundle", "--ci", "--bundles", kinds, "--config"]).arg(&overlay).args(args))?;
    let packages = workspace::target().join("release").join("bundle");
    squeeze::squeeze(&packages.join("deb"), &package.join("deb"))?;
    terminal::say(format!("The packages are in {}", packages.display()));
    Ok(())
}

/// `cargo xtask notices`: writes what is to be said of others' works into target/package.
///
/// # Errors
/// Something cannot be set up, or a work is not on this machine.
pub(crate) fn notices() -> Outcome {
    setup::ready(&[Need::Node])?;
    terminal::say(format!("{}", notices::write_into(&workspace::target().join("package"))?.display()));
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

fn read(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|e| Failure::new(format!("cannot read {}: {e}", path.display())))
}

/// Writes a file, and the folders that lead to it.
fn write(path: &Path, text: impl AsRef<[u8]>) -> Outcome {
    let folder = path.parent().unwrap_or(path);
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(path, text));
    written.map_err(|e| Failure::new(format!("cannot write {}: {e}", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_system_builds_its_own_packages() {
        assert_eq!((kinds("linux"), kinds("macos"), kinds("windows")), ("deb,rpm", "app,dmg", "nsis,msi"));
    }
}
