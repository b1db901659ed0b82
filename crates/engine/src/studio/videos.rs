//! The library of videos, through the door.

use std::path::PathBuf;

use tokio::sync::oneshot;

use super::service::{connected, page};
use super::{Found, Studio};
use crate::error::{Error, ErrorCode};
use crate::ids::{RequestId, VideoId};
use crate::library::{list, video};
use crate::present;
use crate::queue::Command;
use crate::save::poster::Size;
use crate::view::{Facets, UnderWay, VideoPage, VideoQuery, VideoView};

/// The largest page.
const MOST: u32 = 500;

impl Studio {
    /// Videos of the library that a query asks for, from this place on: at most 500.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub async fn videos(&self, query: &VideoQuery, offset: u32, limit: u32) -> Result<VideoPage, Error> {
        let (query, limit) = (query.clone(), limit.clamp(1, MOST));
        Ok(page(self.core.library.read(move |db| list::page(db, &query, offset, limit)).await?, &self.core))
    }

    /// By what the library can be narrowed down.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub async fn facets(&self) -> Result<Facets, Error> {
        self.core.library.read(list::facets).await
    }

    /// How many videos are under way.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub async fn under_way(&self) -> Result<UnderWay, Error> {
        self.core.library.read(list::under_way).await
    }

    /// One video.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn video(&self, id: &VideoId) -> Result<VideoView, Error> {
        let key = id.clone();
        let entry = self.core.library.read(move |db| list::entry(db, &key)).await?;
        Ok(present::video(&entry, self.core.standing().held.as_ref(), self.core.clock.now()))
    }

    /// Looks at the service for a request whose outcome is unknown. Costs nothing.
    ///
    /// # Errors
    /// `NotFound`, and why the service could not be asked.
    pub async fn find(&self, id: &RequestId) -> Result<Found, Error> {
        self.core.library.must_be_ours()?;
        connected(&self.core)?;
        let (answer, answered) = oneshot::channel();
        self.queue.ask(Command::Look(id.clone(), answer));
        answered.await.map_err(|_| closing())?
    }

    /// A JPEG of the video's first frame, of this size if there is one of it; before it is saved, the photo's thumbnail.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn poster_file(&self, id: &VideoId, size: Size) -> Result<PathBuf, Error> {
        let made = [size, Size::Large].map(|size| self.core.library.poster_path(id, size));
        if let Some(poster) = made.into_iter().find(|poster| poster.is_file()) {
            return Ok(poster);
        }
        self.thumbnail_file(&self.video(id).await?.photo).await
    }

    /// The saved video. That its file is missing is told, too: whoever shows the video learns why it does not play.
    ///
    /// # Errors
    /// `NotFound` until it is saved, or when its file is missing.
    pub async fn video_file(&self, id: &VideoId) -> Result<PathBuf, Error> {
        let key = id.clone();
        let file = self.core.library.read(move |db| video::by_id(db, &key)).await?.file;
        match file.map(|f| f.path) {
            Some(path) if path.is_file() => return Ok(path),
            Some(_) => self.core.tell_videos(vec![id.clone()]).await,
            None => {}
        }
        Err(Error::new(ErrorCode::NotFound, "The video's file is not where it was saved."))
    }
}

/// What the queue says of a video that is on its way, too.
pub(crate) fn not_yet() -> Error {
    Error::new(
        ErrorCode::NotAllowed,
        "This one is being made and paid for. It can be deleted when it is saved, or in the window when Akool has not said after 7 days where it is.",
    )
}

pub(super) fn closing() -> Error {
    Error::new(ErrorCode::Cancelled, "Animato is closing. Nothing was sent.")
}
