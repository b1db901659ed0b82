//! What the door asks of the queue. Everything that moves a state goes through here.

use tokio::sync::oneshot;
use tokio::time::Instant;

use super::{Queue, Work, write};
use crate::error::{Error, ErrorCode};
use crate::ids::{PressId, RequestId, VideoId, token};
use crate::library::request::{self, RequestRow};
use crate::library::video::{self, VideoRow};
use crate::state::{self, RequestEvent, RequestState, VideoEvent, VideoState};
use crate::studio::{Found, not_yet};
use crate::view::Event;

/// Something asked of the queue.
pub(crate) enum Command {
    /// There is new work in the library.
    Wake,
    /// The person did something about what holds the queue.
    TryAgain,
    /// Another service is connected, or the same one in another way.
    Switched,
    /// Look for a request whose outcome is unknown.
    Look(RequestId, oneshot::Sender<Result<Found, Error>>),
    /// Make or fetch a video once more.
    Again(VideoId, Again, oneshot::Sender<Result<Vec<VideoId>, Error>>),
    /// Forget these videos in a way that can be undone. Answers since when.
    Discard(Vec<VideoId>, oneshot::Sender<Result<i64, Error>>),
    /// Forget a video.
    Remove(VideoId, Forget, oneshot::Sender<Result<(), Error>>),
    /// Stop at a safe place.
    Close,
}

/// How a video is wanted once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Again {
    /// Made, which may cost, or fetched when it is made already.
    Make,
    /// Fetched, which costs nothing; never made.
    Fetch,
    /// Waited for: the service has it after all.
    Wait,
}

/// Which video is forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Forget {
    /// Whatever the person did with it; none that is under way.
    Any,
    /// Only one that is deleted still: the person may have thought better of it just now.
    Discarded,
    /// The same, and one that is overdue, too, once it was asked for in vain since it was deleted.
    GivenUp,
}

impl Queue {
    pub(super) async fn obey(&mut self, command: Command) {
        match command {
            Command::Wake => {}
            Command::TryAgain => self.try_again().await,
            Command::Switched => {
                // What was asked of the former service says nothing of this one.
                self.stop_where(|work| !matches!(work, Work::Send(_) | Work::Look(_)));
                self.try_again().await;
            }
            Command::Look(request, answer) => self.look_now(request, answer).await,
            Command::Again(video, again, answer) => {
                // Nobody waits any more: it is done all the same.
                let _ = answer.send(self.again(video, again).await);
            }
            Command::Discard(videos, answer) => {
                let _ = answer.send(self.discard(videos).await);
            }
            Command::Remove(video, which, answer) => {
                let _ = answer.send(self.remove(video, which).await);
            }
            Command::Close => self.close(),
        }
    }

    async fn try_again(&mut self) {
        self.forget_holds().await;
        self.polls.clear();
        // The answer of one on its way would set the pace by what was true before.
        self.drop_polls();
        self.balance_due = Some(Instant::now());
    }

    /// Whoever asks for results this moment is not listened to.
    fn drop_polls(&mut self) {
        let is_poll = |work: &Work| matches!(work, Work::Poll(_));
        self.stop_where(is_poll);
        self.flight.retain(|_, flight| !is_poll(&flight.work));
    }

