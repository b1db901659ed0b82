//! Rows of charges: what each video cost, and whether it came back. They outlive the video, whose row a person may delete.

use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde::{Deserialize, Serialize};

use super::request::RequestRow;
use crate::ids::{RequestId, VideoId};
use crate::spec::Sound;
use crate::view::{Refund, SpendingRow};

/// The table, filled from the videos that are there already.
pub(super) const TABLE: &str = "
CREATE TABLE charge (
    account TEXT NOT NULL,
    remote_id TEXT NOT NULL,               -- the video, as the service names it; 'lost:...': it did not, and may have charged
    video TEXT NOT NULL,                   -- and as we did; it may be gone
    model TEXT NOT NULL,
    model_label TEXT NOT NULL,
    resolution TEXT NOT NULL,
    seconds INTEGER NOT NULL,
    sound INTEGER NOT NULL,                -- with a sound, of whatever kind
    adds_sound INTEGER NOT NULL,           -- a sound for a video that was there
    credits REAL,                          -- NULL: the service did not say
    charged_at INTEGER NOT NULL,
    estimate REAL,                         -- what it costs by the list or by the last such video, where it did not say
    refund TEXT,                           -- 'due'; 'told', 'seen': it came back, as the service or the balance says; NULL: nothing
    failed_at INTEGER,
    back_at INTEGER,
    PRIMARY KEY (account, remote_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX charge_time ON charge(account, charged_at);
CREATE INDEX charge_video ON charge(video);

-- Of those that failed before, nobody knows whether their credits came back.
INSERT INTO charge (account, remote_id, video, model, model_label, resolution, seconds, sound, adds_sound, credits, charged_at)
SELECT request.account, video.remote_id, video.id, coalesce(json_extract(request.spec, '$.model'), ''), request.model_label,
    coalesce(json_extract(request.spec, '$.resolution'), ''), coalesce(json_extract(request.spec, '$.seconds'), 0),
    coalesce(json_extract(request.spec, '$.sound.kind') <> 'none', 0), request.sound_for IS NOT NULL, video.credits,
    coalesce(video.accepted_at, video.created_at)
FROM video JOIN request ON request.id = video.request WHERE video.remote_id IS NOT NULL
ON CONFLICT DO NOTHING;
";

/// How it is known that a charge came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Back {
    /// The service says that the job is charged with nothing.
    Told,
    /// The balance rose by as much, which a top-up can do as well: limits do not rely on it.
    Seen,
}

/// What an account was charged and given back by all charges, as a balance can be held against it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Totals {
    pub(crate) charged: f64,
    pub(crate) returned: f64,
    /// Charges of which the service did not say how much.
    pub(crate) unpriced: u32,
}

/// How long a charge for a failed video is watched for, in milliseconds: 30 days.
pub(crate) const WATCHED: i64 = 30 * 24 * 3600 * 1000;

/// What was charged for a video that could not be made, and has not come back.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Due {
    pub(crate) remote_id: String,
    pub(crate) video: VideoId,
    pub(crate) credits: f64,
    pub(crate) failed_at: i64,
}

/// Keeps what a video that the service took was charged, as its row and its request say.
pub(super) fn keep(db: &Connection, video: &VideoId) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO charge (account, remote_id, video, model, model_label, resolution, seconds, sound, adds_sound, credits,
             charged_at)
         SELECT request.account, video.remote_id, video.id, coalesce(json_extract(request.spec, '$.model'), ''),
             request.model_label, coalesce(json_extract(request.spec, '$.resolution'), ''),
             coalesce(json_extract(request.spec, '$.seconds'), 0),
             coalesce(json_extract(request.spec, '$.sound.kind') <> 'none', 0), request.sound_for IS NOT NULL, video.credits,
             coalesce(video.accepted_at, video.created_at)
         FROM video JOIN request ON request.id = video.request WHERE video.id = ?1 AND video.remote_id IS NOT NULL
         ON CONFLICT DO UPDATE SET credits = coalesce(excluded.credits, credits), video = excluded.video",
    )?
    .execute([video.as_str()])?;
    Ok(())
}

/// Starts the `remote_id` of a charge that there may have been: the service never named its video.
const LOST: &str = "lost:";

