//! Pictures that are too large to keep as files: made when needed.

use image::codecs::bmp::BmpEncoder;
use image::{ExtendedColorType, RgbImage};

use crate::QUADRANTS;

/// A quadrant picture of any size.
pub(crate) fn quadrants(width: u32, height: u32) -> RgbImage {
    let half = width as usize / 2;
    let row = |i: usize| [QUADRANTS[i].repeat(half), QUADRANTS[i + 1].repeat(width as usize - half)].concat();
    let upper = row(0).repeat(height as usize / 2);
    let lower = row(2).repeat((height - height / 2) as usize);
    RgbImage::from_raw(width, height, [upper, lower].concat()).unwrap()
}

/// A 24-bit Windows bitmap.
pub(crate) fn bitmap() -> Vec<u8> {
    let mut bytes = Vec::new();
    let picture = quadrants(640, 426);
    BmpEncoder::new(&mut bytes).encode(&picture, 640, 426, ExtendedColorType::Rgb8).unwrap();
    bytes
}

/// A PNG whose header claims a size and whose data is next to nothing.
pub(crate) fn claiming_png(width: u32, height: u32, depth: u8, colour: u8) -> Vec<u8> {
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    header.extend([depth, colour, 0, 0, 0]);
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, contents) in
        [(*b"IHDR", header), (*b"IDAT", b"\x78\x9c\x63\x60\xa0\x3d\0\0\0\x64\0\x01".to_vec()), (*b"IEND", vec![])]
    {
        let chunk = img_parts::png::PngChunk::new(kind, contents.into());
        bytes.extend_from_slice(&chunk.encoder().bytes());
    }
    bytes
}

/// An uncompressed TIFF that lies on its side, with orientation 6 and a camera's name.
pub(crate) fn turned_tiff() -> Vec<u8> {
    let stored = image::imageops::rotate270(&quadrants(640, 426));
    tiff(stored.width(), stored.height(), &stored, &[(274, 3, 1, 6)])
}

/// An uncompressed little-endian RGB TIFF: one strip, and further tags of type SHORT or LONG, or pointers to what follows the
/// pixels.
pub(crate) fn tiff(width: u32, height: u32, pixels: &[u8], further: &[(u16, u16, u32, u32)]) -> Vec<u8> {
    const MAKE: &[u8] = b"CorpusCam\0";
    let data = 8u32;
    let bits = data + pixels.len() as u32;
    let make = bits + 6;
    let directory = make + MAKE.len() as u32;
    let mut tags = vec![
        (256, 4, 1, width),
        (257, 4, 1, height),
        (258, 3, 3, bits),
        (259, 3, 1, 1),
        (262, 3, 1, 2),
        (271, 2, MAKE.len() as u32, make),
        (273, 4, 1, data),
        (277, 3, 1, 3),
        (278, 4, 1, height),
        (279, 4, 1, pixels.len() as u32),
    ];
    tags.retain(|tag| further.iter().all(|other| other.0 != tag.0));
    tags.extend_from_slice(further);
    tags.sort_by_key(|tag| tag.0);
    let mut bytes = b"II*\0".to_vec();
    bytes.extend(directory.to_le_bytes());
    bytes.extend_from_slice(pixels);
    bytes.extend([8, 0, 8, 0, 8, 0]);
    bytes.extend_from_slice(MAKE);
    bytes.extend((tags.len() as u16).to_le_bytes());
    for (tag, kind, count, value) in tags {
        bytes.extend(u16::to_le_bytes(tag));
        bytes.extend(u16::to_le_bytes(kind));
        bytes.extend(u32::to_le_bytes(count));
        bytes.extend(u32::to_le_bytes(value));
    }
    bytes.extend([0; 4]);
    bytes
}
