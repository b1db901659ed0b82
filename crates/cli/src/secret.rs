//! Asks for a secret: never as an argument, which every program of this machine could read, and never shown.

use std::io::{self, BufRead as _, IsTerminal as _, Read as _};

use animato_engine::{Error, ErrorCode};
use console::Term;
use secrecy::SecretString;

/// Longer than any key. What is longer is a file that came here by mistake.
const LONGEST: u64 = 64 << 10;

/// A line of stdin; on a terminal, asked for with these words and typed without being shown.
///
/// # Errors
/// `NotConnected` when there is nothing to read.
pub(crate) async fn read(words: &'static str) -> Result<SecretString, Error> {
    let read = tokio::task::spawn_blocking(move || {
        if io::stdin().is_terminal() {
            let terminal = Term::stderr();
            terminal.write_str(words)?;
            return terminal.read_secure_line();
        }
        let mut line = String::new();
        io::stdin().lock().take(LONGEST).read_line(&mut line).map(|_| line)
    });
    match read.await {
        Ok(Ok(line)) if !line.trim().is_empty() => Ok(line.into()),
        _ => Err(Error::new(
            ErrorCode::NotConnected,
            "No key was given, so nothing was changed. Type it, or send it to stdin.",
        )),
    }
}
