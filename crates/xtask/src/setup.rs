//! Makes sure that what a task needs is on this machine, and says what it installs and why.

mod driver;
mod node;
mod packages;

use crate::{Outcome, terminal, ui};
use packages::Purpose;

pub(crate) use driver::path_with_driver;

/// Something that a task cannot do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// Building the parts that have no window.
    Compiler,
    /// A keychain that a test can have for itself.
    Keychain,
    /// Node and the interface's packages.
    Node,
    /// The built interface, which is compiled into the program.
    Interface,
    /// Building the program and running it.
    Window,
    /// Driving the program's window in a test.
    WindowTest,
    /// Taking pictures of a window.
    Pictures,
    /// Programs that this one is measured beside.
    Beside,
    /// A clean system on which to try a package.
    CleanSystem,
}

/// Sets up all of these; does nothing for what is there.
///
/// # Errors
/// Something is missing and cannot be installed from here.
pub(crate) fn ready(needs: &[Need]) -> Outcome {
    let has = |need| needs.contains(&need);
    let mut purposes = vec![];
    if has(Need::Compiler) || has(Need::Window) || has(Need::WindowTest) {
        purposes.push(Purpose::Compile);
    }
    if has(Need::Window) || has(Need::WindowTest) {
        purposes.extend([Purpose::BuildWindow, Purpose::Play]);
    }
    if has(Need::Keychain) {
        purposes.push(Purpose::TestKeychain);
    }
    if has(Need::WindowTest) {
        purposes.push(Purpose::TestWindow);
    }
    if has(Need::Pictures) {
        purposes.push(Purpose::TakePictures);
    }
    if has(Need::Beside) {
        purposes.push(Purpose::Measure);
    }
    if has(Need::CleanSystem) {
        purposes.push(Purpose::TestInstall);
    }
    packages::ready(&purposes)?;
    if has(Need::Node) || has(Need::Interface) {
        node::ready()?;
        ui::install()?;
    }
    if has(Need::Interface) {
        ui::build()?;
    }
    if has(Need::WindowTest) {
        driver::ready()?;
    }
    Ok(())
}

/// Sets up everything that any task needs, but for the one that is asked for by name: trying a package.
///
/// # Errors
/// As [`ready`].
pub(crate) fn everything() -> Outcome {
    ready(&[Need::Compiler, Need::Interface, Need::Window, Need::Keychain, Need::WindowTest])?;
    terminal::say("Everything is in place: `cargo xtask run`, `cargo xtask test`.");
    Ok(())
}
