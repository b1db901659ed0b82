//! Listening to a sound once: how long it is, and how loud from its beginning to its end.
//!
//! The file is streamed, and what is kept of it has a fixed size. One that goes on and on is given up at a limit; whatever
//! goes wrong means that it is not heard, and is never a panic.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use symphonia::core::codecs::audio::AudioDecoderOptions;
use symphonia::core::errors::Error as Fault;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, TrackType};
use symphonia::core::io::{MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::MetadataOptions;

/// Most parts whose loudness is kept.
const MOST_PEAKS: usize = 240;
/// Seconds that are listened to: no video is nearly as long.
const MOST_SECONDS: u64 = 30 * 60;
/// Packets that are looked at, for files that are made of empty ones.
const MOST_PACKETS: u32 = 2_000_000;

/// What was heard.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Heard {
    /// How long it is; `None`: it could not be decoded.
    pub(crate) seconds: Option<f64>,
    /// The loudest of each part from the beginning to the end, of full scale 255; empty: it could not be decoded, or is too
    /// long to be listened to.
    pub(crate) peaks: Vec<u8>,
}

/// Listens to this file of one of our kinds. Takes a processor up to seconds: not for an async thread.
pub(crate) fn listen(path: &Path) -> Heard {
    let heard = catch_unwind(AssertUnwindSafe(|| hear(path)));
    match heard {
        Ok(Ok(heard)) => heard,
        Ok(Err(fault)) => {
            tracing::info!(%fault, "a sound cannot be decoded");
            Heard::default()
        }
        Err(_) => {
            tracing::warn!("a sound's decoder gave up");
            Heard::default()
        }
    }
}

fn hear(path: &Path) -> Result<Heard, Fault> {
    let source = MediaSourceStream::new(Box::new(File::open(path)?), MediaSourceStreamOptions::default());
    let mut hint = Hint::new();
    path.extension().and_then(|extension| extension.to_str()).map(|extension| hint.with_extension(extension));
    let probe = symphonia::default::get_probe();
    let mut file = probe.probe(&hint, source, FormatOptions::default(), MetadataOptions::default())?;
    let track = file.default_track(TrackType::Audio).ok_or(Fault::Unsupported("no sound in it"))?;
    let parameters = track.codec_params.as_ref().and_then(|parameters| parameters.audio());
    let parameters = parameters.ok_or(Fault::Unsupported("nothing is said of its codec"))?;
    let mut decoder =
        symphonia::default::get_codecs().make_audio_decoder(parameters, &AudioDecoderOptions::default())?;
    let (id, told) = (track.id, track.num_frames.zip(parameters.sample_rate));
    let (mut peaks, mut samples, mut rate) = (Peaks::default(), Vec::<f32>::new(), 0);
    for packet in 0.. {
        let Ok(Some(next)) = file.next_packet() else { break };
        if next.track_id != id {
            continue;
        }
        match decoder.decode(&next) {
            Ok(sound) => {
                rate = u64::from(sound.spec().rate());
                sound.copy_to_vec_interleaved(&mut samples);
                peaks.add(&samples, sound.spec().channels().count());
            }
            // One that is damaged may be followed by one that is not.
            Err(Fault::DecodeError(_)) => {}
            Err(_) => break,
        }
        if packet >= MOST_PACKETS || peaks.frames > MOST_SECONDS.saturating_mul(rate) {
            let seconds = told.map(|(frames, rate)| frames as f64 / f64::from(rate.max(1)));
            return Ok(Heard { seconds, peaks: Vec::new() });
        }
    }
    if peaks.frames == 0 || rate == 0 {
        return Err(Fault::DecodeError("nothing to hear"));
    }
    Ok(Heard { seconds: Some(peaks.frames as f64 / rate as f64), peaks: peaks.finish() })
}

/// The loudest of each part of a sound whose length is not known before its end: when there are too many parts, each two
/// become one.
struct Peaks {
    parts: Vec<f32>,
    /// Frames in a part.
    width: u64,
    /// Frames in the part that is under way, and the loudest of them.
    filled: u64,
    loudest: f32,
    /// Frames in all.
    frames: u64,
}

impl Default for Peaks {
    fn default() -> Self {
        Self { parts: Vec::with_capacity(MOST_PEAKS), width: 1, filled: 0, loudest: 0.0, frames: 0 }
    }
}

impl Peaks {
    /// Adds frames of so many channels each.
    fn add(&mut self, samples: &[f32], channels: usize) {
        for frame in samples.chunks(channels.max(1)) {
            // What is no number is not loud.
            self.loudest = frame.iter().fold(self.loudest, |loudest, sample| loudest.max(sample.abs()));
            self.frames += 1;
            self.filled += 1;
            if self.filled == self.width {
                self.close();
            }
        }
    }

    fn close(&mut self) {
        self.parts.push(self.loudest);
        (self.filled, self.loudest) = (0, 0.0);
        if self.parts.len() == MOST_PEAKS {
            let louder = |two: &[f32]| two.iter().copied().fold(0.0, f32::max);
            self.parts = self.parts.chunks(2).map(louder).collect();
            self.width *= 2;
        }
    }

