//! What a file says about its picture besides the pixels: which way is up, whether there are further pictures, and
//! whether it tells things that are nobody's business. Reads only; cutting is `strip`'s work.
//!
//! Damaged metadata never refuses a picture: it counts as private and as saying nothing.

use exif::{Context, Exif, Field, In, Tag};
use image::metadata::Orientation;
use img_parts::jpeg::Jpeg;
use img_parts::png::Png;
use img_parts::webp::WebP;
use img_parts::{Bytes, ImageEXIF};

use super::sniff::Format;

/// What the metadata of a file says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Metadata {
    /// What makes the stored pixels upright.
    pub(super) orientation: Orientation,
    /// It tells a place on earth.
    pub(super) location: bool,
    /// It tells other private things: camera, names, times, comments, thumbnails.
    pub(super) private: bool,
    /// There are further pictures or frames.
    pub(super) several: bool,
    /// It is a camera's raw file in the clothes of a TIFF.
    pub(super) raw: bool,
    /// The camera says that its numbers mean Adobe RGB, in the way of cameras: without a profile.
    pub(super) adobe_rgb: bool,
}

impl Default for Metadata {
    fn default() -> Self {
        Self {
            orientation: Orientation::NoTransforms,
            location: false,
            private: false,
            several: false,
            raw: false,
            adobe_rgb: false,
        }
    }
}

/// Reads the metadata of a file.
pub(super) fn read(format: Format, bytes: &Bytes) -> Metadata {
    let mut found = Metadata::default();
    match format {
        Format::Jpeg => found.jpeg(bytes),
        Format::Png => found.png(bytes),
        Format::WebP => found.webp(bytes),
        Format::Tiff => found.tiff(bytes),
        Format::Heic => found.heic(bytes),
        // A GIF's comments vanish with its container; whether it moves, its decoder tells.
        Format::Gif | Format::Bmp => {}
    }
    found
}

impl Metadata {
    fn jpeg(&mut self, bytes: &Bytes) {
        let Ok(jpeg) = Jpeg::from_bytes(bytes.clone()) else { return };
        if let Some(raw) = jpeg.exif() {
            self.exif(&raw);
        }
        for segment in jpeg.segments() {
            let contents = segment.contents();
            match segment.marker() {
                0xe0 => self.private |= !contents.starts_with(b"JFIF\0") || contents.get(12..14) != Some(&[0, 0]),
                0xe1 if contents.starts_with(b"Exif\0") => {}
                0xe1 => self.xmp(contents),
                0xe2 if contents.starts_with(b"ICC_PROFILE\0") => {}
                0xee if contents.starts_with(b"Adobe") => {}
                0xe2..=0xef | 0xfe => self.private = true,
                _ => {}
            }
        }
    }

    fn png(&mut self, bytes: &Bytes) {
        let Ok(png) = Png::from_bytes(bytes.clone()) else { return };
        self.private |= png.len() < bytes.len();
        for chunk in png.chunks() {
            let contents = chunk.contents();
            match &chunk.kind() {
                b"eXIf" => self.exif(contents),
                b"iTXt" if contents.starts_with(b"XML:com.adobe.xmp\0") => self.xmp(contents),
                b"tEXt" | b"zTXt" | b"iTXt" | b"tIME" => self.private = true,
                b"acTL" => self.several |= contents.first_chunk::<4>().is_some_and(|n| u32::from_be_bytes(*n) > 1),
                _ => {}
            }
        }
    }

    fn webp(&mut self, bytes: &Bytes) {
        let Ok(webp) = WebP::from_bytes(bytes.clone()) else { return };
        self.several = webp.chunks_by_id(*b"ANMF").nth(1).is_some();
        if let Some(raw) = webp.exif() {
            self.exif(&raw);
        }
        if let Some(xmp) = webp.chunk_by_id(*b"XMP ").and_then(|chunk| chunk.content().data()) {
            self.xmp(xmp);
        }
    }

