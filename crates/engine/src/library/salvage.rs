//! Reading what can still be read of a damaged database: table by table, row by row, stepping over what is lost.

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, params_from_iter};

use super::{list, photo, request, words};

/// What is referred to, in the order in which it is; the other tables come after it.
const FIRST: [&str; 4] = ["photo", "sound", "request", "video"];

/// Asked of the service again at every start.
const NOT_WORTH_IT: &str = "listing";

/// Rows probed beyond a place that cannot be read, where the end of the table cannot be read either.
const FURTHER: i64 = 100_000;

/// How many rows came over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Salvaged {
    pub(crate) photos: usize,
    pub(crate) requests: usize,
    pub(crate) videos: usize,
    /// Rows that cannot be read, or do not fit what was read.
    pub(crate) left_out: usize,
}

/// Brings every row that can be read and fits into a fresh database. `photos_read` runs when the photos are there, before
/// anything that refers to them.
pub(crate) fn salvage(
    from: &Connection,
    into: &Connection,
    photos_read: impl Fn(&Connection) -> rusqlite::Result<()>,
) -> rusqlite::Result<Salvaged> {
    let mut salvaged = Salvaged::default();
    for table in tables(into)? {
        let columns = common_columns(from, into, &table);
        if !columns.is_empty() {
            let (read, left_out) = salvage_table(from, into, &table, &columns)?;
            salvaged.left_out += left_out;
            match table.as_str() {
                "photo" => salvaged.photos = read,
                "request" => salvaged.requests = read,
                "video" => salvaged.videos = read,
                _ => {}
            }
        }
        if table == "photo" {
            photos_read(into)?;
        }
    }
    Ok(salvaged)
}

/// The tables of a fresh database that are worth saving.
fn tables(fresh: &Connection) -> rusqlite::Result<Vec<String>> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name";
    let mut tables: Vec<String> =
        fresh.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    tables.retain(|name| name != NOT_WORTH_IT && !words::is_one_of_ours(name));
    tables.sort_by_key(|name| FIRST.iter().position(|first| first == name).unwrap_or(FIRST.len()));
    Ok(tables)
}

fn salvage_table(
    from: &Connection,
    into: &Connection,
    table: &str,
    columns: &[String],
) -> rusqlite::Result<(usize, usize)> {
    let names = columns.join(", ");
    let places = vec!["?"; columns.len()].join(", ");
    let insert = format!("INSERT INTO {table} ({names}) VALUES ({places})");
    let (mut read, mut left_out) = (0, 0);
    let has_rowid = into.prepare(&format!("SELECT rowid FROM {table}")).is_ok();
    let unreadable = walk(from, table, &names, has_rowid, &mut |row| {
        let fits = row.is_some_and(|row| keep(into, table, &insert, &row).is_ok());
        if fits { read += 1 } else { left_out += 1 }
    });
    Ok((read, left_out + unreadable))
}

/// Writes one row, if it can be read back as what it is.
fn keep(into: &Connection, table: &str, insert: &str, row: &[Value]) -> rusqlite::Result<()> {
    super::all_or_nothing(into, || {
        into.prepare_cached(insert)?.execute(params_from_iter(row))?;
        check(into, table)
    })
}

fn check(db: &Connection, table: &str) -> rusqlite::Result<()> {
    if !["photo", "request", "video"].contains(&table) {
        return Ok(());
    }
    let sql = format!("SELECT id FROM {table} WHERE rowid = ?1");
    let id: String = db.prepare_cached(&sql)?.query_row([db.last_insert_rowid()], |row| row.get(0))?;
    match table {
        "photo" => photo::by_id(db, &id.into()).map(drop),
        "request" => request::by_id(db, &id.into()).map(drop),
        _ => list::entry(db, &id.into()).map(drop),
    }
}

/// Hands on every row in the order of its rowid; `None` for one whose text is no text. Says how many cannot be read, a rest
/// of unknown length as one.
fn walk(
    from: &Connection,
    table: &str,
    names: &str,
    has_rowid: bool,
    each: &mut impl FnMut(Option<Vec<Value>>),
) -> usize {
    if !has_rowid {
        // There is no stepping over; such tables hold what is learned again.
        let all = format!("SELECT 0, {names} FROM {table}");
        return usize::from(read(from, &all, 0, &mut |_, row| each(row)).is_err());
    }
    let (further, single) = (
        format!("SELECT rowid, {names} FROM {table} NOT INDEXED WHERE rowid > ?1 ORDER BY rowid"),
        format!("SELECT rowid, {names} FROM {table} NOT INDEXED WHERE rowid = ?1"),
    );
    let last = from.query_row(&format!("SELECT max(rowid) FROM {table}"), [], |row| row.get::<_, Option<i64>>(0));
    let (mut at, mut unreadable) = (0, 0);
    while read(from, &further, at, &mut |rowid, row| {
        at = rowid;
        each(row);
    })
    .is_err()
    {
        let end = last.as_ref().ok().copied().flatten().unwrap_or(at.saturating_add(FURTHER));
        let (mut found, before) = (false, unreadable);
        while !found && at < end {
            at += 1;
            let probed = read(from, &single, at, &mut |_, row| {
                found = true;
                each(row);
            });
            unreadable += usize::from(probed.is_err());
        }
        if !found {
            // Where the end cannot be read either, most of what was probed never was a row: it is one place.
            unreadable = if last.is_err() { before + 1 } else { unreadable };
            break;
        }
    }
    unreadable
}

