//! The picture that stands for a video: its first frame, small, as a JPEG.
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

const QUALITY: u8 = 84;

/// The first frame of this MP4 as a JPEG whose longer side is at most [`MAX_SIDE`]. Takes some milliseconds of a
/// processor: not for an async thread.
///
/// # Errors
/// [`FrameError`].
pub fn poster(video: &Path) -> Result<Vec<u8>, FrameError> {
    let first = frame(video, Which::First)?;
    catch_unwind(AssertUnwindSafe(|| encode(&shrink(first)?))).unwrap_or(Err(FrameError::Undecodable))
}

fn shrink(frame: RgbImage) -> Result<RgbImage, FrameError> {
    let (width, height) = frame.dimensions();
    let longer = width.max(height);
    if longer <= MAX_SIDE {
        return Ok(frame);
    }
    let scaled = |side: u32| (side * MAX_SIDE).div_ceil(longer).max(1);
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
