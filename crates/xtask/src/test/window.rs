//! The window test. It makes its own screens; what it needs besides is on the search path.

use std::process::Command;

use crate::command::cargo;
use crate::setup::path_with_driver;

/// The window test, about to run with these arguments for its harness, on the program that all tests share.
pub(crate) fn window_test(harness: &[&str]) -> Command {
    let mut test = cargo();
    // The same packages as in the other parts, so that nothing is compiled twice.
    test.args(["test", "--workspace", "--test", "window", "--"]).args(harness).env("PATH", path_with_driver());
    test
}