/// Keeps that the service may have charged for a video that it never named, and that is not looked for any more. Limits are
/// held against it as against any other charge without a price.
pub(crate) fn may_be(
    db: &Connection,
    request: &RequestRow,
    video: &VideoId,
    estimate: Option<f64>,
    now: i64,
) -> rusqlite::Result<()> {
    let (spec, sending) = (&request.spec, format!("{}{video}:{}", lost_of(&request.id), request.token));
    db.prepare_cached(
        "INSERT INTO charge (account, remote_id, video, model, model_label, resolution, seconds, sound, adds_sound, charged_at,
             estimate)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT DO NOTHING",
    )?
    .execute(params![
        request.account,
        sending,
        video.as_str(),
        spec.model,
        request.model_label,
        spec.resolution,
        spec.seconds,
        spec.sound != Sound::None,
        request.sound_for.is_some(),
        request.sent_at.unwrap_or(now),
        estimate,
    ])?;
    Ok(())
}

/// One that may have been charged for was found after all, and its charge is kept under its own name.
pub(crate) fn was_found(db: &Connection, request: &RequestRow) -> rusqlite::Result<()> {
    db.prepare_cached(
        "DELETE FROM charge WHERE account = ?1 AND remote_id = (
             SELECT min(remote_id) FROM charge WHERE account = ?1 AND substr(remote_id, 1, length(?2)) = ?2
         )",
    )?
    .execute(params![request.account, lost_of(&request.id)])?;
    Ok(())
}

fn lost_of(request: &RequestId) -> String {
    format!("{LOST}{request}:")
}

/// Notes that the service could not make a video: what was charged for it is to come back.
pub(crate) fn failed(db: &Connection, account: &str, remote_id: &str, now: i64) -> rusqlite::Result<()> {
    db.prepare_cached(
        "UPDATE charge SET refund = 'due', failed_at = ?3
         WHERE account = ?1 AND remote_id = ?2 AND refund IS NULL AND credits > 0",
    )?
    .execute(params![account, remote_id, now])?;
    Ok(())
}

/// Notes that what was charged for a video came back.
pub(crate) fn came_back(db: &Connection, account: &str, remote_id: &str, back: Back, now: i64) -> rusqlite::Result<()> {
    let name = match back {
        Back::Told => "told",
        Back::Seen => "seen",
    };
    db.prepare_cached("UPDATE charge SET refund = ?4, back_at = ?3 WHERE account = ?1 AND remote_id = ?2")?
        .execute(params![account, remote_id, now, name])?;
    Ok(())
}

/// What a video costs by what is known, where the service did not say what it charged.
pub(crate) fn set_estimate(db: &Connection, video: &VideoId, estimate: Option<f64>) -> rusqlite::Result<()> {
    db.prepare_cached("UPDATE charge SET estimate = ?2 WHERE video = ?1 AND credits IS NULL")?
        .execute(params![video.as_str(), estimate])?;
    Ok(())
}

/// What was last charged for adding a sound to a video of this length. One that was free tells nothing of the others: only
/// what sounded from the beginning is.
pub(crate) fn of_sound(db: &Connection, account: &str, seconds: u32) -> rusqlite::Result<Option<f64>> {
    db.prepare_cached(
        "SELECT credits FROM charge WHERE account = ?1 AND adds_sound AND seconds = ?2 AND credits > 0
         ORDER BY charged_at DESC LIMIT 1",
    )?
    .query_row(params![account, seconds], |row| row.get(0))
    .optional()
}

/// What is to come back to an account for what failed since then, the oldest first.
pub(crate) fn due(db: &Connection, account: &str, since: i64) -> rusqlite::Result<Vec<Due>> {
    db.prepare_cached(
        "SELECT remote_id, video, credits, failed_at FROM charge
         WHERE account = ?1 AND refund = 'due' AND credits IS NOT NULL AND failed_at >= ?2 ORDER BY failed_at",
    )?
    .query_map(params![account, since], |row| {
        Ok(Due {
            remote_id: row.get(0)?,
            video: row.get::<_, String>(1)?.into(),
            credits: row.get(2)?,
            failed_at: row.get(3)?,
        })
    })?
    .collect()
}

/// All that an account was charged and given back.
pub(crate) fn totals(db: &Connection, account: &str) -> rusqlite::Result<Totals> {
    db.prepare_cached(
        "SELECT coalesce(sum(credits), 0.0), coalesce(sum(iif(refund IN ('told', 'seen'), credits, 0.0)), 0.0),
             count(*) - count(credits) FROM charge WHERE account = ?1",
    )?
    .query_row([account], |row| Ok(Totals { charged: row.get(0)?, returned: row.get(1)?, unpriced: row.get(2)? }))
}

