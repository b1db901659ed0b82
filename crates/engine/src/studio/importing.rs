//! Taking pictures in, through the door: from files, folders, links and bytes to photos, offers and refusals.

use std::collections::HashSet;
use std::num::NonZero;
use std::sync::Arc;

use bytes::Bytes;
use futures::{StreamExt as _, stream};
use sha2::{Digest as _, Sha256};

use super::Studio;
use super::keeping::Keep;
use super::offers::Offering;
use crate::core::Core;
use crate::error::{Error, ErrorCode};
use crate::intake::Batch;
use crate::library::photo::Link;
use crate::photo::{Crop, Limits, Prepared, Refusal, hexadecimal, memory, prepare, thumbnail};
use crate::samples;
use crate::source::Source;
use crate::source::folder::{Found, Spread, spread};
use crate::view::{Imported, PhotoView, RefusedPhoto};

/// A link does not say how long a file is before it is fetched: few pictures are larger.
const LINKED: u64 = 32 << 20;

/// What is asked of an import.
#[derive(Clone, Copy, Debug)]
struct Taking {
    to_tray: bool,
    crop: Crop,
    /// One photo is enough: nothing more is taken after the first.
    only_first: bool,
}

/// What a picture came to.
enum Came {
    Photo { prepared: Box<Prepared>, link: Option<Link> },
    Offer(Offering),
}

impl Studio {
    /// Takes pictures into the library; `to_tray` puts them into the tray as well, and keeps those of an impossible shape as
    /// offers to crop. A folder is the files in it. The same photo twice is one photo. One bad picture is one refusal and
    /// never stops the others.
    ///
    /// # Errors
    /// Only when the library cannot be written.
    pub async fn import(&self, sources: Vec<Source>, to_tray: bool) -> Result<Imported, Error> {
        self.take_in(sources, Taking { to_tray, crop: Crop::Refuse, only_first: false }).await
    }

    /// As [`Studio::import`], outside the tray; what is too wide or too tall is cut to its middle.
    ///
    /// # Errors
    /// Only when the library cannot be written.
    pub async fn import_cropped(&self, sources: Vec<Source>) -> Result<Imported, Error> {
        self.take_in(sources, Taking { to_tray: false, crop: Crop::Centre, only_first: false }).await
    }

    /// Takes the first of these that can be used into the library, outside the tray.
    ///
    /// # Errors
    /// Why the first of them cannot be used, when none can; `Unreadable` when there is none, `Cancelled` when imports are
    /// called off, and when the library cannot be written.
    pub async fn import_one(&self, sources: Vec<Source>) -> Result<PhotoView, Error> {
        let taking = Taking { to_tray: false, crop: Crop::Refuse, only_first: true };
        let stop = self.core.intake.stop();
        let imported = self.take_in(sources, taking).await?;
        if let Some(photo) = imported.photos.into_iter().next() {
            return Ok(photo);
        }
        Err(match imported.refused.into_iter().next() {
            Some(refused) => refused.error,
            None if stop.is_cancelled() => Error::new(ErrorCode::Cancelled, "It was called off. Nothing was sent."),
            None => Error::new(ErrorCode::Unreadable, "There is no picture in it. Choose a picture; nothing was sent."),
        })
    }

    /// Calls off every import that is under way. What was taken stays.
    pub fn cancel_import(&self) {
        self.core.intake.cancel();
    }

    /// Puts the three sample photos into the tray.
    ///
    /// # Errors
    /// Only when the library cannot be written.
    pub async fn import_samples(&self) -> Result<Imported, Error> {
        let samples = tokio::task::spawn_blocking(samples::all).await.map_err(|e| Error::internal("samples", e))?;
        let source = |s: &samples::Sample| Source::Bytes { name: s.name.to_owned(), bytes: s.jpeg.clone() };
        self.import(samples.iter().map(source).collect(), true).await
    }

