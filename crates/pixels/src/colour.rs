//! Brings colours to 8-bit sRGB: lays transparency on white and follows the embedded ICC profile.

use image::{DynamicImage, RgbImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// Differences up to this many levels of 255 are rounding: the colours count as the same.
const SAME: u8 = 2;

/// Lays a picture on white, at 8 bits. The flag tells whether any of it was transparent.
#[must_use]
pub fn flatten(picture: DynamicImage) -> (RgbImage, bool) {
    if !picture.color().has_alpha() {
        return (picture.into_rgb8(), false);
    }
    let source = picture.into_rgba8();
    let mut transparent = false;
    let mut flat = RgbImage::new(source.width(), source.height());
    for (from, to) in source.pixels().zip(flat.pixels_mut()) {
        let [red, green, blue, alpha] = from.0;
        transparent |= alpha < 255;
        to.0 = [red, green, blue].map(|level| over_white(level, alpha));
    }
    (flat, transparent)
}

fn over_white(level: u8, alpha: u8) -> u8 {
    let alpha = u32::from(alpha);
    let mixed = u32::from(level) * alpha + 255 * (255 - alpha);
    ((mixed + 127) / 255) as u8
}

/// How colours are brought to sRGB.
pub struct Conversion(Kind);

enum Kind {
    /// For colour: a transform of rows.
    Rgb(std::sync::Arc<moxcms::Transform8BitExecutor>),
    /// For grey: a level for each level.
    Grey(Box<[u8; 256]>),
}

impl Conversion {
    /// What a profile asks for. `None`: nothing, because the colours are sRGB already, or because the profile is damaged or
    /// of another kind than the pixels.
    #[must_use]
    pub fn of_profile(icc: &[u8], grey: bool) -> Option<Self> {
        let profile = ColorProfile::new_from_slice(icc).ok()?;
        let srgb = ColorProfile::new_srgb();
        let options = TransformOptions::default();
        match (profile.color_space, grey) {
            (DataColorSpace::Rgb, false) => {
                let transform = profile.create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, options).ok()?;
                let probe = probe();
                let mut converted = vec![0; probe.len()];
                transform.transform(&probe, &mut converted).ok()?;
                let differs = probe.iter().zip(&converted).any(|(a, b)| a.abs_diff(*b) > SAME);
                differs.then_some(Self(Kind::Rgb(transform)))
            }
            (DataColorSpace::Gray, true) => {
                let transform = profile.create_transform_8bit(Layout::Gray, &srgb, Layout::Rgb, options).ok()?;
                let levels: Vec<u8> = (0..=255).collect();
                let mut converted = vec![0; 3 * levels.len()];
                transform.transform(&levels, &mut converted).ok()?;
                let mut table = Box::new([0; 256]);
                for (slot, rgb) in table.iter_mut().zip(converted.chunks_exact(3)) {
                    *slot = *rgb.get(1)?;
                }
                let differs = levels.iter().zip(table.iter()).any(|(a, b)| a.abs_diff(*b) > SAME);
                differs.then_some(Self(Kind::Grey(table)))
            }
            _ => None,
        }
    }

    /// Converts a picture in place.
    pub fn apply(&self, picture: &mut RgbImage) {
        match &self.0 {
            Kind::Rgb(transform) => {
                let row = 3 * picture.width().max(1) as usize;
                let mut source = vec![0; row];
                for line in picture.chunks_exact_mut(row) {
                    source.copy_from_slice(line);
                    if transform.transform(&source, line).is_err() {
                        line.copy_from_slice(&source);
                    }
                }
            }
            Kind::Grey(table) => {
                for level in picture.iter_mut() {
                    *level = table[usize::from(*level)];
                }
            }
        }
    }
}

/// Colours from all over the cube.
fn probe() -> Vec<u8> {
    let steps = || (0..=8u16).map(|i| (i * 255 / 8) as u8);
    steps().flat_map(|r| steps().flat_map(move |g| steps().flat_map(move |b| [r, g, b]))).collect()
}
