//! The queue's pen: every change of state goes through here, checked by the rules, one transaction, then told.

use rusqlite::{Connection, Transaction};

use super::Queue;
use super::accept::Taken;
use crate::error::{Error, Spent};
use crate::ids::{RequestId, VideoId};
use crate::library::request::{self, RequestRow};
use crate::library::video::{self, VideoRow};
use crate::library::{account, charge};
use crate::quote;
use crate::state::{self, RequestEvent, RequestState, VideoEvent, VideoState};
use crate::view::Lookup;

impl Queue {
    /// Moves a request by what happened, together with `more`. An event that its state does not know changes nothing.
    pub(super) async fn change_request(
        &mut self,
        id: &RequestId,
        event: RequestEvent,
        more: impl FnOnce(&Transaction<'_>, &RequestRow) -> rusqlite::Result<()> + Send + 'static,
    ) -> Result<(), Error> {
        let key = id.clone();
        let changed = self
            .core
            .library
            .write(move |db| {
                let request = request::by_id(db, &key)?;
                let Some(next) = state::request::next(request.state, event) else {
                    tracing::warn!(state = ?request.state, ?event, "a request cannot do that");
                    return Ok(false);
                };
                request::set_state(db, &key, next)?;
                more(db, &request)?;
                Ok(true)
            })
            .await?;
        if changed {
            self.tell_request(id).await;
        }
        Ok(())
    }

    /// Ends a request that will not be sent as it is, and its videos with it. Nothing was charged.
    pub(super) async fn reject(&mut self, id: &RequestId, event: RequestEvent, error: Error) -> Result<(), Error> {
        self.rests.clear(id.as_str());
        self.change_request(id, event, move |db, request| {
            request::set_error(db, &request.id, Some(&error))?;
            for mut video in video::of_request(db, &request.id)? {
                if let Some(next) = state::video::next(video.state, VideoEvent::NotTaken) {
                    video.state = next;
                    video.error = Some(error.clone());
                    video::update(db, &video)?;
                }
            }
            Ok(())
        })
        .await
    }

    /// Changes a video by what happened, together with `more`. Told only when something changed.
    pub(super) async fn change_video(
        &mut self,
        id: &VideoId,
        event: Option<VideoEvent>,
        more: impl FnOnce(&Transaction<'_>, &RequestRow, &mut VideoRow) -> rusqlite::Result<()> + Send + 'static,
    ) -> Result<(), Error> {
        let key = id.clone();
        let changed = self
            .core
            .library
            .write(move |db| {
                let before = video::by_id(db, &key)?;
                let mut after = before.clone();
                if let Some(event) = event {
                    let Some(next) = state::video::next(before.state, event) else { return Ok(false) };
                    after.state = next;
                }
                more(db, &request::by_id(db, &before.request)?, &mut after)?;
                video::update(db, &after)?;
                Ok(true)
            })
            .await?;
        if changed {
            self.core.tell_videos(vec![id.clone()]).await;
        }
        Ok(())
    }

    /// Tells how the videos of a request stand now.
    pub(super) async fn tell_request(&self, id: &RequestId) {
        let key = id.clone();
        let videos = self.core.library.read(move |db| video::of_request(db, &key)).await;
        self.core.tell_videos(videos.unwrap_or_default().into_iter().map(|v| v.id).collect()).await;
    }

    /// Tells how the videos stand that wait to be sent.
    pub(super) async fn tell_waiting(&self) {
        let Some(session) = self.core.session() else { return };
        let waiting = self
            .core
            .library
            .read(move |db| video::in_states(db, &session.account, [VideoState::Waiting, VideoState::Waiting]))
            .await;
        self.core.tell_videos(waiting.unwrap_or_default().into_iter().map(|v| v.id).collect()).await;
    }

    /// Puts the library in order after the program stopped anywhere: what may have left is never sent again by itself.
    pub(super) async fn recover(&mut self) -> Result<(), Error> {
        let sending = self
            .core
            .library
            .read(|db| {
                let all = request::all_in_state(db, RequestState::Sending)?;
                let read = |id| {
                    let request = request::by_id(db, &id)?;
                    Ok((request::reply(db, &id)?, request.sound_for.is_some(), request.account, id))
                };
                all.into_iter().map(read).collect::<rusqlite::Result<Vec<_>>>()
            })
            .await?;
        for (reply, adds_sound, account, id) in sending {
            // What another account was told says nothing of this one.
            self.is_outdated = self.core.session().is_none_or(|session| session.account != account);
            let kept = match reply {
                Some((status, body)) => {
                    let raw = akool::RawReply { status, body, retry_after: None };
                    self.sent(id, super::accept::read(&raw, adds_sound)).await
                }
                None => self.lost(&id, super::service::stopped_while_sending()).await,
            };
            self.is_outdated = false;
            kept?;
        }
        Ok(())
    }
}

/// Writes down a video that the service made beyond what its request waits for.
pub(super) fn insert_taken(
    db: &Transaction<'_>,
    id: &VideoId,
    request: &RequestId,
    slot: u32,
    taken: Taken,
    now: i64,
) -> rusqlite::Result<()> {
    video::insert(db, id, request, slot, now)?;
    let mut video = video::by_id(db, id)?;
    taken.apply(&mut video, now);
    video::update(db, &video)?;
    let request = request::by_id(db, request)?;
    note_cost(db, &request, &video, now)
}

/// Where the service did not say what a video costs, or whether it costs anything, notes what it costs by what is known:
/// limits are held against that.
pub(super) fn note_cost(
    db: &Transaction<'_>,
    request: &RequestRow,
    video: &VideoRow,
    now: i64,
) -> rusqlite::Result<()> {
    let is_taken = video.remote_id.is_some();
    let may_be_charged = video.error.as_ref().is_some_and(|error| error.spent == Spent::Maybe);
    if is_taken && video.credits.is_none() {
        charge::set_estimate(db, &video.id, estimate(db, request)?)
    } else if !is_taken && may_be_charged {
        charge::may_be(db, request, &video.id, estimate(db, request)?, now)
    } else {
        Ok(())
    }
}

/// Of a request whose outcome is not known, and of which a person says that it is not looked for any more: notes what its
/// sending may have cost.
pub(super) fn note_loss(
    db: &Transaction<'_>,
    request: &RequestRow,
    video: &VideoRow,
    now: i64,
) -> rusqlite::Result<()> {
    let is_open = request.state == RequestState::Unknown && request.lookup != Lookup::Absent;
    if !is_open || video.remote_id.is_some() || video.state != VideoState::Waiting {
        return Ok(());
    }
    charge::may_be(db, request, &video.id, estimate(db, request)?, now)
}

/// Credits for one video of a request, or for its sound, by the higher of list and last charge; `None`: it is not known.
pub(crate) fn estimate(db: &Connection, request: &RequestRow) -> rusqlite::Result<Option<f64>> {
    Ok(match &request.sound_for {
        Some(_) => {
            let seconds = request.spec.seconds;
            Some(quote::sound::dearest(seconds, charge::of_sound(db, &request.account, seconds)?))
        }
        None => {
            let model = account::model(db, &request.account, &request.spec.model)?;
            quote::dearest(&request.spec, model.as_ref(), account::price(db, &request.account, &request.spec)?)
        }
    })
}
