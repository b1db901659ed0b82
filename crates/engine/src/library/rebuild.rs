//! A whole database out of a damaged one and the records beside it, in a file of its own.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::{database_error, records, restore, salvage, schema};
use crate::error::{Error, ErrorCode};
use crate::record::Record;

/// What a rebuilt database was made of.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Rebuilt {
    pub(crate) salvaged: salvage::Salvaged,
    /// Photos of which only the files were left.
    pub(crate) photos_of_files: usize,
    /// Videos that a record knew and the database did not, or not so far.
    pub(crate) videos_of_records: usize,
    /// The old one was sound, and the records had nothing to add.
    pub(crate) was_whole: bool,
}

/// Makes the database at `fresh` of the one at `old`, where there is one, and of the library's records and photos.
pub(crate) fn rebuild(
    old: Option<&Path>,
    fresh: &Path,
    folder: &Path,
    records: &[Record],
    now: i64,
) -> Result<Rebuilt, Error> {
    let mut into = schema::open(fresh, false)?;
    let (from, is_sound) = match old {
        Some(path) => open_old(path)?,
        None => (Connection::open_in_memory().map_err(|e| database_error(&e))?, false),
    };
    let work = |into: &mut Connection| -> rusqlite::Result<Rebuilt> {
        let transaction = into.transaction()?;
        let photos_of_files = std::cell::Cell::new(0);
        let salvaged = salvage::salvage(&from, &transaction, |db| {
            photos_of_files.set(restore::photos(db, folder, records, now)?);
            Ok(())
        })?;
        let videos_of_records = restore::videos(&transaction, records, now)?;
        restore::put_in_order(&transaction)?;
        transaction.commit()?;
        let was_whole = is_sound && videos_of_records == 0 && salvaged.left_out == 0;
        Ok(Rebuilt { salvaged, photos_of_files: photos_of_files.get(), videos_of_records, was_whole })
    };
    let rebuilt = work(&mut into).map_err(|e| database_error(&e))?;
    close(into)?;
    Ok(rebuilt)
}

/// What a look at a database finds, without changing it.
pub(crate) fn faults(folder: &Path) -> Result<Vec<String>, Error> {
    let path = folder.join(super::DATABASE);
    let look = || -> rusqlite::Result<(i64, Vec<String>)> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(&path, flags)?;
        db.busy_timeout(std::time::Duration::from_secs(5))?;
        let version = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let mut faults: Vec<String> = db
            .prepare("PRAGMA integrity_check(20)")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        faults.retain(|fault| fault != "ok");
        let orphans = db.prepare("PRAGMA foreign_key_check")?.query_map([], |_| Ok(()))?.count();
        if orphans > 0 {
            faults.push(format!("{orphans} rows refer to rows that are not there"));
        }
        if faults.is_empty() && version == schema::version() && records::know_more(&db, folder)? {
            faults.push("the database is older than the records beside it".to_owned());
        }
        Ok((version, faults))
    };
    match look() {
        Ok((version, faults)) => schema::refuse_newer(version).map(|()| faults),
        Err(e) => {
            let error = database_error(&e);
            if error.code == ErrorCode::LibraryDamaged { Ok(vec![e.to_string()]) } else { Err(error) }
        }
    }
}

/// A moment in words that sort by time and fit into a file's name.
pub(crate) fn moment(now: i64) -> Result<String, Error> {
    Connection::open_in_memory()
        .and_then(|db| {
            db.query_row("SELECT strftime('%Y-%m-%d-%H%M%S', ?1 / 1000, 'unixepoch', 'localtime')", [now], |row| {
                row.get(0)
            })
        })
        .map_err(|e| Error::internal("time", e))
}

/// Opens a copy of a database that may be damaged, and says whether it is sound. One of a later version is refused.
fn open_old(path: &Path) -> Result<(Connection, bool), Error> {
    let db = Connection::open(path).map_err(|e| database_error(&e))?;
    let version: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap_or_default();
    schema::refuse_newer(version)?;
    let verdict = db.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0));
    let is_sound = version > 0 && verdict.is_ok_and(|verdict| verdict == "ok");
    Ok((db, is_sound))
}

/// Leaves one file and no log beside it.
pub(super) fn close(db: Connection) -> Result<(), Error> {
    let checked = db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    checked.and_then(|()| db.close().map_err(|(_, e)| e)).map_err(|e| database_error(&e))
}
