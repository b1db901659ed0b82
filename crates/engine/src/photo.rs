//! Makes a photo fit for the service: upright, 8-bit sRGB, within its limits, as JPEG or PNG, and without a byte in it
//! that tells more than the picture shows.
//!
//! A photo that is already right keeps its pixels: only private data is cut. Pure: bytes in, bytes out. It must never
//! believe a file: every header is measured before memory is asked for, and a decoder that panics fails that one file.

mod decode;
mod file;
mod fit;
mod limits;
mod metadata;
mod refusal;
mod sniff;
mod strip;

use std::fmt::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};

use animato_pixels::{Conversion, Filter, flatten};
use image::metadata::Orientation;
use image::{DynamicImage, RgbImage};
use img_parts::Bytes;
use sha2::{Digest, Sha256};

use crate::view::{Notice, Picture};
use fit::Fit;
use sniff::Format;

pub use file::{read_file, safe_name};
pub use limits::Limits;
pub use refusal::Refusal;

/// A photo as it will leave the machine.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The file.
    pub bytes: Vec<u8>,
    /// What kind of file it is.
    pub format: OutFormat,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// What the photo was before.
    pub original: Picture,
    /// What was done to it, in the order in which it was done.
    pub notices: Vec<Notice>,
    /// A JPEG of at most 512 × 512 pixels, upright, sRGB.
    pub thumbnail: Vec<u8>,
    /// SHA-256 of `bytes`, in hexadecimal.
    pub digest: String,
}

/// The formats that the service takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutFormat {
    /// For photographs.
    Jpeg,
    /// For drawings and screenshots.
    Png,
}

impl OutFormat {
    /// The media type.
    #[must_use]
    pub fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    /// The extension of the file name, without a dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }

    /// The short name for people, as in [`Picture::format`].
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
        }
    }
}

/// What to do with a picture that is too wide or too tall for the service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Crop {
    /// Refuse it, naming the limit.
    #[default]
    Refuse,
    /// Keep the middle.
    Centre,
}

/// Longest side of a thumbnail, in pixels: sharp at 256 points on a screen of double density.
const THUMBNAIL: u32 = 512;
/// Quality of a thumbnail.
const THUMBNAIL_QUALITY: u8 = 82;
/// Qualities to try, best first, until the file is small enough. At 92 a second JPEG generation is not visible.
const QUALITIES: [u8; 3] = [92, 85, 75];
/// PNG and GIF sources stay lossless up to this many pixels; above it they are mostly photographs, and slow to write.
const LOSSLESS_PIXELS: u64 = 4_000_000;

/// Prepares a photo.
///
/// # Errors
/// Whatever cannot become a picture within the limits; see [`Refusal`].
pub fn prepare(bytes: &[u8], limits: &Limits, crop: Crop) -> Result<Prepared, Refusal> {
    guarded(|| prepare_unguarded(bytes, limits, crop))
}

/// Turns a panic of a decoder into the refusal of one file.
fn guarded<T>(work: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(Refusal::DecoderFailed))
}

