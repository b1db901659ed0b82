//! What a create call's reply means for the videos that wait for it. Pure.

use akool::{AudioJob, CreateReply, RawReply, Refusal, ServiceCode};

use crate::error::{Error, ErrorCode, ServiceWords, Spent};
use crate::library::video::VideoRow;
use crate::state::{self, VideoEvent};

/// What the service took and what it refused.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Reply {
    pub(super) taken: Vec<Taken>,
    pub(super) refused: Vec<Refusal>,
    /// Named as taken, but not so that they can be asked for: without an id, or with that of another one.
    pub(super) unclear: usize,
}

impl Reply {
    /// A refusal of single videos that concerns everything that waits.
    pub(super) fn stops_all(&self) -> Option<&Refusal> {
        self.refused.iter().find(|refusal| {
            refusal.meaning().is_some_and(|code| {
                code.is_no_credits() || code.is_rate_limited() || code.is_auth() || code == ServiceCode::Banned
            })
        })
    }
}

/// Reads a reply, fresh or from the library.
pub(super) fn read(raw: &RawReply, adds_sound: bool) -> Result<Reply, akool::Error> {
    if adds_sound {
        let job = AudioJob::parse(raw)?;
        return Ok(Reply {
            taken: vec![Taken { remote_id: job.id, credits: job.deduction_credit.filter(|credits| *credits >= 0.0) }],
            ..Reply::default()
        });
    }
    let reply = CreateReply::parse(raw)?;
    let unclear = reply.without_id + reply.duplicates.len();
    // No video is free: nothing, said at this time, is not the price. It may be charged, and told, when it is finished.
    let told = |credits: Option<f64>| credits.filter(|credits| *credits > 0.0);
    let taken =
        reply.accepted.into_iter().map(|a| Taken { remote_id: a.id, credits: told(a.deduction_credit) }).collect();
    Ok(Reply { taken, refused: reply.refused, unclear })
}

/// Spreads a reply over the waiting videos of its request: what came is kept, what did not come is said.
///
/// Returns the videos as they are now, and what the service gave beyond what was asked, so that nothing paid is lost.
pub(super) fn spread(waiting: Vec<VideoRow>, reply: Reply, now: i64) -> (Vec<VideoRow>, Vec<Taken>) {
    let mut taken = reply.taken.into_iter();
    let mut refusals = reply.refused.iter();
    let mut unclear = 0..reply.unclear;
    let videos = waiting
        .into_iter()
        .map(|mut video| {
            match taken.next() {
                Some(taken) => taken.apply(&mut video, now),
                None => {
                    advance(&mut video, VideoEvent::NotTaken);
                    video.error = Some(match unclear.next() {
                        Some(_) => taken_without_a_name(),
                        None => not_accepted(refusals.next()),
                    });
                }
            }
            video
        })
        .collect();
    (videos, taken.collect())
}

/// A video that the service took.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Taken {
    pub(super) remote_id: String,
    /// Credits charged for it, if the service said so.
    pub(super) credits: Option<f64>,
}

impl Taken {
    pub(super) fn apply(self, video: &mut VideoRow, now: i64) {
        advance(video, VideoEvent::Taken);
        video.remote_id = Some(self.remote_id);
        video.credits = self.credits;
        video.accepted_at = Some(now);
        video.error = None;
    }
}

pub(super) fn advance(video: &mut VideoRow, event: VideoEvent) {
    if let Some(next) = state::video::next(video.state, event) {
        video.state = next;
    }
}

fn taken_without_a_name() -> Error {
    Error::new(
        ErrorCode::OutcomeUnknown,
        "Akool took this one, but did not say under which id. It may have been charged; look at Akool before trying again.",
    )
    .spent(Spent::Maybe)
}

fn not_accepted(refusal: Option<&Refusal>) -> Error {
    let words = refusal.map(|r| ServiceWords { code: r.code, message: r.message.clone() });
    let why = words.as_ref().map(|w| format!(" It says: {}", w.message)).unwrap_or_default();
    Error {
        code: ErrorCode::NotAccepted,
        message: format!("Akool did not take this one. Nothing was charged for it; you can try again.{why}"),
        spent: Spent::No,
        service: words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::VideoId;
    use crate::state::VideoState;

    fn waiting(count: u32) -> Vec<VideoRow> {
        (0..count)
            .map(|slot| VideoRow {
                id: VideoId::from(format!("v{slot}")),
                request: "r".into(),
                slot,
                state: VideoState::Waiting,
                remote_id: None,
                accepted_at: None,
                missing_since: None,
                url: None,
                credits: None,
                error: None,
                file: None,
                saved_at: None,
                kept: false,
                deleted_at: None,
            })
            .collect()
    }

    fn taken(id: &str) -> Taken {
        Taken { remote_id: id.to_owned(), credits: Some(5.0) }
    }

    #[test]
    fn a_video_that_is_said_to_be_free_has_no_price_yet() {
        let of = |credits: &str| {
            let body = format!(
                r#"{{"code":1000,"data":{{"successList":[{{"_id":"a","deduction_credit":{credits}}}],"errorList":[]}}}}"#
            );
            read(&RawReply { status: 200, body: body.into(), retry_after: None }, false).unwrap().taken[0].credits
        };
        assert_eq!(["20", "0", "-5", "null"].map(of), [Some(20.0), None, None, None]);
    }

    #[test]
    fn what_came_is_kept_and_what_did_not_come_is_said() {
        let refused = vec![Refusal { code: Some(1104), message: "Insufficient credit balance".into() }];
        let (videos, more) = spread(waiting(3), Reply { taken: vec![taken("a"), taken("b")], refused, unclear: 0 }, 7);
        let ids: Vec<_> = videos.iter().map(|v| v.remote_id.as_deref()).collect();
        assert_eq!(ids, [Some("a"), Some("b"), None]);
        assert_eq!(videos[2].state, VideoState::Failed);
        assert!(videos[2].error.as_ref().unwrap().message.contains("Insufficient credit balance"));
        assert!(more.is_empty());
    }

    #[test]
    fn more_than_was_asked_for_is_not_lost() {
        let (videos, more) = spread(waiting(1), Reply { taken: vec![taken("a"), taken("b")], ..Reply::default() }, 7);
        assert_eq!((videos.len(), more), (1, vec![taken("b")]));
    }

    #[test]
    fn fault_12_what_was_taken_without_a_name_may_have_been_charged() {
        let reply = Reply { taken: vec![taken("a")], unclear: 1, ..Reply::default() };
        let (videos, _) = spread(waiting(3), reply, 7);
        let spent: Vec<_> = videos.iter().map(|v| v.error.as_ref().map(|e| e.spent)).collect();
        assert_eq!(spent, [None, Some(Spent::Maybe), Some(Spent::No)]);
    }
}
