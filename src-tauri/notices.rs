//! Notices outside the window. What they say comes from the page, which knows the person's language; when there is one, too.

use animato_engine::settings::{NoticeSettings, NoticeWhen};
use tauri::{Manager as _, WebviewWindow};
use tauri_plugin_notification::NotificationExt as _;

/// The sound that the desktop plays for news, by the name that each system knows it by.
const SOUND: &str = if cfg!(target_os = "linux") { "message-new-instant" } else { "Default" };

/// Shows one, unless the person wants none or is looking at the window.
pub(crate) fn show(window: &WebviewWindow, settings: NoticeSettings, title: &str, body: &str) {
    let is_seen = window.is_focused().unwrap_or(false) && !window.is_minimized().unwrap_or(false);
    if is_seen || settings.when == NoticeWhen::Never {
        return;
    }
    let mut notice = window.app_handle().notification().builder().title(title).body(body);
    if settings.sound {
        notice = notice.sound(SOUND);
    }
    if let Err(e) = notice.show() {
        tracing::info!(%e, "the desktop shows no notices");
    }
}
