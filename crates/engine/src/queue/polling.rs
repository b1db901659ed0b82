//! Asking for all running videos together, at a pace that starts near their usual time and slows with their age.
//!
//! An error changes no state. A video missing from the results is pending, and gone only after a long while.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use akool::{ResultItem, Status};
use rusqlite::Transaction;
use tokio::time::Instant;

use super::{Done, Outlook, Queue, Work};
use crate::error::{Error, ErrorCode, ServiceWords, Spent};
use crate::ids::VideoId;
use crate::library::video::{self, VideoRow};
use crate::library::{account, request};
use crate::present::LIFE;
use crate::session::Session;
use crate::state::{self, VideoEvent, VideoState};

/// Ids in one question.
const BATCH: usize = 50;

/// The slowest pace for one video.
const SLOWEST: Duration = Duration::from_secs(60);

/// The service's answers for the ids that were asked for; an id without an item is missing.
pub(super) struct Answers {
    asked: Vec<(VideoId, String)>,
    items: HashMap<String, ResultItem>,
}

impl Queue {
    pub(super) async fn fill_polling(&mut self, session: &Arc<Session>, outlook: &mut Outlook) -> Result<(), Error> {
        let account = session.account.clone();
        let running = self
            .core
            .library
            .read(move |db| video::in_states(db, &account, [VideoState::Queued, VideoState::Processing]))
            .await?;
        self.polls.retain(|id, _| running.iter().any(|v| v.id == *id));
        if running.is_empty() {
            return Ok(());
        }
        // They are paid for: no trouble of the network or the service makes the queue give them up.
        outlook.busy |= self.goes_on_with_a_key();
        if !self.may_ask(outlook) || self.is_flying(|work| matches!(work, Work::Poll(_))) {
            return Ok(());
        }
        let now = Instant::now();
        for video in &running {
            self.polls.entry(video.id.clone()).or_insert(now);
        }
        let mut order: Vec<_> =
            running.into_iter().map(|v| (self.polls.get(&v.id).copied().unwrap_or(now), v)).collect();
        order.sort_by_key(|(due, _)| *due);
        let gap = self.last_poll.map_or(now, |last| last + self.core.pace.poll_gap);
        let first = order.first().map_or(now, |(due, _)| *due).max(gap);
        if first > now {
            outlook.at(first);
            return Ok(());
        }
        // One question costs the same for one id as for many: the next ones come along.
        let asked: Vec<_> =
            order.into_iter().take(BATCH).filter_map(|(_, v)| v.remote_id.map(|remote| (v.id, remote))).collect();
        self.last_poll = Some(now);
        let ids = asked.iter().map(|(id, _)| id.clone()).collect();
        let session = session.clone();
        self.start(Work::Poll(ids), async move { Done::Polled(ask(&session, asked).await) });
        Ok(())
    }

    pub(super) async fn polled(&mut self, result: Result<Answers, akool::Error>) -> Result<(), Error> {
        self.last_poll = Some(Instant::now());
        let answers = match result {
            Ok(answers) => answers,
            Err(error) => {
                self.trouble(&error).await;
                return Ok(());
            }
        };
        self.cleared(None).await;
        let (now, gone_after) = (self.core.clock.now(), self.core.pace.gone_after);
        let gap = self.core.pace.poll_gap;
        let outcome = self
            .core
            .library
            .write(move |db| {
                let mut changed = Vec::new();
                let mut waits = Vec::new();
                for (id, remote) in &answers.asked {
                    // Removed while it was asked for.
                    let Ok(mut video) = video::by_id(db, id) else { continue };
                    let word = read(answers.items.get(remote));
                    if hear(db, &mut video, &word, now, gone_after)? {
                        changed.push(id.clone());
                    }
                    let request = request::by_id(db, &video.request)?;
                    let usual = account::usual(db, &request.account, &request.spec)?;
                    waits.push((id.clone(), wait(now - video.accepted_at.unwrap_or(now), usual, gap)));
                }
                Ok((changed, waits))
            })
            .await?;
        let (changed, waits) = outcome;
        let now = Instant::now();
        self.polls.extend(waits.into_iter().map(|(id, wait)| (id, now + wait)));
        if !changed.is_empty() {
            self.core.tell_videos(changed).await;
        }
        Ok(())
    }
}

