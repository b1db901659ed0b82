//! Photos and the tray, through the door.

use std::path::PathBuf;

use super::Studio;
use crate::core::Core;
use crate::error::{Error, ErrorCode};
use crate::ids::PhotoId;
use crate::library::{offer, photo};
use crate::view::{Event, PhotoView};

impl Studio {
    /// Puts photos that are in the library into the tray again, after those that are there; ids of none are passed over.
    ///
    /// # Errors
    /// Only when the library cannot be written.
    pub async fn add_to_tray(&self, photos: Vec<PhotoId>) -> Result<Vec<PhotoView>, Error> {
        self.core.library.write(move |db| photos.iter().try_for_each(|id| photo::add_to_tray(db, id))).await?;
        tell_tray(&self.core).await
    }

    /// Takes photos out of the tray. They stay in the library.
    ///
    /// # Errors
    /// Only when the library cannot be written.
    pub async fn remove_from_tray(&self, photos: Vec<PhotoId>) -> Result<Vec<PhotoView>, Error> {
        let remove = move |db: &rusqlite::Transaction<'_>| {
            let mut offers = Vec::new();
            for id in &photos {
                photo::remove_from_tray(db, id)?;
                // What a photo was cropped from is kept for as long as that can be undone here.
                if let Some(offer) = offer::of_photo(db, id)? {
                    offer::remove(db, &offer)?;
                    offers.push(offer);
                }
            }
            Ok(offers)
        };
        let offers = self.core.library.write(remove).await?;
        if !offers.is_empty() {
            self.forget_files(&offers);
            self.tell_offers().await?;
        }
        tell_tray(&self.core).await
    }

    /// The file with the bytes that leave the machine.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn photo_file(&self, id: &PhotoId) -> Result<PathBuf, Error> {
        let key = id.clone();
        let extension = self.core.library.read(move |db| photo::by_id(db, &key)).await?.extension;
        Ok(self.core.library.photo_path(id, &extension))
    }

    /// A small JPEG of the photo, at most 512 pixels on its longer side.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn thumbnail_file(&self, id: &PhotoId) -> Result<PathBuf, Error> {
        let key = id.clone();
        self.core.library.read(move |db| photo::by_id(db, &key)).await?;
        Ok(self.core.library.thumbnail_path(id))
    }

    /// The link from which the service could fetch this photo itself. `None`: it was not fetched, or it was changed by more
    /// than cutting private data.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn photo_link(&self, id: &PhotoId) -> Result<Option<String>, Error> {
        let key = id.clone();
        self.core.library.read(move |db| photo::link(db, &key)).await
    }
}

pub(super) async fn tell_tray(core: &Core) -> Result<Vec<PhotoView>, Error> {
    let photos = core.library.read(photo::tray).await?;
    core.tell(Event::Tray { photos: photos.clone() });
    Ok(photos)
}

pub(super) fn not_written(e: &std::io::Error) -> Error {
    let code = match e.kind() {
        std::io::ErrorKind::StorageFull => ErrorCode::DiskFull,
        _ => ErrorCode::FolderUnusable,
    };
    Error::new(code, format!("The library's folder cannot be written: {e}. Nothing was sent."))
}
