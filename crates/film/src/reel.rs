//! Encoded frames and their sound into one fast-start MP4.

use muxide::api::{AacProfile, AudioCodec, Muxer, MuxerBuilder, VideoCodec};

use super::sound::{SAMPLE_RATE, SAMPLES_PER_FRAME, Tone};
use super::{FRAME_RATE, RenderError};

/// An MP4 that is being written, frame after frame.
pub(crate) struct Reel {
    muxer: Muxer<Buffer>,
    file: Buffer,
    frames: u32,
    sound: Option<Tone>,
    sound_frames: u32,
}

/// The muxer keeps its writer to itself; this one is shared with it.
#[derive(Clone, Default)]
struct Buffer(std::rc::Rc<std::cell::RefCell<Vec<u8>>>);

impl std::io::Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Reel {
    /// An empty one; with the seed of a tone when it is to have sound.
    pub(crate) fn new(width: u32, height: u32, sound: Option<&str>) -> Result<Self, RenderError> {
        let file = Buffer::default();
        let mut builder = MuxerBuilder::new(file.clone())
            .video(VideoCodec::H264, width, height, f64::from(FRAME_RATE))
            .with_fast_start(true);
        if sound.is_some() {
            builder = builder.audio(AudioCodec::Aac(AacProfile::Lc), SAMPLE_RATE, 1);
        }
        Ok(Self { muxer: builder.build()?, file, frames: 0, sound: sound.map(Tone::new), sound_frames: 0 })
    }

    /// The second at which the next frame begins.
    pub(crate) fn time(&self) -> f64 {
        f64::from(self.frames) / f64::from(FRAME_RATE)
    }

    /// Adds an H.264 frame with start codes, and the sound up to its end.
    pub(crate) fn add(&mut self, frame: &[u8], key: bool) -> Result<(), RenderError> {
        self.muxer.write_video(self.time(), frame, key)?;
        self.frames += 1;
        let Some(tone) = &self.sound else { return Ok(()) };
        // No sound outlasts the picture: the length of the file is that of its frames.
        let samples = u64::from(self.frames) * u64::from(SAMPLE_RATE) / u64::from(FRAME_RATE);
        while u64::from(self.sound_frames + 1) * u64::from(SAMPLES_PER_FRAME) <= samples {
            let time = f64::from(self.sound_frames) * f64::from(SAMPLES_PER_FRAME) / f64::from(SAMPLE_RATE);
            self.muxer.write_audio(time, &tone.frame(self.sound_frames))?;
            self.sound_frames += 1;
        }
        Ok(())
    }

    /// The whole file.
    pub(crate) fn finish(self) -> Result<Vec<u8>, RenderError> {
        self.muxer.finish()?;
        Ok(self.file.0.take())
    }
}
