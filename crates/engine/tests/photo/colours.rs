//! Files that say which colours their numbers mean: followed where they differ from sRGB, left alone where they do not.

use animato_engine::view::Notice;
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder};
use img_parts::png::{Png, PngChunk};

use crate::{QUADRANTS, check_quadrants, corpus, made, prepare, shown};

/// A quadrant picture as PNG, with these chunks before its pixels.
fn png(chunks: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut png = Png::from_bytes(corpus("plain.png").into()).unwrap();
    for (kind, contents) in chunks {
        png.chunks_mut().insert(1, PngChunk::new(*kind, contents.clone().into()));
    }
    png.encoder().bytes().to_vec()
}

fn numbers(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
}

/// White, red, green and blue of sRGB, as a PNG writes them.
const SRGB: [u32; 8] = [31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6000];

#[test]
fn a_png_that_says_srgb_in_any_words_keeps_every_pixel() {
    let words: [&[([u8; 4], Vec<u8>)]; 6] = [
        &[(*b"sRGB", vec![0])],
        &[(*b"gAMA", numbers(&[45_455]))],
        &[(*b"gAMA", numbers(&[45_455])), (*b"cHRM", numbers(&SRGB))],
        &[(*b"sRGB", vec![0]), (*b"gAMA", numbers(&[100_000]))],
        &[(*b"cICP", vec![1, 13, 0, 1])],
        &[(*b"cICP", vec![9, 16, 0, 1])],
    ];
    for chunks in words {
        let bytes = png(chunks);
        let prepared = prepare(&bytes).unwrap();
        assert_eq!(prepared.notices, [], "{chunks:?}");
        assert!(prepared.is_original, "{chunks:?}");
        assert!(shown(&prepared.bytes) == shown(&corpus("plain.png")), "{chunks:?}");
    }
}

#[test]
fn a_png_of_other_colours_is_brought_to_srgb() {
    let wide: [&[([u8; 4], Vec<u8>)]; 3] = [
        &[(*b"cICP", vec![12, 13, 0, 1])],
        &[(*b"gAMA", numbers(&[100_000]))],
        &[
            (*b"gAMA", numbers(&[45_455])),
            (*b"cHRM", numbers(&[31_270, 32_900, 64_000, 33_000, 21_000, 71_000, 15_000, 6000])),
        ],
    ];
    for chunks in wide {
        let prepared = prepare(&png(chunks)).unwrap();
        assert_eq!(prepared.notices, [Notice::ColoursConverted], "{chunks:?}");
        assert!(!prepared.is_original);
        assert!(check_quadrants(&shown(&prepared.bytes), QUADRANTS).is_err(), "{chunks:?}: nothing was changed");
    }
    let nonsense = png(&[(*b"gAMA", numbers(&[0])), (*b"cHRM", vec![1, 2, 3])]);
    assert_eq!(prepare(&nonsense).unwrap().notices, [], "a description of what cannot be is none");
}

/// A quadrant picture as JPEG, with this profile or this EXIF.
fn jpeg(profile: Option<Vec<u8>>, exif: Option<Vec<u8>>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 92);
    if let Some(profile) = profile {
        encoder.set_icc_profile(profile).unwrap();
    }
    if let Some(exif) = exif {
        encoder.set_exif_metadata(exif).unwrap();
    }
    encoder.write_image(&made::quadrants(640, 426), 640, 426, ExtendedColorType::Rgb8).unwrap();
    bytes
}

#[test]
fn a_jpeg_with_a_plain_srgb_profile_keeps_every_pixel() {
    let bytes = jpeg(Some(moxcms::ColorProfile::new_srgb().encode().unwrap()), None);
    let prepared = prepare(&bytes).unwrap();
    assert_eq!(prepared.notices, []);
    assert!(prepared.is_original && prepared.bytes.len() < bytes.len(), "the profile itself goes");
    assert!(shown(&prepared.bytes) == shown(&bytes));
    let p3 = prepare(&jpeg(Some(moxcms::ColorProfile::new_display_p3().encode().unwrap()), None)).unwrap();
    assert_eq!(p3.notices, [Notice::ColoursConverted]);
}

#[test]
fn a_camera_that_says_adobe_rgb_in_its_own_way_is_understood() {
    // A TIFF directory that leads to an EXIF directory, which leads to the interoperability index.
    let pointer = |tag: u16, to: u32| [&tag.to_le_bytes()[..], &[4, 0, 1, 0, 0, 0], &to.to_le_bytes()].concat();
    let index = |word: &[u8; 4]| {
        let entry = [&[1, 0, 2, 0, 4, 0, 0, 0][..], word].concat();
        let directory = |entry: Vec<u8>| [&[1, 0][..], &entry, &[0; 4]].concat();
        let exif = [
            b"II*\0\x08\0\0\0".to_vec(),
            directory(pointer(34665, 26)),
            directory(pointer(40965, 44)),
            directory(entry),
        ];
        prepare(&jpeg(None, Some(exif.concat()))).unwrap().notices
    };
    assert!(index(b"R03\0").contains(&Notice::ColoursConverted));
    assert!(!index(b"R98\0").contains(&Notice::ColoursConverted), "R98 is sRGB");
}