fn read(
    from: &Connection,
    sql: &str,
    rowid: i64,
    each: &mut impl FnMut(i64, Option<Vec<Value>>),
) -> rusqlite::Result<()> {
    let mut statement = from.prepare_cached(sql)?;
    let width = statement.column_count();
    let mut rows = if statement.parameter_count() == 0 { statement.query([])? } else { statement.query([rowid])? };
    while let Some(row) = rows.next()? {
        let values = (1..width).map(|i| row.get_ref(i).ok().and_then(value)).collect();
        each(row.get(0)?, values);
    }
    Ok(())
}

fn value(value: ValueRef<'_>) -> Option<Value> {
    Some(match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Integer(number),
        ValueRef::Real(number) => Value::Real(number),
        ValueRef::Text(text) => Value::Text(String::from_utf8(text.to_vec()).ok()?),
        ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
    })
}

/// The columns that both have: the damaged one may be of an earlier version.
fn common_columns(from: &Connection, into: &Connection, table: &str) -> Vec<String> {
    let columns = |db: &Connection| -> rusqlite::Result<Vec<String>> {
        db.prepare("SELECT name FROM pragma_table_info(?1)")?.query_map([table], |row| row.get(0))?.collect()
    };
    let (old, new) = (columns(from).unwrap_or_default(), columns(into).unwrap_or_default());
    new.into_iter().filter(|name| old.contains(name)).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::schema;
    use super::*;

    const PHOTOS: usize = 2000;

    /// A database with many photos, and the bytes of its file.
    fn many(path: &std::path::Path) -> Vec<u8> {
        let db = schema::open(path, false).unwrap();
        let view = serde_json::json!({
            "id": "p", "name": "n", "notices": [],
            "original": { "format": "JPEG", "width": 1, "height": 1, "bytes": 1 },
            "prepared": { "format": "JPEG", "width": 1, "height": 1, "bytes": 1 },
        });
        db.execute(
            &format!(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {PHOTOS})
                 INSERT INTO photo (id, digest, extension, view, name, created_at)
                 SELECT 'p' || i, 'd' || i, 'jpg', ?1, hex(randomblob(100)), 0 FROM n"
            ),
            [view.to_string()],
        )
        .unwrap();
        drop(db);
        fs::read(path).unwrap()
    }

    fn salvage_of(path: &std::path::Path, into: &Connection) -> Salvaged {
        salvage(&Connection::open(path).unwrap(), into, |_| Ok(())).unwrap()
    }

    #[test]
    fn of_a_whole_database_everything_comes_over() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = (folder.path().join("old"), folder.path().join("new"));
        many(&old);
        let into = schema::open(&new, false).unwrap();
        assert_eq!(salvage_of(&old, &into), Salvaged { photos: PHOTOS, ..Salvaged::default() });
    }

    #[test]
    fn fault_38_what_lies_before_and_behind_the_damage_comes_over() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = (folder.path().join("old"), folder.path().join("new"));
        let mut bytes = many(&old);
        let middle = bytes.len() / 2 / 4096 * 4096;
        bytes[middle..middle + 3 * 4096].fill(0x5a);
        fs::write(&old, &bytes).unwrap();
        let into = schema::open(&new, false).unwrap();
        let salvaged = salvage_of(&old, &into);
        assert!(salvaged.photos > PHOTOS - 100 && salvaged.photos < PHOTOS, "{salvaged:?}");
        assert_eq!(salvaged.photos + salvaged.left_out, PHOTOS);
        for id in ["p1", "p2000"] {
            photo::by_id(&into, &id.into()).unwrap();
        }
    }

    #[test]
    fn fault_38_of_what_is_no_database_nothing_comes_over_and_nothing_breaks() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = (folder.path().join("old"), folder.path().join("new"));
        fs::write(&old, vec![b'x'; 8192]).unwrap();
        let into = schema::open(&new, false).unwrap();
        assert_eq!(salvage_of(&old, &into), Salvaged::default());
    }

    #[test]
    fn a_row_that_cannot_be_read_back_is_left_out_and_counted() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = (folder.path().join("old"), folder.path().join("new"));
        many(&old);
        let damaged = Connection::open(&old).unwrap();
        damaged.execute_batch("UPDATE photo SET view = '{ half' WHERE id = 'p7'").unwrap();
        damaged
            .execute_batch(
                "PRAGMA foreign_keys = OFF;
                 INSERT INTO video (id, request, slot, sequence, state, created_at) VALUES ('v', 'none', 0, 1, 'saved', 0)",
            )
            .unwrap();
        drop(damaged);
        let into = schema::open(&new, false).unwrap();
        let salvaged = salvage_of(&old, &into);
        assert_eq!(salvaged, Salvaged { photos: PHOTOS - 1, left_out: 2, ..Salvaged::default() });
    }
}
