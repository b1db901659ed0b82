//! What was spent, for the window and as a table for other programs.

use animato_engine::view::SpendingView;
use animato_engine::{Error, ErrorCode};
use tauri::{State, WebviewWindow};

use crate::dialogs;
use crate::shell::Shell;

/// What the account was charged, by day and model.
#[tauri::command]
pub(crate) async fn spending(shell: State<'_, Shell>) -> Result<SpendingView, Error> {
    shell.studio().spending().await
}

/// Writes every charge as CSV where the person says; `false` when they think better of it.
#[tauri::command]
pub(crate) async fn save_spending(window: WebviewWindow, shell: State<'_, Shell>) -> Result<bool, Error> {
    let Some(to) = dialogs::table(&window, "animato-spending.csv").await? else { return Ok(false) };
    let table = shell.studio().spending_csv().await?;
    tokio::fs::write(&to, table).await.map_err(|e| {
        Error::new(
            ErrorCode::FolderUnusable,
            format!("{} could not be written: {e}. Choose another place.", to.display()),
        )
    })?;
    Ok(true)
}
