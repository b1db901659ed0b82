//! What the shell itself tells the window, beside the engine's view models.

use animato_engine::settings::Theme;
use animato_engine::view::Snapshot;
use serde::Serialize;
use ts_rs::TS;

/// What the window needs to begin.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub(crate) struct Start {
    /// The library, the tray and the account.
    pub(crate) snapshot: Snapshot,
    /// Where pictures and videos are served for this run: `http://127.0.0.1:PORT/TOKEN`.
    pub(crate) media: String,
    /// The settings.
    pub(crate) settings: SettingsView,
    /// An account can be connected from the window; not so when the environment names one.
    pub(crate) can_connect: bool,
}

/// The settings as the window shows them.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub(crate) struct SettingsView {
    /// Dark, light, or as the system.
    pub(crate) theme: Theme,
    /// The folder for finished videos, for people to read: the home folder as `~`.
    pub(crate) videos_folder: String,
    /// Where the key is kept.
    pub(crate) key_storage: KeyStorage,
    /// The program's version.
    pub(crate) version: String,
}

/// Where the key is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub(crate) enum KeyStorage {
    /// In memory, until the program ends.
    Session,
    /// Given by the environment.
    Environment,
    /// There is none: the demo.
    None,
}

/// Files of another program over the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub(crate) enum DragPhase {
    /// They hover.
    Over,
    /// They left, or were dropped.
    Left,
}
