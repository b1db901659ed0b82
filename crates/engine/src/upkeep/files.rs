//! What upkeep does with files: the parts of a database, copies that can be taken back, names that nobody had.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::files::copy_new;
use crate::library::DATABASE;

/// A database and, while it is open or after a crash, its log and the log's index.
const SUFFIXES: [&str; 3] = ["", "-wal", "-shm"];

/// The files of a database by the path of the first, whether they are there or not.
pub(super) fn parts(database: &Path) -> [PathBuf; 3] {
    SUFFIXES.map(|suffix| {
        let mut name = OsString::from(database.as_os_str());
        name.push(suffix);
        PathBuf::from(name)
    })
}

/// Copies a closed database with its log into a folder. `None`: there is none, or an empty file.
pub(super) fn copy_database(library: &Path, into: &Path) -> io::Result<Option<PathBuf>> {
    let (from, to) = (library.join(DATABASE), into.join(DATABASE));
    if fs::metadata(&from).map_or(0, |file| file.len()) == 0 {
        return Ok(None);
    }
    // The index of the log is made anew.
    for (from, to) in parts(&from).into_iter().zip(parts(&to)).take(2) {
        if from.exists() {
            fs::copy(from, to)?;
        }
    }
    Ok(Some(to))
}

/// The first of `name`, `name (2)` and so on that nothing has.
pub(super) fn free_name(folder: &Path, stem: &str, extension: &str) -> PathBuf {
    let name = |n: u32| if n == 1 { format!("{stem}.{extension}") } else { format!("{stem} ({n}).{extension}") };
    let free = (1..u32::MAX).map(|n| folder.join(name(n))).find(|path| !path.exists());
    free.unwrap_or_else(|| folder.join(name(0)))
}

/// Copies that are removed again unless they are wanted at the end.
#[derive(Debug, Default)]
pub(super) struct Copies(Vec<PathBuf>);

impl Copies {
    /// Copies a file to where none is. A file that is not at its source is none: `false`.
    pub(super) fn add(&mut self, from: &Path, to: &Path) -> io::Result<bool> {
        if !from.is_file() {
            return Ok(false);
        }
        copy_new(from, to)?;
        self.0.push(to.to_owned());
        Ok(true)
    }

    /// Copies a file beside what is there, under a name that is free.
    pub(super) fn add_beside(&mut self, from: &Path, folder: &Path) -> io::Result<Option<PathBuf>> {
        let text = |part: Option<&std::ffi::OsStr>| part.map(|p| p.to_string_lossy().into_owned());
        let stem = text(from.file_stem()).unwrap_or_else(|| "video".to_owned());
        let extension = text(from.extension()).unwrap_or_else(|| "mp4".to_owned());
        let to = free_name(folder, &stem, &extension);
        Ok(self.add(from, &to)?.then_some(to))
    }

    /// They stay.
    pub(super) fn keep(mut self) {
        self.0.clear();
    }
}

impl Drop for Copies {
    fn drop(&mut self) {
        for file in &self.0 {
            // One that stays takes room, and does nothing else.
            let _ = fs::remove_file(file);
        }
    }
}
