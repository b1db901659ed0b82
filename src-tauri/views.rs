//! What the shell itself tells the window, beside the engine's view models.

use animato_engine::settings::{AccountKind, Limits, NoticeSettings, Theme};
use animato_engine::view::{AccountView, Snapshot};
use serde::{Deserialize, Serialize};
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
    /// Where the key of the account in use is kept.
    pub(crate) key_storage: KeyStorage,
    /// Keys outlive this session: there is a keychain.
    pub(crate) keys_last: bool,
    /// The accounts that were connected here.
    pub(crate) accounts: Vec<AccountEntry>,
    /// How the program gets out.
    pub(crate) proxy: ProxyView,
    /// The most that may be spent.
    pub(crate) limits: Limits,
    /// The language's tag, or `system`.
    pub(crate) language: String,
    /// What the person is told outside the window.
    pub(crate) notices: NoticeSettings,
    /// How saved videos are named.
    pub(crate) names: NameSettings,
    /// The program's version.
    pub(crate) version: String,
}

/// How saved videos are named.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub(crate) struct NameSettings {
    /// Words in braces, and anything around them.
    pub(crate) pattern: String,
    /// The settings travel with each video: in it, and in a file beside it.
    pub(crate) sidecars: bool,
}

/// What stands after something changed with the account.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub(crate) struct Changed {
    /// The account in use.
    pub(crate) account: AccountView,
    /// The settings.
    pub(crate) settings: SettingsView,
}

/// An account that was connected here. Its key never crosses.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub(crate) struct AccountEntry {
    /// For commands.
    pub(crate) id: String,
    /// The person's name for it.
    pub(crate) name: String,
    /// The service's host name and port.
    pub(crate) service: String,
    /// Whether it is a key or a client id and its secret.
    pub(crate) kind: AccountKind,
    /// The client id of a pair.
    pub(crate) client_id: Option<String>,
    /// The one in use.
    pub(crate) in_use: bool,
}

/// How the program gets out.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub(crate) struct ProxyView {
    /// In which way.
    pub(crate) kind: ProxyKind,
    /// The proxy's address with its user name, without its password; empty where there is none.
    pub(crate) address: String,
    /// A password is kept for it.
    pub(crate) has_password: bool,
}

/// In which way the program gets out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub(crate) enum ProxyKind {
    /// As the system says.
    System,
    /// Directly.
    None,
    /// Through a proxy that the person named.
    Address,
}

/// Where the key is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub(crate) enum KeyStorage {
    /// In the system's keychain.
    Keychain,
    /// In memory, until the program ends.
    Session,
    /// Given by the environment.
    Environment,
    /// There is none: the demo.
    None,
}

/// Files of another program over the window. Places are in CSS pixels of the page.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase", tag = "phase")]
#[ts(export)]
pub(crate) enum DragEvent {
    /// They hover.
    Over {
        /// From the left.
        x: f64,
        /// From the top.
        y: f64,
    },
    /// They left.
    Left,
    /// They were let go.
    Dropped {
        /// From the left.
        x: f64,
        /// From the top.
        y: f64,
        /// By which the page takes them.
        drop: DropId,
    },
}

/// Files that were let go over the window and are not taken yet.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[ts(export)]
pub(crate) struct DropId(pub(crate) String);

/// What files that were let go over the window become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub(crate) enum DropPlace {
    /// Photos in the tray.
    Tray,
    /// The picture on which the videos end: the first that can be used.
    EndFrame,
}
