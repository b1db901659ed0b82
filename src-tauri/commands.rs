//! What the window may ask for. A command is one call through the engine's door, or one action of the desktop.
//!
//! Ids and view models cross here, never a path, and a key only inwards. Every command fails with the engine's `Error`.

mod account;
mod composer;
mod library;
#[cfg(test)]
mod names;
mod photos;
mod settings;
mod start;

use tauri::Wry;
use tauri::ipc::Invoke;

/// Answers all commands.
pub(crate) fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        start::start,
        account::refresh_account,
        account::connect,
        account::disconnect,
        composer::list_models,
        composer::list_effects,
        composer::quote,
        composer::create,
        library::list_videos,
        library::find,
        library::retry,
        library::keep,
        library::delete,
        library::reveal,
        library::open_in_player,
        library::save_as,
        photos::pick_photos,
        photos::pick_photo_folder,
        photos::cancel_import,
        photos::import_bytes,
        photos::import_clipboard,
        photos::import_samples,
        photos::remove_from_tray,
        photos::accept_crop,
        photos::undo_crop,
        photos::dismiss_offer,
        settings::set_theme,
        settings::pick_videos_folder,
    ]
}

#[cfg(test)]
mod tests {
    use super::names::COMMANDS;
    use std::collections::BTreeSet;

    #[test]
    fn the_window_may_listen_to_events_call_our_commands_and_nothing_else() {
        let capability: serde_json::Value = serde_json::from_str(include_str!("../capabilities/main.json")).unwrap();
        let allowed: BTreeSet<_> =
            capability["permissions"].as_array().unwrap().iter().map(|p| p.as_str().unwrap().to_owned()).collect();
        let ours = COMMANDS.iter().map(|name| format!("allow-{}", name.replace('_', "-")));
        let events = ["core:event:allow-listen", "core:event:allow-unlisten"].map(str::to_owned);
        assert_eq!(allowed, ours.chain(events).collect());
    }

    #[test]
    fn every_declared_command_is_answered() {
        let source = include_str!("commands.rs");
        for name in COMMANDS {
            assert!(source.contains(&format!("::{name},")), "{name} has no answer");
        }
    }
}