    /// A TIFF file is itself what EXIF is made of.
    fn tiff(&mut self, bytes: &Bytes) {
        let Some(exif) = parse(bytes) else { return };
        let reduced = |field: &Field| field.tag == Tag(Context::Tiff, 254) && field.value.get_uint(0) == Some(1);
        self.raw = exif.fields().any(|field| is_raw(field) || field.ifd_num == In::PRIMARY && reduced(field));
        let pages = exif.fields().filter(|field| field.tag == Tag::ImageWidth).count();
        let previews = exif.fields().filter(|field| reduced(field)).count();
        self.several = pages > previews + 1;
        self.fields(&exif);
        if let Some(xmp) = exif.get_field(XMP, In::PRIMARY)
            && let exif::Value::Byte(xmp) = &xmp.value
        {
            self.xmp(xmp);
        }
    }

    /// HEIC turns its pictures by properties of its own, which the decoder follows; its EXIF orientation does not count.
    fn heic(&mut self, bytes: &Bytes) {
        let Ok(metadata) = heifer::read_metadata(bytes) else { return };
        if let Some(raw) = metadata.exif {
            self.exif(&raw);
            self.orientation = Orientation::NoTransforms;
        }
        if let Some(xmp) = metadata.xmp {
            self.xmp(&xmp);
        }
        self.several =
            heifer::heifer_isobmff::HeifFile::parse(bytes).is_ok_and(|file| file.top_level_image_ids().len() > 1);
    }

    fn exif(&mut self, raw: &[u8]) {
        // Pillow and others write JPEG's prefix where it does not belong.
        let raw = raw.strip_prefix(b"Exif\0\0").unwrap_or(raw);
        let Some(exif) = parse(raw) else {
            self.private = true;
            return;
        };
        self.private |= exif.fields().any(|field| field.ifd_num != In::PRIMARY);
        self.fields(&exif);
    }

    fn fields(&mut self, exif: &Exif) {
        if let Some(value) = exif.get_field(Tag::Orientation, In::PRIMARY).and_then(|field| field.value.get_uint(0)) {
            self.orientation =
                u8::try_from(value).ok().and_then(Orientation::from_exif).unwrap_or(Orientation::NoTransforms);
        }
        self.adobe_rgb = exif.get_field(Tag::InteroperabilityIndex, In::PRIMARY).is_some_and(|field| {
            matches!(&field.value, exif::Value::Ascii(words) if words.first().is_some_and(|word| word.starts_with(b"R03")))
        });
        // Some cameras write a GPS table that holds nothing but its version.
        self.location |= exif.fields().any(|f| f.tag.context() == Context::Gps && f.tag != Tag::GPSVersionID);
        self.private |= exif.fields().any(|field| is_private(field.tag));
    }

    fn xmp(&mut self, packet: &[u8]) {
        self.private = true;
        let tells = |word: &[u8]| packet.windows(word.len()).any(|window| window == word);
        self.location |= tells(b"GPSLatitude") || tells(b"GPSLongitude");
    }
}

const XMP: Tag = Tag(Context::Tiff, 700);

/// What only stands in raw files: DNG's version, the mosaic of a sensor, and the compressions of single makers.
fn is_raw(field: &Field) -> bool {
    let Tag(Context::Tiff, number) = field.tag else { return false };
    match (number, field.value.get_uint(0)) {
        (50706, _) => true,
        // Photometric interpretation: a mosaic, or a sensor's linear light.
        (262, Some(32803 | 34892)) => true,
        // Compression: Sony, Nikon, Samsung, Kodak, Pentax.
        (259, Some(32767 | 32770 | 34713 | 65000 | 65535)) => true,
        _ => false,
    }
}

fn parse(raw: &[u8]) -> Option<Exif> {
    let parsed = exif::Reader::new().continue_on_error(true).read_raw(raw.to_vec());
    parsed.or_else(|error| error.distill_partial_result(|_| ())).ok()
}

/// Whether a tag tells of the person, the camera or the time, rather than of how the pixels are stored.
fn is_private(tag: Tag) -> bool {
    match tag {
        // Version, components, FlashPix version, colour space, width, height, interoperability.
        Tag(Context::Exif, number) => !matches!(number, 36864 | 37121 | 40960..=40963 | 40965),
        // Names, descriptions, make and model, software, date, artist, host, copyright, XMP, IPTC, Photoshop, Windows' own.
        Tag(Context::Tiff, number) => matches!(
            number,
            269..=272 | 285 | 305 | 306 | 315 | 316 | 700 | 33432 | 33723 | 34377 | 37500 | 40091..=40095
        ),
        _ => false,
    }
}
