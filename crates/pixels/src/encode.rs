//! Writes pictures: scaled, as JPEG or PNG, with nothing in the file but pixels.

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

/// Cuts out the centred part `keep` and brings it to `size`; both are width and height in pixels.
///
/// # Errors
/// A part that is larger than the picture, or a side of 0.
pub fn resize(picture: &RgbImage, keep: (u32, u32), size: (u32, u32), filter: Filter) -> ImageResult<RgbImage> {
    let (width, height) = picture.dimensions();
    let source = ImageRef::new(width, height, picture.as_raw(), PixelType::U8x3).map_err(unusable)?;
    let mut target = Image::new(size.0, size.1, PixelType::U8x3);
    let (left, top) = (width.saturating_sub(keep.0) / 2, height.saturating_sub(keep.1) / 2);
    let filter = match filter {
        Filter::Sharp => FilterType::Lanczos3,
        Filter::Quick => FilterType::Hamming,
    };
    let options = ResizeOptions::new()
        .crop(f64::from(left), f64::from(top), f64::from(keep.0), f64::from(keep.1))
        .resize_alg(ResizeAlg::Convolution(filter));
    Resizer::new().resize(&source, &mut target, &options).map_err(unusable)?;
    RgbImage::from_raw(size.0, size.1, target.into_vec()).ok_or_else(|| unusable("wrong length"))
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
