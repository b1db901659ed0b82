//! A video's file for another program: on the clipboard, or dragged out of the window.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use animato_engine::{Error, ErrorCode};
use arboard::Clipboard;
use tauri::WebviewWindow;

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
        let _ = send.send(begin(&source, &file, picture));
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

fn begin(window: &WebviewWindow, file: &Path, picture: PathBuf) -> Result<(), String> {
    let item = drag::DragItem::Files(vec![as_dragged(file)]);
    let options = drag::Options::default();
    #[cfg(target_os = "linux")]
    let window = &window.gtk_window().map_err(|e| e.to_string())?;
    drag::start_drag(window, item, drag::Image::File(picture), |_, _| {}, options).map_err(|e| e.to_string())
}

/// On Linux the path becomes an address by having `file://` put before it, so that it must be one already.
#[cfg(target_os = "linux")]
fn as_dragged(file: &Path) -> PathBuf {
    tauri::Url::from_file_path(file).map_or_else(|()| file.to_owned(), |url| url.path().into())
}

#[cfg(not(target_os = "linux"))]
fn as_dragged(file: &Path) -> PathBuf {
    file.to_owned()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_dragged_file_is_an_address_whatever_is_in_its_name() {
        let dragged = as_dragged(Path::new("/videos/50 % of #1, été.mp4"));
        let url = tauri::Url::parse(&format!("file://{}", dragged.display())).unwrap();
        assert_eq!(url.to_file_path().unwrap(), Path::new("/videos/50 % of #1, été.mp4"));
    }
}
