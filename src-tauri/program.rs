//! One run of the program, from the first log line to the last: plugins, the engine, the window, and the end.

use std::time::Duration;

use animato_engine::environment::{self, Folders};
use animato_engine::{Error, ErrorCode};
use tauri::{App, AppHandle, Manager, RunEvent};

use crate::shell::Shell;
use crate::{commands, drops, events, logging, trouble, window};

/// How long the queue may take to reach a safe place when the program ends. It is safe to be cut short.
const CLOSING: Duration = Duration::from_secs(5);

/// Runs until the window is closed.
///
/// # Errors
/// When the program cannot start: no display, a library that cannot be opened, settings that cannot be read.
pub(crate) fn run() -> Result<(), Error> {
    let folders = environment::folders()?;
    logging::start(&folders.logs);
    display()?;
    let app = tauri::Builder::default()
        // First, so that a second start ends before it touches anything.
        .plugin(tauri_plugin_single_instance::init(again))
        .plugin(window::state())
        .on_window_event(drops::on_window_event)
        .invoke_handler(commands::handler())
        .build(tauri::generate_context!())
        .map_err(|e| failed("The window system did not answer", &e))?;

    match begin(&app, folders) {
        Ok(()) => app.run(|app, event| {
            if let RunEvent::Exit = event {
                close(app);
            }
        }),
        Err(error) => trouble::tell_within(app, error),
    }
    Ok(())
}

/// Opens the engine and then the window, which may ask it for anything at once.
fn begin(app: &App, folders: Folders) -> Result<(), Error> {
    let shell = tauri::async_runtime::block_on(Shell::open(folders))?;
    let theme = shell.settings().theme();
    app.manage(shell);
    events::forward(app.handle());
    window::open(app, theme).map_err(|e| failed("The window could not be opened", &e))?;
    drops::import(app.handle(), drops::files(std::env::args_os(), std::env::current_dir().ok()));
    Ok(())
}

/// A second start: the files that it was given belong here, and so does the eye.
fn again(app: &AppHandle, arguments: Vec<String>, folder: String) {
    window::raise(app);
    drops::import(app, drops::files(arguments, Some(folder.into())));
}

fn close(app: &AppHandle) {
    let studio = app.state::<Shell>().studio().clone();
    let closed = tauri::async_runtime::block_on(async { tokio::time::timeout(CLOSING, studio.close()).await });
    if closed.is_err() {
        tracing::warn!("the queue was still busy at the end; it goes on at the next start");
    }
}

/// Tells in a sentence what the window toolkit would tell by a panic.
fn display() -> Result<(), Error> {
    if trouble::has_display() {
        return Ok(());
    }
    Err(Error::new(
        ErrorCode::Internal,
        "There is no display to open a window on. The program animato-cli does the same work in a terminal.",
    ))
}

fn failed(what: &str, why: &tauri::Error) -> Error {
    Error::new(ErrorCode::Internal, format!("{what}: {why}."))
}
