//! Files, folders and links from outside: dropped on the window, opened with the program, or named on the command line. They
//! go to the engine; no path goes to the window.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use animato_engine::view::{Event, RefusedPhoto};
use animato_engine::{Error, Source};
use tauri::{AppHandle, DragDropEvent, Manager as _, PhysicalPosition, Window, WindowEvent};

use crate::events;
use crate::shell;
use crate::views::{DragEvent, DropId};
use crate::window::LABEL;

/// How long the page may take to say what becomes of a drop. Then it goes to the tray, so that nothing is lost.
const PATIENCE: Duration = Duration::from_secs(3);

/// What was let go over the window and is not taken yet, and how large the page is drawn.
pub(crate) struct Drops(Mutex<State>);

struct State {
    waiting: HashMap<DropId, Vec<Source>>,
    count: u64,
    zoom: f64,
}

impl Default for Drops {
    fn default() -> Self {
        Self(Mutex::new(State { waiting: HashMap::new(), count: 0, zoom: 1.0 }))
    }
}

impl Drops {
    /// Takes a drop, once.
    pub(crate) fn take(&self, drop: &DropId) -> Option<Vec<Source>> {
        self.held().waiting.remove(drop)
    }

    fn put(&self, sources: Vec<Source>) -> DropId {
        let mut state = self.held();
        state.count += 1;
        let drop = DropId(state.count.to_string());
        state.waiting.insert(drop.clone(), sources);
        drop
    }

    /// A place in the page's own pixels. Only Windows tells places in those of the screen, whatever their type says.
    fn place(&self, position: PhysicalPosition<f64>, screen: f64) -> (f64, f64) {
        let scale = self.held().zoom * if cfg!(windows) { screen } else { 1.0 };
        (position.x / scale, position.y / scale)
    }

    /// A page of so many of its own pixels is as wide as a window of so many.
    fn learn_zoom(&self, window: f64, page: f64) {
        let zoom = window / page;
        if zoom.is_finite() && zoom > 0.0 {
            self.held().zoom = zoom;
        }
    }

    fn held(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Answers to what is dragged over the window.
pub(crate) fn on_window_event(window: &Window, event: &WindowEvent) {
    let WindowEvent::DragDrop(drag) = event else { return };
    let app = window.app_handle();
    let drops = app.state::<Drops>();
    let place = |position: &PhysicalPosition<f64>| drops.place(*position, window.scale_factor().unwrap_or(1.0));
    match drag {
        DragDropEvent::Enter { position, .. } => {
            ask_for_zoom(window);
            let (x, y) = place(position);
            events::drag(app, &DragEvent::Over { x, y });
        }
        DragDropEvent::Over { position } => {
            let (x, y) = place(position);
            events::drag(app, &DragEvent::Over { x, y });
        }
        DragDropEvent::Leave => events::drag(app, &DragEvent::Left),
        DragDropEvent::Drop { paths, position } => {
            let (x, y) = place(position);
            let drop = drops.put(paths.iter().cloned().map(Source::Path).collect());
            take_by_itself(app.clone(), drop.clone());
            events::drag(app, &DragEvent::Dropped { x, y, drop });
        }
        _ => {}
    }
}

/// The page may be drawn larger than the window system knows. It is asked anew with each drag, and answers before it ends.
fn ask_for_zoom(window: &Window) {
    let app = window.app_handle().clone();
    let (Some(page), Ok(size), Ok(scale)) = (app.get_webview_window(LABEL), window.inner_size(), window.scale_factor())
    else {
        return;
    };
    let width = size.to_logical::<f64>(scale).width;
    let asked = page.eval_with_callback("window.innerWidth", move |answer| {
        if let Ok(page) = answer.parse() {
            app.state::<Drops>().learn_zoom(width, page);
        }
    });
    if let Err(e) = asked {
        tracing::warn!(%e, "the page could not be asked for its width");
    }
}

fn take_by_itself(app: AppHandle, drop: DropId) {
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(PATIENCE).await;
        if let Some(sources) = app.state::<Drops>().take(&drop) {
            tracing::warn!("the page did not take a drop");
            import(&app, sources);
        }
    });
}

/// Takes these into the tray, in the background. What becomes of them, the engine's events tell.
pub(crate) fn import(app: &AppHandle, sources: Vec<Source>) {
    if sources.is_empty() {
        return;
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        // Where the library cannot be opened, there is nowhere to put them.
        let shell = shell::opened(&app).await;
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
    fn a_drop_is_taken_once_and_no_other_with_it() {
        let drops = Drops::default();
        let file = |name: &str| vec![Source::Path(name.into())];
        let (first, second) = (drops.put(file("a.jpg")), drops.put(file("b.jpg")));
        assert_ne!(first, second);
        assert_eq!(drops.take(&first).unwrap()[0].name(), "a.jpg");
        assert!(drops.take(&first).is_none());
        assert_eq!(drops.take(&second).unwrap()[0].name(), "b.jpg");
        assert!(drops.take(&DropId("another".into())).is_none());
    }

    #[test]
    fn a_place_is_told_in_the_pixels_of_a_page_that_is_drawn_larger() {
        let drops = Drops::default();
        let screen = if cfg!(windows) { 1.5 } else { 1.0 };
        let told = |x: f64, y: f64| drops.place(PhysicalPosition::new(x * screen, y * screen), 1.5);
        assert_eq!(told(300.0, 200.0), (300.0, 200.0));
        drops.learn_zoom(1240.0, 620.0);
        assert_eq!(told(300.0, 200.0), (150.0, 100.0));
        drops.learn_zoom(1240.0, 0.0);
        assert_eq!(told(300.0, 200.0), (150.0, 100.0), "an answer that makes no sense changes nothing");
    }

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
