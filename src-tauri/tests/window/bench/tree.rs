//! A process and all that it started, as the kernel counts them.

use std::fs;
use std::path::Path;

/// Ticks of the kernel's clock in a second; the same on every Linux that people have.
const TICKS: f64 = 100.0;

/// A process and its children's children.
pub(super) struct Tree {
    root: u32,
}

impl Tree {
    /// Of the process that runs this file, once there is one.
    pub(super) fn of(program: &Path) -> Option<Self> {
        let runs = |pid: &u32| fs::read_link(format!("/proc/{pid}/exe")).is_ok_and(|exe| exe == program);
        // A child of it may be the same file for a moment, before it becomes another.
        pids().into_iter().filter(runs).min().map(|root| Self { root })
    }

    /// When it was started: milliseconds since 1970 UTC, to the hundredth of a second.
    pub(super) fn started(&self) -> f64 {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs_f64();
        let up = fs::read_to_string("/proc/uptime").unwrap();
        let up: f64 = up.split(' ').next().unwrap().parse().unwrap();
        let started: f64 = stat(self.root).unwrap()[19].parse().unwrap();
        (now - up + started / TICKS) * 1000.0
    }

    /// The memory of all of them, each page shared with others counted in its part: MB.
    pub(super) fn memory(&self) -> f64 {
        self.all().iter().filter_map(|pid| proportional(*pid)).sum::<f64>() / 1024.0
    }

    /// What they have taken of the processors until now: seconds.
    pub(super) fn work(&self) -> f64 {
        let work = |pid: &u32| -> Option<f64> {
            let stat = stat(*pid)?;
            Some((stat[11].parse::<f64>().ok()? + stat[12].parse::<f64>().ok()?) / TICKS)
        };
        self.all().iter().filter_map(work).sum()
    }

    fn all(&self) -> Vec<u32> {
        let parents: Vec<(u32, u32)> =
            pids().into_iter().filter_map(|pid| Some((pid, stat(pid)?[1].parse().ok()?))).collect();
        let mut tree = vec![self.root];
        let mut at = 0;
        while at < tree.len() {
            let parent = tree[at];
            tree.extend(parents.iter().filter(|(_, of)| *of == parent).map(|(pid, _)| *pid));
            at += 1;
        }
        tree
    }
}

fn pids() -> Vec<u32> {
    fs::read_dir("/proc").unwrap().flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect()
}

/// The fields of `/proc/PID/stat` from the state on, which is behind a name that may hold anything.
fn stat(pid: u32) -> Option<Vec<String>> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    Some(text.rsplit_once(") ")?.1.split(' ').map(ToOwned::to_owned).collect())
}

/// In KiB.
fn proportional(pid: u32) -> Option<f64> {
    let text = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
    text.lines().find_map(|line| line.strip_prefix("Pss:"))?.trim().trim_end_matches(" kB").parse().ok()
}

/// Seconds in which the machine's owner gave the processors to others, of all of them together.
pub(super) fn stolen() -> f64 {
    let text = fs::read_to_string("/proc/stat").unwrap();
    text.lines().next().and_then(|line| line.split_whitespace().nth(8)?.parse::<f64>().ok()).unwrap_or(0.0) / TICKS
}
