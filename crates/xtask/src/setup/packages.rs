//! The system's packages: what each is for, which are missing, and how they come here.
//!
//! Installs by itself only with apt; elsewhere it names what is missing and stops.

use crate::command::{command, finish, on_path, output};
use crate::{Failure, Outcome, terminal};

/// What a group of packages is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Compiling C and C++ that libraries bring: SQLite and the H.264 encoder.
    Compile,
    /// Linking the window.
    BuildWindow,
    /// Playing videos in the window.
    Play,
    /// A keychain of its own for tests: keys are kept and found again by the same service as on a person's desktop.
    TestKeychain,
    /// A screen of its own for tests, and hands to use it.
    TestWindow,
    /// Pictures of a window as it stands on the screen.
    TakePictures,
    /// Programs that do a part of the same work.
    Measure,
    /// A clean system, on which a package is tried.
    TestInstall,
}

impl Purpose {
    fn why(self) -> &'static str {
        match self {
            Self::Compile => "to compile SQLite and the H.264 encoder",
            Self::BuildWindow => "to build the window",
            Self::Play => "to play videos in the window",
            Self::TestKeychain => "to test keeping keys in a keychain of its own",
            Self::TestWindow => "to test the window on a screen of its own",
            Self::TakePictures => "to take pictures of the window",
            Self::Measure => "to measure this program beside others",
            Self::TestInstall => "to try the package on a clean system",
        }
    }

    /// Their names in Debian and Ubuntu.
    fn apt(self) -> &'static [&'static str] {
        match self {
            Self::Compile => &["build-essential", "nasm", "pkg-config"],
            Self::BuildWindow => {
                &["libwebkit2gtk-4.1-dev", "libayatana-appindicator3-dev", "librsvg2-dev", "libssl-dev", "libxdo-dev"]
            }
            Self::Play => &["gstreamer1.0-plugins-base", "gstreamer1.0-plugins-good", "gstreamer1.0-libav"],
            Self::TestKeychain => &["dbus", "gnome-keyring"],
            Self::TakePictures => &["imagemagick", "fonts-noto-cjk"],
            Self::Measure => &["libvips-tools", "imagemagick", "curl", "chromium"],
            Self::TestInstall => &["debootstrap"],
            Self::TestWindow => &[
                "xvfb",
                "dbus",
                "openbox",
                "xdotool",
                "wmctrl",
                "xclip",
                "webkit2gtk-driver",
                "python3-gi",
                "gir1.2-gtk-3.0",
            ],
        }
    }

    /// How it shows on a system without apt that this is missing: a program to look for, and what brings it.
    fn signs(self) -> &'static [(&'static str, &'static str)] {
        match (self, std::env::consts::OS) {
            (Self::Compile, "macos") => &[("cc", "the Xcode command line tools (`xcode-select --install`)")],
            (Self::Compile, "linux") => &[("cc", "a C compiler"), ("c++", "a C++ compiler")],
            (Self::BuildWindow, "linux") => {
                &[("pkg-config", "pkg-config"), ("pkg-config:webkit2gtk-4.1", "WebKitGTK 4.1")]
            }
            (Self::Play, "linux") => &[("gst-inspect-1.0:avdec_h264", "GStreamer with its \"good\" plugins and libav")],
            (Self::TestInstall, "linux") => &[("debootstrap", "debootstrap")],
            (Self::TestKeychain, "linux") => &[("dbus-daemon", "D-Bus"), ("gnome-keyring-daemon", "the GNOME keyring")],
            (Self::TestWindow, "linux") => &[
                ("Xvfb", "Xvfb"),
                ("dbus-daemon", "D-Bus"),
                ("openbox", "openbox"),
                ("xdotool", "xdotool"),
                ("wmctrl", "wmctrl"),
                ("WebKitWebDriver", "WebKitWebDriver"),
            ],
            _ => &[],
        }
    }
}

/// Makes sure that the packages for these purposes are there.
///
/// # Errors
/// Something is missing, and either it cannot be installed from here or installing failed.
pub(crate) fn ready(purposes: &[Purpose]) -> Outcome {
    if cfg!(target_os = "linux") && on_path("apt-get") && on_path("dpkg-query") {
        with_apt(purposes)
    } else {
        by_signs(purposes)
    }
}

fn with_apt(purposes: &[Purpose]) -> Outcome {
    let mut missing = Vec::new();
    for purpose in purposes {
        let wanted = purpose.apt();
        let mut query = command("dpkg-query");
        query.args(["--show", "--showformat", "${db:Status-Status} ${Package}\n"]).args(wanted);
        let absent = absent(wanted, &output(&mut query).unwrap_or_default());
        if !absent.is_empty() {
            terminal::say(format!("Missing {}: {}", purpose.why(), absent.join(" ")));
            missing.extend(absent);
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    let root = output(command("id").arg("--user")).is_some_and(|id| id.trim() == "0");
    if !root && !on_path("sudo") {
        let all = missing.join(" ");
        return Err(Failure::new(format!(
            "please install them as root: apt-get install --no-install-recommends {all}"
        )));
    }
    terminal::say(format!("Installing them with apt-get{}.", if root { "" } else { ", as root through sudo" }));
    finish(apt_get(root).arg("update"))?;
    finish(apt_get(root).args(["install", "--yes", "--no-install-recommends"]).args(missing))
}

/// Those of `wanted` that dpkg-query does not call installed.
fn absent(wanted: &[&'static str], listing: &str) -> Vec<&'static str> {
    let installed: Vec<&str> = listing.lines().filter_map(|line| line.strip_prefix("installed ")).collect();
    wanted.iter().copied().filter(|name| !installed.contains(name)).collect()
}

fn apt_get(root: bool) -> std::process::Command {
    let mut line = if root { command("env") } else { command("sudo") };
    // sudo passes `NAME=value` on as env does.
    line.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet"]);
    line
}

fn by_signs(purposes: &[Purpose]) -> Outcome {
    let mut missing = Vec::new();
    for purpose in purposes {
        for (sign, name) in purpose.signs().iter().copied().filter(|(sign, _)| !shows(sign)) {
            terminal::say(format!("Missing {}: {name} (looked for {sign})", purpose.why()));
            missing.push(name);
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    let all = missing.join(", ");
    Err(Failure::new(format!("please install {all}; see https://v2.tauri.app/start/prerequisites/ for this system")))
}

/// `program` is on the search path; `program:thing` also exits with success when asked for the thing.
fn shows(sign: &str) -> bool {
    match sign.split_once(':') {
        None => on_path(sign),
        Some(("pkg-config", module)) => {
            command("pkg-config").args(["--exists", module]).status().is_ok_and(|s| s.success())
        }
        Some((program, thing)) => command(program).arg("--exists").arg(thing).status().is_ok_and(|s| s.success()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_that_was_removed_or_never_known_is_absent() {
        let listing = "installed nasm\nnot-installed xvfb\nconfig-files openbox\n";
        assert_eq!(absent(&["nasm", "xvfb", "openbox", "xclip"], listing), ["xvfb", "openbox", "xclip"]);
    }

    #[test]
    fn a_program_that_is_not_there_shows_nothing() {
        assert!(!shows("animato-no-such-program"));
        assert!(!shows("animato-no-such-program:thing"));
        assert!(!shows("pkg-config:animato-no-such-module"));
    }
}
