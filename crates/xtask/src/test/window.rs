//! The window test, on a screen of its own with a window manager and a session bus.

use std::process::Command;

use crate::command::command;
use crate::setup::path_with_driver;

/// A virtual screen; gone with its windows when what runs on it ends.
const SCREEN: &[&str] = &["--auto-servernum", "--server-args=-screen 0 1600x1200x24"];
/// On that screen, a bus and a window manager, without which nothing can be dragged.
const SESSION: &[&str] = &["dbus-run-session", "--", "sh", "-c", "openbox & exec \"$@\"", "session"];
/// In that session; the same packages as in the other parts, so that nothing is compiled twice.
const TEST: &[&str] = &["cargo", "test", "--workspace", "--test", "window", "--"];

/// The window test, about to run with these arguments for its harness.
pub(crate) fn window_test(harness: &[&str]) -> Command {
    let mut line = command("xvfb-run");
    line.args(SCREEN).args(SESSION).args(TEST).args(harness).env("PATH", path_with_driver());
    // As root, as in a container, WebKit cannot isolate its processes and would not start. Never in the product.
    line.env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
    line
}
