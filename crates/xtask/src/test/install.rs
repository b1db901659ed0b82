//! `cargo xtask test --install`: the package on a Debian that has nothing of ours, from installing it over its main job
//! to its removal. What it needs and does not ask for shows here and nowhere else.

mod clean;

use std::path::PathBuf;

use super::parts::Part;
use super::tally::Tally;
use crate::command::{cargo, command, finish, output};
use crate::setup::{Need, path_with_driver};
use crate::{Failure, Outcome, bundle, terminal, workspace};
use clean::{Clean, Who};

/// Runs only when asked for: it takes root, a registry of Debian packages, and 2 GB of disk for a while.
pub(crate) static INSTALL: Part = Part {
    name: "--install",
    about: "the package, installed on a clean Debian and removed again",
    needs: &[Need::WindowTest, Need::Interface, Need::CleanSystem],
    linux_only: true,
    run: install,
};

/// What happens on the clean system, in this order.
const STEPS: &[(&str, Who, &str)] = &[
    ("It installs with what it asks for alone", Who::Root, include_str!("install/package.sh")),
    ("The terminal makes videos", Who::Person, include_str!("install/terminal.sh")),
    ("Desktop, software centre, manual and shells know it", Who::Root, include_str!("install/files.sh")),
    ("A photo is opened with it, and its window makes a video", Who::Person, include_str!("install/window.sh")),
    ("It goes and leaves what is the person's", Who::Root, include_str!("install/removal.sh")),
];

fn install(tally: &mut Tally) -> Outcome {
    if output(command("id").arg("--user")).is_none_or(|id| id.trim() != "0") {
        return Err(Failure::new("a clean system can be made by root alone; run this as root"));
    }
    bundle::bundle(&[])?;
    let clean = Clean::make()?;
    clean.put(&package()?, "tmp/animato.deb")?;
    clean.put(&window_test()?, "usr/local/bin/animato-window-test")?;
    clean.put(&driver()?, "usr/local/bin/tauri-driver")?;
    for (about, who, script) in STEPS {
        terminal::heading(about);
        finish(&mut clean.run(*who, script)).map_err(|_| Failure::new(format!("not so: {about}")))?;
        tally.passed += 1;
    }
    Ok(())
}

/// The package of this version.
fn package() -> Outcome<PathBuf> {
    let files = workspace::files(&workspace::target().join("release").join("bundle").join("deb"), |_| false);
    let version = concat!("_", env!("CARGO_PKG_VERSION"), "_");
    let is_ours = |file: &PathBuf| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        name.ends_with(".deb") && name.contains(version)
    };
    files.into_iter().find(is_ours).ok_or_else(|| Failure::new("there is no Debian package of this version"))
}

/// The window test as a program, for it runs where there is no cargo.
fn window_test() -> Outcome<PathBuf> {
    let build = || {
        let mut build = cargo();
        build.args(["test", "--workspace", "--test", "window", "--no-run"]);
        build
    };
    finish(&mut build())?;
    let told = output(build().args(["--message-format", "json"])).unwrap_or_default();
    let path = executable(&told).ok_or_else(|| Failure::new("cargo does not say where the window test is"))?;
    Ok(PathBuf::from(path))
}

/// Reads the path from the lines in which cargo tells what it built.
fn executable(told: &str) -> Option<&str> {
    let mut lines = told.lines().filter(|line| line.contains("\"name\":\"window\""));
    lines.find_map(|line| line.split_once("\"executable\":\"")?.1.split('"').next())
}

fn driver() -> Outcome<PathBuf> {
    let path = path_with_driver();
    let found = std::env::split_paths(&path).map(|folder| folder.join("tauri-driver")).find(|file| file.is_file());
    found.ok_or_else(|| Failure::new("tauri-driver is missing"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_test_is_found_among_what_cargo_tells() {
        let told = "{\"target\":{\"name\":\"serde\"},\"executable\":null}\n\
            {\"target\":{\"kind\":[\"test\"],\"name\":\"window\"},\"executable\":\"/t/deps/window-1\",\"fresh\":true}\n";
        assert_eq!(executable(told), Some("/t/deps/window-1"));
        assert_eq!(executable("{\"target\":{\"name\":\"window\"},\"executable\":null}"), None);
    }
}
