//! Rows of sound files.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::ids::SoundId;
use crate::sound::Heard;

/// A sound file in the library.
#[derive(Clone, Debug)]
pub(crate) struct SoundRow {
    pub(crate) id: SoundId,
    /// SHA-256 of its bytes: the same sound is one sound.
    pub(crate) digest: String,
    pub(crate) extension: String,
    pub(crate) name: String,
    /// `None`: nobody has listened to it so far.
    pub(crate) heard: Option<Heard>,
}

/// Writes a new sound.
pub(crate) fn insert(db: &Connection, sound: &SoundRow, now: i64) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO sound (id, digest, extension, name, created_at, seconds, peaks) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        sound.id.as_str(),
        sound.digest,
        sound.extension,
        sound.name,
        now,
        sound.heard.as_ref().and_then(|heard| heard.seconds),
        sound.heard.as_ref().map(|heard| &heard.peaks),
    ])?;
    Ok(())
}

/// Keeps what was heard.
pub(crate) fn set_heard(db: &Connection, id: &SoundId, heard: &Heard) -> rusqlite::Result<()> {
    db.prepare_cached("UPDATE sound SET seconds = ?2, peaks = ?3 WHERE id = ?1")?.execute(params![
        id.as_str(),
        heard.seconds,
        heard.peaks
    ])?;
    Ok(())
}

/// A sound by the digest of its bytes.
pub(crate) fn by_digest(db: &Connection, digest: &str) -> rusqlite::Result<Option<SoundId>> {
    db.prepare_cached("SELECT id FROM sound WHERE digest = ?1")?
        .query_row([digest], |row| row.get::<_, String>(0).map(SoundId::from))
        .optional()
}

/// A sound by its id.
pub(crate) fn by_id(db: &Connection, id: &SoundId) -> rusqlite::Result<SoundRow> {
    db.prepare_cached("SELECT * FROM sound WHERE id = ?1")?.query_row([id.as_str()], read)
}

/// The file extension of a sound.
pub(crate) fn extension(db: &Connection, id: &SoundId) -> rusqlite::Result<String> {
    db.prepare_cached("SELECT extension FROM sound WHERE id = ?1")?.query_row([id.as_str()], |row| row.get(0))
}

/// All sounds.
pub(crate) fn all(db: &Connection) -> rusqlite::Result<Vec<SoundRow>> {
    db.prepare("SELECT * FROM sound ORDER BY created_at, rowid")?.query_map([], read)?.collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<SoundRow> {
    let peaks: Option<Vec<u8>> = row.get("peaks")?;
    let seconds = row.get("seconds")?;
    Ok(SoundRow {
        id: row.get::<_, String>("id")?.into(),
        digest: row.get("digest")?,
        extension: row.get("extension")?,
        name: row.get("name")?,
        heard: peaks.map(|peaks| Heard { seconds, peaks }),
    })
}
