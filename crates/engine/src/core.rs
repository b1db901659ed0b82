//! What the door and the queue share: the library, the service in use, the time, and the voice that tells what happened.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use rusqlite::Connection;
use tokio::sync::{broadcast, watch};

use crate::clock::{Clock, Pace};
use crate::error::Error;
use crate::ids::{PhotoId, RecipeId, VideoId};
use crate::intake::{Intake, Room};
use crate::library::charge::{self, Span};
use crate::library::list::{self, Entry};
use crate::library::{Library, records};
use crate::present;
use crate::proxy::Proxy;
use crate::save::Saver;
use crate::session::Session;
use crate::settings::{FileNames, Limits};
use crate::source::Reader;
use crate::studio::Role;
use crate::turns::Turns;
use crate::view::{AccountView, Counts, Event, VideoView};

/// Shared by the door and the queue.
pub(crate) struct Core {
    pub(crate) library: Library,
    pub(crate) clock: Clock,
    pub(crate) pace: Pace,
    pub(crate) role: Role,
    /// Where finished videos go, unless a request says otherwise.
    pub(crate) videos: RwLock<PathBuf>,
    pub(crate) session: watch::Sender<Option<Arc<Session>>>,
    pub(crate) standing: Mutex<Standing>,
    pub(crate) intake: Intake,
    pub(crate) room: Room,
    /// Held while something is held to the limits and written down: of two at once, the second sees the first.
    pub(crate) admission: tokio::sync::Mutex<()>,
    /// Files of effects that are just being fetched.
    pub(crate) fetching: Turns<PathBuf>,
    /// Photos that were only looked at, beside an engine that holds the library, and whether their links fit the service.
    pub(crate) looked_at: Mutex<HashMap<PhotoId, bool>>,
    /// Videos of the person's whose settings came in with them.
    pub(crate) recipes: Mutex<HashMap<RecipeId, PathBuf>>,
    way: RwLock<Way>,
    limits: RwLock<Limits>,
    names: RwLock<FileNames>,
    events: broadcast::Sender<Event>,
}

/// How the program gets out.
#[derive(Clone)]
pub(crate) struct Way {
    pub(crate) proxy: Proxy,
    pub(crate) saver: Arc<Saver>,
    /// Fetches pictures from links.
    pub(crate) reader: Reader,
}

/// How the account stands, as far as it is known.
#[derive(Clone, Debug, Default)]
pub(crate) struct Standing {
    /// Credits left.
    pub(crate) balance: Option<f64>,
    /// What keeps the queue from going on.
    pub(crate) held: Option<Error>,
}

/// Events that a slow listener may fall behind before it must take a new snapshot.
const BACKLOG: usize = 4096;

impl Core {
    pub(crate) fn new(
        library: Library,
        videos: PathBuf,
        session: Option<Arc<Session>>,
        way: Way,
        (clock, pace): (Clock, Pace),
        role: Role,
        (limits, names): (Limits, FileNames),
    ) -> Result<Self, Error> {
        Ok(Self {
            library,
            clock,
            pace,
            role,
            way: RwLock::new(way),
            limits: RwLock::new(limits),
            names: RwLock::new(names),
            videos: RwLock::new(videos),
            session: watch::Sender::new(session),
            standing: Mutex::default(),
            intake: Intake::default(),
            room: Room::default(),
            admission: tokio::sync::Mutex::default(),
            fetching: Turns::default(),
            looked_at: Mutex::default(),
            recipes: Mutex::default(),
            events: broadcast::Sender::new(BACKLOG),
        })
    }

    pub(crate) fn events(&self) -> broadcast::Receiver<Event> {
        self.events.subscribe()
    }

    pub(crate) fn session(&self) -> Option<Arc<Session>> {
        self.session.borrow().clone()
    }