    fn finish(mut self) -> Vec<u8> {
        if self.filled > 0 {
            self.parts.push(self.loudest);
        }
        self.parts.iter().map(|loudest| (loudest.min(1.0) * 255.0).round() as u8).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn sample(name: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sounds").join(name)
    }

    fn of(name: &str, bytes: &[u8]) -> Heard {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        listen(&path)
    }

    /// A WAV of one channel and 16 bits.
    fn wav(rate: u32, samples: &[i16]) -> Vec<u8> {
        let length = u32::try_from(samples.len() * 2).unwrap();
        let format = [&[1, 0, 1, 0][..], &rate.to_le_bytes(), &(rate * 2).to_le_bytes(), &[2, 0, 16, 0]].concat();
        let head = [&b"RIFF"[..], &(length + 36).to_le_bytes(), b"WAVEfmt ", &16_u32.to_le_bytes(), &format].concat();
        let samples: Vec<_> = samples.iter().flat_map(|sample| sample.to_le_bytes()).collect();
        [head, b"data".to_vec(), length.to_le_bytes().to_vec(), samples].concat()
    }

    #[test]
    fn every_kind_that_is_taken_is_heard_with_its_length_and_its_loudness() {
        let folder = tempfile::tempdir().unwrap();
        let tone = (0..44_100).map(|n| if n < 22_050 || n % 50 != 0 { 0 } else { i16::MAX / 2 });
        let made = folder.path().join("half.wav");
        std::fs::write(&made, wav(22_050, &tone.collect::<Vec<_>>())).unwrap();
        for path in [made, sample("half.mp3"), sample("half.m4a"), sample("half.ogg"), sample("half.flac")] {
            let name = path.display();
            let heard = listen(&path);
            let seconds = heard.seconds.unwrap();
            // AAC tells nothing of the silence that its encoder puts before and after.
            assert!((1.98..2.15).contains(&seconds), "{name}: {seconds} s");
            let parts = heard.peaks.len();
            assert!((120..=240).contains(&parts), "{name}: {parts} parts");
            let (silent, loud) = (&heard.peaks[..parts * 4 / 10], &heard.peaks[parts * 6 / 10..parts * 9 / 10]);
            assert!(silent.iter().all(|peak| *peak < 4), "{name}: {silent:?}");
            assert!(loud.iter().all(|peak| (100..156).contains(peak)), "{name}: {loud:?}");
        }
    }

    #[test]
    fn a_song_behind_a_large_tag_is_heard() {
        let length = 1_500_000_u32;
        let size: Vec<_> = [21, 14, 7, 0].map(|shift| (length >> shift & 0x7f) as u8).to_vec();
        let tag = [&b"ID3\x03\0\0"[..], &size, &vec![0; length as usize]].concat();
        let song = std::fs::read(sample("half.mp3")).unwrap();
        let heard = of("a.mp3", &[tag, song].concat());
        assert!(heard.seconds.is_some_and(|seconds| (1.98..2.15).contains(&seconds)), "{:?}", heard.seconds);
    }

    #[test]
    fn what_is_not_decoded_here_is_not_heard_and_no_fault() {
        assert_eq!(listen(&sample("opus.ogg")), Heard::default());
        assert_eq!(listen(Path::new("/nowhere/a.mp3")), Heard::default());
        assert_eq!(of("a.mp3", b"ID3\x04 and no more"), Heard::default());
        assert_eq!(of("a.wav", &wav(8_000, &[])), Heard::default());
    }

    #[test]
    fn a_sound_that_is_cut_off_is_heard_as_far_as_it_goes() {
        let whole = wav(8_000, &[9_000; 8_000]);
        let heard = of("a.wav", &whole[..44 + 8_000]);
        assert!((0.4..=0.5).contains(&heard.seconds.unwrap()), "{heard:?}");
        let mp3 = std::fs::read(sample("half.mp3")).unwrap();
        assert!(of("a.mp3", &mp3[..mp3.len() / 2]).seconds.is_some_and(|seconds| seconds > 0.8));
    }

    #[test]
    fn damage_is_no_panic() {
        for name in ["half.mp3", "half.m4a", "half.ogg", "half.flac"] {
            let whole = std::fs::read(sample(name)).unwrap();
            for at in (0..whole.len()).step_by(whole.len() / 60) {
                let mut damaged = whole.clone();
                damaged[at..].iter_mut().take(8).for_each(|byte| *byte ^= 0xff);
                let heard = of(name, &damaged);
                assert!(heard.peaks.len() <= MOST_PEAKS && heard.seconds.is_none_or(f64::is_finite));
            }
        }
    }

    #[test]
    fn a_sound_that_goes_on_and_on_is_believed_what_it_says_of_its_length() {
        // An hour at 20 samples a second.
        let heard = of("a.wav", &wav(20, &[1_000; 72_000]));
        assert_eq!(heard, Heard { seconds: Some(3_600.0), peaks: Vec::new() });
    }

    #[test]
    fn parts_are_joined_while_a_sound_goes_on_and_none_is_lost() {
        for frames in [0, 1, 239, 240, 241, 1_000, 100_003] {
            let mut peaks = Peaks::default();
            for n in 0..frames {
                let loud = if n + 1 == frames { 1.0 } else { 0.25 };
                peaks.add(&[0.0, -loud, f32::NAN], 3);
            }
            let parts = peaks.finish();
            assert!(parts.len() <= MOST_PEAKS && (parts.len() >= 120 || parts.len() == frames), "{frames}");
            if let Some((last, before)) = parts.split_last() {
                assert_eq!(*last, 255, "{frames}");
                assert!(before.iter().all(|part| *part == 64), "{frames}");
            }
        }
    }
}
