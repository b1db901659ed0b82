//! A trial of a place for photos, with a picture of nothing, before a photo or money depends on it.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};
use url::Url;

use super::{HostConfig, Upload, Uploader};
use crate::error::Error;
use crate::ids::token;
use crate::proxy::Proxy;

/// Large enough that no host takes it for a mistake, in pixels.
const SIDE: u32 = 64;

/// Uploads a small picture, fetches it back from the link that the host gives, and compares. Returns the link.
///
/// # Errors
/// `HostFailed` when the upload does not work, `HostLinkWrong` when the link does not give back the picture.
pub async fn trial(config: HostConfig, proxy: &Proxy) -> Result<Url, Error> {
    let picture = RgbImage::from_fn(SIDE, SIDE, |x, y| Rgb([(x * 4) as u8, (y * 4) as u8, 128]));
    let mut bytes = Vec::new();
    picture
        .write_to(&mut Cursor::new(&mut bytes), ImageFormat::Jpeg)
        .map_err(|e| Error::internal("trial picture", e))?;
    let upload = Upload { name: format!("{}.jpg", token()?), mime: "image/jpeg", bytes: bytes.into() };
    Uploader::new(config, proxy)?.put(&upload).await
}
