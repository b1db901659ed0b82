//! Single pictures of a film: its first, its last, or the one that is shown at a certain time.
//!
//! Decoding begins at the last key frame before the picture, and nothing else of the film is read. H.264 in one piece is what
//! the service makes; whatever else comes, or goes wrong, is an error and never a panic.

mod colour;
mod timeline;

use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::ops::RangeInclusive;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use animato_pixels::{Meaning, Planes, from_planes};
use image::RgbImage;
use mp4::{Mp4Reader, Mp4Track, TrackType};
use openh264::OpenH264API;
use openh264::decoder::{DecodedYUV, Decoder, DecoderConfig, Flush};
use openh264::formats::YUVSource as _;

use super::mp4 as structure;
use timeline::{Index, Timeline};

/// A film whose first pictures are damaged may have a good one among so many.
const MAX_FIRST: u32 = 60;
/// The index and each sample are read into memory: none may be larger than this.
const MAX_READ: u64 = 64 << 20;
/// Larger than any level of H.264 that the decoder knows.
const MAX_VIDEO_SIDE: usize = 8192;

/// Which picture of a film.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Which {
    /// The first that can be decoded.
    First,
    /// The one that is shown at this second, as players count them; before the first and after the last, these.
    At(f64),
    /// The very last.
    Last,
}

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum FrameError {
    /// The file cannot be read.
    #[error("the video cannot be read ({0})")]
    Io(#[from] std::io::Error),
    /// The file is not a whole MP4.
    #[error("{0}")]
    Structure(#[from] structure::Mp4Problem),
    /// The video is not H.264, or not as we know it; `avc1` and the like, or what the demuxer says.
    #[error("the video cannot be shown as a picture ({0})")]
    Unsupported(String),
    /// The decoder or the demuxer gave up.
    #[error("the video's picture cannot be decoded")]
    Undecodable,
}

/// A picture of this MP4. Takes some milliseconds of a processor, more where key frames are rare: not for an async thread.
///
/// # Errors
/// [`FrameError`].
pub fn frame(video: &Path, which: Which) -> Result<RgbImage, FrameError> {
    let file = File::open(video)?;
    let len = file.metadata()?.len();
    catch_unwind(AssertUnwindSafe(|| {
        let mut film = Film::open(BufReader::new(file), len)?;
        match which {
            Which::First => film.first(),
            Which::At(seconds) => film.exact(|timeline| timeline.at(seconds)),
            Which::Last => film.exact(Timeline::last),
        }
    }))
    .unwrap_or(Err(FrameError::Undecodable))
}

/// About how many bytes [`frame`] takes at its peak for this film: the decoder's pictures, and the one that is asked for. Looks
/// at the index alone.
///
/// # Errors
/// [`FrameError`].
pub fn memory(video: &Path) -> Result<u64, FrameError> {
    let file = File::open(video)?;
    let len = file.metadata()?.len();
    let facts = structure::check(BufReader::new(file), len)?;
    Ok(u64::from(facts.width) * u64::from(facts.height) * 32)
}

/// What becomes of a film when one of its pictures cannot be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Faults {
    /// The next one is as good.
    Passed,
    /// No later picture can be told for certain.
    End,
}

/// An opened film.
struct Film<R> {
    mp4: Mp4Reader<R>,
    track: u32,
    /// The parameter sets, as the decoder reads them.
    sets: Vec<u8>,
    /// Bytes of the length before each unit.
    length_size: usize,
    meaning: Meaning,
}

impl<R: Read + Seek> Film<R> {
    fn open(mut file: R, len: u64) -> Result<Self, FrameError> {
        let facts = structure::check(&mut file, len)?;
        if facts.codec != "avc1" && facts.codec != "avc3" {
            return Err(FrameError::Unsupported(facts.codec));
        }
        // Neither of the two that read on knows of strays behind a film.
        let len = structure::film_end(&mut file, len).unwrap_or(len);
        if structure::index_bytes(&mut file, len)? > MAX_READ {
            return Err(FrameError::Undecodable);
        }
        file.rewind()?;
        let mp4 = Mp4Reader::read_header(file, len).map_err(unsupported)?;
        let track = mp4.tracks().values().find(|track| matches!(track.track_type(), Ok(TrackType::Video)));
        let track = track.ok_or(FrameError::Undecodable)?;
        let config = &track.trak.mdia.minf.stbl.stsd.avc1.as_ref().ok_or(FrameError::Undecodable)?.avcc;
        let mut sets = Vec::new();
        for set in config.sequence_parameter_sets.iter().chain(&config.picture_parameter_sets) {
            annex_b(&mut sets, &set.bytes);
        }
        let first = config.sequence_parameter_sets.first().map_or(&[][..], |set| &set.bytes);
        let meaning = colour::meaning(first, facts.height);
        let (track, length_size) = (track.track_id(), usize::from(config.length_size_minus_one & 3) + 1);
        Ok(Self { mp4, track, sets, length_size, meaning })
    }

    /// The first picture that can be decoded: one that cannot may be followed by one that can.
    fn first(&mut self) -> Result<RgbImage, FrameError> {
        let samples = self.track()?.sample_count().min(MAX_FIRST);
        self.decode(1..=samples, 0, Faults::Passed)
    }

    /// The picture of the sample that is chosen, and no other.
    fn exact(&mut self, choose: impl FnOnce(&Timeline) -> u32) -> Result<RgbImage, FrameError> {
        let movie = self.mp4.moov.mvhd.timescale;
        let timeline = Index::of(self.track()?, movie).and_then(Timeline::of).ok_or(FrameError::Undecodable)?;
        let (wanted, last) = (choose(&timeline), timeline.samples());
        let key = timeline.key_before(wanted);
        match self.decode(key..=last, timeline.shown_before(wanted, key), Faults::End) {
            // What the index calls a key frame is not always one from which a decoder can begin.
            Err(FrameError::Undecodable) if key > 1 => {
                self.decode(1..=last, timeline.shown_before(wanted, 1), Faults::End)
            }
            decoded => decoded,
        }
    }

    /// Decodes these samples one after the other, up to the picture before which so many are shown. The decoder gives
    /// pictures in the order in which they are shown, as soon as it knows it.
    fn decode(
        &mut self,
        samples: RangeInclusive<u32>,
        mut before: usize,
        faults: Faults,
    ) -> Result<RgbImage, FrameError> {
        // Asked to give each picture at once, it loses its way among B frames.
        let config = DecoderConfig::new().flush_after_decode(Flush::NoFlush);
        let decoder = Decoder::with_api_config(OpenH264API::from_source(), config);
        let mut decoder = decoder.map_err(|_| FrameError::Undecodable)?;
        let mut packet = self.sets.clone();
        for sample in samples {
            if u64::from(self.size(sample)?) > MAX_READ {
                return Err(FrameError::Undecodable);
            }
            let Some(read) = self.mp4.read_sample(self.track, sample).map_err(unsupported)? else { break };
            append_units(&mut packet, &read.bytes, self.length_size);
            match (decoder.decode(&packet), faults) {
                (Ok(Some(picture)), _) if before == 0 => return rgb(&picture, self.meaning),
                (Ok(Some(_)), _) => before -= 1,
                (Ok(None), _) | (Err(_), Faults::Passed) => {}
                (Err(_), Faults::End) => return Err(FrameError::Undecodable),
            }
            packet.clear();
        }
        let held_back = decoder.flush_remaining().map_err(|_| FrameError::Undecodable)?;
        rgb(held_back.get(before).ok_or(FrameError::Undecodable)?, self.meaning)
    }

    /// Bytes of a sample, as the index says.
    fn size(&self, sample: u32) -> Result<u32, FrameError> {
        let sizes = &self.track()?.trak.mdia.minf.stbl.stsz;
        let listed = (sample as usize).checked_sub(1).and_then(|at| sizes.sample_sizes.get(at));
        Ok(listed.copied().unwrap_or_default().max(sizes.sample_size))
    }

    fn track(&self) -> Result<&Mp4Track, FrameError> {
        self.mp4.tracks().get(&self.track).ok_or(FrameError::Undecodable)
    }
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

fn rgb(picture: &DecodedYUV<'_>, meaning: Meaning) -> Result<RgbImage, FrameError> {
    let (width, height) = picture.dimensions();
    if width == 0 || height == 0 || width > MAX_VIDEO_SIDE || height > MAX_VIDEO_SIDE {
        return Err(FrameError::Undecodable);
    }
    let side = |length: usize| u32::try_from(length).map_err(|_| FrameError::Undecodable);
    let (luma, chroma, _) = picture.strides();
    let planes = Planes {
        y: picture.y(),
        cb: picture.u(),
        cr: picture.v(),
        strides: (luma, chroma),
        size: (side(width)?, side(height)?),
    };
    from_planes(&planes, meaning).ok_or(FrameError::Undecodable)
}

fn unsupported(error: mp4::Error) -> FrameError {
    FrameError::Unsupported(error.to_string())
}
