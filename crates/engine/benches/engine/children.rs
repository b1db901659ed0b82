//! Other programs beside which this one is measured, and processes of its own whose memory counts.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The first of these programs that is here.
pub(crate) fn one_of(names: &[&'static str]) -> Option<&'static str> {
    let path = std::env::var_os("PATH")?;
    names.iter().copied().find(|name| std::env::split_paths(&path).any(|folder| folder.join(name).is_file()))
}

/// This program once more, doing this alone.
pub(crate) fn myself(part: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program's own place"));
    command.arg(part);
    command
}

/// Runs it to its end and says how long that took; `None` when it cannot do it, which it says itself.
pub(crate) fn run(command: &mut Command) -> Option<Duration> {
    let begun = Instant::now();
    let output = command.stdin(Stdio::null()).output().unwrap_or_else(|e| panic!("{command:?} does not start: {e}"));
    let took = begun.elapsed();
    if !output.status.success() {
        eprintln!("{command:?}: {}", String::from_utf8_lossy(&output.stderr));
        return None;
    }
    Some(took)
}

/// Runs it to its end: what it wrote, and the most memory that it held, in MB.
pub(crate) fn run_watched(command: &mut Command) -> (String, f64) {
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
    let mut child = child.unwrap_or_else(|e| panic!("{command:?} does not start: {e}"));
    let most = most_memory(&mut child);
    let output = child.wait_with_output().expect("its words");
    assert!(output.status.success(), "{command:?}");
    (String::from_utf8_lossy(&output.stdout).into_owned(), most)
}

/// What this process held at its most until now, in MB.
pub(crate) fn my_most_memory() -> f64 {
    peak(Path::new("/proc/self/status")).unwrap_or_default()
}

/// The kernel forgets it with the process, so it is read until then.
fn most_memory(child: &mut Child) -> f64 {
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0.0;
    while child.try_wait().expect("its state").is_none() {
        most = peak(Path::new(&status)).unwrap_or(most);
        std::thread::sleep(Duration::from_millis(2));
    }
    most
}

fn peak(status: &Path) -> Option<f64> {
    let text = std::fs::read_to_string(status).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<f64>().ok()? / 1024.0)
}
