//! Deleting videos: for good, or so that it can be undone for a while.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::sync::oneshot;

use super::service::connected;
use super::videos::{closing, not_yet};
use super::{Delete, Studio};
use crate::error::{Error, ErrorCode};
use crate::ids::VideoId;
use crate::library::request;
use crate::library::video::{self, VideoRow};
use crate::queue::{Command, Forget, part_of, to_error};
use crate::recipe::Recipe;
use crate::save::part;
use crate::save::poster::Size;
use crate::state::VideoState;

impl Studio {
    /// Deletes these on this machine, in a way that [`Studio::restore`] undoes for as long as `Pace::undo` says: then, and
    /// when the program ends, their files and rows are gone for good. What was not yet sent is not sent meanwhile, nor are the
    /// other videos of its request. All of them or none.
    ///
    /// What the service never told the place of in the 7 days for which it keeps files goes only after it was asked for once more
    /// in vain; it comes back if it is there after all, and when the program ends before.
    ///
    /// # Errors
    /// `NotAllowed` while one of them is being made, and not that late; `NotFound`.
    pub async fn discard(&self, ids: &[VideoId]) -> Result<(), Error> {
        self.core.library.must_be_ours()?;
        let (answer, answered) = oneshot::channel();
        self.queue.ask(Command::Discard(ids.to_vec(), answer));
        let deleted_at = answered.await.map_err(|_| closing())??;
        // Nothing that waits here keeps the library open.
        let (core, queue, running) =
            (Arc::downgrade(&self.core), Arc::downgrade(&self.queue), Arc::downgrade(&self.running));
        let purging = Arc::clone(&self.purging);
        let (mut ids, undo) = (ids.to_vec(), self.core.pace.undo);
        tokio::spawn(async move {
            while !ids.is_empty() {
                tokio::time::sleep(undo).await;
                // The end of the program waits for this turn, and in it the library is let go again.
                let _turn = Arc::clone(&purging).lock_owned().await;
                let (Some(core), Some(queue), Some(running)) = (core.upgrade(), queue.upgrade(), running.upgrade())
                else {
                    return;
                };
                let studio = Studio { core, queue, running, purging: Arc::clone(&purging) };
                ids = studio.purge(ids, Some(deleted_at)).await;
            }
        });
        Ok(())
    }

    /// Undoes [`Studio::discard`].
    ///
    /// # Errors
    /// `NotFound` where it is too late for one of them.
    pub async fn restore(&self, ids: &[VideoId]) -> Result<(), Error> {
        let back = ids.to_vec();
        self.core
            .library
            .write(move |db| {
                back.iter().try_for_each(|id| video::by_id(db, id).and_then(|_| video::set_deleted(db, id, None)))
            })
            .await?;
        self.core.tell_videos(ids.to_vec()).await;
        // What was not yet sent waited for this.
        self.queue.ask(Command::Wake);
        Ok(())
    }

    /// Removes everything that was deleted and not restored.
    pub(super) async fn purge_all(&self) {
        if self.core.library.is_ours() {
            let deleted = self.core.library.read(video::deleted).await;
            self.purge(deleted.unwrap_or_default(), None).await;
        }
    }

    /// Removes those of these that are still deleted, if at this moment; then those are left, and told, that are overdue and may
    /// come after all. Without a moment they are restored: nobody would ask for them.
    async fn purge(&self, ids: Vec<VideoId>, at: Option<i64>) -> Vec<VideoId> {
        let mut left = Vec::new();
        for id in ids {
            let key = id.clone();
            let Ok(video) = self.core.library.read(move |db| video::by_id(db, &key)).await else { continue };
            // One that came back and was deleted once more has its own time.
            if video.deleted_at.is_none_or(|deleted| at.is_some_and(|at| at != deleted)) {
                continue;
            }
            let may_come = video.is_overdue(self.core.clock.now());
            let which = if at.is_some() { Forget::GivenUp } else { Forget::Discarded };
            match self.forget(video, which).await {
                Ok(()) => {}
                Err(error) if error.code == ErrorCode::NotAllowed && may_come && at.is_some() => left.push(id),
                // It was restored just now, may come after all, or is being made again with the others of its request: nothing
                // that is paid for is hidden.
                Err(error) if error.code == ErrorCode::NotAllowed => {
                    if let Err(error) = self.restore(&[id]).await {
                        tracing::warn!(%error, "a video that is being made stays hidden until the next start");
                    }
                }
                Err(error) => tracing::warn!(%error, video = %id, "what was deleted could not be removed"),
            }
        }
        left
    }

    /// Deletes for good. What the service is still making is never forgotten here.
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
            self.forget(video, Forget::Any).await?;
        }
        Ok(())
    }

    /// Removes a video's row, and then its files: a file that stays behind is a nuisance, a row without a file a lie.
    async fn forget(&self, video: VideoRow, which: Forget) -> Result<(), Error> {
        let part = self.part_of(&video).await?;
        let (answer, answered) = oneshot::channel();
        self.queue.ask(Command::Remove(video.id.clone(), which, answer));
        answered.await.map_err(|_| closing())??;
        if let Some(part) = part {
            part::discard(&part);
        }
        let posters = Size::ALL.map(|size| self.core.library.poster_path(&video.id, size));
        // Of what is not saved any more only the entry goes: that its file is on a disk that was away is no reason to remove it.
        let file = video.file.filter(|_| video.state == VideoState::Saved).map(|file| file.path);
        let recipe = file.as_deref().map(Recipe::beside).filter(|beside| is_recipe(beside));
        for file in file.into_iter().chain(posters).chain(recipe) {
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
        Ok(())
    }

    /// Where what is not saved may be unfinished. It is to be looked up before the rows are gone.
    async fn part_of(&self, video: &VideoRow) -> Result<Option<PathBuf>, Error> {
        if video.state == VideoState::Saved {
            return Ok(None);
        }
        let key = video.request.clone();
        let folder = self.core.library.read(move |db| request::by_id(db, &key)).await?.folder;
        Ok(Some(part_of(&folder.unwrap_or_else(|| self.core.videos_folder()), video)))
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

/// A file beside a video that somebody else wrote is none of ours.
fn is_recipe(file: &Path) -> bool {
    std::fs::read(file).is_ok_and(|text| Recipe::read(&text).is_some())
}
