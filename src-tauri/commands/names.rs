//! The names of all commands. The build declares them to Tauri, so that only those that `capabilities/main.json`
//! allows can be called from the window.

/// As the window calls them.
pub(crate) const COMMANDS: &[&str] = &[
    "start",
    "list_models",
    "list_effects",
    "refresh_account",
    "pick_photos",
    "import_bytes",
    "import_clipboard",
    "import_samples",
    "remove_from_tray",
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
    "use_account",
    "rename_account",
    "forget_account",
    "set_theme",
    "pick_videos_folder",
    "set_proxy",
    "set_limits",
];
