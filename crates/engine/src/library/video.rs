//! Rows of videos: one result each, known before the service knows it.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, Row, params};

use crate::error::Error;
use crate::ids::{RequestId, VideoId};
use crate::state::VideoState;
use crate::state::video::is_overdue;

/// As many as the service's list of recent jobs is looked through for.
const MARKS: u32 = 1000;

/// One video.
#[derive(Clone, Debug)]
pub(crate) struct VideoRow {
    pub(crate) id: VideoId,
    pub(crate) request: RequestId,
    /// Its place among the videos of its request, from 0.
    pub(crate) slot: u32,
    pub(crate) state: VideoState,
    pub(crate) remote_id: Option<String>,
    pub(crate) accepted_at: Option<i64>,
    /// Since when the results do not name it.
    pub(crate) missing_since: Option<i64>,
    pub(crate) url: Option<String>,
    pub(crate) credits: Option<f64>,
    pub(crate) error: Option<Error>,
    pub(crate) file: Option<FileRow>,
    pub(crate) saved_at: Option<i64>,
    pub(crate) kept: bool,
    /// When the person deleted it; until it is gone for good, that can be undone.
    pub(crate) deleted_at: Option<i64>,
}

impl VideoRow {
    /// The service, which took it longer ago than it keeps files, never said where it is. What was told to be somewhere, or was
    /// saved before, can be waited for.
    pub(crate) fn is_overdue(&self, now: i64) -> bool {
        let is_untold = matches!(self.state, VideoState::Queued | VideoState::Processing) && self.url.is_none();
        is_untold && self.file.is_none() && is_overdue(self.accepted_at, now)
    }
}

/// A saved file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FileRow {
    pub(crate) path: PathBuf,
    pub(crate) bytes: u64,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) seconds: f64,
    pub(crate) has_sound: bool,
}

/// Writes a new video that waits for its request.
pub(crate) fn insert(db: &Connection, id: &VideoId, request: &RequestId, slot: u32, now: i64) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO video (id, request, slot, sequence, state, created_at)
         VALUES (?1, ?2, ?3, (SELECT coalesce(max(sequence), 0) + 1 FROM video), 'waiting', ?4)",
    )?
    .execute(params![id.as_str(), request.as_str(), slot, now])?;
    Ok(())
}

/// A video by its id.
pub(crate) fn by_id(db: &Connection, id: &VideoId) -> rusqlite::Result<VideoRow> {
    db.prepare_cached("SELECT * FROM video WHERE id = ?1")?.query_row([id.as_str()], reader(db))
}

/// The videos of a request, by their places.
pub(crate) fn of_request(db: &Connection, request: &RequestId) -> rusqlite::Result<Vec<VideoRow>> {
    db.prepare_cached("SELECT * FROM video WHERE request = ?1 ORDER BY slot")?
        .query_map([request.as_str()], reader(db))?
        .collect()
}

/// How many videos of a request the service has given no id: those that go when it is sent again.
pub(crate) fn unsent(db: &Connection, request: &RequestId) -> rusqlite::Result<usize> {
    db.prepare_cached("SELECT count(*) FROM video WHERE request = ?1 AND remote_id IS NULL")?
        .query_row([request.as_str()], |row| row.get::<_, u32>(0))
        .map(|count| usize::try_from(count).unwrap_or(usize::MAX))
}

/// The videos of an account in one of two states, the first accepted first.
pub(crate) fn in_states(db: &Connection, account: &str, states: [VideoState; 2]) -> rusqlite::Result<Vec<VideoRow>> {
    db.prepare_cached(
        "SELECT video.* FROM video JOIN request ON request.id = video.request
         WHERE request.account = ?1 AND video.state IN (?2, ?3) ORDER BY video.accepted_at, video.sequence",
    )?
    .query_map(params![account, states[0].name(), states[1].name()], reader(db))?
    .collect()
}

/// Writes back everything about a video that can change, except what the person says of it.
pub(crate) fn update(db: &Connection, v: &VideoRow) -> rusqlite::Result<()> {
    let error = v.error.as_ref().map(super::json).transpose()?;
    let file = v.file.as_ref();
    let folder = super::folder_of(db);
    db.prepare_cached(
        "UPDATE video SET state = ?2, remote_id = ?3, accepted_at = ?4, missing_since = ?5, url = ?6, credits = ?7,
         error = ?8, path = ?9, bytes = ?10, width = ?11, height = ?12, seconds = ?13, has_sound = ?14, request = ?15,
         slot = ?16, saved_at = ?17 WHERE id = ?1",
    )?
    .execute(params![
        v.id.as_str(),
        v.state.name(),
        v.remote_id,
        v.accepted_at,
        v.missing_since,
        v.url,
        v.credits,
        error,
        file.map(|f| super::seen_from(&folder, &f.path).to_string_lossy().into_owned()),
        file.map(|f| i64::try_from(f.bytes).unwrap_or(i64::MAX)),
        file.map(|f| f.width),
        file.map(|f| f.height),
        file.map(|f| f.seconds),
        file.map(|f| f.has_sound),
        v.request.as_str(),
        v.slot,
        v.saved_at,
    ])?;
    // What it cost is known for longer than the video itself.
    if v.remote_id.is_some() { super::charge::keep(db, &v.id) } else { Ok(()) }
}