    pub(crate) fn standing(&self) -> Standing {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn set_standing(&self, change: impl FnOnce(&mut Standing)) {
        change(&mut self.standing.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// The same, by what was learned with this session: with another one connected by now, it says nothing. Looked at under
    /// the lock, as whoever connects another one replaces the session first and what is known of it then.
    pub(crate) fn set_standing_of(&self, session: &Arc<Session>, change: impl FnOnce(&mut Standing)) {
        let mut standing = self.standing.lock().unwrap_or_else(PoisonError::into_inner);
        if self.session().is_some_and(|now| Arc::ptr_eq(&now, session)) {
            change(&mut standing);
        }
    }

    pub(crate) fn videos_folder(&self) -> PathBuf {
        self.videos.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn way(&self) -> Way {
        self.way.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn set_way(&self, way: Way) {
        *self.way.write().unwrap_or_else(PoisonError::into_inner) = way;
    }

    pub(crate) fn limits(&self) -> Limits {
        *self.limits.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn set_limits(&self, limits: Limits) {
        *self.limits.write().unwrap_or_else(PoisonError::into_inner) = limits;
    }

    pub(crate) fn names(&self) -> FileNames {
        self.names.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn set_names(&self, names: FileNames) {
        *self.names.write().unwrap_or_else(PoisonError::into_inner) = names;
    }

    /// Tells something. Nobody listening is fine: it is on the disk.
    pub(crate) fn tell(&self, event: Event) {
        let _ = self.events.send(event);
    }

    /// Tells how these videos stand now, and brings their records up to date: every change of a video comes by here once it
    /// is on the disk.
    pub(crate) async fn tell_videos(&self, ids: Vec<VideoId>) {
        let folder = self.library.is_ours().then(|| self.library.folder().to_owned());
        let read = self.library.read(move |db| {
            let read = stand(db, &ids)?;
            if let Some(folder) = folder {
                records::keep(&folder, &read.0);
            }
            Ok(read)
        });
        match read.await {
            Ok((entries, counts)) => {
                for video in self.present(&entries) {
                    self.tell(Event::Video { video: Box::new(video), counts });
                }
            }
            Err(error) => tracing::warn!(%error, "a change could not be told"),
        }
    }

    /// Tells that a video was removed, and forgets its record.
    pub(crate) async fn tell_removed(&self, video: VideoId, counts: Counts) {
        let (folder, id) = (self.library.folder().to_owned(), video.clone());
        let removed = self.library.read(move |_| {
            records::remove(&folder, &id);
            Ok(())
        });
        if let Err(error) = removed.await {
            tracing::warn!(%error, "the record of a video could not be removed");
        }
        self.tell(Event::Removed { video, counts });
    }

    /// How these videos stand now; those that are gone from the library are left out.
    pub(crate) async fn views(&self, ids: Vec<VideoId>) -> Result<(Vec<VideoView>, Counts), Error> {
        let (entries, counts) = self.library.read(move |db| stand(db, &ids)).await?;
        Ok((self.present(&entries), counts))
    }

    /// These as the library shows them now.
    pub(crate) fn present(&self, entries: &[Entry]) -> Vec<VideoView> {
        let (held, now) = (self.standing().held, self.clock.now());
        entries.iter().map(|entry| present::video(entry, held.as_ref(), now)).collect()
    }

    /// The account as the header shows it.
    pub(crate) async fn account(&self) -> Result<AccountView, Error> {
        let Some(session) = self.session() else {
            return Ok(AccountView {
                name: String::new(),
                service: String::new(),
                is_demo: false,
                balance: None,
                today: 0.0,
                held: self.standing().held,
                host: None,
            });
        };
        let (account, now) = (session.account.clone(), self.clock.now());
        let today = self.library.read(move |db| charge::spent(db, &account, Span::Day, now)).await?;
        let Standing { balance, held } = self.standing();
        Ok(AccountView {
            name: session.name.clone(),
            service: session.service.clone(),
            is_demo: session.is_demo,
            balance,
            today,
            held,
            host: session.uploader.as_ref().map(|uploader| uploader.config().name()),
        })
    }

    /// Tells how the account stands now.
    pub(crate) async fn tell_account(&self) {
        match self.account().await {
            Ok(account) => self.tell(Event::Account { account }),
            Err(error) => tracing::warn!(%error, "the account could not be told"),
        }
    }
}

/// These videos as they stand, without those that are gone, and the counts of the filters.
fn stand(db: &Connection, ids: &[VideoId]) -> rusqlite::Result<(Vec<Entry>, Counts)> {
    let entries = ids.iter().filter_map(|id| list::entry(db, id).ok()).filter(|entry| entry.video.deleted_at.is_none());
    Ok((entries.collect(), list::counts(db)?))
}
