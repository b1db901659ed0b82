//! The corpus, file by file: what it was, what was done to it, what comes out.

use animato_engine::photo::{Crop, Limits, OutFormat, Refusal, thumbnail};
use animato_engine::view::Notice::{self, *};

use crate::{QUADRANTS, check_quadrants, corpus, made, prepare, prepare_within, shown};

struct Row {
    file: &'static str,
    was: &'static str,
    becomes: OutFormat,
    notices: &'static [Notice],
}

const fn row(file: &'static str, was: &'static str, becomes: OutFormat, notices: &'static [Notice]) -> Row {
    Row { file, was, becomes, notices }
}

const ACCEPTED: &[Row] = &[
    row("plain.jpg", "JPEG", OutFormat::Jpeg, &[]),
    row("plain.png", "PNG", OutFormat::Png, &[]),
    row("progressive.jpg", "JPEG", OutFormat::Jpeg, &[]),
    row("wrong-extension.png", "JPEG", OutFormat::Jpeg, &[]),
    row("baseline.tif", "TIFF", OutFormat::Jpeg, &[Converted]),
    row("lossless.webp", "WebP", OutFormat::Jpeg, &[Converted]),
    row("still.gif", "GIF", OutFormat::Png, &[Converted]),
    row("palette.png", "PNG", OutFormat::Png, &[]),
    row("sixteen-bit.png", "PNG", OutFormat::Png, &[PrivateDataRemoved]),
    row("cmyk.jpg", "JPEG", OutFormat::Jpeg, &[ColoursConverted]),
    row("adobe-rgb.jpg", "JPEG", OutFormat::Jpeg, &[ColoursConverted]),
    row("swapped-channels.jpg", "JPEG", OutFormat::Jpeg, &[ColoursConverted]),
    row("orientation-1.jpg", "JPEG", OutFormat::Jpeg, &[PrivateDataRemoved]),
    row("orientation-2.jpg", "JPEG", OutFormat::Jpeg, &[Turned, PrivateDataRemoved]),
    row("orientation-3.jpg", "JPEG", OutFormat::Jpeg, &[Turned, PrivateDataRemoved]),
    row("orientation-4.jpg", "JPEG", OutFormat::Jpeg, &[Turned, PrivateDataRemoved]),
    row("orientation-5.jpg", "JPEG", OutFormat::Jpeg, &[Turned, PrivateDataRemoved]),
    row("orientation-6.jpg", "JPEG", OutFormat::Jpeg, &[Turned, PrivateDataRemoved]),
    row("orientation-7.jpg", "JPEG", OutFormat::Jpeg, &[Turned, PrivateDataRemoved]),
    row("orientation-8.jpg", "JPEG", OutFormat::Jpeg, &[Turned, PrivateDataRemoved]),
    row("orientation-6.png", "PNG", OutFormat::Png, &[Turned, PrivateDataRemoved]),
    row("orientation-6.webp", "WebP", OutFormat::Jpeg, &[Turned, Converted, PrivateDataRemoved]),
    row("phone.heic", "HEIC", OutFormat::Jpeg, &[Converted, LocationRemoved, PrivateDataRemoved]),
    row("animated.gif", "GIF", OutFormat::Png, &[FirstFrame, Converted]),
    row("animated.png", "PNG", OutFormat::Png, &[FirstFrame]),
    row("animated.webp", "WebP", OutFormat::Jpeg, &[FirstFrame, Converted]),
    row("gps.jpg", "JPEG", OutFormat::Jpeg, &[LocationRemoved, PrivateDataRemoved]),
];

