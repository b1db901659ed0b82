//! Says why the program could not start. Never a silent end: in the terminal always, and in a dialog where there is a display.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc;

use animato_engine::{Error, ErrorCode, upkeep};
use rfd::{MessageButtons, MessageDialog, MessageDialogResult, MessageLevel};
use tauri::{AppHandle, Manager as _};

use crate::shell::Opening;
use crate::window;

/// Says it before the window system was called.
pub(crate) fn tell(error: &Error) -> ExitCode {
    let code = write(error);
    if has_display() {
        dialog(error).show();
    }
    code
}

/// Says it when the window system is up already, in place of the window, and offers to mend what can be mended. Ends the
/// program afterwards.
pub(crate) fn tell_within(app: &AppHandle, error: Error, library: PathBuf) {
    write(&error);
    // One dialog, and not two that end the program under each other.
    if !app.state::<Opening>().fail() {
        return;
    }
    let app = app.clone();
    std::thread::spawn(move || {
        when_the_loop_runs(&app);
        let is_mended = if error.code == ErrorCode::LibraryDamaged {
            offer_repair(&error, &library)
        } else {
            dialog(&error).show();
            false
        };
        app.exit(i32::from(!is_mended));
    });
}

/// Takes the window from sight and returns once the loop of the window system runs, without which there is no dialog. Not
/// for the main thread, which would do it before that.
fn when_the_loop_runs(app: &AppHandle) {
    let (runs, waiting) = mpsc::channel();
    let handle = app.clone();
    let asked = app.run_on_main_thread(move || {
        window::hide(&handle);
        let _ = runs.send(());
    });
    if let Err(e) = asked {
        tracing::warn!(%e, "the window could not be hidden");
    }
    // When it cannot be asked, nothing comes and there is nothing to wait for.
    let _ = waiting.recv();
}

/// Repairs the library if the person wants it, and says what came of it.
fn offer_repair(error: &Error, library: &Path) -> bool {
    let offer = format!(
        "{}\n\nRepairing keeps the damaged file under another name, and brings back what can be read of it and what is on record beside it. Nothing is sent and nothing is charged.",
        error.message
    );
    let buttons = MessageButtons::OkCancelCustom(REPAIR.to_owned(), "Close".to_owned());
    let asked = dialog(error).set_description(offer).set_buttons(buttons).show();
    if asked != MessageDialogResult::Custom(REPAIR.to_owned()) && asked != MessageDialogResult::Ok {
        return false;
    }
    match tauri::async_runtime::block_on(upkeep::repair(library)) {
        Ok(repaired) => {
            let kept = match repaired.kept {
                Some(kept) => format!(" The damaged file is kept as {}.", kept.display()),
                None => String::new(),
            };
            let videos = repaired.videos + repaired.videos_of_records;
            let words = format!("Videos that were brought back: {videos}.{kept} Start Animato again.");
            MessageDialog::new().set_title("The library was repaired").set_description(words).show();
            true
        }
        Err(error) => {
            write(&error);
            dialog(&error).show();
            false
        }
    }
}

const REPAIR: &str = "Repair";

/// Says it where there is nothing but the terminal and the log.
pub(crate) fn write(error: &Error) -> ExitCode {
    tracing::error!(code = ?error.code, "{}", error.message);
    // The log may not exist yet. If nobody reads the terminal, nothing is lost.
    let _ = writeln!(std::io::stderr(), "Animato could not start. {}", error.message);
    ExitCode::FAILURE
}

fn dialog(error: &Error) -> MessageDialog {
    MessageDialog::new()
        .set_level(MessageLevel::Error)
        .set_title("Animato could not start")
        .set_description(&error.message)
        .set_buttons(MessageButtons::Ok)
}

/// Whether a dialog can be shown. Without a display the dialog would wait for ever.
pub(crate) fn has_display() -> bool {
    let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || named("DISPLAY") || named("WAYLAND_DISPLAY")
}
