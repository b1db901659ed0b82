//! What a file is, by its first bytes and never by its name.

use image::ImageFormat;

use super::Refusal;

/// A format that is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Jpeg,
    Png,
    WebP,
    Gif,
    Bmp,
    Tiff,
    Heic,
}

impl Format {
    /// The short name for people.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::WebP => "WebP",
            Self::Gif => "GIF",
            Self::Bmp => "BMP",
            Self::Tiff => "TIFF",
            Self::Heic => "HEIC",
        }
    }

    /// The `image` crate's name for it, where that crate decodes it.
    pub(super) fn codec(self) -> Option<ImageFormat> {
        match self {
            Self::Jpeg => Some(ImageFormat::Jpeg),
            Self::Png => Some(ImageFormat::Png),
            Self::WebP => Some(ImageFormat::WebP),
            Self::Gif => Some(ImageFormat::Gif),
            Self::Bmp => Some(ImageFormat::Bmp),
            Self::Tiff => Some(ImageFormat::Tiff),
            Self::Heic => None,
        }
    }
}

const EXPORT: &str = "Save the picture as JPEG or PNG and add that.";
const DEVELOP: &str = "Develop the photo in your raw converter, save it as JPEG and add that.";
const STILL: &str = "Save one frame of it as a JPEG or PNG picture and add that.";

/// By this a file is called that is no picture, whatever else it is.
pub(super) const VIDEO: &str = "A video";
/// As [`VIDEO`].
pub(super) const PDF: &str = "A PDF document";

/// Whether these are the first bytes of a picture that may be taken. A few thousand tell.
///
/// # Errors
/// Why they are not.
pub(crate) fn recognise(head: &[u8]) -> Result<(), Refusal> {
    sniff(head).map(|_| ())
}

/// Tells the format, or why it is none that is taken.
pub(super) fn sniff(bytes: &[u8]) -> Result<Format, Refusal> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    let at = |offset: usize, magic: &[u8]| bytes.get(offset..).is_some_and(|rest| rest.starts_with(magic));
    let unsupported = |name, advice| Err(Refusal::UnsupportedFormat { name, advice });

    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if starts(b"\xff\xd8\xff") {
        return Ok(Format::Jpeg);
    }
    if starts(b"\x89PNG\r\n\x1a\n") {
        return Ok(Format::Png);
    }
    if starts(b"RIFF") && at(8, b"WEBP") {
        return Ok(Format::WebP);
    }
    if starts(b"GIF87a") || starts(b"GIF89a") {
        return Ok(Format::Gif);
    }
    if starts(b"BM") && at(6, &[0, 0, 0, 0]) {
        return Ok(Format::Bmp);
    }
    if at(4, b"ftyp") {
        return brands(bytes);
    }
    if starts(b"II*\0") && at(8, b"CR")
        || starts(b"FUJIFILMCCD-RAW")
        || starts(b"IIRO")
        || starts(b"IIRS")
        || starts(b"MMOR")
        || starts(b"IIU\0")
        || starts(b"II*\0") && at(8, b"IIII")
        || starts(b"MM\0*") && at(8, b"MMMM")
        || starts(b"II\x1a\0\0\0HEAPCCDR")
        || starts(b"\0MRM")
        || starts(b"FOVb")
    {
        return Err(camera_raw());
    }
    if starts(b"II*\0") || starts(b"MM\0*") || starts(b"II+\0") || starts(b"MM\0+") {
        return Ok(Format::Tiff);
    }
    if starts(b"\xff\x0a") || starts(b"\0\0\0\x0cJXL \r\n\x87\n") {
        return unsupported("JPEG XL", EXPORT);
    }
    if starts(b"\xff\x4f\xff\x51") || starts(b"\0\0\0\x0cjP  \r\n\x87\n") {
        return unsupported("JPEG 2000", EXPORT);
    }
    if starts(b"8BPS") {
        return unsupported("A Photoshop document (PSD)", EXPORT);
    }
    if starts(b"gimp xcf") {
        return unsupported("A GIMP document (XCF)", EXPORT);
    }
    if starts(b"\x76\x2f\x31\x01") || starts(b"#?RADIANCE") || starts(b"#?RGBE") {
        return unsupported("A picture of high dynamic range (EXR, HDR)", EXPORT);
    }
    if starts(b"%PDF") {
        return unsupported(PDF, "Save the page as a JPEG or PNG picture and add that.");
    }
    if starts(b"%!PS") {
        return unsupported("PostScript", EXPORT);
    }
    if starts(b"\0\0\x01\0") {
        return unsupported("An icon file (ICO)", EXPORT);
    }
    if is_film(bytes) {
        return unsupported(VIDEO, STILL);
    }
    if is_svg(bytes) {
        return unsupported("A drawing (SVG)", "Export it as a PNG picture and add that.");
    }
    Err(Refusal::NotAPicture)
}

/// The refusal of a camera's raw file.
pub(super) fn camera_raw() -> Refusal {
    Refusal::UnsupportedFormat { name: "Camera raw", advice: DEVELOP }
}

/// The family of ISO base media files: HEIC, AVIF, Canon's raw files, videos.
fn brands(bytes: &[u8]) -> Result<Format, Refusal> {
    let claimed = bytes.first_chunk::<4>().map_or(0, |size| u32::from_be_bytes(*size) as usize);
    let end = claimed.clamp(12, 256).min(bytes.len());
    let has = |brands: &[&[u8; 4]]| {
        bytes
            .get(8..end)
            .unwrap_or(&[])
            .chunks_exact(4)
            .enumerate()
            .any(|(i, b)| i != 1 && brands.iter().any(|x| x[..] == *b))
    };
    if has(&[b"avif", b"avis"]) {
        return Err(Refusal::UnsupportedFormat { name: "AVIF", advice: EXPORT });
    }
    if has(&[b"crx "]) {
        return Err(camera_raw());
    }
    if has(&[b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"]) {
        return Ok(Format::Heic);
    }
    Err(Refusal::UnsupportedFormat { name: VIDEO, advice: STILL })
}

/// Matroska and WebM, AVI, MPEG program and transport streams, Flash, Windows Media, Ogg.
fn is_film(bytes: &[u8]) -> bool {
    let at = |offset: usize, magic: &[u8]| bytes.get(offset..).is_some_and(|rest| rest.starts_with(magic));
    at(0, b"\x1aE\xdf\xa3")
        || at(0, b"RIFF") && at(8, b"AVI ")
        || at(0, b"\0\0\x01\xba")
        || at(0, b"G") && at(188, b"G") && at(376, b"G")
        || at(0, b"FLV\x01")
        || at(0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11")
        || at(0, b"OggS")
}

/// Text whose first element is `svg`, after any declaration, comments and doctype.
fn is_svg(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..1024).unwrap_or(bytes)).to_lowercase();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    head.starts_with("<svg") || (head.starts_with("<?xml") || head.starts_with("<!")) && head.contains("<svg")
}
