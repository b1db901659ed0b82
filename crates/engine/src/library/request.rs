//! Rows of requests: one create call each, with its way so far.

use std::path::PathBuf;

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::error::Error;
use crate::ids::{PhotoId, PressId, RequestId};
use crate::spec::Spec;
use crate::state::RequestState;
use crate::view::Lookup;

/// One create call.
#[derive(Clone, Debug)]
pub(crate) struct RequestRow {
    pub(crate) id: RequestId,
    pub(crate) press: PressId,
    pub(crate) photo: PhotoId,
    pub(crate) account: String,
    pub(crate) spec: Spec,
    pub(crate) model_label: String,
    /// Where to save, if not in the usual place.
    pub(crate) folder: Option<PathBuf>,
    pub(crate) state: RequestState,
    pub(crate) created_at: i64,
    pub(crate) sent_at: Option<i64>,
    /// Unguessable part of its pictures' addresses.
    pub(crate) token: String,
    pub(crate) links: Links,
    /// Since when its pictures are at those links.
    pub(crate) hosted_at: Option<i64>,
    pub(crate) error: Option<Error>,
    pub(crate) lookup: Lookup,
    /// Set: adds sound to this video of the service's.
    pub(crate) sound_for: Option<String>,
}

/// From where the service fetches what it needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Links {
    pub(crate) image: Option<String>,
    pub(crate) end_frame: Option<String>,
    pub(crate) sound: Option<String>,
}

/// Writes a new request.
pub(crate) fn insert(db: &Connection, r: &RequestRow) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO request (id, press, photo, account, spec, model_label, folder, state, created_at, token, sound_for)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute(params![
        r.id.as_str(),
        r.press.as_str(),
        r.photo.as_str(),
        r.account,
        super::json(&r.spec)?,
        r.model_label,
        r.folder.as_ref().map(|f| f.to_string_lossy().into_owned()),
        r.state.name(),
        r.created_at,
        r.token,
        r.sound_for,
    ])?;
    Ok(())
}

/// A request by its id.
pub(crate) fn by_id(db: &Connection, id: &RequestId) -> rusqlite::Result<RequestRow> {
    db.prepare_cached("SELECT * FROM request WHERE id = ?1")?.query_row([id.as_str()], read)
}

/// What a press of Create led to, if it was carried out.
pub(crate) fn of_press(db: &Connection, press: &PressId) -> rusqlite::Result<Vec<RequestId>> {
    db.prepare_cached("SELECT id FROM request WHERE press = ?1 ORDER BY created_at, rowid")?
        .query_map([press.as_str()], |row| row.get::<_, String>(0).map(RequestId::from))?
        .collect()
}

/// The requests of an account in a state, oldest first.
pub(crate) fn in_state(
    db: &Connection,
    account: &str,
    state: RequestState,
    limit: u32,
) -> rusqlite::Result<Vec<RequestRow>> {
    db.prepare_cached("SELECT * FROM request WHERE account = ?1 AND state = ?2 ORDER BY created_at, rowid LIMIT ?3")?
        .query_map(params![account, state.name(), limit], read)?
        .collect()
}

/// As [`in_state`], of requests that may be sent: a person may still think better of what they deleted.
pub(crate) fn to_send(
    db: &Connection,
    account: &str,
    state: RequestState,
    limit: u32,
) -> rusqlite::Result<Vec<RequestRow>> {
    db.prepare_cached(
        "SELECT * FROM request WHERE account = ?1 AND state = ?2 AND NOT EXISTS (
             SELECT 1 FROM video WHERE video.request = request.id AND video.deleted_at IS NOT NULL
         ) ORDER BY created_at, rowid LIMIT ?3",
    )?
    .query_map(params![account, state.name(), limit], read)?
    .collect()
}

/// All requests in a state, whatever their account.
pub(crate) fn all_in_state(db: &Connection, state: RequestState) -> rusqlite::Result<Vec<RequestId>> {
    db.prepare_cached("SELECT id FROM request WHERE state = ?1 ORDER BY created_at, rowid")?
        .query_map([state.name()], |row| row.get::<_, String>(0).map(RequestId::from))?
        .collect()
}

/// Moves a request to a state.
pub(crate) fn set_state(db: &Connection, id: &RequestId, state: RequestState) -> rusqlite::Result<()> {
    db.prepare_cached("UPDATE request SET state = ?2 WHERE id = ?1")?.execute(params![id.as_str(), state.name()])?;
    Ok(())
}

/// Keeps from where the service can fetch its pictures.
pub(crate) fn set_links(db: &Connection, id: &RequestId, links: &Links, now: i64) -> rusqlite::Result<()> {
    db.prepare_cached("UPDATE request SET image_url = ?2, end_url = ?3, sound_url = ?4, hosted_at = ?5 WHERE id = ?1")?
        .execute(params![id.as_str(), links.image, links.end_frame, links.sound, now])?;
    Ok(())
}

