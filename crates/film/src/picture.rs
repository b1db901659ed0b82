//! Reading a photo's bytes, within limits. EXIF orientation is not applied: the service does not either.

use image::{ImageFormat, RgbImage};

use super::RenderError;

/// A photo, decoded.
pub type Picture = RgbImage;

/// The service's limits, as its own web app was seen to keep them.
const HEIGHT: std::ops::RangeInclusive<u32> = 301..=5999;
const ASPECT: std::ops::RangeInclusive<f64> = 0.41..=2.49;

/// Bytes that a decoder may take, and a picture.
const MEMORY: u64 = 768 << 20;

/// Decodes a photo. The dimensions are judged by the header, before memory is spent on the pixels.
///
/// # Errors
/// [`RenderError::Picture`], naming the limit or what is wrong.
pub fn decode(bytes: &[u8]) -> Result<Picture, RenderError> {
    let wrong = |words: String| RenderError::Picture(words);
    let format = image::guess_format(bytes).map_err(|e| wrong(e.to_string()))?;
    if !matches!(format, ImageFormat::Png | ImageFormat::Jpeg) {
        return Err(wrong("only PNG and JPEG can be read".to_owned()));
    }
    let photo = animato_pixels::open(format, bytes, MEMORY).map_err(|e| wrong(e.to_string()))?;
    let (width, height) = photo.size();
    if !HEIGHT.contains(&height) {
        return Err(wrong(format!("the height must be between 301 and 5999 pixels, not {height}")));
    }
    if !ASPECT.contains(&(f64::from(width) / f64::from(height))) {
        return Err(wrong(format!("width / height must be between 0.41 and 2.49, not {width} / {height}")));
    }
    if photo.total_bytes() > MEMORY {
        return Err(wrong(format!("{width} x {height} pixels are too many")));
    }
    Ok(photo.pixels().map_err(|e| wrong(e.to_string()))?.into_rgb8())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        Picture::new(width, height).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn photos_outside_the_services_limits_are_refused_with_the_limit() {
        assert!(decode(&png(400, 400)).is_ok());
        assert!(decode(&png(400, 300)).unwrap_err().to_string().contains("301"));
        assert!(decode(&png(1000, 400)).unwrap_err().to_string().contains("2.49"));
        assert!(decode(&png(160, 400)).unwrap_err().to_string().contains("0.41"));
    }

    #[test]
    fn a_picture_that_is_neither_a_png_nor_a_jpeg_is_refused_as_the_service_refuses_it() {
        for format in [ImageFormat::WebP, ImageFormat::Gif, ImageFormat::Bmp, ImageFormat::Tiff] {
            let mut bytes = Cursor::new(Vec::new());
            Picture::new(400, 400).write_to(&mut bytes, format).unwrap();
            let refused = decode(&bytes.into_inner()).unwrap_err().to_string();
            assert!(refused.starts_with("image processing error") && refused.contains("PNG and JPEG"), "{refused}");
        }
    }

    #[test]
    fn what_is_no_photo_is_an_error_and_not_a_panic() {
        let whole = png(400, 400);
        for bytes in
            [&b""[..], b"hello", b"\x89PNG\r\n\x1a\n", &whole[..whole.len() / 2], b"\xff\xd8\xff\xe0\x00\x10JFIF"]
        {
            assert!(decode(bytes).is_err());
        }
    }
}
