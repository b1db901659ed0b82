//! The one window: made here and not by configuration, so that it can be kept from leaving the program's own pages.

#[cfg(target_os = "linux")]
mod painting;

use animato_engine::settings::Theme;
use tauri::plugin::TauriPlugin;
use tauri::utils::config::Color;
use tauri::webview::{NewWindowResponse, WebviewWindowBuilder};
use tauri::{App, AppHandle, Manager as _, Url, WebviewWindow, Wry};
use tauri_plugin_window_state::StateFlags;

use crate::shell::Opening;

/// Its label; capabilities and events are for it alone.
pub(crate) const LABEL: &str = "main";

/// Remembers where the window stood.
pub(crate) fn state() -> TauriPlugin<Wry> {
    let flags = StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED;
    tauri_plugin_window_state::Builder::new().with_state_flags(flags).build()
}

/// What the web view reads when it comes up. To be called before there is another thread.
pub(crate) fn prepare() {
    #[cfg(target_os = "linux")]
    painting::suit();
}

/// Opens the window.
pub(crate) fn open(app: &App, theme: Theme) -> tauri::Result<()> {
    let config = app.config().app.windows.iter().find(|window| window.label == LABEL).cloned().unwrap_or_default();
    let window = WebviewWindowBuilder::from_config(app, &config)?
        .theme(native(theme))
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    // The interface's own ground, so that nothing flashes before its first frame.
    let ground = match window.theme()? {
        tauri::Theme::Light => Color(0xf6, 0xf5, 0xf2, 0xff),
        _ => Color(0x13, 0x13, 0x16, 0xff),
    };
    window.set_background_color(Some(ground))
}

/// Brings the window before the eye.
pub(crate) fn raise(app: &AppHandle) {
    if app.state::<Opening>().has_failed() {
        return;
    }
    if let Some(window) = app.get_webview_window(LABEL) {
        let raised = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
        if let Err(e) = raised {
            tracing::warn!(%e, "the window could not be raised");
        }
    }
}

/// Takes the window from sight; a page that waits for the library has nothing to show without one.
pub(crate) fn hide(app: &AppHandle) {
    if let Some(Err(e)) = app.get_webview_window(LABEL).map(|window| window.hide()) {
        tracing::warn!(%e, "the window could not be hidden");
    }
}

/// Dresses what the system draws around the page: the frame, menus, and `prefers-color-scheme`.
pub(crate) fn dress(window: &WebviewWindow, theme: Theme) {
    if let Err(e) = window.set_theme(native(theme)) {
        tracing::warn!(%e, "the window's theme could not be set");
    }
}

fn native(theme: Theme) -> Option<tauri::Theme> {
    match theme {
        Theme::System => None,
        Theme::Dark => Some(tauri::Theme::Dark),
        Theme::Light => Some(tauri::Theme::Light),
    }
}

/// Where the program's pages come from.
fn is_ours(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "http" | "https" => url.host_str() == Some("tauri.localhost") && url.port().is_none(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_stays_on_the_programs_own_pages() {
        for ours in ["tauri://localhost/", "tauri://localhost/index.html#library", "http://tauri.localhost/"] {
            assert!(is_ours(&ours.parse().unwrap()), "{ours}");
        }
        for other in [
            "https://example.com/",
            "http://localhost/",
            "http://127.0.0.1:8787/",
            "http://tauri.localhost.example.com/",
            "http://tauri.localhost:81/",
            "tauri://elsewhere/",
            "file:///etc/passwd",
            "data:text/html,hello",
            "javascript:void(0)",
        ] {
            assert!(!is_ours(&other.parse().unwrap()), "{other}");
        }
    }
}
