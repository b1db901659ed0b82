//! Raw files of cameras in the clothes of a TIFF, and TIFF files that only look like one.

use animato_engine::photo::Refusal;
use animato_engine::view::Notice;

use crate::{made, prepare};

type Tag = (u16, u16, u32, u32);

fn refusal(further: &[Tag]) -> Option<Refusal> {
    prepare(&made::tiff(640, 426, &made::quadrants(640, 426), further)).err()
}

#[test]
fn a_raw_file_is_refused_by_name_whoever_made_it() {
    let makers: [(&str, Tag); 7] = [
        ("DNG: its version", (50706, 1, 4, 0x0000_0401)),
        ("NEF and ARW: a preview first", (254, 4, 1, 1)),
        ("the mosaic of a sensor", (262, 3, 1, 32803)),
        ("a sensor's linear light", (262, 3, 1, 34892)),
        ("NEF: its own compression", (259, 3, 1, 34713)),
        ("ARW: its own compression", (259, 3, 1, 32767)),
        ("PEF: its own compression", (259, 3, 1, 65535)),
    ];
    for (maker, tag) in makers {
        let refused = refusal(&[tag]);
        assert!(
            matches!(refused, Some(Refusal::UnsupportedFormat { name: "Camera raw", advice }) if advice.contains("JPEG")),
            "{maker}: {refused:?}"
        );
    }
}

#[test]
fn a_finished_tiff_that_a_camera_signed_is_no_raw_file() {
    let prepared = prepare(&made::tiff(640, 426, &made::quadrants(640, 426), &[])).unwrap();
    assert_eq!(prepared.notices, [Notice::Converted, Notice::PrivateDataRemoved]);
    assert_eq!(refusal(&[(254, 4, 1, 0)]), None);
}
