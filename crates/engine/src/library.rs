//! The folder with the database, the photos, the posters and, unless chosen otherwise, the videos.
//!
//! One thread owns the database; everybody else sends it closures. A change of state is one transaction.
//! SQL lives below this module and nowhere else.

pub(crate) mod account;
mod beside;
pub(crate) mod charge;
pub(crate) mod effect;
pub(crate) mod extract;
pub(crate) mod list;
pub(crate) mod merge;
pub(crate) mod offer;
pub(crate) mod photo;
pub(crate) mod prompt;
pub(crate) mod rebuild;
pub(crate) mod records;
pub(crate) mod request;
mod restore;
mod salvage;
mod schema;
pub(crate) mod sound;
pub(crate) mod tag;
pub(crate) mod upload;
pub(crate) mod video;
mod words;

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};

use rusqlite::{Connection, Transaction, TransactionBehavior};
use tokio::sync::oneshot;

use crate::error::{Error, ErrorCode};
use crate::ids::{OfferId, PhotoId, SoundId, VideoId};
use crate::save::poster::Size;

/// The file of the database.
pub(crate) const DATABASE: &str = "library.sqlite";

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// An open library. Dropping the last handle closes the database and frees the lock.
pub(crate) struct Library {
    folder: PathBuf,
    /// `None` only while it is being closed.
    jobs: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
    /// Held for as long as the library is open; a crash frees it. `None`: another engine holds it, and we only read.
    lock: Option<File>,
}

impl Drop for Library {
    /// Frees the lock only when the database is closed: whoever takes it next finds the files at rest.
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            // One that broke has closed the database, too.
            let _ = thread.join();
        }
    }
}

impl Library {
    /// Opens the library in this folder, making it when it is missing.
    pub(crate) fn open(folder: &Path) -> Result<Self, Error> {
        fs::create_dir_all(folder).map_err(|e| folder_unusable(folder, &e))?;
        let lock = lock(folder)?;
        for part in ["photos", "thumbnails", "offers", "posters", "sounds", "effects"] {
            fs::create_dir_all(folder.join(part)).map_err(|e| folder_unusable(folder, &e))?;
        }
        let is_used = ["photos", "posters", records::FOLDER].iter().any(|part| has_files(&folder.join(part)));
        let connection = schema::open(&folder.join(DATABASE), is_used)?;
        if records::know_more(&connection, folder).map_err(|e| database_error(&e))? {
            return Err(schema::damaged(&folder.join(DATABASE), "is older than the records beside it"));
        }
        let tidied = offer::sweep(&connection, folder).and_then(|()| records::complete(&connection, folder));
        tidied.map_err(|e| database_error(&e))?;
        Self::start(folder, connection, Some(lock))
    }

    /// Opens it as [`Library::open`] does; where another engine holds it, beside that one, to read and nothing else.
    pub(crate) fn open_to_read(folder: &Path) -> Result<Self, Error> {
        match Self::open(folder) {
            Err(error) if error.code == ErrorCode::LibraryBusy => Self::start(folder, beside::open(folder)?, None),
            opened => opened,
        }
    }

    fn start(folder: &Path, mut connection: Connection, lock: Option<File>) -> Result<Self, Error> {
        let (jobs, queue) = mpsc::channel::<Job>();
        let thread = thread::Builder::new()
            .name("library".to_owned())
            .spawn(move || queue.iter().for_each(|job| job(&mut connection)))
            .map_err(|e| Error::internal("library thread", e))?;
        Ok(Self { folder: folder.to_owned(), jobs: Some(jobs), thread: Some(thread), lock })
    }

    /// Whether we hold it; otherwise nothing of it can be changed.
    pub(crate) fn is_ours(&self) -> bool {
        self.lock.is_some()
    }

    /// Refuses to do anything that would have to be written down, where another engine holds the library.
    pub(crate) fn must_be_ours(&self) -> Result<(), Error> {
        if self.is_ours() { Ok(()) } else { Err(beside::held(&self.folder)) }
    }

