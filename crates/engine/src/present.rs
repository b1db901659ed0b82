//! From rows to view models. Pure, but for asking whether a saved file is still there.

use crate::error::{Error, Spent};
use crate::library::list::Entry;
use crate::state::video::LIFE;
use crate::state::{RequestState, VideoState};
use crate::view::{Refund, VideoFile, VideoStatus, VideoView};

/// A video as the library shows it at this moment. `held` is what keeps the whole queue from sending.
pub(crate) fn video(entry: &Entry, held: Option<&Error>, now: i64) -> VideoView {
    let Entry { video, request, photo_name, usual, price, refund, together, tags } = entry;
    let file = video.file.as_ref().map(|file| (file, !file.path.is_file()));
    VideoView {
        id: video.id.clone(),
        request: request.id.clone(),
        photo: request.photo.clone(),
        photo_name: photo_name.clone(),
        created_at: request.created_at,
        spec: request.spec.clone(),
        model_label: request.model_label.clone(),
        status: status(entry, held, *usual),
        overdue: video.is_overdue(now),
        credits: video.credits,
        refund: *refund,
        retry_credits: price.map(|each| each * f64::from(u32::try_from(*together).unwrap_or(u32::MAX))),
        file: file.map(|(file, missing)| VideoFile {
            name: file.path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default(),
            bytes: file.bytes,
            width: file.width,
            height: file.height,
            seconds: file.seconds,
            has_sound: file.has_sound,
            missing,
            lost: missing && video.state == VideoState::Saved && video.error.is_some(),
        }),
        saved_at: video.saved_at,
        kept: video.kept,
        tags: tags.clone(),
    }
}

fn status(entry: &Entry, held: Option<&Error>, usual: Option<i64>) -> VideoStatus {
    let Entry { video, request, .. } = entry;
    let since = video.accepted_at.unwrap_or(request.created_at);
    let error = || video.error.clone().or_else(|| request.error.clone());
    match video.state {
        VideoState::Waiting => match request.state {
            RequestState::Unknown => {
                VideoStatus::Unknown { error: error().unwrap_or_else(unexplained), lookup: request.lookup }
            }
            RequestState::Sending => VideoStatus::Sending,
            _ => VideoStatus::Waiting { held: request.error.clone().or_else(|| held.cloned()) },
        },
        VideoState::Queued => VideoStatus::Queued { since, usual },
        // It is finished: only its link is asked for again.
        VideoState::Processing if video.url.is_some() => {
            VideoStatus::Saving { expires: since + LIFE, held: video.error.clone() }
        }
        VideoState::Processing => VideoStatus::Rendering { since, usual },
        VideoState::Ready | VideoState::Saving => {
            VideoStatus::Saving { expires: since + LIFE, held: video.error.clone() }
        }
        VideoState::Saved => VideoStatus::Saved,
        VideoState::Failed => {
            VideoStatus::Failed { error: with_refund(error().unwrap_or_else(unexplained), entry.refund) }
        }
        VideoState::Expired => VideoStatus::Expired,
        VideoState::Gone => VideoStatus::Gone,
    }
}

/// What went wrong, and what became of the money.
fn with_refund(error: Error, refund: Option<Refund>) -> Error {
    let (words, spent) = match refund {
        None => return error,
        Some(Refund::Due) => {
            ("It was charged; its credits have not come back so far, and are watched for.", Spent::Yes)
        }
        Some(Refund::Seen) => ("Its credits came back, as the balance shows.", Spent::No),
        Some(Refund::Back) => ("Its credits came back.", Spent::No),
    };
    Error { message: format!("{} {words}", error.message), spent, ..error }
}

fn unexplained() -> Error {
    Error::new(crate::error::ErrorCode::Internal, "What happened to this one was not written down.")
}
