//! Makes a photo fit for the service: upright, 8-bit sRGB, within its limits, as JPEG or PNG, and without a byte in it
//! that tells more than the picture shows.
//!
//! A photo that is already right keeps its pixels: only private data is cut. Pure, but for `file`: bytes in, bytes out. It
//! must never believe a file: every header is measured before memory is asked for, and a decoder that panics fails that one
//! file.

mod colour;
mod decode;
mod encode;
mod file;
mod fit;
mod limits;
mod metadata;
mod prepare;
mod refusal;
mod sniff;
mod strip;

use std::fmt::Write;

use crate::view::{Notice, Picture};

pub use file::{read_file, safe_name};
pub use limits::Limits;
pub use prepare::{memory, prepare, thumbnail};
pub use refusal::Refusal;

pub(crate) use encode::sample_jpeg;
pub(crate) use sniff::recognise;

/// A photo as it will leave the machine.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The file.
    pub bytes: Vec<u8>,
    /// What kind of file it is.
    pub format: OutFormat,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// What the photo was before.
    pub original: Picture,
    /// What was done to it, in the order in which it was done.
    pub notices: Vec<Notice>,
    /// A JPEG of at most 512 × 512 pixels, upright, sRGB.
    pub thumbnail: Vec<u8>,
    /// SHA-256 of `bytes`, in hexadecimal.
    pub digest: String,
    /// The pixels are the original's as they were stored: nothing but private data was cut.
    pub is_original: bool,
}

/// The formats that the service takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutFormat {
    /// For photographs.
    Jpeg,
    /// For drawings and screenshots.
    Png,
}

impl OutFormat {
    /// The media type.
    #[must_use]
    pub fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    /// The extension of the file name, without a dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }

    /// The short name for people, as in [`Picture::format`].
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
        }
    }
}

/// What to do with a picture that is too wide or too tall for the service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Crop {
    /// Refuse it, naming the limit.
    #[default]
    Refuse,
    /// Keep the middle.
    Centre,
}

/// Bytes as hexadecimal digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
