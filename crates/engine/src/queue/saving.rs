//! Bringing finished videos onto the disk, three at a time, the one that expires first first.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};
use tokio::time::Instant;
use url::Url;

use super::hearing::{not_there, of_saved};
use super::polling::Asking;
use super::{Done, Outlook, Queue, Work};
use crate::core::Core;
use crate::crash::{self, Moment};
use crate::error::{Error, ErrorCode, Spent};
use crate::ids::VideoId;
use crate::library::video::{self, FileRow, VideoRow};
use crate::library::{effect, list};
use crate::recipe::Recipe;
use crate::save::pattern::Facts;
use crate::save::poster::{self, Size};
use crate::save::{Download, SaveError, SaveLimits, SavedFile, Saver};
use crate::session::Session;
use crate::state::video::is_overdue;
use crate::state::{VideoEvent, VideoState};
use crate::view::Event;

/// Downloads at the same time.
const AT_ONCE: usize = 3;

/// Links that are not safe to open, one after the other, after which only a person can help. It is asked on, seldom.
const UNSAFE_LINKS: u32 = 4;

/// So many fresh links are tried before a video that is older than the service keeps files counts as deleted there.
const FRESH_LINKS: u32 = 2;

/// Failures between two times that the service is asked for a link that may be wrong: some minutes, at the longest waits.
const SELDOM: u32 = 8;

impl Queue {
    pub(super) async fn fill_saving(&mut self, session: &Arc<Session>, outlook: &mut Outlook) -> Result<(), Error> {
        let account = session.account.clone();
        let ready = self
            .core
            .library
            .read(move |db| video::in_states(db, &account, [VideoState::Ready, VideoState::Saving]))
            .await?;
        for video in ready {
            let is_flying = self.is_being_saved(&video.id);
            // It is paid for: no trouble that may pass makes the queue give it up.
            let is_due = self.rests.is_due(video.id.as_str(), u32::MAX, outlook);
            if is_flying || !is_due || self.flying(|work| matches!(work, Work::Save(_))) >= AT_ONCE {
                continue;
            }
            if video.state == VideoState::Ready {
                self.change_video(&video.id, Some(VideoEvent::Fetching), |_, _, _| Ok(())).await?;
                crash::at(Moment::Fetching);
            }
            let (core, saver, is_local) = (self.core.clone(), self.core.way().saver, session.is_local);
            self.start(Work::Save(video.id.clone()), session, async move {
                Done::Saved(save(&core, &saver, video, is_local).await)
            });
        }
        Ok(())
    }

    pub(super) fn is_being_saved(&self, id: &VideoId) -> bool {
        self.is_flying(|work| *work == Work::Save(id.clone()))
    }

    pub(super) async fn saved(&mut self, id: VideoId, result: Result<SavedFile, SaveError>) -> Result<(), Error> {
        match result {
            Ok(file) => {
                self.rests.clear(id.as_str());
                self.dead_links.remove(&id);
                let file = FileRow {
                    path: file.path,
                    bytes: file.bytes,
                    width: file.media.width,
                    height: file.media.height,
                    seconds: file.media.seconds,
                    has_sound: file.media.has_sound,
                };
                let now = self.core.clock.now();
                self.change_video(&id, Some(VideoEvent::Kept), move |db, _, video| {
                    video.file = Some(file);
                    video.saved_at = Some(now);
                    video.error = None;
                    // What was deleted because it did not come is here after all.
                    video::set_deleted(db, &video.id, None)
                })
                .await?;
                crash::at(Moment::Saved);
                Ok(())
            }
            Err(error) => self.not_saved(id, &error).await,
        }
    }

    async fn not_saved(&mut self, id: VideoId, error: &SaveError) -> Result<(), Error> {
        tracing::warn!(video = %id, %error, "not saved yet");
        let key = id.clone();
        let video = self.core.library.read(move |db| video::by_id(db, &key)).await?;
        let is_old = is_overdue(video.accepted_at, self.core.clock.now());
        let failures = self.rests.times(id.as_str());
        // Many stores say of a file that is deleted that it is forbidden.
        let is_away = matches!(error, SaveError::Expired { .. } | SaveError::LinkRefused { .. });
        let dead = self.dead_links.remove(&id).unwrap_or_default() + 1;
        if is_away && is_old && dead > FRESH_LINKS {
            let event = of_saved(&video, VideoEvent::Deleted);
            return self
                .change_video(&id, Some(event), move |_, _, video| {
                    if event == VideoEvent::OnlySaved {
                        video.error = Some(not_there());
                    }
                    Ok(())
                })
                .await;
        }
        if is_away {
            self.dead_links.insert(id.clone(), dead);
        }
        let held = held(error);
        let event = asks_anew(error, failures).then_some(VideoEvent::LinkLost);
        match error {
            // It would fill the disk again and again.
            SaveError::TooLarge { .. } => self.rests.stop(id.as_str()),
            error if error.retryable() || event.is_some() => self.rests.add(id.as_str(), &self.core.pace, None),
            _ => self.rests.add_for_person(id.as_str(), &self.core.pace),
        }
        if event.is_some() {
            self.polls.insert(id.clone(), Asking::at(Instant::now() + self.core.pace.backoff));
        }
        self.change_video(&id, event, move |_, _, video| {
            video.error = Some(held);
            Ok(())
        })
        .await
    }
}

/// Whether the service is asked for the link again after so many failures in a row: always where the link is at fault, and now
/// and then where it may be. The service may have told a wrong one, or have moved the video to another server since.
fn asks_anew(error: &SaveError, failures: u32) -> bool {
    match error {
        SaveError::Expired { .. } => true,
        SaveError::UnsafeLink { .. } => failures < UNSAFE_LINKS || failures.is_multiple_of(SELDOM),
        SaveError::Offline { .. } | SaveError::ServerTrouble { .. } | SaveError::Idle { .. } => {
            failures % SELDOM == SELDOM - 1
        }
        error => error.needs_new_url(),
    }
}

