//! The door to the engine. A command of the window or of the terminal is one call through it.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use tokio::sync::broadcast;
use ts_rs::TS;

use crate::clock::{Clock, Pace};
use crate::connection::Connection;
use crate::error::Error;
use crate::ids::{PhotoId, PressId, RequestId, VideoId};
use crate::spec::{Sound, Spec};
use crate::view::{
    AccountView, EffectView, Event, Filter, Imported, ModelView, PhotoView, Quote, Snapshot, VideoPage, VideoView,
};

/// The engine. Cloning is cheap and gives another handle to the same one.
#[derive(Clone)]
pub struct Studio {}

/// How to open a [`Studio`].
pub struct Options {
    /// The folder of the library; made when it is missing.
    pub library: PathBuf,
    /// Where finished videos go; `None`: `videos/` in the library.
    pub videos: Option<PathBuf>,
    /// The service; `None`: not connected.
    pub connection: Option<Connection>,
    /// Tells the time.
    pub clock: Clock,
    /// How long to wait between things.
    pub pace: Pace,
}

impl Options {
    /// A library in this folder, not connected, with everything else as usual.
    #[must_use]
    pub fn new(library: impl Into<PathBuf>) -> Self {
        Self { library: library.into(), videos: None, connection: None, clock: Clock::default(), pace: Pace::default() }
    }
}

/// Where a picture comes from.
#[derive(Clone, Debug)]
pub enum Source {
    /// A file.
    Path(PathBuf),
    /// Bytes from the clipboard or a sample, with a name to show.
    Bytes {
        /// The name to show.
        name: String,
        /// The file's content.
        bytes: Vec<u8>,
    },
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
    /// Where to save, if not in the usual folder.
    pub out: Option<PathBuf>,
    /// Refuse when it would cost more than this many credits, or when the price is unknown.
    pub max_credits: Option<f64>,
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
    /// The look-up did not answer; nothing is known.
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

#[allow(unused_variables, clippy::todo, missing_docs)]
impl Studio {
    /// Opens the library, starts the queue, and goes on where it was.
    ///
    /// # Errors
    /// `LibraryBusy`, `LibraryDamaged`, `LibraryNewer`, `FolderUnusable`.
    pub async fn open(options: Options) -> Result<Self, Error> {
        todo!()
    }

    /// Everything that happens from now on.
    pub fn events(&self) -> broadcast::Receiver<Event> {
        todo!()
    }

    /// Speaks to another service from now on. Work for the former one rests until it is connected again.
    pub async fn connect(&self, connection: Option<Connection>) -> Result<AccountView, Error> {
        todo!()
    }

    /// Asks for the balance, and lets a held queue try again.
    pub async fn refresh(&self) -> Result<AccountView, Error> {
        todo!()
    }

    /// What the window needs to paint itself; asks nobody.
    pub async fn snapshot(&self) -> Result<Snapshot, Error> {
        todo!()
    }

    /// Asks the service for its models.
    pub async fn models(&self) -> Result<Vec<ModelView>, Error> {
        todo!()
    }

    /// Asks the service for its effects.
    pub async fn effects(&self) -> Result<Vec<EffectView>, Error> {
        todo!()
    }

    /// Takes pictures into the library; `to_tray` puts them into the tray as well.
    /// One bad picture is one refusal and never stops the others.
    pub async fn import(&self, sources: Vec<Source>, to_tray: bool) -> Result<Imported, Error> {
        todo!()
    }

    /// Puts the three sample photos into the tray.
    pub async fn import_samples(&self) -> Result<Imported, Error> {
        todo!()
    }

    /// Takes photos out of the tray. They stay in the library as long as a request needs them.
    pub async fn remove_from_tray(&self, photos: Vec<PhotoId>) -> Result<Vec<PhotoView>, Error> {
        todo!()
    }

    /// What this would cost and what speaks against it. Asks nobody: works on the last known models and balance.
    pub async fn quote(&self, spec: &Spec, photos: &[PhotoId]) -> Result<Quote, Error> {
        todo!()
    }

    /// Writes the requests down and returns at once; the queue does the rest.
    ///
    /// # Errors
    /// What blocks it, as the first blocking objection says: `BadSpec`, `NotConnected`, `NoHost`, `NoCredits`, `OverBudget`.
    pub async fn create(&self, create: Create) -> Result<Vec<VideoView>, Error> {
        todo!()
    }

    /// A page of the library, newest first, after the video named. `search` looks in prompts, names and models.
    pub async fn videos(&self, filter: Filter, search: &str, after: Option<VideoId>, limit: u32) -> Result<VideoPage, Error> {
        todo!()
    }

    /// One video.
    pub async fn video(&self, id: &VideoId) -> Result<VideoView, Error> {
        todo!()
    }

    /// Looks at the service for a request whose outcome is unknown.
    pub async fn find(&self, id: &RequestId) -> Result<Found, Error> {
        todo!()
    }

    /// Makes a failed, expired, gone or unknown video again, because a person said so; it may cost.
    /// A saved video whose file is missing, or one whose saving is held, is fetched again, which costs nothing.
    pub async fn retry(&self, id: &VideoId) -> Result<Vec<VideoView>, Error> {
        todo!()
    }

    /// Adds or replaces the sound of a video: a new video of the service's.
    pub async fn add_sound(&self, id: &VideoId, sound: Sound) -> Result<VideoView, Error> {
        todo!()
    }

    /// Marks a video as kept, or not.
    pub async fn keep(&self, id: &VideoId, kept: bool) -> Result<VideoView, Error> {
        todo!()
    }

    /// Deletes.
    pub async fn delete(&self, id: &VideoId, what: Delete) -> Result<(), Error> {
        todo!()
    }

    /// Waits until nothing is under way that could go on by itself: every video is saved, failed, expired, gone,
    /// unknown or held.
    pub async fn settled(&self) {
        todo!()
    }

    /// Stops the queue at a safe place, and closes the library.
    pub async fn close(self) {
        todo!()
    }

    /// The file with the bytes that leave the machine.
    pub async fn photo_file(&self, id: &PhotoId) -> Result<PathBuf, Error> {
        todo!()
    }

    /// A small JPEG of the photo, at most 512 pixels on its longer side.
    pub async fn thumbnail_file(&self, id: &PhotoId) -> Result<PathBuf, Error> {
        todo!()
    }

    /// A JPEG of the video's first frame; before it is saved, the photo's thumbnail.
    pub async fn poster_file(&self, id: &VideoId) -> Result<PathBuf, Error> {
        todo!()
    }

    /// The saved video. `NotFound` until it is saved, or when it is missing.
    pub async fn video_file(&self, id: &VideoId) -> Result<PathBuf, Error> {
        todo!()
    }
}
