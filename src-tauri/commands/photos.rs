//! Photos into the tray and out of it.

use animato_engine::ids::{OfferId, PhotoId};
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

/// Asks the person for a folder and takes in the pictures in it; empty when they think better of it.
#[tauri::command]
pub(crate) async fn pick_photo_folder(window: WebviewWindow, shell: State<'_, Shell>) -> Result<Imported, Error> {
    let Some(folder) = dialogs::photo_folder(&window).await? else { return Ok(Imported::default()) };
    shell.studio().import(vec![Source::Path(folder)], true).await
}

/// Calls off what is being taken in. What was taken stays.
#[tauri::command]
pub(crate) async fn cancel_import(shell: State<'_, Shell>) -> Result<(), Error> {
    shell.studio().cancel_import();
    Ok(())
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

/// Takes in what is on the clipboard, or what it names; empty when there is no picture and no word of one.
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

/// Cuts an offered picture to its middle and puts it into the tray.
#[tauri::command]
pub(crate) async fn accept_crop(shell: State<'_, Shell>, offer: OfferId) -> Result<PhotoView, Error> {
    shell.studio().accept_crop(&offer).await
}

/// Brings the offer back that a cropped photo was made of.
#[tauri::command]
pub(crate) async fn undo_crop(shell: State<'_, Shell>, photo: PhotoId) -> Result<(), Error> {
    shell.studio().undo_crop(&photo).await
}

/// Forgets an offer.
#[tauri::command]
pub(crate) async fn dismiss_offer(shell: State<'_, Shell>, offer: OfferId) -> Result<(), Error> {
    shell.studio().dismiss_offer(&offer).await.map(|_| ())
}
