//! What is in a saved file, by a demuxer that shares no code with the program.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use mp4::{MediaType, Mp4Reader, TrackType};

/// The facts of a film.
#[derive(Debug, PartialEq)]
pub(crate) struct Film {
    /// Whether its picture is H.264.
    pub(crate) is_h264: bool,
    /// Width in pixels.
    pub(crate) width: u32,
    /// Height in pixels.
    pub(crate) height: u32,
    /// Length in seconds.
    pub(crate) seconds: f64,
    /// Number of pictures, each of which can be read.
    pub(crate) frames: u32,
}

/// Reads a file to its last frame.
pub(crate) fn film(file: &Path) -> Film {
    let open = File::open(file).unwrap();
    let bytes = open.metadata().unwrap().len();
    let mut film =
        Mp4Reader::read_header(BufReader::new(open), bytes).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    let video =
        film.tracks().values().find(|track| track.track_type().unwrap() == TrackType::Video).expect("no picture");
    let (id, frames) = (video.track_id(), video.sample_count());
    let facts = Film {
        is_h264: video.media_type().unwrap() == MediaType::H264,
        width: video.width().into(),
        height: video.height().into(),
        seconds: video.duration().as_secs_f64(),
        frames,
    };
    for frame in 1..=frames {
        let sample = film.read_sample(id, frame).unwrap().unwrap_or_else(|| panic!("frame {frame} is missing"));
        assert!(!sample.bytes.is_empty(), "frame {frame} is empty");
    }
    facts
}
