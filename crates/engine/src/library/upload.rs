//! Rows of uploads: what lies at a place for photos and can be taken down there. Written before the upload starts, removed
//! when it is gone, and kept while the service can still need it.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::ids::RequestId;

/// A request is not referred to: its uploads outlive it until they are taken down.
pub(super) const TABLE: &str = "
CREATE TABLE upload (
    id INTEGER PRIMARY KEY,
    host TEXT NOT NULL,                    -- which place, without its secrets
    key TEXT NOT NULL,                     -- its name there
    request TEXT NOT NULL,
    token TEXT NOT NULL,                   -- the request's, when it was uploaded
    delete_link TEXT,                      -- what takes it down, where the name is not enough
    delete_method TEXT,                    -- and how it is asked
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL            -- afterwards nobody can fetch it any more
) STRICT;
CREATE INDEX upload_request ON upload(request);

ALTER TABLE request ADD COLUMN hosted_at INTEGER;
";

/// A file at a place for photos.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UploadRow {
    pub(crate) id: i64,
    pub(crate) host: String,
    pub(crate) key: String,
    pub(crate) request: RequestId,
    /// What takes it down, where the name is not enough: a method and a link.
    pub(crate) deletion: Option<(String, String)>,
}

/// A file that is about to be uploaded.
#[derive(Clone, Debug)]
pub(crate) struct NewUpload {
    pub(crate) host: String,
    pub(crate) key: String,
    pub(crate) request: RequestId,
    pub(crate) token: String,
    pub(crate) created_at: i64,
    pub(crate) expires_at: i64,
}

/// Writes down that a file is about to be uploaded. The same name at the same place is the same file.
pub(crate) fn insert(db: &Connection, new: &NewUpload) -> rusqlite::Result<i64> {
    let known = db
        .prepare_cached("SELECT id FROM upload WHERE host = ?1 AND key = ?2 AND request = ?3 AND delete_link IS NULL")?
        .query_row(params![new.host, new.key, new.request.as_str()], |row| row.get::<_, i64>(0))
        .optional()?;
    if let Some(id) = known {
        db.prepare_cached("UPDATE upload SET created_at = ?2, expires_at = ?3 WHERE id = ?1")?.execute(params![
            id,
            new.created_at,
            new.expires_at
        ])?;
        return Ok(id);
    }
    db.prepare_cached(
        "INSERT INTO upload (host, key, request, token, created_at, expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![new.host, new.key, new.request.as_str(), new.token, new.created_at, new.expires_at])?;
    Ok(db.last_insert_rowid())
}

/// Keeps what takes a file down.
pub(crate) fn set_deletion(db: &Connection, id: i64, method: &str, link: &str) -> rusqlite::Result<()> {
    db.prepare_cached("UPDATE upload SET delete_method = ?2, delete_link = ?3 WHERE id = ?1")?
        .execute(params![id, method, link])?;
    Ok(())
}

/// Forgets a file: it is gone, or nothing of ours can take it down.
pub(crate) fn remove(db: &Connection, id: i64) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM upload WHERE id = ?1")?.execute([id])?;
    Ok(())
}

