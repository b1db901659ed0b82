//! From photos to an MP4. Pure: the same scene and the same photos give the same bytes. Heavy: call it off the runtime.
//!
//! A package of its own because its loops over pixels must be optimised in every profile, while the server around them
//! stays quick to build. It knows nothing of the service.

pub use camera::Move;
pub use dub::dub;
pub use look::Look;
pub use picture::{Picture, decode};
pub use seeded::Seeded;

pub mod drawn;

mod camera;
mod dub;
mod film;
mod look;
mod picture;
mod planes;
mod reel;
mod seeded;
mod size;
mod sound;
mod warp;

use camera::Camera;
use film::Film;
use planes::{Planes, blend};
use size::frame_size;

/// Frames per second.
pub const FRAME_RATE: u32 = 24;

/// What a video is to show.
#[derive(Clone, Debug)]
pub struct Scene<'a> {
    /// Tells two videos of one request apart.
    pub seed: &'a str,
    /// As in the model list: `720p`, `4k`, `1280x720`.
    pub resolution: &'a str,
    /// The length.
    pub seconds: u32,
    /// What the camera does.
    pub camera: Move,
    /// 1.0 is the usual; the prompt may ask for more or less.
    pub strength: f64,
    /// What happens to the colours.
    pub look: Look,
    /// With a sound track.
    pub sound: bool,
}

/// Why there is no video.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The encoder gave up.
    #[error("video encoding error: {0}")]
    Encoder(#[from] openh264::Error),
    /// The muxer gave up.
    #[error("video writing error: {0}")]
    Muxer(#[from] muxide::api::MuxerError),
    /// A video that was made before cannot be read.
    #[error("video reading error: {0}")]
    Video(#[from] mp4::Error),
    /// A picture cannot be used.
    #[error("image processing error: {0}")]
    Picture(String),
    /// A sound cannot be used.
    #[error("audio processing error: {0}")]
    Sound(String),
    /// The video cannot be kept.
    #[error("the video could not be stored: {0}")]
    File(String),
    /// The sandbox is stopping.
    #[error("stopped")]
    Stopped,
}

/// Renders one video. `stopped` is asked between frames.
///
/// # Errors
/// [`RenderError`]: `Stopped` when it was, otherwise what gave up.
pub fn render(
    scene: &Scene<'_>,
    photo: &Picture,
    last: Option<&Picture>,
    stopped: &dyn Fn() -> bool,
) -> Result<Vec<u8>, RenderError> {
    let (width, height) = frame_size(photo.width(), photo.height(), scene.resolution);
    let photo = Planes::covering(photo, width, height)?;
    let last = last.map(|last| Planes::covering(last, width, height)).transpose()?;
    let camera = Camera::new(scene.camera, scene.strength, scene.seed, scene.seconds);
    let mut film = Film::new(width, height, scene.sound.then_some(scene.seed))?;
    let (mut frame, mut over) = (Planes::black(width, height), Planes::black(width, height));
    let frames = scene.seconds.max(1) * FRAME_RATE;
    for number in 0..frames {
        if stopped() {
            return Err(RenderError::Stopped);
        }
        let at = f64::from(number) / f64::from((frames - 1).max(1));
        warp::warp(&photo, &mut frame, &camera.view(at));
        if let Some(last) = &last {
            warp::warp(last, &mut over, &camera.view_of_end(at));
            blend(&mut frame, &over, dissolve(at));
        }
        scene.look.apply(&mut frame, at, number);
        film.add(&frame)?;
    }
    film.finish()
}

/// How much of the end frame is to be seen: nothing until the middle, all of it on the last frames.
fn dissolve(at: f64) -> f64 {
    camera::ease(((at - 0.45) / 0.5).clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests;
