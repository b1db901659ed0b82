//! Looking after a library: checking it, repairing it, taking it out as a whole and bringing another one in.
//!
//! None of this speaks to the service, and nothing that comes out of it is ever sent by the program: what was sent once
//! is waited for, and what is not known stays not known.

mod check;
mod export;
mod files;
mod import;
mod repair;

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::error::{Error, ErrorCode};

pub use check::check;
pub use repair::repair;

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Checked {
    /// What is wrong with the database, in its own words; empty: it is sound.
    pub faults: Vec<String>,
    /// Videos that have a record.
    pub records: usize,
    /// Records that cannot be read.
    pub records_unreadable: usize,
}

/// What a repair came to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Repaired {
    /// Where the former database was put; `None`: nothing had to be changed, or there was none.
    pub kept: Option<PathBuf>,
    /// Nothing was wrong, and nothing was changed.
    pub was_whole: bool,
    /// Photos read from the former database.
    pub photos: usize,
    /// Requests read from it.
    pub requests: usize,
    /// Videos read from it.
    pub videos: usize,
    /// Photos of which only the files were left.
    pub photos_of_files: usize,
    /// Videos of which the records knew more than the database.
    pub videos_of_records: usize,
    /// Rows that could not be read, or that fit no longer.
    pub left_out: usize,
    /// Records that could not be read.
    pub records_unreadable: usize,
}

/// What was taken out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Exported {
    /// Where to.
    pub folder: PathBuf,
    /// Photos.
    pub photos: usize,
    /// Videos, whether saved or not.
    pub videos: usize,
    /// Saved videos whose files were copied.
    pub files: usize,
    /// Saved videos whose files were not there.
    pub files_missing: usize,
    /// Videos that were not sent yet and stay here alone, so that nobody pays for them twice.
    pub left_out: usize,
}

/// What was brought in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BroughtIn {
    /// Photos that were not here.
    pub photos: usize,
    /// Videos that were not here.
    pub videos: usize,
    /// Saved videos whose files were copied.
    pub files: usize,
    /// Saved videos whose files were not there.
    pub files_missing: usize,
    /// Videos that were here already.
    pub known: usize,
    /// Videos that were not sent yet, and are not brought in.
    pub left_out: usize,
}

/// What is said where a folder does not hold a library.
fn no_library(folder: &Path) -> Error {
    let folder = folder.display();
    Error::new(ErrorCode::NotFound, format!("There is no library in {folder}. Nothing was changed."))
}

/// What is said where a folder cannot be read or written.
fn not_usable(folder: &Path, why: &std::io::Error) -> Error {
    let folder = folder.display();
    match why.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Error::new(
            ErrorCode::DiskFull,
            format!("The disk with {folder} is full. Make room and try again; the library is as it was."),
        ),
        _ => Error::new(
            ErrorCode::FolderUnusable,
            format!("{folder} cannot be read or written: {why}. The library is as it was."),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_as_one_and_with_the_library_as_it_was() {
        let full = not_usable(Path::new("/some/where"), &std::io::ErrorKind::StorageFull.into());
        assert_eq!(full.code, ErrorCode::DiskFull);
        let other = not_usable(Path::new("/some/where"), &std::io::ErrorKind::PermissionDenied.into());
        assert_eq!(other.code, ErrorCode::FolderUnusable);
        assert!([full, other].iter().all(|e| e.message.contains("/some/where") && e.message.contains("as it was")));
    }
}
