//! A copy of the database that is a library of its own: nothing in it can be sent or taken down, and its paths are its own.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};

use super::{database_error, records, schema};
use crate::error::Error;
use crate::ids::VideoId;
use crate::save::poster::Size;

/// What belongs to the copied rows on the disk.
#[derive(Debug, Default)]
pub(crate) struct Extract {
    /// Files by their place in the library.
    pub(crate) files: Vec<PathBuf>,
    /// Saved videos.
    pub(crate) videos: Vec<(VideoId, PathBuf)>,
    pub(crate) photos: usize,
    /// All videos, saved or not.
    pub(crate) all: usize,
    /// Videos that were not sent: their requests stay where they are.
    pub(crate) left_out: usize,
}

/// Writes a whole and consistent copy, also while the database is written.
pub(crate) fn copy(db: &Connection, to: &Path) -> rusqlite::Result<()> {
    db.execute("VACUUM INTO ?1", [to.to_string_lossy()]).map(drop)
}

/// Makes a copy a library of its own. What was not sent stays with the library that it came from, which sends it; what may
/// lie at a place for photos is taken down from there.
pub(crate) fn set_free(path: &Path, library: &Path) -> Result<Extract, Error> {
    let mut db = schema::open(path, true)?;
    let work = |db: &mut Connection| -> rusqlite::Result<Extract> {
        let transaction = db.transaction()?;
        let unsent = "SELECT id FROM request WHERE state IN ('planned', 'hosted')";
        let left_out = transaction.execute(&format!("DELETE FROM video WHERE request IN ({unsent})"), [])?;
        transaction.execute_batch(&format!(
            "DELETE FROM request WHERE id IN ({unsent});
             DELETE FROM offer;
             DELETE FROM upload;
             UPDATE request SET folder = NULL;"
        ))?;
        let videos = saved(&transaction, library)?;
        let mut files = Vec::new();
        files.extend(named(&transaction, "SELECT 'photos/' || id || '.' || extension FROM photo")?);
        let photos = files.len();
        files.extend(named(&transaction, "SELECT 'thumbnails/' || id || '.jpg' FROM photo")?);
        files.extend(named(&transaction, "SELECT 'sounds/' || id || '.' || extension FROM sound")?);
        for size in Size::ALL {
            let posters = format!("SELECT 'posters/' || id || '{}' FROM video", size.ending());
            files.extend(named(&transaction, &posters)?);
        }
        let all = transaction.query_row("SELECT count(*) FROM video", [], |row| row.get::<_, u32>(0))?;
        let all = usize::try_from(all).unwrap_or(usize::MAX);
        transaction.commit()?;
        Ok(Extract { files, videos, photos, all, left_out })
    };
    work(&mut db).map_err(|e| database_error(&e))
}

/// Notes where the videos of a copy are, seen from it, writes its records, and leaves one file and no log beside it.
pub(crate) fn settle(path: &Path, folder: &Path, videos: &[(VideoId, PathBuf)]) -> Result<(), Error> {
    let mut db = schema::open(path, true)?;
    let work = |db: &mut Connection| -> rusqlite::Result<()> {
        let transaction = db.transaction()?;
        for (id, path) in videos {
            let path = path.to_string_lossy();
            transaction.execute("UPDATE video SET path = ?2 WHERE id = ?1", params![id.as_str(), path])?;
        }
        transaction.commit()?;
        records::complete(db, folder)
    };
    work(&mut db).map_err(|e| database_error(&e))?;
    super::rebuild::close(db)
}

fn saved(db: &Connection, library: &Path) -> rusqlite::Result<Vec<(VideoId, PathBuf)>> {
    db.prepare("SELECT id, path FROM video WHERE path IS NOT NULL ORDER BY sequence")?
        .query_map([], |row| Ok((row.get::<_, String>(0)?.into(), library.join(row.get::<_, String>(1)?))))?
        .collect()
}

fn named(db: &Connection, sql: &str) -> rusqlite::Result<Vec<PathBuf>> {
    db.prepare(sql)?.query_map([], |row| row.get::<_, String>(0).map(PathBuf::from))?.collect()
}
