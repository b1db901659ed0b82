//! `[files]` of the settings: how saved videos are named, and what is written with them.

use serde::Deserialize;

use super::{Settings, table, unreadable};
use crate::error::{Error, ErrorCode};
use crate::save::pattern::Pattern;

/// How saved videos are named, and whether their settings travel with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileNames {
    /// The pattern of their names.
    pub pattern: Pattern,
    /// Their settings are put into each video and written beside it.
    pub with_settings: bool,
}

impl Default for FileNames {
    fn default() -> Self {
        Self { pattern: Pattern::default(), with_settings: true }
    }
}

impl FileNames {
    /// Reads a pattern that a person wrote.
    ///
    /// # Errors
    /// `BadSpec`, with what is wrong with it.
    pub fn new(pattern: &str, with_settings: bool) -> Result<Self, Error> {
        let pattern = Pattern::parse(pattern)
            .map_err(|why| Error::new(ErrorCode::BadSpec, format!("{why} Nothing was changed.")))?;
        Ok(Self { pattern, with_settings })
    }
}

/// As the file spells it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct FileValues {
    names: Option<String>,
    with_settings: Option<bool>,
}

impl Settings {
    /// How saved videos are named.
    ///
    /// # Errors
    /// `SettingsUnreadable` for a pattern that is none.
    pub fn file_names(&self) -> Result<FileNames, Error> {
        let FileValues { names, with_settings } = &self.values.files;
        let usual = FileNames::default();
        let pattern = match names {
            Some(text) => Pattern::parse(text).map_err(|why| unreadable(&self.file, &format!("files.names: {why}")))?,
            None => usual.pattern,
        };
        Ok(FileNames { pattern, with_settings: with_settings.unwrap_or(usual.with_settings) })
    }

    /// Changes how saved videos are named and writes the file.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_file_names(&mut self, names: &FileNames) -> Result<(), Error> {
        let item = table(&mut self.document, "files");
        item["names"] = toml_edit::value(names.pattern.as_str());
        item["with_settings"] = toml_edit::value(names.with_settings);
        self.values.files =
            FileValues { names: Some(names.pattern.as_str().to_owned()), with_settings: Some(names.with_settings) };
        self.write()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_kept_and_a_pattern_that_is_none_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let mut settings = Settings::load(folder.path()).unwrap();
        assert_eq!(settings.file_names().unwrap(), FileNames::default());
        let names = FileNames::new("{date} {photo}", false).unwrap();
        settings.set_file_names(&names).unwrap();
        assert_eq!(Settings::load(folder.path()).unwrap().file_names().unwrap(), names);

        assert_eq!(FileNames::new("{foto}", true).unwrap_err().code, ErrorCode::BadSpec);
        std::fs::write(folder.path().join("settings.toml"), "[files]\nnames = \"{foto}\"\n").unwrap();
        let error = Settings::load(folder.path()).unwrap().file_names().unwrap_err();
        assert_eq!(error.code, ErrorCode::SettingsUnreadable);
        assert!(error.message.contains("files.names"), "{error}");
    }
}
