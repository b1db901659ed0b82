//! Closing the window: at once when nothing is under way; otherwise the page asks first.

use std::sync::atomic::{AtomicBool, Ordering};

use animato_engine::view::UnderWay;
use tauri::{AppHandle, Manager as _, Window, WindowEvent};

use crate::events;
use crate::shell::Shell;
use crate::window::LABEL;

/// Whether the person was asked and has not said that they stay. Who closes once more means it, whatever the page does.
#[derive(Debug, Default)]
pub(crate) struct Leaving(AtomicBool);

/// Answers to the wish to close.
pub(crate) fn on_window_event(window: &Window, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else { return };
    let app = window.app_handle().clone();
    let (Some(leaving), Some(shell)) = (app.try_state::<Leaving>(), app.try_state::<Shell>()) else { return };
    if leaving.0.swap(true, Ordering::SeqCst) {
        return;
    }
    api.prevent_close();
    let studio = shell.studio().clone();
    tauri::async_runtime::spawn(async move {
        match studio.under_way().await {
            Ok(under_way) if under_way != UnderWay::default() => events::closing(&app, under_way),
            // Nothing is under way, or nobody knows: there is nothing to ask.
            _ => quit(&app),
        }
    });
}

/// The person stays.
pub(crate) fn stay(app: &AppHandle) {
    if let Some(leaving) = app.try_state::<Leaving>() {
        leaving.0.store(false, Ordering::SeqCst);
    }
}

/// Closes the window, and the program with it.
pub(crate) fn quit(app: &AppHandle) {
    let closed = app.get_webview_window(LABEL).map_or(Ok(()), |window| window.destroy());
    if let Err(e) = closed {
        tracing::warn!(%e, "the window could not be closed");
        app.exit(0);
    }
}
