//! The place for photos: what is set, setting another, and trying it. Secrets go inwards only, and no file's path comes out.

use animato_engine::host::{HostConfig, Trial, sxcu, trial};
use animato_engine::view::{HostDraft, HostView};
use animato_engine::{Error, ErrorCode};
use tauri::{State, WebviewWindow};

use crate::dialogs::{self, DialogWords};
use crate::shell::Shell;

/// Uploader files are short; what is longer is something else.
const LONGEST: u64 = 1 << 20;

/// The place for photos as it is set.
#[tauri::command]
pub(crate) async fn show_host(shell: State<'_, Shell>) -> Result<HostView, Error> {
    Ok(shell.host_view().await)
}

/// Uses another place for photos from now on.
#[tauri::command]
pub(crate) async fn set_host(shell: State<'_, Shell>, draft: HostDraft) -> Result<HostView, Error> {
    shell.use_host(draft.into_config()?).await?;
    Ok(shell.host_view().await)
}

/// Uploads a small picture to the place that is set, fetches it back, and deletes it.
#[tauri::command]
pub(crate) async fn test_host(shell: State<'_, Shell>) -> Result<Trial, Error> {
    let config = shell.host().await.ok_or_else(|| {
        Error::new(ErrorCode::NoHost, "No place for photos is set yet, so there is nothing to test. Nothing was sent.")
    })?;
    trial(config, &shell.studio().proxy()).await
}

/// Asks the person for a ShareX uploader file and uses it; `None`, and nothing changes, when they think better of it.
#[tauri::command]
pub(crate) async fn pick_uploader(
    window: WebviewWindow,
    shell: State<'_, Shell>,
    words: DialogWords,
) -> Result<Option<HostView>, Error> {
    let Some(file) = dialogs::uploader(&window, words).await? else { return Ok(None) };
    let form = sxcu::read(&read(&file).await?)?;
    shell.use_host(Some(HostConfig::Form(form))).await?;
    Ok(Some(shell.host_view().await))
}

async fn read(file: &std::path::Path) -> Result<String, Error> {
    let unreadable = |why: String| {
        Error::new(ErrorCode::Unreadable, format!("This uploader file cannot be read: {why}. Nothing was changed."))
    };
    let size = tokio::fs::metadata(file).await.map_err(|e| unreadable(e.to_string()))?.len();
    if size > LONGEST {
        return Err(unreadable("it is too long to be one".to_owned()));
    }
    tokio::fs::read_to_string(file).await.map_err(|e| unreadable(e.to_string()))
}
