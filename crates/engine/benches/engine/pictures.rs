//! Photographs to measure with: a drawn scene with the grain of a sensor, so that its files are as large as a camera's.

use std::path::{Path, PathBuf};

use animato_pixels::{Filter, drawing, jpeg, png, resize};
use image::RgbImage;

/// A photograph of so many pixels.
pub(crate) fn photograph(width: u32, height: u32) -> RgbImage {
    let scene = drawing::lake();
    let (w, h) = scene.dimensions();
    // The middle of it in the wanted shape.
    let keep = if w * height > h * width { (h * width / height, h) } else { (w, w * height / width) };
    let cut = image::imageops::crop_imm(&scene, (w - keep.0) / 2, (h - keep.1) / 2, keep.0, keep.1).to_image();
    let mut photo = resize(&cut, keep, (width, height), Filter::Sharp).expect("a picture of this size");
    let mut state = 1_u32;
    for value in photo.iter_mut() {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *value = value.saturating_add_signed((state >> 29) as i8 - 4);
    }
    photo
}

/// As a camera writes it.
pub(crate) fn write_jpeg(photo: &RgbImage, folder: &Path, name: &str) -> PathBuf {
    write(folder, name, &jpeg(photo, 92).expect("a JPEG"))
}

pub(crate) fn write_png(photo: &RgbImage, folder: &Path, name: &str) -> PathBuf {
    write(folder, name, &png(photo).expect("a PNG"))
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("room for the pictures");
    path
}
