//! Cuts everything out of a JPEG or PNG that is not needed to show its pixels, and leaves the pixels as they are.
//!
//! What stays is a short list; whatever is not on it goes, known or not: EXIF, XMP, IPTC, profiles, comments,
//! thumbnails, animation frames, bytes after the end.

use img_parts::jpeg::{Jpeg, JpegSegment};
use img_parts::png::Png;
use img_parts::{Bytes, ImageICC};

/// A JPEG without private data.
pub(super) struct Stripped {
    /// The file.
    pub(super) bytes: Vec<u8>,
    /// Something stood between the scans or after the end.
    pub(super) cut_after_header: bool,
    /// Samples per pixel: 1 grey, 3 colour, 4 CMYK.
    pub(super) components: u8,
    /// The colour profile that was cut.
    pub(super) icc: Option<Bytes>,
    /// Bytes that a decoder keeps until the last scan of a progressive picture; 0 for others.
    pub(super) coefficients: u64,
}

const SOI: [u8; 2] = [0xff, 0xd8];
const APP0: u8 = 0xe0;
const APP14: u8 = 0xee;
const EOI: u8 = 0xd9;
const SOS: u8 = 0xda;

/// Strips a JPEG. `None`: it ends before its end marker, or never begins.
pub(super) fn jpeg(bytes: &Bytes) -> Option<Stripped> {
    let jpeg = Jpeg::from_bytes(bytes.clone()).ok()?;
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(&SOI);
    let mut components = 0;
    let mut coefficients = 0;
    let mut cut_after_header = None;
    for segment in jpeg.segments() {
        let contents = segment.contents();
        match segment.marker() {
            // JFIF can carry a thumbnail: only its density is kept.
            APP0 if contents.len() >= 14 && contents.starts_with(b"JFIF\0") => {
                push(&mut out, APP0, &[contents.get(..12)?, &[0, 0]].concat());
            }
            // Tells which colour transform the samples have been through.
            APP14 if contents.len() >= 12 && contents.starts_with(b"Adobe") => {
                push(&mut out, APP14, contents.get(..12)?)
            }
            SOS => {
                push(&mut out, SOS, contents);
                cut_after_header = Some(scans(entropy(segment, bytes), &mut out)?);
            }
            marker if is_structure(marker) => {
                if is_frame(marker) {
                    components = *contents.get(5)?;
                    coefficients = if is_progressive(marker) { self::coefficients(contents)? } else { 0 };
                }
                push(&mut out, marker, contents);
            }
            _ => {}
        }
    }
    let cut_after_header = cut_after_header?;
    Some(Stripped { bytes: out, cut_after_header, components, icc: jpeg.icc_profile(), coefficients })
}

/// What a frame header means in coefficients of two bytes, one for each sample of each component.
fn coefficients(frame: &[u8]) -> Option<u64> {
    let side = |at: usize| frame.get(at..)?.first_chunk().copied().map(u16::from_be_bytes).map(u64::from);
    let (height, width) = (side(1)?, side(3)?);
    // For each component a number, then the sampling factors, then a table.
    let sampling = frame.get(6..)?.chunks_exact(3).map(|component| component.get(1).copied().unwrap_or(0x11));
    let factors: Vec<(u64, u64)> = sampling.map(|byte| (u64::from(byte >> 4), u64::from(byte & 15))).collect();
    let (most_h, most_v) = factors.iter().fold((1, 1), |most, each| (most.0.max(each.0), most.1.max(each.1)));
    let blocks = |length: u64, factor: u64, most: u64| (length * factor).div_ceil(8 * most) * 8;
    Some(factors.iter().map(|(h, v)| blocks(width, *h, most_h) * blocks(height, *v, most_v) * 2).sum())
}

/// Everything behind the first scan's header, up to the end of the file.
fn entropy<'a>(scan: &JpegSegment, file: &'a Bytes) -> &'a [u8] {
    let length = scan.len_with_entropy() - scan.len();
    file.get(file.len().saturating_sub(length)..).unwrap_or(&[])
}

/// Copies the scans and the tables between them up to and with the end marker; tells whether anything was left out.
fn scans(data: &[u8], out: &mut Vec<u8>) -> Option<bool> {
    let mut cut = false;
    let mut at = 0;
    loop {
        let run = data.get(at..)?.iter().position(|byte| *byte == 0xff)?;
        let marker = *data.get(at + run + 1)?;
        match marker {
            // A stuffed zero and the restart markers belong to the data.
            0x00 | 0xd0..=0xd7 => {
                out.extend_from_slice(data.get(at..at + run + 2)?);
                at += run + 2;
            }
            // Fill bytes.
            0xff => {
                out.extend_from_slice(data.get(at..at + run)?);
                at += run + 1;
            }
            EOI => {
                out.extend_from_slice(data.get(at..at + run + 2)?);
                return Some(cut || at + run + 2 < data.len());
            }
            _ => {
                out.extend_from_slice(data.get(at..at + run)?);
                let start = at + run + 2;
                let length = usize::from(u16::from_be_bytes(*data.get(start..)?.first_chunk()?));
                let contents = data.get(start + 2..start + length.max(2))?;
                if marker == SOS || is_structure(marker) {
                    push(out, marker, contents);
                } else {
                    cut = true;
                }
                at = start + length.max(2);
            }
        }
    }
}

fn push(out: &mut Vec<u8>, marker: u8, contents: &[u8]) {
    let length = u16::try_from(contents.len() + 2).unwrap_or(u16::MAX);
    out.extend_from_slice(&[0xff, marker]);
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(contents);
}

/// Frame headers, tables, restart interval, number of lines.
fn is_structure(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xcf | 0xdb..=0xdf)
}

fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc)
}

fn is_progressive(marker: u8) -> bool {
    matches!(marker, 0xc2 | 0xc6 | 0xca | 0xce)
}

/// Strips a PNG whose pixels need nothing but themselves: 8-bit grey or RGB without transparency. `None`: it is another
/// kind, or its chunks are not whole.
pub(super) fn png(bytes: &Bytes) -> Option<Vec<u8>> {
    let mut png = Png::from_bytes(bytes.clone()).ok()?;
    let header = png.chunks().first().filter(|chunk| chunk.kind() == *b"IHDR")?.contents().clone();
    let plain = matches!(header.get(8..10)?, [8, 0 | 2]) && png.chunk_by_type(*b"tRNS").is_none();
    if !plain || png.chunks().last()?.kind() != *b"IEND" {
        return None;
    }
    png.chunks_mut().retain(|chunk| matches!(&chunk.kind(), b"IHDR" | b"IDAT" | b"IEND"));
    let mut out = Vec::with_capacity(png.len());
    png.encoder().write_to(&mut out).ok()?;
    Some(out)
}