    /// Reads.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, Error> {
        self.call(move |connection| read(connection)).await
    }

    /// Writes in one transaction: all of it or nothing, and on the disk when this returns.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        write: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, Error> {
        self.must_be_ours()?;
        self.call(move |connection| transact(connection, TransactionBehavior::Immediate, write)).await
    }

    /// Keeps what the service lists. Beside another engine it is known until we close, and kept by nobody.
    pub(crate) async fn learn(
        &self,
        learn: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<()> + Send + 'static,
    ) -> Result<(), Error> {
        if self.is_ours() {
            return self.write(learn).await;
        }
        let learned = self.call(move |connection| transact(connection, TransactionBehavior::Deferred, learn)).await;
        if let Err(error) = learned {
            tracing::debug!(%error, "what the service lists is not known beside the other engine");
        }
        Ok(())
    }

    async fn call<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, Error> {
        let (answer, answered) = oneshot::channel();
        let closed = || Error::internal("library", "the database is closed");
        self.jobs
            .as_ref()
            .ok_or_else(closed)?
            .send(Box::new(move |connection| {
                // Nobody waits any more: the change was made all the same.
                let _ = answer.send(job(connection));
            }))
            .map_err(|_| closed())?;
        answered.await.map_err(|_| closed())?.map_err(|e| database_error(&e))
    }

    /// Where it is.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The bytes that leave the machine.
    pub(crate) fn photo_path(&self, id: &PhotoId, extension: &str) -> PathBuf {
        self.folder.join("photos").join(format!("{id}.{extension}"))
    }

    /// The small picture of a photo.
    pub(crate) fn thumbnail_path(&self, id: &PhotoId) -> PathBuf {
        self.folder.join("thumbnails").join(format!("{id}.jpg"))
    }

    /// The bytes of an offer as they came, and its small picture.
    pub(crate) fn offer_paths(&self, id: &OfferId) -> [PathBuf; 2] {
        offer::paths(&self.folder, id)
    }

    /// A sound of the person's.
    pub(crate) fn sound_path(&self, id: &SoundId, extension: &str) -> PathBuf {
        self.folder.join("sounds").join(format!("{id}.{extension}"))
    }

    /// A picture or a sample video of an effect.
    pub(crate) fn effect_path(&self, stem: &str, ending: &str) -> PathBuf {
        self.folder.join("effects").join(format!("{stem}.{ending}"))
    }

    /// The first frame of a video.
    pub(crate) fn poster_path(&self, id: &VideoId, size: Size) -> PathBuf {
        self.folder.join("posters").join(format!("{id}{}", size.ending()))
    }
}

/// Takes a library for as long as the file is open.
pub(crate) fn lock(folder: &Path) -> Result<File, Error> {
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(folder.join("library.lock"))
        .map_err(|e| folder_unusable(folder, &e))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(beside::held(folder)),
        Err(TryLockError::Error(e)) => Err(folder_unusable(folder, &e)),
    }
}

/// A path as it is stored: seen from the library where it lies below it, so that a library can be moved.
fn seen_from<'a>(folder: &Path, path: &'a Path) -> &'a Path {
    path.strip_prefix(folder).unwrap_or(path)
}

/// The folder of an open database.
fn folder_of(db: &Connection) -> PathBuf {
    db.path().and_then(|path| Path::new(path).parent()).unwrap_or(Path::new("")).to_owned()
}

/// Does all of this or nothing, within a transaction that goes on either way.
fn all_or_nothing<T>(db: &Connection, change: impl FnOnce() -> rusqlite::Result<T>) -> rusqlite::Result<T> {
    db.execute_batch("SAVEPOINT change")?;
    let changed = change();
    db.execute_batch(if changed.is_ok() { "RELEASE change" } else { "ROLLBACK TO change; RELEASE change" })?;
    changed
}

fn transact<T>(
    connection: &mut Connection,
    behaviour: TransactionBehavior,
    change: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    let transaction = connection.transaction_with_behavior(behaviour)?;
    let value = change(&transaction)?;
    transaction.commit()?;
    Ok(value)
}

/// Whether there is anything in a folder but unfinished files.
fn has_files(folder: &Path) -> bool {
    let names = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name());
    names.into_iter().any(|name| !name.to_string_lossy().starts_with('.'))
}

fn folder_unusable(folder: &Path, why: &io::Error) -> Error {
    Error::new(
        ErrorCode::FolderUnusable,
        format!(
            "The library folder {} cannot be used: {why}. Nothing was lost; choose another folder or mend this one.",
            folder.display()
        ),
    )
}

fn database_error(e: &rusqlite::Error) -> Error {
    use rusqlite::ErrorCode as Sql;
    match e.sqlite_error_code() {
        Some(Sql::DiskFull) => {
            Error::new(ErrorCode::DiskFull, "The disk with the library is full. Make room; nothing was sent.")
        }
        Some(Sql::DatabaseBusy | Sql::DatabaseLocked) => {
            Error::new(ErrorCode::LibraryBusy, "Another program holds the library. Close it and try again.")
        }
        Some(Sql::DatabaseCorrupt | Sql::NotADatabase) => Error::new(
            ErrorCode::LibraryDamaged,
            "The library's database is damaged. Your videos and photos are untouched. Close Animato, and run `animato-cli library repair`.",
        ),
        _ if matches!(e, rusqlite::Error::QueryReturnedNoRows) => {
            Error::new(ErrorCode::NotFound, "That is no longer in the library.")
        }
        _ => Error::internal("library", e),
    }
}

/// A value as JSON text for a column.
fn json<T: serde::Serialize>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|e| rusqlite::Error::ToSqlConversionFailure(Box::new(e)))
}

/// A value from a column with JSON text.
fn from_json<T: serde::de::DeserializeOwned>(row: &rusqlite::Row<'_>, column: &str) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|e| unreadable(column, Box::new(e)))
}

/// A value from a column with JSON text, or NULL.
fn from_json_or_null<T: serde::de::DeserializeOwned>(
    row: &rusqlite::Row<'_>,
    column: &str,
) -> rusqlite::Result<Option<T>> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| serde_json::from_str(&text)).transpose().map_err(|e| unreadable(column, Box::new(e)))
}

fn unreadable(column: &str, why: Box<dyn std::error::Error + Send + Sync>) -> rusqlite::Error {
    tracing::error!(column, %why, "a row of the library cannot be read");
    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, why)
}