async fn save(core: &Core, saver: &Saver, video: VideoRow, is_local: bool) -> Result<SavedFile, SaveError> {
    let unsafe_link = || SaveError::UnsafeLink { why: "it is not an address" };
    let url = video.url.as_deref().and_then(|url| Url::parse(url).ok()).ok_or_else(unsafe_link)?;
    let key = video.id.clone();
    let (entry, effect, [date, time]) = core
        .library
        .read(move |db| {
            let entry = list::entry(db, &key)?;
            let code = entry.request.spec.effect.as_deref();
            let effect = code.map_or(Ok(String::new()), |code| effect::name(db, &entry.request.account, code))?;
            let pressed = list::local_time(db, entry.request.created_at)?;
            Ok((entry, effect, pressed))
        })
        .await
        .map_err(|e| SaveError::Io(std::io::Error::other(e)))?;
    let (request, names) = (&entry.request, core.names());
    let folder = request.folder.clone().unwrap_or_else(|| core.videos_folder());
    let (mark, part) = (mark(&video), part_of(&folder, &video));
    let stem = names.pattern.stem(&Facts {
        photo: &entry.photo_name,
        prompt: &request.spec.prompt,
        effect: &effect,
        model: &request.model_label,
        resolution: &request.spec.resolution,
        seconds: request.spec.seconds,
        date: &date,
        time: &time,
        id: &mark,
    });
    let recipe = names.with_settings.then(|| Recipe::of(&entry));
    let tail = recipe.as_ref().and_then(|recipe| recipe.tail().ok());
    let saved = match saver.adopt(&folder.join(format!("{stem}.mp4")), &part).await {
        Some(saved) => saved,
        None => {
            let id = video.id.clone();
            let tell = move |done, total| core.tell(Event::Progress { video: id.clone(), done, total });
            // Room for the database and the posters; the videos themselves may fill the disk.
            let limits = SaveLimits { min_free_space: 1 << 20, ..SaveLimits::default() };
            let download = Download {
                url: &url,
                folder: &folder,
                file_stem: &stem,
                part: &part,
                tail: tail.as_deref(),
                allow_loopback: is_local,
                limits,
            };
            saver.save(&download, &tell).await?
        }
    };
    crash::at(Moment::Placed);
    if let Some(recipe) = recipe {
        keep_recipe(&recipe, &saved.path, &part.with_extension("recipe"));
    }
    keep_posters(Size::ALL.map(|size| core.library.poster_path(&video.id, size)), saved.path.clone()).await;
    Ok(saved)
}

/// Where a video is unfinished until it is saved.
pub(crate) fn part_of(folder: &Path, video: &VideoRow) -> PathBuf {
    folder.join(format!(".{}-{}.part", video.id, mark(video)))
}

/// Eight letters that the service's video and ours share with no other: one that was made again is another file, and never
/// taken for the one before.
fn mark(video: &VideoRow) -> String {
    let name = format!("{} {}", video.id, video.remote_id.as_deref().unwrap_or_default());
    Sha256::digest(name).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

/// Writes the settings beside a video, never over a file that was there. A video without them is a video. What a crash leaves
/// of it has a name that the next attempt writes over.
fn keep_recipe(recipe: &Recipe, video: &Path, unfinished: &Path) {
    let beside = Recipe::beside(video);
    let written = match recipe.text() {
        Ok(_) if beside.exists() => Ok(()),
        Ok(text) => std::fs::write(unfinished, text).and_then(|()| std::fs::rename(unfinished, &beside)),
        Err(error) => Err(error.into()),
    };
    if let Err(error) = written {
        tracing::warn!(%error, "the settings could not be written beside a video");
    }
}

/// Without a poster the photo stands in for it: no reason to call a saved video not saved.
async fn keep_posters([large, small]: [PathBuf; 2], video: PathBuf) {
    let made = tokio::task::spawn_blocking(move || {
        let posters = poster::posters(&video).map_err(|e| e.to_string())?;
        let write = |path: &Path, jpeg: &[u8]| crate::files::write_whole(path, jpeg).map_err(|e| e.to_string());
        write(&small, &posters.small).and_then(|()| write(&large, &posters.large))
    });
    if let Err(error) = made.await.map_err(|e| e.to_string()).and_then(|made| made) {
        tracing::warn!(%error, "no poster");
    }
}

/// What keeps a video from being saved. It is made and paid for, and the service keeps it for 7 days.
fn held(error: &SaveError) -> Error {
    let (code, remedy) = match error {
        SaveError::DiskFull { .. } => (ErrorCode::DiskFull, "Make room; it is saved as soon as there is."),
        SaveError::FolderUnusable { .. } | SaveError::Io(_) => {
            (ErrorCode::FolderUnusable, "Mend it; the video is saved as soon as it can be.")
        }
        SaveError::UnsafeLink { .. } => (ErrorCode::UnsafeLink, "It was not opened. Look for the video at Akool."),
        SaveError::TooLarge { .. } => (ErrorCode::DownloadBroken, "Look for the video at Akool."),
        SaveError::Offline { .. } | SaveError::Idle { .. } | SaveError::ServerTrouble { .. } => {
            (ErrorCode::Offline, "It is tried again by itself.")
        }
        _ => (ErrorCode::DownloadBroken, "It is fetched again by itself."),
    };
    Error::new(code, format!("{error} {remedy} The video is paid for and nothing more is charged.")).spent(Spent::Yes)
}
