//! Repairing a library: the damaged database is put aside, and a whole one made of what can be read of it and of what lies
//! beside it.
//!
//! Everything is made in a folder of its own first. Until the very end the library is as it was.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::files::{copy_database, free_name, parts};
use super::{Repaired, no_library, not_usable};
use crate::clock::Clock;
use crate::error::Error;
use crate::files::sync_folder;
use crate::library::{self, DATABASE, rebuild, records};

/// How the folder's name begins in which the whole database is made.
const BENCH: &str = ".repair-";

/// Repairs the library in this folder, which nobody may have open. What was paid for and is not saved is waited for by the
/// next start; what was sent is never sent again; what may have been sent is looked for.
///
/// # Errors
/// `NotFound` where there is no library; `LibraryBusy`, `LibraryNewer`, `DiskFull`, `FolderUnusable`: then the library is as
/// it was.
pub async fn repair(folder: &Path) -> Result<Repaired, Error> {
    let (folder, now) = (folder.to_owned(), Clock::default().now());
    let work = move || repair_at(&folder, now);
    tokio::task::spawn_blocking(work).await.map_err(|e| Error::internal("repair", e))?
}

fn repair_at(folder: &Path, now: i64) -> Result<Repaired, Error> {
    let is_library = [DATABASE, "photos", "records"].iter().any(|part| folder.join(part).exists());
    if !is_library {
        return Err(no_library(folder));
    }
    let _held = library::lock(folder)?;
    let unusable = |e: io::Error| not_usable(folder, &e);
    for part in ["photos", "thumbnails"] {
        fs::create_dir_all(folder.join(part)).map_err(unusable)?;
    }
    sweep(folder);
    let bench = tempfile::Builder::new().prefix(BENCH).tempdir_in(folder).map_err(unusable)?;
    let old = copy_database(folder, bench.path()).map_err(unusable)?;
    let fresh = bench.path().join("fresh.sqlite");
    let (known, records_unreadable) = records::all(folder);
    let rebuilt = rebuild::rebuild(old.as_deref(), &fresh, folder, &known, now)?;
    let mut repaired = Repaired {
        kept: None,
        was_whole: rebuilt.was_whole,
        photos: rebuilt.salvaged.photos,
        requests: rebuilt.salvaged.requests,
        videos: rebuilt.salvaged.videos,
        photos_of_files: rebuilt.photos_of_files,
        videos_of_records: rebuilt.videos_of_records,
        left_out: rebuilt.salvaged.left_out,
        records_unreadable,
    };
    if !repaired.was_whole {
        repaired.kept = put_aside(folder, now)?;
        fs::rename(&fresh, folder.join(DATABASE)).and_then(|()| sync_folder(folder)).map_err(unusable)?;
    }
    Ok(repaired)
}

/// Removes what a repair that was killed left behind.
fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(BENCH) {
            // What stays takes room, and does nothing else.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Gives the former database a name with the time, its log with it. The database goes first: a log without its database
/// misleads nobody, while a database without its log would be one of an earlier day.
fn put_aside(folder: &Path, now: i64) -> Result<Option<PathBuf>, Error> {
    let kept = free_name(folder, &format!("library.damaged-{}", rebuild::moment(now)?), "sqlite");
    for (from, to) in parts(&folder.join(DATABASE)).into_iter().zip(parts(&kept)) {
        match fs::rename(&from, &to) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(not_usable(&from, &e)),
            _ => {}
        }
    }
    Ok(kept.exists().then_some(kept))
}
