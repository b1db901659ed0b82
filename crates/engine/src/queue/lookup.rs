//! Looking for a request whose outcome is not known: by its picture's unguessable address in the account's recent jobs.

use std::collections::HashSet;
use std::sync::Arc;

use akool::RecentVideo;
use tokio::sync::oneshot;
use tokio::time::Instant;

use super::accept::{self, Taken};
use super::{Done, Outlook, Queue, Work};
use crate::error::Error;
use crate::ids::{RequestId, VideoId};
use crate::library::request::{self, RequestRow};
use crate::library::video;
use crate::session::Session;
use crate::state::{RequestEvent, RequestState, VideoState};
use crate::studio::Found;
use crate::view::Lookup;

/// Rows asked for at a time.
const PAGE: u32 = 50;

/// Pages looked through before the answer counts as not to be had.
const PAGES: u32 = 20;

/// A job may carry a time of creation a little before our own of sending: clocks differ.
const CLOCKS_DIFFER: i64 = 10 * 60 * 1000;

/// Looks at one unknown outcome.
#[derive(Debug, Default)]
pub(super) struct Looks {
    taken: usize,
    next: Option<Instant>,
    /// People who asked and wait for the answer.
    asked: Vec<oneshot::Sender<Result<Found, Error>>>,
}

/// What one look saw.
#[derive(Debug)]
pub(super) enum Seen {
    /// These ids are ours.
    Found(Vec<Taken>),
    /// The list goes back far enough, and it is not there.
    Absent,
    /// The list cannot be had or cannot be trusted.
    Unavailable,
    /// The service could not be asked.
    Trouble(akool::Error),
}

impl Queue {
    pub(super) async fn fill_lookup(&mut self, session: &Arc<Session>, outlook: &mut Outlook) -> Result<(), Error> {
        let account = session.account.clone();
        let unknown =
            self.core.library.read(move |db| request::in_state(db, &account, RequestState::Unknown, u32::MAX)).await?;
        let may_ask = unknown.is_empty() || self.may_ask(outlook);
        let goes_on = self.creates_go_on();
        for request in unknown {
            let is_asked = self.looks.get(&request.id).is_some_and(|looks| !looks.asked.is_empty());
            if request.lookup != Lookup::NotLooked && !is_asked {
                continue;
            }
            let looks = self.looks.entry(request.id.clone()).or_default();
            outlook.busy |= goes_on;
            let wait = self.core.pace.looks.get(looks.taken).copied().unwrap_or_default();
            let due = *looks.next.get_or_insert_with(|| Instant::now() + wait);
            if due > Instant::now() && !is_asked {
                outlook.at(due);
            } else if may_ask && !self.is_flying(|work| matches!(work, Work::Look(_))) {
                let session = session.clone();
                self.start(Work::Look(request.id.clone()), async move { Done::Looked(look(&session, &request).await) });
            }
        }
        Ok(())
    }

    /// A person asks to look now.
    pub(super) async fn look_now(&mut self, id: RequestId, answer: oneshot::Sender<Result<Found, Error>>) {
        let key = id.clone();
        match self.core.library.read(move |db| request::by_id(db, &key)).await {
            Ok(request) if request.state == RequestState::Unknown => {
                self.looks.entry(id).or_default().asked.push(answer);
            }
            // Its outcome is known by now: there is nothing to look for.
            Ok(request) => {
                let found = if request.state == RequestState::Accepted { Found::Found } else { Found::Absent };
                let _ = answer.send(Ok(found));
            }
            Err(error) => {
                let _ = answer.send(Err(error));
            }
        }
    }

