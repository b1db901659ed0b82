//! What the page asks of the desktop around the window: other programs, notices, and the end.

use animato_engine::ids::VideoId;
use animato_engine::save::poster::Size;
use animato_engine::{Error, ErrorCode};
use tauri::{AppHandle, Manager as _, State, WebviewWindow};

use crate::handing_out::{self, Copied};
use crate::shell::Shell;
use crate::{leaving, notices};

/// The file of a package that names others' works, beside what else the program brings.
const LICENCES: &str = "THIRD-PARTY-NOTICES.txt";

/// Puts a video's file on the clipboard.
#[tauri::command]
pub(crate) async fn copy_file(shell: State<'_, Shell>, copied: State<'_, Copied>, video: VideoId) -> Result<(), Error> {
    copied.file(&shell.studio().video_file(&video).await?)
}

/// Begins to drag a video's file to another program, while the mouse button is down.
#[tauri::command]
pub(crate) async fn drag_out(window: WebviewWindow, shell: State<'_, Shell>, video: VideoId) -> Result<(), Error> {
    let file = shell.studio().video_file(&video).await?;
    let picture = shell.studio().poster_file(&video, Size::Large).await?;
    handing_out::drag(&window, file, picture).await
}

/// Opens what is to be said of others' works in the program, in the system's own viewer. Only a package brings it.
#[tauri::command]
pub(crate) async fn open_licences(app: AppHandle) -> Result<(), Error> {
    let file = app.path().resource_dir().map(|folder| folder.join(LICENCES)).unwrap_or_default();
    if !file.is_file() {
        return Err(Error::new(
            ErrorCode::NotFound,
            "This copy of Animato was not installed from a package, and only a package brings this text: install one to read it. Nothing was charged.",
        ));
    }
    outside(move || tauri_plugin_opener::open_path(file, None::<&str>), "The system's viewer could not be opened").await
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

/// Starting another program may take a while: it is done off the threads that serve the window.
pub(super) async fn outside<E: std::fmt::Display + Send + 'static>(
    start: impl FnOnce() -> Result<(), E> + Send + 'static,
    what: &str,
) -> Result<(), Error> {
    let started = tokio::task::spawn_blocking(start).await;
    let why = match started {
        Ok(Ok(())) => return Ok(()),
        Ok(Err(e)) => e.to_string(),
        Err(e) => e.to_string(),
    };
    Err(Error::new(ErrorCode::Internal, format!("{what}: {why}.")))
}
