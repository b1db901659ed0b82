//! Looking for a request whose outcome is not known: by its picture's unguessable address in the account's recent jobs.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::sync::oneshot;
use tokio::time::Instant;

use super::accept::{self, Taken};
use super::history::{self, Known, Seen, Wanted};
use super::{Done, Outlook, Queue, Work};
use crate::core::Core;
use crate::error::{Error, ErrorCode};
use crate::ids::{RequestId, VideoId};
use crate::library::request::{self, RequestRow};
use crate::library::{charge, video};
use crate::session::Session;
use crate::state::{self, RequestEvent, RequestState, VideoState};
use crate::studio::Found;
use crate::view::Lookup;

/// Looks after which nobody is kept waiting; the later ones are taken while the program runs.
const AWAITED: usize = 2;

/// Looks at one unknown outcome.
#[derive(Debug, Default)]
pub(super) struct Looks {
    taken: usize,
    next: Option<Instant>,
    /// People who asked and wait for the answer.
    asked: Vec<oneshot::Sender<Result<Found, Error>>>,
    /// Some of several videos that a look saw; the next one may show the others.
    some: Vec<Taken>,
}

impl Queue {
    pub(super) async fn fill_lookup(&mut self, session: &Arc<Session>, outlook: &mut Outlook) -> Result<(), Error> {
        let account = session.account.clone();
        let unknown =
            self.core.library.read(move |db| request::in_state(db, &account, RequestState::Unknown, u32::MAX)).await?;
        let may_ask = unknown.is_empty() || self.may_ask(outlook);
        let goes_on = self.creates_go_on();
        for request in unknown {
            let looks = self.looks.get(&request.id);
            let is_asked = looks.is_some_and(|looks| !looks.asked.is_empty());
            let has_some = looks.is_some_and(|looks| !looks.some.is_empty());
            if request.lookup != Lookup::NotLooked && !is_asked && !has_some {
                continue;
            }
            let looks = self.looks.entry(request.id.clone()).or_default();
            outlook.busy |= is_asked || (goes_on && looks.taken < AWAITED);
            let wait =
                self.core.pace.looks.get(looks.taken).or(self.core.pace.looks.last()).copied().unwrap_or_default();
            let due = *looks.next.get_or_insert_with(|| Instant::now() + wait);
            if due > Instant::now() && !is_asked {
                outlook.at(due);
            } else if may_ask && !self.is_flying(|work| matches!(work, Work::Look(_))) {
                let (core, service) = (self.core.clone(), session.clone());
                self.start(Work::Look(request.id.clone()), session, async move {
                    Done::Looked(look(&core, &service, &request).await)
                });
            }
        }
        Ok(())
    }

    /// A person asks to look now.
    pub(super) async fn look_now(&mut self, id: RequestId, answer: oneshot::Sender<Result<Found, Error>>) {
        let key = id.clone();
        match self.core.library.read(move |db| request::by_id(db, &key)).await {
            Ok(request) if request.state == RequestState::Unknown => match self.cannot_look(&request) {
                Some(error) => {
                    let _ = answer.send(Err(error));
                }
                None => self.looks.entry(id).or_default().asked.push(answer),
            },
            // Its outcome is known by now: there is nothing to look for.
            Ok(request) => {
                let found = match request.state {
                    RequestState::Accepted => Found::Found,
                    // It is on its way right now.
                    RequestState::Sending => Found::NotYet,
                    _ => Found::Absent,
                };
                let _ = answer.send(Ok(found));
            }
            Err(error) => {
                let _ = answer.send(Err(error));
            }
        }
    }

    /// Why nobody can look now; a person who asks is told at once.
    fn cannot_look(&self, request: &RequestRow) -> Option<Error> {
        if self.core.session().is_none_or(|session| session.account != request.account) {
            return Some(Error::new(
                ErrorCode::NotConnected,
                "This one was sent with another account. Connect that account to look for it; nothing was sent.",
            ));
        }
        let may_ask = self.may_ask(&mut Outlook::default());
        self.hold.as_ref().filter(|_| !may_ask).map(|hold| hold.error.clone())
    }

