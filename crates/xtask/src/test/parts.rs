//! The parts of `cargo xtask test`, in their order: what is quick and often wrong comes first.

use std::process::Command;

use super::tally::Tally;
use super::window::window_test;
use crate::command::{cargo, finish, watched};
use crate::setup::Need;
use crate::{Outcome, bindings, tidy, ui};

/// Something to check.
#[derive(Debug)]
pub(crate) struct Part {
    /// By which it is chosen.
    pub(crate) name: &'static str,
    /// What it checks.
    pub(crate) about: &'static str,
    /// What it cannot do without.
    pub(crate) needs: &'static [Need],
    /// Whether other systems leave it out.
    pub(crate) linux_only: bool,
    /// Checks, and counts the tests that it can count.
    pub(crate) run: fn(&mut Tally) -> Outcome,
}

impl Part {
    /// Whether it can run on this system.
    pub(crate) fn here(&self) -> bool {
        !self.linux_only || cfg!(target_os = "linux")
    }
}

/// All of them.
pub(crate) const PARTS: &[Part] = &[
    Part { name: "fmt", about: "the Rust code is formatted", needs: &[], linux_only: false, run: fmt },
    Part { name: "tidy", about: "the house rules hold", needs: &[], linux_only: false, run: house_rules },
    Part {
        name: "ui",
        about: "the interface's types, tests and build",
        needs: &[Need::Node],
        linux_only: false,
        run: interface,
    },
    Part {
        name: "clippy",
        about: "no warnings in the Rust code",
        needs: &[Need::Window, Need::Interface],
        linux_only: false,
        run: clippy,
    },
    Part {
        name: "rust",
        about: "the tests of every crate",
        needs: &[Need::Window, Need::Interface, Need::Keychain],
        linux_only: false,
        run: rust,
    },
    Part {
        name: "bindings",
        about: "the window's types are those of the engine",
        needs: &[Need::Compiler],
        linux_only: false,
        run: |_| bindings::check(),
    },
    Part {
        name: "window",
        about: "the real program, driven by mouse and keyboard",
        needs: &[Need::WindowTest, Need::Interface],
        linux_only: true,
        run: |tally| counted(&mut window_test(&[]), tally),
    },
];

fn fmt(_: &mut Tally) -> Outcome {
    finish(cargo().args(["fmt", "--all", "--check"]))
}

fn house_rules(_: &mut Tally) -> Outcome {
    tidy::tidy()
}

fn interface(tally: &mut Tally) -> Outcome {
    finish(ui::npm().args(["run", "check"]))?;
    counted(ui::npm().args(["run", "test"]), tally)?;
    ui::build()
}

fn clippy(_: &mut Tally) -> Outcome {
    // The window test is no default target, so that a plain `cargo test` needs no screen; it is looked at by name.
    for targets in [&["--all-targets"][..], &["--test", "window"]] {
        finish(cargo().args(["clippy", "--workspace"]).args(targets).args(["--", "--deny", "warnings"]))?;
    }
    Ok(())
}

fn rust(tally: &mut Tally) -> Outcome {
    let (variable, folder) = bindings::scratch();
    counted(cargo().args(["test", "--workspace", "--no-fail-fast"]).env(variable, folder), tally)
}

fn counted(command: &mut Command, tally: &mut Tally) -> Outcome {
    watched(command.env("NO_COLOR", "1"), |line| tally.read(line))
}
