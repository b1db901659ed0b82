//! The account.

use animato_engine::Error;
use animato_engine::view::AccountView;
use tauri::State;

use crate::shell::Shell;

/// Asks for the balance, and lets a held queue try again.
#[tauri::command]
pub(crate) async fn refresh_account(shell: State<'_, Shell>) -> Result<AccountView, Error> {
    shell.studio().refresh().await
}

/// Connects this key for the session, if the service takes it.
#[tauri::command]
pub(crate) async fn connect(shell: State<'_, Shell>, key: String) -> Result<AccountView, Error> {
    let host = shell.host().await;
    shell.accounts().with_key(shell.studio(), key, host).await
}

/// Forgets the key and goes back to the demo.
#[tauri::command]
pub(crate) async fn disconnect(shell: State<'_, Shell>) -> Result<AccountView, Error> {
    shell.accounts().to_demo(shell.studio()).await
}
