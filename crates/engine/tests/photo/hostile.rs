//! Damaged and invented files: never a decoder's panic, and what is accepted is a whole picture.

use animato_engine::photo::{Limits, Refusal};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::{corpus, prepare, shown};

const FILES: [&str; 12] = [
    "plain.jpg",
    "progressive.jpg",
    "gps.jpg",
    "cmyk.jpg",
    "adobe-rgb.jpg",
    "orientation-6.png",
    "palette.png",
    "lossless.webp",
    "orientation-6.webp",
    "animated.gif",
    "baseline.tif",
    "phone.heic",
];

const SIGNATURES: [&[u8]; 9] = [
    b"",
    b"\xff\xd8\xff\xe0",
    b"\x89PNG\r\n\x1a\n",
    b"RIFF\x40\0\0\0WEBPVP8 ",
    b"GIF89a",
    b"BM\0\0\0\0\0\0\0\0",
    b"II*\0\x08\0\0\0",
    b"MM\0*\0\0\0\x08",
    b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
];

fn check(bytes: &[u8]) -> Result<(), TestCaseError> {
    match prepare(bytes) {
        Ok(prepared) => {
            let picture = shown(&prepared.bytes);
            prop_assert_eq!(picture.dimensions(), (prepared.width, prepared.height));
            prop_assert!(prepared.height >= Limits::default().min_height);
        }
        Err(refusal) => {
            prop_assert!(refusal != Refusal::DecoderFailed);
            prop_assert!(refusal.message().ends_with('.'));
        }
    }
    Ok(())
}

proptest! {
    // Fixed, so that a build never fails by luck; the decoders have fuzzers of their own.
    #![proptest_config(ProptestConfig { cases: 160, rng_seed: RngSeed::Fixed(41), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_pictures_are_refused_or_opened(
        file in prop::sample::select(&FILES[..]),
        hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        in_header in any::<bool>(),
    ) {
        let mut bytes = corpus(file);
        let reach = if in_header { bytes.len().min(700) } else { bytes.len() };
        for (place, value) in hits {
            bytes[place.index(reach)] = value;
        }
        check(&bytes)?;
    }

    #[test]
    fn pictures_cut_short_are_refused_or_opened(file in prop::sample::select(&FILES[..]), at in any::<prop::sample::Index>()) {
        let bytes = corpus(file);
        check(&bytes[..at.index(bytes.len())])?;
    }

    #[test]
    fn noise_behind_a_signature_is_refused(
        signature in prop::sample::select(&SIGNATURES[..]),
        noise in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let bytes = [signature, &noise].concat();
        prop_assert!(prepare(&bytes).is_err());
        check(&bytes)?;
    }
}

#[test]
fn a_picture_cut_short_is_never_taken_for_whole() {
    for file in ["plain.jpg", "progressive.jpg", "plain.png", "phone.heic"] {
        let bytes = corpus(file);
        for part in [30, 50, 70, 90] {
            let refused = prepare(&bytes[..bytes.len() * part / 100]).err();
            assert!(refused.is_some(), "{file} at {part} %");
        }
    }
}