    /// Makes or fetches a video once more, because a person said so.
    async fn again(&mut self, id: VideoId, again: Again) -> Result<Vec<VideoId>, Error> {
        let key = id.clone();
        let (video, request) = self
            .core
            .library
            .read(move |db| {
                let video = video::by_id(db, &key)?;
                let request = request::by_id(db, &video.request)?;
                Ok((video, request))
            })
            .await?;
        if self.core.session().is_none_or(|session| session.account != request.account) {
            return Err(Error::new(
                ErrorCode::NotConnected,
                "This one was made with another account. Connect that account to try again; nothing was sent.",
            ));
        }
        self.rests.clear(id.as_str());
        self.rests.clear(request.id.as_str());
        // Links that were dead before say nothing of those that come now.
        self.dead_links.remove(&id);
        let videos = match (video.state, request.state) {
            (VideoState::Saved, _) if video.file.as_ref().is_some_and(|f| f.path.is_file()) => {
                return Err(nothing_to_do());
            }
            (VideoState::Saved, _) => {
                self.change_video(&id, Some(VideoEvent::Again), |_, _, video| {
                    (video.url, video.error) = (None, None);
                    Ok(())
                })
                .await?;
                self.polls.remove(&id);
                return Ok(vec![id]);
            }
            (VideoState::Gone | VideoState::Expired, _) if again == Again::Wait => {
                self.change_video(&id, Some(VideoEvent::IsThere), |_, _, video| {
                    video.missing_since = None;
                    video.url = None;
                    Ok(())
                })
                .await?;
                self.polls.remove(&id);
                return Ok(vec![id]);
            }
            (VideoState::Ready | VideoState::Saving, _) => {
                self.ask_for_another_link(&video).await?;
                return Ok(vec![id]);
            }
            // Its link is being asked for.
            (VideoState::Processing, _) if video.url.is_some() => {
                self.polls.remove(&id);
                return Ok(vec![id]);
            }
            (VideoState::Waiting, RequestState::Unknown)
            | (VideoState::Failed | VideoState::Expired | VideoState::Gone, _)
                if again != Again::Make =>
            {
                return Err(changed_meanwhile());
            }
            (VideoState::Waiting, RequestState::Unknown) | (VideoState::Failed, RequestState::Rejected) => {
                self.send_again(&request.id).await?
            }
            (VideoState::Waiting, _) => return Ok(vec![id]),
            (VideoState::Failed | VideoState::Expired | VideoState::Gone, _) => self.make_anew(&id, request).await?,
            (VideoState::Queued | VideoState::Processing, _) => return Err(nothing_to_do()),
        };
        self.core.tell_videos(videos.clone()).await;
        Ok(videos)
    }

    /// What keeps it from being saved may be its link, unless it is the disk here or nothing does.
    async fn ask_for_another_link(&mut self, video: &VideoRow) -> Result<(), Error> {
        let is_flying = self.is_being_saved(&video.id);
        let is_of_the_link = video.error.as_ref().is_some_and(|held| {
            matches!(held.code, ErrorCode::UnsafeLink | ErrorCode::DownloadBroken | ErrorCode::Offline)
        });
        if is_flying || !is_of_the_link {
            return Ok(());
        }
        self.polls.remove(&video.id);
        self.change_video(&video.id, Some(VideoEvent::LinkLost), |_, _, _| Ok(())).await
    }

    /// The whole request once more: it was refused, or a person decided that an unknown one is lost.
    async fn send_again(&mut self, id: &RequestId) -> Result<Vec<VideoId>, Error> {
        let token = token()?;
        let seen = self.seen_of(id);
        if !seen.is_empty() {
            self.found(id, seen).await?;
            return self.videos_of(id).await;
        }
        let now = self.core.clock.now();
        self.change_request(id, RequestEvent::SendAgain, move |db, request| {
            request::start_over(db, &request.id, &token)?;
            // What was found when it was sent before is paid for, and stays as it is.
            for mut video in video::of_request(db, &request.id)?.into_iter().filter(|v| v.remote_id.is_none()) {
                write::note_loss(db, request, &video, now)?;
                if let Some(next) = state::video::next(video.state, VideoEvent::Again) {
                    video.state = next;
                }
                video.error = None;
                video::update(db, &video)?;
            }
            Ok(())
        })
        .await?;
        self.videos_of(id).await
    }

    async fn videos_of(&self, id: &RequestId) -> Result<Vec<VideoId>, Error> {
        let key = id.clone();
        let videos = self.core.library.read(move |db| video::of_request(db, &key)).await?;
        Ok(videos.into_iter().map(|v| v.id).collect())
    }

