//! The picture that stands for a video.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use animato_engine::save::poster::{CARD, MAX_SIDE, posters};
use mp4::{AvcConfig, Mp4Config, Mp4Sample, Mp4Writer, TrackConfig};
use openh264::encoder::{Encoder, EncoderConfig, VuiConfig};
use openh264::formats::{RgbSliceU8, YUVBuffer, YUVSource as _};
use openh264::{OpenH264API, nal_units};

use crate::film::film;

/// A real H.264 film of five frames, all of them of this colour.
fn real_film(width: u16, height: u16, colour: [u8; 3]) -> Vec<u8> {
    let (w, h) = (usize::from(width), usize::from(height));
    let pixels = colour.repeat(w * h);
    encoded_film(VuiConfig::bt601(), &YUVBuffer::from_rgb_source(RgbSliceU8::new(&pixels, (w, h))))
}

/// A real H.264 film of this picture five times, which says of itself what its numbers mean.
pub(crate) fn encoded_film(meaning: VuiConfig, picture: &YUVBuffer) -> Vec<u8> {
    let side = |side: usize| u16::try_from(side).unwrap();
    let (width, height) = (side(picture.dimensions().0), side(picture.dimensions().1));
    let config = EncoderConfig::new().vui(meaning);
    let mut encoder = Encoder::with_api_config(OpenH264API::from_source(), config).unwrap();
    let (mut sets, mut samples) = (Vec::new(), Vec::new());
    for _ in 0..5 {
        let stream = encoder.encode(picture).unwrap().to_vec();
        let mut sample = Vec::new();
        for unit in nal_units(&stream) {
            let unit = unit.strip_prefix(&[0, 0, 0, 1]).or(unit.strip_prefix(&[0, 0, 1])).unwrap();
            match unit[0] & 31 {
                7 | 8 => sets.push(unit.to_vec()),
                _ => sample.extend([&u32::try_from(unit.len()).unwrap().to_be_bytes()[..], unit].concat()),
            }
        }
        samples.push(sample);
    }
    let brand = |name: &str| name.parse().unwrap();
    let config = Mp4Config {
        major_brand: brand("isom"),
        minor_version: 512,
        compatible_brands: vec![brand("isom"), brand("avc1")],
        timescale: 1000,
    };
    let mut writer = Mp4Writer::write_start(Cursor::new(Vec::new()), &config).unwrap();
    let avc = AvcConfig { width, height, seq_param_set: sets[0].clone(), pic_param_set: sets[1].clone() };
    writer.add_track(&TrackConfig::from(avc)).unwrap();
    for (n, sample) in samples.into_iter().enumerate() {
        let (start_time, is_sync) = (n as u64 * 40, n == 0);
        let sample = Mp4Sample { start_time, duration: 40, rendering_offset: 0, is_sync, bytes: sample.into() };
        writer.write_sample(1, &sample).unwrap();
    }
    writer.write_end().unwrap();
    writer.into_writer().into_inner()
}

/// The large one and the small one.
fn posters_of(film: &[u8]) -> Result<[image::RgbImage; 2], String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film.mp4");
    fs::write(&path, film).unwrap();
    let posters = posters(&path).map_err(|error| error.to_string())?;
    let read = |jpeg| image::load_from_memory_with_format(jpeg, image::ImageFormat::Jpeg).unwrap().into_rgb8();
    Ok([&posters.large[..], &posters.small[..]].map(read))
}

#[test]
fn the_first_frame_becomes_a_small_jpeg_of_the_same_shape_and_colour() {
    let [large, small] = posters_of(&real_film(1280, 720, [200, 60, 40])).unwrap();
    assert_eq!(large.dimensions(), (MAX_SIDE, 360));
    assert_eq!(small.dimensions(), CARD);
    for picture in [large, small] {
        let [red, green, blue] = picture.get_pixel(160, 90).0;
        assert!(red.abs_diff(200) < 12 && green.abs_diff(60) < 12 && blue.abs_diff(40) < 12, "{red} {green} {blue}");
    }
}

#[test]
fn the_small_one_covers_a_card_whatever_its_shape() {
    for (film, small) in [((720, 1280), (320, 569)), ((1000, 1000), (320, 320)), ((1440, 480), (539, 180))] {
        assert_eq!(posters_of(&real_film(film.0, film.1, [9, 9, 9])).unwrap()[1].dimensions(), small, "{film:?}");
    }
}

#[test]
fn a_small_film_is_not_enlarged() {
    for picture in posters_of(&real_film(96, 128, [0, 0, 0])).unwrap() {
        assert_eq!(picture.dimensions(), (96, 128));
    }
}

#[test]
fn what_cannot_be_decoded_is_an_error_and_never_a_panic() {
    posters(Path::new("/nowhere/film.mp4")).unwrap_err();
    posters_of(b"<html>").unwrap_err();
    posters_of(&film(1000, 1)).unwrap_err();
    let real = real_film(96, 128, [9, 9, 9]);
    let moov = real.windows(4).position(|kind| kind == b"moov").unwrap();
    for at in (moov..real.len()).step_by(7) {
        let mut damaged = real.clone();
        damaged[at] ^= 0xff;
        let _ = posters_of(&damaged);
    }
}
