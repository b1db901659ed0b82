//! Prompts that were used, and texts that the person keeps.

use animato_engine::Error;
use animato_engine::ids::PresetId;
use animato_engine::view::{Preset, PresetKind, PromptUse};
use tauri::State;

use crate::shell::Shell;

/// Prompts that were sent, the one that was used last first.
#[tauri::command]
pub(crate) async fn list_prompts(shell: State<'_, Shell>, search: String, limit: u32) -> Result<Vec<PromptUse>, Error> {
    shell.studio().prompts(&search, limit).await
}

/// The texts that the person keeps.
#[tauri::command]
pub(crate) async fn list_presets(shell: State<'_, Shell>) -> Result<Vec<Preset>, Error> {
    shell.studio().presets().await
}

/// Keeps a text, new or in place of another; all of them.
#[tauri::command]
pub(crate) async fn save_preset(
    shell: State<'_, Shell>,
    id: Option<PresetId>,
    kind: PresetKind,
    name: String,
    text: String,
) -> Result<Vec<Preset>, Error> {
    shell.studio().save_preset(id, kind, &name, &text).await
}

/// Forgets a text; those that are left.
#[tauri::command]
pub(crate) async fn delete_preset(shell: State<'_, Shell>, id: PresetId) -> Result<Vec<Preset>, Error> {
    shell.studio().delete_preset(id).await
}
