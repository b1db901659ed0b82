//! The first call of the window.

use animato_engine::Error;
use tauri::{AppHandle, Manager as _, State};

use super::settings;
use crate::shell::{Opened, Shell};
use crate::views::{KeyStorage, Start};

/// Everything that the window needs to paint itself, as soon as the library is open.
#[tauri::command]
pub(crate) async fn start(app: AppHandle, opened: State<'_, Opened>) -> Result<Start, Error> {
    opened.wait().await;
    let shell = app.state::<Shell>();
    let settings = settings::view(&shell).await?;
    Ok(Start {
        snapshot: shell.studio().snapshot().await?,
        media: shell.media().to_owned(),
        can_connect: settings.key_storage != KeyStorage::Environment,
        settings,
    })
}