/// Whether there is a video with this id of the service's.
pub(crate) fn is_there(db: &Connection, remote_id: &str) -> rusqlite::Result<bool> {
    db.prepare_cached("SELECT EXISTS (SELECT 1 FROM video WHERE remote_id = ?1)")?
        .query_row([remote_id], |row| row.get(0))
}

/// Whether the service's id belongs, or belonged, to a video in the library: its charge is known for longer than itself.
pub(crate) fn is_known(db: &Connection, remote_id: &str) -> rusqlite::Result<bool> {
    db.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM video WHERE remote_id = ?1) OR EXISTS (SELECT 1 FROM charge WHERE remote_id = ?1)",
    )?
        .query_row([remote_id], |row| row.get(0))
}

/// By what a video that the service took can be known in its list.
#[derive(Clone, Debug)]
pub(crate) struct MarkRow {
    pub(crate) remote_id: String,
    /// The token of its request.
    pub(crate) token: String,
    /// Its picture's address.
    pub(crate) link: String,
    pub(crate) accepted_at: Option<i64>,
}

/// The marks of an account's newest videos.
pub(crate) fn marks(db: &Connection, account: &str) -> rusqlite::Result<Vec<MarkRow>> {
    db.prepare_cached(
        "SELECT video.remote_id, request.token, request.image_url, video.accepted_at FROM video JOIN request ON request.id = video.request
         WHERE request.account = ?1 AND video.remote_id IS NOT NULL AND request.image_url IS NOT NULL
         AND request.sound_for IS NULL ORDER BY video.sequence DESC LIMIT ?2",
    )?
    .query_map(params![account, MARKS], |row| {
        Ok(MarkRow { remote_id: row.get(0)?, token: row.get(1)?, link: row.get(2)?, accepted_at: row.get(3)? })
    })?
    .collect()
}

/// Sets the person's mark.
pub(crate) fn set_kept(db: &Connection, id: &VideoId, kept: bool) -> rusqlite::Result<()> {
    db.prepare_cached("UPDATE video SET kept = ?2 WHERE id = ?1")?.execute(params![id.as_str(), kept])?;
    Ok(())
}

/// Deletes a video in a way that can be undone, or undoes it.
pub(crate) fn set_deleted(db: &Connection, id: &VideoId, deleted_at: Option<i64>) -> rusqlite::Result<()> {
    db.prepare_cached("UPDATE video SET deleted_at = ?2 WHERE id = ?1")?.execute(params![id.as_str(), deleted_at])?;
    Ok(())
}

/// What the person deleted and is not gone for good.
pub(crate) fn deleted(db: &Connection) -> rusqlite::Result<Vec<VideoId>> {
    db.prepare_cached("SELECT id FROM video WHERE deleted_at IS NOT NULL ORDER BY deleted_at")?
        .query_map([], |row| row.get::<_, String>(0).map(VideoId::from))?
        .collect()
}

/// Removes a video's row.
pub(crate) fn remove(db: &Connection, id: &VideoId) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM video WHERE id = ?1")?.execute([id.as_str()])?;
    Ok(())
}

/// Reads a row; a path that is seen from the library is told in full.
fn reader(db: &Connection) -> impl Fn(&Row<'_>) -> rusqlite::Result<VideoRow> + use<> {
    let folder = super::folder_of(db);
    move |row| read(row, &folder)
}

fn read(row: &Row<'_>, folder: &Path) -> rusqlite::Result<VideoRow> {
    let path: Option<String> = row.get("path")?;
    let file = match path {
        Some(path) => Some(FileRow {
            path: folder.join(path),
            bytes: row.get::<_, i64>("bytes")?.try_into().unwrap_or(0),
            width: row.get("width")?,
            height: row.get("height")?,
            seconds: row.get("seconds")?,
            has_sound: row.get("has_sound")?,
        }),
        None => None,
    };
    Ok(VideoRow {
        id: row.get::<_, String>("id")?.into(),
        request: row.get::<_, String>("request")?.into(),
        slot: row.get("slot")?,
        state: VideoState::by_name(&row.get::<_, String>("state")?).unwrap_or(VideoState::Gone),
        remote_id: row.get("remote_id")?,
        accepted_at: row.get("accepted_at")?,
        missing_since: row.get("missing_since")?,
        url: row.get("url")?,
        credits: row.get("credits")?,
        error: super::from_json_or_null(row, "error")?,
        file,
        saved_at: row.get("saved_at")?,
        kept: row.get("kept")?,
        deleted_at: row.get("deleted_at")?,
    })
}
