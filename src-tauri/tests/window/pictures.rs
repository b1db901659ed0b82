//! Photos whose colours a test can find again in a film: halves of plain colour that a camera move does not mix.

use std::path::Path;

use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};

/// A colour: red, green, blue.
pub(crate) type Colour = [u8; 3];

/// Two plain halves, side by side.
#[derive(Clone, Copy)]
pub(crate) struct Halves {
    /// Width in pixels.
    pub(crate) width: u32,
    /// Height in pixels.
    pub(crate) height: u32,
    /// The left half's colour.
    pub(crate) left: Colour,
    /// The right half's colour.
    pub(crate) right: Colour,
}

impl Halves {
    /// Writes it as JPEG or PNG, by the file's ending.
    pub(crate) fn write(self, file: &Path) {
        let picture = RgbImage::from_fn(self.width, self.height, |x, _| {
            Rgb(if x < self.width / 2 { self.left } else { self.right })
        });
        if file.extension().is_some_and(|e| e == "jpg") {
            let mut out = std::fs::File::create(file).unwrap();
            JpegEncoder::new_with_quality(&mut out, 95).encode_image(&picture).unwrap();
        } else {
            picture.save(file).unwrap();
        }
    }
}

/// Whether two colours are the same to the eye after a video codec had them.
pub(crate) fn alike(a: Colour, b: Colour) -> bool {
    a.iter().zip(b).all(|(a, b)| a.abs_diff(b) <= 40)
}
