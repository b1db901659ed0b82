//! What the service's word on a video means: its state, what is learned from it, and when to ask again.
//!
//! No error gets here. A video missing from the results is pending, and gone only after a long while.

use std::time::Duration;

use akool::{ResultItem, Status};
use rusqlite::Transaction;

use super::polling::{AWAKE, SLOWEST};
use crate::error::{Error, ErrorCode, ServiceWords, Spent};
use crate::library::charge::Back;
use crate::library::video::{self, VideoRow};
use crate::library::{account, charge, request};
use crate::state::{self, VideoEvent, VideoState};

/// How long a video that is older than the service keeps files may be missing before it counts as deleted.
const DELETED_AFTER: Duration = Duration::from_secs(60);

/// How long one that is named as done may be without an address before it does. Longer: where only this machine's clock calls it
/// old, its address is late.
const NO_ADDRESS_AFTER: Duration = Duration::from_secs(3600);

/// What asking for a video before this came to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Past {
    /// For how long it has not been named, or as done without an address, while it was asked for.
    pub(super) missed: Duration,
    /// It was asked for shortly before.
    pub(super) was_watched: bool,
}

/// What the service says of a video.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Word {
    Queued,
    Processing,
    Done {
        url: String,
        credits: Option<f64>,
    },
    Failed {
        words: Option<String>,
        /// What it is charged with now.
        credits: Option<f64>,
    },
    /// Done, and without an address: pending while it is young.
    NoAddress,
    /// Named, but with a status that is not known: pending.
    Pending,
    /// Not named.
    Missing,
}

pub(crate) fn read(item: Option<&ResultItem>) -> Word {
    let Some(item) = item else { return Word::Missing };
    match item.status {
        Status::Queued => Word::Queued,
        Status::Processing => Word::Processing,
        Status::Done => done(item).unwrap_or(Word::NoAddress),
        Status::Failed => Word::Failed { words: item.failure.clone(), credits: item.deduction_credit },
        // Whatever it calls it: what is at an address is worth more than its name, and judged by its bytes.
        Status::Other(status) => done(item).unwrap_or_else(|| {
            tracing::warn!(status, "a status that is not known; the video counts as pending");
            Word::Pending
        }),
    }
}

fn done(item: &ResultItem) -> Option<Word> {
    let url = item.video_url.clone().filter(|url| !url.is_empty())?;
    Some(Word::Done { url, credits: item.deduction_credit })
}

/// Of two rows for one video the better one: what is finished can be saved, whatever the other says.
pub(super) fn better(one: ResultItem, other: ResultItem) -> ResultItem {
    let rank = |item: &ResultItem| match read(Some(item)) {
        Word::Done { .. } => 4,
        Word::Processing => 3,
        Word::Queued => 2,
        Word::NoAddress | Word::Pending | Word::Missing => 1,
        Word::Failed { .. } => 0,
    };
    if rank(&other) > rank(&one) { other } else { one }
}

/// Writes down what the service says of a video; tells whether a person would see a change.
pub(super) fn hear(
    db: &Transaction<'_>,
    video: &mut VideoRow,
    word: &Word,
    now: i64,
    past: Past,
    gone_after: Duration,
) -> rusqlite::Result<bool> {
    let before = video.clone();
    let accepted = video.accepted_at.unwrap_or(now);
    video.missing_since = match word {
        Word::Missing => video.missing_since.or(Some(now)),
        _ => None,
    };
    let event = match word {
        Word::Queued => Some(VideoEvent::IsQueued),
        Word::Processing => Some(VideoEvent::IsProcessing),
        Word::Done { .. } => Some(VideoEvent::IsDone),
        Word::Failed { .. } => Some(VideoEvent::HasFailed),
        // What is older than the service keeps files was deleted there. Its entry may stay, without an address.
        Word::NoAddress | Word::Missing if state::video::is_overdue(video.accepted_at, now) => {
            let enough = if *word == Word::NoAddress { NO_ADDRESS_AFTER } else { DELETED_AFTER };
            (past.missed >= enough.min(gone_after)).then_some(VideoEvent::Deleted)
        }
        Word::Missing if past.missed >= gone_after => Some(VideoEvent::IsUnknown),
        Word::NoAddress | Word::Pending | Word::Missing => None,
    };
    let event = event.map(|event| of_saved(video, event));
    if let Some(next) = event.and_then(|event| state::video::next(video.state, event)) {
        video.state = next;
        let request = request::by_id(db, &video.request)?;
        match word {
            Word::Done { url, credits } => {
                video.url = Some(url.clone());
                // Some are charged when they are finished only. No video is free, and a sound may be.
                let is_price = |told: f64| told > 0.0 || (told == 0.0 && request.sound_for.is_some());
                let told = credits.filter(|told| is_price(*told));
                if let Some(credits) = told.filter(|told| video.credits.is_none_or(|known| *told > known)) {
                    video.credits = Some(credits);
                    if request.sound_for.is_none() {
                        account::learn_price(db, &request.account, &request.spec, credits, now)?;
                    }
                }
                // Only where it was asked for shortly before is it known how long it took.
                let is_young = u128::try_from(now - accepted).is_ok_and(|age| age < AWAKE.as_millis());
                if before.url.is_none() && (past.was_watched || is_young) {
                    account::learn_usual(db, &request.account, &request.spec, now - accepted)?;
                }
            }
            Word::Failed { words, credits } if next == VideoState::Failed => {
                video.error = Some(failed(words.as_deref()));
                let is_taken_off = *credits == Some(0.0) && video.credits.is_some_and(|charged| charged > 0.0);
                video.credits = video.credits.or(credits.filter(|told| *told >= 0.0));
                if let Some(remote) = video.remote_id.clone() {
                    // The charge is as the video says, before it is judged.
                    video::update(db, video)?;
                    charge::failed(db, &request.account, &remote, now)?;
                    if is_taken_off {
                        charge::came_back(db, &request.account, &remote, Back::Told, now)?;
                    }
                }
            }
            // Nothing speaks against its link, should it be there after all.
            Word::Missing | Word::NoAddress => video.url = None,
            _ => {}
        }
        if event == Some(VideoEvent::OnlySaved) {
            video.error = Some(not_there());
        }
    }
    if before.state != video.state || before.missing_since != video.missing_since {
        video::update(db, video)?;
    }
    Ok(before.state != video.state)
}

