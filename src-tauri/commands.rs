//! What the window may ask for. A command is one call through the engine's door, or one action of the desktop.
//!
//! Ids and view models cross here, never a path, and a key only inwards. Every command fails with the engine's `Error`.

mod account;
mod composer;
mod desktop;
mod frames;
mod host;
mod library;
#[cfg(test)]
mod names;
mod photos;
mod prompts;
mod settings;
mod sounds;
mod spending;
mod start;

use tauri::Wry;
use tauri::ipc::Invoke;

/// Answers all commands.
pub(crate) fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        start::start,
        account::refresh_account,
        account::connect,
        account::use_account,
        account::rename_account,
        account::forget_account,
        composer::list_models,
        composer::list_effects,
        composer::favour_effect,
        composer::quote,
        composer::create,
        frames::pick_end_frame,
        frames::frame_photo,
        frames::recipe_frame,
        host::show_host,
        host::set_host,
        host::test_host,
        host::pick_uploader,
        library::list_videos,
        library::list_facets,
        library::find,
        library::retry,
        library::keep,
        library::tag,
        library::delete,
        library::restore,
        library::reveal,
        library::open_in_player,
        library::save_as,
        library::save_copies,
        photos::pick_photos,
        photos::pick_photo_folder,
        photos::cancel_import,
        photos::import_bytes,
        photos::import_clipboard,
        photos::take_drop,
        photos::import_samples,
        photos::add_to_tray,
        photos::remove_from_tray,
        photos::accept_crop,
        photos::undo_crop,
        photos::dismiss_offer,
        prompts::list_prompts,
        prompts::list_presets,
        prompts::save_preset,
        prompts::delete_preset,
        settings::set_theme,
        settings::pick_videos_folder,
        settings::set_proxy,
        settings::set_limits,
        desktop::copy_file,
        desktop::drag_out,
        desktop::notify,
        desktop::open_licences,
        desktop::quit,
        desktop::stay,
        settings::set_language,
        settings::set_notices,
        settings::set_names,
        settings::name_example,
        sounds::pick_sound,
        sounds::show_sound,
        sounds::quote_sound,
        sounds::add_sound,
        spending::spending,
        spending::save_spending,
    ]
}

#[cfg(test)]
mod tests {
    use super::names::COMMANDS;
    use std::collections::BTreeSet;

    #[test]
    fn the_window_may_listen_to_events_zoom_call_our_commands_and_nothing_else() {
        let capability: serde_json::Value = serde_json::from_str(include_str!("../capabilities/main.json")).unwrap();
        let allowed: BTreeSet<_> =
            capability["permissions"].as_array().unwrap().iter().map(|p| p.as_str().unwrap().to_owned()).collect();
        let ours = COMMANDS.iter().map(|name| format!("allow-{}", name.replace('_', "-")));
        // The last is what Tauri's own keys for larger and smaller writing call.
        let theirs = ["core:event:allow-listen", "core:event:allow-unlisten", "core:webview:allow-set-webview-zoom"];
        assert_eq!(allowed, ours.chain(theirs.map(str::to_owned)).collect());
    }

    #[test]
    fn every_declared_command_is_answered() {
        let source = include_str!("commands.rs");
        for name in COMMANDS {
            assert!(source.contains(&format!("::{name},")), "{name} has no answer");
        }
    }
}
