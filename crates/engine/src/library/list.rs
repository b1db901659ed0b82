//! Pages of the library and the counts of its filters.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::ids::VideoId;
use crate::library::request::{self, RequestRow};
use crate::library::video::{self, VideoRow};
use crate::state::{RequestState, VideoState};
use crate::view::{Counts, Filter, Refund};

/// A video with everything that its view needs from other tables.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) video: VideoRow,
    pub(crate) request: RequestRow,
    pub(crate) photo_name: String,
    /// How long such a video usually takes from acceptance, milliseconds.
    pub(crate) usual: Option<i64>,
    /// What was last charged for one of this choice.
    pub(crate) price: Option<f64>,
    /// What became of its charge, if it could not be made.
    pub(crate) refund: Option<Refund>,
    /// How many videos a further try makes.
    pub(crate) together: usize,
}

/// `video` rows that a filter shows; `request` is joined.
fn condition(filter: Filter) -> &'static str {
    match filter {
        Filter::All => "1",
        Filter::Making => {
            "(video.state IN ('waiting', 'queued', 'processing', 'ready', 'saving') AND request.state <> 'unknown')"
        }
        Filter::Ready => "video.state = 'saved'",
        Filter::Kept => "video.kept",
        Filter::NeedsYou => {
            "(video.state IN ('failed', 'expired', 'gone') OR (video.state = 'waiting' AND request.state = 'unknown'))"
        }
    }
}

/// A page of videos, newest first, after the one named.
pub(crate) fn page(
    db: &Connection,
    filter: Filter,
    search: &str,
    after: Option<&VideoId>,
    limit: u32,
) -> rusqlite::Result<Vec<Entry>> {
    let before: Option<i64> = match after {
        Some(id) => db
            .prepare_cached("SELECT sequence FROM video WHERE id = ?1")?
            .query_row([id.as_str()], |r| r.get(0))
            .optional()?,
        None => None,
    };
    let sql = format!(
        "SELECT video.id FROM video JOIN request ON request.id = video.request JOIN photo ON photo.id = request.photo
         WHERE {} AND (?1 IS NULL OR video.sequence < ?1)
         AND (?2 = '' OR instr(lower(json_extract(request.spec, '$.prompt') || ' ' || photo.name || ' ' || request.model_label), lower(?2)))
         ORDER BY video.sequence DESC LIMIT ?3",
        condition(filter)
    );
    let ids: Vec<String> = db
        .prepare_cached(&sql)?
        .query_map(params![before, search.trim(), limit], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    ids.into_iter().map(|id| entry(db, &VideoId::from(id))).collect()
}

/// One video with its surroundings.
pub(crate) fn entry(db: &Connection, id: &VideoId) -> rusqlite::Result<Entry> {
    let video = video::by_id(db, id)?;
    let request = request::by_id(db, &video.request)?;
    let photo_name = db
        .prepare_cached("SELECT name FROM photo WHERE id = ?1")?
        .query_row([request.photo.as_str()], |row| row.get(0))?;
    let usual = super::account::usual(db, &request.account, &request.spec)?;
    let price = match request.sound_for {
        None => super::account::price(db, &request.account, &request.spec)?,
        Some(_) => {
            let seconds = request.spec.seconds;
            let charged = super::charge::of_sound(db, &request.account, seconds)?;
            Some(charged.unwrap_or_else(|| crate::quote::sound::listed(seconds)))
        }
    };
    // A request that was never taken is sent again as a whole.
    let together = match request.state {
        RequestState::Unknown | RequestState::Rejected => video::of_request(db, &request.id)?.len(),
        _ => 1,
    };
    let refund = match video.state {
        VideoState::Failed => super::charge::refund(db, id)?,
        _ => None,
    };
    Ok(Entry { video, request, photo_name, usual, price, refund, together })
}

/// The videos that may have left this machine, the oldest first.
pub(crate) fn may_have_left(db: &Connection) -> rusqlite::Result<Vec<VideoId>> {
    ids(
        db,
        "SELECT video.id FROM video JOIN request ON request.id = video.request
         WHERE video.remote_id IS NOT NULL OR request.state IN ('sending', 'unknown') ORDER BY video.sequence",
    )
}

/// The videos whose request was not sent.
pub(crate) fn unsent(db: &Connection) -> rusqlite::Result<Vec<VideoId>> {
    ids(
        db,
        "SELECT video.id FROM video JOIN request ON request.id = video.request
         WHERE request.state IN ('planned', 'hosted')",
    )
}

fn ids(db: &Connection, sql: &str) -> rusqlite::Result<Vec<VideoId>> {
    db.prepare_cached(sql)?.query_map([], |row| row.get::<_, String>(0).map(VideoId::from))?.collect()
}

/// How many videos each filter shows.
pub(crate) fn counts(db: &Connection) -> rusqlite::Result<Counts> {
    let count = |filter| format!("coalesce(sum({}), 0)", condition(filter));
    let sql = format!(
        "SELECT count(*), {}, {}, {}, {} FROM video JOIN request ON request.id = video.request",
        count(Filter::Making),
        count(Filter::Ready),
        count(Filter::Kept),
        count(Filter::NeedsYou)
    );
    db.prepare_cached(&sql)?.query_row([], |row| {
        Ok(Counts {
            all: row.get(0)?,
            making: row.get(1)?,
            ready: row.get(2)?,
            kept: row.get(3)?,
            needs_you: row.get(4)?,
        })
    })
}
