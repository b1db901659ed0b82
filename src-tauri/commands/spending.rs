//! What was spent, for the window and as a table for other programs.

use animato_engine::Error;
use animato_engine::view::SpendingView;
use tauri::{State, WebviewWindow};

use crate::dialogs::{self, DialogWords};
use crate::shell::Shell;

/// What the account was charged, by day and model.
#[tauri::command]
pub(crate) async fn spending(shell: State<'_, Shell>) -> Result<SpendingView, Error> {
    shell.studio().spending().await
}

/// Writes every charge as CSV where the person says; `false` when they think better of it.
#[tauri::command]
pub(crate) async fn save_spending(
    window: WebviewWindow,
    shell: State<'_, Shell>,
    words: DialogWords,
) -> Result<bool, Error> {
    let Some(to) = dialogs::table(&window, words, "animato-spending.csv").await? else { return Ok(false) };
    shell.studio().save_spending(&to).await?;
    Ok(true)
}
