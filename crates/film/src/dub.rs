//! Sound for a film that is there already: its frames are taken over as they are, and nothing is rendered again.

use std::io::Cursor;

use mp4::{Mp4Reader, TrackType};

use super::RenderError;
use super::reel::Reel;

/// The bytes of a length in front of each H.264 unit, as [`render`](crate::render) writes them.
const LENGTH: usize = 4;

/// The same pictures with the sound of this seed, which takes the place of any sound that the film had. Takes a film that
/// [`render`](crate::render) made, as a whole file.
///
/// # Errors
/// [`RenderError`], when the film cannot be read or written.
pub fn dub(film: &[u8], seed: &str) -> Result<Vec<u8>, RenderError> {
    let mut reader = Mp4Reader::read_header(Cursor::new(film), film.len() as u64)?;
    let pictures = reader.tracks().values().find(|track| matches!(track.track_type(), Ok(TrackType::Video)));
    let pictures = pictures.ok_or(mp4::Error::InvalidData("no pictures"))?;
    let (id, frames) = (pictures.track_id(), pictures.sample_count());
    let mut reel = Reel::new(pictures.width().into(), pictures.height().into(), Some(seed))?;
    for number in 1..=frames {
        let frame = reader.read_sample(id, number)?.ok_or(mp4::Error::InvalidData("a frame is missing"))?;
        reel.add(&with_start_codes(&frame.bytes)?, frame.is_sync)?;
    }
    reel.finish()
}

/// A frame as the muxer takes it: start codes instead of lengths.
fn with_start_codes(mut frame: &[u8]) -> Result<Vec<u8>, RenderError> {
    let mut units = Vec::with_capacity(frame.len());
    while let Some((length, rest)) = frame.split_first_chunk::<LENGTH>() {
        let length = u32::from_be_bytes(*length) as usize;
        let (unit, rest) = rest.split_at_checked(length).ok_or(mp4::Error::InvalidData("a frame is cut off"))?;
        units.extend_from_slice(&[0, 0, 0, 1]);
        units.extend_from_slice(unit);
        frame = rest;
    }
    Ok(units)
}
