//! The settings that the window shows and changes.

use std::path::Path;

use animato_engine::save::pattern::Facts;
use animato_engine::settings::{FileNames, Limits, NoticeSettings, Theme};
use animato_engine::{Error, Proxy};
use tauri::{State, WebviewWindow};

use crate::dialogs::{self, DialogWords};
use crate::shell::Shell;
use crate::views::{AccountEntry, Changed, NameSettings, ProxyKind, ProxyView, SettingsView};
use crate::{network, window};

/// Dark, light, or as the system.
#[tauri::command]
pub(crate) async fn set_theme(
    window: WebviewWindow,
    shell: State<'_, Shell>,
    theme: Theme,
) -> Result<SettingsView, Error> {
    shell.change_settings(|settings| settings.set_theme(theme))?;
    window::dress(&window, theme);
    view(&shell).await
}

/// Asks the person for the folder for finished videos. Nothing changes when they think better of it.
#[tauri::command]
pub(crate) async fn pick_videos_folder(
    window: WebviewWindow,
    shell: State<'_, Shell>,
    words: DialogWords,
) -> Result<SettingsView, Error> {
    if let Some(folder) = dialogs::folder(&window, words, Some(shell.videos_folder())).await? {
        shell.use_videos_folder(&folder).await?;
    }
    view(&shell).await
}

/// Gets out through this proxy from now on: `system`, `none` or an address. A password crosses only inwards.
#[tauri::command]
pub(crate) async fn set_proxy(
    shell: State<'_, Shell>,
    proxy: String,
    password: Option<String>,
) -> Result<Changed, Error> {
    network::use_proxy(&shell, &proxy, password.map(Into::into)).await?;
    changed(&shell).await
}

/// The most that may be spent from now on.
#[tauri::command]
pub(crate) async fn set_limits(shell: State<'_, Shell>, limits: Limits) -> Result<SettingsView, Error> {
    shell.change_settings(|settings| settings.set_limits(limits))?;
    shell.studio().use_limits(limits);
    view(&shell).await
}

/// Speaks this language from now on: a tag, or `system`.
#[tauri::command]
pub(crate) async fn set_language(shell: State<'_, Shell>, language: String) -> Result<SettingsView, Error> {
    shell.change_settings(|settings| settings.set_language(&language))?;
    view(&shell).await
}

/// What the person wants to be told outside the window.
#[tauri::command]
pub(crate) async fn set_notices(shell: State<'_, Shell>, notices: NoticeSettings) -> Result<SettingsView, Error> {
    shell.change_settings(|settings| settings.set_notices(notices))?;
    view(&shell).await
}

/// Names what is saved from now on by this pattern.
#[tauri::command]
pub(crate) async fn set_names(shell: State<'_, Shell>, pattern: String, sidecars: bool) -> Result<SettingsView, Error> {
    let names = FileNames::new(&pattern, sidecars)?;
    shell.change_settings(|settings| settings.set_file_names(&names))?;
    shell.studio().use_file_names(names);
    view(&shell).await
}

/// What a pattern would name a video that nobody made, of this photo with this prompt: the window has them in its language.
#[tauri::command]
pub(crate) async fn name_example(pattern: String, photo: String, prompt: String) -> Result<String, Error> {
    let stem = FileNames::new(&pattern, true)?.pattern.stem(&Facts {
        photo: &photo,
        prompt: &prompt,
        effect: "Old film",
        model: "Akool Fast",
        resolution: "1080p",
        seconds: 5,
        date: "2026-07-14",
        time: "18.30.00",
        id: "4f2a9c1b",
    });
    Ok(format!("{stem}.mp4"))
}

/// The settings and the account as they stand.
pub(super) async fn changed(shell: &Shell) -> Result<Changed, Error> {
    Ok(Changed { account: shell.studio().snapshot().await?.account, settings: view(shell).await? })
}

/// The settings as they stand.
pub(super) async fn view(shell: &Shell) -> Result<SettingsView, Error> {
    let (settings, current) = (shell.settings(), shell.accounts().current().await);
    let proxy = shell.studio().proxy();
    Ok(SettingsView {
        theme: settings.theme(),
        videos_folder: for_people(&shell.videos_folder(), std::env::home_dir().as_deref()),
        key_storage: current.key,
        keys_last: shell.accounts().secrets().are_lasting(),
        accounts: settings
            .accounts()
            .iter()
            .map(|account| AccountEntry {
                id: account.id.clone(),
                name: account.name.clone(),
                service: account.service(),
                kind: account.kind,
                client_id: account.client_id.clone(),
                in_use: current.id.as_ref() == Some(&account.id),
            })
            .collect(),
        proxy: ProxyView {
            kind: match proxy {
                Proxy::System => ProxyKind::System,
                Proxy::None => ProxyKind::None,
                Proxy::Address(_) => ProxyKind::Address,
            },
            address: proxy.address().map(|_| proxy.to_text()).unwrap_or_default(),
            has_password: proxy.has_password(),
        },
        limits: settings.limits()?,
        language: settings.language().to_owned(),
        notices: settings.notices(),
        names: name_settings(&settings.file_names()?),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    })
}

fn name_settings(names: &FileNames) -> NameSettings {
    NameSettings { pattern: names.pattern.as_str().to_owned(), sidecars: names.with_settings }
}

/// A folder's name with the home folder as `~`.
fn for_people(folder: &Path, home: Option<&Path>) -> String {
    let below = home.filter(|home| home.parent().is_some()).and_then(|home| folder.strip_prefix(home).ok());
    match below {
        Some(below) if below.as_os_str().is_empty() => "~".to_owned(),
        Some(below) => Path::new("~").join(below).display().to_string(),
        None => folder.display().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn the_home_folder_is_a_tilde() {
        let home = Some(Path::new("/home/me"));
        assert_eq!(for_people(Path::new("/home/me/Videos"), home), "~/Videos");
        assert_eq!(for_people(Path::new("/home/me"), home), "~");
        assert_eq!(for_people(Path::new("/home/meadow"), home), "/home/meadow");
        assert_eq!(for_people(Path::new("/data/videos"), Some(Path::new("/"))), "/data/videos");
    }
}
