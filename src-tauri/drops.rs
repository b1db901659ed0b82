//! Files, folders and links from outside: dropped on the window, opened with the program, or named on the command line. They
//! go to the engine; no path goes to the window.

use std::ffi::OsString;
use std::path::PathBuf;

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
            import(app, paths.iter().cloned().map(Source::Path).collect());
        }
        _ => {}
    }
}

/// Takes these into the tray, in the background. What becomes of them, the engine's events tell.
pub(crate) fn import(app: &AppHandle, sources: Vec<Source>) {
    if sources.is_empty() {
        return;
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        // Without an open library, as while a failed start is being told, there is nowhere to put them.
        let Some(shell) = app.try_state::<Shell>() else { return };
        let names: Vec<_> = sources.iter().map(Source::name).collect();
        if let Err(error) = shell.studio().import(sources, true).await {
            tracing::warn!(code = ?error.code, "a drop was refused: {error}");
            events::tell(&app, &all_refused(names, &error));
        }
    });
}

/// What these program arguments name, seen from this folder: files, folders, and links of both kinds, as file managers and
/// browsers hand them over. The first argument is the program itself.
pub(crate) fn named(arguments: impl IntoIterator<Item = impl Into<OsString>>, folder: Option<PathBuf>) -> Vec<Source> {
    let folder = folder.unwrap_or_default();
    let words = arguments.into_iter().skip(1).map(Into::into);
    words.filter(|word: &OsString| !word.is_empty() && !is_option(word)).map(|w| Source::named(&w, &folder)).collect()
}

fn is_option(argument: &OsString) -> bool {
    argument.as_encoded_bytes().starts_with(b"-")
}

/// One refusal for each of them, for a fault that concerns them all.
fn all_refused(names: Vec<String>, error: &Error) -> Event {
    let refused: Vec<_> = names.into_iter().map(|name| RefusedPhoto { name, error: error.clone() }).collect();
    let total = u32::try_from(refused.len()).unwrap_or(u32::MAX);
    Event::Importing { done: total, total, refused, others: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use animato_engine::ErrorCode;

    #[test]
    #[cfg(unix)]
    fn arguments_name_files_and_links_and_options_do_not() {
        let words =
            ["animato", "--flag", "", "a.jpg", "/photos/b.png", "file:///x/c%20d.jpg", "https://a.example/e.png"];
        let named = named(words, Some(PathBuf::from("/home/me")));
        let told = named.iter().map(|source| match source {
            Source::Path(path) => path.display().to_string(),
            other => other.name(),
        });
        assert_eq!(told.collect::<Vec<_>>(), ["/home/me/a.jpg", "/photos/b.png", "/x/c d.jpg", "e.png"]);
    }

    #[test]
    fn a_drop_that_fails_as_a_whole_names_every_file() {
        let error = Error::new(ErrorCode::DiskFull, "The disk is full.");
        let Event::Importing { done, total, refused, .. } = all_refused(vec!["a.jpg".into(), "b.jpg".into()], &error)
        else {
            panic!("another event")
        };
        assert_eq!((done, total), (2, 2));
        assert_eq!(refused.iter().map(|r| r.name.as_str()).collect::<Vec<_>>(), ["a.jpg", "b.jpg"]);
    }

    #[test]
    fn the_installed_program_offers_itself_for_every_kind_of_picture_that_is_taken() {
        let config: serde_json::Value = serde_json::from_str(include_str!("../tauri.conf.json")).unwrap();
        let declared: Vec<_> = config["bundle"]["fileAssociations"].as_array().unwrap().iter().collect();
        for kind in ["jpeg", "png", "webp", "heic", "gif", "bmp", "tiff"] {
            let mime = format!("image/{kind}");
            assert!(declared.iter().any(|declared| declared["mimeType"] == mime.as_str()), "{mime}");
        }
    }
}
