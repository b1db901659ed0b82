//! What the page asks of the desktop around the window: other programs, notices, and the end.

use animato_engine::Error;
use animato_engine::ids::VideoId;
use tauri::{AppHandle, State, WebviewWindow};

use crate::handing_out::{self, Copied};
use crate::shell::Shell;
use crate::{leaving, notices};

/// Puts a video's file on the clipboard.
#[tauri::command]
pub(crate) async fn copy_file(shell: State<'_, Shell>, copied: State<'_, Copied>, video: VideoId) -> Result<(), Error> {
    copied.file(&shell.studio().video_file(&video).await?)
}

/// Begins to drag a video's file to another program, while the mouse button is down.
#[tauri::command]
pub(crate) async fn drag_out(window: WebviewWindow, shell: State<'_, Shell>, video: VideoId) -> Result<(), Error> {
    let file = shell.studio().video_file(&video).await?;
    let picture = shell.studio().poster_file(&video).await?;
    handing_out::drag(&window, file, picture).await
}

/// Shows a notice outside the window, unless the person is looking at it.
#[tauri::command]
pub(crate) async fn notify(
    window: WebviewWindow,
    shell: State<'_, Shell>,
    title: String,
    body: String,
) -> Result<(), Error> {
    notices::show(&window, shell.settings().notices(), &title, &body);
    Ok(())
}

/// Ends the program, although work is under way.
#[tauri::command]
pub(crate) async fn quit(app: AppHandle) -> Result<(), Error> {
    leaving::quit(&app);
    Ok(())
}

/// The person stays after all.
#[tauri::command]
pub(crate) async fn stay(app: AppHandle) -> Result<(), Error> {
    leaving::stay(&app);
    Ok(())
}
