//! Processes that end with the test, also when it fails.

use std::io::{BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// A process and everything that it starts, ended when this is dropped.
pub(crate) struct Process {
    child: Child,
}

impl Process {
    /// Starts it in a process group of its own.
    pub(crate) fn start(command: &mut Command) -> Self {
        let name = command.get_program().to_string_lossy().into_owned();
        let child = command.stdin(Stdio::null()).process_group(0).spawn();
        Self { child: child.unwrap_or_else(|e| panic!("{name} does not start: {e}")) }
    }

    /// Starts it and listens to what it says.
    pub(crate) fn start_heard(command: &mut Command) -> (Self, Lines) {
        let mut process = Self::start(command.stdout(Stdio::piped()));
        let lines = Lines::of(process.child.stdout.take().unwrap());
        (process, lines)
    }

    /// Ends it and everything that it started, at once.
    pub(crate) fn kill(&mut self) {
        let group = format!("-{}", self.child.id());
        Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status().unwrap();
        self.child.wait().unwrap();
    }

    /// Whether it still runs.
    pub(crate) fn runs(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Its exit code, once it ended.
    pub(crate) fn code(&mut self) -> Option<i32> {
        self.child.try_wait().unwrap().and_then(|status| status.code())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if self.runs() {
            self.kill();
        }
    }
}

/// What a process says, line by line.
pub(crate) struct Lines(Receiver<String>);

impl Lines {
    fn of(out: ChildStdout) -> Self {
        let (send, receive) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                if send.send(line).is_err() {
                    break;
                }
            }
        });
        Self(receive)
    }

    /// The next line.
    pub(crate) fn next(&self) -> String {
        self.0.recv_timeout(Duration::from_secs(30)).expect("the process says nothing")
    }

    /// The next line, if there is one by now.
    pub(crate) fn poll(&self) -> Option<String> {
        self.0.try_recv().ok()
    }
}
