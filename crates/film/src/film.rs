//! Frames into H.264, and on into a [`Reel`].

use openh264::OpenH264API;
use openh264::Timestamp;
use openh264::encoder::{
    Complexity, Encoder, EncoderConfig, FrameRate, FrameType, IntraFramePeriod, RateControlMode, VuiConfig,
};

use super::planes::Planes;
use super::reel::Reel;
use super::{FRAME_RATE, RenderError};

/// A video that is being made, frame after frame.
pub(crate) struct Film {
    encoder: Encoder,
    reel: Reel,
}

impl Film {
    /// An empty film; with the seed of a tone when it is to have sound.
    pub(crate) fn new(width: u32, height: u32, sound: Option<&str>) -> Result<Self, RenderError> {
        // One thread and no rate control: the same frames give the same bytes. A key frame every two seconds, for seeking.
        let config = EncoderConfig::new()
            .max_frame_rate(FrameRate::from_hz(FRAME_RATE as f32))
            .rate_control_mode(RateControlMode::Off)
            .skip_frames(false)
            .complexity(Complexity::Low)
            .scene_change_detect(false)
            .adaptive_quantization(false)
            .background_detection(false)
            .intra_frame_period(IntraFramePeriod::from_num_frames(2 * FRAME_RATE))
            .num_threads(1)
            .vui(VuiConfig::bt601());
        let encoder = Encoder::with_api_config(OpenH264API::from_source(), config)?;
        Ok(Self { encoder, reel: Reel::new(width, height, sound)? })
    }

    /// Adds a frame.
    pub(crate) fn add(&mut self, frame: &Planes) -> Result<(), RenderError> {
        let time = Timestamp::from_millis((self.reel.time() * 1000.0).round() as u64);
        let encoded = self.encoder.encode_at(&frame.slices(), time)?;
        let key = matches!(encoded.frame_type(), FrameType::IDR | FrameType::I);
        self.reel.add(&encoded.to_vec(), key)
    }

    /// The whole file.
    pub(crate) fn finish(self) -> Result<Vec<u8>, RenderError> {
        self.reel.finish()
    }
}
