//! Nothing leaves the machine but the picture.

use animato_engine::view::Notice;
use image::ImageEncoder;
use image::codecs::jpeg::JpegEncoder;

use crate::{corpus, made, prepare, shown};

/// Words and numbers that stand in the private parts of the corpus: comments, names, serial numbers.
fn assert_tells_nothing(bytes: &[u8], what: &str) {
    for word in [
        &b"SECRET"[..],
        b"Exif",
        b"GPS",
        b"xap",
        b"http",
        b"Photoshop",
        b"ICC_PROFILE",
        b"CorpusCam",
        b"MPF",
        b"tEXt",
        b"eXIf",
    ] {
        assert!(!bytes.windows(word.len()).any(|window| window == word), "{what}: {}", String::from_utf8_lossy(word));
    }
}

#[test]
fn fault_47_no_file_of_the_corpus_keeps_a_private_word() {
    let mut secrets = 0;
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus")).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let Ok(prepared) = prepare(&bytes) else { continue };
        assert_tells_nothing(&prepared.bytes, &path.display().to_string());
        assert_tells_nothing(&prepared.thumbnail, &path.display().to_string());
        secrets += usize::from(bytes.windows(6).any(|window| window == b"SECRET"));
    }
    assert!(secrets >= 2, "the corpus holds secrets to be removed");
}

#[test]
fn coordinates_are_gone() {
    for file in ["gps.jpg", "phone.heic"] {
        let bytes = corpus(file);
        let exif = exif::Reader::new().read_from_container(&mut std::io::Cursor::new(&bytes)).unwrap();
        let coordinate = exif.get_field(exif::Tag::GPSLatitude, exif::In::PRIMARY).expect("the corpus has a place");
        let exif::Value::Rational(degrees) = &coordinate.value else { panic!("{coordinate:?}") };
        let raw: Vec<u8> = degrees.iter().flat_map(|r| [r.num.to_be_bytes(), r.denom.to_be_bytes()].concat()).collect();
        assert!(exif.buf().windows(raw.len()).any(|window| window == raw), "{file}: the place stands in the source");
        let prepared = prepare(&bytes).unwrap();
        assert!(prepared.notices.contains(&Notice::LocationRemoved), "{file}");
        assert!(!prepared.bytes.windows(raw.len()).any(|window| window == raw), "{file}");
    }
}

/// A JPEG with something private in every place that a JPEG has for it.
fn gossiping_jpeg() -> Vec<u8> {
    let mut plain = Vec::new();
    JpegEncoder::new_with_quality(&mut plain, 90)
        .write_image(&made::quadrants(640, 426), 640, 426, image::ExtendedColorType::Rgb8)
        .unwrap();
    let segment = |marker: u8, contents: &[u8]| {
        let length = (contents.len() as u16 + 2).to_be_bytes();
        [&[0xff, marker][..], &length, contents].concat()
    };
    // Between header and frame: a JFIF thumbnail, XMP, IPTC, an unknown maker's segment, a comment.
    let mut bytes = plain[..2].to_vec();
    bytes.extend(segment(0xe0, &[&b"JFIF\0\x01\x02\x01\0H\0H\x02\x01"[..], b"SECRET"].concat()));
    bytes.extend(segment(0xe0, b"JFXX\0\x10SECRET"));
    bytes.extend(segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude='48,8N' SECRET/>"));
    bytes.extend(segment(0xe2, b"MPF\0SECRET"));
    bytes.extend(segment(0xe5, b"SECRET"));
    bytes.extend(segment(0xed, b"Photoshop 3.0\x008BIM SECRET"));
    bytes.extend(segment(0xfe, b"SECRET"));
    bytes.extend_from_slice(&plain[2..plain.len() - 2]);
    // After the scan, and after the end.
    bytes.extend(segment(0xfe, b"SECRET"));
    bytes.extend_from_slice(b"\xff\xd9SECRET\xff\xd8\xff\xd9");
    bytes
}

#[test]
fn every_corner_of_a_jpeg_is_swept_and_no_pixel_changes() {
    let bytes = gossiping_jpeg();
    let prepared = prepare(&bytes).unwrap();
    assert_tells_nothing(&prepared.bytes, "jpeg");
    assert_eq!(prepared.notices, [Notice::LocationRemoved, Notice::PrivateDataRemoved]);
    assert!(shown(&prepared.bytes) == shown(&bytes));
    assert!(prepared.bytes.ends_with(&[0xff, 0xd9]));
}

#[test]
fn every_corner_of_a_png_is_swept_and_no_pixel_changes() {
    let plain = corpus("plain.png");
    let mut png = img_parts::png::Png::from_bytes(plain.clone().into()).unwrap();
    let chunks: [([u8; 4], &[u8]); 6] = [
        (*b"tEXt", b"Author\0SECRET"),
        (*b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x exif:GPSLongitude='2E' SECRET/>"),
        (*b"eXIf", b"SECRET, and not even EXIF"),
        (*b"tIME", b"\x07\xe8\x01\x01\0\0\0"),
        (*b"prVt", b"SECRET"),
        (*b"sRGB", b"\0"),
    ];
    for (kind, contents) in chunks {
        png.chunks_mut().insert(1, img_parts::png::PngChunk::new(kind, contents.to_vec().into()));
    }
    let mut bytes = png.encoder().bytes().to_vec();
    bytes.extend_from_slice(b"SECRET after the end");
    let prepared = prepare(&bytes).unwrap();
    assert_tells_nothing(&prepared.bytes, "png");
    assert_eq!(prepared.notices, [Notice::LocationRemoved, Notice::PrivateDataRemoved]);
    assert!(shown(&prepared.bytes) == shown(&plain));
}
