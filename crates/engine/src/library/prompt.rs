//! Prompts that were sent, as the requests remember them, and rows of the texts that the person keeps.

use rusqlite::{Connection, Row, params};

use crate::ids::PresetId;
use crate::view::{Preset, PresetKind, PromptUse};

/// Every prompt that was sent, once, the one that was used last first. Where an effect decided, none was.
pub(crate) fn used(db: &Connection) -> rusqlite::Result<Vec<PromptUse>> {
    // Beside the one max(), SQLite gives the other columns of the row that has it.
    db.prepare_cached(
        "SELECT trim(json_extract(spec, '$.prompt')) AS prompt, trim(json_extract(spec, '$.negativePrompt')) AS negative,
             max(created_at) AS used_at, count(DISTINCT press) AS uses
         FROM request WHERE sent_at IS NOT NULL AND sound_for IS NULL AND json_extract(spec, '$.effect') IS NULL
         GROUP BY prompt HAVING prompt <> '' ORDER BY used_at DESC",
    )?
    .query_map([], |row| {
        Ok(PromptUse {
            prompt: row.get("prompt")?,
            negative_prompt: row.get::<_, Option<String>>("negative")?.unwrap_or_default(),
            used_at: row.get("used_at")?,
            uses: row.get("uses")?,
        })
    })?
    .collect()
}

/// All presets, in the order in which they were made.
pub(crate) fn presets(db: &Connection) -> rusqlite::Result<Vec<Preset>> {
    db.prepare_cached("SELECT id, kind, name, text FROM preset ORDER BY created_at, rowid")?
        .query_map([], read)?
        .collect()
}

/// Writes a preset, new or changed; one that is changed keeps its place.
pub(crate) fn save_preset(db: &Connection, preset: &Preset, now: i64) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO preset (id, kind, name, text, created_at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO UPDATE SET kind = excluded.kind, name = excluded.name, text = excluded.text",
    )?
    .execute(params![preset.id.as_str(), kind_name(preset.kind), preset.name, preset.text, now])?;
    Ok(())
}

/// Forgets a preset.
pub(crate) fn delete_preset(db: &Connection, id: &PresetId) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM preset WHERE id = ?1")?.execute([id.as_str()])?;
    Ok(())
}

/// Whether two presets of one field have the same name, whatever its case: a list with both would be a riddle.
pub(crate) fn are_alike(one: &Preset, other: &Preset) -> bool {
    one.kind == other.kind && one.name.to_lowercase() == other.name.to_lowercase()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Preset> {
    let kind: String = row.get("kind")?;
    Ok(Preset {
        id: row.get::<_, String>("id")?.into(),
        kind: if kind == kind_name(PresetKind::Negative) { PresetKind::Negative } else { PresetKind::Prompt },
        name: row.get("name")?,
        text: row.get("text")?,
    })
}

fn kind_name(kind: PresetKind) -> &'static str {
    match kind {
        PresetKind::Prompt => "prompt",
        PresetKind::Negative => "negative",
    }
}
