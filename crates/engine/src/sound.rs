//! Sound files that a person brings: told by their bytes, listened to once, kept as they are.

mod listen;

pub(crate) use listen::{Heard, listen};

use std::path::Path;

use crate::error::{Error, ErrorCode};

/// Larger sound files are refused; a video has seconds of it.
pub(crate) const MOST_BYTES: u64 = 64 << 20;

/// The kinds of sound that are taken: file extension and media type.
const KINDS: [(&str, &str); 5] =
    [("mp3", "audio/mpeg"), ("wav", "audio/wav"), ("m4a", "audio/mp4"), ("ogg", "audio/ogg"), ("flac", "audio/flac")];

const UNKNOWN: &str = "application/octet-stream";

/// Pictures that come in the same container as M4A, by their brands.
const PICTURES: [&[u8]; 6] = [b"heic", b"heix", b"mif1", b"msf1", b"avif", b"avis"];

/// The file extension of a sound, by its first bytes.
///
/// # Errors
/// `Unreadable` when it is none of the kinds that are taken.
pub(crate) fn extension(bytes: &[u8]) -> Result<&'static str, Error> {
    match bytes {
        [b'I', b'D', b'3', ..] => Ok("mp3"),
        [0xff, second, ..] if second & 0xe6 == 0xe2 => Ok("mp3"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..] => Ok("wav"),
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] if !PICTURES.iter().any(|kind| brand.starts_with(kind)) => {
            Ok("m4a")
        }
        [b'O', b'g', b'g', b'S', ..] => Ok("ogg"),
        [b'f', b'L', b'a', b'C', ..] => Ok("flac"),
        _ => Err(Error::new(
            ErrorCode::Unreadable,
            "This is not a sound that can be used. Choose an MP3, WAV, M4A, OGG or FLAC file; nothing was sent.",
        )),
    }
}

/// The media type of a sound of the library, by its file's extension.
#[must_use]
pub fn sound_type(file: &Path) -> &'static str {
    file.extension().and_then(|extension| extension.to_str()).map_or(UNKNOWN, mime)
}

/// The media type of an extension that [`extension`] gave.
pub(crate) fn mime(extension: &str) -> &'static str {
    KINDS.iter().find(|(kind, _)| *kind == extension).map_or(UNKNOWN, |(_, mime)| mime)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sounds_are_told_by_their_bytes() {
        assert_eq!(extension(b"ID3\x04rest").unwrap(), "mp3");
        assert_eq!(extension(&[0xff, 0xfb, 0x90, 0]).unwrap(), "mp3");
        assert_eq!(extension(b"RIFF\0\0\0\0WAVEfmt ").unwrap(), "wav");
        assert_eq!(extension(b"\0\0\0\x20ftypM4A ").unwrap(), "m4a");
        assert_eq!(mime("wav"), "audio/wav");
    }

    #[test]
    fn anything_else_is_refused() {
        assert_eq!(extension(b"").unwrap_err().code, ErrorCode::Unreadable);
        assert_eq!(extension(b"\x89PNG\r\n").unwrap_err().code, ErrorCode::Unreadable);
        assert_eq!(extension(b"\0\0\0\x18ftypheic").unwrap_err().code, ErrorCode::Unreadable);
    }
}
