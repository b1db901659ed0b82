//! Opening the database, its tables, and their changes over time.
//!
//! A migration is one entry of [`STEPS`]; before any step a copy of the file is kept beside it.

use std::fs;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use crate::error::{Error, ErrorCode};

/// Each step takes the tables from version n to n + 1.
const STEPS: &[&str] = &[
    FIRST,
    // What lies at places for photos, and since when a request's links are there.
    super::upload::TABLE,
    "
ALTER TABLE photo ADD COLUMN link TEXT;            -- the link it was fetched from; NULL: it was not
ALTER TABLE photo ADD COLUMN link_digest TEXT;     -- SHA-256 of the bytes that were there
ALTER TABLE photo ADD COLUMN link_fits INTEGER NOT NULL DEFAULT 0; -- the service can take those very pixels
",
    "
CREATE TABLE offer (                       -- pictures that could be used without their edges
    id TEXT PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,           -- SHA-256 of the bytes as they came: the same picture is one offer
    view TEXT NOT NULL,                    -- CropOffer as JSON, but for `photo`
    link TEXT,                             -- the link it was fetched from
    sequence INTEGER NOT NULL UNIQUE,      -- order of the tray
    photo TEXT REFERENCES photo(id)        -- taken up as this one, which can be undone while it is in the tray
) STRICT;
",
    super::charge::TABLE,
    super::tag::TABLE,
    "
ALTER TABLE video ADD COLUMN deleted_at INTEGER;   -- deleted by the person, who may still think better of it
CREATE INDEX video_deleted ON video(deleted_at) WHERE deleted_at IS NOT NULL;
",
    super::words::TABLES,
    super::effect::TABLE,
    "
ALTER TABLE sound ADD COLUMN seconds REAL;          -- its length; NULL: not known
ALTER TABLE sound ADD COLUMN peaks BLOB;            -- how loud it is, a byte for a part; NULL: nobody has listened to it so far
ALTER TABLE request ADD COLUMN common_prompt TEXT;  -- the prompt of its press, where its photo had another of its own
CREATE TABLE preset (                               -- texts of the person's, to be put into a field again
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,                             -- the field: 'prompt' or 'negative'
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
",
];

const FIRST: &str = "
CREATE TABLE photo (
    id TEXT PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,           -- SHA-256 of the bytes that leave the machine: the same photo is one photo
    extension TEXT NOT NULL,
    view TEXT NOT NULL,                    -- PhotoView as JSON
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    tray INTEGER                           -- place in the tray; NULL: not there
) STRICT;

CREATE TABLE sound (
    id TEXT PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    extension TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE request (
    id TEXT PRIMARY KEY,
    press TEXT NOT NULL,                   -- one press of Create; with the photo, carried out once
    photo TEXT NOT NULL REFERENCES photo(id),
    account TEXT NOT NULL,
    spec TEXT NOT NULL,                    -- Spec as JSON
    model_label TEXT NOT NULL,
    folder TEXT,                           -- where to save; NULL: the usual place
    state TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    sent_at INTEGER,
    token TEXT NOT NULL,                   -- unguessable part of its pictures' addresses
    image_url TEXT,
    end_url TEXT,
    sound_url TEXT,
    reply_status INTEGER,
    reply BLOB,                            -- the create's reply as it came, stored before it is read
    error TEXT,                            -- Error as JSON
    lookup TEXT NOT NULL DEFAULT 'notLooked',
    sound_for TEXT                         -- set: adds sound to this video of the service's
) STRICT;
CREATE UNIQUE INDEX request_press ON request(press, photo);
CREATE INDEX request_state ON request(state, account, created_at);

CREATE TABLE video (
    id TEXT PRIMARY KEY,
    request TEXT NOT NULL REFERENCES request(id),
    slot INTEGER NOT NULL,
    sequence INTEGER NOT NULL UNIQUE,      -- order of the library
    state TEXT NOT NULL,
    remote_id TEXT,
    created_at INTEGER NOT NULL,
    accepted_at INTEGER,
    missing_since INTEGER,                 -- since when the results do not name it
    url TEXT,
    ready_at INTEGER,
    credits REAL,
    error TEXT,                            -- Error as JSON
    path TEXT,
    bytes INTEGER,
    width INTEGER,
    height INTEGER,
    seconds REAL,
    has_sound INTEGER,
    saved_at INTEGER,
    kept INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX video_state ON video(state);
CREATE INDEX video_request ON video(request);

CREATE TABLE price (                       -- what was really charged
    account TEXT NOT NULL,
    model TEXT NOT NULL,
    resolution TEXT NOT NULL,
    seconds INTEGER NOT NULL,
    sound INTEGER NOT NULL,
    credits REAL NOT NULL,
    charged_at INTEGER NOT NULL,
    PRIMARY KEY (account, model, resolution, seconds, sound)
) STRICT, WITHOUT ROWID;

CREATE TABLE usual (                       -- how long such a video usually takes from acceptance
    account TEXT NOT NULL,
    model TEXT NOT NULL,
    resolution TEXT NOT NULL,
    seconds INTEGER NOT NULL,
    millis INTEGER NOT NULL,
    PRIMARY KEY (account, model, resolution, seconds)
) STRICT, WITHOUT ROWID;

CREATE TABLE listing (                     -- what the service last said of itself: models, effects, balance
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (account, name)
) STRICT, WITHOUT ROWID;
";

/// Opens the database at this path, brings its tables up to date, and checks it.
///
/// `is_used` says that the folder holds what only a database can have led to: then a database that is not there is not
/// made anew.
pub(super) fn open(path: &Path, is_used: bool) -> Result<Connection, Error> {
    if is_used && fs::metadata(path).map_or(0, |file| file.len()) == 0 {
        return Err(damaged(path, "is missing or empty, although there are photos or records beside it"));
    }
    let open = || -> rusqlite::Result<(Connection, i64)> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(std::time::Duration::from_secs(5))?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        let version = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let verdict: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if verdict != "ok" {
            tracing::error!(verdict, "the library is damaged");
            return Err(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT), None));
        }
        Ok((connection, version))
    };
    let (mut connection, found) = open().map_err(|e| cannot_open(path, &e))?;
    refuse_newer(found)?;
    let version = usize::try_from(found).unwrap_or_default();
    if version > 0 && version < STEPS.len() {
        keep_copy(path, &connection, version)?;
    }
    migrate(&mut connection, version).map_err(|e| super::database_error(&e))?;
    Ok(connection)
}

