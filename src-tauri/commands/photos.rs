//! Photos into the tray and out of it.

use animato_engine::ids::{OfferId, PhotoId};
use animato_engine::view::{Imported, PhotoView};
use animato_engine::{Error, ErrorCode, Source};
use percent_encoding::percent_decode;
use serde::Deserialize;
use tauri::ipc::{InvokeBody, Request};
use tauri::{AppHandle, State, WebviewWindow};

use crate::clipboard;
use crate::dialogs::{self, DialogWords};
use crate::drops::{self, Drops};
use crate::shell::{self, Shell};
use crate::views::{DropId, DropPlace};

/// A picture among those that the page sends.
#[derive(Deserialize)]
struct Pasted {
    name: String,
    /// Bytes.
    size: usize,
}

/// Asks the person for pictures and takes them in; empty when they think better of it.
#[tauri::command]
pub(crate) async fn pick_photos(
    window: WebviewWindow,
    shell: State<'_, Shell>,
    words: DialogWords,
) -> Result<Imported, Error> {
    let files = dialogs::pictures(&window, words).await?;
    if files.is_empty() {
        return Ok(Imported::default());
    }
    shell.studio().import(files.into_iter().map(Source::Path).collect(), true).await
}

/// Asks the person for a folder and takes in the pictures in it; empty when they think better of it.
#[tauri::command]
pub(crate) async fn pick_photo_folder(
    window: WebviewWindow,
    shell: State<'_, Shell>,
    words: DialogWords,
) -> Result<Imported, Error> {
    let Some(folder) = dialogs::folder(&window, words, None).await? else { return Ok(Imported::default()) };
    shell.studio().import(vec![Source::Path(folder)], true).await
}

/// Calls off what is being taken in. What was taken stays.
#[tauri::command]
pub(crate) async fn cancel_import(shell: State<'_, Shell>) -> Result<(), Error> {
    shell.studio().cancel_import();
    Ok(())
}

/// Takes in the pictures that the page got from the clipboard: the body is their bytes, one after the other, and the header
/// `files` says their names and sizes, as percent-encoded JSON.
#[tauri::command]
pub(crate) async fn import_bytes(app: AppHandle, request: Request<'_>) -> Result<Imported, Error> {
    let pictures = match (request.body(), request.headers().get("files")) {
        (InvokeBody::Raw(bytes), Some(files)) => pasted(files.as_bytes(), bytes),
        _ => None,
    };
    let pictures =
        pictures.ok_or_else(|| Error::new(ErrorCode::Unreadable, "The clipboard does not hold a picture."))?;
    shell::opened(&app).await.studio().import(pictures, true).await
}

/// Takes in what is on the clipboard, or what it names; empty when there is no picture and no word of one.
#[tauri::command]
pub(crate) async fn import_clipboard(app: AppHandle) -> Result<Imported, Error> {
    let pictures = clipboard::pictures().await?;
    if pictures.is_empty() {
        return Ok(Imported::default());
    }
    shell::opened(&app).await.studio().import(pictures, true).await
}

/// Takes what was let go over the window. For the tray, events tell what becomes of it; for the end frame, it is the first
/// picture that can be used. `None`, too, when it was taken already.
#[tauri::command]
pub(crate) async fn take_drop(
    app: AppHandle,
    dropped: State<'_, Drops>,
    drop: DropId,
    place: DropPlace,
) -> Result<Option<PhotoView>, Error> {
    let Some(sources) = dropped.take(&drop) else { return Ok(None) };
    match place {
        DropPlace::Tray => {
            drops::import(&app, sources);
            Ok(None)
        }
        DropPlace::EndFrame => shell::opened(&app).await.studio().import_one(sources).await.map(Some),
    }
}

/// Puts the sample photos into the tray.
#[tauri::command]
pub(crate) async fn import_samples(shell: State<'_, Shell>) -> Result<Imported, Error> {
    shell.studio().import_samples().await
}

/// Puts photos of the library into the tray again.
#[tauri::command]
pub(crate) async fn add_to_tray(shell: State<'_, Shell>, photos: Vec<PhotoId>) -> Result<Vec<PhotoView>, Error> {
    shell.studio().add_to_tray(photos).await
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

/// Cuts the body into its pictures; `None` when header and body do not belong together.
fn pasted(files: &[u8], mut bytes: &[u8]) -> Option<Vec<Source>> {
    let files: Vec<Pasted> = serde_json::from_str(&percent_decode(files).decode_utf8().ok()?).ok()?;
    let mut pictures = Vec::with_capacity(files.len());
    for Pasted { name, size } in files {
        let (picture, rest) = bytes.split_at_checked(size)?;
        pictures.push(Source::Bytes { name, bytes: picture.to_vec() });
        bytes = rest;
    }
    (bytes.is_empty() && !pictures.is_empty()).then_some(pictures)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: &[u8] =
        b"%5B%7B%22name%22%3A%22d%C3%BCne.png%22%2C%22size%22%3A2%7D%2C%7B%22name%22%3A%22b%22%2C%22size%22%3A3%7D%5D";

    #[test]
    fn pasted_pictures_are_told_apart() {
        let pictures = pasted(FILES, b"aabbb").unwrap();
        let facts: Vec<_> = pictures
            .iter()
            .map(|picture| match picture {
                Source::Bytes { name, bytes } => (name.as_str(), bytes.as_slice()),
                other => panic!("{other:?} came from the page"),
            })
            .collect();
        assert_eq!(facts, [("düne.png", b"aa".as_slice()), ("b", b"bbb")]);
    }

    #[test]
    fn a_body_that_does_not_fit_its_header_is_no_picture() {
        for body in [b"aabb".as_slice(), b"aabbbb", b""] {
            assert!(pasted(FILES, body).is_none());
        }
        assert!(pasted(b"nonsense", b"aabbb").is_none());
        assert!(pasted(b"[]", b"").is_none());
    }
}
