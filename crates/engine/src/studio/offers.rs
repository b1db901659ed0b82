//! Pictures that the service would take without their edges: kept as they came, until the person says crop or leave.

use std::path::PathBuf;

use bytes::Bytes;
use sha2::{Digest as _, Sha256};

use super::Studio;
use super::importing::blocking;
use super::keeping::Keep;
use super::photos::{not_written, tell_tray};
use crate::error::{Error, ErrorCode};
use crate::files::write_whole;
use crate::ids::{OfferId, PhotoId};
use crate::library::offer::{self, OfferRow};
use crate::library::photo::{self, Link};
use crate::photo::{Crop, Limits, hexadecimal, memory, prepare};
use crate::view::{CropOffer, CropRect, Event, PhotoView};

/// A picture to offer.
pub(super) struct Offering {
    /// As it came.
    pub(super) bytes: Bytes,
    /// SHA-256 of them, in hexadecimal.
    pub(super) digest: String,
    /// A small JPEG of the whole picture.
    pub(super) thumbnail: Vec<u8>,
    /// Width and height in pixels, upright.
    pub(super) size: (u32, u32),
    /// What would be kept.
    pub(super) crop: CropRect,
    /// Where it was fetched from.
    pub(super) link: Option<String>,
}

impl Studio {
    /// Cuts an offered picture to its middle and puts it into the tray. Asked twice, it is one photo.
    ///
    /// # Errors
    /// `NotFound`, `Unreadable` when its file is gone, and whatever speaks against writing the library.
    pub async fn accept_crop(&self, id: &OfferId) -> Result<PhotoView, Error> {
        let key = id.clone();
        let OfferRow { view, link } = self.core.library.read(move |db| offer::by_id(db, &key)).await?;
        if let Some(photo) = view.photo {
            return Ok(self.core.library.read(move |db| photo::by_id(db, &photo)).await?.view);
        }
        let [file, _] = self.core.library.offer_paths(id);
        let length = tokio::fs::metadata(&file).await.map_or(0, |facts| facts.len());
        let held = self.core.room.for_file(length).await;
        let bytes: Bytes = tokio::fs::read(&file).await.map_err(|e| lost(&view.name, &e))?.into();
        let limits = Limits::default();
        let digest = hexadecimal(&Sha256::digest(&bytes));
        let header = bytes.clone();
        let needed = blocking(move || memory(&header, &limits)).await??;
        let pixels = self.core.room.for_pixels(needed).await;
        let prepared = blocking(move || {
            let prepared = prepare(&bytes, &limits, Crop::Centre);
            drop((bytes, pixels, held));
            prepared
        });
        let prepared = prepared.await??;
        // What is at the link is not what is sent, so the service cannot fetch it from there.
        let link = link.map(|url| Link { url, digest, fits: false });
        let keep = Keep { to_tray: true, link, offer: Some(id.clone()) };
        let photo = self.store(view.name, prepared, keep).await?;
        self.core.tell(Event::TrayAdded { photos: vec![photo.clone()] });
        self.tell_offers().await?;
        Ok(photo)
    }

    /// Takes a cropped photo out of the tray and brings the offer that it was made of back.
    ///
    /// # Errors
    /// `NotFound` when the photo was not made of an offer.
    pub async fn undo_crop(&self, photo: &PhotoId) -> Result<(), Error> {
        let photo = photo.clone();
        let undo = move |db: &rusqlite::Transaction<'_>| {
            let id = offer::of_photo(db, &photo)?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
            offer::set_photo(db, &id, None)?;
            photo::remove_from_tray(db, &photo)
        };
        self.core.library.write(undo).await?;
        tell_tray(&self.core).await?;
        self.tell_offers().await.map(|_| ())
    }

    /// Forgets an offer and its file. A photo that was made of it stays.
    ///
    /// # Errors
    /// Only when the library cannot be written.
    pub async fn dismiss_offer(&self, id: &OfferId) -> Result<Vec<CropOffer>, Error> {
        let key = id.clone();
        self.core.library.write(move |db| offer::remove(db, &key)).await?;
        self.forget_files(std::slice::from_ref(id));
        self.tell_offers().await
    }

    /// A small JPEG of the whole picture that is offered.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn offer_file(&self, id: &OfferId) -> Result<PathBuf, Error> {
        let key = id.clone();
        self.core.library.read(move |db| offer::by_id(db, &key)).await?;
        let [_, thumbnail] = self.core.library.offer_paths(id);
        Ok(thumbnail)
    }

    /// Keeps a picture as it came, or finds the same one.
    pub(super) async fn keep_offer(&self, name: String, offering: Offering) -> Result<CropOffer, Error> {
        self.core.library.must_be_ours()?;
        let Offering { bytes, digest, thumbnail, size: (width, height), crop, link } = offering;
        let key = digest.clone();
        if let Some(known) = self.core.library.read(move |db| offer::by_digest(db, &key)).await? {
            return Ok(known.view);
        }
        let id = OfferId::fresh()?;
        let [file, small] = self.core.library.offer_paths(&id);
        let written = blocking(move || write_whole(&file, &bytes).and_then(|()| write_whole(&small, &thumbnail)));
        written.await?.map_err(|e| not_written(&e))?;
        let row = OfferRow { view: CropOffer { id: id.clone(), name, width, height, crop, photo: None }, link };
        let kept = self.core.library.write(move |db| match offer::by_digest(db, &digest)? {
            Some(known) => Ok(known.view),
            None => offer::insert(db, &row, &digest).map(|()| row.view),
        });
        let kept = kept.await?;
        if kept.id != id {
            self.forget_files(&[id]);
        }
        self.tell_offers().await?;
        Ok(kept)
    }

    /// Removes the files of offers that are gone from the library.
    pub(super) fn forget_files(&self, offers: &[OfferId]) {
        for file in offers.iter().flat_map(|id| self.core.library.offer_paths(id)) {
            // One that stays is removed at the next start.
            let _ = std::fs::remove_file(file);
        }
    }

    pub(super) async fn tell_offers(&self) -> Result<Vec<CropOffer>, Error> {
        let offers = self.core.library.read(offer::all).await?;
        self.core.tell(Event::Offers { offers: offers.clone() });
        Ok(offers)
    }
}

fn lost(name: &str, why: &std::io::Error) -> Error {
    Error::new(ErrorCode::Unreadable, format!("{name} is no longer in the library's folder ({why}). Add it again."))
}
