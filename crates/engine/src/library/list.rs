//! Pages of the library and the counts of its filters.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::{account, tag, words};
use crate::ids::VideoId;
use crate::library::request::{self, RequestRow};
use crate::library::video::{self, VideoRow};
use crate::quote;
use crate::state::{RequestState, VideoState};
use crate::view::{Counts, Facet, Facets, Filter, Refund, Sort, UnderWay, VideoQuery};

/// A video with everything that its view needs from other tables.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) video: VideoRow,
    pub(crate) request: RequestRow,
    pub(crate) photo_name: String,
    /// How long such a video usually takes from acceptance, milliseconds.
    pub(crate) usual: Option<i64>,
    /// Credits for one more of this choice, as far as they are known.
    pub(crate) price: Option<f64>,
    /// What became of its charge, if it could not be made.
    pub(crate) refund: Option<Refund>,
    /// How many videos a further try makes.
    pub(crate) together: usize,
    pub(crate) tags: Vec<String>,
}

/// The local day on which Create was pressed.
const DAY: &str = "strftime('%Y-%m-%d', video.created_at / 1000, 'unixepoch', 'localtime')";

/// What a video belongs to: it belongs to something always, and by this form of words SQLite looks only for what a query uses.
const AROUND: &str = "LEFT JOIN request ON request.id = video.request LEFT JOIN photo ON photo.id = request.photo";

/// Every video that was not deleted, with all that it belongs to.
const SHOWN: &str = "FROM video JOIN request ON request.id = video.request JOIN photo ON photo.id = request.photo
    WHERE video.deleted_at IS NULL";

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

/// From where a query takes its videos, under which conditions, and the values of both.
fn matching(query: &VideoQuery) -> (String, Vec<Value>) {
    let (mut from, mut values) = ("video".to_owned(), Vec::new());
    if let Some((found, words)) = words::found(&query.search) {
        // In this order: a word is looked up sooner than every video is asked for it.
        from = format!("({found}) AS found CROSS JOIN video ON video.id = found.video");
        values.extend(words);
    }
    let mut conditions = vec!["video.deleted_at IS NULL".to_owned(), condition(query.filter).to_owned()];
    let exact = [
        ("json_extract(request.spec, '$.model') = ?".to_owned(), &query.model),
        ("EXISTS (SELECT 1 FROM tag WHERE tag.video = video.id AND tag.name = ?)".to_owned(), &query.tag),
        (format!("{DAY} = ?"), &query.day),
    ];
    for (condition, value) in exact {
        if let Some(value) = value {
            conditions.push(condition);
            values.push(Value::Text(value.clone()));
        }
    }
    (format!("FROM {from} {AROUND} WHERE {}", conditions.join(" AND ")), values)
}

fn order(sort: Sort) -> &'static str {
    match sort {
        Sort::Newest => "video.sequence DESC",
        Sort::Oldest => "video.sequence",
        Sort::Name => "photo.name COLLATE NOCASE, video.sequence DESC",
        Sort::Longest => "coalesce(video.seconds, json_extract(request.spec, '$.seconds')) DESC, video.sequence DESC",
        Sort::Dearest => "video.credits DESC NULLS LAST, video.sequence DESC",
    }
}

/// The videos that a query asks for, from this place on, and how many there are in all.
pub(crate) fn page(
    db: &Connection,
    query: &VideoQuery,
    offset: u32,
    limit: u32,
) -> rusqlite::Result<(Vec<Entry>, u32)> {
    let (matching, values) = matching(query);
    let order = order(query.sort);
    let mut found = db.prepare_cached(&format!("SELECT video.id {matching} ORDER BY {order}"))?;
    let mut found = found.query(params_from_iter(&values))?;
    // Counting and finding in one pass: what costs time is to look for the words.
    let (mut ids, mut total) = (Vec::<String>::new(), 0);
    while let Some(row) = found.next()? {
        if (offset..offset.saturating_add(limit)).contains(&total) {
            ids.push(row.get(0)?);
        }
        total += 1;
    }
    let entries = ids.into_iter().map(|id| entry(db, &VideoId::from(id))).collect::<Result<_, _>>()?;
    Ok((entries, total))
}

/// A moment in local time: the day, and the time of it.
pub(crate) fn local_time(db: &Connection, at: i64) -> rusqlite::Result<[String; 2]> {
    db.prepare_cached(
        "SELECT strftime('%Y-%m-%d', ?1 / 1000, 'unixepoch', 'localtime'), strftime('%H.%M.%S', ?1 / 1000, 'unixepoch', 'localtime')",
    )?
    .query_row([at], |row| Ok([row.get(0)?, row.get(1)?]))
}