    pub(super) async fn looked(&mut self, id: RequestId, seen: Seen) -> Result<(), Error> {
        let mut looks = self.looks.remove(&id).unwrap_or_default();
        looks.taken += 1;
        looks.next = None;
        let is_asked = !looks.asked.is_empty();
        let is_late = self.is_late(&id).await?;
        let asked = std::mem::take(&mut looks.asked);
        let seen = match self.without_known(seen).await? {
            // What an earlier look saw is there, whatever this one says.
            Seen::Absent | Seen::Behind | Seen::Unavailable if !looks.some.is_empty() => {
                Seen::Found(std::mem::take(&mut looks.some))
            }
            Seen::Found(mut taken) => {
                for one in std::mem::take(&mut looks.some) {
                    if taken.iter().all(|other| other.remote_id != one.remote_id) {
                        taken.push(one);
                    }
                }
                Seen::Found(taken)
            }
            seen => seen,
        };
        let waiting = self.waiting_videos(&id).await?;
        let answer = match seen {
            // Some of several, and the list may lag behind: the next look may show the others, whoever asked for this one.
            Seen::Found(taken) if (!is_late || looks.taken < AWAITED) && taken.len() < waiting => {
                self.cleared(None).await;
                looks.some = taken;
                self.looks.insert(id, looks);
                Ok(Found::NotYet)
            }
            Seen::Found(mut taken) => {
                self.cleared(None).await;
                // What is over may be what became of another lost one with the same link. The newest come first.
                if taken.len() > waiting && self.shares_its_link(&id).await? {
                    taken.drain(..taken.len() - waiting);
                }
                self.found(&id, taken).await.map(|()| Found::Found)
            }
            // The service may still be taking it, and the list may lag behind.
            Seen::Absent | Seen::Behind if !is_late || (looks.taken < AWAITED && !is_asked) => {
                self.cleared(None).await;
                self.looks.insert(id, looks);
                Ok(Found::NotYet)
            }
            Seen::Absent => {
                self.cleared(None).await;
                self.note_lookup(&id, Lookup::Absent).await?;
                Ok(Found::Absent)
            }
            Seen::Behind | Seen::Unavailable => {
                self.note_lookup(&id, Lookup::Unavailable).await?;
                Ok(Found::Unavailable)
            }
            Seen::Trouble(error) => {
                self.trouble(&error).await;
                let error = super::to_error(&error);
                looks.taken -= 1;
                self.looks.insert(id, looks);
                Err(error)
            }
        };
        for asker in asked {
            let _ = asker.send(answer.clone());
        }
        answer.map(|_| ()).or(Ok(()))
    }

    /// Whether the service would have taken it by now, if ever.
    async fn is_late(&self, id: &RequestId) -> Result<bool, Error> {
        let key = id.clone();
        let request = self.core.library.read(move |db| request::by_id(db, &key)).await?;
        let age = self.core.clock.now() - request.sent_at.unwrap_or(request.created_at);
        Ok(u128::try_from(age).is_ok_and(|age| age >= self.core.pace.absent_after.as_millis()))
    }

    /// What a look saw of a request that a person is about to send again: then it need not be.
    pub(super) fn seen_of(&mut self, id: &RequestId) -> Vec<Taken> {
        let looks = self.looks.remove(id).unwrap_or_default();
        for asker in looks.asked {
            // It is sent again before the look came back: nothing was seen so far.
            let _ = asker.send(Ok(Found::NotYet));
        }
        looks.some
    }

    /// A request that a person sent again was not taken, and meanwhile a look found what became of its first sending: then it
    /// is not sent once more.
    pub(super) async fn found_meanwhile(&mut self, id: &RequestId) -> Result<(), Error> {
        let key = id.clone();
        let videos = self.core.library.read(move |db| video::of_request(db, &key)).await?;
        if videos.iter().all(|video| video.remote_id.is_none()) {
            return Ok(());
        }
        self.change_request(id, RequestEvent::Found, |db, request| {
            for mut video in video::of_request(db, &request.id)? {
                if video.state == VideoState::Waiting {
                    accept::advance(&mut video, crate::state::VideoEvent::NotTaken);
                    video.error = Some(super::service::found_as_another());
                    video::update(db, &video)?;
                }
            }
            Ok(())
        })
        .await
    }

    /// A host may give the same link for the same photo: what the library knows already is another request's.
    async fn without_known(&self, seen: Seen) -> Result<Seen, Error> {
        let Seen::Found(taken) = seen else { return Ok(seen) };
        let taken = self
            .core
            .library
            .read(move |db| {
                let mut fresh = Vec::new();
                for one in taken {
                    if !video::is_known(db, &one.remote_id)? {
                        fresh.push(one);
                    }
                }
                Ok(fresh)
            })
            .await?;
        Ok(if taken.is_empty() { Seen::Absent } else { Seen::Found(taken) })
    }

