//! The settings that the window shows and changes.

use std::path::Path;

use animato_engine::Error;
use animato_engine::settings::Theme;
use tauri::{State, WebviewWindow};

use crate::shell::Shell;
use crate::views::SettingsView;
use crate::{dialogs, window};

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
pub(crate) async fn pick_videos_folder(window: WebviewWindow, shell: State<'_, Shell>) -> Result<SettingsView, Error> {
    if let Some(folder) = dialogs::folder(&window, shell.videos_folder()).await? {
        shell.use_videos_folder(&folder).await?;
    }
    view(&shell).await
}

/// The settings as they stand.
pub(super) async fn view(shell: &Shell) -> Result<SettingsView, Error> {
    let key_storage = shell.accounts().key_storage().await;
    Ok(SettingsView {
        theme: shell.settings().theme(),
        videos_folder: for_people(&shell.videos_folder(), std::env::home_dir().as_deref()),
        key_storage,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    })
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
