//! Single pictures of a film.

use std::path::{Path, PathBuf};

use animato_engine::save::frame::{FrameError, Which, frame};
use image::RgbImage;
use openh264::encoder::VuiConfig;
use openh264::formats::YUVBuffer;

use crate::film::film;
use crate::posters::encoded_film;

/// The pictures of `steps.mp4`.
const STEPS: u32 = 48;

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/films").join(name)
}

/// Which of the pictures of `steps.mp4` this is, by its grey.
fn step(picture: &RgbImage) -> u32 {
    let [red, green, blue] = picture.get_pixel(240, 160).0;
    assert_eq!((red, red), (green, blue), "a grey");
    (f64::from(red) * 219.0 / 255.0 / 4.0).round() as u32
}

fn shown(which: Which) -> u32 {
    step(&frame(&sample("steps.mp4"), which).unwrap())
}

#[test]
fn every_picture_of_a_film_with_b_frames_is_found_by_its_time() {
    for n in 0..STEPS {
        let begins = f64::from(n) / 24.0;
        assert_eq!(shown(Which::At(begins)), n, "when it begins");
        assert_eq!(shown(Which::At(begins + 0.02)), n, "in its middle");
    }
}

#[test]
fn the_last_picture_is_the_one_that_is_shown_last() {
    assert_eq!(shown(Which::Last), STEPS - 1);
    assert_eq!(shown(Which::At(2.0)), STEPS - 1, "a film that ended shows its last picture");
    assert_eq!((shown(Which::First), shown(Which::At(-1.0))), (0, 0));
}

#[test]
fn a_picture_has_the_colours_that_its_film_means() {
    // BT.709 red, blue and green, as the standard numbers them, in a film that says what they are.
    for (numbers, rgb) in [([63, 102, 240], [255, 0, 0]), ([32, 240, 118], [0, 0, 255]), ([173, 42, 26], [0, 255, 0])] {
        let plane = |number: u8, samples| vec![number; samples];
        let planes = [plane(numbers[0], 96 * 64), plane(numbers[1], 48 * 32), plane(numbers[2], 48 * 32)].concat();
        let film = encoded_film(VuiConfig::bt709(), &YUVBuffer::from_vec(planes, 96, 64));
        let picture = of(&film, Which::Last).unwrap();
        let furthest = picture.get_pixel(48, 32).0.iter().zip(rgb).map(|(is, should)| is.abs_diff(should)).max();
        assert!(furthest <= Some(4), "{:?} and not {rgb:?}", picture.get_pixel(48, 32));
    }
}

#[test]
fn strays_behind_a_film_hide_none_of_its_pictures() {
    let whole = std::fs::read(sample("steps.mp4")).unwrap();
    for strays in [&b"x"[..], &[0; 64], b"junk behind it"] {
        let film = [&whole[..], strays].concat();
        assert_eq!(step(&of(&film, Which::Last).unwrap()), STEPS - 1, "{strays:?}");
    }
}

#[test]
fn a_film_of_another_codec_is_said_to_be_one() {
    for (name, codec) in [("hevc.mp4", "hvc1"), ("av1.mp4", "av01")] {
        let error = frame(&sample(name), Which::Last).unwrap_err();
        assert!(matches!(&error, FrameError::Unsupported(of) if of == codec), "{error:?}");
    }
}

#[test]
fn what_cannot_be_decoded_is_an_error_and_never_a_panic() {
    frame(Path::new("/nowhere/film.mp4"), Which::Last).unwrap_err();
    of(b"<html>", Which::Last).unwrap_err();
    of(&film(1000, 1), Which::Last).unwrap_err();
    let whole = std::fs::read(sample("steps.mp4")).unwrap();
    for at in (32..whole.len()).step_by(23) {
        let mut damaged = whole.clone();
        damaged[at] ^= 0xff;
        for which in [Which::Last, Which::At(1.5)] {
            let _ = of(&damaged, which);
        }
    }
}

fn of(film: &[u8], which: Which) -> Result<RgbImage, FrameError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film.mp4");
    std::fs::write(&path, film).unwrap();
    frame(&path, which)
}
