//! `settings.toml`: what a person set, in one typed place, with everything that we do not know kept as it stands.
//!
//! Secrets are never in it: they come from the environment, or are kept with the [secrets](crate::secrets).

mod host;

mod accounts;
mod files;
mod limits;
mod network;
mod person;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use toml_edit::{DocumentMut, Item, Table};
use ts_rs::TS;

use crate::error::{Error, ErrorCode};

pub use accounts::{AccountKind, DEMO, SavedAccount};
pub(crate) use accounts::{is_same_name, unknown_account};
pub use files::FileNames;
pub use limits::{Beyond, Limits};
pub use person::{LANGUAGES, NoticeSettings, NoticeWhen};

/// The settings and the file they live in.
#[derive(Clone, Debug)]
pub struct Settings {
    file: PathBuf,
    document: DocumentMut,
    values: Values,
}

/// Dark, light, or as the system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum Theme {
    /// As the system.
    #[default]
    System,
    /// Dark.
    Dark,
    /// Light.
    Light,
}

impl Theme {
    fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Dark => "dark",
            Self::Light => "light",
        }
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Values {
    theme: Theme,
    videos_folder: Option<PathBuf>,
    host: host::Values,
    /// The id of the account in use, or [`DEMO`].
    account: Option<String>,
    accounts: Vec<SavedAccount>,
    /// Which account has the first label of an address, also after it was forgotten.
    labels: BTreeMap<String, String>,
    network: network::NetworkValues,
    limits: limits::LimitValues,
    files: files::FileValues,
    /// A tag, or `system`.
    language: Option<String>,
    notices: NoticeSettings,
}

impl Settings {
    /// Reads `settings.toml` in this folder. A missing file means the defaults.
    ///
    /// # Errors
    /// `SettingsUnreadable`, naming the file and the line.
    pub fn load(folder: &Path) -> Result<Self, Error> {
        let file = folder.join("settings.toml");
        let text = match fs::read_to_string(&file) {
            Ok(text) => text,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(e) => return Err(unreadable(&file, &e.to_string())),
        };
        let document: DocumentMut = text.parse().map_err(|e: toml_edit::TomlError| unreadable(&file, e.message()))?;
        let values = toml_edit::de::from_document(document.clone()).map_err(|e| unreadable(&file, e.message()))?;
        let settings = Self { file, document, values };
        match settings.key_in_file() {
            Some(why) => Err(unreadable(&settings.file, &why)),
            None => Ok(settings),
        }
    }

    /// Dark, light, or as the system.
    #[must_use]
    pub fn theme(&self) -> Theme {
        self.values.theme
    }

    /// The folder for finished videos, if the person chose one.
    #[must_use]
    pub fn videos_folder(&self) -> Option<&Path> {
        self.values.videos_folder.as_deref()
    }

    /// Changes the theme and writes the file.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_theme(&mut self, theme: Theme) -> Result<(), Error> {
        self.values.theme = theme;
        self.document["theme"] = toml_edit::value(theme.as_str());
        self.write()
    }

    /// Changes the folder for finished videos and writes the file.
    ///
    /// # Errors
    /// When the folder's name is not Unicode, or the file cannot be written.
    pub fn set_videos_folder(&mut self, folder: &Path) -> Result<(), Error> {
        let text = folder.to_str().ok_or_else(|| {
            Error::new(ErrorCode::FolderUnusable, "This folder's name cannot be stored. Please choose another folder.")
        })?;
        self.document["videos_folder"] = toml_edit::value(text);
        self.values.videos_folder = Some(folder.to_owned());
        self.write()
    }

    /// Written beside and renamed, so that a crash leaves the old file or the new one.
    fn write(&self) -> Result<(), Error> {
        let folder = self.file.parent().unwrap_or(Path::new("."));
        let written = fs::create_dir_all(folder)
            .and_then(|()| crate::files::write_whole(&self.file, self.document.to_string().as_bytes()));
        written.map_err(|e| {
            let file = self.file.display();
            Error::new(ErrorCode::SettingsUnreadable, format!("The settings could not be written to {file}: {e}."))
        })
    }
}

/// A table of the document, made when it is missing.
fn table<'a>(document: &'a mut DocumentMut, name: &str) -> &'a mut Item {
    let item = &mut document[name];
    if item.is_none() {
        *item = Item::Table(Table::new());
    }
    item
}

fn unreadable(file: &Path, why: &str) -> Error {
    let file = file.display();
    Error::new(
        ErrorCode::SettingsUnreadable,
        format!("The settings in {file} cannot be read: {why}. Please mend or remove the file."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_file_means_the_defaults() {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings::load(folder.path()).unwrap();
        assert_eq!(settings.theme(), Theme::System);
    }

    #[test]
    fn what_we_do_not_know_survives_a_change() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("settings.toml");
        fs::write(&file, "# mine\nfuture = 7\ntheme = \"light\"\n").unwrap();
        let mut settings = Settings::load(folder.path()).unwrap();
        settings.set_theme(Theme::Dark).unwrap();
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.contains("# mine") && text.contains("future = 7") && text.contains("theme = \"dark\""), "{text}");
        assert_eq!(Settings::load(folder.path()).unwrap().theme(), Theme::Dark);
    }

    #[test]
    fn a_broken_file_is_named_and_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("settings.toml");
        fs::write(&file, "theme = = 1").unwrap();
        let error = Settings::load(folder.path()).unwrap_err();
        assert_eq!(error.code, ErrorCode::SettingsUnreadable);
        assert!(error.message.contains("settings.toml"), "{error}");
        assert_eq!(fs::read_to_string(&file).unwrap(), "theme = = 1");
    }
}
