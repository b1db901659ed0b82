//! The life of a video: waiting, queued, processing, ready, saving, saved; or failed, expired, gone.
//!
//! No error of network, disk or service moves a video to an end: only the service's own word does, or 7 days.

use super::{RequestState, named};

/// The service deletes its files this long after it took the request, in milliseconds: 7 days.
pub(crate) const LIFE: i64 = 7 * 24 * 3600 * 1000;

/// Where a video stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum VideoState {
    /// Its create call was not taken yet.
    Waiting,
    /// In the service's queue.
    Queued,
    /// The service renders it.
    Processing,
    /// Done; its address is known.
    Ready,
    /// On its way to the disk.
    Saving,
    /// On the disk.
    Saved,
    /// The service could not make it, or never took it.
    Failed,
    /// Deleted by the service before it was saved.
    Expired,
    /// No longer known to the service.
    Gone,
}

named!(VideoState {
    Waiting = "waiting",
    Queued = "queued",
    Processing = "processing",
    Ready = "ready",
    Saving = "saving",
    Saved = "saved",
    Failed = "failed",
    Expired = "expired",
    Gone = "gone",
});

impl VideoState {
    /// Taken by the service and not on the disk: to forget it now would be to lose what is paid for.
    pub(crate) fn is_under_way(self) -> bool {
        match self {
            Self::Queued | Self::Processing | Self::Ready | Self::Saving => true,
            Self::Waiting | Self::Saved | Self::Failed | Self::Expired | Self::Gone => false,
        }
    }
}

/// Whether it was taken longer ago than the service keeps files. The clock of this machine may be wrong: nothing is given up for
/// this alone.
pub(crate) fn is_overdue(accepted_at: Option<i64>, now: i64) -> bool {
    accepted_at.is_some_and(|at| now - at >= LIFE)
}

/// Whether a person may forget a video: what is on its way to the service, or made by it, may be paid for. What is overdue may
/// be forgotten all the same: nobody may ever say what became of it.
pub(crate) fn may_be_forgotten(video: VideoState, request: RequestState, is_overdue: bool) -> bool {
    let is_leaving = video == VideoState::Waiting && request == RequestState::Sending;
    !is_leaving && (is_overdue || !video.is_under_way())
}

/// What happened to a video.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum VideoEvent {
    /// The service took it.
    Taken,
    /// The service did not take it.
    NotTaken,
    /// The service says: queued.
    IsQueued,
    /// The service says: being made.
    IsProcessing,
    /// The service says: done, and where.
    IsDone,
    /// The service says: could not be made.
    HasFailed,
    /// The service has not known it for long.
    IsUnknown,
    /// The service knows it after all.
    IsThere,
    /// It cannot be fetched once more: the file that was saved, wherever its disk is, stays all there is.
    OnlySaved,
    /// Fetching began.
    Fetching,
    /// Its address no longer works; another is asked for.
    LinkLost,
    /// It is whole on the disk.
    Kept,
    /// The service deleted the file.
    Deleted,
    /// A person wants it once more: sent again after a failure, or fetched again after its file went missing.
    Again,
}