/// How what was charged for a video stands, if it could not be made.
pub(crate) fn refund(db: &Connection, video: &VideoId) -> rusqlite::Result<Option<Refund>> {
    let found = db
        .prepare_cached(
            "SELECT charge.refund FROM charge JOIN video ON video.remote_id = charge.remote_id AND video.id = charge.video
             WHERE charge.video = ?1 AND charge.refund IS NOT NULL",
        )?
        .query_map([video.as_str()], |row| row.get::<_, String>(0))?
        .next()
        .transpose()?;
    Ok(found.map(|name| match name.as_str() {
        "told" => Refund::Back,
        "seen" => Refund::Seen,
        _ => Refund::Due,
    }))
}

/// Since when charges are added up, local time.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Span {
    /// Since midnight.
    Day,
    /// Since the first of the month.
    Month,
}

impl Span {
    fn start(self) -> &'static str {
        match self {
            Self::Day => "start of day",
            Self::Month => "start of month",
        }
    }
}

/// Credits charged to an account, without those that came back, as people are told.
pub(crate) fn spent(db: &Connection, account: &str, span: Span, now: i64) -> rusqlite::Result<f64> {
    db.prepare_cached(
        "SELECT coalesce(sum(credits), 0.0) FROM charge
         WHERE account = ?1 AND coalesce(refund, '') NOT IN ('told', 'seen')
         AND charged_at >= 1000 * unixepoch(?2 / 1000, 'unixepoch', 'localtime', ?3, 'utc')",
    )?
    .query_row(params![account, now, span.start()], |row| row.get(0))
}

/// The same as limits are held against: the higher figure wherever something is not certain.
pub(crate) fn counted(db: &Connection, account: &str, span: Span, now: i64) -> rusqlite::Result<f64> {
    db.prepare_cached(
        "SELECT coalesce(sum(coalesce(credits, estimate)), 0.0) FROM charge
         WHERE account = ?1 AND refund IS NOT 'told'
         AND charged_at >= 1000 * unixepoch(?2 / 1000, 'unixepoch', 'localtime', ?3, 'utc')",
    )?
    .query_row(params![account, now, span.start()], |row| row.get(0))
}

/// What an account was charged, by day and model, the newest first.
pub(crate) fn by_day(db: &Connection, account: &str) -> rusqlite::Result<Vec<SpendingRow>> {
    db.prepare_cached(
        "SELECT date(charged_at / 1000, 'unixepoch', 'localtime') AS day, model, max(model_label) AS label, count(*) AS videos,
             coalesce(sum(credits), 0.0) AS credits, coalesce(sum(iif(refund IN ('told', 'seen'), credits, 0.0)), 0.0) AS back,
             count(*) - count(credits) AS unpriced
         FROM charge WHERE account = ?1 GROUP BY day, model ORDER BY day DESC, label",
    )?
    .query_map([account], |row| {
        Ok(SpendingRow {
            day: row.get("day")?,
            model: row.get("model")?,
            model_label: row.get("label")?,
            videos: row.get("videos")?,
            credits: row.get("credits")?,
            back: row.get("back")?,
            unpriced: row.get("unpriced")?,
        })
    })?
    .collect()
}

/// One charge with all that is known of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ChargeRow {
    /// Local time, `YYYY-MM-DD HH:MM:SS`.
    pub(crate) time: String,
    pub(crate) model_label: String,
    pub(crate) resolution: String,
    pub(crate) seconds: u32,
    pub(crate) sound: bool,
    pub(crate) adds_sound: bool,
    pub(crate) credits: Option<f64>,
    pub(crate) refund: Option<String>,
    /// `None`: the service never named it, and may have charged for it.
    pub(crate) remote_id: Option<String>,
}

/// Every charge of an account, the oldest first.
pub(crate) fn all(db: &Connection, account: &str) -> rusqlite::Result<Vec<ChargeRow>> {
    db.prepare_cached(
        "SELECT datetime(charged_at / 1000, 'unixepoch', 'localtime') AS time, * FROM charge WHERE account = ?1
         ORDER BY charged_at, remote_id",
    )?
    .query_map([account], read)?
    .collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<ChargeRow> {
    Ok(ChargeRow {
        time: row.get("time")?,
        model_label: row.get("model_label")?,
        resolution: row.get("resolution")?,
        seconds: row.get("seconds")?,
        sound: row.get("sound")?,
        adds_sound: row.get("adds_sound")?,
        credits: row.get("credits")?,
        refund: row.get("refund")?,
        remote_id: Some(row.get::<_, String>("remote_id")?).filter(|id| !id.starts_with(LOST)),
    })
}
