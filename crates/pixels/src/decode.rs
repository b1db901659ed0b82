//! Opens pictures in two steps, so that a header can be judged before memory is asked for.

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::{AnimationDecoder, DynamicImage, ImageDecoder, ImageFormat, ImageReader, ImageResult, Limits};

/// A picture of which only the header has been read.
pub struct Source<'a> {
    decoder: Box<dyn ImageDecoder + 'a>,
    icc: Option<Vec<u8>>,
}

/// Reads the header. `max_memory`: bytes that a decoder may take besides the picture itself.
///
/// # Errors
/// What the decoder says of a header that it cannot read.
pub fn open(format: ImageFormat, bytes: &[u8], max_memory: u64) -> ImageResult<Source<'_>> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(max_memory);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let icc = decoder.icc_profile().ok().flatten();
    Ok(Source { decoder: Box::new(decoder), icc })
}

impl Source<'_> {
    /// Width and height in pixels, as stored.
    #[must_use]
    pub fn size(&self) -> (u32, u32) {
        self.decoder.dimensions()
    }

    /// Bytes that [`Source::pixels`] will take for the picture. The decoder's own limits do not cover them.
    #[must_use]
    pub fn total_bytes(&self) -> u64 {
        self.decoder.total_bytes()
    }

    /// The embedded colour profile.
    #[must_use]
    pub fn icc(&self) -> Option<&[u8]> {
        self.icc.as_deref()
    }

    /// Decodes; of an animation the first frame.
    ///
    /// # Errors
    /// What the decoder says of data that it cannot read.
    pub fn pixels(self) -> ImageResult<DynamicImage> {
        DynamicImage::from_decoder(self.decoder)
    }
}

/// Whether a GIF has a second frame.
#[must_use]
pub fn gif_moves(bytes: &[u8]) -> bool {
    GifDecoder::new(Cursor::new(bytes)).is_ok_and(|gif| gif.into_frames().take(2).count() > 1)
}
