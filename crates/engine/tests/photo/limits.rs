//! Size: what is scaled, what is refused, and that neither costs memory that a header merely claims.

use animato_engine::error::{Error, ErrorCode};
use animato_engine::photo::{Crop, Limits, OutFormat, Refusal, memory};
use animato_engine::view::Notice;

use crate::{QUADRANTS, check_quadrants, corpus, made, prepare, prepare_within, shown};

#[test]
fn fault_41_claims_that_no_memory_could_hold_are_refused_from_the_header() {
    let claims = prepare(&corpus("claims-huge.png")).err();
    assert!(matches!(claims, Some(Refusal::TooManyPixels { width: 0x7fff_ffff, .. })), "{claims:?}");
    let bomb = prepare(&made::claiming_png(50_000, 50_000, 1, 0)).err();
    assert!(matches!(bomb, Some(Refusal::TooManyPixels { width: 50_000, height: 50_000, .. })), "{bomb:?}");
    assert!(bomb.unwrap().message().contains("200 megapixels"));
}

#[test]
fn deep_pixels_count_against_memory_before_it_is_taken() {
    let deep = made::claiming_png(14_000, 14_000, 16, 6);
    assert_eq!(prepare(&deep).err(), Some(Refusal::TooMuchMemory), "196 megapixels of 8 bytes");
    let tight = Limits { max_memory: 640 * 426 * 3 - 1, ..Limits::default() };
    for file in ["plain.jpg", "plain.png", "lossless.webp", "still.gif", "baseline.tif", "phone.heic"] {
        let refused = prepare_within(&corpus(file), &tight, Crop::Refuse).err();
        assert_eq!(refused, Some(Refusal::TooMuchMemory), "{file}");
    }
}

#[test]
fn fault_48_what_is_too_high_is_scaled_down_and_says_so() {
    let limits = Limits { max_height: 400, ..Limits::default() };
    for file in ["plain.jpg", "plain.png", "orientation-6.jpg", "orientation-6.webp", "phone.heic"] {
        let prepared = prepare_within(&corpus(file), &limits, Crop::Refuse).unwrap();
        assert_eq!((prepared.width, prepared.height), (601, 400), "{file}");
        assert_eq!((prepared.original.width, prepared.original.height), (640, 426), "{file}");
        assert!(prepared.notices.contains(&Notice::ScaledDown), "{file}");
        check_quadrants(&shown(&prepared.bytes), QUADRANTS).unwrap();
    }
}

#[test]
fn a_picture_of_108_megapixels_fits_after_scaling() {
    let picture = animato_pixels::png(&made::quadrants(12_000, 9000)).unwrap();
    let prepared = prepare(&picture).unwrap();
    assert_eq!((prepared.width, prepared.height), (7999, 5999));
    assert_eq!(prepared.notices, [Notice::ScaledDown, Notice::Converted]);
    assert!(prepared.bytes.len() as u64 <= Limits::default().max_bytes_out);
    check_quadrants(&shown(&prepared.thumbnail), QUADRANTS).unwrap();
}

#[test]
fn the_memory_that_a_picture_will_take_is_known_from_its_header() {
    let needs = |bytes: Vec<u8>| memory(&bytes.into(), &Limits::default()).unwrap();
    let pixels = 640 * 426;
    let (jpeg, progressive) = (needs(corpus("plain.jpg")), needs(corpus("progressive.jpg")));
    assert!((3 * pixels..8 * pixels).contains(&jpeg), "{jpeg}");
    assert!(needs(corpus("phone.heic")) >= 8 * pixels);
    assert!(progressive >= 6 * pixels, "the coefficients of a progressive picture are counted: {progressive}");
    let deep = needs(made::claiming_png(6000, 6000, 16, 6));
    assert!(deep >= 6000 * 6000 * 11, "{deep}");
    let refused = memory(&made::claiming_png(50_000, 50_000, 1, 0).into(), &Limits::default());
    assert!(matches!(refused, Err(Refusal::TooManyPixels { .. })));
}

#[test]
fn a_file_that_would_be_too_large_to_send_is_written_smaller() {
    let noise = image::RgbImage::from_fn(900, 600, |x, y| {
        let h = ((x * 7919) ^ (y * 104_729)).wrapping_mul(0x9e37_79b1);
        image::Rgb([(h >> 8) as u8, (h >> 16) as u8, (h >> 24) as u8])
    });
    let mut png = std::io::Cursor::new(Vec::new());
    noise.write_to(&mut png, image::ImageFormat::Png).unwrap();
    let limit =
        |max_bytes_out| prepare_within(png.get_ref(), &Limits { max_bytes_out, ..Limits::default() }, Crop::Refuse);
    assert_eq!(limit(4_000_000).unwrap().notices, []);
    let lossy = limit(900_000).unwrap();
    assert!(lossy.bytes.len() <= 900_000);
    assert_eq!((lossy.format, lossy.notices.as_slice()), (OutFormat::Jpeg, &[Notice::Converted][..]));
    let smaller = limit(250_000).unwrap();
    assert!(smaller.bytes.len() <= 250_000);
    assert_eq!(smaller.notices, [Notice::ScaledDown, Notice::Converted]);
    assert!(matches!(limit(1000), Err(Refusal::TooMuchDetail { max_bytes: 1000 })));
}

#[test]
fn files_with_too_many_bytes_are_refused_before_they_are_looked_at() {
    let limits = Limits { max_bytes_in: 1000, ..Limits::default() };
    let refused = prepare_within(&corpus("plain.jpg"), &limits, Crop::Refuse).err();
    assert_eq!(refused, Some(Refusal::TooManyBytes { max_bytes: 1000 }));
}

#[test]
fn a_refusal_becomes_an_error_that_cost_nothing() {
    let error = Error::from(Refusal::Truncated);
    assert_eq!((error.code, error.spent), (ErrorCode::PhotoUnusable, animato_engine::error::Spent::No));
    assert_eq!(Error::from(Refusal::Missing).code, ErrorCode::Unreadable);
    assert_eq!(error.message, Refusal::Truncated.message());
}
