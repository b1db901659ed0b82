//! The door to the engine. A command of the window or of the terminal is one call through it.

mod connecting;
mod creating;
mod deleting;
mod effects;
mod folder;
mod frames;
mod host;
mod importing;
mod keeping;
mod marking;
mod offers;
mod photos;
mod prompts;
mod recipes;
mod retrying;
mod service;
mod sounds;
mod spending;
mod videos;

pub(crate) use videos::not_yet;

use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tokio::sync::{Mutex, broadcast};
use tokio::task::JoinHandle;
use ts_rs::TS;

use crate::clock::{Clock, Pace};
use crate::connection::Connection;
use crate::core::{Core, Way};
use crate::error::{Error, ErrorCode};
use crate::ids::{PhotoId, PressId};
use crate::library::{Library, account};
use crate::proxy::Proxy;
use crate::queue::{self, Command, QueueHandle};
use crate::save::Saver;
use crate::session::Session;
use crate::settings::{FileNames, Limits};
use crate::source::Reader;
use crate::spec::{Prompts, Spec};
use crate::view::Event;

/// The engine. Cloning is cheap and gives another handle to the same one.
#[derive(Clone)]
pub struct Studio {
    pub(crate) core: Arc<Core>,
    pub(crate) queue: Arc<QueueHandle>,
    running: Arc<Mutex<Option<JoinHandle<()>>>>,
    /// Held by who removes what was deleted, for as long as it holds the library open.
    purging: Arc<Mutex<()>>,
}

/// How to open a [`Studio`].
pub struct Options {
    /// The folder of the library; made when it is missing.
    pub library: PathBuf,
    /// Where finished videos go; `None`: `videos/` in the library.
    pub videos: Option<PathBuf>,
    /// The service; `None`: not connected.
    pub connection: Option<Connection>,
    /// How to get out to the service, the place for photos and the videos.
    pub proxy: Proxy,
    /// The most that may be spent.
    pub limits: Limits,
    /// How saved videos are named, and what is written with them.
    pub names: FileNames,
    /// Tells the time.
    pub clock: Clock,
    /// How long to wait between things.
    pub pace: Pace,
    /// What it does with the library.
    pub role: Role,
}

impl Options {
    /// A library in this folder, not connected, with everything else as usual.
    #[must_use]
    pub fn new(library: impl Into<PathBuf>) -> Self {
        Self {
            library: library.into(),
            videos: None,
            connection: None,
            proxy: Proxy::default(),
            limits: Limits::default(),
            names: FileNames::default(),
            clock: Clock::default(),
            pace: Pace::default(),
            role: Role::default(),
        }
    }
}

/// What an engine does with its library.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Goes on with what is under way. Nobody else works with the library meanwhile.
    #[default]
    Works,
    /// Only asks the service: nothing is created, polled for or saved, and what waits stays as it is. Nobody else works
    /// with the library meanwhile.
    Asks,
    /// As [`Role::Asks`]; where another engine holds the library, it is read beside that one, and nothing is kept.
    Reads,
}

/// One press of Create.
#[derive(Clone, Debug)]
pub struct Create {
    /// The same press is never carried out twice.
    pub press: PressId,
    /// What was chosen.
    pub spec: Spec,
    /// For these photos.
    pub photos: Vec<PhotoId>,
    /// Prompts of single photos, in place of the one that was chosen for all.
    pub prompts: Prompts,
    /// Where to save, if not in the usual folder.
    pub out: Option<PathBuf>,
    /// Refuse when it would cost more than this many credits, or when the price is unknown.
    pub max_credits: Option<f64>,
    /// The person was told of what the quote asks about, and agreed to so many credits; `f64::MAX`: to whatever it costs.
    pub agreed: Option<f64>,
}

/// What [`Studio::find`] came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum Found {
    /// The service has it; it goes on as if nothing had happened.
    Found,
    /// The service does not have it; nothing was charged, and sending again is safe.
    Absent,
    /// The service's list does not show it so far; it may still be taking it.
    NotYet,
    /// The look-up did not answer, or cannot be trusted; nothing is known.
    Unavailable,
}

/// What to delete.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum Delete {
    /// The record and the file on this machine.
    Here,
    /// The copy at the service; the file here stays.
    AtService,
    /// Both.
    Both,
}

impl Studio {
    /// Opens the library, starts the queue, and goes on where it was. Must be called within a tokio runtime.
    ///
    /// # Errors
    /// `LibraryBusy`, `LibraryDamaged`, `LibraryNewer`, `FolderUnusable`, and `UnsafeLink` for a service at an address
    /// that is neither https nor this machine.
    pub async fn open(options: Options) -> Result<Self, Error> {
        let proxy = options.proxy;
        let session = options.connection.map(|c| Session::new(c, &proxy)).transpose()?.map(Arc::new);
        let saver = Arc::new(Saver::new(&proxy).map_err(|e| Error::internal("download client", e))?);
        let folder = std::path::absolute(&options.library).unwrap_or(options.library);
        let usual = folder.join("videos");
        let role = options.role;
        let open = move || if role == Role::Reads { Library::open_to_read(&folder) } else { Library::open(&folder) };
        let library = tokio::task::spawn_blocking(open).await.map_err(|e| Error::internal("library", e))??;
        // Only our own folder is made: one that the person chose may be on a drive that is not plugged in right now, and
        // what is to be saved there waits for it.
        if options.videos.is_none() && library.is_ours() {
            std::fs::create_dir_all(&usual).map_err(|e| {
                let folder = usual.display();
                Error::new(ErrorCode::FolderUnusable, format!("The folder for videos {folder} cannot be used: {e}."))
            })?;
        }
        let videos = options.videos.unwrap_or(usual);
        let reader = Reader::new(&proxy)?;
        let (way, tempo) = (Way { proxy, saver, reader }, (options.clock, options.pace));
        let core = Arc::new(Core::new(library, videos, session, way, tempo, role, (options.limits, options.names))?);
        load_balance(&core).await?;
        let (queue, running) = queue::start(core.clone());
        let (running, purging) = (Arc::new(Mutex::new(Some(running))), Arc::default());
        let studio = Self { core, queue: Arc::new(queue), running, purging };
        // What a former run did not come to.
        studio.purge_all().await;
        Ok(studio)
    }

    /// Whether another engine holds the library: then it is only read here.
    #[must_use]
    pub fn is_beside(&self) -> bool {
        !self.core.library.is_ours()
    }

    /// Everything that happens from now on.
    #[must_use]
    pub fn events(&self) -> broadcast::Receiver<Event> {
        self.core.events()
    }

    /// Waits until nothing is under way that could go on by itself: every video is saved, failed, expired, gone,
    /// unknown, or held by something that only a person can change.
    pub async fn settled(&self) {
        self.queue.settled().await;
    }

    /// Stops the queue at a safe place: a create call on its way is waited for, everything else is taken up again
    /// by the next start.
    pub async fn close(self) {
        let _turn = Arc::clone(&self.purging).lock_owned().await;
        self.purge_all().await;
        self.queue.ask(Command::Close);
        if let Some(running) = self.running.lock().await.take() {
            // A queue that broke has stopped, too.
            let _ = running.await;
        }
        // Before the turn, so that whoever waits for it finds nothing to hold.
        drop(self);
    }
}

/// The balance as last told, until the service is asked.
async fn load_balance(core: &Core) -> Result<(), Error> {
    let Some(session) = core.session() else { return Ok(()) };
    let account = session.account.clone();
    let balance = core.library.read(move |db| account::listing::<f64>(db, &account, "balance")).await?;
    core.set_standing_of(&session, |s| s.balance = balance);
    Ok(())
}
