//! The library of videos, through the door.

use std::path::PathBuf;

use tokio::sync::oneshot;

use super::service::{connected, page};
use super::{Delete, Found, Studio};
use crate::error::{Error, ErrorCode};
use crate::ids::{RequestId, VideoId};
use crate::library::{list, request, video};
use crate::present;
use crate::queue::{Again, Command, is_not_found, to_error};
use crate::view::{Filter, VideoPage, VideoStatus, VideoView};

/// The largest page.
const MOST: u32 = 500;

impl Studio {
    /// A page of the library, newest first, after the video named. `search` looks in prompts, names and models.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub async fn videos(
        &self,
        filter: Filter,
        search: &str,
        after: Option<VideoId>,
        limit: u32,
    ) -> Result<VideoPage, Error> {
        let (search, limit) = (search.to_owned(), limit.clamp(1, MOST));
        let entries =
            self.core.library.read(move |db| list::page(db, filter, &search, after.as_ref(), limit + 1)).await?;
        Ok(page(&entries, limit, &self.core))
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
    /// `NotFound`; `BadSpec` when there is nothing to try again, or when it changed meanwhile so that it would cost; `OverBudget` when it would pass a limit, and `BeyondLimit`
    /// unless the person `agreed`.
    pub async fn retry(&self, id: &VideoId, agreed: Option<f64>) -> Result<Vec<VideoView>, Error> {
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
            self.hold_to_limits(id, agreed).await?;
        }
        let (answer, answered) = oneshot::channel();
        self.queue.ask(Command::Again(id.clone(), again, answer));
        let ids = answered.await.map_err(|_| closing())??;
        Ok(self.core.views(ids).await?.0)
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

    /// Marks a video as kept, or not.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn keep(&self, id: &VideoId, kept: bool) -> Result<VideoView, Error> {
        let key = id.clone();
        self.core.library.write(move |db| video::set_kept(db, &key, kept)).await?;
        self.core.tell_videos(vec![id.clone()]).await;
        self.video(id).await
    }

    /// Deletes. What the service is still making is never forgotten here.
    ///
    /// # Errors
    /// `NotAllowed` while it is being made, and in the service's own words; `NotFound`; `FolderUnusable`.
    pub async fn delete(&self, id: &VideoId, what: Delete) -> Result<(), Error> {
        self.core.library.must_be_ours()?;
        let key = id.clone();
        let (video, account) = self
            .core
            .library
            .read(move |db| {
                let video = video::by_id(db, &key)?;
                let account = request::by_id(db, &video.request)?.account;
                Ok((video, account))
            })
            .await?;
        if matches!(what, Delete::AtService | Delete::Both)
            && let Some(remote) = &video.remote_id
        {
            // The service's copy may be the only one.
            if video.state.is_under_way() {
                return Err(not_yet());
            }
            self.delete_at_service(remote, &account).await?;
        }
        if matches!(what, Delete::Here | Delete::Both) {
            let (answer, answered) = oneshot::channel();
            self.queue.ask(Command::Remove(id.clone(), answer));
            answered.await.map_err(|_| closing())??;
            // The record is gone by now: a file that stays behind is a nuisance, a record without a file a lie.
            let poster = self.core.library.poster_path(id);
            for file in video.file.map(|f| f.path).into_iter().chain([poster]) {
                if let Err(error) = tokio::fs::remove_file(&file).await
                    && error.kind() != std::io::ErrorKind::NotFound
                {
                    let file = file.display();
                    return Err(Error::new(
                        ErrorCode::FolderUnusable,
                        format!("The file {file} could not be removed: {error}."),
                    ));
                }
            }
        }
        Ok(())
    }

    /// A JPEG of the video's first frame; before it is saved, the photo's thumbnail.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn poster_file(&self, id: &VideoId) -> Result<PathBuf, Error> {
        let poster = self.core.library.poster_path(id);
        if poster.is_file() {
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

    async fn delete_at_service(&self, remote: &str, account: &str) -> Result<(), Error> {
        let session = connected(&self.core)?;
        if session.account != account {
            return Err(Error::new(
                ErrorCode::NotConnected,
                "This video was made with another account. Connect that account to delete it there; nothing was deleted.",
            ));
        }
        let deleted = session.client.videos().delete(&[remote]).await.map_err(|e| to_error(&e))?;
        if deleted.deleted.iter().any(|id| id == remote) {
            return Ok(());
        }
        let words = deleted.kept.into_iter().find_map(|kept| kept.message);
        let says = words.map(|m| format!(" It says: {m}")).unwrap_or_default();
        Err(Error::new(ErrorCode::NotAllowed, format!("Akool did not delete this video; nothing was deleted.{says}")))
    }
}

/// What the queue says of a video that is on its way, too.
pub(crate) fn not_yet() -> Error {
    Error::new(ErrorCode::NotAllowed, "This one is being made and paid for. It can be deleted when it is saved.")
}

fn closing() -> Error {
    Error::new(ErrorCode::Cancelled, "Animato is closing. Nothing was sent.")
}
