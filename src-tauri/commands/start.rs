//! The first call of the window.

use animato_engine::Error;
use tauri::AppHandle;

use super::settings;
use crate::shell;
use crate::views::{KeyStorage, Start};

/// Everything that the window needs to paint itself, as soon as the library is open.
#[tauri::command]
pub(crate) async fn start(app: AppHandle) -> Result<Start, Error> {
    let shell = shell::opened(&app).await;
    let settings = settings::view(&shell).await?;
    Ok(Start {
        snapshot: shell.studio().snapshot().await?,
        media: shell.media().to_owned(),
        can_connect: settings.key_storage != KeyStorage::Environment,
        settings,
    })
}
