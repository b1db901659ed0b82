//! The TypeScript types of the window, generated from the Rust types: writing them, and checking that they are fresh.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::command::{cargo, finish};
use crate::setup::{self, Need};
use crate::{Failure, Outcome, terminal, workspace};

/// The variable that tells ts-rs where to write; .cargo/config.toml gives it for a plain `cargo test`.
const EXPORT_DIR: &str = "TS_RS_EXPORT_DIR";

/// Writes the types anew into ui/src/bindings; types that are gone leave no file.
///
/// # Errors
/// The engine does not compile, or a file cannot be written.
pub(crate) fn write() -> Outcome {
    setup::ready(&[Need::Compiler])?;
    let (fresh, committed) = (export()?, read(&committed())?);
    for name in committed.keys().filter(|name| !fresh.contains_key(*name)) {
        fs::remove_file(self::committed().join(name))
            .map_err(|e| Failure::new(format!("cannot remove {name}: {e}")))?;
    }
    for (name, text) in fresh.iter().filter(|(name, text)| committed.get(*name) != Some(text)) {
        fs::write(self::committed().join(name), text).map_err(|e| Failure::new(format!("cannot write {name}: {e}")))?;
        terminal::say(format!("ui/src/bindings/{name}"));
    }
    Ok(())
}

/// Checks that the committed types are those that the Rust types say.
///
/// # Errors
/// They are not, and the failure names the files.
pub(crate) fn check() -> Outcome {
    let stale = differences(&read(&committed())?, &export()?);
    if stale.is_empty() {
        return Ok(());
    }
    let list = stale.join("\n  ");
    Err(Failure::new(format!("ui/src/bindings is not what the Rust types say; run `cargo xtask bindings`\n  {list}")))
}

/// A place for the types where a test run may write without touching the checkout.
pub(crate) fn scratch() -> (&'static str, PathBuf) {
    (EXPORT_DIR, workspace::target().join("bindings"))
}

fn export() -> Outcome<BTreeMap<String, String>> {
    let (variable, folder) = scratch();
    // A type that is gone must not live on here.
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|e| Failure::new(format!("cannot clear {}: {e}", folder.display())))?;
    }
    let mut test = cargo();
    // The shell is a program and no library, and has types of its own for the window.
    test.args(["test", "--quiet", "--workspace", "--lib", "--bins", "export_bindings"]).env(variable, &folder);
    finish(&mut test)?;
    read(&folder)
}

fn committed() -> PathBuf {
    workspace::ui().join("src").join("bindings")
}

/// Every file below a folder by its name relative to it.
fn read(folder: &Path) -> Outcome<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    for path in workspace::files(folder, |_| false) {
        let text =
            fs::read_to_string(&path).map_err(|e| Failure::new(format!("cannot read {}: {e}", path.display())))?;
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        files.insert(name, text.replace("\r\n", "\n"));
    }
    Ok(files)
}

fn differences(committed: &BTreeMap<String, String>, fresh: &BTreeMap<String, String>) -> Vec<String> {
    let changed = fresh.iter().filter_map(|(name, text)| match committed.get(name) {
        None => Some(format!("{name} is missing")),
        Some(old) if old != text => Some(format!("{name} has changed")),
        Some(_) => None,
    });
    let gone =
        committed.keys().filter(|name| !fresh.contains_key(*name)).map(|name| format!("{name} has no Rust type"));
    changed.chain(gone).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(list: &[(&str, &str)]) -> BTreeMap<String, String> {
        list.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn a_stale_a_missing_and_a_left_over_file_are_each_found() {
        let committed = files(&[("A.ts", "a"), ("B.ts", "old"), ("C.ts", "c")]);
        let fresh = files(&[("A.ts", "a"), ("B.ts", "new"), ("D.ts", "d")]);
        let found = differences(&committed, &fresh);
        assert_eq!(found, ["B.ts has changed", "D.ts is missing", "C.ts has no Rust type"]);
    }

    #[test]
    fn the_same_files_have_no_differences() {
        let same = files(&[("A.ts", "a")]);
        assert!(differences(&same, &same).is_empty());
    }
}
