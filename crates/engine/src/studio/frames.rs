//! Pictures of saved videos as photos, through the door: to go on from, or to end on.

use std::path::PathBuf;

use super::Studio;
use super::importing::blocking;
use crate::error::{Error, ErrorCode};
use crate::ids::VideoId;
use crate::save::frame::{self, FrameError, Which};
use crate::save::name::photo_words;
use crate::source::Source;
use crate::view::PhotoView;

/// What a photo of a film's last picture is called behind the photo that the film was made of.
const LAST: &str = " - last frame";

impl Studio {
    /// The picture that a saved video shows at this second, or its very last, as a photo of the library that is not in the
    /// tray. The same picture twice is one photo.
    ///
    /// # Errors
    /// `NotFound` until the video is saved, or when its file is missing; `Unreadable` for a video that cannot be decoded here;
    /// `PhotoUnusable` for a picture that the service does not take; `LibraryBusy` beside another engine.
    pub async fn frame_photo(&self, id: &VideoId, at: Option<f64>) -> Result<PhotoView, Error> {
        self.core.library.must_be_ours()?;
        let film = self.video_file(id).await?;
        let name = self.video(id).await?.photo_name;
        self.film_photo(film, &name, at).await
    }

    /// As [`Studio::frame_photo`], of a film that was made of a photo of this name.
    pub(super) async fn film_photo(&self, film: PathBuf, name: &str, at: Option<f64>) -> Result<PhotoView, Error> {
        let measured = film.clone();
        let needed = blocking(move || frame::memory(&measured)).await?.map_err(|error| undecodable(&error))?;
        let room = self.core.room.for_pixels(needed).await;
        let taken = move || {
            let picture = frame::frame(&film, at.map_or(Which::Last, Which::At));
            let png = picture.and_then(|picture| animato_pixels::png(&picture).map_err(|_| FrameError::Undecodable));
            // Held in here, so that a call that is given up does not free what is still in use.
            drop(room);
            png
        };
        let bytes = blocking(taken).await?.map_err(|error| undecodable(&error))?;
        self.import_one(vec![Source::Bytes { name: named(name, at), bytes }]).await
    }
}

/// `beach - last frame.png`, `beach - 3.2 s.png`. A film that was made of such a picture is still one of the first photo.
fn named(photo: &str, at: Option<f64>) -> String {
    let stem = photo_words(photo);
    let second = |stem: &'_ str| -> Option<usize> {
        let (before, number) = stem.strip_suffix(" s")?.rsplit_once(" - ")?;
        number.parse::<f64>().is_ok().then_some(before.len())
    };
    let first = stem.strip_suffix(LAST).or_else(|| stem.get(..second(stem)?)).unwrap_or(stem);
    match at {
        None => format!("{first}{LAST}.png"),
        Some(at) => format!("{first} - {:.1} s.png", at.max(0.0)),
    }
}

fn undecodable(error: &FrameError) -> Error {
    let why = match error {
        FrameError::Unsupported(codec) => match codec.as_str() {
            "hvc1" | "hev1" => " (H.265)",
            "av01" => " (AV1)",
            "vp09" => " (VP9)",
            _ => "",
        },
        _ => "",
    };
    tracing::info!(%error, "no picture of a video");
    Error::new(
        ErrorCode::Unreadable,
        format!(
            "Animato cannot take a picture out of this video{why}; nothing was spent. Save the frame in the system's player instead."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_named_after_its_photo_and_its_time_however_often_that_goes_on() {
        for (photo, at, name) in [
            ("beach.jpg", None, "beach - last frame.png"),
            ("beach.jpg", Some(3.21), "beach - 3.2 s.png"),
            ("beach", Some(-1.0), "beach - 0.0 s.png"),
            (".jpg", None, ".jpg - last frame.png"),
            ("beach - last frame.png", None, "beach - last frame.png"),
            ("beach - last frame.png", Some(0.5), "beach - 0.5 s.png"),
            ("beach - 3.2 s.png", None, "beach - last frame.png"),
            ("four - five s.png", None, "four - five s - last frame.png"),
        ] {
            assert_eq!(named(photo, at), name, "{photo}");
        }
    }

    #[test]
    fn what_cannot_be_decoded_is_said_with_its_codec_and_what_to_do() {
        let error = undecodable(&FrameError::Unsupported("hvc1".into()));
        assert!(error.message.contains("this video (H.265); nothing was spent"), "{error}");
        let error = undecodable(&FrameError::Undecodable);
        assert!(error.message.contains("this video; nothing was spent"), "{error}");
    }
}
