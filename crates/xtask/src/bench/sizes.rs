//! How large the program is: its binaries, the package, and what the package becomes on a disk.

use std::fs;
use std::path::{Path, PathBuf};

use super::table::Row;
use crate::command::{command, output};
use crate::{Failure, Outcome, workspace};

/// Rows for what is built. The package is there once `cargo xtask bundle` has run.
pub(crate) fn measure() -> Outcome<Vec<Row>> {
    let release = workspace::target().join("release");
    let mut rows = Vec::new();
    for program in ["animato", "animato-cli"] {
        let file = release.join(program);
        let bytes = fs::metadata(&file).map_err(|e| Failure::new(format!("cannot look at {}: {e}", file.display())))?;
        rows.push(row(&format!("size: {program}"), bytes.len(), ""));
    }
    if let Some(deb) = newest_deb(&release.join("bundle/deb")) {
        rows.push(row("size: deb", fs::metadata(&deb).map_or(0, |file| file.len()), "value<=15"));
        let said = output(command("dpkg-deb").arg("--field").arg(&deb).arg("Installed-Size")).unwrap_or_default();
        if let Ok(kib) = said.trim().parse::<u64>() {
            rows.push(row("size: installed, without what it depends on", kib * 1024, ""));
        }
    }
    Ok(rows)
}

fn row(what: &str, bytes: u64, target: &str) -> Row {
    let megabytes = bytes as f64 / 1e6;
    Row {
        what: what.to_owned(),
        value: megabytes,
        unit: "MB".to_owned(),
        beside: None,
        target: super::table::Target::read(target),
    }
}

fn newest_deb(folder: &Path) -> Option<PathBuf> {
    let files = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    let debs = files.filter(|file| file.extension().is_some_and(|ending| ending == "deb"));
    debs.max_by_key(|deb| fs::metadata(deb).and_then(|file| file.modified()).ok())
}
