//! Bringing the rows of another library into ours: what ours does not have, by id, and never anything that could be sent.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};

use super::photo::PhotoRow;
use super::request::RequestRow;
use super::sound::SoundRow;
use super::video::VideoRow;
use super::{database_error, photo, prompt, request, restore, schema, sound, tag, video};
use crate::error::Error;
use crate::ids::{PhotoId, RequestId, SoundId, VideoId, is_plain};
use crate::spec::Sound;
use crate::state::{RequestState, VideoState};
use crate::view::{Lookup, Preset};

/// Everything of another library that matters here.
#[derive(Debug, Default)]
pub(crate) struct Other {
    pub(crate) photos: Vec<(PhotoRow, String)>,
    pub(crate) sounds: Vec<SoundRow>,
    pub(crate) presets: Vec<Preset>,
    pub(crate) requests: Vec<(RequestRow, Vec<OtherVideo>)>,
}

/// A video of another library.
#[derive(Clone, Debug)]
pub(crate) struct OtherVideo {
    pub(crate) row: VideoRow,
    pub(crate) created_at: i64,
    pub(crate) tags: Vec<String>,
}

/// What of another library ours does not have.
#[derive(Debug, Default)]
pub(crate) struct News {
    pub(crate) other: Other,
    /// Photos and sounds of the other library that ours has under another id.
    photos: HashMap<PhotoId, PhotoId>,
    sounds: HashMap<SoundId, SoundId>,
    /// Videos that ours has.
    pub(crate) known: usize,
    /// Videos that were not sent.
    pub(crate) left_out: usize,
}

/// Reads a copy of another library's database; one of an earlier version is brought up to date on the way.
pub(crate) fn read(copy: &Path, folder: &Path) -> Result<Other, Error> {
    let db = schema::open(copy, true)?;
    let read = || -> rusqlite::Result<Other> {
        let photos = rows(&db, "SELECT id, digest FROM photo ORDER BY created_at, rowid", |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
        })?;
        let photos = photos
            .into_iter()
            .map(|(id, digest)| Ok((photo::by_id(&db, &id.into())?, digest)))
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let (sounds, presets) = (sound::all(&db)?, prompt::presets(&db)?);
        // What was deleted there is none of ours.
        db.execute("DELETE FROM video WHERE deleted_at IS NOT NULL", [])?;
        let ids = rows(&db, "SELECT id FROM request ORDER BY created_at, rowid", |row| row.get::<_, String>(0))?;
        let mut requests = Vec::with_capacity(ids.len());
        for id in ids {
            let request = request::by_id(&db, &id.into())?;
            let videos = video::of_request(&db, &request.id)?.into_iter().map(|mut row| {
                if let Some(file) = &mut row.file {
                    // The copy lies elsewhere: a path seen from the library is one below its own folder.
                    let seen = super::seen_from(&super::folder_of(&db), &file.path).to_owned();
                    file.path = folder.join(seen);
                }
                let created_at = "SELECT created_at FROM video WHERE id = ?1";
                let created_at = db.prepare_cached(created_at)?.query_row([row.id.as_str()], |row| row.get(0))?;
                let tags = tag::of(&db, &row.id)?;
                Ok(OtherVideo { row, created_at, tags })
            });
            let videos = videos.collect::<rusqlite::Result<Vec<_>>>()?;
            requests.push((request, videos));
        }
        Ok(Other { photos, sounds, presets, requests })
    };
    let mut other = read().map_err(|e| database_error(&e))?;
    other.photos.retain(|(row, _)| is_plain(row.view.id.as_str()) && is_plain(&row.extension));
    other.sounds.retain(|sound| is_plain(sound.id.as_str()) && is_plain(&sound.extension));
    other.requests.iter_mut().for_each(|(_, videos)| videos.retain(|video| is_plain(video.row.id.as_str())));
    Ok(other)
}