/// What an end at the service means for a video that was saved before, and whose file is elsewhere now: nothing.
pub(super) fn of_saved(video: &VideoRow, event: VideoEvent) -> VideoEvent {
    match event {
        VideoEvent::Deleted | VideoEvent::IsUnknown | VideoEvent::HasFailed if video.file.is_some() => {
            VideoEvent::OnlySaved
        }
        event => event,
    }
}

/// Why a video that was saved before could not be fetched once more.
pub(super) fn not_there() -> Error {
    Error::new(ErrorCode::Expired, "Akool does not have this one any more: the file that was saved is all there is.")
}

fn failed(words: Option<&str>) -> Error {
    Error {
        code: ErrorCode::VideoFailed,
        message: "Akool could not make this one. You can try again.".to_owned(),
        spent: Spent::Maybe,
        service: words.map(|w| ServiceWords { code: None, message: w.to_owned() }),
    }
}

/// How long to wait before asking for a video again: until near its usual time, then slower with its age.
pub(super) fn wait(age: i64, usual: Option<i64>, gap: Duration) -> Duration {
    let age = Duration::from_millis(u64::try_from(age).unwrap_or(0));
    let near = usual.and_then(|ms| u64::try_from(ms).ok()).map(|ms| Duration::from_millis(ms * 4 / 5));
    match near.and_then(|near| near.checked_sub(age)) {
        Some(left) if left > gap => left.min(SLOWEST),
        _ => (age / 8).clamp(gap, SLOWEST.max(gap)),
    }
}

/// Up to an eighth longer, by the video's id: what was accepted together is not asked for in one moment for ever, by this
/// program or by all of them.
pub(super) fn jitter(wait: Duration, id: &str) -> Duration {
    let hash = id.bytes().fold(0_u32, |hash, byte| hash.wrapping_mul(31).wrapping_add(u32::from(byte)));
    wait + wait / 8 * (hash % 256) / 256
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(status: Status) -> ResultItem {
        ResultItem {
            id: "a".to_owned(),
            status,
            video_url: None,
            cover_url: None,
            failure: None,
            video_duration: None,
            file_name: None,
            deduction_credit: None,
            create_time: None,
            update_time: None,
            image_url: None,
            prompt: None,
            resolution: None,
            effect_name: None,
            effect_code: None,
            audio_type: None,
            audio_url: None,
            only_add_audio: false,
            sub_type: None,
        }
    }

    #[test]
    fn done_without_an_address_is_not_a_status_that_nobody_knows() {
        assert_eq!(read(Some(&item(Status::Done))), Word::NoAddress);
        assert_eq!(read(Some(&item(Status::Other(9)))), Word::Pending);
        assert_eq!(read(None), Word::Missing);
    }

    #[test]
    fn of_two_rows_for_one_video_the_finished_one_counts() {
        let row = |status| ResultItem {
            video_url: (status == Status::Done).then(|| "https://example.com/v.mp4".to_owned()),
            ..item(status)
        };
        for other in [Status::Failed, Status::Processing, Status::Other(9)] {
            assert_eq!(better(row(other), row(Status::Done)).status, Status::Done);
            assert_eq!(better(row(Status::Done), row(other)).status, Status::Done);
        }
        assert_eq!(better(row(Status::Failed), row(Status::Queued)).status, Status::Queued);
    }

    #[test]
    fn videos_of_the_same_age_are_asked_for_at_different_moments_and_none_much_later() {
        let wait = Duration::from_secs(40);
        let waits: Vec<_> = (0..50).map(|n| jitter(wait, &format!("video {n}"))).collect();
        assert!(waits.iter().all(|one| (wait..wait + wait / 8).contains(one)), "{waits:?}");
        assert!(waits.iter().collect::<std::collections::HashSet<_>>().len() > 25, "{waits:?}");
        assert_eq!(jitter(wait, "a"), jitter(wait, "a"));
    }

    #[test]
    fn the_pace_starts_near_the_usual_time_and_slows_with_age() {
        let gap = Duration::from_secs(2);
        assert_eq!(wait(0, None, gap), gap);
        assert_eq!(wait(1_000, Some(40_000), gap), Duration::from_secs(31));
        assert_eq!(wait(32_000, Some(40_000), gap), Duration::from_secs(4));
        assert_eq!(wait(400_000, Some(40_000), gap), Duration::from_secs(50));
        assert_eq!(wait(10_000_000, None, gap), SLOWEST);
        assert_eq!(wait(-5_000, None, gap), gap, "a clock set back is no reason to hurry or to wait");
    }
}
