//! Rows of sound files.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::ids::SoundId;

/// A sound file in the library.
#[derive(Clone, Debug)]
pub(crate) struct SoundRow {
    pub(crate) id: SoundId,
    /// SHA-256 of its bytes: the same sound is one sound.
    pub(crate) digest: String,
    pub(crate) extension: &'static str,
    pub(crate) name: String,
}

/// Writes a new sound.
pub(crate) fn insert(db: &Connection, sound: &SoundRow, now: i64) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT INTO sound (id, digest, extension, name, created_at) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![sound.id.as_str(), sound.digest, sound.extension, sound.name, now])?;
    Ok(())
}

/// A sound by the digest of its bytes.
pub(crate) fn by_digest(db: &Connection, digest: &str) -> rusqlite::Result<Option<SoundId>> {
    db.prepare_cached("SELECT id FROM sound WHERE digest = ?1")?
        .query_row([digest], |row| row.get::<_, String>(0).map(SoundId::from))
        .optional()
}

/// The file extension of a sound.
pub(crate) fn extension(db: &Connection, id: &SoundId) -> rusqlite::Result<String> {
    db.prepare_cached("SELECT extension FROM sound WHERE id = ?1")?.query_row([id.as_str()], |row| row.get(0))
}