/// Keeps of another library what ours does not have, as it may come in: what was not sent stays behind, and what may have
/// been sent is not known here.
pub(crate) fn news(db: &Connection, other: Other) -> rusqlite::Result<News> {
    let mut news = News::default();
    for (row, digest) in other.photos {
        let id = row.view.id.clone();
        match photo::by_id(db, &id).optional()?.or(photo::by_digest(db, &digest)?) {
            Some(ours) => drop(news.photos.insert(id, ours.view.id)),
            None => news.other.photos.push((row, digest)),
        }
    }
    for one in other.sounds {
        let ours = match sound::extension(db, &one.id).optional()? {
            Some(_) => Some(one.id.clone()),
            None => sound::by_digest(db, &one.digest)?,
        };
        match ours {
            Some(ours) => drop(news.sounds.insert(one.id, ours)),
            None => news.other.sounds.push(one),
        }
    }
    let ours = prompt::presets(db)?;
    let is_ours = |one: &Preset| ours.iter().any(|other| other.id == one.id || prompt::are_alike(one, other));
    news.other.presets = other.presets.into_iter().filter(|one| !is_ours(one)).collect();
    for (mut request, videos) in other.requests {
        let unsent = matches!(request.state, RequestState::Planned | RequestState::Hosted);
        let mut fresh = Vec::new();
        for video in videos {
            let is_known = match &video.row.remote_id {
                _ if video::by_id(db, &video.row.id).optional()?.is_some() => true,
                Some(remote) => video::is_there(db, remote)?,
                None => false,
            };
            // One with an id of the service's is paid for, whatever its request waits for.
            let stays = unsent && video.row.remote_id.is_none();
            match (is_known, stays) {
                (true, _) => news.known += 1,
                (false, true) => news.left_out += 1,
                (false, false) => fresh.push(video),
            }
        }
        if request.state == RequestState::Sending {
            request.state = RequestState::Unknown;
            request.error = Some(crate::queue::stopped_while_sending());
        } else if unsent {
            request.state = RequestState::Accepted;
        }
        if !fresh.is_empty() {
            news.other.requests.push((request, fresh));
        }
    }
    Ok(news)
}

/// Writes what is new. The files are in their places already; `videos` says where, for those that have one.
pub(crate) fn write(
    db: &Transaction<'_>,
    news: &News,
    videos: &HashMap<VideoId, PathBuf>,
    now: i64,
) -> rusqlite::Result<Vec<VideoId>> {
    for (row, digest) in &news.other.photos {
        photo::insert(db, row, digest, now)?;
    }
    for one in &news.other.sounds {
        sound::insert(db, one, now)?;
    }
    for one in &news.other.presets {
        prompt::save_preset(db, one, now)?;
    }
    let mut added = Vec::new();
    for (request, rows) in &news.other.requests {
        let id = write_request(db, news, request, now)?;
        for OtherVideo { row, created_at, tags } in rows {
            video::insert(db, &row.id, &id, row.slot, *created_at)?;
            let mut row = row.clone();
            row.missing_since = None;
            if let Some(file) = &mut row.file
                && let Some(path) = videos.get(&row.id)
            {
                file.path.clone_from(path);
            }
            // What was on its way to the other library's disk is asked for anew.
            if matches!(row.state, VideoState::Ready | VideoState::Saving) {
                row.state = VideoState::Processing;
                row.url = None;
            }
            video::update(db, &row)?;
            video::set_kept(db, &row.id, row.kept)?;
            tags.iter().try_for_each(|tag| tag::add(db, &row.id, tag))?;
            added.push(row.id);
        }
    }
    if !added.is_empty() {
        restore::settle_in(db)?;
    }
    Ok(added)
}

fn write_request(db: &Transaction<'_>, news: &News, other: &RequestRow, now: i64) -> rusqlite::Result<RequestId> {
    if request::by_id(db, &other.id).optional()?.is_some() {
        return Ok(other.id.clone());
    }
    let mut row = other.clone();
    for photo in std::iter::once(&mut row.photo).chain(&mut row.spec.end_frame) {
        if let Some(ours) = news.photos.get(photo) {
            photo.clone_from(ours);
        }
    }
    if let Sound::File { id } = &mut row.spec.sound
        && let Some(ours) = news.sounds.get(id)
    {
        id.clone_from(ours);
    }
    // A place on the other library's machine.
    row.folder = None;
    restore::stand_in(db, &row.photo, "photo", now)?;
    request::insert(db, &row)?;
    db.execute(
        "UPDATE request SET sent_at = ?2, image_url = ?3, end_url = ?4, sound_url = ?5 WHERE id = ?1",
        params![row.id.as_str(), row.sent_at, row.links.image, row.links.end_frame, row.links.sound],
    )?;
    request::set_error(db, &row.id, row.error.as_ref())?;
    request::set_lookup(db, &row.id, Lookup::default())?;
    Ok(row.id)
}

fn rows<T>(db: &Connection, sql: &str, read: impl Fn(&Row<'_>) -> rusqlite::Result<T>) -> rusqlite::Result<Vec<T>> {
    db.prepare(sql)?.query_map([], |row| read(row))?.collect()
}