/// The state after, or `None` where that cannot happen or changes nothing.
pub(crate) fn next(state: VideoState, event: VideoEvent) -> Option<VideoState> {
    use VideoEvent as E;
    use VideoState as S;
    match (state, event) {
        (S::Waiting, E::Taken) => Some(S::Queued),
        (S::Waiting, E::NotTaken) => Some(S::Failed),
        // The service may step back from processing to queued; the person need not see that.
        (S::Queued, E::IsProcessing) => Some(S::Processing),
        (S::Queued | S::Processing, E::IsDone) => Some(S::Ready),
        (S::Queued | S::Processing, E::HasFailed) => Some(S::Failed),
        (S::Queued | S::Processing, E::IsUnknown) => Some(S::Gone),
        (S::Gone | S::Expired, E::IsThere) => Some(S::Processing),
        (S::Queued | S::Processing | S::Ready | S::Saving, E::OnlySaved) => Some(S::Saved),
        (S::Ready, E::Fetching) => Some(S::Saving),
        (S::Ready | S::Saving, E::LinkLost) => Some(S::Processing),
        (S::Ready | S::Saving, E::Kept) => Some(S::Saved),
        (S::Ready | S::Saving | S::Queued | S::Processing, E::Deleted) => Some(S::Expired),
        (S::Failed | S::Gone | S::Expired, E::Again) => Some(S::Waiting),
        (S::Saved, E::Again) => Some(S::Processing),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use VideoEvent as E;
    use VideoState as S;

    const EVENTS: &[E] = &[
        E::Taken,
        E::NotTaken,
        E::IsQueued,
        E::IsProcessing,
        E::IsDone,
        E::HasFailed,
        E::IsUnknown,
        E::IsThere,
        E::OnlySaved,
        E::Fetching,
        E::LinkLost,
        E::Kept,
        E::Deleted,
        E::Again,
    ];

    #[test]
    fn the_whole_table() {
        let table = [
            (S::Waiting, E::Taken, S::Queued),
            (S::Waiting, E::NotTaken, S::Failed),
            (S::Queued, E::IsProcessing, S::Processing),
            (S::Queued, E::IsDone, S::Ready),
            (S::Queued, E::HasFailed, S::Failed),
            (S::Queued, E::IsUnknown, S::Gone),
            (S::Queued, E::Deleted, S::Expired),
            (S::Queued, E::OnlySaved, S::Saved),
            (S::Processing, E::IsDone, S::Ready),
            (S::Processing, E::HasFailed, S::Failed),
            (S::Processing, E::IsUnknown, S::Gone),
            (S::Processing, E::Deleted, S::Expired),
            (S::Processing, E::OnlySaved, S::Saved),
            (S::Ready, E::Fetching, S::Saving),
            (S::Ready, E::LinkLost, S::Processing),
            (S::Ready, E::Kept, S::Saved),
            (S::Ready, E::Deleted, S::Expired),
            (S::Ready, E::OnlySaved, S::Saved),
            (S::Saving, E::LinkLost, S::Processing),
            (S::Saving, E::Kept, S::Saved),
            (S::Saving, E::Deleted, S::Expired),
            (S::Saving, E::OnlySaved, S::Saved),
            (S::Saved, E::Again, S::Processing),
            (S::Failed, E::Again, S::Waiting),
            (S::Expired, E::Again, S::Waiting),
            (S::Gone, E::Again, S::Waiting),
            (S::Gone, E::IsThere, S::Processing),
            (S::Expired, E::IsThere, S::Processing),
        ];
        for &state in S::ALL {
            for &event in EVENTS {
                let expected = table.iter().find(|(s, e, _)| (*s, *e) == (state, event)).map(|(_, _, after)| *after);
                assert_eq!(next(state, event), expected, "{state:?} on {event:?}");
            }
        }
    }

    #[test]
    fn a_saved_video_leaves_the_disk_for_nobody_but_a_person() {
        let moved: Vec<_> = EVENTS.iter().filter(|e| next(S::Saved, **e).is_some()).collect();
        assert_eq!(moved, [&E::Again]);
    }

    #[test]
    fn what_is_under_way_may_be_forgotten_only_when_it_is_overdue() {
        for &state in S::ALL {
            let before = may_be_forgotten(state, RequestState::Accepted, false);
            assert_eq!(before, !state.is_under_way(), "{state:?}");
            assert!(may_be_forgotten(state, RequestState::Accepted, true), "{state:?}");
        }
        assert!(!may_be_forgotten(S::Waiting, RequestState::Sending, true), "it may be paid for this moment");
        assert!(is_overdue(Some(0), LIFE) && !is_overdue(Some(0), LIFE - 1) && !is_overdue(None, LIFE));
    }

    #[test]
    fn names_are_read_back() {
        assert!(S::ALL.iter().all(|s| S::by_name(s.name()) == Some(*s)));
    }
}
