//! The pictures that stand for a video: its first frame, small, as JPEGs.
//!
//! A video without a poster is still a video: whatever goes wrong here is an error and never a panic.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use fast_image_resize::{self as fir, IntoImageView};
use image::{DynamicImage, ImageEncoder, RgbImage};

use super::frame::{FrameError, Which, frame};

/// The longer side of a poster in pixels, at most.
pub const MAX_SIDE: u32 = 640;

/// What the smaller poster covers, in pixels: a card of the usual size on a screen of the usual density. A page with many
/// cards has a quarter to decode while it is scrolled.
pub const CARD: (u32, u32) = (320, 180);

const QUALITY: u8 = 84;

/// Which of a video's posters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// Its longer side is at most [`MAX_SIDE`].
    Large,
    /// The smallest that covers [`CARD`], and never larger than the other.
    Small,
}

impl Size {
    /// Each.
    pub const ALL: [Self; 2] = [Self::Large, Self::Small];

    /// What stands behind the video's id in the file's name.
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Self::Large => ".jpg",
            Self::Small => ".small.jpg",
        }
    }
}

/// A video's first frame as JPEGs, in these sizes.
#[derive(Debug)]
pub struct Posters {
    /// [`Size::Large`].
    pub large: Vec<u8>,
    /// [`Size::Small`].
    pub small: Vec<u8>,
}

/// The posters of this MP4. Takes some milliseconds of a processor: not for an async thread.
///
/// # Errors
/// [`FrameError`].
pub fn posters(video: &Path) -> Result<Posters, FrameError> {
    let first = frame(video, Which::First)?;
    let make = || {
        let large = shrink(first, |width, height| (MAX_SIDE, width.max(height)))?;
        let made = encode(&large)?;
        let covering =
            |width, height| if width * CARD.1 > height * CARD.0 { (CARD.1, height) } else { (CARD.0, width) };
        Ok(Posters { large: made, small: encode(&shrink(large, covering)?)? })
    };
    catch_unwind(AssertUnwindSafe(make)).unwrap_or(Err(FrameError::Undecodable))
}

/// Scales both sides by what the function says for them, as a fraction, unless that would make them larger.
fn shrink(frame: RgbImage, by: impl Fn(u32, u32) -> (u32, u32)) -> Result<RgbImage, FrameError> {
    let (width, height) = frame.dimensions();
    let (part, whole) = by(width, height);
    if whole <= part {
        return Ok(frame);
    }
    let scaled = |side: u32| (side * part).div_ceil(whole).max(1);
    let frame = DynamicImage::from(frame);
    let pixel = frame.pixel_type().ok_or(FrameError::Undecodable)?;
    let mut small = fir::images::Image::new(scaled(width), scaled(height), pixel);
    fir::Resizer::new().resize(&frame, &mut small, None).map_err(|_| FrameError::Undecodable)?;
    let (width, height) = (small.width(), small.height());
    RgbImage::from_raw(width, height, small.into_vec()).ok_or(FrameError::Undecodable)
}

fn encode(frame: &RgbImage) -> Result<Vec<u8>, FrameError> {
    let mut jpeg = Cursor::new(Vec::new());
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, QUALITY)
        .write_image(frame, frame.width(), frame.height(), image::ExtendedColorType::Rgb8)
        .map_err(|error| FrameError::Unsupported(error.to_string()))?;
    Ok(jpeg.into_inner())
}
