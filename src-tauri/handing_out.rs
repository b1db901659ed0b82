//! A video's file for another program: on the clipboard, or dragged out of the window.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use animato_engine::{Error, ErrorCode};
use arboard::Clipboard;
use tauri::WebviewWindow;

#[cfg(target_os = "linux")]
mod gtk_drag;
#[cfg(target_os = "linux")]
use gtk_drag::begin;

/// Some systems ask the program itself for what it copied, for as long as it runs.
#[derive(Default)]
pub(crate) struct Copied(Mutex<Option<Clipboard>>);

impl Copied {
    /// Puts a file on the clipboard, as a file manager does.
    ///
    /// # Errors
    /// When the clipboard does not take it.
    pub(crate) fn file(&self, file: &Path) -> Result<(), Error> {
        let failed = |e: arboard::Error| {
            Error::new(
                ErrorCode::Internal,
                format!("The video could not be put on the clipboard: {e}. It is safe; save a copy instead."),
            )
        };
        let mut clipboard = Clipboard::new().map_err(failed)?;
        clipboard.set().file_list(&[file]).map_err(failed)?;
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(clipboard);
        Ok(())
    }
}

/// Begins to drag a file out of the window, with a small picture at the pointer. The mouse button is down.
///
/// # Errors
/// When the window system does not begin it.
pub(crate) async fn drag(window: &WebviewWindow, file: PathBuf, picture: PathBuf) -> Result<(), Error> {
    let (send, begun) = tokio::sync::oneshot::channel();
    let source = window.clone();
    let asked = window.run_on_main_thread(move || {
        // The receiver is gone only when the program ends.
        let _ = send.send(begin(&source, &file, &picture));
    });
    let begun = match asked {
        Ok(()) => begun.await.unwrap_or_else(|e| Err(e.to_string())),
        Err(e) => Err(e.to_string()),
    };
    begun.map_err(|why| {
        Error::new(
            ErrorCode::Internal,
            format!("The video could not be dragged: {why}. It is safe; copy its file instead."),
        )
    })
}

#[cfg(not(target_os = "linux"))]
fn begin(window: &WebviewWindow, file: &Path, picture: &Path) -> Result<(), String> {
    let item = drag::DragItem::Files(vec![file.to_owned()]);
    let picture = drag::Image::File(picture.to_owned());
    drag::start_drag(window, item, picture, |_, _| {}, drag::Options::default()).map_err(|e| e.to_string())
}
