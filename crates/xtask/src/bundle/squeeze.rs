//! Packs a Debian package anew: the bundler packs each with gzip, and the two programs in it have the engine in common, which
//! only a packer finds that looks back as far as a whole program.

use std::fs;
use std::path::Path;

use crate::command::{command, finish, output};
use crate::{Failure, Outcome, terminal};

/// Packs the packages of this folder anew; what it takes apart lies in `scratch` meanwhile. Where Debian's own tool is
/// missing they stay as they are, which is larger and nothing else.
///
/// # Errors
/// A package cannot be taken apart or packed.
pub(super) fn squeeze(folder: &Path, scratch: &Path) -> Outcome {
    let debs = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let debs: Vec<_> = debs.filter(|path| path.extension().is_some_and(|ending| ending == "deb")).collect();
    if !debs.is_empty() && output(command("dpkg-deb").arg("--version")).is_none() {
        terminal::say("Without dpkg-deb the Debian package stays twice as large as need be.");
        return Ok(());
    }
    for deb in debs {
        finish(command("dpkg-deb").arg("--raw-extract").arg(&deb).arg(scratch))?;
        finish(command("dpkg-deb").args(["--root-owner-group", "-Zxz", "-z9", "--build"]).arg(scratch).arg(&deb))?;
        fs::remove_dir_all(scratch).map_err(|e| Failure::new(format!("cannot clear {}: {e}", scratch.display())))?;
    }
    Ok(())
}
