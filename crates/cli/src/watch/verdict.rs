//! Whether the waiting is over, and what it came to. Pure.

use animato_engine::view::{Lookup, VideoStatus, VideoView};

use super::Stop;
use crate::exit::Exit;

/// Whether where a video stands is the end. What is held is not: the engine says when only a person can help.
pub(crate) fn is_over(status: &VideoStatus) -> bool {
    match status {
        VideoStatus::Saved | VideoStatus::Failed { .. } | VideoStatus::Expired | VideoStatus::Gone => true,
        VideoStatus::Unknown { lookup, .. } => *lookup != Lookup::NotLooked,
        VideoStatus::Waiting { .. }
        | VideoStatus::Sending
        | VideoStatus::Queued { .. }
        | VideoStatus::Rendering { .. }
        | VideoStatus::Saving { .. } => false,
    }
}

/// Whether the waiting is over by where the videos stand.
pub(super) fn stop(videos: &[VideoView], detach: bool) -> Option<Stop> {
    if videos.iter().all(|v| is_over(&v.status)) {
        return Some(Stop::Over);
    }
    let answered = |v: &VideoView| {
        let accepted =
            matches!(v.status, VideoStatus::Queued { .. } | VideoStatus::Rendering { .. } | VideoStatus::Saving { .. });
        accepted || is_over(&v.status)
    };
    (detach && videos.iter().all(answered)).then_some(Stop::Detached)
}

/// The exit code. Whoever detaches asked for no more than acceptance.
pub(super) fn exit(videos: &[VideoView], photos_refused: usize, stop: Stop) -> Exit {
    let of = |v: &VideoView| match (&v.status, stop) {
        (VideoStatus::Queued { .. } | VideoStatus::Rendering { .. }, Stop::Detached) => Exit::Saved,
        (VideoStatus::Saving { held: None, .. }, Stop::Detached) => Exit::Saved,
        _ => Exit::of_video(v),
    };
    let photos = if photos_refused > 0 { Exit::Failed } else { Exit::Saved };
    videos.iter().map(of).fold(photos, Exit::max)
}

#[cfg(test)]
pub(crate) mod tests {
    use animato_engine::{Error, ErrorCode, Spec};

    use super::*;

    pub(crate) fn video(status: VideoStatus) -> VideoView {
        VideoView {
            id: "v".into(),
            request: "r".into(),
            photo: "p".into(),
            photo_name: "a.jpg".to_owned(),
            created_at: 0,
            spec: Spec::default(),
            model_label: String::new(),
            status,
            overdue: false,
            credits: None,
            refund: None,
            retry_credits: None,
            file: None,
            saved_at: None,
            kept: false,
            tags: Vec::new(),
        }
    }

    fn held(code: ErrorCode) -> VideoView {
        video(VideoStatus::Waiting { held: Some(Error::new(code, "held")) })
    }

    fn unknown(lookup: Lookup) -> VideoView {
        video(VideoStatus::Unknown { error: Error::new(ErrorCode::OutcomeUnknown, "no reply"), lookup })
    }

    #[test]
    fn what_is_held_in_the_end_tells_by_its_code_what_held_it() {
        assert_eq!(
            exit(&[held(ErrorCode::Offline)], 0, Stop::Over),
            Exit::Unknown,
            "it goes on by itself, so it has not failed"
        );
        assert_eq!(exit(&[held(ErrorCode::WrongKey)], 0, Stop::Over), Exit::Refused);
        assert_eq!(exit(&[held(ErrorCode::NoCredits)], 0, Stop::Over), Exit::Refused);
    }

    #[test]
    fn detaching_waits_for_acceptance_and_no_further() {
        let queued = || video(VideoStatus::Queued { since: 0, usual: None });
        let waiting = || video(VideoStatus::Waiting { held: None });
        assert_eq!(stop(&[queued(), waiting()], true), None);
        assert_eq!(stop(&[queued()], true), Some(Stop::Detached));
        assert_eq!(stop(&[queued()], false), None);
        assert_eq!(exit(&[queued()], 0, Stop::Detached), Exit::Saved);
    }

    #[test]
    fn a_timeout_is_never_a_failure() {
        let rendering = video(VideoStatus::Rendering { since: 0, usual: None });
        assert_eq!(exit(&[rendering], 0, Stop::TimedOut), Exit::Unknown);
    }

    #[test]
    fn the_look_for_a_lost_request_is_waited_for() {
        assert!(!is_over(&unknown(Lookup::NotLooked).status));
        assert!(is_over(&unknown(Lookup::Absent).status));
        assert_eq!(exit(&[unknown(Lookup::Absent), video(VideoStatus::Gone)], 0, Stop::Over), Exit::Unknown);
    }

    #[test]
    fn a_photo_that_could_not_be_used_is_a_failure_beside_saved_videos() {
        assert_eq!(exit(&[video(VideoStatus::Saved)], 1, Stop::Over), Exit::Failed);
        assert_eq!(exit(&[video(VideoStatus::Saved)], 0, Stop::Over), Exit::Saved);
    }
}
