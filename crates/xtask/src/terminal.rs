//! Speaking to the person at the terminal; the only file that prints.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this is what the file is for")]

use std::io::IsTerminal as _;

use crate::Failure;

/// A line of plain output.
pub(crate) fn say(line: impl AsRef<str>) {
    println!("{}", line.as_ref());
}

/// Announces a step of some length.
pub(crate) fn heading(title: impl AsRef<str>) {
    let title = title.as_ref();
    if std::io::stdout().is_terminal() {
        println!("\n\x1b[1m== {title} ==\x1b[0m");
    } else {
        println!("\n== {title} ==");
    }
}

/// Says why something could not be done.
pub(crate) fn complain(failure: &Failure) {
    eprintln!("error: {failure}");
}
