//! Running other programs, always from the workspace's root.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, ExitStatus, Stdio};

use crate::{Failure, Outcome, terminal, workspace};

/// A program that is about to run in the workspace's root.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(workspace::root());
    command
}

/// The cargo that runs this task.
pub(crate) fn cargo() -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs it to its end; its output goes where ours goes.
///
/// # Errors
/// It cannot be started, or says that it failed.
pub(crate) fn finish(command: &mut Command) -> Outcome {
    let status = command.status().map_err(|e| cannot_start(command, &e))?;
    succeeded(command, status)
}

/// As [`finish`], and shows each line of the standard output to `watch` as well.
///
/// # Errors
/// As [`finish`].
pub(crate) fn watched(command: &mut Command, mut watch: impl FnMut(&str)) -> Outcome {
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|e| cannot_start(command, &e))?;
    if let Some(stdout) = child.stdout.take() {
        let mut lines = BufReader::new(stdout);
        let mut line = Vec::new();
        while lines.read_until(b'\n', &mut line).is_ok_and(|n| n > 0) {
            let text = String::from_utf8_lossy(&line);
            // Fields at the end may be empty, and stand between tabs.
            let text = text.trim_end_matches(['\r', '\n']);
            terminal::say(text);
            watch(text);
            line.clear();
        }
    }
    let status = child.wait().map_err(|e| cannot_start(command, &e))?;
    succeeded(command, status)
}

/// What it writes to its standard output, whether it succeeds or not; `None` when it cannot be started.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a program of this name can be started from the search path.
pub(crate) fn on_path(program: &str) -> bool {
    let Some(path) = std::env::var_os("PATH") else { return false };
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&path).any(|folder| folder.join(&name).is_file())
}

fn succeeded(command: &Command, status: ExitStatus) -> Outcome {
    if status.success() { Ok(()) } else { Err(Failure::new(format!("`{}` failed: {status}", shown(command)))) }
}

fn cannot_start(command: &Command, error: &std::io::Error) -> Failure {
    Failure::new(format!("`{}` cannot be started: {error}", shown(command)))
}

fn shown(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program()).file_stem().unwrap_or_default();
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_that_fails_is_named_without_its_folder() {
        let failure = finish(cargo().arg("no-such-subcommand").stderr(Stdio::null())).unwrap_err();
        assert!(failure.to_string().starts_with("`cargo no-such-subcommand` failed"), "{failure}");
    }

    #[test]
    fn a_watched_line_is_given_with_the_empty_fields_at_its_end() {
        let mut lines = Vec::new();
        watched(command("printf").arg("a\\t\\t\\r\\nb"), |line| lines.push(line.to_owned())).unwrap();
        assert_eq!(lines, ["a\t\t", "b"]);
    }

    #[test]
    fn a_program_that_is_not_there_is_a_failure_and_not_a_panic() {
        assert!(finish(&mut command("animato-no-such-program")).is_err());
        assert_eq!(output(&mut command("animato-no-such-program")), None);
        assert!(!on_path("animato-no-such-program"));
    }

    #[test]
    fn watching_sees_every_line() {
        let mut lines = Vec::new();
        watched(cargo().arg("--version"), |line| lines.push(line.to_owned())).unwrap();
        assert!(lines.iter().any(|line| line.starts_with("cargo ")));
    }
}