    /// Whether another request, whose outcome is not known either, has a picture at the very same link.
    async fn shares_its_link(&self, id: &RequestId) -> Result<bool, Error> {
        let key = id.clone();
        self.core
            .library
            .read(move |db| {
                let this = request::by_id(db, &key)?;
                let mark =
                    |request: &RequestRow| request.links.image.as_ref().map(|link| history::mark(&request.token, link));
                let mut others = request::in_state(db, &this.account, RequestState::Unknown, u32::MAX)?;
                others.extend(request::in_state(db, &this.account, RequestState::Sending, u32::MAX)?);
                Ok(others.iter().any(|other| other.id != this.id && mark(other) == mark(&this)))
            })
            .await
    }

    async fn waiting_videos(&self, id: &RequestId) -> Result<usize, Error> {
        let key = id.clone();
        let videos = self.core.library.read(move |db| video::of_request(db, &key)).await?;
        Ok(videos.iter().filter(|v| v.state == VideoState::Waiting).count())
    }

    async fn note_lookup(&mut self, id: &RequestId, lookup: Lookup) -> Result<(), Error> {
        let key = id.clone();
        self.core.library.write(move |db| request::set_lookup(db, &key, lookup)).await?;
        self.tell_request(id).await;
        Ok(())
    }

    /// It is there: it goes on as if nothing had happened.
    pub(super) async fn found(&mut self, id: &RequestId, mut taken: Vec<Taken>) -> Result<(), Error> {
        let now = self.core.clock.now();
        let spares = taken.iter().map(|_| VideoId::fresh()).collect::<Result<Vec<_>, _>>()?;
        let key = id.clone();
        let state = self.core.library.read(move |db| request::by_id(db, &key)).await?.state;
        if state::request::next(state, RequestEvent::Found).is_none() {
            // A person sent it again meanwhile: what was made the first time is paid for all the same.
            return self.add_spares(id, taken, spares).await;
        }
        self.change_request(id, RequestEvent::Found, move |db, request| {
            request::set_error(db, &request.id, None)?;
            let since = request.sent_at.unwrap_or(now);
            let videos = video::of_request(db, &request.id)?;
            let slots = u32::try_from(videos.len()).unwrap_or(u32::MAX);
            let mut left = taken.drain(..);
            // Others were found when it was sent before, and have their ids.
            for mut video in videos.into_iter().filter(|v| v.state == VideoState::Waiting) {
                match left.next() {
                    Some(taken) => taken.apply(&mut video, since),
                    None => {
                        accept::advance(&mut video, crate::state::VideoEvent::NotTaken);
                        video.error = Some(super::service::not_found_with_the_others());
                    }
                }
                video::update(db, &video)?;
                super::write::note_cost(db, request, &video, now)?;
            }
            for ((taken, spare), slot) in left.zip(&spares).zip(slots..) {
                super::write::insert_taken(db, spare, &request.id, slot, taken, since)?;
                charge::was_found(db, request)?;
            }
            Ok(())
        })
        .await
    }

    async fn add_spares(&mut self, id: &RequestId, taken: Vec<Taken>, spares: Vec<VideoId>) -> Result<(), Error> {
        let (key, now) = (id.clone(), self.core.clock.now());
        self.core
            .library
            .write(move |db| {
                let request = request::by_id(db, &key)?;
                let slots = u32::try_from(video::of_request(db, &key)?.len()).unwrap_or(u32::MAX);
                for ((taken, spare), slot) in taken.into_iter().zip(&spares).zip(slots..) {
                    super::write::insert_taken(db, spare, &key, slot, taken, now)?;
                    charge::was_found(db, &request)?;
                }
                Ok(())
            })
            .await?;
        self.tell_request(id).await;
        Ok(())
    }
}

async fn look(core: &Core, session: &Session, request: &RequestRow) -> Seen {
    let Some(link) = &request.links.image else { return Seen::Unavailable };
    let account = request.account.clone();
    let known = match core.library.read(move |db| video::marks(db, &account)).await {
        Ok(known) => known,
        Err(_) => return Seen::Unavailable,
    };
    let known: HashMap<_, _> = known
        .into_iter()
        .map(|row| (row.remote_id, Known { mark: history::mark(&row.token, &row.link), accepted_at: row.accepted_at }))
        .collect();
    match Wanted::new(&request.token, link, request.sent_at.unwrap_or(request.created_at), known) {
        Some(wanted) => history::look(session, &wanted).await,
        None => Seen::Unavailable,
    }
}
