//! The way of a picture from its bytes to the bytes that leave the machine, in the order that needs the least memory.

use std::panic::{AssertUnwindSafe, catch_unwind};

use animato_pixels::{Conversion, Filter, flatten};
use bytes::Bytes;
use image::metadata::Orientation;
use image::{DynamicImage, RgbImage};
use sha2::{Digest, Sha256};

use super::decode::{self, Opened};
use super::encode::{self, Encoded};
use super::fit::{self, Fit};
use super::metadata::{self, Metadata};
use super::sniff::{self, Format};
use super::{Crop, Limits, OutFormat, Prepared, Refusal, colour, hexadecimal, strip};
use crate::view::{Notice, Picture};

/// Prepares a photo.
///
/// # Errors
/// Whatever cannot become a picture within the limits; see [`Refusal`].
pub fn prepare(bytes: &Bytes, limits: &Limits, crop: Crop) -> Result<Prepared, Refusal> {
    guarded(|| finish(decoded(bytes, limits)?, bytes, limits, crop))
}

/// A thumbnail of the whole picture, upright and in its true colours, also of one whose shape the service does not take.
///
/// # Errors
/// Whatever cannot be opened; see [`Refusal`].
pub fn thumbnail(bytes: &Bytes, limits: &Limits) -> Result<Vec<u8>, Refusal> {
    guarded(|| {
        let Decoded { picture, conversion, metadata, .. } = decoded(bytes, limits)?;
        let keep = picture.dimensions();
        let fit = Fit { keep, size: encode::thumbnail_size(keep) };
        encode::thumbnail(&adjust(picture, fit, conversion.as_ref(), metadata.orientation)?)
    })
}

/// About how many bytes [`prepare`] takes at its peak for this picture, the file itself included. Looks at the header alone.
///
/// # Errors
/// What [`prepare`] would refuse from the header.
pub fn memory(bytes: &Bytes, limits: &Limits) -> Result<u64, Refusal> {
    guarded(|| {
        let kind = Kind::of(bytes, limits)?;
        // The file, its stripped copy, and the copy that a decoder makes.
        Ok(header(&kind, bytes, limits)?.source.memory() + 3 * bytes.len() as u64)
    })
}

/// Turns a panic of a decoder into the refusal of one file.
fn guarded<T>(work: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(Refusal::DecoderFailed))
}

/// What a file is, and of a JPEG what is left of it without its private parts.
struct Kind {
    format: Format,
    stripped: Option<strip::Stripped>,
}

impl Kind {
    fn of(bytes: &Bytes, limits: &Limits) -> Result<Self, Refusal> {
        if bytes.len() as u64 > limits.max_bytes_in {
            return Err(Refusal::TooManyBytes { max_bytes: limits.max_bytes_in });
        }
        let format = sniff::sniff(bytes)?;
        let stripped = match format {
            Format::Jpeg => Some(strip::jpeg(bytes).ok_or(Refusal::Truncated)?),
            _ => None,
        };
        Ok(Self { format, stripped })
    }
}

/// What is known before any pixel is decoded.
struct Header<'a> {
    metadata: Metadata,
    source: Opened<'a>,
}

fn header<'a>(kind: &'a Kind, bytes: &'a Bytes, limits: &Limits) -> Result<Header<'a>, Refusal> {
    let metadata = metadata::read(kind.format, bytes);
    if metadata.raw {
        return Err(sniff::camera_raw());
    }
    // What is decoded is what may be sent: a decoder could read something else out of the parts that are cut.
    let source = match &kind.stripped {
        Some(stripped) => decode::open(kind.format, &stripped.bytes, limits, stripped.coefficients)?,
        None => decode::open(kind.format, bytes, limits, 0)?,
    };
    Ok(Header { metadata, source })
}

/// A picture as it is stored: not yet upright, not yet sRGB, but without transparency and at 8 bits.
struct Decoded {
    format: Format,
    stripped: Option<strip::Stripped>,
    metadata: Metadata,
    several: bool,
    picture: RgbImage,
    transparent: bool,
    conversion: Option<Conversion>,
}

