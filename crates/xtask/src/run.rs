//! `cargo xtask run`: opens the program, or does its main job where there is no display.

use std::fs;
use std::path::{Path, PathBuf};

use crate::command::{cargo, finish};
use crate::setup::{self, Need};
use crate::{Failure, Outcome, terminal, workspace};

/// Opens the program with these arguments. Where there is no display, it animates a sample photo with the sandbox.
///
/// # Errors
/// Something cannot be set up or built, or the program fails.
pub(crate) fn run(args: &[String]) -> Outcome {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if has_display(std::env::consts::OS, set("DISPLAY"), set("WAYLAND_DISPLAY")) { open(args) } else { animate() }
}

/// Only Linux runs without a screen as a matter of course.
fn has_display(os: &str, x11: bool, wayland: bool) -> bool {
    os != "linux" || x11 || wayland
}

fn open(args: &[String]) -> Outcome {
    setup::ready(&[Need::Window, Need::Interface])?;
    terminal::heading("Animato");
    finish(cargo().args(["run", "--package", "animato", "--bin", "animato", "--"]).args(args))
}

/// From a sample photo to a saved video, with the command line and the sandbox.
fn animate() -> Outcome {
    terminal::say("No window: neither DISPLAY nor WAYLAND_DISPLAY is set. Animating a sample photo instead.");
    setup::ready(&[Need::Compiler])?;
    let demo = workspace::target().join("demo");
    let (photos, videos) = (demo.join("photos"), demo.join("videos"));
    let cli = || {
        let mut line = cargo();
        line.args(["run", "--quiet", "--package", "animato-cli", "--", "--demo", "--speed", "10", "--library"]);
        line.arg(demo.join("library")).env("ANIMATO_CONFIG_DIR", demo.join("config"));
        line
    };
    finish(cargo().args(["build", "--package", "animato-cli"]))?;
    terminal::heading("A sample photo");
    if listing(&photos).is_empty() {
        finish(cli().args(["sample", "--out"]).arg(&photos))?;
    }
    let photo = listing(&photos)
        .into_iter()
        .next()
        .ok_or_else(|| Failure::new(format!("there is no sample photo in {}", photos.display())))?;

    terminal::heading("Its video");
    let before = listing(&videos);
    finish(cli().arg("animate").arg(photo).args(["--prompt", "slow push in", "--out"]).arg(&videos))?;
    let made: Vec<PathBuf> =
        listing(&videos).into_iter().filter(|path| is_mp4(path) && !before.contains(path)).collect();
    if made.is_empty() {
        return Err(Failure::new(format!("no video arrived in {}", videos.display())));
    }
    terminal::say("");
    for video in made {
        terminal::say(format!("The video is {}", video.display()));
    }
    terminal::say("There was no window because neither DISPLAY nor WAYLAND_DISPLAY is set.");
    Ok(())
}

fn is_mp4(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "mp4")
}

/// The files in a folder, sorted; none when there is no such folder.
fn listing(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    files.sort();
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_linux_without_x11_and_wayland_has_no_display() {
        assert!(!has_display("linux", false, false));
        assert!(has_display("linux", true, false) && has_display("linux", false, true));
        assert!(has_display("macos", false, false) && has_display("windows", false, false));
    }
}