    /// One video once more, as a request of its own: the others of its old request are none of its business.
    async fn make_anew(&mut self, id: &VideoId, old: RequestRow) -> Result<Vec<VideoId>, Error> {
        let fresh = RequestRow {
            id: RequestId::fresh()?,
            press: PressId::fresh()?,
            token: token()?,
            state: RequestState::Planned,
            created_at: self.core.clock.now(),
            ..old
        };
        let key = id.clone();
        self.core
            .library
            .write(move |db| {
                let mut video = video::by_id(db, &key)?;
                let Some(next) = state::video::next(video.state, VideoEvent::Again) else { return Ok(()) };
                request::insert(db, &fresh)?;
                let left = std::mem::replace(&mut video.request, fresh.id);
                video.state = next;
                video.slot = 0;
                (video.remote_id, video.accepted_at, video.missing_since) = (None, None, None);
                (video.url, video.credits, video.error) = (None, None, None);
                // A file that was saved before, wherever its disk is, is none of the new one.
                (video.file, video.saved_at) = (None, None);
                video::update(db, &video)?;
                request::remove_if_empty(db, &left)
            })
            .await?;
        Ok(vec![id.clone()])
    }

    /// Forgets videos in a way that can be undone, all of them or none. Here, so that none of them leaves meanwhile: what is
    /// forgotten is not sent.
    async fn discard(&mut self, videos: Vec<VideoId>) -> Result<i64, Error> {
        let (marked, now) = (videos.clone(), self.core.clock.now());
        let counts = self
            .core
            .library
            .write(move |db| {
                for id in &marked {
                    let video = video::by_id(db, id)?;
                    let request = request::by_id(db, &video.request)?;
                    if !state::video::may_be_forgotten(video.state, request.state, video.is_overdue(now)) {
                        return Ok(None);
                    }
                }
                marked.iter().try_for_each(|id| video::set_deleted(db, id, Some(now)))?;
                crate::library::list::counts(db).map(Some)
            })
            .await?
            .ok_or_else(not_yet)?;
        for video in videos {
            // What is overdue is asked for at once, and only an answer to that is one.
            if self.polls.remove(&video).is_some() {
                self.drop_polls();
            }
            self.core.tell(Event::Removed { video, counts });
        }
        Ok(now)
    }

    /// Forgets a video that is not on its way: what the service is making stays. What is overdue goes only after the service had
    /// its say since: what it still has is fetched, and shown again.
    async fn remove(&mut self, id: VideoId, which: Forget) -> Result<(), Error> {
        let was_answered = self.polls.get(&id).is_some_and(|asking| asking.was_answered());
        let account = self.core.session().map(|session| session.account.clone());
        let (key, now) = (id.clone(), self.core.clock.now());
        let counts = self
            .core
            .library
            .write(move |db| {
                let video = video::by_id(db, &key)?;
                let request = request::by_id(db, &video.request)?;
                let is_wanted = which != Forget::Any && video.deleted_at.is_none();
                // Nobody asks for one of another account.
                let was_asked_in_vain = was_answered || account.is_some_and(|account| account != request.account);
                let is_given_up = which == Forget::GivenUp && was_asked_in_vain && video.is_overdue(now);
                if is_wanted || !state::video::may_be_forgotten(video.state, request.state, is_given_up) {
                    return Ok(None);
                }
                write::note_loss(db, &request, &video, now)?;
                video::remove(db, &key)?;
                request::remove_if_empty(db, &video.request)?;
                crate::library::list::counts(db).map(Some)
            })
            .await?;
        let counts = counts.ok_or_else(not_yet)?;
        self.core.tell_removed(id, counts).await;
        Ok(())
    }
}

fn changed_meanwhile() -> Error {
    Error::new(
        ErrorCode::BadSpec,
        "This one has changed meanwhile, and making it again would cost. Look at it once more; nothing was sent.",
    )
}

fn nothing_to_do() -> Error {
    Error::new(ErrorCode::BadSpec, "There is nothing to try again: this video is well. Nothing was charged.")
}
