//! What the engine tells goes on to the window, whole and in order. Adds nothing and leaves nothing out.

use animato_engine::Studio;
use animato_engine::view::{Event, Snapshot, UnderWay};
use tauri::{AppHandle, Emitter as _, Manager as _};
use tokio::sync::broadcast::error::RecvError;

use crate::shell::Shell;
use crate::taskbar::Taskbar;
use crate::views::DragEvent;
use crate::window::LABEL;

/// Forwards from now on, until the engine closes.
pub(crate) fn forward(app: &AppHandle) {
    let app = app.clone();
    let studio = app.state::<Shell>().studio().clone();
    let mut events = studio.events();
    let mut taskbar = Taskbar::default();
    tauri::async_runtime::spawn(async move {
        loop {
            match events.recv().await {
                Ok(event) => {
                    taskbar.hear(&app, &event);
                    tell(&app, &event);
                }
                // The window fell behind. View models are whole, so what stands now makes up for what was missed.
                Err(RecvError::Lagged(missed)) => {
                    tracing::warn!(missed, "the window fell behind");
                    catch_up(&app, &studio).await;
                }
                Err(RecvError::Closed) => break,
            }
        }
    });
}

/// Tells the window one thing.
pub(crate) fn tell(app: &AppHandle, event: &Event) {
    emit(app, "studio", event);
}

/// Tells the window that files hover over it, no longer, or were let go.
pub(crate) fn drag(app: &AppHandle, event: &DragEvent) {
    emit(app, "drag", event);
}

/// Asks whether to close while so much is under way.
pub(crate) fn closing(app: &AppHandle, under_way: UnderWay) {
    emit(app, "closing", &under_way);
}

fn emit<T: serde::Serialize>(app: &AppHandle, name: &str, payload: &T) {
    if let Err(e) = app.emit_to(LABEL, name, payload) {
        tracing::warn!(%e, name, "the window could not be told");
    }
}

async fn catch_up(app: &AppHandle, studio: &Studio) {
    match studio.snapshot().await {
        Ok(snapshot) => as_events(snapshot).iter().for_each(|event| tell(app, event)),
        Err(e) => tracing::error!(code = ?e.code, "no snapshot: {e}"),
    }
}

fn as_events(snapshot: Snapshot) -> Vec<Event> {
    let counts = snapshot.counts;
    let mut events = vec![
        Event::Account { account: snapshot.account },
        Event::Models { models: snapshot.models },
        Event::Tray { photos: snapshot.tray },
        Event::Offers { offers: snapshot.offers },
    ];
    // Oldest first, as they would have come.
    let videos = snapshot.page.videos.into_iter().rev();
    events.extend(videos.map(|video| Event::Video { video: Box::new(video), counts }));
    events
}
