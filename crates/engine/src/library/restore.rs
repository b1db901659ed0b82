//! Adding to a database what the records know and its rows do not. Nothing that comes from a record is ever sent.

use std::fs;
use std::path::Path;

use bytes::Bytes;
use rusqlite::{Connection, OptionalExtension as _, params};
use sha2::{Digest as _, Sha256};

use super::photo::PhotoRow;
use super::request::{Links, RequestRow};
use super::video::FileRow;
use super::{photo, request, tag, video};
use crate::error::{Error, ErrorCode, Spent};
use crate::ids::{PhotoId, RequestId, is_plain};
use crate::photo::{Limits, hexadecimal, thumbnail};
use crate::record::Record;
use crate::state::RequestState;
use crate::view::{Lookup, PhotoView, Picture};

/// Adds the photos whose files are there and whose rows are not.
pub(crate) fn photos(db: &Connection, folder: &Path, names: &[Record], now: i64) -> rusqlite::Result<usize> {
    let mut added = 0;
    for entry in fs::read_dir(folder.join("photos")).into_iter().flatten().flatten() {
        let path = entry.path();
        let Some(id) = path.file_stem().and_then(|stem| stem.to_str()).filter(|stem| is_plain(stem)) else { continue };
        let id = PhotoId::from(id);
        let name = names.iter().find(|record| record.photo.id == id).map(|record| record.photo.name.as_str());
        if photo::by_id(db, &id).optional()?.is_none()
            && let Some((row, digest)) = of_file(folder, &path, &id, name)
            && photo::by_digest(db, &digest)?.is_none()
        {
            photo::insert(db, &row, &digest, now)?;
            added += 1;
        }
    }
    Ok(added)
}

/// Adds what the records tell that the rows do not know. Says how many videos that concerns. A record that contradicts the
/// rows is passed over: it must not keep the others from coming back.
pub(crate) fn videos(db: &Connection, records: &[Record], now: i64) -> rusqlite::Result<usize> {
    let mut added = 0;
    for record in records.iter().filter(|record| is_plain(record.id.as_str())) {
        let row = match video::by_id(db, &record.id).optional()? {
            Some(video) => Some((request::by_id(db, &video.request)?, video)),
            None => None,
        };
        let is_news = match (&row, &record.remote_id) {
            (Some((request, video)), _) => record.is_news(video, request),
            // A look-up may have found it for another row.
            (None, Some(remote)) => !video::is_there(db, remote)?,
            (None, None) => true,
        };
        if !is_news {
            continue;
        }
        let change = || {
            add(db, record, now)?;
            row.as_ref().map_or(Ok(()), |(former, _)| request::remove_if_empty(db, &former.id))
        };
        match super::all_or_nothing(db, change) {
            Ok(()) => added += 1,
            Err(error) => tracing::warn!(%error, video = %record.id, "a record does not fit the library"),
        }
    }
    Ok(added)
}

/// Puts in order what fits no longer together: requests to be sent of which every video was taken, videos that wait for a
/// call that was answered, and requests without videos.
pub(crate) fn put_in_order(db: &Connection) -> rusqlite::Result<()> {
    let lost = Error::new(
        ErrorCode::OutcomeUnknown,
        "What became of this one was lost with the library's damage. Look at Akool whether it is there before you make it again, which may pay twice.",
    );
    db.execute(
        "UPDATE request SET state = 'accepted' WHERE state IN ('planned', 'hosted')
         AND NOT EXISTS (SELECT 1 FROM video WHERE video.request = request.id AND video.state = 'waiting')",
        [],
    )?;
    db.execute(
        "UPDATE video SET state = 'failed', error = ?1 WHERE state = 'waiting'
         AND (SELECT state FROM request WHERE request.id = video.request) = 'accepted'",
        [super::json(&lost.spent(Spent::Maybe))?],
    )?;
    db.execute("DELETE FROM request WHERE NOT EXISTS (SELECT 1 FROM video WHERE video.request = request.id)", [])?;
    settle_in(db)
}

/// After videos of several days came in at once: orders the library by time, and holds no balance of before against what
/// they were charged.
pub(crate) fn settle_in(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch(
        "DELETE FROM listing WHERE name = 'reading';
         UPDATE video SET sequence = -sequence;
         UPDATE video SET sequence = place.n FROM (
             SELECT id, row_number() OVER (ORDER BY created_at, -sequence, slot) AS n FROM video
         ) AS place WHERE place.id = video.id;",
    )
}

