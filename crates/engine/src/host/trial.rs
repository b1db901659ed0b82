//! A trial of a place for photos, with a picture of nothing, before a photo or money depends on it.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use url::Url;

use super::{HostConfig, Placed, Upload, Uploader};
use crate::error::{Error, ErrorCode};
use crate::ids::token;
use crate::proxy::Proxy;

/// Large enough that no host takes it for a mistake, in pixels.
const SIDE: u32 = 64;

/// What a trial came to, step by step. A step after one that failed was not taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Trial {
    /// The place, by name.
    pub host: String,
    /// The picture was uploaded, and a link to it that can be used came back. Without one, a place may have kept it all the same.
    pub stored: bool,
    /// Its link gave the picture back.
    pub fetched: bool,
    /// It was taken down again.
    pub deleted: Deleted,
    /// What went wrong first.
    pub error: Option<Error>,
    /// The link that the host gave.
    #[serde(skip)]
    #[ts(skip)]
    pub link: Option<Url>,
}

/// Whether a picture was taken down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum Deleted {
    /// Its link gives nothing any more.
    Yes,
    /// It should have been, and its link still works, or nothing was uploaded.
    No,
    /// This host does not delete what it is told to: when the picture goes is its own choice.
    Cannot,
}

/// Uploads a small picture, fetches it back from the link that the host gives, deletes it, and looks whether it is gone.
///
/// # Errors
/// Only when there is nothing to try: no randomness, no picture. What the host does is in the result.
pub async fn trial(config: HostConfig, proxy: &Proxy) -> Result<Trial, Error> {
    let picture = RgbImage::from_fn(SIDE, SIDE, |x, y| Rgb([(x * 4) as u8, (y * 4) as u8, 128]));
    let mut bytes = Vec::new();
    picture
        .write_to(&mut Cursor::new(&mut bytes), ImageFormat::Jpeg)
        .map_err(|e| Error::internal("trial picture", e))?;
    let upload = Upload { name: format!("{}.jpg", token()?), mime: "image/jpeg", bytes: bytes.into(), link: None };
    let host = config.name();
    let uploader = Uploader::new(config, proxy)?;
    let mut trial = Trial { host, stored: false, fetched: false, deleted: Deleted::No, error: None, link: None };
    trial.error = steps(&uploader, &upload, &mut trial).await.err();
    Ok(trial)
}

async fn steps(uploader: &Uploader, upload: &Upload, trial: &mut Trial) -> Result<(), Error> {
    if matches!(uploader.config(), HostConfig::Link) {
        return Err(Error::new(
            ErrorCode::NoHost,
            "There is nothing to try: photos are used from the links that they came from. Each link is looked at before anything is paid for.",
        ));
    }
    let placed = uploader.store(upload).await?;
    trial.stored = true;
    trial.link = Some(placed.link.clone());
    let fetched = uploader.check(&placed.link, upload).await;
    trial.fetched = fetched.is_ok();
    // Whatever came of it, nothing is left behind.
    let deleted = take_down(uploader, upload, &placed).await;
    if let Ok(deleted) = &deleted {
        trial.deleted = *deleted;
    }
    fetched.and(deleted).map(drop)
}

async fn take_down(uploader: &Uploader, upload: &Upload, placed: &Placed) -> Result<Deleted, Error> {
    match (&placed.deletion, uploader.config()) {
        (Some(deletion), _) => uploader.follow(deletion).await?,
        (None, HostConfig::Bucket(_)) => uploader.remove(&uploader.key(upload)).await?,
        (None, _) => return Ok(Deleted::Cannot),
    }
    let is_there = uploader.check(&placed.link, upload).await.is_ok();
    Ok(if is_there { Deleted::No } else { Deleted::Yes })
}
