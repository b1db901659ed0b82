//! The system's own dialogs. They are asked for on the main thread, where some systems want them, and waited for elsewhere.

use std::future::Future;
use std::path::{Path, PathBuf};

use animato_engine::{Error, ErrorCode};
use rfd::{AsyncFileDialog, FileHandle};
use serde::Deserialize;
use tauri::WebviewWindow;
use tokio::sync::oneshot;
use ts_rs::TS;

/// Endings of picture files; what is really in a file, the engine finds out.
const PICTURES: &[&str] = &[
    "jpg", "jpeg", "png", "heic", "heif", "webp", "gif", "bmp", "tif", "tiff", "JPG", "JPEG", "PNG", "HEIC", "HEIF",
    "WEBP", "GIF", "BMP", "TIF", "TIFF",
];

/// Endings of sound files, likewise.
const SOUNDS: &[&str] = &["mp3", "wav", "m4a", "ogg", "flac", "MP3", "WAV", "M4A", "OGG", "FLAC"];

/// What a dialog says, in the language of the page that asks for it.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub(crate) struct DialogWords {
    /// Above it.
    title: String,
    /// The kind of file that it shows; of no use to a dialog for folders.
    kind: String,
    /// Any kind of file, where that is offered as well.
    any: String,
}

/// Asks for pictures. Nothing when the person thinks better of it.
pub(crate) async fn pictures(window: &WebviewWindow, words: DialogWords) -> Result<Vec<PathBuf>, Error> {
    let picked = ask(window, move |dialog| open_any(dialog, &words, PICTURES).pick_files());
    Ok(picked.await?.unwrap_or_default().iter().map(path).collect())
}

/// Asks for one picture. Nothing when the person thinks better of it.
pub(crate) async fn picture(window: &WebviewWindow, words: DialogWords) -> Result<Option<PathBuf>, Error> {
    let picked = ask(window, move |dialog| open_any(dialog, &words, PICTURES).pick_file());
    Ok(picked.await?.as_ref().map(path))
}

/// Asks for a sound. Nothing when the person thinks better of it.
pub(crate) async fn sound(window: &WebviewWindow, words: DialogWords) -> Result<Option<PathBuf>, Error> {
    let picked = ask(window, move |dialog| open_any(dialog, &words, SOUNDS).pick_file());
    Ok(picked.await?.as_ref().map(path))
}

/// Asks for a folder, beginning at this one if there is one. Nothing when the person thinks better of it.
pub(crate) async fn folder(
    window: &WebviewWindow,
    words: DialogWords,
    from: Option<PathBuf>,
) -> Result<Option<PathBuf>, Error> {
    let picked = ask(window, move |dialog| {
        let dialog = dialog.set_title(words.title);
        match from {
            Some(from) => dialog.set_directory(nearest(&from)),
            None => dialog,
        }
        .pick_folder()
    });
    Ok(picked.await?.as_ref().map(path))
}

/// Asks for an uploader that ShareX describes.
pub(crate) async fn uploader(window: &WebviewWindow, words: DialogWords) -> Result<Option<PathBuf>, Error> {
    let picked =
        ask(window, move |dialog| dialog.set_title(words.title).add_filter(words.kind, &["sxcu", "SXCU"]).pick_file());
    Ok(picked.await?.as_ref().map(path))
}

/// Asks where to save a copy of a video.
pub(crate) async fn video_copy(
    window: &WebviewWindow,
    words: DialogWords,
    name: String,
) -> Result<Option<PathBuf>, Error> {
    save(window, words, "mp4", name).await
}

/// Asks where to save a table.
pub(crate) async fn table(
    window: &WebviewWindow,
    words: DialogWords,
    name: &'static str,
) -> Result<Option<PathBuf>, Error> {
    save(window, words, "csv", name.to_owned()).await
}

async fn save(
    window: &WebviewWindow,
    words: DialogWords,
    ending: &'static str,
    name: String,
) -> Result<Option<PathBuf>, Error> {
    let picked = ask(window, move |dialog| {
        dialog.set_title(words.title).add_filter(words.kind, &[ending]).set_file_name(name).save_file()
    });
    Ok(picked.await?.as_ref().map(path))
}

/// For files of these endings, and for any other as well: what a file is, its name does not decide.
fn open_any(dialog: AsyncFileDialog, words: &DialogWords, endings: &[&str]) -> AsyncFileDialog {
    dialog.set_title(&words.title).add_filter(&words.kind, endings).add_filter(&words.any, &["*"])
}

async fn ask<A: Future<Output = T> + Send + 'static, T>(
    window: &WebviewWindow,
    open: impl FnOnce(AsyncFileDialog) -> A + Send + 'static,
) -> Result<T, Error> {
    let (send, opened) = oneshot::channel();
    let parent = window.clone();
    let asked = window.run_on_main_thread(move || {
        // The receiver is gone only when the program ends.
        let _ = send.send(open(AsyncFileDialog::new().set_parent(&parent)));
    });
    asked.map_err(|e| unavailable(&e))?;
    Ok(opened.await.map_err(|e| unavailable(&e))?.await)
}

fn path(handle: &FileHandle) -> PathBuf {
    handle.path().to_owned()
}

/// The nearest folder that exists; a dialog would begin anywhere otherwise.
fn nearest(folder: &Path) -> PathBuf {
    folder.ancestors().find(|f| f.is_dir()).unwrap_or(Path::new("/")).to_owned()
}

fn unavailable(why: &dyn std::fmt::Display) -> Error {
    Error::new(ErrorCode::Internal, format!("The system's dialog could not be opened: {why}."))
}
