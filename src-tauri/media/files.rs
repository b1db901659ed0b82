//! One file, whole or in part: `200`, `206`, `304`, `404` and `416` as HTTP wants them, streamed from the disk.

use std::path::PathBuf;

use animato_engine::ids::{OfferId, PhotoId, SoundId, VideoId};
use animato_engine::save::poster::Size;
use animato_engine::{Error, ErrorCode, Studio, sound_type};
use axum::extract::{Path, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use tower::ServiceExt as _;
use tower_http::services::ServeFile;

/// Serves what this id stands for.
pub(super) async fn file(
    State(studio): State<Studio>,
    Path((_, kind, id)): Path<(String, String, String)>,
    request: Request,
) -> Response {
    let Some(kind) = Kind::named(&kind) else { return StatusCode::NOT_FOUND.into_response() };
    let path = match kind.resolve(&studio, id).await {
        Ok(path) => path,
        Err(error) => return status(&error).into_response(),
    };
    let media_type = kind.media_type(&path);
    let mut response = match ServeFile::new(path).oneshot(request).await {
        Ok(response) => response.map(axum::body::Body::new),
        Err(never) => match never {},
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(kind.cache_control()));
    if let (Some(media_type), true) = (media_type, headers.contains_key(CONTENT_TYPE)) {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    }
    response
}

#[derive(Clone, Copy)]
enum Kind {
    Thumb,
    Photo,
    Offer,
    Poster(Size),
    Video,
    EffectPoster,
    EffectPreview,
    Sound,
}

impl Kind {
    fn named(name: &str) -> Option<Self> {
        match name {
            "thumb" => Some(Self::Thumb),
            "photo" => Some(Self::Photo),
            "offer" => Some(Self::Offer),
            "poster" => Some(Self::Poster(Size::Large)),
            "small-poster" => Some(Self::Poster(Size::Small)),
            "video" => Some(Self::Video),
            "effect-poster" => Some(Self::EffectPoster),
            "effect-preview" => Some(Self::EffectPreview),
            "sound" => Some(Self::Sound),
            _ => None,
        }
    }

    async fn resolve(self, studio: &Studio, id: String) -> Result<PathBuf, Error> {
        match self {
            Self::Thumb => studio.thumbnail_file(&PhotoId::from(id)).await,
            Self::Photo => studio.photo_file(&PhotoId::from(id)).await,
            Self::Offer => studio.offer_file(&OfferId::from(id)).await,
            Self::Poster(size) => studio.poster_file(&VideoId::from(id), size).await,
            Self::Video => studio.video_file(&VideoId::from(id)).await,
            Self::EffectPoster => studio.effect_poster_file(&id).await,
            Self::EffectPreview => studio.effect_preview_file(&id).await,
            Self::Sound => studio.sound_file(&SoundId::from(id)).await,
        }
    }

    /// `None`: the file's own ending says it.
    fn media_type(self, path: &std::path::Path) -> Option<&'static str> {
        match self {
            Self::Thumb | Self::Offer | Self::Poster(_) | Self::EffectPoster => Some("image/jpeg"),
            Self::Photo => None,
            Self::Video | Self::EffectPreview => Some("video/mp4"),
            Self::Sound => Some(sound_type(path)),
        }
    }

    /// A photo never changes, nor does an offer or a sound. A poster does when its video is saved. A video is large and already on this disk.
    fn cache_control(self) -> &'static str {
        match self {
            Self::Thumb | Self::Photo | Self::Offer | Self::Sound => "private, max-age=86400, immutable",
            // The service may have others tomorrow; within a run they stay.
            Self::EffectPoster | Self::EffectPreview => "private, max-age=3600",
            Self::Poster(_) => "private, no-cache",
            Self::Video => "private, no-store",
        }
    }
}

fn status(error: &Error) -> StatusCode {
    match error.code {
        ErrorCode::NotFound => StatusCode::NOT_FOUND,
        _ => {
            tracing::warn!(code = ?error.code, "a file could not be served: {error}");
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
}
