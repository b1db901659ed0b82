//! What an account taught us: true prices, usual times, and what the service last said of itself.

use rusqlite::{Connection, OptionalExtension as _, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::ids::RequestId;
use crate::spec::{Sound, Spec};
use crate::view::ModelView;

/// What was last charged for one video of this choice.
pub(crate) fn price(db: &Connection, account: &str, spec: &Spec) -> rusqlite::Result<Option<f64>> {
    db.prepare_cached(
        "SELECT credits FROM price WHERE account = ?1 AND model = ?2 AND resolution = ?3 AND seconds = ?4 AND sound = ?5",
    )?
    .query_row(params![account, spec.model, spec.resolution, spec.seconds, sound(spec)], |row| row.get(0))
    .optional()
}

/// Learns what was charged for one video of this choice.
pub(crate) fn learn_price(db: &Connection, account: &str, spec: &Spec, credits: f64, now: i64) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT OR REPLACE INTO price VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?.execute(params![
        account,
        spec.model,
        spec.resolution,
        spec.seconds,
        sound(spec),
        credits,
        now
    ])?;
    Ok(())
}

/// A sound that the model makes may have another price than a file of the person's. 1 was either, and tells nothing now.
fn sound(spec: &Spec) -> u8 {
    match spec.sound {
        Sound::None => 0,
        Sound::Ai => 2,
        Sound::File { .. } | Sound::Link { .. } => 3,
    }
}

/// How long such a video usually takes from acceptance, in milliseconds.
pub(crate) fn usual(db: &Connection, account: &str, spec: &Spec) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached(
        "SELECT millis FROM usual WHERE account = ?1 AND model = ?2 AND resolution = ?3 AND seconds = ?4",
    )?
    .query_row(params![account, spec.model, spec.resolution, spec.seconds], |row| row.get(0))
    .optional()
}

/// Learns how long one took: the memory moves a third of the way, so that one odd video does not mislead.
pub(crate) fn learn_usual(db: &Connection, account: &str, spec: &Spec, millis: i64) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO usual VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO UPDATE SET millis = (millis * 2 + excluded.millis) / 3",
    )?
    .execute(params![account, spec.model, spec.resolution, spec.seconds, millis])?;
    Ok(())
}

/// What the service last said under this name.
pub(crate) fn listing<T: DeserializeOwned>(db: &Connection, account: &str, name: &str) -> rusqlite::Result<Option<T>> {
    let found: Option<Option<T>> = db
        .prepare_cached("SELECT body FROM listing WHERE account = ?1 AND name = ?2")?
        .query_row([account, name], |row| super::from_json(row, "body"))
        .optional()?;
    Ok(found.flatten())
}

/// What the service last said of one model.
pub(crate) fn model(db: &Connection, account: &str, value: &str) -> rusqlite::Result<Option<ModelView>> {
    let models: Vec<ModelView> = listing(db, account, "models")?.unwrap_or_default();
    Ok(models.into_iter().find(|model| model.value == value))
}

/// Keeps what the service says under this name.
pub(crate) fn keep_listing<T: Serialize>(
    db: &Connection,
    account: &str,
    name: &str,
    value: &T,
) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT OR REPLACE INTO listing VALUES (?1, ?2, ?3)")?.execute(params![
        account,
        name,
        super::json(value)?
    ])?;
    Ok(())
}

/// What an account may still be charged for: videos of one choice that the service has not taken yet.
#[derive(Clone, Debug)]
pub(crate) struct UnderWay {
    pub(crate) spec: Spec,
    /// Only a sound is added.
    pub(crate) adds_sound: bool,
    /// What was last charged for one such video, or for one such sound.
    pub(crate) charged: Option<f64>,
    pub(crate) videos: u32,
}

/// What an account may still be charged for. `without`: a request that is being asked about itself.
pub(crate) fn under_way(
    db: &Connection,
    account: &str,
    without: Option<&RequestId>,
) -> rusqlite::Result<Vec<UnderWay>> {
    let found: Vec<(Spec, bool, u32)> = db
        .prepare_cached(
            "SELECT request.spec, request.sound_for IS NOT NULL, count(*) FROM video JOIN request ON request.id = video.request
             WHERE request.account = ?1 AND video.remote_id IS NULL AND video.state = 'waiting'
             AND request.id IS NOT ?2
             GROUP BY request.id",
        )?
        .query_map(params![account, without.map(RequestId::as_str)], |row| {
            Ok((super::from_json(row, "spec")?, row.get(1)?, row.get(2)?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    let priced = found.into_iter().map(|(spec, adds_sound, videos)| {
        let charged = match adds_sound {
            true => super::charge::of_sound(db, account, spec.seconds)?,
            false => price(db, account, &spec)?,
        };
        Ok(UnderWay { spec, adds_sound, charged, videos })
    });
    priced.collect()
}
