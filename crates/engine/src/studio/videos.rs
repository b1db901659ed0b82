//! The library of videos, through the door.

use std::path::PathBuf;

use tokio::sync::oneshot;

use super::service::{connected, page};
use super::{Found, Studio};
use crate::error::{Error, ErrorCode};
use crate::ids::{RequestId, VideoId};
use crate::library::{list, request, video};
use crate::present;
use crate::queue::{Again, Command, is_not_found, to_error};
use crate::save::poster::Size;
use crate::view::{Facets, UnderWay, VideoPage, VideoQuery, VideoStatus, VideoView};

/// The largest page.
const MOST: u32 = 500;

/// Prices that differ by less are the same: they are sums of decimal fractions.
const CREDIT_DUST: f64 = 1e-6;

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
        Ok(present::video(&entry, self.core.standing().held.as_ref()))
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

    /// Makes a failed, expired, gone or unknown video again, because a person said so; it may cost.
    /// A saved video whose file is missing, or one whose saving is held, is fetched again, which costs nothing.
    ///
    /// # Errors
    /// `NotFound`; `BadSpec` when there is nothing to try again, or when it changed meanwhile so that it would cost;
    /// `OtherPrice` when it costs something else by now than the credits that were `shown`; `OverBudget` when it would pass a
    /// limit, and `BeyondLimit` unless the person `agreed`.
    pub async fn retry(&self, id: &VideoId, shown: Option<f64>, agreed: Option<f64>) -> Result<Vec<VideoView>, Error> {
        self.core.library.must_be_ours()?;
        connected(&self.core)?;
        let again = match self.video(id).await?.status {
            // It is paid for: where the service has it after all, nobody pays for it once more.
            VideoStatus::Gone if self.is_there(id).await? => Again::Wait,
            VideoStatus::Failed { .. } | VideoStatus::Expired | VideoStatus::Gone | VideoStatus::Unknown { .. } => {
                Again::Make
            }
            _ => Again::Fetch,
        };
        let _admitted = self.core.admission.lock().await;
        if again == Again::Make {
            self.hold_to_price(id, shown).await?;
            self.hold_to_limits(id, agreed).await?;
        }
        let (answer, answered) = oneshot::channel();
        self.queue.ask(Command::Again(id.clone(), again, answer));
        let ids = answered.await.map_err(|_| closing())??;
        Ok(self.core.views(ids).await?.0)
    }

    /// What making it again costs is learned from what others are charged, and may change while it is looked at.
    async fn hold_to_price(&self, id: &VideoId, shown: Option<f64>) -> Result<(), Error> {
        let now = self.video(id).await?.retry_credits;
        let (Some(shown), Some(now)) = (shown, now) else { return Ok(()) };
        if (shown - now).abs() < CREDIT_DUST {
            return Ok(());
        }
        self.core.tell_videos(vec![id.clone()]).await;
        let words = format!("It costs {now} credits by now and not {shown}. Nothing was sent; try again to pay that.");
        Err(Error::new(ErrorCode::OtherPrice, words))
    }

    /// Whether the service knows a video that it had not named for long, and has not given it up.
    async fn is_there(&self, id: &VideoId) -> Result<bool, Error> {
        let (session, key) = (connected(&self.core)?, id.clone());
        let (remote, account) = self
            .core
            .library
            .read(move |db| {
                let video = video::by_id(db, &key)?;
                Ok((video.remote_id, request::by_id(db, &video.request)?.account))
            })
            .await?;
        let Some(remote) = remote.filter(|_| account == session.account) else { return Ok(false) };
        match session.client.videos().results(&[&remote]).await {
            Ok(items) => Ok(items.iter().any(|item| item.id == remote && item.status != akool::Status::Failed)),
            Err(error) if is_not_found(&error) => Ok(false),
            Err(error) => {
                let mut error = to_error(&error);
                error.message = format!(
                    "Akool could not be asked whether it has this one after all, so nothing was sent and nothing charged. Try again later. {}",
                    error.message
                );
                Err(error)
            }
        }
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
    Error::new(ErrorCode::NotAllowed, "This one is being made and paid for. It can be deleted when it is saved.")
}

pub(super) fn closing() -> Error {
    Error::new(ErrorCode::Cancelled, "Animato is closing. Nothing was sent.")
}
