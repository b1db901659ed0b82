//! Reading a library that another engine holds: without the lock, without a folder or a row of ours in it.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::schema;
use crate::error::{Error, ErrorCode};

/// What the service lists is learned for as long as we are open, in a table that hides the library's own.
const SHADOW: &str = "
CREATE TEMP TABLE listing (account TEXT, name TEXT, body TEXT, PRIMARY KEY (account, name));
INSERT INTO temp.listing SELECT account, name, body FROM main.listing;
";

/// Opens the database to read it, and only when it is of the very version that we know.
pub(super) fn open(folder: &Path) -> Result<Connection, Error> {
    let open = || -> rusqlite::Result<(Connection, i64)> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(folder.join(super::DATABASE), flags)?;
        connection.busy_timeout(Duration::from_secs(5))?;
        connection.pragma_update(None, "temp_store", "MEMORY")?;
        let version = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        Ok((connection, version))
    };
    let (connection, version) = open().map_err(|e| match e.sqlite_error_code() {
        // The other one is just making it.
        Some(rusqlite::ErrorCode::CannotOpen) => another_version(folder),
        _ => super::database_error(&e),
    })?;
    schema::refuse_newer(version)?;
    if version != schema::version() {
        return Err(another_version(folder));
    }
    connection.execute_batch(SHADOW).map_err(|e| super::database_error(&e))?;
    Ok(connection)
}

/// What is said to who wants to change a library that another engine holds.
pub(super) fn held(folder: &Path) -> Error {
    let folder = folder.display();
    Error::new(
        ErrorCode::LibraryBusy,
        format!(
            "Animato is already running with the library in {folder}, and does the work. Do this in its window, or close it first; nothing was sent."
        ),
    )
}

fn another_version(folder: &Path) -> Error {
    let folder = folder.display();
    Error::new(
        ErrorCode::LibraryBusy,
        format!(
            "The library in {folder} is open in an Animato of another version, or just being made. Close that one, or try again in a moment; nothing was changed."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::super::{Library, account};
    use super::*;

    fn listed(library: &Library) -> impl Future<Output = Result<Option<u32>, Error>> {
        library.read(|db| account::listing(db, "a", "balance"))
    }

    #[tokio::test]
    async fn beside_another_it_reads_and_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let ours = Library::open(folder.path()).unwrap();
        ours.write(|db| account::keep_listing(db, "a", "balance", &7)).await.unwrap();
        let beside = Library::open_to_read(folder.path()).unwrap();
        assert!(!beside.is_ours() && ours.is_ours());
        let refused = beside.write(|db| account::keep_listing(db, "a", "balance", &8)).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::LibraryBusy);
        assert_eq!(listed(&beside).await.unwrap(), Some(7));
    }

    #[tokio::test]
    async fn what_the_service_lists_is_known_beside_and_not_kept() {
        let folder = tempfile::tempdir().unwrap();
        let ours = Library::open(folder.path()).unwrap();
        let beside = Library::open_to_read(folder.path()).unwrap();
        beside.learn(|db| account::keep_listing(db, "a", "balance", &8)).await.unwrap();
        assert_eq!((listed(&beside).await.unwrap(), listed(&ours).await.unwrap()), (Some(8), None));
    }

    #[tokio::test]
    async fn what_the_other_one_writes_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let ours = Library::open(folder.path()).unwrap();
        let beside = Library::open_to_read(folder.path()).unwrap();
        let count = |db: &Connection| db.query_row("SELECT count(*) FROM sound", [], |row| row.get::<_, u32>(0));
        assert_eq!(beside.read(count).await.unwrap(), 0);
        let insert = "INSERT INTO sound (id, digest, extension, name, created_at) VALUES ('s', 'd', 'mp3', 'n', 0)";
        ours.write(|db| db.execute(insert, [])).await.unwrap();
        assert_eq!(beside.read(count).await.unwrap(), 1);
    }

    #[test]
    fn a_library_that_nobody_holds_is_opened_as_ever() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Library::open_to_read(folder.path()).unwrap().is_ours());
    }

    #[test]
    fn a_library_of_another_version_says_so_and_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let ours = Library::open(folder.path()).unwrap();
        let path = folder.path().join(super::super::DATABASE);
        for (version, code) in [(999, ErrorCode::LibraryNewer), (1, ErrorCode::LibraryBusy)] {
            Connection::open(&path).unwrap().pragma_update(None, "user_version", version).unwrap();
            assert_eq!(Library::open_to_read(folder.path()).err().unwrap().code, code);
            let now: i64 =
                Connection::open(&path).unwrap().pragma_query_value(None, "user_version", |r| r.get(0)).unwrap();
            assert_eq!(now, version);
        }
        drop(ours);
    }
}