/// By what the library can be narrowed down, and how many videos there are of each.
pub(crate) fn facets(db: &Connection) -> rusqlite::Result<Facets> {
    let facets = |sql: &str| -> rusqlite::Result<Vec<Facet>> {
        db.prepare_cached(sql)?
            .query_map([], |row| Ok(Facet { value: row.get(0)?, label: row.get(1)?, count: row.get(2)? }))?
            .collect()
    };
    Ok(Facets {
        models: facets(&format!(
            "SELECT json_extract(request.spec, '$.model') AS value, max(request.model_label), count(*) {SHOWN}
             GROUP BY value ORDER BY 2 COLLATE NOCASE"
        ))?,
        tags: facets(
            "SELECT tag.name, tag.name, count(*) FROM tag JOIN video ON video.id = tag.video
             WHERE video.deleted_at IS NULL GROUP BY tag.name ORDER BY tag.name",
        )?,
        days: facets(&format!("SELECT {DAY} AS value, {DAY}, count(*) {SHOWN} GROUP BY value ORDER BY value DESC"))?,
    })
}

/// One video with its surroundings.
pub(crate) fn entry(db: &Connection, id: &VideoId) -> rusqlite::Result<Entry> {
    let video = video::by_id(db, id)?;
    let request = request::by_id(db, &video.request)?;
    let photo_name = db
        .prepare_cached("SELECT name FROM photo WHERE id = ?1")?
        .query_row([request.photo.as_str()], |row| row.get(0))?;
    let usual = account::usual(db, &request.account, &request.spec)?;
    let price = match request.sound_for {
        None => price_of_another(db, &video, &request)?,
        Some(_) => {
            let seconds = request.spec.seconds;
            let charged = super::charge::of_sound(db, &request.account, seconds)?;
            Some(charged.unwrap_or_else(|| quote::sound::listed(seconds)))
        }
    };
    // A request that was never taken is sent again as a whole, but for what was found at the service.
    let together = match request.state {
        RequestState::Unknown | RequestState::Rejected => video::unsent(db, &request.id)?,
        _ => 1,
    };
    let refund = match video.state {
        VideoState::Failed => super::charge::refund(db, id)?,
        _ => None,
    };
    let tags = tag::of(db, id)?;
    Ok(Entry { video, request, photo_name, usual, price, refund, together, tags })
}

/// By what was charged last for such a video, or for this one. One that could not be made may have cost nothing, which is no
/// price: then by the list.
fn price_of_another(db: &Connection, video: &VideoRow, request: &RequestRow) -> rusqlite::Result<Option<f64>> {
    let charged = account::price(db, &request.account, &request.spec)?;
    let charged = charged.or(video.credits.filter(|credits| *credits > 0.0));
    let may_be_made_again = match video.state {
        VideoState::Failed | VideoState::Expired | VideoState::Gone => true,
        VideoState::Waiting => matches!(request.state, RequestState::Unknown | RequestState::Rejected),
        _ => false,
    };
    // The list is long, and read where its price would be shown only.
    if charged.is_some() || !may_be_made_again {
        return Ok(charged);
    }
    let model = account::model(db, &request.account, &request.spec.model)?;
    Ok(quote::price(&request.spec, model.as_ref(), None).0)
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

/// How many videos are under way: with the service, or about to be, and not yet sent.
pub(crate) fn under_way(db: &Connection) -> rusqlite::Result<UnderWay> {
    let sql = format!(
        "SELECT coalesce(sum(request.state NOT IN ('planned', 'hosted')), 0),
                coalesce(sum(request.state IN ('planned', 'hosted')), 0)
         FROM video JOIN request ON request.id = video.request WHERE video.deleted_at IS NULL AND {}",
        condition(Filter::Making)
    );
    db.prepare_cached(&sql)?.query_row([], |row| Ok(UnderWay { sent: row.get(0)?, unsent: row.get(1)? }))
}

/// How many videos each filter shows.
pub(crate) fn counts(db: &Connection) -> rusqlite::Result<Counts> {
    let count = |filter| format!("coalesce(sum({}), 0)", condition(filter));
    let sql = format!(
        "SELECT count(*), {}, {}, {}, {} FROM video JOIN request ON request.id = video.request
         WHERE video.deleted_at IS NULL",
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
