//! The first call of the window.

use animato_engine::Error;
use tauri::State;

use super::settings;
use crate::shell::Shell;
use crate::views::{KeyStorage, Start};

/// Everything that the window needs to paint itself.
#[tauri::command]
pub(crate) async fn start(shell: State<'_, Shell>) -> Result<Start, Error> {
    let settings = settings::view(&shell).await?;
    Ok(Start {
        snapshot: shell.studio().snapshot().await?,
        media: shell.media().to_owned(),
        can_connect: settings.key_storage != KeyStorage::Environment,
        settings,
    })
}
