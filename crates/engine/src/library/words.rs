//! What can be searched of each video: its words, and an index over every three letters of them, so that a part of a word is
//! found as well, in any script. The database keeps both up to date by itself.

use rusqlite::types::Value;

/// The tables. `video_words` has a row of its own for each video, whose number stays when the database is copied.
pub(super) const TABLES: &str = "
CREATE TABLE video_words (
    n INTEGER PRIMARY KEY,
    video TEXT NOT NULL UNIQUE REFERENCES video(id) ON DELETE CASCADE,
    words TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE video_search
    USING fts5(words, content='video_words', content_rowid='n', tokenize='trigram remove_diacritics 1');
CREATE TRIGGER video_words_new AFTER INSERT ON video_words BEGIN
    INSERT INTO video_search (rowid, words) VALUES (new.n, new.words);
END;
CREATE TRIGGER video_words_gone AFTER DELETE ON video_words BEGIN
    INSERT INTO video_search (video_search, rowid, words) VALUES ('delete', old.n, old.words);
END;
CREATE TRIGGER video_words_other AFTER UPDATE ON video_words BEGIN
    INSERT INTO video_search (video_search, rowid, words) VALUES ('delete', old.n, old.words);
    INSERT INTO video_search (rowid, words) VALUES (new.n, new.words);
END;
CREATE VIEW video_told AS
    SELECT video.id AS video,
           coalesce(json_extract(request.spec, '$.prompt'), '') || ' ' ||
           coalesce(json_extract(request.spec, '$.effect'), '') || ' ' ||
           photo.name || ' ' || request.model_label || ' ' ||
           coalesce((SELECT group_concat(tag.name, ' ') FROM tag WHERE tag.video = video.id), '') AS words
    FROM video JOIN request ON request.id = video.request JOIN photo ON photo.id = request.photo;
CREATE TRIGGER video_new AFTER INSERT ON video BEGIN
    INSERT INTO video_words (video, words) SELECT video, words FROM video_told WHERE video = new.id;
END;
CREATE TRIGGER video_moved AFTER UPDATE OF request ON video WHEN old.request IS NOT new.request BEGIN
    UPDATE video_words SET words = (SELECT words FROM video_told WHERE video = new.id) WHERE video = new.id;
END;
CREATE TRIGGER tag_new AFTER INSERT ON tag BEGIN
    UPDATE video_words SET words = (SELECT words FROM video_told WHERE video = new.video) WHERE video = new.video;
END;
CREATE TRIGGER tag_gone AFTER DELETE ON tag WHEN EXISTS (SELECT 1 FROM video WHERE id = old.video) BEGIN
    UPDATE video_words SET words = (SELECT words FROM video_told WHERE video = old.video) WHERE video = old.video;
END;
INSERT INTO video_words (video, words) SELECT video, words FROM video_told;
";

/// Whether a table is one of those above, or one that the index keeps for itself: they are made of the others.
pub(super) fn is_one_of_ours(table: &str) -> bool {
    table == "video_words" || table.starts_with("video_search")
}

/// The shortest part of a word that the index knows, in characters.
const SHORTEST: usize = 3;

/// The `video` of each row in which every word of the search is found, as a query, and its values. `None` without words.
pub(super) fn found(search: &str) -> Option<(String, Vec<Value>)> {
    let (long, short): (Vec<_>, Vec<_>) = search.split_whitespace().partition(|word| word.chars().count() >= SHORTEST);
    let mut conditions = Vec::new();
    let mut values = Vec::new();
    let mut tables = "video_words";
    if !long.is_empty() {
        tables = "video_search JOIN video_words ON video_words.n = video_search.rowid";
        conditions.push("video_search MATCH ?");
        let quoted: Vec<_> = long.iter().map(|word| format!("\"{}\"", word.replace('"', "\"\""))).collect();
        values.push(Value::Text(quoted.join(" ")));
    }
    for word in short {
        conditions.push("video_words.words LIKE ? ESCAPE '\\'");
        let escaped = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        values.push(Value::Text(format!("%{escaped}%")));
    }
    let conditions = (!conditions.is_empty()).then(|| conditions.join(" AND "))?;
    Some((format!("SELECT video_words.video FROM {tables} WHERE {conditions}"), values))
}
