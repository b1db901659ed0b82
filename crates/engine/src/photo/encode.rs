//! Writes pictures: scaled, as JPEG or PNG, with nothing in the file but pixels.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder, RgbImage};

use super::Refusal;

/// Cuts out the centred part `keep` and brings it to `size`.
pub(super) fn resize(
    picture: &RgbImage,
    keep: (u32, u32),
    size: (u32, u32),
    filter: FilterType,
) -> Result<RgbImage, Refusal> {
    let (width, height) = picture.dimensions();
    let broken = |_| Refusal::DecoderFailed;
    let source = ImageRef::new(width, height, picture.as_raw(), PixelType::U8x3).map_err(|_| Refusal::DecoderFailed)?;
    let mut target = Image::new(size.0, size.1, PixelType::U8x3);
    let (left, top) = ((width - keep.0.min(width)) / 2, (height - keep.1.min(height)) / 2);
    let options = ResizeOptions::new()
        .crop(f64::from(left), f64::from(top), f64::from(keep.0), f64::from(keep.1))
        .resize_alg(ResizeAlg::Convolution(filter));
    Resizer::new().resize(&source, &mut target, &options).map_err(broken)?;
    RgbImage::from_raw(size.0, size.1, target.into_vec()).ok_or(Refusal::DecoderFailed)
}

/// Encodes as JPEG; quality from 1 to 100.
pub(super) fn jpeg(picture: &RgbImage, quality: u8) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
    encoder
        .write_image(picture.as_raw(), picture.width(), picture.height(), ExtendedColorType::Rgb8)
        .map_err(|_| Refusal::DecoderFailed)?;
    Ok(bytes)
}

/// Encodes as PNG.
pub(super) fn png(picture: &RgbImage) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes)
        .write_image(picture.as_raw(), picture.width(), picture.height(), ExtendedColorType::Rgb8)
        .map_err(|_| Refusal::DecoderFailed)?;
    Ok(bytes)
}
