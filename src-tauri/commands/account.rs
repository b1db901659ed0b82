//! The accounts. A key crosses only inwards.

use animato_engine::Error;
use animato_engine::accounts::Offer;
use animato_engine::view::AccountView;
use tauri::State;

use super::settings;
use crate::shell::Shell;
use crate::views::Changed;

/// Asks for the balance, and lets a held queue try again.
#[tauri::command]
pub(crate) async fn refresh_account(shell: State<'_, Shell>) -> Result<AccountView, Error> {
    shell.accounts().refresh(&shell).await
}

/// Connects an account if the service takes its key, and uses it. `replaces` is the account that gets another key.
#[tauri::command]
pub(crate) async fn connect(
    shell: State<'_, Shell>,
    secret: String,
    client_id: Option<String>,
    replaces: Option<String>,
) -> Result<Changed, Error> {
    let offer = Offer { secret: secret.into(), client_id, name: None, address: None, replaces };
    let account = shell.accounts().connect(&shell, offer).await?;
    Ok(Changed { account, settings: settings::view(&shell).await? })
}

/// Uses another account, or the demo.
#[tauri::command]
pub(crate) async fn use_account(shell: State<'_, Shell>, id: String) -> Result<Changed, Error> {
    let account = shell.accounts().choose(&shell, &id).await?;
    Ok(Changed { account, settings: settings::view(&shell).await? })
}

/// Gives an account another name.
#[tauri::command]
pub(crate) async fn rename_account(shell: State<'_, Shell>, id: String, name: String) -> Result<Changed, Error> {
    shell.change_settings(|settings| settings.rename_account(&id, &name))?;
    settings::changed(&shell).await
}

/// Forgets an account and its key.
#[tauri::command]
pub(crate) async fn forget_account(shell: State<'_, Shell>, id: String) -> Result<Changed, Error> {
    shell.accounts().forget(&shell, &id).await?;
    settings::changed(&shell).await
}