/// What nobody needs any more and can be taken down now: at this place, or by a link of its own. The oldest first.
///
/// A request needs its files until its outcome is known and its videos are made. A file of an earlier sending of a request
/// stays until its link has ended: the job of that sending may still fetch it.
pub(crate) fn due(db: &Connection, host: &str, now: i64, limit: u32) -> rusqlite::Result<Vec<UploadRow>> {
    db.prepare_cached(
        "SELECT upload.* FROM upload LEFT JOIN request ON request.id = upload.request
         WHERE (upload.host = ?1 OR upload.delete_link IS NOT NULL) AND CASE
             WHEN request.id IS NULL THEN 1
             WHEN request.token <> upload.token THEN upload.expires_at <= ?2
             WHEN request.state IN ('planned', 'hosted', 'sending', 'unknown') THEN 0
             ELSE NOT EXISTS (
                 SELECT 1 FROM video WHERE video.request = request.id
                 AND video.state IN ('waiting', 'queued', 'processing')
             )
         END
         ORDER BY upload.id LIMIT ?3",
    )?
    .query_map(params![host, now, limit], read)?
    .collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<UploadRow> {
    Ok(UploadRow {
        id: row.get("id")?,
        host: row.get("host")?,
        key: row.get("key")?,
        request: row.get::<_, String>("request")?.into(),
        deletion: row.get::<_, Option<String>>("delete_method")?.zip(row.get("delete_link")?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A library with one request in this state, and its video in that one; the request's token is "now".
    fn library(request: &str, video: &str) -> (tempfile::TempDir, Connection) {
        let folder = tempfile::tempdir().unwrap();
        let db = super::super::schema::open(&folder.path().join("l.sqlite"), false).unwrap();
        db.execute_batch(&format!(
            "INSERT INTO photo (id, digest, extension, view, name, created_at) VALUES ('p', 'd', 'jpg', '{{}}', 'p', 0);
             INSERT INTO request (id, press, photo, account, spec, model_label, state, created_at, token)
                 VALUES ('r', 'x', 'p', 'a', '{{}}', 'm', '{request}', 0, 'now');
             INSERT INTO video (id, request, slot, sequence, state, created_at) VALUES ('v', 'r', 0, 1, '{video}', 0);"
        ))
        .unwrap();
        (folder, db)
    }

    fn upload(db: &Connection, host: &str, token: &str) -> i64 {
        let new = NewUpload {
            host: host.into(),
            key: format!("{token}.jpg"),
            request: "r".into(),
            token: token.into(),
            created_at: 0,
            expires_at: 1000,
        };
        insert(db, &new).unwrap()
    }

    fn due_at(db: &Connection, now: i64) -> Vec<i64> {
        due(db, "here", now, 9).unwrap().into_iter().map(|row| row.id).collect()
    }

    #[test]
    fn a_file_is_needed_until_its_job_is_over() {
        let cases = [
            ("planned", "waiting", false),
            ("hosted", "waiting", false),
            ("sending", "waiting", false),
            ("unknown", "waiting", false),
            ("accepted", "waiting", false),
            ("accepted", "queued", false),
            ("accepted", "processing", false),
            ("accepted", "ready", true),
            ("accepted", "saving", true),
            ("accepted", "saved", true),
            ("accepted", "failed", true),
            ("accepted", "expired", true),
            ("accepted", "gone", true),
            ("rejected", "failed", true),
        ];
        for (request, video, is_due) in cases {
            let (_folder, db) = library(request, video);
            let row = upload(&db, "here", "now");
            assert_eq!(due_at(&db, 5000) == [row], is_due, "{request}, {video}");
        }
    }

    #[test]
    fn a_file_of_an_earlier_sending_stays_until_its_link_has_ended() {
        let (_folder, db) = library("accepted", "saved");
        let former = upload(&db, "here", "former");
        assert!(due_at(&db, 999).is_empty());
        assert_eq!(due_at(&db, 1000), [former]);
    }

    #[test]
    fn what_belongs_to_no_request_any_more_is_due() {
        let (_folder, db) = library("planned", "waiting");
        let row = upload(&db, "here", "now");
        db.execute_batch("DELETE FROM video; DELETE FROM request").unwrap();
        assert_eq!(due_at(&db, 0), [row]);
    }

    #[test]
    fn another_places_files_wait_for_that_place_unless_they_have_a_link_of_their_own() {
        let (_folder, db) = library("rejected", "failed");
        let there = upload(&db, "there", "now");
        assert!(due_at(&db, 0).is_empty());
        set_deletion(&db, there, "DELETE", "https://there.example.com/x").unwrap();
        assert_eq!(due_at(&db, 0), [there]);
    }

    #[test]
    fn the_same_name_at_the_same_place_is_the_same_file() {
        let (_folder, db) = library("planned", "waiting");
        assert_eq!(upload(&db, "here", "now"), upload(&db, "here", "now"));
        assert_ne!(upload(&db, "here", "now"), upload(&db, "there", "now"));
    }
}
