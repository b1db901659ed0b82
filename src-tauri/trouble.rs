//! Says why the program could not start. Never a silent end: in the terminal always, and in a dialog where there is a display.

use std::io::Write as _;
use std::process::ExitCode;

use animato_engine::Error;
use rfd::{MessageButtons, MessageDialog, MessageLevel};
use tauri::{App, RunEvent};

/// Says it before the window system was called.
pub(crate) fn tell(error: &Error) -> ExitCode {
    let code = write(error);
    if has_display() {
        dialog(error).show();
    }
    code
}

/// Says it when the window system is up already, whose loop must then run for the dialog. Ends the program afterwards.
pub(crate) fn tell_within(app: App, error: Error) {
    write(&error);
    app.run(move |app, event| {
        if let RunEvent::Ready = event {
            let (app, dialog) = (app.clone(), dialog(&error));
            std::thread::spawn(move || {
                dialog.show();
                app.exit(1);
            });
        }
    });
}

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
