//! A library of many videos, made out of a few that are real.

use std::fs;
use std::path::Path;

use rusqlite::{Connection, params};

/// Copies the videos of a library, rows and posters, until there are so many. The copies are of different days, prompts and
/// prices; their files are those of the videos that they are copies of. Nobody has the library open.
pub(crate) fn grow(library: &Path, videos: u32) {
    let db = Connection::open(library.join("library.sqlite")).unwrap();
    let mut real = db.prepare("SELECT id, request FROM video WHERE state = 'saved' ORDER BY sequence").unwrap();
    let real: Vec<(String, String)> =
        real.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
    let columns = |table: &str, own: &[(&str, &str)]| -> (String, String) {
        let names: Vec<String> = db
            .prepare("SELECT name FROM pragma_table_info(?1)")
            .unwrap()
            .query_map([table], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let value = |name: &String| own.iter().find(|(n, _)| n == name).map_or(name.clone(), |(_, v)| (*v).to_owned());
        (names.join(", "), names.iter().map(value).collect::<Vec<_>>().join(", "))
    };
    let (names, values) = columns(
        "request",
        &[
            ("id", "'r' || ?1"),
            ("press", "'p' || ?1"),
            ("token", "'t' || ?1"),
            ("created_at", "created_at - ?1 * 600000"),
            ("spec", "json_set(spec, '$.prompt', json_extract(spec, '$.prompt') || ' take ' || ?1)"),
        ],
    );
    let request = format!("INSERT INTO request ({names}) SELECT {values} FROM request WHERE id = ?2");
    let (names, values) = columns(
        "video",
        &[
            ("id", "'v' || ?1"),
            ("request", "'r' || ?1"),
            ("slot", "0"),
            ("remote_id", "'s' || ?1"),
            ("sequence", "-?1"),
            ("created_at", "created_at - ?1 * 600000"),
            ("credits", "?1 % 90"),
        ],
    );
    let video = format!("INSERT INTO video ({names}) SELECT {values} FROM video WHERE id = ?2");
    db.execute_batch("BEGIN").unwrap();
    let more = videos - u32::try_from(real.len()).unwrap();
    for (n, (id, of)) in (1..=more).zip(real.iter().cycle()) {
        db.execute(&request, params![n, of]).unwrap();
        db.execute(&video, params![n, id]).unwrap();
        for ending in [".jpg", ".small.jpg"] {
            let poster = |id: &str| library.join("posters").join(format!("{id}{ending}"));
            fs::hard_link(poster(id), poster(&format!("v{n}"))).unwrap();
        }
    }
    db.execute_batch("COMMIT").unwrap();
}
