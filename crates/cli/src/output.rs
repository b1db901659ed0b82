//! Where words go: people read stdout and stderr, programs read JSON lines on stdout.
//!
//! A reader who goes away (a closed pipe) never stops the work: a video is being paid for.

use std::fmt::Display;
use std::io;

use animato_engine::Error;
use serde::Serialize;

use crate::lines::ErrorLine;

/// A thing to tell, both ways: `Serialize` (with a `type`) for programs, `Display` for people.
pub(crate) trait Line: Serialize + Display {}

impl<T: Serialize + Display> Line for T {}

/// The way that was asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output {
    json: bool,
}

impl Output {
    /// JSON lines, or words for people.
    pub(crate) fn new(json: bool) -> Self {
        Self { json }
    }

    /// Whether programs read it.
    pub(crate) fn is_json(self) -> bool {
        self.json
    }

    /// Tells one thing, and sees to it that it is seen now.
    pub(crate) fn line(self, line: &impl Line) {
        if self.json { self.object(line) } else { self.say(line) }
    }

    /// The last line.
    pub(crate) fn summary(self, summary: &impl Line) {
        self.line(summary);
    }

    /// A remark that only people need; on stderr, so that what is piped on stays clean.
    pub(crate) fn remark(self, text: impl Display) {
        if !self.json {
            complain(&text.to_string());
        }
    }

    /// A sentence about what went wrong, with the name of what it is about.
    pub(crate) fn error(self, about: Option<&str>, error: &Error) {
        let line = ErrorLine::new(about, error);
        if self.json { self.object(&line) } else { complain(&line.to_string()) }
    }

    fn say(self, text: &impl Display) {
        let text = text.to_string();
        if !text.is_empty() {
            write(io::stdout().lock(), &printable(&text));
        }
    }

    fn object(self, line: &impl Serialize) {
        if let Ok(text) = serde_json::to_string(line) {
            write(io::stdout().lock(), &text);
        }
    }
}

/// Logs to stderr what `ANIMATO_LOG` asks for; nothing unless it is set.
pub(crate) fn log() {
    let Ok(filter) = tracing_subscriber::EnvFilter::try_from_env("ANIMATO_LOG") else { return };
    let started = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).try_init();
    if started.is_err() {
        complain("The log could not be started.");
    }
}

fn complain(text: &str) {
    write(io::stderr().lock(), &printable(text));
}

fn write(mut stream: impl io::Write, text: &str) {
    // Nobody is left to be told when this fails.
    let _ = writeln!(stream, "{text}").and_then(|()| stream.flush());
}

/// Text of the service's or of a file name may hold control characters, which a terminal would obey.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' && c != '\t' { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fault_51_a_terminal_never_obeys_what_the_service_says() {
        assert_eq!(printable("a\u{1b}[31mb\rc\nd"), "a\u{fffd}[31mb\u{fffd}c\nd");
    }
}
