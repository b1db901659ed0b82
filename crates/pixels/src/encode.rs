//! Writes pictures: scaled, as JPEG or PNG, with nothing in the file but pixels.

use std::sync::{Mutex, PoisonError};
use std::thread::Builder;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder, ImageError, ImageResult, RgbImage};

/// How pixels are weighed when a picture is scaled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    /// For pictures that are used: Lanczos.
    Sharp,
    /// For thumbnails: Hamming, as quick as bilinear and sharper.
    Quick,
}

/// Rows times columns of what is scaled in one go: beside the two pictures, scaling takes three bytes for each of them.
const BAND: u64 = 2_000_000;
/// Bands that are scaled at a time: more would take memory that nobody counted.
const MOST_THREADS: usize = 4;

/// Cuts out the centred part `keep` and brings it to `size`; both are width and height in pixels.
///
/// Works in bands, so that a large picture takes hardly more memory than itself and its result, and on as many of them at a
/// time as there are processors, up to four.
///
/// # Errors
/// A part that is larger than the picture, or a side of 0.
pub fn resize(picture: &RgbImage, keep: (u32, u32), size: (u32, u32), filter: Filter) -> ImageResult<RgbImage> {
    let (width, height) = picture.dimensions();
    if keep.0 > width || keep.1 > height {
        return Err(unusable("the part is larger than the picture"));
    }
    let source = ImageRef::new(width, height, picture.as_raw(), PixelType::U8x3).map_err(unusable)?;
    let (left, top) = (width.saturating_sub(keep.0) / 2, height.saturating_sub(keep.1) / 2);
    let filter = match filter {
        Filter::Sharp => FilterType::Lanczos3,
        Filter::Quick => FilterType::Hamming,
    };
    let step = f64::from(keep.1) / f64::from(size.1.max(1));
    let rows = band_rows(size, step);
    let row_bytes = 3 * size.0.max(1) as usize;
    let scale = |resizer: &mut Resizer, band: &mut [u8], from: u32| {
        let rows = (band.len() / row_bytes) as u32;
        let mut target = Image::from_slice_u8(size.0, rows, band, PixelType::U8x3).map_err(unusable)?;
        let above = f64::from(top) + f64::from(from) * step;
        // A sum of fractions may pass the edge by a hair.
        let part = (f64::from(rows) * step).min(f64::from(height) - above);
        let options = ResizeOptions::new()
            .crop(f64::from(left), above, f64::from(keep.0), part)
            .resize_alg(ResizeAlg::Convolution(filter));
        resizer.resize(&source, &mut target, &options).map_err(unusable)
    };
    let mut pixels = vec![0; row_bytes * size.1 as usize];
    let bands = pixels.chunks_mut(row_bytes * rows as usize).zip((0..size.1).step_by(rows as usize));
    side_by_side(bands, Resizer::new, |resizer, (band, from)| scale(resizer, band, from))?;
    RgbImage::from_raw(size.0, size.1, pixels).ok_or_else(|| unusable("wrong length"))
}

/// Does something with each of these, several at a time where there are processors for it; each thread has a tool of its own.
fn side_by_side<Item: Send, Tool>(
    items: impl ExactSizeIterator<Item = Item> + Send,
    tool: impl Fn() -> Tool + Sync,
    work: impl Fn(&mut Tool, Item) -> ImageResult<()> + Sync,
) -> ImageResult<()> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS).min(items.len());
    let items = Mutex::new(items);
    let next = || items.lock().unwrap_or_else(PoisonError::into_inner).next();
    let one_by_one = || {
        let mut tool = tool();
        while let Some(item) = next() {
            work(&mut tool, item)?;
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        // Where the system gives no thread, those that there are do its part.
        let others: Vec<_> = (1..threads).filter_map(|_| Builder::new().spawn_scoped(scope, one_by_one).ok()).collect();
        let mine = one_by_one();
        others.into_iter().fold(mine, |so_far, other| {
            so_far.and(other.join().unwrap_or_else(|_| Err(unusable("it could not be scaled"))))
        })
    })
}

/// Rows of the result in one band; `step` is rows of the source for each of them.
fn band_rows(size: (u32, u32), step: f64) -> u32 {
    let rows = BAND as f64 / f64::from(size.0.max(1)) / step.max(1.0);
    (rows as u32).clamp(16, size.1.max(16))
}

fn unusable(why: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> ImageError {
    let kind = image::error::ParameterErrorKind::Generic(why.into().to_string());
    ImageError::Parameter(image::error::ParameterError::from_kind(kind))
}

/// Encodes as JPEG; quality from 1 to 100.
///
/// # Errors
/// A side above 65535 pixels.
pub fn jpeg(picture: &RgbImage, quality: u8) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
    encoder.write_image(picture.as_raw(), picture.width(), picture.height(), ExtendedColorType::Rgb8)?;
    Ok(bytes)
}

/// Encodes as PNG.
///
/// # Errors
/// A side of 0.
pub fn png(picture: &RgbImage) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new(&mut bytes);
    encoder.write_image(picture.as_raw(), picture.width(), picture.height(), ExtendedColorType::Rgb8)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use image::Rgb;

    use super::*;

    #[test]
    fn bands_leave_no_seam() {
        // Rows that differ from each other everywhere, and more of them than one band holds.
        let picture = RgbImage::from_fn(700, 12_000, |x, y| Rgb([(y % 251) as u8, (y / 47) as u8, (x / 3) as u8]));
        let size = (600, 10_000);
        assert!(band_rows(size, 1.2) < size.1, "there are several bands");
        let scaled = resize(&picture, picture.dimensions(), size, Filter::Sharp).unwrap();
        let source = ImageRef::new(700, 12_000, picture.as_raw(), PixelType::U8x3).unwrap();
        let mut whole = Image::new(size.0, size.1, PixelType::U8x3);
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
        Resizer::new().resize(&source, &mut whole, &options).unwrap();
        let furthest = scaled.as_raw().iter().zip(whole.buffer()).map(|(a, b)| a.abs_diff(*b)).max();
        assert!(furthest <= Some(1), "{furthest:?} levels between a picture in bands and one in one piece");
    }

    #[test]
    fn a_part_beyond_the_picture_is_refused() {
        let picture = RgbImage::new(10, 10);
        assert!(resize(&picture, (11, 10), (5, 5), Filter::Quick).is_err());
        assert!(resize(&picture, (10, 11), (5, 5), Filter::Quick).is_err());
        assert_eq!(resize(&picture, (10, 10), (5, 5), Filter::Quick).unwrap().dimensions(), (5, 5));
    }
}