    pub(super) async fn looked(&mut self, id: RequestId, seen: Seen) -> Result<(), Error> {
        let mut looks = self.looks.remove(&id).unwrap_or_default();
        looks.taken += 1;
        looks.next = None;
        let is_last = looks.taken >= self.core.pace.looks.len() || !looks.asked.is_empty();
        let asked = std::mem::take(&mut looks.asked);
        let seen = self.without_known(seen).await?;
        let answer = match seen {
            // Some of several, and the list may lag behind: the next look may show the others.
            Seen::Found(taken) if !is_last && taken.len() < self.waiting_videos(&id).await? => {
                self.looks.insert(id, looks);
                return Ok(());
            }
            Seen::Found(taken) => {
                self.cleared(None).await;
                self.found(&id, taken).await.map(|()| Found::Found)
            }
            Seen::Absent => {
                self.cleared(None).await;
                // The list may lag behind: one look alone does not prove that it is not there.
                if is_last {
                    self.note_lookup(&id, Lookup::Absent).await?;
                } else {
                    self.looks.insert(id, looks);
                }
                Ok(Found::Absent)
            }
            Seen::Unavailable => {
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
    async fn found(&mut self, id: &RequestId, mut taken: Vec<Taken>) -> Result<(), Error> {
        let now = self.core.clock.now();
        let spares = taken.iter().map(|_| VideoId::fresh()).collect::<Result<Vec<_>, _>>()?;
        self.change_request(id, RequestEvent::Found, move |db, request| {
            request::set_error(db, &request.id, None)?;
            let since = request.sent_at.unwrap_or(now);
            let videos = video::of_request(db, &request.id)?;
            let slots = u32::try_from(videos.len()).unwrap_or(u32::MAX);
            let mut left = taken.drain(..);
            for mut video in videos {
                match left.next() {
                    Some(taken) => taken.apply(&mut video, since),
                    None => {
                        accept::advance(&mut video, crate::state::VideoEvent::NotTaken);
                        video.error = Some(super::service::not_found_with_the_others());
                    }
                }
                video::update(db, &video)?;
            }
            for ((taken, spare), slot) in left.zip(&spares).zip(slots..) {
                video::insert(db, spare, &request.id, slot, now)?;
                let mut video = video::by_id(db, spare)?;
                taken.apply(&mut video, since);
                video::update(db, &video)?;
            }
            Ok(())
        })
        .await
    }
}

/// Looks through the recent jobs, newest first, back to the time of sending.
async fn look(session: &Session, request: &RequestRow) -> Seen {
    let Some(link) = &request.links.image else { return Seen::Unavailable };
    let since = request.sent_at.unwrap_or(request.created_at) - CLOCKS_DIFFER;
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for page in 1..=PAGES {
        let rows = match session.client.recovery().recent(page, PAGE).await {
            Ok(rows) => rows,
            Err(error) if super::service::cannot_be_asked(&error) => return Seen::Trouble(error),
            Err(_) => return Seen::Unavailable,
        };
        // A service that ignores the page number gives the same rows again.
        let rows: Vec<_> = rows.into_iter().filter(|row| seen.insert(row.id.clone())).collect();
        match read_page(&rows, link, since) {
            Page::Untrusted => return Seen::Unavailable,
            Page::Read { ours, is_last } => {
                found.extend(ours);
                if is_last {
                    return if found.is_empty() { Seen::Absent } else { Seen::Found(found) };
                }
            }
        }
    }
    if found.is_empty() { Seen::Unavailable } else { Seen::Found(found) }
}

/// What a page of recent jobs says.
#[derive(Debug, PartialEq)]
enum Page {
    /// Rows from the time in question that do not say which picture they are of.
    Untrusted,
    Read {
        ours: Vec<Taken>,
        /// Nothing on further pages can be ours.
        is_last: bool,
    },
}

fn read_page(rows: &[RecentVideo], link: &str, since: i64) -> Page {
    let is_recent = |row: &RecentVideo| row.create_time.is_none_or(|time| time >= since);
    let ours: Vec<_> = rows
        .iter()
        .filter(|row| row.image_url.as_deref().map_or_else(|| row.mentions(link), |image| image == link))
        .map(|row| Taken { remote_id: row.id.clone(), credits: None })
        .collect();
    if ours.is_empty() && rows.iter().any(|row| row.image_url.is_none()) {
        return Page::Untrusted;
    }
    // A short page proves nothing: the service may give fewer rows than were asked for.
    let is_last = rows.is_empty() || rows.last().is_some_and(|row| !is_recent(row));
    Page::Read { ours, is_last }
}
