//! The system's own dialogs. They are asked for on the main thread, where some systems want them, and waited for elsewhere.

use std::future::Future;
use std::path::{Path, PathBuf};

use animato_engine::{Error, ErrorCode};
use rfd::{AsyncFileDialog, FileHandle};
use tauri::WebviewWindow;
use tokio::sync::oneshot;

/// Endings of picture files; what is really in a file, the engine finds out.
const PICTURES: &[&str] = &[
    "jpg", "jpeg", "png", "heic", "heif", "webp", "gif", "bmp", "tif", "tiff", "JPG", "JPEG", "PNG", "HEIC", "HEIF",
    "WEBP", "GIF", "BMP", "TIF", "TIFF",
];

/// Endings of sound files, likewise.
const SOUNDS: &[&str] = &["mp3", "wav", "m4a", "ogg", "flac", "MP3", "WAV", "M4A", "OGG", "FLAC"];

/// Asks for pictures. Nothing when the person thinks better of it.
pub(crate) async fn pictures(window: &WebviewWindow) -> Result<Vec<PathBuf>, Error> {
    let picked = ask(window, |dialog| {
        dialog.set_title("Add photos").add_filter("Pictures", PICTURES).add_filter("All files", &["*"]).pick_files()
    });
    Ok(picked.await?.unwrap_or_default().iter().map(path).collect())
}

/// Asks for one picture, on which videos are to end. Nothing when the person thinks better of it.
pub(crate) async fn end_frame(window: &WebviewWindow) -> Result<Option<PathBuf>, Error> {
    let picked = ask(window, |dialog| {
        dialog.set_title("End frame").add_filter("Pictures", PICTURES).add_filter("All files", &["*"]).pick_file()
    });
    Ok(picked.await?.as_ref().map(path))
}

/// Asks for a sound. Nothing when the person thinks better of it.
pub(crate) async fn sound(window: &WebviewWindow) -> Result<Option<PathBuf>, Error> {
    let picked = ask(window, |dialog| {
        dialog.set_title("Sound").add_filter("Sounds", SOUNDS).add_filter("All files", &["*"]).pick_file()
    });
    Ok(picked.await?.as_ref().map(path))
}

/// Asks for a folder with pictures. Nothing when the person thinks better of it.
pub(crate) async fn photo_folder(window: &WebviewWindow) -> Result<Option<PathBuf>, Error> {
    let picked = ask(window, |dialog| dialog.set_title("Add the photos of a folder").pick_folder());
    Ok(picked.await?.as_ref().map(path))
}

/// Asks for the folder for videos, beginning at this one.
pub(crate) async fn folder(window: &WebviewWindow, from: PathBuf) -> Result<Option<PathBuf>, Error> {
    let picked = ask(window, move |dialog| {
        dialog.set_title("Folder for finished videos").set_directory(nearest(&from)).pick_folder()
    });
    Ok(picked.await?.as_ref().map(path))
}

/// Asks for an uploader that ShareX describes.
pub(crate) async fn uploader(window: &WebviewWindow) -> Result<Option<PathBuf>, Error> {
    let picked = ask(window, |dialog| {
        dialog.set_title("Uploader file").add_filter("ShareX uploader", &["sxcu", "SXCU"]).pick_file()
    });
    Ok(picked.await?.as_ref().map(path))
}

/// Asks where to save a copy of a video.
pub(crate) async fn video_copy(window: &WebviewWindow, name: String) -> Result<Option<PathBuf>, Error> {
    let picked = ask(window, move |dialog| {
        dialog.set_title("Save a copy").add_filter("MP4 video", &["mp4"]).set_file_name(name).save_file()
    });
    Ok(picked.await?.as_ref().map(path))
}

/// Asks for the folder that copies go to.
pub(crate) async fn copies_folder(window: &WebviewWindow) -> Result<Option<PathBuf>, Error> {
    let picked = ask(window, |dialog| dialog.set_title("Save copies in this folder").pick_folder());
    Ok(picked.await?.as_ref().map(path))
}

/// Asks where to save a table.
pub(crate) async fn table(window: &WebviewWindow, name: &'static str) -> Result<Option<PathBuf>, Error> {
    let picked = ask(window, move |dialog| {
        dialog.set_title("Save spending").add_filter("CSV table", &["csv"]).set_file_name(name).save_file()
    });
    Ok(picked.await?.as_ref().map(path))
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
