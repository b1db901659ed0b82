//! Why a picture cannot be taken: a closed set, and for each one sentence that says what is wrong and what to do.

use super::sniff::{PDF, VIDEO};
use crate::error::{Error, ErrorCode};
use crate::view::CropRect;

/// Why a picture was refused. Nothing was sent anywhere and nothing was charged.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// The bytes are not of any kind of picture.
    #[error("This is not a picture. Choose a JPEG, PNG, WebP, HEIC, GIF, BMP or TIFF file.")]
    NotAPicture,
    /// There are no bytes.
    #[error("The file is empty. If it is still being copied, wait and add it again.")]
    Empty,
    /// The file ends before the picture does.
    #[error("The file is cut short: a part of the picture is missing. Copy it again from where it came from.")]
    Truncated,
    /// The file contradicts itself.
    #[error("The picture is damaged and cannot be opened. Copy it again, or save it anew from a picture editor.")]
    Broken,
    /// A known format that is not taken.
    #[error("{name} is not supported. {advice}")]
    UnsupportedFormat {
        /// The format's name.
        name: &'static str,
        /// What to do instead; a whole sentence.
        advice: &'static str,
    },
    /// A picture format that is taken, in a variant that is not.
    #[error("This kind of {name} cannot be opened. Save the picture as an ordinary JPEG or PNG and add that.")]
    UnsupportedVariant {
        /// The format's name.
        name: &'static str,
    },
    /// Not high enough for the service.
    #[error(
        "The picture is too small: {width} × {height} pixels, and the service needs a height of at least {min_height}. Use a larger version."
    )]
    TooSmall {
        /// Width in pixels, upright.
        width: u32,
        /// Height in pixels, upright.
        height: u32,
        /// Least height in pixels.
        min_height: u32,
    },
    /// Too wide for its height; can be cropped.
    #[error(
        "The picture is too wide: {width} × {height} pixels, and the service takes at most {max_ratio} times as wide as high. Crop it to at most {crop_width} × {height}."
    )]
    TooWide {
        /// Width in pixels, upright.
        width: u32,
        /// Height in pixels, upright.
        height: u32,
        /// Greatest width divided by height.
        max_ratio: f64,
        /// Width in pixels that would do.
        crop_width: u32,
    },
    /// Too tall for its width; can be cropped.
    #[error(
        "The picture is too tall: {width} × {height} pixels, and the service takes at least {min_ratio} times as wide as high. Crop it to at most {width} × {crop_height}."
    )]
    TooTall {
        /// Width in pixels, upright.
        width: u32,
        /// Height in pixels, upright.
        height: u32,
        /// Least width divided by height.
        min_ratio: f64,
        /// Height in pixels that would do.
        crop_height: u32,
    },
    /// Opening it would take too much memory.
    #[error("The picture is too large to open: {width} × {height} pixels. Scale it down to at most {} megapixels.", max_pixels / 1_000_000)]
    TooManyPixels {
        /// Width in pixels, as the header claims.
        width: u32,
        /// Height in pixels, as the header claims.
        height: u32,
        /// Most pixels that are opened.
        max_pixels: u64,
    },
    /// Opening it would take too much memory; its size in pixels is not known or would do at fewer bits per pixel.
    #[error("Opening the picture would take too much memory. Save it smaller, as an 8-bit JPEG or PNG.")]
    TooMuchMemory,
    /// The file has too many bytes.
    #[error("The file is too large: the limit is {} MB. Save the picture as a JPEG.", max_bytes >> 20)]
    TooManyBytes {
        /// Largest file that is read, in bytes.
        max_bytes: u64,
    },
    /// Even the smallest picture that the service takes would have too many bytes.
    #[error("The picture cannot be made smaller than {} bytes. Save it as a JPEG of lower quality.", max_bytes)]
    TooMuchDetail {
        /// Largest file that is sent, in bytes.
        max_bytes: u64,
    },
    /// There is nothing at that path.
    #[error("The file is no longer there. Add it again from where it is now.")]
    Missing,
    /// A folder without a file in it.
    #[error("There is no file in this folder. Hidden files are left out.")]
    EmptyFolder,
    /// A folder with more files than are looked at.
    #[error(
        "There are more than {most} files in this folder. The first {most} were looked at; add the others by themselves."
    )]
    TooManyFiles {
        /// How many are looked at.
        most: usize,
    },
    /// The link leads to a web page.
    #[error(
        "The link leads to a web page, not to a picture. Open it, copy the address of the picture itself, and add that."
    )]
    WebPage,
    /// A link that cannot be followed.
    #[error(
        "The picture cannot be fetched from this link: {why}. Check the link, or save the picture and add the file."
    )]
    BadLink {
        /// What is wrong with it, in the middle of a sentence.
        why: String,
    },
    /// The network did not let it be fetched.
    #[error("The picture could not be fetched: {why}. Check the network and the link, and add it again.")]
    NotFetched {
        /// What happened, in the middle of a sentence.
        why: &'static str,
    },
    /// A folder, where a file was expected.
    #[error("This is a folder, not a picture. Add the pictures inside it.")]
    Folder,
    /// A pipe, a device or a socket.
    #[error("This is not an ordinary file. Save the picture to a file and add that.")]
    NotAFile,
    /// The system does not let it be read.
    #[error("The file cannot be read ({reason}). Check its permissions and the disk.")]
    Unreadable {
        /// The system's words.
        reason: String,
    },
    /// The decoder failed in a way that it should not.
    #[error("The picture could not be opened: it upsets the decoder. Save it anew from a picture editor and add that.")]
    DecoderFailed,
}

impl Refusal {
    /// One or two short sentences: what is wrong and what to do.
    #[must_use]
    pub fn message(&self) -> String {
        self.to_string()
    }

    /// The size of the picture and the part of it that the service would take, where cropping would help.
    #[must_use]
    pub fn crop(&self) -> Option<((u32, u32), CropRect)> {
        let (size, keep) = match *self {
            Self::TooWide { width, height, crop_width, .. } => ((width, height), (crop_width, height)),
            Self::TooTall { width, height, crop_height, .. } => ((width, height), (width, crop_height)),
            _ => return None,
        };
        let (left, top) = ((size.0 - keep.0) / 2, (size.1 - keep.1) / 2);
        Some((size, CropRect { left, top, width: keep.0, height: keep.1 }))
    }

    /// The file is something else than a picture. In a folder that is nothing to speak of.
    #[must_use]
    pub fn is_no_picture(&self) -> bool {
        match self {
            Self::NotAPicture => true,
            Self::UnsupportedFormat { name, .. } => [VIDEO, PDF].contains(name),
            _ => false,
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let code = match refusal {
            Refusal::NotFetched { .. } => ErrorCode::Offline,
            Refusal::Missing
            | Refusal::Folder
            | Refusal::EmptyFolder
            | Refusal::TooManyFiles { .. }
            | Refusal::NotAFile
            | Refusal::BadLink { .. }
            | Refusal::Unreadable { .. } => ErrorCode::Unreadable,
            _ => ErrorCode::PhotoUnusable,
        };
        Self::new(code, refusal.message())
    }
}
