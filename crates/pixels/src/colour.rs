//! Brings colours to 8-bit sRGB: lays transparency on white and follows the embedded ICC profile.

use image::{DynamicImage, RgbImage};
use moxcms::{
    Chromaticity, CicpColorPrimaries, CicpProfile, ColorPrimaries, ColorProfile, DataColorSpace, Layout,
    MatrixCoefficients, ToneReprCurve, TransferCharacteristics, TransformOptions, XyY,
};

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

/// Colours as a file describes them without a profile.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Described {
    /// Code points for primaries and transfer function, as in ITU-T H.273.
    CodePoints {
        /// Colour primaries.
        primaries: u8,
        /// Transfer characteristics.
        transfer: u8,
    },
    /// Chromaticities, and the power that leads from a stored level to light.
    Measured {
        /// Of light over level; 2.2 is close to sRGB.
        gamma: f64,
        /// White, red, green and blue as CIE x and y; `None`: those of sRGB.
        chromaticities: Option<[(f64, f64); 4]>,
    },
    /// Adobe RGB (1998).
    AdobeRgb,
}

impl Conversion {
    /// What a profile asks for. `None`: nothing, because the colours are sRGB already, or because the profile is damaged or
    /// of another kind than the pixels.
    #[must_use]
    pub fn of_profile(icc: &[u8], grey: bool) -> Option<Self> {
        Self::between(&ColorProfile::new_from_slice(icc).ok()?, grey)
    }

    /// What a description asks for. `None`: nothing, because the colours are sRGB already, are those of a high dynamic
    /// range, or are described by what cannot be.
    #[must_use]
    pub fn of_description(described: Described, grey: bool) -> Option<Self> {
        let profile = match described {
            Described::CodePoints { primaries, transfer } => code_points(primaries, transfer)?,
            Described::Measured { gamma, chromaticities } => measured(gamma, chromaticities, grey)?,
            Described::AdobeRgb => ColorProfile::new_adobe_rgb(),
        };
        Self::between(&profile, grey)
    }

    fn between(profile: &ColorProfile, grey: bool) -> Option<Self> {
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

fn code_points(primaries: u8, transfer: u8) -> Option<ColorProfile> {
    use TransferCharacteristics::{Hlg, Smpte2084};
    let transfer = TransferCharacteristics::try_from(transfer).ok()?;
    // High dynamic range has no one way down to 8 bits; it is shown as it is coded.
    if matches!(transfer, Smpte2084 | Hlg) {
        return None;
    }
    let profile = ColorProfile::new_from_cicp(CicpProfile {
        color_primaries: CicpColorPrimaries::try_from(primaries).ok()?,
        transfer_characteristics: transfer,
        matrix_coefficients: MatrixCoefficients::Identity,
        full_range: true,
    });
    profile.red_trc.is_some().then_some(profile)
}

fn measured(gamma: f64, chromaticities: Option<[(f64, f64); 4]>, grey: bool) -> Option<ColorProfile> {
    if !(0.1..=10.0).contains(&gamma) {
        return None;
    }
    if grey {
        return Some(ColorProfile::new_gray_with_gamma(gamma as f32));
    }
    let mut profile = ColorProfile::new_srgb();
    if let Some([white, red, green, blue]) = chromaticities {
        let is_possible = |(x, y): (f64, f64)| (0.0..=1.0).contains(&x) && y > 0.0 && x + y <= 1.0;
        if ![white, red, green].into_iter().all(is_possible) || !(0.0..=1.0).contains(&blue.0) || blue.1 <= 0.0 {
            return None;
        }
        let point = |(x, y): (f64, f64)| Chromaticity { x: x as f32, y: y as f32 };
        profile.update_rgb_colorimetry(
            XyY { x: white.0, y: white.1, yb: 1.0 },
            ColorPrimaries { red: point(red), green: point(green), blue: point(blue) },
        );
    }
    profile.cicp = None;
    let curve = ToneReprCurve::Parametric(vec![gamma as f32]);
    profile.red_trc = Some(curve.clone());
    profile.green_trc = Some(curve.clone());
    profile.blue_trc = Some(curve);
    Some(profile)
}

/// Colours from all over the cube.
fn probe() -> Vec<u8> {
    let steps = || (0..=8u16).map(|i| (i * 255 / 8) as u8);
    steps().flat_map(|r| steps().flat_map(move |g| steps().flat_map(move |b| [r, g, b]))).collect()
}

#[cfg(test)]
mod tests {
    use image::Rgb;

    use super::*;

    const SRGB: [(f64, f64); 4] = [(0.3127, 0.329), (0.64, 0.33), (0.3, 0.6), (0.15, 0.06)];

    fn shown(described: Described, pixel: [u8; 3]) -> Option<[u8; 3]> {
        let mut picture = RgbImage::from_pixel(2, 2, Rgb(pixel));
        Conversion::of_description(described, false)?.apply(&mut picture);
        Some(picture.get_pixel(1, 1).0)
    }

    #[test]
    fn what_is_srgb_in_other_words_stays() {
        assert!(Conversion::of_profile(&ColorProfile::new_srgb().encode().unwrap(), false).is_none());
        assert_eq!(shown(Described::CodePoints { primaries: 1, transfer: 13 }, [9, 99, 199]), None);
    }

    #[test]
    fn wider_colours_are_brought_in() {
        let p3 = shown(Described::CodePoints { primaries: 12, transfer: 13 }, [200, 100, 50]).unwrap();
        assert!(p3[0] > 200 && p3[2] < 50, "{p3:?}");
        let adobe = shown(Described::AdobeRgb, [200, 100, 50]).unwrap();
        assert!(adobe[0] > 205, "{adobe:?}");
    }

    #[test]
    fn another_gamma_is_followed() {
        let linear = Described::Measured { gamma: 1.0, chromaticities: Some(SRGB) };
        let middle = shown(linear, [55, 55, 55]).unwrap();
        assert!(middle.iter().all(|level| level.abs_diff(128) < 4), "{middle:?}");
        let grey = Conversion::of_description(Described::Measured { gamma: 1.0, chromaticities: None }, true);
        assert!(grey.is_some());
    }

    #[test]
    fn descriptions_of_what_cannot_be_change_nothing() {
        let wrong = [(0.0, 0.0); 4];
        for described in [
            Described::CodePoints { primaries: 9, transfer: 16 },
            Described::CodePoints { primaries: 2, transfer: 2 },
            Described::CodePoints { primaries: 255, transfer: 255 },
            Described::Measured { gamma: 0.0, chromaticities: None },
            Described::Measured { gamma: f64::NAN, chromaticities: None },
            Described::Measured { gamma: 2.2, chromaticities: Some(wrong) },
        ] {
            assert!(Conversion::of_description(described, false).is_none(), "{described:?}");
        }
    }
}
