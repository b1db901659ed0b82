//! Says why the program could not start. Never a silent end: in the terminal always, and in a dialog where there is a display.

use std::io::Write as _;

use animato_engine::Error;

/// Shows the sentence and waits until it was read.
pub(crate) fn tell(error: &Error) {
    tracing::error!(code = ?error.code, "{}", error.message);
    // The log may not exist yet. If nobody reads the terminal, nothing is lost.
    let _ = writeln!(std::io::stderr(), "Animato could not start. {}", error.message);
    if has_display() {
        rfd::MessageDialog::new()
            .set_level(rfd::MessageLevel::Error)
            .set_title("Animato could not start")
            .set_description(&error.message)
            .set_buttons(rfd::MessageButtons::Ok)
            .show();
    }
}

/// Whether a dialog can be shown. Without a display the dialog would wait for ever.
pub(crate) fn has_display() -> bool {
    let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || named("DISPLAY") || named("WAYLAND_DISPLAY")
}