/// The version of the tables that this program makes and knows.
pub(super) fn version() -> i64 {
    i64::try_from(STEPS.len()).unwrap_or(i64::MAX)
}

/// Tables of a version after ours may hold what we do not understand.
pub(super) fn refuse_newer(found: i64) -> Result<(), Error> {
    if found <= version() {
        return Ok(());
    }
    Err(Error::new(
        ErrorCode::LibraryNewer,
        "This library was written by a newer version of Animato. Update Animato to open it; nothing was changed.",
    ))
}

fn migrate(connection: &mut Connection, version: usize) -> rusqlite::Result<()> {
    for (step, after) in STEPS.iter().zip(1_i64..).skip(version) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", after)?;
        transaction.commit()?;
    }
    Ok(())
}

/// `VACUUM INTO` writes a whole and consistent file, the write-ahead log included.
fn keep_copy(path: &Path, connection: &Connection, version: usize) -> Result<(), Error> {
    let copy = path.with_extension(format!("v{version}.sqlite"));
    if copy.exists() {
        fs::remove_file(&copy).map_err(|e| Error::internal("copy of the library", e))?;
    }
    connection.execute("VACUUM INTO ?1", [copy.to_string_lossy()]).map(|_| ()).map_err(|e| super::database_error(&e))
}

/// A damaged database is never replaced in silence: it is named, and left as it is.
fn cannot_open(path: &Path, e: &rusqlite::Error) -> Error {
    let error = super::database_error(e);
    if error.code == ErrorCode::LibraryDamaged { damaged(path, "is damaged") } else { error }
}

pub(super) fn damaged(path: &Path, how: &str) -> Error {
    let file = path.display();
    Error::new(
        ErrorCode::LibraryDamaged,
        format!(
            "The library's database {file} {how}. Nothing was changed or sent. `animato-cli library repair` keeps it aside and brings back what is known beside it."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fault_40_a_new_library_has_every_table_and_full_durability() {
        let folder = tempfile::tempdir().unwrap();
        let connection = open(&folder.path().join("l.sqlite"), false).unwrap();
        let tables: i64 = connection
            .query_row(
                "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'
                 AND name NOT LIKE 'video_search_%'",
                [],
                |r| r.get(0),
            )
            .unwrap();
        assert_eq!(tables, 15);
        let synchronous: i64 = connection.pragma_query_value(None, "synchronous", |r| r.get(0)).unwrap();
        assert_eq!(synchronous, 2);
    }

    #[test]
    fn fault_38_a_library_of_the_first_version_is_brought_up_to_date_and_a_copy_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("l.sqlite");
        let old = Connection::open(&path).unwrap();
        old.execute_batch(FIRST).unwrap();
        old.pragma_update(None, "user_version", 1).unwrap();
        drop(old);
        let connection = open(&path, false).unwrap();
        connection.execute_batch("SELECT hosted_at FROM request; SELECT delete_link FROM upload; SELECT link FROM photo; SELECT photo FROM offer; SELECT words FROM video_search; SELECT deleted_at FROM video; SELECT peaks FROM sound").unwrap();
        let copy = Connection::open(folder.path().join("l.v1.sqlite")).unwrap();
        assert!(
            copy.execute_batch("SELECT * FROM photo").is_ok() && copy.execute_batch("SELECT * FROM upload").is_err()
        );
    }

    #[test]
    fn fault_38_a_library_of_a_newer_version_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("l.sqlite");
        open(&path, false).unwrap().pragma_update(None, "user_version", 999).unwrap();
        assert_eq!(open(&path, true).unwrap_err().code, ErrorCode::LibraryNewer);
    }

    #[test]
    fn fault_38_a_damaged_library_is_told_and_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("l.sqlite");
        fs::write(&path, vec![b'x'; 8192]).unwrap();
        assert_eq!(open(&path, true).unwrap_err().code, ErrorCode::LibraryDamaged);
        assert_eq!(fs::read(&path).unwrap(), vec![b'x'; 8192]);
    }

    #[test]
    fn fault_38_a_database_that_went_missing_is_told_and_not_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("l.sqlite");
        assert_eq!(open(&path, true).unwrap_err().code, ErrorCode::LibraryDamaged);
        assert!(!path.exists());
        fs::write(&path, "").unwrap();
        assert_eq!(open(&path, true).unwrap_err().code, ErrorCode::LibraryDamaged);
        assert!(open(&path, false).is_ok(), "a folder that was never used");
    }

    #[test]
    fn fault_38_damage_in_the_middle_is_found_at_the_start() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("l.sqlite");
        let db = open(&path, false).unwrap();
        db.execute_batch(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
             INSERT INTO listing SELECT 'a', i, hex(randomblob(200)) FROM n",
        )
        .unwrap();
        drop(db);
        let mut bytes = fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle..middle + 40_000].fill(0x5a);
        fs::write(&path, &bytes).unwrap();
        assert_eq!(open(&path, true).unwrap_err().code, ErrorCode::LibraryDamaged);
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }
}
