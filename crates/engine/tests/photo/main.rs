//! What becomes of a picture on its way to the service, file by file.

// Helpers of tests are tests; clippy sees only the functions that are marked.
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod colours;
mod corpus;
mod disk;
mod hostile;
mod limits;
mod made;
mod privacy;
mod raw;
mod samples;

use animato_engine::photo::{Crop, Limits, Prepared, Refusal};
use image::RgbImage;

/// A file of the corpus.
fn corpus(name: &str) -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn prepare(bytes: &[u8]) -> Result<Prepared, Refusal> {
    prepare_within(bytes, &Limits::default(), Crop::Refuse)
}

fn prepare_within(bytes: &[u8], limits: &Limits, crop: Crop) -> Result<Prepared, Refusal> {
    animato_engine::photo::prepare(&bytes.to_vec().into(), limits, crop)
}

/// What a viewer without any care for metadata shows, as the service does.
fn shown(bytes: &[u8]) -> RgbImage {
    image::load_from_memory(bytes).expect("the output is a picture").into_rgb8()
}

/// The colours of the quadrants, top left, top right, bottom left, bottom right.
const QUADRANTS: [[u8; 3]; 4] = [[220, 40, 40], [40, 180, 60], [50, 70, 220], [245, 245, 245]];

/// Whether a picture shows these colours in its quadrants, within 16 levels per channel.
fn check_quadrants(picture: &RgbImage, expected: [[u8; 3]; 4]) -> Result<(), String> {
    let (width, height) = picture.dimensions();
    for (i, expected) in expected.into_iter().enumerate() {
        let (x, y) = (width * (1 + 2 * (i as u32 % 2)) / 4, height * (1 + 2 * (i as u32 / 2)) / 4);
        let found = picture.get_pixel(x, y).0;
        if found.iter().zip(expected).any(|(a, b)| a.abs_diff(b) > 16) {
            return Err(format!("quadrant {i} is {found:?} and not {expected:?}"));
        }
    }
    Ok(())
}
