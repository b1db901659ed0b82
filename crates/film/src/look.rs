//! What happens to the colours on the way. Each look is a table for every plane, made anew for every frame.

use super::planes::{Plane, Planes};

/// What happens to the colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// As it is.
    Plain,
    /// From black and white to colour.
    ColourAwakens,
    /// Brown, and flickering.
    OldFilm,
    /// Warmer and brighter.
    GoldenHour,
    /// Colder and darker.
    Moonlight,
    /// Out of the dark.
    FadeIn,
}

impl Look {
    /// Changes a frame; `at` is the part of the way, from 0 to 1.
    pub(crate) fn apply(self, frame: &mut Planes, at: f64, number: u32) {
        // Luma: gain. Chroma: gain around the middle, then a shift.
        let (luma, chroma, (u, v)) = match self {
            Self::Plain => return,
            Self::ColourAwakens => (1.0, ((at - 0.2) / 0.6).clamp(0.0, 1.0), (0.0, 0.0)),
            Self::OldFilm => (0.92 + 0.05 * f64::from(number * 7 % 5) / 4.0, 0.0, (-14.0, 10.0)),
            Self::GoldenHour => (1.0 + 0.08 * at, 1.0, (-16.0 * at, 12.0 * at)),
            Self::Moonlight => (1.0 - 0.35 * at, 1.0 - 0.4 * at, (12.0 * at, -6.0 * at)),
            Self::FadeIn => {
                let light = (at * 4.0).min(1.0);
                (light, light, (0.0, 0.0))
            }
        };
        change(&mut frame.y, |sample| (sample - 16.0) * luma + 16.0);
        change(&mut frame.u, |sample| (sample - 128.0) * chroma + 128.0 + u);
        change(&mut frame.v, |sample| (sample - 128.0) * chroma + 128.0 + v);
    }
}

fn change(plane: &mut Plane, to: impl Fn(f64) -> f64) {
    let table: [u8; 256] = std::array::from_fn(|sample| to(sample as f64).round().clamp(16.0, 240.0) as u8);
    for sample in &mut plane.samples {
        *sample = table[usize::from(*sample)];
    }
}