fn decoded(bytes: &Bytes, limits: &Limits) -> Result<Decoded, Refusal> {
    let kind = Kind::of(bytes, limits)?;
    let Header { metadata, source } = header(&kind, bytes, limits)?;
    let several = metadata.several || source.moves();
    let icc = match &kind.stripped {
        Some(stripped) => stripped.icc.as_ref().map(|icc| icc.to_vec()),
        None => source.icc().map(<[u8]>::to_vec),
    };
    let pixels = source.pixels()?;
    let Kind { format, stripped } = kind;
    let grey = !pixels.color().has_color();
    let conversion = colour::conversion(format, bytes, icc.as_deref(), &metadata, grey);
    let (picture, transparent) = flatten(pixels);
    Ok(Decoded { format, stripped, metadata, several, picture, transparent, conversion })
}

fn finish(decoded: Decoded, bytes: &Bytes, limits: &Limits, crop: Crop) -> Result<Prepared, Refusal> {
    let Decoded { format, stripped, metadata, several, picture, transparent, conversion } = decoded;
    let stored = picture.dimensions();
    let lies = is_transposed(metadata.orientation);
    let upright = if lies { (stored.1, stored.0) } else { stored };
    let fit = fit::fit(upright.0, upright.1, limits, crop)?;
    let is_cmyk = stripped.as_ref().is_some_and(|stripped| stripped.components == 4);
    let is_upright = metadata.orientation == Orientation::NoTransforms;

    let original =
        Picture { format: format.name().into(), width: upright.0, height: upright.1, bytes: bytes.len() as u64 };
    let cut = stripped.as_ref().is_some_and(|stripped| stripped.cut_after_header);
    let untouched = is_upright && !is_cmyk && !transparent && conversion.is_none() && fit.size == stored;
    let kept = if untouched { keep_pixels(format, bytes, stripped, limits) } else { None };
    let is_original = kept.is_some();

    let mut notices = Notices::default();
    notices.add(several, Notice::FirstFrame);
    notices.add(transparent, Notice::Flattened);
    notices.add(fit.keep != upright, Notice::Cropped);
    let (picture, output) = match kept {
        Some((bytes, format)) => (picture, Encoded { bytes, format, size: upright }),
        None => {
            let fit = if lies { fit.transposed() } else { fit };
            let picture = adjust(picture, fit, conversion.as_ref(), metadata.orientation)?;
            let lossless = matches!(format, Format::Png | Format::Gif);
            let output = encode::within(&picture, lossless, limits)?;
            (picture, output)
        }
    };
    notices.add(output.size != fit.keep, Notice::ScaledDown);
    notices.add(is_cmyk || conversion.is_some(), Notice::ColoursConverted);
    notices.add(!is_upright, Notice::Turned);
    notices.add(output.format.name() != format.name(), Notice::Converted);
    notices.add(metadata.location, Notice::LocationRemoved);
    notices.add(metadata.private || cut, Notice::PrivateDataRemoved);

    Ok(Prepared {
        thumbnail: encode::thumbnail(&picture)?,
        digest: hexadecimal(&Sha256::digest(&output.bytes)),
        bytes: output.bytes,
        format: output.format,
        width: output.size.0,
        height: output.size.1,
        original,
        notices: notices.0,
        is_original,
    })
}

/// The file without its private parts, where it may go out as it is otherwise.
fn keep_pixels(
    format: Format,
    bytes: &Bytes,
    stripped: Option<strip::Stripped>,
    limits: &Limits,
) -> Option<(Vec<u8>, OutFormat)> {
    let kept = match (format, stripped) {
        (Format::Jpeg, Some(stripped)) => (stripped.bytes, OutFormat::Jpeg),
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
    let mut picture = if picture.dimensions() == fit.size {
        picture
    } else {
        let scaled = encode::resize(&picture, fit.keep, fit.size, Filter::Sharp)?;
        // Turning makes another copy: by then the large one is to be gone.
        drop(picture);
        scaled
    };
    if let Some(conversion) = conversion {
        conversion.apply(&mut picture);
    }
    if orientation == Orientation::NoTransforms {
        return Ok(picture);
    }
    let mut picture = DynamicImage::from(picture);
    picture.apply_orientation(orientation);
    Ok(picture.into_rgb8())
}

/// Whether turning upright swaps width and height.
fn is_transposed(orientation: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(orientation, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
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
