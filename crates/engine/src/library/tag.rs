//! Rows of tags: a person's own words for videos.

use rusqlite::{Connection, params};

use crate::ids::VideoId;

/// The table. The same word in other capitals is the same tag.
pub(super) const TABLE: &str = "
CREATE TABLE tag (
    video TEXT NOT NULL REFERENCES video(id) ON DELETE CASCADE,
    name TEXT NOT NULL COLLATE NOCASE,
    PRIMARY KEY (video, name)
) STRICT;
CREATE INDEX tag_name ON tag(name);
";

/// Puts a tag on a video, in the spelling that it has already.
pub(crate) fn add(db: &Connection, video: &VideoId, name: &str) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT OR IGNORE INTO tag (video, name) VALUES (?1, coalesce((SELECT name FROM tag WHERE name = ?2 LIMIT 1), ?2))",
    )?
    .execute(params![video.as_str(), name])?;
    Ok(())
}

/// Takes a tag off a video.
pub(crate) fn remove(db: &Connection, video: &VideoId, name: &str) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM tag WHERE video = ?1 AND name = ?2")?.execute(params![video.as_str(), name])?;
    Ok(())
}

/// The tags of a video, by name.
pub(crate) fn of(db: &Connection, video: &VideoId) -> rusqlite::Result<Vec<String>> {
    db.prepare_cached("SELECT name FROM tag WHERE video = ?1 ORDER BY name")?
        .query_map([video.as_str()], |row| row.get(0))?
        .collect()
}
