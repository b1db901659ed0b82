//! Files from outside: dropped on the window, or named on the command line. They go to the engine; no path goes to the window.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use animato_engine::view::{Event, RefusedPhoto};
use animato_engine::{Error, Source};
use tauri::{AppHandle, DragDropEvent, Manager as _, Window, WindowEvent};

use crate::events;
use crate::shell::Shell;
use crate::views::DragPhase;

/// Answers to what is dragged over the window.
pub(crate) fn on_window_event(window: &Window, event: &WindowEvent) {
    let WindowEvent::DragDrop(drag) = event else { return };
    let app = window.app_handle();
    match drag {
        DragDropEvent::Enter { .. } => events::drag(app, DragPhase::Over),
        DragDropEvent::Leave => events::drag(app, DragPhase::Left),
        DragDropEvent::Drop { paths, .. } => {
            events::drag(app, DragPhase::Left);
            import(app, paths.clone());
        }
        _ => {}
    }
}

/// Takes these files into the tray, in the background. What becomes of them, the engine's events tell.
pub(crate) fn import(app: &AppHandle, files: Vec<PathBuf>) {
    if files.is_empty() {
        return;
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        // Without an open library, as while a failed start is being told, there is nowhere to put them.
        let Some(shell) = app.try_state::<Shell>() else { return };
        let sources = files.iter().cloned().map(Source::Path).collect();
        if let Err(error) = shell.studio().import(sources, true).await {
            tracing::warn!(code = ?error.code, "a drop was refused: {error}");
            events::tell(&app, &all_refused(&files, &error));
        }
    });
}

/// The files that these program arguments name, seen from this folder. The first argument is the program itself.
pub(crate) fn files(arguments: impl IntoIterator<Item = impl Into<OsString>>, folder: Option<PathBuf>) -> Vec<PathBuf> {
    let folder = folder.unwrap_or_default();
    let names = arguments.into_iter().skip(1).map(Into::into);
    names.filter(|name: &OsString| !name.is_empty() && !is_option(name)).map(|name| folder.join(name)).collect()
}

fn is_option(argument: &OsString) -> bool {
    argument.as_encoded_bytes().starts_with(b"-")
}

/// One refusal for each file, for a fault that concerns them all.
fn all_refused(files: &[PathBuf], error: &Error) -> Event {
    let name = |file: &Path| file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let refused: Vec<_> = files.iter().map(|f| RefusedPhoto { name: name(f), error: error.clone() }).collect();
    let total = u32::try_from(refused.len()).unwrap_or(u32::MAX);
    Event::Importing { batch: 0, done: total, total, refused }
}

#[cfg(test)]
mod tests {
    use super::*;
    use animato_engine::ErrorCode;

    #[test]
    fn arguments_name_files_and_options_do_not() {
        let named = files(["animato", "--flag", "", "a.jpg", "/photos/b.png"], Some(PathBuf::from("/home/me")));
        assert_eq!(named, [PathBuf::from("/home/me/a.jpg"), PathBuf::from("/photos/b.png")]);
    }

    #[test]
    fn a_drop_that_fails_as_a_whole_names_every_file_but_no_folder() {
        let error = Error::new(ErrorCode::DiskFull, "The disk is full.");
        let Event::Importing { batch, done, total, refused } =
            all_refused(&["/x/a.jpg".into(), "/x/b.jpg".into()], &error)
        else {
            panic!("another event")
        };
        assert_eq!((batch, done, total), (0, 2, 2));
        assert_eq!(refused.iter().map(|r| r.name.as_str()).collect::<Vec<_>>(), ["a.jpg", "b.jpg"]);
    }
}
