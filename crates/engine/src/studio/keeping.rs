//! Keeping a prepared photo in the library: its files first, then its row, and never twice.

use std::sync::PoisonError;

use super::Studio;
use super::importing::blocking;
use super::photos::not_written;
use crate::core::Core;
use crate::crash::{self, Moment};
use crate::error::Error;
use crate::files::write_whole;
use crate::ids::{OfferId, PhotoId};
use crate::library::offer;
use crate::library::photo::{self, Link, PhotoRow};
use crate::photo::Prepared;
use crate::view::{PhotoView, Picture};

/// What is to be remembered of a photo besides itself.
#[derive(Debug, Default)]
pub(super) struct Keep {
    /// It goes to the end of the tray, unless it is there.
    pub(super) to_tray: bool,
    /// Where it was fetched from.
    pub(super) link: Option<Link>,
    /// It was made of this offer.
    pub(super) offer: Option<OfferId>,
}

impl Studio {
    /// Keeps a photo, or finds the same one. Beside another engine it is only looked at, as for a quote.
    pub(super) async fn store(&self, name: String, prepared: Prepared, keep: Keep) -> Result<PhotoView, Error> {
        if !self.core.library.is_ours() {
            let seen = row(PhotoId::fresh()?, name, &prepared).view;
            let fits = keep.link.is_some_and(|link| link.fits);
            self.core.looked_at.lock().unwrap_or_else(PoisonError::into_inner).insert(seen.id.clone(), fits);
            return Ok(seen);
        }
        let digest = prepared.digest.clone();
        let known = self.core.library.read(move |db| photo::by_digest(db, &digest)).await?;
        let digest = prepared.digest.clone();
        let row = match known {
            Some(row) if has_files(&self.core, &row) => row,
            // A photo whose files were deleted by hand gets them back.
            known => {
                let id = known.map_or_else(PhotoId::fresh, |row| Ok(row.view.id))?;
                let core = self.core.clone();
                blocking(move || write_files(&core, id, name, &prepared)).await??
            }
        };
        crash::at(Moment::PhotoWritten);
        let (written, now) = (row.clone(), self.core.clock.now());
        let keeping = move |db: &rusqlite::Transaction<'_>| {
            // Another import may have brought the same photo meanwhile.
            let row = match photo::by_digest(db, &digest)? {
                Some(known) => known,
                None => photo::insert(db, &row, &digest, now).map(|()| row)?,
            };
            let id = &row.view.id;
            if let Some(link) = &keep.link {
                photo::set_link(db, id, link)?;
            }
            if keep.to_tray {
                photo::add_to_tray(db, id)?;
            }
            if let Some(offer) = &keep.offer {
                offer::set_photo(db, offer, Some(id))?;
            }
            Ok(row)
        };
        let kept = self.core.library.write(keeping).await?;
        crash::at(Moment::PhotoKept);
        if kept.view.id != written.view.id {
            for file in files(&self.core, &written) {
                // One that stays takes room, and does nothing else.
                let _ = std::fs::remove_file(file);
            }
        }
        Ok(kept.view)
    }
}

fn files(core: &Core, row: &PhotoRow) -> [std::path::PathBuf; 2] {
    [core.library.photo_path(&row.view.id, &row.extension), core.library.thumbnail_path(&row.view.id)]
}

fn has_files(core: &Core, row: &PhotoRow) -> bool {
    files(core, row).iter().all(|file| file.is_file())
}

fn write_files(core: &Core, id: PhotoId, name: String, prepared: &Prepared) -> Result<PhotoRow, Error> {
    let row = row(id, name, prepared);
    let [photo, thumbnail] = files(core, &row);
    write_whole(&photo, &prepared.bytes).map_err(|e| not_written(&e))?;
    write_whole(&thumbnail, &prepared.thumbnail).map_err(|e| not_written(&e))?;
    Ok(row)
}

fn row(id: PhotoId, name: String, prepared: &Prepared) -> PhotoRow {
    let view = PhotoView {
        id,
        name,
        original: prepared.original.clone(),
        prepared: Picture {
            format: prepared.format.name().to_owned(),
            width: prepared.width,
            height: prepared.height,
            bytes: prepared.bytes.len() as u64,
        },
        notices: prepared.notices.clone(),
    };
    PhotoRow { view, extension: prepared.format.extension().to_owned() }
}