/// Asks for the results. Where one id makes the whole question fail, the others are asked for without it.
async fn ask(session: &Session, mut asked: Vec<(VideoId, String)>) -> Result<Answers, akool::Error> {
    let mut items = HashMap::new();
    let mut open = vec![asked.iter().map(|(_, remote)| remote.clone()).collect::<Vec<_>>()];
    while let Some(batch) = open.pop() {
        let ids: Vec<_> = batch.iter().map(String::as_str).collect();
        match session.client.videos().results(&ids).await {
            Ok(found) => items.extend(found.into_iter().map(|item| (item.id.clone(), item))),
            Err(error) if super::service::is_about_the_call(&error) && ids.len() > 1 => {
                let (left, right) = batch.split_at(batch.len() / 2);
                open.extend([left.to_vec(), right.to_vec()]);
            }
            // It does not know this one: missing, like any other that is not named.
            Err(error) if super::service::is_not_found(&error) => {}
            // Any other refusal says nothing about the video; the others are asked for all the same.
            Err(error) if super::service::is_about_the_call(&error) && asked.len() > 1 => {
                asked.retain(|(_, remote)| !batch.contains(remote));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(Answers { asked, items })
}

/// What the service says of a video.
#[derive(Clone, Debug, PartialEq)]
enum Word {
    Queued,
    Processing,
    Done {
        url: String,
        credits: Option<f64>,
    },
    Failed {
        words: Option<String>,
    },
    /// Named, but with a status that is not known, or done without an address: pending.
    Pending,
    /// Not named.
    Missing,
}

fn read(item: Option<&ResultItem>) -> Word {
    let Some(item) = item else { return Word::Missing };
    match item.status {
        Status::Queued => Word::Queued,
        Status::Processing => Word::Processing,
        Status::Done => match item.video_url.clone().filter(|url| !url.is_empty()) {
            Some(url) => Word::Done { url, credits: item.deduction_credit },
            None => Word::Pending,
        },
        Status::Failed => Word::Failed { words: item.failure.clone() },
        Status::Other(status) => {
            tracing::warn!(status, "a status that is not known; the video counts as pending");
            Word::Pending
        }
    }
}

/// Writes down what the service says of a video; tells whether a person would see a change.
fn hear(
    db: &Transaction<'_>,
    video: &mut VideoRow,
    word: &Word,
    now: i64,
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
        Word::Pending => None,
        Word::Missing => {
            let missing = now - video.missing_since.unwrap_or(now);
            let is_gone = u128::try_from(missing).is_ok_and(|ms| ms >= gone_after.as_millis());
            // What was ready once and is older than the service keeps files was deleted there.
            match (is_gone, now - accepted >= LIFE) {
                (true, true) => Some(VideoEvent::Deleted),
                (true, false) => Some(VideoEvent::IsUnknown),
                (false, _) => None,
            }
        }
    };
    if let Some(next) = event.and_then(|event| state::video::next(video.state, event)) {
        video.state = next;
        let request = request::by_id(db, &video.request)?;
        match word {
            Word::Done { url, credits } => {
                video.url = Some(url.clone());
                if let (None, Some(credits)) = (video.credits, credits) {
                    video.credits = Some(*credits);
                    if request.sound_for.is_none() {
                        account::learn_price(db, &request.account, &request.spec, *credits, now)?;
                    }
                }
                if before.url.is_none() {
                    account::learn_usual(db, &request.account, &request.spec, now - accepted)?;
                }
            }
            Word::Failed { words } => video.error = Some(failed(words.as_deref())),
            _ => {}
        }
    }
    if before.state != video.state || before.missing_since != video.missing_since {
        video::update(db, video)?;
    }
    Ok(before.state != video.state)
}

fn failed(words: Option<&str>) -> Error {
    let says = words.map(|w| format!(" It says: {w}")).unwrap_or_default();
    Error {
        code: ErrorCode::VideoFailed,
        message: format!("Akool could not make this one. The balance shows whether its credits came back.{says}"),
        spent: Spent::Maybe,
        service: words.map(|w| ServiceWords { code: None, message: w.to_owned() }),
    }
}

/// How long to wait before asking for a video again: until near its usual time, then slower with its age.
fn wait(age: i64, usual: Option<i64>, gap: Duration) -> Duration {
    let age = Duration::from_millis(u64::try_from(age).unwrap_or(0));
    let near = usual.and_then(|ms| u64::try_from(ms).ok()).map(|ms| Duration::from_millis(ms * 4 / 5));
    match near.and_then(|near| near.checked_sub(age)) {
        Some(left) if left > gap => left.min(SLOWEST),
        _ => (age / 8).clamp(gap, SLOWEST.max(gap)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