fn prepare_unguarded(bytes: &[u8], limits: &Limits, crop: Crop) -> Result<Prepared, Refusal> {
    if bytes.len() as u64 > limits.max_bytes_in {
        return Err(Refusal::TooManyBytes { max_bytes: limits.max_bytes_in });
    }
    let format = sniff::sniff(bytes)?;
    let bytes = Bytes::copy_from_slice(bytes);
    let stripped = match format {
        Format::Jpeg => Some(strip::jpeg(&bytes).ok_or(Refusal::Truncated)?),
        _ => None,
    };
    let source = decode::open(format, &bytes, limits)?;
    let metadata = metadata::read(format, &bytes);
    if metadata.raw {
        return Err(sniff::camera_raw());
    }
    let several = metadata.several || source.moves();
    let icc = match &stripped {
        Some(stripped) => stripped.icc.as_ref().map(|icc| icc.to_vec()),
        None => source.icc().map(<[u8]>::to_vec),
    };
    let decoded = source.pixels()?;
    let stored = (decoded.width(), decoded.height());
    let upright = if is_transposed(metadata.orientation) { (stored.1, stored.0) } else { stored };
    let fit = fit::fit(upright.0, upright.1, limits, crop)?;
    let conversion = icc.and_then(|icc| Conversion::of_profile(&icc, is_grey(&decoded)));
    let is_cmyk = stripped.as_ref().is_some_and(|stripped| stripped.components == 4);
    let is_upright = metadata.orientation == Orientation::NoTransforms;

    let original =
        Picture { format: format.name().into(), width: upright.0, height: upright.1, bytes: bytes.len() as u64 };
    let (picture, transparent) = flatten(decoded);
    let untouched = is_upright && !is_cmyk && !transparent && conversion.is_none() && fit.size == stored;
    let kept = if untouched { keep_pixels(format, &bytes, stripped.as_ref(), limits) } else { None };

    let mut notices = Notices::default();
    notices.add(several, Notice::FirstFrame);
    notices.add(transparent, Notice::Flattened);
    notices.add(fit.keep != upright, Notice::Cropped);
    let (picture, output) = match kept {
        Some((bytes, format)) => (picture, Encoded { bytes, format, size: upright }),
        None => {
            let lies = is_transposed(metadata.orientation);
            let picture =
                adjust(picture, if lies { fit.transposed() } else { fit }, conversion.as_ref(), metadata.orientation)?;
            let lossless = matches!(format, Format::Png | Format::Gif);
            let output = encode_within(&picture, lossless, limits)?;
            (picture, output)
        }
    };
    notices.add(output.size != fit.keep, Notice::ScaledDown);
    notices.add(is_cmyk || conversion.is_some(), Notice::ColoursConverted);
    notices.add(!is_upright, Notice::Turned);
    notices.add(output.format.name() != format.name(), Notice::Converted);
    notices.add(metadata.location, Notice::LocationRemoved);
    let cut = stripped.as_ref().is_some_and(|stripped| stripped.cut_after_header);
    notices.add(metadata.private || cut, Notice::PrivateDataRemoved);

    Ok(Prepared {
        thumbnail: thumbnail(&picture)?,
        digest: hexadecimal(&Sha256::digest(&output.bytes)),
        bytes: output.bytes,
        format: output.format,
        width: output.size.0,
        height: output.size.1,
        original,
        notices: notices.0,
    })
}

/// The file without its private parts, where it may go out as it is otherwise.
fn keep_pixels(
    format: Format,
    bytes: &Bytes,
    stripped: Option<&strip::Stripped>,
    limits: &Limits,
) -> Option<(Vec<u8>, OutFormat)> {
    let kept = match (format, stripped) {
        (Format::Jpeg, Some(stripped)) => (stripped.bytes.clone(), OutFormat::Jpeg),
        (Format::Png, _) => (strip::png(bytes)?, OutFormat::Png),
        _ => return None,
    };
    (kept.0.len() as u64 <= limits.max_bytes_out).then_some(kept)
}

/// Cuts, scales, converts and turns, in the order that needs the least memory.
fn adjust(
    picture: RgbImage,
    fit: Fit,
    conversion: Option<&Conversion>,
    orientation: Orientation,
) -> Result<RgbImage, Refusal> {
    let mut picture =
        if picture.dimensions() == fit.size { picture } else { resize(&picture, fit.keep, fit.size, Filter::Sharp)? };
    if let Some(conversion) = conversion {
        conversion.apply(&mut picture);
    }
    let mut picture = DynamicImage::from(picture);
    picture.apply_orientation(orientation);
    Ok(picture.into_rgb8())
}

struct Encoded {
    bytes: Vec<u8>,
    format: OutFormat,
    size: (u32, u32),
}

/// Encodes a picture so that the file is small enough: lossless where asked and possible, else JPEG at falling quality,
/// else smaller.
fn encode_within(picture: &RgbImage, lossless: bool, limits: &Limits) -> Result<Encoded, Refusal> {
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
    encode_within(&smaller, false, limits)
}

fn thumbnail(picture: &RgbImage) -> Result<Vec<u8>, Refusal> {
    let size = picture.dimensions();
    let longest = size.0.max(size.1);
    if longest <= THUMBNAIL {
        return jpeg(picture, THUMBNAIL_QUALITY);
    }
    let scaled = |side: u32| ((u64::from(side) * u64::from(THUMBNAIL) / u64::from(longest)) as u32).max(1);
    let small = resize(picture, size, (scaled(size.0), scaled(size.1)), Filter::Quick)?;
    jpeg(&small, THUMBNAIL_QUALITY)
}

/// Whether turning upright swaps width and height.
fn is_transposed(orientation: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(orientation, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
}

fn resize(picture: &RgbImage, keep: (u32, u32), size: (u32, u32), filter: Filter) -> Result<RgbImage, Refusal> {
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

fn is_grey(picture: &DynamicImage) -> bool {
    !picture.color().has_color()
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[derive(Default)]
struct Notices(Vec<Notice>);

impl Notices {
    fn add(&mut self, happened: bool, notice: Notice) {
        if happened {
            self.0.push(notice);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decoder_that_panics_fails_one_file() {
        let outcome: Result<(), _> = guarded(|| panic!("what a broken decoder does"));
        assert_eq!(outcome, Err(Refusal::DecoderFailed));
    }
}
