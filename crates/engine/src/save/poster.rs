//! The picture that stands for a video: its first frame, small, as a JPEG.
//!
//! A video without a poster is still a video: whatever goes wrong here is an error and never a panic.

use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use fast_image_resize::{self as fir, IntoImageView};
use image::{DynamicImage, ImageEncoder, RgbImage};
use mp4::{Mp4Reader, TrackType};
use openh264::decoder::{DecodedYUV, Decoder};
use openh264::formats::YUVSource;

use super::mp4 as structure;

/// The longer side of a poster in pixels, at most.
pub const MAX_SIDE: u32 = 640;

const QUALITY: u8 = 84;
/// A decoder may hold back some pictures; after this many samples without one there is none to be had.
const MAX_SAMPLES: u32 = 60;
/// The index and the first samples are read into memory: neither may be larger than this.
const MAX_READ: u64 = 64 << 20;
/// Larger than any level of H.264 that the decoder knows.
const MAX_VIDEO_SIDE: usize = 8192;

/// Why there is no poster.
#[derive(Debug, thiserror::Error)]
pub enum PosterError {
    /// The file cannot be read.
    #[error("the video cannot be read ({0})")]
    Io(#[from] std::io::Error),
    /// The file is not a whole MP4.
    #[error("{0}")]
    Structure(#[from] structure::Mp4Problem),
    /// The video is not H.264, or not as we know it.
    #[error("the video cannot be shown as a picture ({0})")]
    Unsupported(String),
    /// The decoder or the demuxer gave up.
    #[error("the video's first picture cannot be decoded")]
    Undecodable,
}

/// The first frame of this MP4 as a JPEG whose longer side is at most [`MAX_SIDE`]. Takes some milliseconds of a
/// processor: not for an async thread.
///
/// # Errors
/// [`PosterError`].
pub fn poster(video: &Path) -> Result<Vec<u8>, PosterError> {
    let file = File::open(video)?;
    let len = file.metadata()?.len();
    catch_unwind(AssertUnwindSafe(|| {
        let frame = first_frame(BufReader::new(file), len)?;
        encode(&shrink(frame)?)
    }))
    .unwrap_or(Err(PosterError::Undecodable))
}

fn first_frame(mut file: impl Read + Seek, len: u64) -> Result<RgbImage, PosterError> {
    let facts = structure::check(&mut file, len)?;
    if facts.codec != "avc1" && facts.codec != "avc3" {
        return Err(PosterError::Unsupported(facts.codec));
    }
    if structure::index_bytes(&mut file, len)? > MAX_READ {
        return Err(PosterError::Undecodable);
    }
    file.rewind()?;
    let mut mp4 = Mp4Reader::read_header(file, len).map_err(unsupported)?;
    let track = mp4.tracks().values().find(|track| matches!(track.track_type(), Ok(TrackType::Video)));
    let track = track.ok_or(PosterError::Undecodable)?;
    let id = track.track_id();
    let table = &track.trak.mdia.minf.stbl;
    let config = table.stsd.avc1.as_ref().ok_or(PosterError::Undecodable)?;
    let sizes =
        std::iter::once(&table.stsz.sample_size).chain(table.stsz.sample_sizes.iter().take(MAX_SAMPLES as usize));
    if sizes.max().is_some_and(|size| u64::from(*size) > MAX_READ) {
        return Err(PosterError::Undecodable);
    }
    let length_size = usize::from(config.avcc.length_size_minus_one & 3) + 1;
    let mut packet = Vec::new();
    for set in config.avcc.sequence_parameter_sets.iter().chain(&config.avcc.picture_parameter_sets) {
        annex_b(&mut packet, &set.bytes);
    }
    let samples = track.sample_count().min(MAX_SAMPLES);
    let mut decoder = Decoder::new().map_err(|_| PosterError::Undecodable)?;
    for sample in 1..=samples {
        let Some(sample) = mp4.read_sample(id, sample).map_err(unsupported)? else { break };
        append_units(&mut packet, &sample.bytes, length_size);
        // A picture that cannot be decoded may be followed by one that can.
        if let Ok(Some(frame)) = decoder.decode(&packet) {
            return rgb(&frame);
        }
        packet.clear();
    }
    let held_back = decoder.flush_remaining().map_err(|_| PosterError::Undecodable)?;
    rgb(held_back.first().ok_or(PosterError::Undecodable)?)
}

/// Turns an MP4's length-prefixed units into the start codes that the decoder reads.
fn append_units(packet: &mut Vec<u8>, mut sample: &[u8], length_size: usize) {
    while let Some((length, rest)) = sample.split_at_checked(length_size) {
        let length = length.iter().fold(0_usize, |length, byte| length << 8 | usize::from(*byte));
        let Some((unit, rest)) = rest.split_at_checked(length) else { return };
        annex_b(packet, unit);
        sample = rest;
    }
}

fn annex_b(packet: &mut Vec<u8>, unit: &[u8]) {
    packet.extend_from_slice(&[0, 0, 0, 1]);
    packet.extend_from_slice(unit);
}

fn rgb(frame: &DecodedYUV<'_>) -> Result<RgbImage, PosterError> {
    let (width, height) = frame.dimensions();
    if width == 0 || height == 0 || width > MAX_VIDEO_SIDE || height > MAX_VIDEO_SIDE {
        return Err(PosterError::Undecodable);
    }
    let mut pixels = vec![0; width * height * 3];
    frame.write_rgb8(&mut pixels);
    let side = |length: usize| u32::try_from(length).map_err(|_| PosterError::Undecodable);
    RgbImage::from_raw(side(width)?, side(height)?, pixels).ok_or(PosterError::Undecodable)
}

fn shrink(frame: RgbImage) -> Result<RgbImage, PosterError> {
    let (width, height) = frame.dimensions();
    let longer = width.max(height);
    if longer <= MAX_SIDE {
        return Ok(frame);
    }
    let scaled = |side: u32| (side * MAX_SIDE).div_ceil(longer).max(1);
    let frame = DynamicImage::from(frame);
    let pixel = frame.pixel_type().ok_or(PosterError::Undecodable)?;
    let mut small = fir::images::Image::new(scaled(width), scaled(height), pixel);
    fir::Resizer::new().resize(&frame, &mut small, None).map_err(|_| PosterError::Undecodable)?;
    let (width, height) = (small.width(), small.height());
    RgbImage::from_raw(width, height, small.into_vec()).ok_or(PosterError::Undecodable)
}

fn encode(frame: &RgbImage) -> Result<Vec<u8>, PosterError> {
    let mut jpeg = Cursor::new(Vec::new());
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, QUALITY)
        .write_image(frame, frame.width(), frame.height(), image::ExtendedColorType::Rgb8)
        .map_err(|error| PosterError::Unsupported(error.to_string()))?;
    Ok(jpeg.into_inner())
}

fn unsupported(error: mp4::Error) -> PosterError {
    PosterError::Unsupported(error.to_string())
}
