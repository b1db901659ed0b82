//! The names of all commands. The build declares them to Tauri, so that only those that `capabilities/main.json`
//! allows can be called from the window.

/// As the window calls them.
pub(crate) const COMMANDS: &[&str] = &[
    "start",
    "list_models",
    "list_effects",
    "refresh_account",
    "pick_photos",
    "pick_photo_folder",
    "cancel_import",
    "import_bytes",
    "import_clipboard",
    "import_samples",
    "remove_from_tray",
    "accept_crop",
    "undo_crop",
    "dismiss_offer",
    "quote",
    "create",
    "list_videos",
    "find",
    "retry",
    "keep",
    "delete",
    "reveal",
    "open_in_player",
    "save_as",
    "connect",
    "disconnect",
    "set_theme",
    "pick_videos_folder",
];
