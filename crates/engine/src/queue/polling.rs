//! Asking for all running videos together, at a pace that starts near their usual time and slows with their age.
//!
//! An error changes no state. A video missing from the results is pending, and gone only after a long while.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use akool::{ErrorKind, ResultItem};
use tokio::time::Instant;

use super::hearing::{Past, Word, better, hear, jitter, read, wait};
use super::{Done, Outlook, Queue, Work};
use crate::crash::{self, Moment};
use crate::error::Error;
use crate::ids::VideoId;
use crate::library::video::{self, VideoRow};
use crate::library::{account, request};
use crate::session::Session;
use crate::state::VideoState;

/// Ids in one question.
const BATCH: usize = 50;

/// The slowest pace for one video.
pub(super) const SLOWEST: Duration = Duration::from_secs(60);

/// A question that found nothing missing for longer than this has not been asked in between: the machine slept, or the
/// program did not run.
pub(super) const AWAKE: Duration = Duration::from_secs(180);

/// The service's answers for the ids that were asked for; an id without an item is missing.
pub(super) struct Answers {
    asked: Vec<(VideoId, String)>,
    items: HashMap<String, ResultItem>,
    /// Ids for which the service refuses the question: nothing is known of them.
    refused: HashSet<String>,
    /// Ids that make a question for others fail as well.
    spoiling: HashSet<String>,
}

impl Answers {
    /// `None` where the service refuses to say anything.
    fn word(&self, remote: &str) -> Option<Word> {
        (!self.refused.contains(remote)).then(|| read(self.items.get(remote)))
    }
}

/// What is remembered of asking for one video, in this run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asking {
    /// When to ask next.
    due: Instant,
    /// When it was last asked for and answered.
    heard: Option<Instant>,
    /// An answer named it, and neither its end nor an address: the service may refuse to, or not name it for a while.
    was_told: bool,
    /// For how long the results have not named it, or as done without an address, while it was asked for.
    missed: Duration,
    /// It spoils the question for others, and is asked for alone.
    alone: bool,
    /// That it is overdue was told.
    told_overdue: bool,
}

impl Asking {
    pub(super) fn at(due: Instant) -> Self {
        Self { due, heard: None, was_told: false, missed: Duration::ZERO, alone: false, told_overdue: false }
    }

