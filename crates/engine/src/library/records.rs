//! The folder of records: what the database knows of each video, kept beside it for the day when it cannot be read.
//!
//! They are written by the thread that owns the database, so that an older state never comes after a newer one. Nothing
//! that goes wrong here stops a change of state.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::list::{self, Entry};
use crate::files::write_whole;
use crate::ids::VideoId;
use crate::record::Record;

/// The folder's name in the library.
pub(super) const FOLDER: &str = "records";

/// Brings the records of these videos up to date.
pub(crate) fn keep(folder: &Path, entries: &[Entry]) {
    for entry in entries {
        if let Err(error) = keep_one(folder, entry) {
            tracing::warn!(%error, video = %entry.video.id, "the record of a video could not be written");
        }
    }
}

/// Forgets the record of a video that the person removed.
pub(crate) fn remove(folder: &Path, id: &VideoId) {
    if let Err(error) = remove_file(&file(folder, id)) {
        tracing::warn!(%error, video = %id, "the record of a video could not be removed");
    }
}

/// Writes the records that are missing: of a library from before there were any, and of what could not be written.
pub(super) fn complete(db: &Connection, folder: &Path) -> rusqlite::Result<()> {
    for id in list::may_have_left(db)? {
        if !file(folder, &id).exists()
            && let Ok(entry) = list::entry(db, &id)
        {
            keep(folder, &[entry]);
        }
    }
    Ok(())
}

/// Whether a record tells that a call left which the database takes for unsent: it is a copy of an earlier day, and going
/// on with it would pay twice.
pub(super) fn know_more(db: &Connection, folder: &Path) -> rusqlite::Result<bool> {
    for id in list::unsent(db)? {
        if let Some(record) = fs::read(file(folder, &id)).ok().and_then(|text| Record::read(&text)) {
            let Entry { video, request, .. } = list::entry(db, &id)?;
            if record.is_news(&video, &request) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Every record that can be read, the oldest first, and how many cannot.
pub(crate) fn all(folder: &Path) -> (Vec<Record>, usize) {
    let (mut records, mut unreadable) = (Vec::new(), 0);
    for entry in fs::read_dir(folder.join(FOLDER)).into_iter().flatten().flatten() {
        let path = entry.path();
        let is_record = path.extension().is_some_and(|e| e == "json");
        if is_record {
            match fs::read(&path).ok().and_then(|text| Record::read(&text)) {
                Some(mut record) => {
                    if let Some(file) = &mut record.file {
                        file.path = folder.join(&file.path);
                    }
                    records.push(record);
                }
                None => unreadable += 1,
            }
        }
    }
    records.sort_by(|a, b| {
        let key = |r: &Record| (r.request.created_at, r.request.id.clone(), r.slot);
        key(a).cmp(&key(b))
    });
    (records, unreadable)
}

fn keep_one(folder: &Path, entry: &Entry) -> io::Result<()> {
    let path = file(folder, &entry.video.id);
    let Some(mut record) = Record::of(entry) else { return remove_file(&path) };
    if let Some(file) = &mut record.file {
        file.path = super::seen_from(folder, &file.path).to_owned();
    }
    let text = record.text()?;
    if fs::read(&path).is_ok_and(|known| known == text) {
        return Ok(());
    }
    fs::create_dir_all(folder.join(FOLDER))?;
    write_whole(&path, &text)
}

fn file(folder: &Path, id: &VideoId) -> PathBuf {
    folder.join(FOLDER).join(format!("{id}.json"))
}

fn remove_file(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
