//! Rows of pictures that could be used without their edges, and the files that wait for that.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::ids::{OfferId, PhotoId};
use crate::view::CropOffer;

/// An offer with what only the engine needs.
#[derive(Clone, Debug)]
pub(crate) struct OfferRow {
    pub(crate) view: CropOffer,
    /// The link it was fetched from.
    pub(crate) link: Option<String>,
}

/// Writes a new offer; its files are there already.
pub(crate) fn insert(db: &Connection, offer: &OfferRow, digest: &str) -> rusqlite::Result<()> {
    let view = CropOffer { photo: None, ..offer.view.clone() };
    db.prepare_cached(
        "INSERT INTO offer (id, digest, view, link, sequence)
         VALUES (?1, ?2, ?3, ?4, (SELECT coalesce(max(sequence), 0) + 1 FROM offer))",
    )?
    .execute(params![view.id.as_str(), digest, super::json(&view)?, offer.link])?;
    Ok(())
}

/// All offers, the oldest first.
pub(crate) fn all(db: &Connection) -> rusqlite::Result<Vec<CropOffer>> {
    db.prepare_cached("SELECT view, link, photo FROM offer ORDER BY sequence")?
        .query_map([], |row| read(row).map(|offer| offer.view))?
        .collect()
}

/// An offer by its id.
pub(crate) fn by_id(db: &Connection, id: &OfferId) -> rusqlite::Result<OfferRow> {
    db.prepare_cached("SELECT view, link, photo FROM offer WHERE id = ?1")?.query_row([id.as_str()], read)
}

/// An offer by the digest of its bytes as they came.
pub(crate) fn by_digest(db: &Connection, digest: &str) -> rusqlite::Result<Option<OfferRow>> {
    db.prepare_cached("SELECT view, link, photo FROM offer WHERE digest = ?1")?.query_row([digest], read).optional()
}

/// The offer that was taken up as this photo.
pub(crate) fn of_photo(db: &Connection, photo: &PhotoId) -> rusqlite::Result<Option<OfferId>> {
    db.prepare_cached("SELECT id FROM offer WHERE photo = ?1")?
        .query_row([photo.as_str()], |row| row.get::<_, String>(0).map(OfferId::from))
        .optional()
}

/// Takes an offer up as this photo, or gives it back.
pub(crate) fn set_photo(db: &Connection, id: &OfferId, photo: Option<&PhotoId>) -> rusqlite::Result<()> {
    db.prepare_cached("UPDATE offer SET photo = ?2 WHERE id = ?1")?
        .execute(params![id.as_str(), photo.map(PhotoId::as_str)])?;
    Ok(())
}

/// Forgets an offer. Its files are removed afterwards; what a crash leaves of them, the next start removes.
pub(crate) fn remove(db: &Connection, id: &OfferId) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM offer WHERE id = ?1")?.execute([id.as_str()])?;
    Ok(())
}

/// The bytes of an offer as they came, and its small picture.
pub(super) fn paths(folder: &Path, id: &OfferId) -> [PathBuf; 2] {
    let folder = folder.join("offers");
    [folder.join(id.as_str()), folder.join(format!("{id}.jpg"))]
}

/// Forgets the offers whose photo has left the tray or whose file is gone, and removes the files that belong to none.
pub(super) fn sweep(db: &Connection, folder: &Path) -> rusqlite::Result<()> {
    db.execute("DELETE FROM offer WHERE photo IN (SELECT id FROM photo WHERE tray IS NULL)", [])?;
    let mut kept = Vec::new();
    for offer in all(db)? {
        let files = paths(folder, &offer.id);
        if files.iter().all(|file| file.is_file()) {
            kept.extend(files);
        } else {
            remove(db, &offer.id)?;
        }
    }
    for entry in fs::read_dir(folder.join("offers")).into_iter().flatten().flatten() {
        if !kept.contains(&entry.path()) {
            // One that stays takes room until the next start, and does nothing else.
            let _ = fs::remove_file(entry.path());
        }
    }
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<OfferRow> {
    let view: CropOffer = super::from_json(row, "view")?;
    let photo = row.get::<_, Option<String>>("photo")?.map(PhotoId::from);
    Ok(OfferRow { view: CropOffer { photo, ..view }, link: row.get("link")? })
}
