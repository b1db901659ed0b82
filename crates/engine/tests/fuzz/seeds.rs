//! Whole pictures to damage: tiny ones of every kind that can be written here, and the files of the corpus.

use std::io::Cursor;

use image::codecs::bmp::BmpEncoder;
use image::{DynamicImage, ExtendedColorType, ImageFormat, Rgb, RgbImage};

use crate::random::Random;

pub(crate) struct Seeds {
    /// Cheap to open: most inputs come of these.
    tiny: Vec<Vec<u8>>,
    /// With all that real files hold: profiles, scans, directories.
    real: Vec<Vec<u8>>,
    /// Take long to open.
    slow: Vec<Vec<u8>>,
}

impl Seeds {
    pub(crate) fn new() -> Self {
        let picture = RgbImage::from_fn(24, 18, |x, y| Rgb([(x * 10) as u8, (y * 14) as u8, ((x ^ y) * 8) as u8]));
        let rgb = DynamicImage::from(picture);
        let written = |picture: &DynamicImage, format: ImageFormat| {
            let mut bytes = Cursor::new(Vec::new());
            picture.write_to(&mut bytes, format).unwrap();
            bytes.into_inner()
        };
        let rgba = DynamicImage::from(rgb.to_rgba8());
        let grey = DynamicImage::from(rgb.to_luma8());
        let mut tiny = vec![
            written(&rgb, ImageFormat::Jpeg),
            written(&grey, ImageFormat::Jpeg),
            written(&rgb, ImageFormat::Png),
            written(&rgba, ImageFormat::Png),
            written(&grey, ImageFormat::Png),
            written(&DynamicImage::from(rgb.to_rgb16()), ImageFormat::Png),
            written(&DynamicImage::from(rgb.to_luma_alpha16()), ImageFormat::Png),
            written(&rgb, ImageFormat::Gif),
            written(&rgba, ImageFormat::Gif),
            written(&rgb, ImageFormat::Tiff),
            written(&grey, ImageFormat::Tiff),
            written(&DynamicImage::from(rgb.to_rgba16()), ImageFormat::Tiff),
            written(&rgb, ImageFormat::WebP),
            written(&rgba, ImageFormat::WebP),
        ];
        let mut bitmap = Vec::new();
        BmpEncoder::new(&mut bitmap).encode(&rgb.to_rgba8(), 24, 18, ExtendedColorType::Rgba8).unwrap();
        tiny.extend([bitmap, written(&rgb, ImageFormat::Bmp)]);

        let (mut real, mut slow) = (Vec::new(), Vec::new());
        let mut paths: Vec<_> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_none_or(|ending| ending != "md"))
            .collect();
        paths.sort();
        for path in paths {
            let is_slow = path.extension().is_some_and(|ending| ending == "heic");
            if is_slow { &mut slow } else { &mut real }.push(std::fs::read(&path).unwrap());
        }
        Self { tiny, real, slow }
    }

    pub(crate) fn pick(&self, random: &mut Random) -> &[u8] {
        let of = match random.below(100) {
            0 => &self.slow,
            1..=6 => &self.real,
            _ => &self.tiny,
        };
        &of[random.below(of.len())]
    }
}
