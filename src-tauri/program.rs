//! One run of the program, from the first log line to the last: plugins, the engine, the window, and the end.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use animato_engine::environment::{self, Folders};
use animato_engine::settings::Settings;
use animato_engine::{Error, ErrorCode};
use tauri::{App, AppHandle, Manager, RunEvent};

use crate::handing_out::Copied;
use crate::leaving::{self, Leaving};
use crate::shell::{Opening, Shell};
use crate::{commands, drops, events, logging, trouble, window};

/// How long the queue may take to reach a safe place when the program ends. It is safe to be cut short.
const CLOSING: Duration = Duration::from_secs(5);

/// Runs until the window is closed. A start that fails is told to the person and never silent.
pub(crate) fn run() -> ExitCode {
    let folders = match environment::folders() {
        Ok(folders) => folders,
        Err(error) => return trouble::tell(&error),
    };
    logging::start(&folders.logs);
    window::prepare();
    if !trouble::has_display() {
        return trouble::tell(&Error::new(
            ErrorCode::Internal,
            "There is no display to open a window on. The program animato-cli does the same work in a terminal.",
        ));
    }
    let app = tauri::Builder::default()
        .plugin(window::state())
        .plugin(tauri_plugin_notification::init())
        .on_window_event(|window, event| {
            drops::on_window_event(window, event);
            leaving::on_window_event(window, event);
        })
        .manage(drops::Drops::default())
        .manage(Leaving::default())
        .manage(Opening::default())
        .manage(Copied::default())
        .invoke_handler(commands::handler())
        .build(tauri::generate_context!());
    let app = match app {
        Ok(app) => app,
        Err(e) => return trouble::write(&failed("The window system did not answer", &e)),
    };
    let library = folders.library.clone();
    if let Err(error) = begin(&app, folders) {
        trouble::tell_within(app.handle(), error, library);
    }
    app.run(|app, event| match event {
        // From here on a new start is a start of its own.
        RunEvent::ExitRequested { .. } => tauri_plugin_single_instance::destroy(app),
        RunEvent::Exit => close(app),
        // Only macOS hands files over in this way instead of as arguments.
        #[cfg(target_os = "macos")]
        RunEvent::Opened { urls } => {
            let words = std::iter::once(String::new()).chain(urls.iter().map(ToString::to_string));
            drops::import(app, drops::named(words, None));
        }
        _ => {}
    });
    ExitCode::SUCCESS
}

/// Opens the window, and meanwhile the engine: the web view takes long to come up, and its page waits for the library.
fn begin(app: &App, folders: Folders) -> Result<(), Error> {
    be_the_only_one(app);
    let settings = Settings::load(&folders.config)?;
    let theme = settings.theme();
    tauri::async_runtime::spawn(open(app.handle().clone(), folders, settings));
    window::open(app, theme).map_err(|e| failed("The window could not be opened", &e))?;
    drops::import(app.handle(), drops::named(std::env::args_os(), std::env::current_dir().ok()));
    Ok(())
}

/// Opens the engine, after which the window may ask it for anything. When it fails, that is told instead.
async fn open(app: AppHandle, folders: Folders, settings: Settings) {
    let library = folders.library.clone();
    // On its own, so that even a fault of ours is told.
    let opened = tauri::async_runtime::spawn(shell(folders, settings)).await;
    match opened.unwrap_or_else(|e| Err(failed("The library could not be opened", &e))) {
        Ok(shell) => {
            app.manage(shell);
            events::forward(&app);
            app.state::<Opening>().succeed();
        }
        Err(error) => trouble::tell_within(&app, error, library),
    }
}

/// Opens the library, and waits for a former run that is just closing it.
async fn shell(folders: Folders, settings: Settings) -> Result<Shell, Error> {
    let start = Instant::now();
    loop {
        match Shell::open(folders.clone(), settings.clone()).await {
            Err(error) if error.code == ErrorCode::LibraryBusy && start.elapsed() < CLOSING => {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            opened => return opened,
        }
    }
}

/// Where another one runs, hands it the files that were named here and ends this one, before anything is touched.
///
/// That another one was just ending and did not answer is no reason not to start: the library's lock has the last word.
fn be_the_only_one(app: &App) {
    for _ in 0..2 {
        match app.handle().plugin(tauri_plugin_single_instance::init(again)) {
            Ok(()) => return,
            Err(e) => tracing::warn!(%e, "another start of the program did not answer"),
        }
    }
}

/// A second start: what it was given belongs here, and so does the eye.
fn again(app: &AppHandle, arguments: Vec<String>, folder: String) {
    window::raise(app);
    drops::import(app, drops::named(arguments, Some(folder.into())));
}

fn close(app: &AppHandle) {
    let Some(studio) = app.try_state::<Shell>().map(|shell| shell.studio().clone()) else { return };
    let closed = tauri::async_runtime::block_on(async { tokio::time::timeout(CLOSING, studio.close()).await });
    if closed.is_err() {
        tracing::warn!("the queue was still busy at the end; it goes on at the next start");
    }
}

fn failed(what: &str, why: &tauri::Error) -> Error {
    let safe = "Nothing is lost: what was under way goes on when Animato is started again.";
    Error::new(ErrorCode::Internal, format!("{what}: {why}. {safe}"))
}
