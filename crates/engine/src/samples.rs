//! Three sample photos for an empty library, drawn by this program and owned by nobody else.
//!
//! Drawn once, when first asked for. They are the same on every machine.

use std::sync::OnceLock;

use animato_pixels::drawing;

use crate::photo::sample_jpeg;

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
        let jpeg = |scene: fn() -> image::RgbImage| sample_jpeg(&scene());
        // Each takes a good part of a second.
        let [dunes, lake, portrait] = std::thread::scope(|scope| {
            [drawing::dunes, drawing::lake, drawing::portrait]
                .map(|scene: fn() -> image::RgbImage| scope.spawn(move || jpeg(scene)))
                .map(|drawn| drawn.join().unwrap_or_default())
        });
        [
            Sample { name: "dunes-at-dusk.jpg", jpeg: dunes },
            Sample { name: "mountain-lake.jpg", jpeg: lake },
            Sample { name: "portrait.jpg", jpeg: portrait },
        ]
    })
}
