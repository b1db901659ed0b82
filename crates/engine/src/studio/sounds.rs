//! Sound files of the person's, and sound for videos that are there already, through the door.

use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::Studio;
use super::creating::admit;
use super::importing::blocking;
use super::photos::not_written;
use super::service::connected;
use crate::error::{Error, ErrorCode};
use crate::files::write_whole;
use crate::host::HostConfig;
use crate::ids::{PressId, RequestId, SoundId, VideoId, token};
use crate::library::charge;
use crate::library::request::{self, RequestRow};
use crate::library::sound::{self as sound_table, SoundRow};
use crate::library::video::{self, VideoRow};
use crate::photo::{hexadecimal, safe_name};
use crate::queue::Command;
use crate::quote::Facts;
use crate::quote::sound::{Adding, Standing, quote};
use crate::sound::{self, Heard, listen};
use crate::spec::{Sound, Spec};
use crate::state::video::is_overdue;
use crate::state::{RequestState, VideoState};
use crate::view::{Quote, SoundView, VideoView};

impl Studio {
    /// Takes a sound file into the library and listens to it. The same sound twice is one sound. Beside another engine it is
    /// only looked at, as for a quote.
    ///
    /// # Errors
    /// `Unreadable` when it is too large, cannot be read, or is not a sound; when the library cannot be written.
    pub async fn import_sound(&self, path: &Path) -> Result<SoundId, Error> {
        let bytes = read(path).await?;
        let extension = sound::extension(&bytes)?;
        if !self.core.library.is_ours() {
            return SoundId::fresh();
        }
        let (digest, bytes) = blocking(move || (hexadecimal(&Sha256::digest(&bytes)), bytes)).await?;
        let key = digest.clone();
        let known = self.core.library.read(move |db| sound_table::by_digest(db, &key)).await?;
        let id = known.map_or_else(SoundId::fresh, Ok)?;
        let target = self.core.library.sound_path(&id, extension);
        let file = target.clone();
        // A sound whose file was deleted by hand gets it back.
        let keep = move || {
            if !file.is_file() {
                write_whole(&file, &bytes).map_err(|e| not_written(&e))?;
            }
            Ok::<_, Error>(listen(&file))
        };
        let heard = blocking(keep).await??;
        let name = path.file_name().map(|name| safe_name(&name.to_string_lossy())).unwrap_or_default();
        let row = SoundRow { id: id.clone(), digest, extension: extension.to_owned(), name, heard: Some(heard) };
        let now = self.core.clock.now();
        let keep = move |db: &rusqlite::Transaction<'_>| match sound_table::by_digest(db, &row.digest)? {
            Some(known) => Ok(known),
            None => sound_table::insert(db, &row, now).map(|()| row.id),
        };
        let kept = self.core.library.write(keep).await?;
        if kept != id {
            // Another import brought the same sound meanwhile. A file that stays takes room, and does nothing else.
            let _ = std::fs::remove_file(target);
        }
        Ok(kept)
    }

    /// A sound of the library. One that was taken before anybody listened is listened to now.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn sound(&self, id: &SoundId) -> Result<SoundView, Error> {
        let key = id.clone();
        let row = self.core.library.read(move |db| sound_table::by_id(db, &key)).await?;
        let heard = match row.heard {
            Some(heard) => heard,
            None => self.listen_now(id, &row.extension).await?,
        };
        let peaks = heard.peaks.iter().map(|peak| f32::from(*peak) / 255.0).collect();
        Ok(SoundView { id: row.id, name: row.name, seconds: heard.seconds, peaks })
    }

    /// A sound's file.
    ///
    /// # Errors
    /// `NotFound`, also when the file is missing.
    pub async fn sound_file(&self, id: &SoundId) -> Result<PathBuf, Error> {
        let key = id.clone();
        let extension = self.core.library.read(move |db| sound_table::extension(db, &key)).await?;
        let file = self.core.library.sound_path(id, &extension);
        let missing = || Error::new(ErrorCode::NotFound, "The sound's file is not in the library any more.");
        if file.is_file() { Ok(file) } else { Err(missing()) }
    }

    /// What adding or replacing the sound of a video would cost, and what speaks against it. Asks nobody.
    ///
    /// # Errors
    /// `NotFound`, `BadSpec` without a sound.
    pub async fn quote_sound(&self, id: &VideoId, sound: &Sound) -> Result<Quote, Error> {
        is_one(sound)?;
        let (video, request) = self.video_and_request(id).await?;
        self.quote_adding(&video, &request, sound, None, None).await
    }

    /// Adds or replaces the sound of a finished video: a new video of the service's.
    ///
    /// # Errors
    /// `BadSpec` without a sound, `NotFound`, `Gone` for a video that the service does not have, `NotConnected`, `NoHost`,
    /// `NoCredits`; `OverBudget`, and `BeyondLimit` unless the person `agreed`.
    pub async fn add_sound(&self, id: &VideoId, sound: Sound, agreed: Option<f64>) -> Result<VideoView, Error> {
        self.add_sound_within(id, sound, None, agreed).await
    }

    /// The same, for `max` credits at most.
    ///
    /// # Errors
    /// As for [`Self::add_sound`]; `OverBudget` when it may cost more than `max`, whatever the person `agreed` to.
    pub async fn add_sound_within(
        &self,
        id: &VideoId,
        sound: Sound,
        max: Option<f64>,
        agreed: Option<f64>,
    ) -> Result<VideoView, Error> {
        self.core.library.must_be_ours()?;
        is_one(&sound)?;
        connected(&self.core)?;
        let _admitted = self.core.admission.lock().await;
        let (video, request) = self.video_and_request(id).await?;
        let quote = self.quote_adding(&video, &request, &sound, max, None).await?;
        admit(&quote.objections, quote.total, agreed)?;
        let (new, made, now) = (RequestId::fresh()?, VideoId::fresh()?, self.core.clock.now());
        let row = RequestRow {
            id: new,
            press: PressId::fresh()?,
            spec: Spec { sound, count: 1, ..request.spec.clone() },
            state: RequestState::Planned,
            created_at: now,
            token: token()?,
            sound_for: video.remote_id,
            ..request
        };
        let fresh = made.clone();
        self.core
            .library
            .write(move |db| {
                request::insert(db, &row)?;
                video::insert(db, &fresh, &row.id, 0, now)
            })
            .await?;
        self.queue.ask(Command::Wake);
        self.core.tell_videos(vec![made.clone()]).await;
        self.video(&made).await
    }

    /// `max`: credits that it may cost. `without`: a request that is to be sent once more, and so is not under way besides.
    pub(super) async fn quote_adding(
        &self,
        video: &VideoRow,
        request: &RequestRow,
        sound: &Sound,
        max: Option<f64>,
        without: Option<RequestId>,
    ) -> Result<Quote, Error> {
        let seconds = request.spec.seconds;
        let account = request.account.clone();
        let charged = self.core.library.read(move |db| charge::of_sound(db, &account, seconds)).await?;
        let spent = self.known(&request.spec, without).await?.spent;
        let session = self.core.session();
        let uploader = session.as_ref().and_then(|session| session.uploader.as_ref());
        let host_objection = session.as_ref().and_then(|session| session.host_objection());
        let standing = match &session {
            Some(session) if session.account != request.account => Standing::OtherAccount,
            _ => standing(video, self.core.clock.now()),
        };
        let facts = Facts {
            connected: session.is_some(),
            // A sound file has no link of its own.
            hosted: uploader.is_some_and(|uploader| !matches!(uploader.config(), HostConfig::Link)),
            host_objection: host_objection.as_deref(),
            balance: self.core.standing().balance,
            charged,
            max_credits: max,
            limits: self.core.limits(),
            spent,
            ..Facts::default()
        };
        let is_file = matches!(sound, Sound::File { .. });
        Ok(quote(Adding { seconds, is_file, had_sound: request.spec.sound != Sound::None, standing }, &facts))
    }

    async fn video_and_request(&self, id: &VideoId) -> Result<(VideoRow, RequestRow), Error> {
        let key = id.clone();
        let read = move |db: &rusqlite::Connection| {
            let video = video::by_id(db, &key)?;
            let request = request::by_id(db, &video.request)?;
            Ok((video, request))
        };
        self.core.library.read(read).await
    }

    async fn listen_now(&self, id: &SoundId, extension: &str) -> Result<Heard, Error> {
        let file = self.core.library.sound_path(id, extension);
        let heard = blocking(move || listen(&file)).await?;
        if self.core.library.is_ours() {
            let (key, kept) = (id.clone(), heard.clone());
            self.core.library.write(move |db| sound_table::set_heard(db, &key, &kept)).await?;
        }
        Ok(heard)
    }
}

/// Whether the service has a video, as far as that is known here.
fn standing(video: &VideoRow, now: i64) -> Standing {
    let is_kept = video.remote_id.is_some() && !is_overdue(video.accepted_at, now);
    match video.state {
        VideoState::Waiting | VideoState::Queued | VideoState::Processing => Standing::NotYet,
        VideoState::Ready | VideoState::Saving | VideoState::Saved if is_kept => Standing::There,
        _ => Standing::NoLonger,
    }
}

fn is_one(sound: &Sound) -> Result<(), Error> {
    match sound {
        Sound::None => Err(Error::new(ErrorCode::BadSpec, "Choose a sound first. Nothing was sent.")),
        _ => Ok(()),
    }
}

async fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let unreadable = |e: &dyn std::fmt::Display| {
        let file = path.display();
        Error::new(ErrorCode::Unreadable, format!("The sound {file} cannot be read: {e}. Nothing was sent."))
    };
    let facts = tokio::fs::metadata(path).await.map_err(|e| unreadable(&e))?;
    if !facts.is_file() || facts.len() > sound::MOST_BYTES {
        return Err(unreadable(&"it is not a file of at most 64 MB"));
    }
    tokio::fs::read(path).await.map_err(|e| unreadable(&e))
}