/// Notes that the call leaves now; an older reply is forgotten.
pub(crate) fn set_sent(db: &Connection, id: &RequestId, now: i64) -> rusqlite::Result<()> {
    db.prepare_cached(
        "UPDATE request SET sent_at = ?2, reply = NULL, reply_status = NULL, error = NULL WHERE id = ?1",
    )?
    .execute(params![id.as_str(), now])?;
    Ok(())
}

/// Keeps a reply as it came, before anybody reads it.
pub(crate) fn set_reply(db: &Connection, id: &RequestId, status: u16, body: &[u8]) -> rusqlite::Result<()> {
    db.prepare_cached("UPDATE request SET reply_status = ?2, reply = ?3 WHERE id = ?1")?.execute(params![
        id.as_str(),
        status,
        body
    ])?;
    Ok(())
}

/// The reply as it came, if one did.
pub(crate) fn reply(db: &Connection, id: &RequestId) -> rusqlite::Result<Option<(u16, Vec<u8>)>> {
    db.prepare_cached("SELECT reply_status, reply FROM request WHERE id = ?1 AND reply_status IS NOT NULL")?
        .query_row([id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
}

/// Keeps or clears what went wrong.
pub(crate) fn set_error(db: &Connection, id: &RequestId, error: Option<&Error>) -> rusqlite::Result<()> {
    let error = error.map(super::json).transpose()?;
    db.prepare_cached("UPDATE request SET error = ?2 WHERE id = ?1")?.execute(params![id.as_str(), error])?;
    Ok(())
}

/// Keeps what looking for it gave.
pub(crate) fn set_lookup(db: &Connection, id: &RequestId, lookup: Lookup) -> rusqlite::Result<()> {
    db.prepare_cached("UPDATE request SET lookup = ?2 WHERE id = ?1")?
        .execute(params![id.as_str(), lookup_name(lookup)])?;
    Ok(())
}

/// Prepares a request to be sent anew: fresh addresses, nothing known.
pub(crate) fn start_over(db: &Connection, id: &RequestId, token: &str) -> rusqlite::Result<()> {
    db.prepare_cached(
        "UPDATE request SET token = ?2, image_url = NULL, end_url = NULL, sound_url = NULL, hosted_at = NULL, sent_at = NULL,
         reply = NULL, reply_status = NULL, error = NULL, lookup = 'notLooked' WHERE id = ?1",
    )?
    .execute(params![id.as_str(), token])?;
    Ok(())
}

/// Removes a request that no video needs any more.
pub(crate) fn remove_if_empty(db: &Connection, id: &RequestId) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM request WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM video WHERE request = ?1)")?
        .execute([id.as_str()])?;
    Ok(())
}

/// Keeps the prompt for all of a press, where a request has another of its photo's own.
pub(crate) fn set_common_prompt(db: &Connection, id: &RequestId, prompt: &str) -> rusqlite::Result<()> {
    db.prepare_cached("UPDATE request SET common_prompt = ?2 WHERE id = ?1")?.execute(params![id.as_str(), prompt])?;
    Ok(())
}

/// The choices of the newest press, as they were for all of its photos.
pub(crate) fn last_spec(db: &Connection) -> rusqlite::Result<Option<Spec>> {
    db.prepare_cached(
        "SELECT spec, common_prompt FROM request WHERE sound_for IS NULL ORDER BY created_at DESC, rowid DESC LIMIT 1",
    )?
    .query_row([], |row| {
        let spec: Spec = super::from_json(row, "spec")?;
        let common: Option<String> = row.get("common_prompt")?;
        Ok(Spec { prompt: common.unwrap_or_else(|| spec.prompt.clone()), ..spec })
    })
    .optional()
}

pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<RequestRow> {
    let text = |column: &str| row.get::<_, String>(column);
    Ok(RequestRow {
        id: text("id")?.into(),
        press: text("press")?.into(),
        photo: text("photo")?.into(),
        account: text("account")?,
        spec: super::from_json(row, "spec")?,
        model_label: text("model_label")?,
        folder: row.get::<_, Option<String>>("folder")?.map(PathBuf::from),
        // A state that is not known is one that nobody acts on.
        state: RequestState::by_name(&text("state")?).unwrap_or(RequestState::Unknown),
        created_at: row.get("created_at")?,
        sent_at: row.get("sent_at")?,
        token: text("token")?,
        links: Links { image: row.get("image_url")?, end_frame: row.get("end_url")?, sound: row.get("sound_url")? },
        hosted_at: row.get("hosted_at")?,
        error: super::from_json_or_null(row, "error")?,
        lookup: lookup_by_name(&text("lookup")?),
        sound_for: row.get("sound_for")?,
    })
}

fn lookup_name(lookup: Lookup) -> &'static str {
    match lookup {
        Lookup::NotLooked => "notLooked",
        Lookup::Absent => "absent",
        Lookup::Unavailable => "unavailable",
    }
}

fn lookup_by_name(name: &str) -> Lookup {
    match name {
        "absent" => Lookup::Absent,
        "unavailable" => Lookup::Unavailable,
        _ => Lookup::NotLooked,
    }
}
