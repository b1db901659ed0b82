//! Three sample photos for an empty library, drawn by this program and owned by nobody else.
//!
//! Drawn once, when first asked for. They are the same on every machine.

mod canvas;
mod scenes;

use std::sync::OnceLock;

use crate::photo;

/// A sample photo.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Its file name.
    pub name: &'static str,
    /// A JPEG of 1920 × 1080 pixels.
    pub jpeg: Vec<u8>,
}

/// The sample photos: dunes at dusk, a mountain lake, a portrait.
#[must_use]
pub fn all() -> &'static [Sample; 3] {
    static SAMPLES: OnceLock<[Sample; 3]> = OnceLock::new();
    SAMPLES.get_or_init(|| {
        let draw = |name, scene: fn() -> image::RgbImage| Sample { name, jpeg: photo::encode_drawing(&scene()) };
        [
            draw("dunes-at-dusk.jpg", scenes::dunes),
            draw("mountain-lake.jpg", scenes::lake),
            draw("portrait.jpg", scenes::portrait),
        ]
    })
}
