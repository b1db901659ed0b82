//! A desktop's notices, listened to.

use crate::desk::Desk;
use crate::process::{Lines, Process};

/// Shows the notices of a [`Desk`], from when it is started until it is dropped.
pub(crate) struct Listener {
    said: Lines,
    _process: Process,
}

impl Listener {
    pub(crate) fn start(desk: &Desk) -> Self {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/src-tauri/tests/window/notices.py");
        let (process, said) = Process::start_heard(desk.command("/usr/bin/python3").arg(script));
        assert_eq!(said.next(), "there");
        Self { said, _process: process }
    }

    /// The title and the text of the next notice, if there is one by now.
    pub(crate) fn poll(&self) -> Option<(String, String)> {
        let line = self.said.poll()?;
        let (title, text) = line.split_once('\t')?;
        Some((title.to_owned(), text.to_owned()))
    }
}