    /// The service said that it is under way since it was begun to ask.
    pub(super) fn was_answered(&self) -> bool {
        self.was_told
    }
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
            self.polls.entry(video.id.clone()).or_insert(Asking::at(now));
        }
        let asking = |v: &VideoRow| self.polls.get(&v.id).copied().unwrap_or(Asking::at(now));
        let mut order: Vec<_> = running.into_iter().map(|v| (asking(&v), v)).collect();
        order.sort_by_key(|(asking, _)| asking.due);
        let gap = self.last_poll.map_or(now, |last| last + self.core.pace.poll_gap);
        let Some((first, _)) = order.first() else { return Ok(()) };
        let due = first.due.max(gap);
        if due > now {
            outlook.at(due);
            return Ok(());
        }
        // One question costs the same for one id as for many: the next ones come along.
        let size = if first.alone { 1 } else { BATCH };
        let asked: Vec<_> = order
            .into_iter()
            .filter(|(asking, _)| size == 1 || !asking.alone)
            .take(size)
            .filter_map(|(_, v)| v.remote_id.map(|remote| (v.id, remote)))
            .collect();
        self.last_poll = Some(now);
        let ids = asked.iter().map(|(id, _)| id.clone()).collect();
        let service = session.clone();
        self.start(Work::Poll(ids), session, async move { Done::Polled(ask(&service, asked).await) });
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
        crash::at(Moment::Heard);
        let heard = self.heard(&answers);
        let (now, pace) = (self.core.clock.now(), self.core.pace.clone());
        let (mut changed, has_failed, waits) = self
            .core
            .library
            .write(move |db| {
                let mut changed = Vec::new();
                let mut has_failed = false;
                let mut waits = Vec::new();
                for (id, remote) in &answers.asked {
                    // Removed while it was asked for.
                    let Ok(mut video) = video::by_id(db, id) else { continue };
                    let word = answers.word(remote).unwrap_or(Word::Pending);
                    let past = heard.get(id).copied().unwrap_or_default();
                    if hear(db, &mut video, &word, now, past, pace.gone_after)? {
                        changed.push(id.clone());
                        has_failed |= video.state == VideoState::Failed;
                    }
                    let request = request::by_id(db, &video.request)?;
                    let usual = account::usual(db, &request.account, &request.spec)?;
                    let wait = match answers.refused.contains(remote) {
                        true => SLOWEST.max(pace.poll_gap),
                        false => wait(now - video.accepted_at.unwrap_or(now), usual, pace.poll_gap),
                    };
                    waits.push((id.clone(), wait, video.is_overdue(now)));
                }
                Ok((changed, has_failed, waits))
            })
            .await?;
        crash::at(Moment::HeardKept);
        let now = Instant::now();
        for (id, wait, is_overdue) in waits {
            let asking = self.polls.entry(id.clone()).or_insert(Asking::at(now));
            asking.due = now + jitter(wait, id.as_str());
            // Nothing but the time makes it so, of which nobody else tells.
            if is_overdue && !std::mem::replace(&mut asking.told_overdue, true) {
                changed.push(id);
            }
        }
        if has_failed {
            // Its credits may have come back.
            self.balance_due = Some(now);
        }
        if !changed.is_empty() {
            self.core.tell_videos(changed).await;
        }
        Ok(())
    }

    /// Remembers who was answered and who was missing, and says what that makes for each.
    fn heard(&mut self, answers: &Answers) -> HashMap<VideoId, Past> {
        let now = Instant::now();
        let mut pasts = HashMap::new();
        for (id, remote) in &answers.asked {
            let asking = self.polls.entry(id.clone()).or_insert(Asking::at(now));
            let since = asking.heard.map(|last| now - last);
            let word = answers.word(remote);
            let is_missing = matches!(word, Some(Word::Missing | Word::NoAddress));
            asking.alone |= answers.spoiling.contains(remote);
            asking.missed = match since {
                Some(since) if is_missing => asking.missed + since.min(AWAKE),
                _ => Duration::ZERO,
            };
            asking.heard = Some(now);
            asking.was_told |= matches!(word, Some(Word::Queued | Word::Processing | Word::Pending));
            let was_watched = since.is_some_and(|since| since < AWAKE);
            pasts.insert(id.clone(), Past { missed: asking.missed, was_watched });
        }
        pasts
    }
}

/// Asks for the results. Where one id makes the whole question fail, the others are asked for without it.
async fn ask(session: &Session, asked: Vec<(VideoId, String)>) -> Result<Answers, akool::Error> {
    let mut answers = Answers { asked, items: HashMap::new(), refused: HashSet::new(), spoiling: HashSet::new() };
    let mut open = vec![answers.asked.iter().map(|(_, remote)| remote.clone()).collect::<Vec<_>>()];
    while let Some(batch) = open.pop() {
        let ids: Vec<_> = batch.iter().map(String::as_str).collect();
        match session.client.videos().results(&ids).await {
            Ok(found) => {
                for item in found {
                    let item = match answers.items.remove(&item.id) {
                        Some(other) => better(other, item),
                        None => item,
                    };
                    answers.items.insert(item.id.clone(), item);
                }
            }
            // A question that cannot even be asked is about its ids, too.
            Err(error) if super::service::is_about_the_call(&error) || error.kind == ErrorKind::Config => {
                let (left, right) = batch.split_at(batch.len() / 2);
                if !left.is_empty() {
                    open.extend([left.to_vec(), right.to_vec()]);
                    continue;
                }
                answers.spoiling.extend(batch.iter().cloned());
                // One that it does not know is missing, like any other that is not named; any other refusal says nothing.
                if !super::service::is_not_found(&error) {
                    answers.refused.extend(batch);
                }
            }
            Err(error) => return Err(error),
        }
    }
    Ok(answers)
}
