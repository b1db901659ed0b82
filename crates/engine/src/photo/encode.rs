//! Writes pictures small enough to be sent, and small enough to be looked at.

use animato_pixels::Filter;
use image::RgbImage;

use super::{Limits, OutFormat, Refusal, fit};

/// Longest side of a thumbnail, in pixels: sharp at 256 points on a screen of double density.
const THUMBNAIL: u32 = 512;
/// Quality of a thumbnail.
const THUMBNAIL_QUALITY: u8 = 82;
/// Qualities to try, best first, until the file is small enough. At 92 a second JPEG generation is not visible.
const QUALITIES: [u8; 3] = [92, 85, 75];
/// PNG and GIF sources stay lossless up to this many pixels; above it they are mostly photographs, and slow to write.
const LOSSLESS_PIXELS: u64 = 4_000_000;

/// A picture as a file.
pub(super) struct Encoded {
    pub(super) bytes: Vec<u8>,
    pub(super) format: OutFormat,
    pub(super) size: (u32, u32),
}

/// Encodes a picture so that the file is small enough: lossless where asked and possible, else JPEG at falling quality,
/// else smaller.
pub(super) fn within(picture: &RgbImage, lossless: bool, limits: &Limits) -> Result<Encoded, Refusal> {
    let size = picture.dimensions();
    let small_enough = |bytes: &Vec<u8>| bytes.len() as u64 <= limits.max_bytes_out;
    if lossless && u64::from(size.0) * u64::from(size.1) <= LOSSLESS_PIXELS {
        let bytes = png(picture)?;
        if small_enough(&bytes) {
            return Ok(Encoded { bytes, format: OutFormat::Png, size });
        }
    }
    for quality in QUALITIES {
        let bytes = jpeg(picture, quality)?;
        if small_enough(&bytes) {
            return Ok(Encoded { bytes, format: OutFormat::Jpeg, size });
        }
    }
    let height = (size.1 * 3 / 4).max(limits.min_height);
    if height >= size.1 {
        return Err(Refusal::TooMuchDetail { max_bytes: limits.max_bytes_out });
    }
    let smaller = resize(picture, size, fit::scaled(size, height, limits), Filter::Sharp)?;
    within(&smaller, false, limits)
}

/// Encodes a picture small, whatever its size.
pub(super) fn thumbnail(picture: &RgbImage) -> Result<Vec<u8>, Refusal> {
    let size = picture.dimensions();
    if size == thumbnail_size(size) {
        return jpeg(picture, THUMBNAIL_QUALITY);
    }
    let small = resize(picture, size, thumbnail_size(size), Filter::Quick)?;
    jpeg(&small, THUMBNAIL_QUALITY)
}

/// The size that a thumbnail of a picture has.
pub(super) fn thumbnail_size(size: (u32, u32)) -> (u32, u32) {
    let longest = size.0.max(size.1);
    if longest <= THUMBNAIL {
        return size;
    }
    let scaled = |side: u32| ((u64::from(side) * u64::from(THUMBNAIL) / u64::from(longest)) as u32).max(1);
    (scaled(size.0), scaled(size.1))
}

pub(super) fn resize(
    picture: &RgbImage,
    keep: (u32, u32),
    size: (u32, u32),
    filter: Filter,
) -> Result<RgbImage, Refusal> {
    animato_pixels::resize(picture, keep, size, filter).map_err(|_| Refusal::DecoderFailed)
}

fn jpeg(picture: &RgbImage, quality: u8) -> Result<Vec<u8>, Refusal> {
    animato_pixels::jpeg(picture, quality).map_err(|_| Refusal::DecoderFailed)
}

fn png(picture: &RgbImage) -> Result<Vec<u8>, Refusal> {
    animato_pixels::png(picture).map_err(|_| Refusal::DecoderFailed)
}

/// Encodes a picture that this program has drawn. A drawing can always be encoded; were it not, an empty file would be
/// refused like any other.
pub(crate) fn sample_jpeg(picture: &RgbImage) -> Vec<u8> {
    jpeg(picture, QUALITIES[0]).unwrap_or_default()
}
