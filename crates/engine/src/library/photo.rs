//! Rows of photos, and the tray, which is an order on some of them.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::ids::PhotoId;
use crate::view::PhotoView;

/// A photo with what only the engine needs.
#[derive(Clone, Debug)]
pub(crate) struct PhotoRow {
    pub(crate) view: PhotoView,
    pub(crate) extension: String,
}

/// Where a photo was fetched from.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    pub(crate) url: String,
    /// SHA-256 of the bytes that were there, in hexadecimal.
    pub(crate) digest: String,
    /// The service can take what is there as it is: a JPEG or PNG whose pixels needed no change.
    pub(crate) fits: bool,
}

/// Writes a new photo.
pub(crate) fn insert(db: &Connection, photo: &PhotoRow, digest: &str, now: i64) -> rusqlite::Result<()> {
    let PhotoRow { view, extension } = photo;
    db.prepare_cached(
        "INSERT INTO photo (id, digest, extension, view, name, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![view.id.as_str(), digest, extension, super::json(view)?, view.name, now])?;
    Ok(())
}

/// A photo by the digest of its bytes.
pub(crate) fn by_digest(db: &Connection, digest: &str) -> rusqlite::Result<Option<PhotoRow>> {
    db.prepare_cached("SELECT view, extension FROM photo WHERE digest = ?1")?.query_row([digest], read).optional()
}

/// A photo by its id.
pub(crate) fn by_id(db: &Connection, id: &PhotoId) -> rusqlite::Result<PhotoRow> {
    db.prepare_cached("SELECT view, extension FROM photo WHERE id = ?1")?.query_row([id.as_str()], read)
}

/// The photos in the tray, in order.
pub(crate) fn tray(db: &Connection) -> rusqlite::Result<Vec<PhotoView>> {
    db.prepare_cached("SELECT view, extension FROM photo WHERE tray IS NOT NULL ORDER BY tray")?
        .query_map([], |row| read(row).map(|photo| photo.view))?
        .collect()
}

/// Puts a photo at the end of the tray, unless it is there already.
pub(crate) fn add_to_tray(db: &Connection, id: &PhotoId) -> rusqlite::Result<()> {
    db.prepare_cached(
        "UPDATE photo SET tray = (SELECT coalesce(max(tray), 0) + 1 FROM photo) WHERE id = ?1 AND tray IS NULL",
    )?
    .execute([id.as_str()])?;
    Ok(())
}

/// Takes a photo out of the tray.
pub(crate) fn remove_from_tray(db: &Connection, id: &PhotoId) -> rusqlite::Result<()> {
    db.prepare_cached("UPDATE photo SET tray = NULL WHERE id = ?1")?.execute([id.as_str()])?;
    Ok(())
}

/// Remembers where a photo was fetched from, and what was there. The link that was seen last counts.
pub(crate) fn set_link(db: &Connection, id: &PhotoId, link: &Link) -> rusqlite::Result<()> {
    db.prepare_cached("UPDATE photo SET link = ?2, link_digest = ?3, link_fits = ?4 WHERE id = ?1")?
        .execute(params![id.as_str(), link.url, link.digest, link.fits])?;
    Ok(())
}

/// The link from which the service could fetch this photo itself: it came from there, and what is there needed no change
/// beyond cutting private data.
pub(crate) fn link(db: &Connection, id: &PhotoId) -> rusqlite::Result<Option<String>> {
    db.prepare_cached("SELECT CASE WHEN link_fits THEN link END FROM photo WHERE id = ?1")?
        .query_row([id.as_str()], |row| row.get(0))
}

fn read(row: &Row<'_>) -> rusqlite::Result<PhotoRow> {
    Ok(PhotoRow { view: super::from_json(row, "view")?, extension: row.get("extension")? })
}