#[test]
fn fault_43_44_45_46_every_picture_is_accepted_upright_in_its_true_colours_and_says_what_was_done() {
    let faults: Vec<String> = ACCEPTED
        .iter()
        .filter_map(|row| check(row, &corpus(row.file)).err().map(|fault| format!("{}: {fault}", row.file)))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_bitmap_and_a_tiff_that_lies_on_its_side_are_accepted() {
    check(&row("bmp", "BMP", OutFormat::Jpeg, &[Converted]), &made::bitmap()).unwrap();
    check(&row("tif", "TIFF", OutFormat::Jpeg, &[Turned, Converted, PrivateDataRemoved]), &made::turned_tiff())
        .unwrap();
}

fn check(row: &Row, bytes: &[u8]) -> Result<(), String> {
    let prepared = prepare(bytes).map_err(|refusal| refusal.message())?;
    let picture = shown(&prepared.bytes);
    let thumbnail = shown(&prepared.thumbnail);
    let expect = |holds: bool, what: String| if holds { Ok(()) } else { Err(what) };
    check_quadrants(&picture, QUADRANTS)?;
    check_quadrants(&thumbnail, QUADRANTS).map_err(|fault| format!("thumbnail: {fault}"))?;
    expect(prepared.notices == row.notices, format!("notices {:?}", prepared.notices))?;
    expect(prepared.format == row.becomes, format!("became {:?}", prepared.format))?;
    expect(prepared.original.format == row.was, format!("was {}", prepared.original.format))?;
    expect(prepared.original.bytes == bytes.len() as u64, format!("{} bytes", prepared.original.bytes))?;
    expect(picture.dimensions() == (prepared.width, prepared.height), format!("claims {}", prepared.width))?;
    expect((prepared.width, prepared.height) == (640, 426), format!("{} x {}", prepared.width, prepared.height))?;
    expect((prepared.original.width, prepared.original.height) == (640, 426), format!("{:?}", prepared.original))?;
    expect(thumbnail.dimensions() == (512, 340), format!("thumbnail {:?}", thumbnail.dimensions()))
}

#[test]
fn grey_stays_grey() {
    let prepared = prepare(&corpus("grey.jpg")).unwrap();
    assert_eq!(prepared.notices, []);
    let levels = QUADRANTS.map(|[r, g, b]| {
        let level = (0.299 * f32::from(r) + 0.587 * f32::from(g) + 0.114 * f32::from(b)).round() as u8;
        [level; 3]
    });
    check_quadrants(&shown(&prepared.bytes), levels).unwrap();
}

#[test]
fn transparency_is_laid_on_white_and_said() {
    let bytes = corpus("alpha.png");
    let source = image::load_from_memory(&bytes).unwrap().into_rgba8();
    assert!(source.pixels().any(|pixel| pixel.0[3] < 255), "the corpus has transparent pixels");
    let prepared = prepare(&bytes).unwrap();
    assert_eq!(prepared.notices, [Flattened]);
    for (from, to) in source.pixels().zip(shown(&prepared.bytes).pixels()) {
        let [red, green, blue, alpha] = from.0.map(f32::from);
        let expected = [red, green, blue].map(|level| 255.0 + (level - 255.0) * alpha / 255.0);
        assert!(to.0.iter().zip(expected).all(|(a, b)| (f32::from(*a) - b).abs() <= 1.0), "{from:?} became {to:?}");
    }
}

#[test]
fn a_photo_that_is_right_keeps_every_pixel() {
    for file in
        ["plain.jpg", "progressive.jpg", "gps.jpg", "orientation-1.jpg", "grey.jpg", "plain.png", "animated.png"]
    {
        let bytes = corpus(file);
        let prepared = prepare(&bytes).unwrap();
        assert!(shown(&prepared.bytes) == shown(&bytes), "{file}");
    }
    assert_eq!(prepare(&corpus("plain.jpg")).unwrap().bytes, corpus("plain.jpg"), "nothing to cut");
}

#[test]
fn lossless_sources_lose_nothing() {
    for file in ["palette.png", "still.gif", "orientation-6.png"] {
        let prepared = prepare(&corpus(file)).unwrap();
        assert_eq!(shown(&prepared.bytes).get_pixel(160, 106).0, QUADRANTS[0], "{file}");
    }
}

#[test]
fn the_digest_names_the_bytes() {
    use sha2::{Digest, Sha256};
    let prepared = prepare(&corpus("gps.jpg")).unwrap();
    let digest: String = Sha256::digest(&prepared.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(prepared.digest, digest);
    assert_ne!(prepared.digest, prepare(&corpus("plain.png")).unwrap().digest);
}

#[test]
fn fault_42_what_is_no_whole_picture_is_refused_in_one_clear_line() {
    let refused = |file: &str| prepare(&corpus(file)).err();
    assert_eq!(refused("truncated.jpg"), Some(Refusal::Truncated));
    assert_eq!(refused("truncated.png"), Some(Refusal::Truncated));
    assert_eq!(refused("header-only.jpg"), Some(Refusal::Truncated));
    assert_eq!(refused("bad-crc.png"), Some(Refusal::Broken));
    assert_eq!(refused("empty.jpg"), Some(Refusal::Empty));
    assert_eq!(refused("text.jpg"), Some(Refusal::NotAPicture));
    assert_eq!(refused("page.html"), Some(Refusal::NotAPicture));
    assert!(matches!(refused("drawing.png"), Some(Refusal::UnsupportedFormat { name: "A drawing (SVG)", .. })));
    assert!(matches!(refused("page.jpg"), Some(Refusal::UnsupportedFormat { name: "A PDF document", .. })));
}

#[test]
fn formats_that_are_not_taken_are_refused_by_name() {
    let cases: &[(&[u8], &str)] = &[
        (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf", "AVIF"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", "AVIF"),
        (b"\xff\x0a\xfa\x1f", "JPEG XL"),
        (b"\0\0\0\x0cJXL \r\n\x87\n", "JPEG XL"),
        (b"8BPS\0\x01", "A Photoshop document (PSD)"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "A video"),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "A video"),
        (b"\x1aE\xdf\xa3\x9fB\x86\x81", "A video"),
        (b"\0\0\0\x18ftypcrx \0\0\0\x01crx isom", "Camera raw"),
        (b"II*\0\x10\0\0\0CR\x02\0", "Camera raw"),
        (b"II\x1a\0\0\0HEAPCCDR", "Camera raw"),
        (b"\0MRM\0\0", "Camera raw"),
        (b"FUJIFILMCCD-RAW 0201", "Camera raw"),
        (b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG 2000"),
        (b"gimp xcf v011\0", "A GIMP document (XCF)"),
        (b"\x76\x2f\x31\x01\x02\0\0\0", "A picture of high dynamic range (EXR, HDR)"),
        (b"OggS\0\x02", "A video"),
        (b"%PDF-1.7", "A PDF document"),
    ];
    for (bytes, expected) in cases {
        match prepare(bytes) {
            Err(Refusal::UnsupportedFormat { name, advice }) => {
                assert_eq!(name, *expected);
                assert!(advice.ends_with('.'), "{advice}");
            }
            other => panic!("{expected}: {:?}", other.err()),
        }
    }
}

#[test]
fn fault_48_the_shape_is_refused_with_its_limit_or_cropped_where_asked() {
    let refused = |file: &str| prepare(&corpus(file)).err().map(|refusal| refusal.message()).unwrap_or_default();
    assert!(refused("too-small.jpg").contains("301"), "{}", refused("too-small.jpg"));
    assert!(refused("too-long.png").contains("2.49"), "{}", refused("too-long.png"));
    assert!(refused("too-tall.png").contains("0.41"), "{}", refused("too-tall.png"));

    let cropped = |file: &str| prepare_within(&corpus(file), &Limits::default(), Crop::Centre);
    assert!(matches!(cropped("too-small.jpg"), Err(Refusal::TooSmall { width: 200, height: 200, min_height: 301 })));
    let long = cropped("too-long.png").unwrap();
    assert_eq!(((long.width, long.height), long.notices.as_slice()), ((821, 330), &[Cropped][..]));
    let tall = cropped("too-tall.png").unwrap();
    assert_eq!(((tall.width, tall.height), tall.notices.as_slice()), ((330, 804), &[Cropped][..]));
}

#[test]
fn what_may_be_cropped_says_what_would_be_kept_and_can_be_looked_at() {
    for (file, size, kept) in
        [("too-long.png", (9000, 330), (4089, 0, 821, 330)), ("too-tall.png", (330, 3000), (0, 1098, 330, 804))]
    {
        let (claimed, crop) = prepare(&corpus(file)).unwrap_err().crop().unwrap();
        assert_eq!(claimed, size, "{file}");
        assert_eq!((crop.left, crop.top, crop.width, crop.height), kept, "{file}");
        let small = shown(&thumbnail(&corpus(file).into(), &Limits::default()).unwrap());
        assert_eq!(small.width().max(small.height()), 512, "{file}");
    }
    assert_eq!(prepare(&corpus("too-small.jpg")).unwrap_err().crop(), None);
    let upright = thumbnail(&corpus("orientation-6.jpg").into(), &Limits::default()).unwrap();
    check_quadrants(&shown(&upright), QUADRANTS).unwrap();
}
