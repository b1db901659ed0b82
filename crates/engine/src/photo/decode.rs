//! Opens the bytes of a picture. Looks at the header first and asks for no memory before the limits have been checked.

use heifer::heifer_isobmff::HeifFile;
use image::{DynamicImage, ImageError, RgbImage, RgbaImage};

use super::sniff::Format;
use super::{Limits, Refusal};

/// What the HEIC decoder holds at its peak: 16-bit planes and the RGBA picture, twice while it is turned.
const HEIC_BYTES_PER_PIXEL: u64 = 8;
/// The largest picture that comes out of scaling, in bytes: 14937 × 5999 pixels.
const SCALED: u64 = 14_937 * 5999 * 3;

/// A picture of which only the header has been read.
pub(super) struct Opened<'a> {
    bytes: &'a [u8],
    format: Format,
    limits: Limits,
    memory: u64,
    /// `None` for HEIC.
    decoder: Option<animato_pixels::Source<'a>>,
}

/// Reads the header and checks it against the limits. `aside`: bytes that the decoder needs besides the pixels.
pub(super) fn open<'a>(format: Format, bytes: &'a [u8], limits: &Limits, aside: u64) -> Result<Opened<'a>, Refusal> {
    let mut opened = Opened { bytes, format, limits: *limits, memory: 0, decoder: None };
    let Some(codec) = format.codec() else {
        let (width, height) = heic_size(bytes)?;
        let decoded = u64::from(width) * u64::from(height) * HEIC_BYTES_PER_PIXEL;
        opened.memory = check((width, height), decoded, 0, limits)?;
        return Ok(opened);
    };
    if let Some(size) = png_size(format, bytes) {
        check(size, 0, 0, limits)?;
    }
    let decoder = animato_pixels::open(codec, bytes, limits.max_memory).map_err(|error| refusal(format, error))?;
    opened.memory = check(decoder.size(), decoder.total_bytes(), aside, limits)?;
    opened.decoder = Some(decoder);
    Ok(opened)
}

impl Opened<'_> {
    /// About how many bytes the pixels take at their peak: decoded, brought to 8-bit RGB, scaled and turned.
    pub(super) fn memory(&self) -> u64 {
        self.memory
    }

    /// The embedded colour profile, where it is not already followed by the decoder.
    pub(super) fn icc(&self) -> Option<&[u8]> {
        self.decoder.as_ref()?.icc()
    }

    /// Decodes the pixels; of an animation the first frame.
    pub(super) fn pixels(self) -> Result<DynamicImage, Refusal> {
        match self.decoder {
            Some(decoder) => decoder.pixels().map_err(|error| refusal(self.format, error)),
            None => heic_pixels(self.bytes, &self.limits),
        }
    }

    /// Whether a GIF has a second frame. Other formats tell so in their metadata.
    pub(super) fn moves(&self) -> bool {
        self.format == Format::Gif && animato_pixels::gif_moves(self.bytes)
    }
}

/// Checks what a header claims, and says what the pixels take at their peak.
fn check((width, height): (u32, u32), decoded: u64, aside: u64, limits: &Limits) -> Result<u64, Refusal> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        return Err(Refusal::Broken);
    }
    if pixels > limits.max_pixels_in {
        return Err(Refusal::TooManyPixels { width, height, max_pixels: limits.max_pixels_in });
    }
    // Anything but 8-bit RGB is copied once on its way there.
    let copy = if decoded == pixels * 3 { 0 } else { pixels * 3 };
    let opened = decoded.saturating_add(copy.max(aside));
    if opened > limits.max_memory {
        return Err(Refusal::TooMuchMemory);
    }
    // What is scaled or turned stands beside what it is made from.
    let adjusted = pixels * 3 + SCALED.min(pixels * 3);
    Ok(opened.max(adjusted))
}

/// What a PNG's first chunk claims: its decoder would refuse a row that is too long without saying how long it is.
fn png_size(format: Format, bytes: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| bytes.get(at..).and_then(<[u8]>::first_chunk).copied().map(u32::from_be_bytes);
    if format == Format::Png { number(16).zip(number(20)) } else { None }
}

fn refusal(format: Format, error: ImageError) -> Refusal {
    match error {
        ImageError::Limits(_) => Refusal::TooMuchMemory,
        ImageError::Unsupported(_) => Refusal::UnsupportedVariant { name: format.name() },
        ImageError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Refusal::Truncated,
        _ => Refusal::Broken,
    }
}

/// Width and height that the header claims, before turning.
fn heic_size(bytes: &[u8]) -> Result<(u32, u32), Refusal> {
    let file = HeifFile::parse(bytes).map_err(|_| Refusal::Broken)?;
    file.image_size(file.primary_id).ok().flatten().ok_or(Refusal::Broken)
}

fn heic_pixels(bytes: &[u8], limits: &Limits) -> Result<DynamicImage, Refusal> {
    let options = heifer::Options { max_threads: 0, max_pixels: limits.max_pixels_in };
    let image = heifer::decode_srgb_rgba8(bytes, &options)
        // Colours that cannot be brought to sRGB, high dynamic range above all, are shown as they are coded.
        .or_else(|error| match error {
            heifer::Error::Unsupported(_) => heifer::decode_rgba8(bytes, &options),
            error => Err(error),
        })
        .map_err(heic_refusal)?;
    let (width, height, has_alpha) = (image.width, image.height, image.has_alpha);
    let picture = if has_alpha {
        RgbaImage::from_raw(width, height, image.data).map(DynamicImage::from)
    } else {
        RgbImage::from_raw(width, height, image.into_rgb8()).map(DynamicImage::from)
    };
    picture.ok_or(Refusal::Broken)
}

fn heic_refusal(error: heifer::Error) -> Refusal {
    match error {
        heifer::Error::Unsupported(_) => Refusal::UnsupportedVariant { name: Format::Heic.name() },
        _ => Refusal::Broken,
    }
}