    async fn take_in(&self, sources: Vec<Source>, taking: Taking) -> Result<Imported, Error> {
        let sources = if taking.to_tray { self.take_recipes(sources).await? } else { sources };
        let mut batch = Batch::begin(&self.core, sources.len(), taking.to_tray);
        let stop = batch.stop().clone();
        let (mut imported, mut seen) = (Imported::default(), HashSet::new());
        let Spread { found, refused } = look_through(sources, stop.clone()).await?;
        batch.found(found.len() + refused.len());
        for (source, refusal) in refused {
            refuse(&mut imported, &mut batch, source.name(), refusal);
        }
        let opened = stream::iter(found).map(|found| open_named(self.core.clone(), found, taking)).buffered(at_once());
        let mut opened = std::pin::pin!(opened);
        while let Some(Some((name, in_folder, came))) = stop.run_until_cancelled(opened.next()).await {
            match came? {
                Ok(Came::Photo { prepared, link }) => {
                    let keep = Keep { to_tray: taking.to_tray, link, offer: None };
                    let view = self.store(name, *prepared, keep).await?;
                    batch.took(view.clone());
                    if seen.insert(view.id.clone()) {
                        imported.photos.push(view);
                    }
                    if taking.only_first {
                        break;
                    }
                }
                Ok(Came::Offer(offering)) => {
                    let offer = self.keep_offer(name, offering).await?;
                    batch.step();
                    if !imported.offers.iter().any(|known| known.id == offer.id) {
                        imported.offers.push(offer);
                    }
                }
                Err(refusal) if in_folder && refusal.is_no_picture() => {
                    batch.pass();
                    imported.others += 1;
                }
                Err(refusal) => refuse(&mut imported, &mut batch, name, refusal),
            }
        }
        Ok(imported)
    }
}

fn refuse(imported: &mut Imported, batch: &mut Batch, name: String, refusal: Refusal) {
    let error = Error::from(refusal);
    tracing::info!(code = ?error.code, "a picture was refused");
    let refused = RefusedPhoto { name, error };
    imported.refused.push(refused.clone());
    batch.refuse(refused);
}

async fn look_through(sources: Vec<Source>, stop: tokio_util::sync::CancellationToken) -> Result<Spread, Error> {
    let work = move || spread(sources, || stop.is_cancelled());
    tokio::task::spawn_blocking(work).await.map_err(|e| Error::internal("folder", e))
}

/// Pictures under way at the same time; how many of them are decoded, their size decides.
fn at_once() -> usize {
    std::thread::available_parallelism().map_or(2, NonZero::get).clamp(2, 4)
}

async fn open_named(
    core: Arc<Core>,
    found: Found,
    taking: Taking,
) -> (String, bool, Result<Result<Came, Refusal>, Error>) {
    let name = found.source.name();
    (name, found.in_folder, open(&core, found.source, taking).await)
}

/// Reads and prepares one picture, as soon as there is room for it. The outer error is a fault of the program.
async fn open(core: &Core, source: Source, taking: Taking) -> Result<Result<Came, Refusal>, Error> {
    let limits = Limits::default();
    let url = if let Source::Url(url) = &source { Some(url.to_string()) } else { None };
    let file = core.room.for_file(length(&source).await).await;
    let bytes = match core.way().reader.read(source, &limits).await {
        Ok(bytes) => bytes,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let header = bytes.clone();
    let needed = match blocking(move || memory(&header, &limits)).await? {
        Ok(needed) => needed,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let pixels = core.room.for_pixels(needed).await;
    blocking(move || {
        let came = came(&bytes, url, &limits, taking);
        // Held in here, so that a call that is given up does not free what is still in use.
        drop((bytes, pixels, file));
        came
    })
    .await
}

fn came(bytes: &Bytes, url: Option<String>, limits: &Limits, taking: Taking) -> Result<Came, Refusal> {
    let digest = || hexadecimal(&Sha256::digest(bytes));
    match prepare(bytes, limits, taking.crop) {
        Ok(prepared) => {
            let link = url.map(|url| Link { url, digest: digest(), fits: prepared.is_original });
            Ok(Came::Photo { prepared: Box::new(prepared), link })
        }
        Err(refusal) => match refusal.crop() {
            Some((size, crop)) if taking.to_tray => {
                let thumbnail = thumbnail(bytes, limits)?;
                Ok(Came::Offer(Offering { bytes: bytes.clone(), digest: digest(), thumbnail, size, crop, link: url }))
            }
            _ => Err(refusal),
        },
    }
}

/// How large a source is, as far as that is known before it is read.
async fn length(source: &Source) -> u64 {
    match source {
        Source::Path(path) => tokio::fs::metadata(path).await.map_or(0, |facts| facts.len()),
        Source::Url(_) => LINKED,
        Source::Bytes { bytes, .. } => bytes.len() as u64,
    }
}

pub(super) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    tokio::task::spawn_blocking(work).await.map_err(|e| Error::internal("photo", e))
}
