//! Sound files of the person's, and sound for finished videos.

use animato_engine::ids::{SoundId, VideoId};
use animato_engine::view::{Quote, SoundView, VideoView};
use animato_engine::{Error, Sound};
use tauri::{State, WebviewWindow};

use crate::dialogs::{self, DialogWords};
use crate::shell::Shell;

/// Asks the person for a sound and takes it into the library; `None` when they think better of it.
#[tauri::command]
pub(crate) async fn pick_sound(
    window: WebviewWindow,
    shell: State<'_, Shell>,
    words: DialogWords,
) -> Result<Option<SoundView>, Error> {
    let Some(file) = dialogs::sound(&window, words).await? else { return Ok(None) };
    let sound = shell.studio().import_sound(&file).await?;
    shell.studio().sound(&sound).await.map(Some)
}

/// A sound of the library.
#[tauri::command]
pub(crate) async fn show_sound(shell: State<'_, Shell>, sound: SoundId) -> Result<SoundView, Error> {
    shell.studio().sound(&sound).await
}

/// What adding a sound to a video would cost, and what speaks against it.
#[tauri::command]
pub(crate) async fn quote_sound(shell: State<'_, Shell>, video: VideoId, sound: Sound) -> Result<Quote, Error> {
    shell.studio().quote_sound(&video, &sound).await
}

/// Adds a sound to a video, which makes a new one. `agreed`: the credits to which the person agreed when asked about a limit.
#[tauri::command]
pub(crate) async fn add_sound(
    shell: State<'_, Shell>,
    video: VideoId,
    sound: Sound,
    agreed: Option<f64>,
) -> Result<VideoView, Error> {
    shell.studio().add_sound(&video, sound, agreed).await
}
