//! Which colours the stored numbers mean, as the file says it: by a profile, or in the words of its format.

use animato_pixels::{Conversion, Described};
use img_parts::png::Png;

use super::metadata::Metadata;
use super::sniff::Format;

/// 1 / 2.2 in a PNG's units, give or take what encoders round: in the words of the format, sRGB.
const SRGB_GAMMA: std::ops::RangeInclusive<u32> = 45_000..=46_000;

/// What brings the colours of a file to sRGB. `None`: they are, or nothing is said.
pub(super) fn conversion(
    format: Format,
    bytes: &img_parts::Bytes,
    icc: Option<&[u8]>,
    metadata: &Metadata,
    grey: bool,
) -> Option<Conversion> {
    // Code points go before a profile, and a profile before everything else: the order of the PNG specification.
    match (png_words(format, bytes), icc) {
        (Some(Words::CodePoints(described)), _) => Conversion::of_description(described, grey),
        (_, Some(icc)) => Conversion::of_profile(icc, grey),
        (Some(Words::Srgb), None) => None,
        (Some(Words::Measured(described)), None) => Conversion::of_description(described, grey),
        (None, None) if metadata.adobe_rgb => Conversion::of_description(Described::AdobeRgb, grey),
        (None, None) => None,
    }
}

enum Words {
    CodePoints(Described),
    Srgb,
    Measured(Described),
}

/// What the chunks of a PNG say besides a profile.
fn png_words(format: Format, bytes: &img_parts::Bytes) -> Option<Words> {
    if format != Format::Png {
        return None;
    }
    let png = Png::from_bytes(bytes.clone()).ok()?;
    let chunk = |kind: &[u8; 4]| png.chunk_by_type(*kind).map(|chunk| chunk.contents().clone());
    if let Some([primaries, transfer, ..]) = chunk(b"cICP").as_deref() {
        return Some(Words::CodePoints(Described::CodePoints { primaries: *primaries, transfer: *transfer }));
    }
    if chunk(b"sRGB").is_some() {
        return Some(Words::Srgb);
    }
    let number = |bytes: &[u8], at: usize| bytes.get(4 * at..)?.first_chunk().copied().map(u32::from_be_bytes);
    let chromaticities = chunk(b"cHRM").and_then(|chunk| {
        let point = |at| Some((fraction(number(&chunk, at)?), fraction(number(&chunk, at + 1)?)));
        Some([point(0)?, point(2)?, point(4)?, point(6)?])
    });
    let gamma = number(&chunk(b"gAMA")?, 0)?;
    if SRGB_GAMMA.contains(&gamma) && chromaticities.is_none_or(|points| is_srgb(&points)) {
        return Some(Words::Srgb);
    }
    Some(Words::Measured(Described::Measured { gamma: 100_000.0 / f64::from(gamma), chromaticities }))
}

/// A PNG writes fractions as hundred-fraction.
fn fraction(number: u32) -> f64 {
    f64::from(number) / 100_000.0
}

fn is_srgb(points: &[(f64, f64); 4]) -> bool {
    let srgb = [(0.3127, 0.329), (0.64, 0.33), (0.3, 0.6), (0.15, 0.06)];
    points.iter().zip(srgb).all(|(a, b)| (a.0 - b.0).abs() < 0.005 && (a.1 - b.1).abs() < 0.005)
}