fn add(db: &Connection, record: &Record, now: i64) -> rusqlite::Result<()> {
    let request = add_request(db, record, now)?;
    if video::by_id(db, &record.id).optional()?.is_none() {
        video::insert(db, &record.id, &request, record.slot, record.request.created_at)?;
    }
    let mut row = video::by_id(db, &record.id)?;
    row.request = request;
    row.slot = record.slot;
    row.state = record.video_state();
    row.remote_id.clone_from(&record.remote_id);
    row.accepted_at = record.accepted_at;
    row.credits = record.credits;
    (row.missing_since, row.url, row.error) = (None, None, None);
    row.file = record.file.as_ref().map(|file| FileRow {
        path: file.path.clone(),
        bytes: file.bytes,
        width: file.width,
        height: file.height,
        seconds: file.seconds,
        has_sound: file.has_sound,
    });
    row.saved_at = record.saved_at;
    video::update(db, &row)?;
    record.tags.iter().try_for_each(|tag| tag::add(db, &record.id, tag))?;
    video::set_kept(db, &record.id, record.kept)
}

/// The request of a record: added, or moved to where it is not sent.
fn add_request(db: &Connection, record: &Record, now: i64) -> rusqlite::Result<RequestId> {
    let told = &record.request;
    let known = request::by_id(db, &told.id).optional()?;
    if known.is_none() {
        stand_in(db, &record.photo.id, &record.photo.name, now)?;
        request::insert(
            db,
            &RequestRow {
                id: told.id.clone(),
                press: told.press.clone(),
                photo: record.photo.id.clone(),
                account: told.account.clone(),
                spec: told.spec.clone(),
                model_label: told.model_label.clone(),
                folder: told.folder.clone(),
                state: record.request_state(),
                created_at: told.created_at,
                sent_at: told.sent_at,
                token: told.token.clone(),
                links: Links::default(),
                hosted_at: None,
                error: None,
                lookup: Lookup::default(),
                sound_for: told.sound_for.clone(),
            },
        )?;
    }
    // What another record of the same request says of it stands: one that was taken is no longer unknown.
    let was_taken = known.as_ref().is_some_and(|row| row.state == RequestState::Accepted);
    let state = if was_taken { RequestState::Accepted } else { record.request_state() };
    request::set_state(db, &told.id, state)?;
    db.execute(
        "UPDATE request SET sent_at = ?2, token = ?3, image_url = ?4, error = NULL WHERE id = ?1",
        params![told.id.as_str(), told.sent_at, told.token, told.image_url],
    )?;
    if state == RequestState::Unknown {
        request::set_error(db, &told.id, Some(&crate::queue::stopped_while_sending()))?;
    }
    Ok(told.id.clone())
}

/// A photo whose file is gone, too: its video is worth more than its picture.
pub(crate) fn stand_in(db: &Connection, id: &PhotoId, name: &str, now: i64) -> rusqlite::Result<()> {
    if photo::by_id(db, id).optional()?.is_some() {
        return Ok(());
    }
    let picture = Picture { format: "JPEG".to_owned(), width: 0, height: 0, bytes: 0 };
    let row = row(id, name, picture, "jpg");
    photo::insert(db, &row, &format!("lost {id}"), now)
}

/// A photo as its file tells of it, with the digest of its bytes. Its small picture is made anew where it is gone.
fn of_file(folder: &Path, path: &Path, id: &PhotoId, name: Option<&str>) -> Option<(PhotoRow, String)> {
    let bytes = Bytes::from(fs::read(path).ok()?);
    let reader = image::ImageReader::new(std::io::Cursor::new(&bytes)).with_guessed_format().ok()?;
    let (format, extension) = match reader.format()? {
        image::ImageFormat::Jpeg => ("JPEG", "jpg"),
        image::ImageFormat::Png => ("PNG", "png"),
        _ => return None,
    };
    let (width, height) = reader.into_dimensions().ok()?;
    let small = folder.join("thumbnails").join(format!("{id}.jpg"));
    if !small.is_file()
        && let Ok(jpeg) = thumbnail(&bytes, &Limits::default())
        && let Err(error) = crate::files::write_whole(&small, &jpeg)
    {
        tracing::warn!(%error, "the small picture of a photo could not be made anew");
    }
    let picture = Picture { format: format.to_owned(), width, height, bytes: bytes.len() as u64 };
    let name = name.map_or_else(|| format!("photo.{extension}"), ToOwned::to_owned);
    Some((row(id, &name, picture, extension), hexadecimal(&Sha256::digest(&bytes))))
}

fn row(id: &PhotoId, name: &str, picture: Picture, extension: &str) -> PhotoRow {
    let view = PhotoView {
        id: id.clone(),
        name: name.to_owned(),
        original: picture.clone(),
        prepared: picture,
        notices: Vec::new(),
    };
    PhotoRow { view, extension: extension.to_owned() }
}
