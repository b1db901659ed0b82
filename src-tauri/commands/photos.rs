//! Photos into the tray and out of it.

use animato_engine::ids::PhotoId;
use animato_engine::view::{Imported, PhotoView};
use animato_engine::{Error, ErrorCode, Source};
use percent_encoding::percent_decode;
use tauri::ipc::{InvokeBody, Request};
use tauri::{State, WebviewWindow};

use crate::shell::Shell;
use crate::{clipboard, dialogs};

/// Asks the person for pictures and takes them in; empty when they think better of it.
#[tauri::command]
pub(crate) async fn pick_photos(window: WebviewWindow, shell: State<'_, Shell>) -> Result<Imported, Error> {
    let files = dialogs::pictures(&window).await?;
    if files.is_empty() {
        return Ok(Imported::default());
    }
    shell.studio().import(files.into_iter().map(Source::Path).collect(), true).await
}

/// Takes in a picture that the page got from the clipboard: its bytes are the body, its name is the header `name`, percent-encoded.
#[tauri::command]
pub(crate) async fn import_bytes(shell: State<'_, Shell>, request: Request<'_>) -> Result<Imported, Error> {
    let InvokeBody::Raw(bytes) = request.body() else {
        return Err(Error::new(ErrorCode::Unreadable, "The clipboard does not hold a picture."));
    };
    let name = request
        .headers()
        .get("name")
        .map_or_else(String::new, |name| percent_decode(name.as_bytes()).decode_utf8_lossy().into_owned());
    shell.studio().import(vec![Source::Bytes { name, bytes: bytes.clone() }], true).await
}

/// Takes in what is on the clipboard, where the page itself cannot see it; empty when there is no picture.
#[tauri::command]
pub(crate) async fn import_clipboard(shell: State<'_, Shell>) -> Result<Imported, Error> {
    let pictures = clipboard::pictures().await?;
    if pictures.is_empty() {
        return Ok(Imported::default());
    }
    shell.studio().import(pictures, true).await
}

/// Puts the sample photos into the tray.
#[tauri::command]
pub(crate) async fn import_samples(shell: State<'_, Shell>) -> Result<Imported, Error> {
    shell.studio().import_samples().await
}

/// Takes photos out of the tray.
#[tauri::command]
pub(crate) async fn remove_from_tray(shell: State<'_, Shell>, photos: Vec<PhotoId>) -> Result<Vec<PhotoView>, Error> {
    shell.studio().remove_from_tray(photos).await
}
