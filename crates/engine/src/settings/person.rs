//! What the person set for themself: the language, and what they want to be told.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Settings, table};
use crate::error::{Error, ErrorCode};

/// The languages that there are, by their tags.
pub const LANGUAGES: [&str; 8] = ["en", "de", "fr", "es", "pt", "zh-CN", "ja", "ko"];

/// As the system says.
const SYSTEM: &str = "system";

/// What the person is told outside the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, rename_all = "camelCase")]
#[ts(export)]
pub struct NoticeSettings {
    /// Of what.
    pub when: NoticeWhen,
    /// With a sound.
    pub sound: bool,
}

/// Of what the person is told outside the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum NoticeWhen {
    /// Of nothing.
    Never,
    /// Of each video that is saved, and when they are needed.
    Each,
    /// When everything is done, and when they are needed.
    #[default]
    All,
    /// Only when they are needed.
    NeedsYou,
}

impl NoticeWhen {
    fn as_str(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Each => "each",
            Self::All => "all",
            Self::NeedsYou => "needsYou",
        }
    }
}

impl Settings {
    /// The language's tag, or `system`.
    #[must_use]
    pub fn language(&self) -> &str {
        self.values.language.as_deref().filter(|tag| is_known(tag)).unwrap_or(SYSTEM)
    }

    /// Changes the language and writes the file.
    ///
    /// # Errors
    /// `BadSpec` for a language that there is not; when the file cannot be written.
    pub fn set_language(&mut self, tag: &str) -> Result<(), Error> {
        if !is_known(tag) {
            return Err(Error::new(
                ErrorCode::BadSpec,
                "Animato does not speak this language. Choose one of the list; nothing was changed.",
            ));
        }
        self.document["language"] = toml_edit::value(tag);
        self.values.language = Some(tag.to_owned());
        self.write()
    }

    /// What the person is told outside the window.
    #[must_use]
    pub fn notices(&self) -> NoticeSettings {
        self.values.notices
    }

    /// Changes what the person is told and writes the file.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_notices(&mut self, notices: NoticeSettings) -> Result<(), Error> {
        let item = table(&mut self.document, "notices");
        item["when"] = toml_edit::value(notices.when.as_str());
        item["sound"] = toml_edit::value(notices.sound);
        self.values.notices = notices;
        self.write()
    }
}

fn is_known(tag: &str) -> bool {
    tag == SYSTEM || LANGUAGES.contains(&tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_and_notices_are_kept_and_another_language_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let mut settings = Settings::load(folder.path()).unwrap();
        assert_eq!(
            (settings.language(), settings.notices().when, settings.notices().sound),
            ("system", NoticeWhen::All, false)
        );
        settings.set_language("zh-CN").unwrap();
        let notices = NoticeSettings { when: NoticeWhen::NeedsYou, sound: true };
        settings.set_notices(notices).unwrap();
        assert_eq!(settings.set_language("xx").unwrap_err().code, ErrorCode::BadSpec);
        let again = Settings::load(folder.path()).unwrap();
        assert_eq!((again.language(), again.notices()), ("zh-CN", notices));
    }

    #[test]
    fn a_language_that_the_file_names_and_nobody_speaks_is_the_systems() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("settings.toml"), "language = \"tlh\"\n").unwrap();
        assert_eq!(Settings::load(folder.path()).unwrap().language(), "system");
    }
}
